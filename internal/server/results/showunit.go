package results

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"

	"github.com/go-chi/chi/v5"
)

// ShowUnit is everything one unit has handed in for a year.
func (h *Handlers) ShowUnit(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := parse(r)
	if err != nil {
		return err
	}
	profile, err := h.room.UnitProfile(ctx, visitor.Actor, visitor.Group.ID,
		results.UnitFilter{Code: chi.URLParam(r, "code"), Year: c.Year})
	if err != nil {
		return err
	}
	v := newUnitView(ctx, readerOf(visitor, profile.Dataset.Masked), profile)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Unit(v)})
}

// newUnitView puts the unit's results goal by goal, and its process measures as
// the conditions that the results are read against.
func newUnitView(ctx context.Context, who reader, p results.UnitProfile) view.UnitView {
	year := p.Years.Chosen
	v := view.UnitView{
		Trail: []ui.Link{{Text: i18n.T(ctx, "Resultat"), URL: choices{Year: year}.query(roomPath)}},
		Title: p.Unit.Name, Lead: i18n.T(ctx, "%s, %s", p.Unit.HospitalName, p.Unit.RegionName),
		Tags:  []string{words.CareLevel(ctx, p.Unit.CareLevel)},
		About: p.Unit.Description, Source: p.Unit.Source,
		Filter: view.Filter{Action: unitURL(p.Unit.Code, 0), Selects: []ui.SelectProps{yearSelect(ctx, p.Years.All, year)}},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget att visa för %d", year),
			Text: i18n.T(ctx, "Inget av årets mått gäller enheten.")},
		Legend: who.legend(ctx),
	}
	if who.isOwn(p.Unit.ID) {
		v.Tags = append(v.Tags, i18n.T(ctx, "Din enhet"))
	}
	if s := p.Seen; s != nil {
		v.Seen = i18n.T(ctx, "Verksamhetschefen har tagit del av %s: %s, %s.", words.Period(ctx, s.Period), s.Name, i18n.LongDate(ctx, s.At.In(i18n.Location())))
	}
	whole := quality.WholeYear(year)
	for _, u := range p.Dataset.Units {
		if !u.ActiveDuring(whole.Start(), whole.End()) && u.ID != p.Unit.ID {
			continue
		}
		v.Units = append(v.Units, ui.Link{Text: u.ShortName, URL: unitURL(u.Code, year), Current: u.ID == p.Unit.ID})
	}
	v.Files = choices{Year: year, Line: p.Unit.Code}.files()
	v.News = newSteps(ctx, p)
	v.Learning = learningView(ctx, p)
	v.Asking = newAsking(ctx, p.Askable, true)
	v.Signals = unitSignals(ctx, who, p)
	for _, b := range p.Blocks {
		addBlock(ctx, who, p, b, &v)
	}
	return v
}

// addBlock adds a goal's measures, or the process measures, that apply to the unit.
func addBlock(ctx context.Context, who reader, p results.UnitProfile, b analysis.Block, v *view.UnitView) {
	group := view.UnitGroup{ID: "mal-" + strconv.FormatInt(int64(b.Goal.ID), 10), Title: b.Goal.Title}
	for _, row := range b.Rows {
		if !row.Measure.AppliesTo(p.Unit) {
			continue
		}
		cell := row.Units[p.Index]
		v.Gaps = append(v.Gaps, gaps(ctx, row, cell)...)
		switch {
		case !row.Measure.Kind.Numeric():
			v.Words = append(v.Words, wordRow(ctx, row, cell))
		case row.Measure.Category == quality.Process:
			v.Conditions = append(v.Conditions, measureRow(ctx, row, cell))
		default:
			r := measureRow(ctx, row, cell)
			r.Act = who.fromRow(ctx, row, cell)
			group.Rows = append(group.Rows, r)
		}
	}
	if b.Goal.ID == 0 {
		group.Title = i18n.T(ctx, "Mått utan mål")
	}
	if len(group.Rows) > 0 {
		if b.Goal.ID != 0 {
			group.Category = words.Category(ctx, b.Goal.Category)
		}
		v.Groups = append(v.Groups, group)
	}
}

func measureRow(ctx context.Context, row analysis.Row, c analysis.Cell) view.MeasureRow {
	r := view.MeasureRow{
		Name: title(ctx, row.Definition), Part: row.Stratum.Name, Unit: unitLabel(row.Measure, row.Definition),
		URL:   indicatorURL(row.Measure.Code, choices{Year: row.Year, Stratum: row.Stratum.Code}),
		Value: shown(ctx, c.Result), Basis: words.Basis(ctx, c.Result), Mark: mark(ctx, row, c),
		Change: changed(ctx, c), Group: words.Value(ctx, row.Total.Result),
	}
	r.Mark.More = more(ctx, row, c)
	if c.Target != nil && c.Target.Kind != quality.FollowOnly {
		r.Target = i18n.T(ctx, "Mål: %s", words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
		if c.Target.UnitID != 0 {
			r.Target = i18n.T(ctx, "Enhetens eget mål: %s", words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
		}
	}
	return r
}

func wordRow(ctx context.Context, row analysis.Row, c analysis.Cell) view.WordRow {
	return view.WordRow{Name: title(ctx, row.Definition), URL: indicatorURL(row.Measure.Code, choices{Year: row.Year}),
		Text: shown(ctx, c.Result), Since: since(ctx, c.Result), Mark: mark(ctx, row, c)}
}

// gaps are the measure's missing periods, with their reasons.
func gaps(ctx context.Context, row analysis.Row, c analysis.Cell) []view.Gap {
	name := title(ctx, row.Definition)
	if row.Stratum.ID != 0 {
		name += ", " + row.Stratum.Name
	}
	var list []view.Gap
	for _, g := range c.Gaps {
		list = append(list, view.Gap{Name: name, Period: words.Period(ctx, g.Period), Reason: g.Reason})
	}
	return list
}
