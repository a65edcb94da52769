// Package show makes the shorter forms of a yearly report's document ready to be set:
// the presentation with its hand-out, the page for those who read many, and a unit's own
// report, with their charts drawn. Pages and files are made of the same. It must not know
// requests, the database, nor who is reading: a document holds only what its readers may
// see.
package show

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	view "samsyn/templates/report"
	"samsyn/web"
)

// The style sheets of what stands alone, below web/static/css.
const (
	SlidesSheet  = "slides.css"
	HandoutSheet = "handout.css"
	PaperSheet   = "onepaper.css" // of the summary and of a unit's report
)

// slidesScript turns one slide at a time.
const slidesScript = "js/slides.js"

// Sheet is a style sheet's text, for a file that stands beside the page or in it.
func Sheet(name string) []byte {
	text, err := web.Static.ReadFile("static/css/" + name)
	if err != nil {
		panic(fmt.Sprintf("show: %v", err)) // embedded in the program
	}
	return text
}

// Slides is the document's presentation with those of its slides that have a key among
// the chosen; all of them without any. It is fit for a page: for a file see Whole.
func Slides(ctx context.Context, charts *chart.Renderer, d *edition.Document, chosen []string) (view.SlidesView, error) {
	v := view.SlidesView{Document: d, Sheet: view.Asset{URL: web.URL("css/" + SlidesSheet)}, Script: view.Asset{URL: web.URL(slidesScript)}}
	all := d.Slides()
	for _, s := range all {
		if slices.Contains(chosen, s.Key) {
			v.Slides = append(v.Slides, s)
		}
	}
	if len(v.Slides) == 0 {
		v.Slides = all
	}
	options := map[string]json.RawMessage{}
	for _, s := range v.Slides {
		if s.Picture != nil {
			options[s.Picture.ID] = lower(s.Picture.Option)
		}
	}
	var err error
	v.Pictures, err = drawn(ctx, charts, options, chart.Narrow)
	return v, err
}

// Whole lets the presentation hold all that it needs, for a file that is opened alone.
func Whole(v view.SlidesView) (view.SlidesView, error) {
	script, err := web.Static.ReadFile("static/" + slidesScript)
	v.Sheet, v.Script = view.Asset{Text: string(Sheet(SlidesSheet))}, view.Asset{Text: string(script)}
	return v, err
}

// Handout is the presentation for paper; its sheet stands beside it as HandoutSheet.
func Handout(ctx context.Context, charts *chart.Renderer, d *edition.Document) (view.SlidesView, error) {
	v, err := Slides(ctx, charts, d, nil)
	v.Sheet, v.Script = view.Asset{URL: HandoutSheet}, view.Asset{}
	return v, err
}

// Summary is the document on one page, for paper; its sheet stands beside it as
// PaperSheet.
func Summary(d *edition.Document) view.SummaryView {
	return view.SummaryView{Document: d, Summary: d.Summary(), Sheet: view.Asset{URL: PaperSheet}}
}

// Unit is what the document says of the unit, for paper; its sheet stands beside it as
// PaperSheet. fault.ErrNotFound when the unit is not the document's.
func Unit(ctx context.Context, charts *chart.Renderer, d *edition.Document, unit int64) (view.UnitReportView, error) {
	r, ok := d.ForUnit(unit)
	if !ok {
		return view.UnitReportView{}, fault.ErrNotFound
	}
	v := view.UnitReportView{Document: d, Report: r, Pictures: map[string]view.UnitPicture{}, Sheet: view.Asset{URL: PaperSheet}}
	options := map[string]json.RawMessage{}
	for _, g := range r.Goals {
		for _, m := range g.Measures {
			line, ok := course(ctx, m, r.Unit)
			if !ok {
				continue
			}
			option, err := line.Option()
			if err != nil {
				return v, err
			}
			options[m.Anchor] = option
			v.Pictures[m.Anchor] = view.UnitPicture{Title: line.Alt.Title, Alt: line.Alt.Description}
		}
	}
	pictures, err := drawn(ctx, charts, options, chart.Wide)
	for anchor, p := range v.Pictures {
		p.URL = pictures[anchor]
		v.Pictures[anchor] = p
	}
	return v, err
}

// Label is what a slide is called where it can be chosen.
func Label(ctx context.Context, s edition.Slide) string {
	switch s.Kind {
	case edition.YearSlide:
		return i18n.T(ctx, "Så gick det med årets mål")
	case edition.EndSlide:
		return i18n.T(ctx, "Läs mer")
	}
	return s.Heading
}
