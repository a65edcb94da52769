// Package show makes the shorter forms of a yearly report's document ready to be set:
// the presentation with its hand-out, the page for those who read many, and a unit's own
// report, with their charts drawn. Pages and files are made of the same. It must not know
// requests, the database, nor who is reading: a document holds only what its readers may
// see.
package show

import (
	"context"
	"encoding/json"
	"slices"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	view "samsyn/templates/report"
	"samsyn/web"
)

// What a presentation looks like, and what turns one slide at a time.
const (
	slidesSheet  = "slides.css"
	slidesScript = "js/slides.js"
)

// Slides is the document's presentation with those of its slides that have a key among
// the chosen; all of them without any.
func Slides(ctx context.Context, charts *chart.Renderer, d *edition.Document, chosen []string) (view.SlidesView, error) {
	v := view.SlidesView{Document: d, Sheet: view.Asset{URL: web.URL("css/" + slidesSheet)}, Script: view.Asset{URL: web.URL(slidesScript)},
		Icon: web.URL("img/icon.svg")}
	all := d.Slides()
	for _, s := range all {
		if slices.Contains(chosen, s.Key) {
			v.Slides = append(v.Slides, s)
		}
	}
	if len(v.Slides) == 0 {
		v.Slides = all
	}
	drawings, err := slideDrawings(ctx, charts, v.Slides)
	v.Pictures = view.Pictures{}
	for id, svg := range drawings {
		v.Pictures[id] = dataURL(svg)
	}
	return v, err
}

func slideDrawings(ctx context.Context, charts *chart.Renderer, list []edition.Slide) (map[string][]byte, error) {
	options := map[string]json.RawMessage{}
	for _, s := range list {
		if s.Picture != nil {
			options[s.Picture.ID] = lower(s.Picture.Option)
		}
	}
	return drawn(ctx, charts, options, chart.Narrow)
}

// Unit is what the document says of the unit, for a page. fault.ErrNotFound when the unit
// is not the document's.
func Unit(ctx context.Context, charts *chart.Renderer, d *edition.Document, unit int64) (view.UnitReportView, error) {
	v, drawings, err := unitView(ctx, charts, d, unit)
	for anchor, svg := range drawings {
		p := v.Pictures[anchor]
		p.URL = dataURL(svg)
		v.Pictures[anchor] = p
	}
	return v, err
}

func unitView(ctx context.Context, charts *chart.Renderer, d *edition.Document, unit int64) (view.UnitReportView, map[string][]byte, error) {
	r, ok := d.ForUnit(unit)
	if !ok {
		return view.UnitReportView{}, nil, fault.ErrNotFound
	}
	v := view.UnitReportView{Document: d, Report: r, Pictures: map[string]view.UnitPicture{}}
	options := map[string]json.RawMessage{}
	for _, g := range r.Goals {
		for _, m := range g.Measures {
			line, ok := course(ctx, m, r.Unit)
			if !ok {
				continue
			}
			option, err := line.Option()
			if err != nil {
				return v, nil, err
			}
			options[m.Anchor] = option
			v.Pictures[m.Anchor] = view.UnitPicture{Title: line.Alt.Title, Alt: line.Alt.Description}
		}
	}
	drawings, err := drawn(ctx, charts, options, chart.Wide)
	return v, drawings, err
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
