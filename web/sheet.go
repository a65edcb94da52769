package web

import (
	"bytes"
	"fmt"
)

// sheetName is the one style sheet that pages link to.
const sheetName = "css/samsyn.css"

// sheets are the parts of the style sheet, in the order of the cascade: the
// design system, our theme for it, then our own rules by concern. They are
// written apart, to be found, and served as one, to be fast.
var sheets = []string{
	"vendor/designsystemet/designsystemet.css",
	"vendor/designsystemet/theme.css",
	"css/fonts.css",
	"css/tokens.css",
	"css/chart-tokens.css",
	"css/base.css",
	"css/layout.css",
	"css/header.css",
	"css/form.css",
	"css/table.css",
	"css/status.css",
	"css/components.css",
	"css/goals.css",
	"css/levels.css",
	"css/examples.css",
	"css/pathway.css",
	"css/methods.css",
	"css/documents.css",
	"css/thread.css",
	"css/group.css",
	"css/area.css",
	"css/permissions.css",
	"css/entry.css",
	"css/session.css",
	"css/sheet.css",
	"css/board.css",
	"css/chart.css",
	"css/results.css",
	"css/lines.css",
	"css/signals.css",
	"css/year.css",
	"css/open.css",
	"css/actions.css",
	"css/teams.css",
	"css/report.css",
	"css/edition.css",
	"css/shows.css",
	"css/report-files.css",
	"css/package.css",
	"css/round.css",
	"css/write.css",
	"css/talk.css",
	"css/print.css",
}

// alone are the style sheets of pages without the site's, with their parts.
var alone = map[string][]string{"css/slides.css": {"css/fonts.css", "css/slides.css", "css/slides-screen.css"}}

// sheet joins the parts and gives the files they mention their hashed address.
func (lib *library) sheet(parts []string) []byte {
	var all bytes.Buffer
	for _, name := range parts {
		part, err := Static.ReadFile("static/" + name)
		if err != nil {
			panic(fmt.Sprintf("web: the style sheet: %v", err))
		}
		all.Write(bytes.TrimPrefix(part, []byte("@charset \"UTF-8\";\n")))
		all.WriteByte('\n')
	}
	return staticURL.ReplaceAllFunc(all.Bytes(), func(match []byte) []byte {
		name := string(staticURL.FindSubmatch(match)[1])
		file, ok := lib.byPath[name]
		if !ok {
			panic(fmt.Sprintf("web: the style sheet mentions %q, which is not there", name))
		}
		return []byte("url(" + file.url + ")")
	})
}
