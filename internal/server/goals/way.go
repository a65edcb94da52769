package goals

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// chartScripts start ECharts in the browser.
var chartScripts = []string{"vendor/echarts/echarts.min.js", "js/chart-option.js", "js/charts.js"}

// ShowLongTermGoal shows a long-term goal with its milestones, and how far its measures
// have come.
func (h *Handlers) ShowLongTermGoal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.way(r)
	if err != nil {
		return err
	}
	v, err := newWayView(r.Context(), p)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: p.Goal.Title, Content: view.Way(v), Scripts: chartScripts})
}

// way reads the long-term goal that the address names.
func (h *Handlers) way(r *http.Request) (goals.Way, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "goal")
	if err != nil {
		return goals.Way{}, err
	}
	return h.room.Way(r.Context(), visitor.Actor, visitor.Group.ID, quality.LongTermGoalID(id))
}

func newWayView(ctx context.Context, p goals.Way) (view.WayView, error) {
	goalURL := longTermURL + "/" + number(p.Goal.ID)
	v := view.WayView{
		CanEdit: p.MayEdit, Title: p.Goal.Title, Vision: p.Goal.Vision,
		Span:    strconv.Itoa(p.Goal.StartYear) + "–" + strconv.Itoa(p.Goal.EndYear),
		EditURL: goalURL + "/andra", NewURL: goalURL + "/delmal/nytt", Changed: changed(ctx, p.Last),
		Masked: maskedNote(ctx, p.Dataset),
	}
	for _, way := range p.Measured {
		c, err := newWayChart(ctx, p, way)
		if err != nil {
			return v, err
		}
		v.Charts = append(v.Charts, c)
	}
	for _, m := range p.Milestones {
		v.Milestones = append(v.Milestones, newMilestoneRow(ctx, p, m))
	}
	for _, g := range p.Served {
		year := strconv.Itoa(g.Year)
		if len(v.Years) == 0 || v.Years[len(v.Years)-1].Year != year {
			v.Years = append(v.Years, view.YearGoals{Year: year})
		}
		last := &v.Years[len(v.Years)-1]
		last.Links = append(last.Links, ui.Link{Text: g.Title, URL: "/mal/" + number(g.ID)})
	}
	return v, nil
}

// newMilestoneRow is one milestone: with a measure the results of its year, else what
// the group says.
func newMilestoneRow(ctx context.Context, p goals.Way, m quality.Milestone) view.MilestoneRow {
	row := view.MilestoneRow{ID: "delmal-" + number(m.ID), Year: strconv.Itoa(m.Year), Text: m.Text, Outcome: m.Outcome}
	if p.MayEdit {
		row.EditURL = longTermURL + "/" + number(p.Goal.ID) + "/delmal/" + number(m.ID)
	}
	i, measured := p.Indicator(m.IndicatorID)
	if !measured {
		row.State = &ui.GoalBadgeProps{State: ui.GoalState(m.State), Text: words.MilestoneState(ctx, m.State)}
		return row
	}
	row.Aim = aimWords(ctx, i, m.Threshold)
	for _, way := range p.Measured {
		n := slices.IndexFunc(way.Steps, func(s analysis.WayStep) bool { return s.ID == m.ID })
		if n < 0 {
			continue
		}
		step := way.Steps[n]
		at := analysis.Row{Measure: way.Measure, Stratum: way.Stratum, Year: m.Year, Definition: way.Measure.Definition}
		o := newOutcome(ctx, at, step.Cell)
		if o.Value != "" {
			o.Details = append([]string{i18n.T(ctx, "%s: %s", strconv.Itoa(m.Year), o.Value)}, o.Details...)
		}
		if way.Stratum.Name == "" {
			o.Name = i18n.T(ctx, "Ska nå")
		} else {
			o.Name = way.Stratum.Name
		}
		if step.Ahead {
			row.State = &ui.GoalBadgeProps{State: ui.GoalAhead, Text: words.MilestoneState(ctx, quality.MilestoneAhead)}
			if o.Value == "" {
				o.Status = "" // nothing is late
			} else {
				o.Details[0] = i18n.T(ctx, "hittills %s: %s", strconv.Itoa(m.Year), o.Value)
			}
		}
		row.Results = append(row.Results, o)
	}
	if len(row.Results) == 0 {
		row.State = &ui.GoalBadgeProps{State: ui.WayNoFigure, Text: words.Way(ctx, quality.WayNoFigure)}
		row.Text += " (" + row.Aim + ")"
	}
	return row
}
