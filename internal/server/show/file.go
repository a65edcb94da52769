package show

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
	view "samsyn/templates/report"
	"samsyn/web"
)

// The style sheets of what is printed, as they are called beside the page.
const (
	handoutSheet = "handout.css"
	paperSheet   = "onepaper.css" // of the summary and of a unit's report
)

// Paper is a page to print, with the files that it mentions by name alone.
type Paper struct {
	Page  templ.Component
	Files map[string][]byte
}

// SlidesFile is the presentation as one page that holds all that it needs.
func SlidesFile(ctx context.Context, charts *chart.Renderer, d *edition.Document) (templ.Component, error) {
	v, err := Slides(ctx, charts, d, nil)
	if err != nil {
		return nil, err
	}
	v.Sheet, v.Script = view.Asset{Text: embedded("css/" + slidesSheet)}, view.Asset{Text: embedded(slidesScript)}
	v.Icon = ""
	return view.Slides(v), nil
}

// Handout is the presentation on paper, three slides to a page with what is said of each.
func Handout(ctx context.Context, charts *chart.Renderer, d *edition.Document) (Paper, error) {
	v := view.SlidesView{Document: d, Slides: d.Slides(), Pictures: view.Pictures{}, Sheet: view.Asset{URL: handoutSheet}}
	files := map[string][]byte{handoutSheet: []byte(embedded("css/" + handoutSheet))}
	drawings, err := slideDrawings(ctx, charts, v.Slides)
	for id, svg := range drawings {
		v.Pictures[id] = id + ".svg"
		files[id+".svg"] = svg
	}
	return Paper{Page: view.Handout(v), Files: files}, err
}

// Summary is the document on one page.
func Summary(d *edition.Document) Paper {
	return Paper{Page: view.Summary(view.SummaryView{Document: d, Summary: d.Summary(), Sheet: view.Asset{URL: paperSheet}}),
		Files: map[string][]byte{paperSheet: []byte(embedded("css/" + paperSheet))}}
}

// UnitPaper is what the document says of the unit. fault.ErrNotFound when the unit is not
// the document's.
func UnitPaper(ctx context.Context, charts *chart.Renderer, d *edition.Document, unit int64) (Paper, error) {
	v, drawings, err := unitView(ctx, charts, d, unit)
	if err != nil {
		return Paper{}, err
	}
	v.Sheet = view.Asset{URL: paperSheet}
	files := map[string][]byte{paperSheet: []byte(embedded("css/" + paperSheet))}
	for anchor, svg := range drawings {
		p := v.Pictures[anchor]
		p.URL = anchor + ".svg"
		v.Pictures[anchor], files[p.URL] = p, svg
	}
	return Paper{Page: view.UnitReport(v), Files: files}, nil
}

// embedded is a file of the program's, below web/static.
func embedded(name string) string {
	text, err := web.Static.ReadFile("static/" + name)
	if err != nil {
		panic(fmt.Sprintf("show: %v", err)) // a mistake in the program
	}
	return string(text)
}
