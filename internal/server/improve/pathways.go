package improve

import (
	"context"
	"net/http"
	"strings"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// pathwaysURL is where the group's introductions of care pathways are.
const pathwaysURL = "/forbattring/inforanden"

// ShowPathways lists the group's introductions.
func (h *Handlers) ShowPathways(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, err := h.room.Pathways(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Införanden"), Content: view.Pathways(newPathwaysView(ctx, visitor, list))})
}

func newPathwaysView(ctx context.Context, visitor page.Visitor, list improve.Pathways) view.PathwaysView {
	v := view.PathwaysView{Frame: view.Frame{Tabs: pathwayTabs(ctx, visitor)}, TimelineURL: timelineURL,
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget införande är påbörjat"), Text: i18n.T(ctx, "När ett vårdförlopp ska införas börjar den som leder arbetet här.")}}
	if list.MayLead {
		v.NewURL, v.TemplatesURL = pathwaysURL+"/nytt", templatesURL
	}
	going := view.PathwayList{ID: "pagar", Title: i18n.T(ctx, "Pågår och planeras")}
	ended := view.PathwayList{ID: "avslutade", Title: i18n.T(ctx, "Avslutade")}
	for _, s := range list.Rows {
		row := pathwayListRow(ctx, list, s)
		if s.State == improvement.PathwayRunning {
			going.Rows = append(going.Rows, row)
		} else {
			ended.Rows = append(ended.Rows, row)
		}
	}
	for _, l := range []view.PathwayList{going, ended} {
		if len(l.Rows) > 0 {
			v.Lists = append(v.Lists, l)
		}
	}
	return v
}

// pathwayTabs are the room's tabs; somebody who sees nothing else of the room has none.
func pathwayTabs(ctx context.Context, visitor page.Visitor) []ui.Link {
	if !improve.SeesWork(visitor.Actor, visitor.Group.ID) {
		return nil
	}
	return tabs(ctx, visitor, pathwaysURL)
}

func pathwayListRow(ctx context.Context, list improve.Pathways, s improve.PathwayStanding) view.PathwayListRow {
	row := view.PathwayListRow{Title: s.Title, URL: pathwayURL(s.ID), Dates: pathwaySpan(ctx, s.PathwayIntroduction, s.Phases),
		Units: unitSummary(ctx, s.Units), State: pathwayBadge(ctx, s.PathwayIntroduction, s.Phases, list.Today)}
	if s.LeadName != "" {
		row.Lead = i18n.T(ctx, "Leds av %s", s.LeadName)
	}
	if now := s.Phases.Current(); s.State == improvement.PathwayRunning && now != nil {
		row.Phase, row.Late = now.Name, now.Late(list.Today)
		row.Ends = phaseEnds(ctx, *now, row.Late)
		row.Left = criteriaLeft(ctx, now.Left())
	}
	return row
}

// phaseEnds is when a phase ends, in words.
func phaseEnds(ctx context.Context, p improvement.PathwayPhase, late bool) string {
	if late {
		return i18n.T(ctx, "skulle ha slutat %s", i18n.LongDate(ctx, p.End))
	}
	return i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, p.End))
}

// criteriaLeft is how many criteria are left, in words.
func criteriaLeft(ctx context.Context, left int) string {
	if left == 0 {
		return i18n.T(ctx, "alla klarkriterier uppfyllda")
	}
	return i18n.N(ctx, "%d klarkriterium kvar", "%d klarkriterier kvar", left, left)
}

// pathwayBadge is where an introduction stands: what has not begun is planned.
func pathwayBadge(ctx context.Context, p improvement.PathwayIntroduction, phases improvement.Phases, today time.Time) ui.WordBadgeProps {
	b := ui.WordBadgeProps{Kind: string(p.State), Text: words.PathwayState(ctx, p.State), Color: ui.Info, Icon: ui.IconHalf}
	switch now := phases.Current(); {
	case p.State == improvement.PathwayFinished:
		b.Color, b.Icon = ui.Success, ui.IconCheck
	case p.State == improvement.PathwayStopped:
		b.Color, b.Icon = ui.Neutral, ui.IconCross
	case now == nil:
		b.Kind, b.Text = "to_end", i18n.T(ctx, "Att avsluta")
	case p.StartsOn.After(today):
		b.Kind, b.Text, b.Color, b.Icon = "planned", i18n.T(ctx, "Planerat"), ui.Neutral, ui.IconClock
	case now.Late(today):
		b.Kind, b.Text, b.Color, b.Icon = "late", i18n.T(ctx, "Försenat"), ui.Warning, ui.IconWarning
	}
	return b
}

// unitSummary is how many units stand where, in one line.
func unitSummary(ctx context.Context, rows []improve.PathwayUnitRow) string {
	var units []improvement.PathwayUnit
	for _, r := range rows {
		units = append(units, r.PathwayUnit)
	}
	s := improvement.PathwaySpreadOf(units)
	concerned := len(units) - s.NotApplicable
	parts := []string{i18n.T(ctx, "%d av %d har infört", s.Introduced, concerned)}
	if s.Begun > 0 {
		parts = append(parts, i18n.T(ctx, "%d har påbörjat", s.Begun))
	}
	if s.NotApplicable > 0 {
		parts = append(parts, i18n.N(ctx, "gäller inte %d enhet", "gäller inte %d enheter", s.NotApplicable, s.NotApplicable))
	}
	return strings.Join(parts, ", ")
}

// daySpan is a time from one day to another.
func daySpan(ctx context.Context, d improvement.Dates) string {
	return i18n.T(ctx, "%s till %s", i18n.LongDate(ctx, d.Start), i18n.LongDate(ctx, d.End))
}

// lastedSpan is a time from one day to another, for what has begun.
func lastedSpan(ctx context.Context, d improvement.Dates, began bool) string {
	if !began {
		return i18n.T(ctx, "började aldrig")
	}
	return daySpan(ctx, d)
}

// pathwaySpan is the time that an introduction takes, or took.
func pathwaySpan(ctx context.Context, in improvement.PathwayIntroduction, phases improvement.Phases) string {
	d, began := in.Lasted(phases)
	return lastedSpan(ctx, d, began)
}

// phaseSpan is the time that a phase takes, or took.
func phaseSpan(ctx context.Context, in improvement.PathwayIntroduction, p improvement.PathwayPhase) string {
	d, began := in.PhaseLasted(p)
	return lastedSpan(ctx, d, began)
}

// pathwayURL leads to an introduction.
func pathwayURL(id improvement.PathwayID) string { return pathwaysURL + "/" + page.Digits(id) }
