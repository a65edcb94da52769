package reportfile

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"samsyn/internal/edition"
)

// parts are what in a file's name tells its format from those with the same ending.
var parts = map[edition.FileFormat]string{edition.ArchiveFile: "arkiv", edition.TablesFile: "tabeller", edition.SlidesFile: "bildspel",
	edition.HandoutFile: "bildspel", edition.SummaryFile: "sammanfattning", edition.UnitFile: "enhet"}

// name is the file's, such as "neonatologi-arsrapport-2025-1-intern.pdf": the group, the
// year, the edition and for whom it is.
func name(d *edition.Document, o Order, unit string) string {
	edited, audience := "utkast", "publik"
	if d.Number > 0 {
		edited = strconv.Itoa(d.Number)
	}
	if d.Audience == edition.Internal {
		audience = "intern"
	}
	var all []string
	kind := "arsrapport"
	if d.Kind == edition.Package {
		kind = "datapaket-" + shortName(ascii(d.Title))
	}
	for _, p := range []string{ascii(d.GroupCode), kind, strconv.Itoa(d.Year), edited, audience, parts[o.Format], ascii(unit)} {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "-") + "." + o.Format.Ending()
}

// shortName is as many whole words of a name as fit in a name.
func shortName(name string) string {
	const most = 40
	if len(name) <= most {
		return name
	}
	name = name[:most]
	return name[:max(strings.LastIndexByte(name, '-'), 1)]
}

// ascii is the text as a part of a file's name: its letters without marks, in lower
// case, and what is neither letter nor digit as a hyphen.
func ascii(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
