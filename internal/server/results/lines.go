package results

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// typedOnLines is what somebody typed on the page about its lines, nil when nothing.
type typedOnLines struct {
	note, decision *page.Form
	overtaken      bool // somebody else was first
}

func (t typedOnLines) form() *page.Form {
	if t.note != nil {
		return t.note
	}
	return t.decision
}

// status is what the page is answered with.
func (t typedOnLines) status() int {
	switch {
	case t.overtaken:
		return http.StatusConflict
	case t.form() != nil:
		return t.form().Status()
	}
	return http.StatusOK
}

// addLines adds what is said, written and decided about the lines. A measure without
// a time line has none.
func addLines(r *http.Request, p indicatorPage, typed typedOnLines, v *view.IndicatorView) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if len(v.Time.Rows) == 0 {
		return nil
	}
	var err error
	if v.Time.Verdicts, err = p.verdicts(ctx); err != nil {
		return err
	}
	if form := typed.form(); form != nil {
		v.Time.Form.Problems = form.Summary(ctx)
	}
	if typed.overtaken {
		v.Time.Form.Conflict.Text = page.Overtaken(ctx, "", time.Time{})
	}
	v.Time.Notes = p.lineNotes(ctx, visitor, typed.note)
	v.Time.Decisions = p.lineDecisions(ctx, visitor, typed.decision)
	if p.Measure.Charted() {
		v.Time.Chart.CSVURL = p.fileURL(timeChart)
	}
	return nil
}

// notes are what is written on the time line about the lines that are shown: all of
// them, or those about the chosen unit and about all.
func (p indicatorPage) notes() []analysis.Note {
	all := p.Dataset.LineNotes(p.Measure.ID)
	if p.control == nil || p.control.Line.Unit.ID == 0 {
		return all
	}
	var shown []analysis.Note
	for _, n := range all {
		if n.UnitID == 0 || n.UnitID == p.control.Line.Unit.ID {
			shown = append(shown, n)
		}
	}
	return shown
}

// unitSelect chooses whose line it is about, among those that may be chosen.
func (p indicatorPage) unitSelect(ctx context.Context, name string, may func(org.UnitID) bool) ui.SelectProps {
	s := ui.SelectProps{Name: name, Label: i18n.T(ctx, "Gäller")}
	if may(0) {
		s.Options = append(s.Options, ui.Option{Value: unitValue(0), Label: i18n.T(ctx, "Alla enheter")})
	}
	for _, line := range p.Timeline.Units {
		if may(line.Unit.ID) {
			s.Options = append(s.Options, ui.Option{Value: unitValue(line.Unit.ID), Label: line.Unit.ShortName})
		}
	}
	if p.control != nil && may(p.control.Line.Unit.ID) {
		s.Value = unitValue(p.control.Line.Unit.ID)
	}
	return s
}

// unitValue is the unit's value in a form: empty for all.
func unitValue(unit org.UnitID) string {
	if unit == 0 {
		return ""
	}
	return strconv.FormatInt(int64(unit), 10)
}

// unitName is whose line it is about.
func (p indicatorPage) unitName(ctx context.Context, unit org.UnitID) string {
	at := slices.IndexFunc(p.Dataset.Units, func(u org.Unit) bool { return u.ID == unit })
	if at < 0 {
		return i18n.T(ctx, "Alla enheter")
	}
	return p.Dataset.Units[at].ShortName
}

// aboutMeasure is the measure that the address is about.
func aboutMeasure(r *http.Request) (results.AboutMeasure, choices, error) {
	c, err := parse(r)
	return results.AboutMeasure{GroupID: page.VisitorOf(r).Group.ID, Code: chi.URLParam(r, "code"), Stratum: c.Stratum}, c, err
}

// linesURL leads back to a place on the measure's page, with the choices made.
func linesURL(a results.AboutMeasure, c choices, place string) string {
	return indicatorURL(a.Code, c) + "#" + place
}

// below is an address below the measure's own, with the choices made.
func (p indicatorPage) below(path string) string {
	return p.chosen.query(indicatorPath + p.Measure.Code + path)
}

// prefixed moves the problems of err to the form's own field names.
func prefixed(err error, prefix string) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	var moved fault.ValidationError
	for _, p := range invalid.Problems {
		moved.Add(prefix+p.Field, p.Code, p.Args...)
	}
	return moved.OrNil()
}
