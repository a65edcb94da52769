package reportfile

import (
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
)

// sheetOf is a table to write, with its name as a file and what it shows.
type sheetOf struct {
	exchange.Stream
	file, title string
}

// sheets are all that the document has in tables: what it is, every result as a row, and
// each of its other tables.
func (w *work) sheets(ctx context.Context) ([]sheetOf, error) {
	about, err := aboutSheet(ctx, w.doc)
	if err != nil {
		return nil, err
	}
	list := []sheetOf{about, resultSheet(ctx, w.doc)}
	names := map[string]int{}
	for _, s := range list {
		names[strings.ToLower(s.Name)]++
	}
	for t := range documentTables(w.doc) {
		s := tableSheet(t)
		s.Name = unlike(names, s.Name)
		list = append(list, s)
	}
	return list, nil
}

// aboutSheet says what the document is, and that the file is of that very document.
func aboutSheet(ctx context.Context, d *edition.Document) (sheetOf, error) {
	_, sum, err := d.Encode()
	if err != nil {
		return sheetOf{}, err
	}
	edited := i18n.T(ctx, "Utkast")
	if d.Number > 0 {
		edited = strconv.Itoa(d.Year) + ":" + strconv.Itoa(d.Number)
	}
	audience := i18n.T(ctx, "Alla. Siffror som bygger på mycket få barn är dolda.")
	if d.Audience == edition.Internal {
		audience = i18n.T(ctx, "Gruppen och dess kliniker. Inget är dolt.")
	}
	kind, number, about := i18n.T(ctx, "Rapport"), i18n.T(ctx, "Utgåva"), i18n.T(ctx, "Om rapporten")
	if d.Kind == edition.Package {
		kind, number, about = i18n.T(ctx, "Datapaket"), i18n.T(ctx, "Version"), i18n.T(ctx, "Om datapaketet")
		if d.Number > 0 {
			edited = strconv.Itoa(d.Number)
		}
	}
	rows := [][]any{
		{kind, d.Title}, {i18n.T(ctx, "Grupp"), d.Group}, {number, edited},
		{i18n.T(ctx, "Siffrorna från"), i18n.LongDate(ctx, d.AsOf)}, {i18n.T(ctx, "För"), audience},
	}
	if d.Example {
		rows = append(rows, []any{i18n.T(ctx, "Observera"), i18n.T(ctx, "Exempeldata – inga verkliga siffror")})
	}
	for _, t := range d.About {
		rows = append(rows, []any{t.Term, t.Text})
	}
	for _, notice := range d.Notices {
		rows = append(rows, []any{i18n.T(ctx, "Observera"), notice})
	}
	rows = append(rows, []any{i18n.T(ctx, "Rapportens kontrollsumma (SHA-256)"), hex.EncodeToString(sum[:])},
		[]any{i18n.T(ctx, "Så läses tabellerna"), i18n.T(ctx, "Bladet Resultat har en rad för varje mått och enhet. En tom cell är inte noll: raden säger varför värdet saknas eller är dolt. Gränserna är 95 % intervall.")})
	return sheetOf{exchange.Stream{Name: about, Header: []string{i18n.T(ctx, "Uppgift"), i18n.T(ctx, "Innehåll")},
		Rows: slices.Values(rows), Wrap: true}, ascii(about), about}, nil
}

// documentTables are the document's own tables, in the order they are read.
func documentTables(d *edition.Document) func(func(edition.Table) bool) {
	return func(yield func(edition.Table) bool) {
		for _, s := range d.Sections {
			for _, b := range s.Blocks {
				if b.Table != nil && !yield(*b.Table) {
					return
				}
			}
		}
	}
}

// tableSheet is a table of the document. A cell whose text is a number's is that number.
func tableSheet(t edition.Table) sheetOf {
	s := exchange.Stream{Name: sheetName31(t.Caption), Wrap: true}
	for _, c := range t.Columns {
		s.Header = append(s.Header, c.Text)
	}
	s.Rows = func(yield func([]any) bool) {
		for _, r := range t.Rows {
			row := make([]any, len(r.Cells))
			for n, c := range r.Cells {
				row[n] = cellText(c)
			}
			if !yield(row) {
				return
			}
		}
	}
	return sheetOf{s, ascii(t.ID), t.Caption}
}

// cellText is what the cell says.
func cellText(c edition.Cell) string {
	if c.Detail == "" {
		return c.Text
	}
	return c.Text + " (" + c.Detail + ")"
}

// longestName is the most characters that a sheet's name may have in Excel.
const longestName = 31

// sheetName31 is the caption as a sheet's name, without what Excel allows in none.
func sheetName31(caption string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return -1
		}
		return r
	}, caption)
	return shortened(strings.Trim(strings.TrimSpace(name), "'"), longestName)
}

func shortened(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return strings.TrimSpace(string(letters[:most-1])) + "…"
	}
	return text
}

// unlike is the name, with a number when another sheet has it already: to Excel, capitals
// are no difference.
func unlike(taken map[string]int, name string) string {
	if name == "" {
		name = "Tabell"
	}
	for n := 2; ; n++ {
		lower := strings.ToLower(name)
		if taken[lower] == 0 {
			taken[lower]++
			return name
		}
		end := " " + strconv.Itoa(n)
		name = shortened(strings.TrimSuffix(name, " "+strconv.Itoa(n-1)), longestName-len(end)) + end
	}
}
