package improve

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// together names the picture of all units together.
const together = "tillsammans"

// ShowTeamMeasure is a measure of a team's, with the units' run charts side by side.
func (h *Handlers) ShowTeamMeasure(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, m, err := h.measureOf(r)
	if err != nil {
		return err
	}
	v := view.TeamMeasurePageView{Heading: ui.PageHeadingProps{Title: m.Name, Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Title, URL: teamURL(p.ID)}}},
		Facts: measureFacts(ctx, visitor, p, m), Enter: enterLinks(ctx, p, m), WhoSees: whoSees(ctx, p, m)}
	if improve.MayLeadTeams(visitor.Actor, visitor.Group.ID) && p.State.Open() {
		v.EditURL = teamMeasureURL(p.ID, m.ID) + "/andra"
	}
	if !m.Counted() {
		v.NotHere = i18n.T(ctx, "Måttet följs med gruppens kvartalssiffror.")
		if visitor.May(org.ViewResults, 0) {
			v.Result = ui.Link{Text: i18n.T(ctx, "Se enheterna över tid"), URL: "/resultat/matt/" + m.IndicatorCode + "#over-tid"}
		}
		return page.Show(w, r, http.StatusOK, page.Page{Title: m.Name, Content: view.TeamMeasurePage(v)})
	}
	cover := looks.TeamCover(m.Lines)
	for n, l := range m.Lines {
		c, err := teamChart(ctx, p, l, cover)
		if err != nil {
			return err
		}
		if n == 0 {
			v.Together = c
		} else {
			v.Units = append(v.Units, c)
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: m.Name, Content: view.TeamMeasurePage(v), Scripts: scripts})
}

// measureOf reads the team and the measure that the address names.
func (h *Handlers) measureOf(r *http.Request) (improve.TeamPage, improve.TeamMeasure, error) {
	p, err := h.team(r)
	if err != nil {
		return p, improve.TeamMeasure{}, err
	}
	id, err := page.ID(r, "teammeasure")
	if err != nil {
		return p, improve.TeamMeasure{}, err
	}
	for _, m := range p.Measures {
		if m.ID == improvement.TeamMeasureID(id) {
			return p, m, nil
		}
	}
	return p, improve.TeamMeasure{}, fault.ErrNotFound
}

// measureFacts are what there is to know of a measure.
func measureFacts(ctx context.Context, visitor page.Visitor, p improve.TeamPage, m improve.TeamMeasure) []view.Fact {
	var list []view.Fact
	add := func(term, text string) {
		if text != "" {
			list = append(list, view.Fact{Term: term, Links: []ui.Link{{Text: text}}})
		}
	}
	for _, g := range p.Goals {
		if g.ID == m.TeamGoalID {
			add(i18n.T(ctx, "Teamets mål"), g.Title)
		}
	}
	add(i18n.T(ctx, "Täljare"), m.NumeratorText)
	add(i18n.T(ctx, "Nämnare"), m.DenominatorText)
	add(i18n.T(ctx, "Hur ofta"), words.Rhythm(ctx, m.Rhythm))
	add(i18n.T(ctx, "Utgångsläge"), words.TeamBaseline(ctx, m.TeamMeasure))
	add(i18n.T(ctx, "Målvärde"), words.TeamTarget(ctx, m.TeamMeasure))
	if m.IndicatorCode != "" {
		link := ui.Link{Text: m.IndicatorCode}
		if visitor.May(org.ViewResults, 0) {
			link.URL = "/mal/matt/" + m.IndicatorCode
		}
		list = append(list, view.Fact{Term: i18n.T(ctx, "Gruppens mått"), Links: []ui.Link{link}})
	}
	return list
}

// whoSees says whose curves stand here, and why not the others'.
func whoSees(ctx context.Context, p improve.TeamPage, m improve.TeamMeasure) string {
	switch shown := len(m.Lines) - 1; {
	case !m.Counted():
		return ""
	case shown == len(p.Units):
		return i18n.T(ctx, "Alla kurvor har samma skala.")
	case shown <= 0:
		return i18n.T(ctx, "Enheternas egna kurvor ser de enheter som har öppnat sina resultat för varandra.")
	}
	return i18n.T(ctx, "Alla kurvor har samma skala. De andra enheterna har inte öppnat sina resultat, eller er enhet har inte gjort det.")
}

// teamChart is a line with its chart and the table behind it.
func teamChart(ctx context.Context, p improve.TeamPage, l analysis.TeamLine, cover []float64) (view.TeamChart, error) {
	name := lineName(l)
	c := view.TeamChart{ID: "diagram-" + name, Title: looks.TeamLineName(ctx, l), Course: words.TeamCourse(ctx, l)}
	for n := len(l.Points) - 1; n >= 0; n-- {
		point := l.Points[n]
		row := view.TeamChartRow{Period: words.Sentence(words.TeamPeriod(ctx, l.Measure.Rhythm, point.Period)), Value: words.TeamPoint(ctx, l, point), Basis: words.TeamBasis(ctx, point)}
		if point.Units > 0 {
			row.Note = i18n.N(ctx, "En enhet", "%d enheter", point.Units, point.Units)
		}
		if point.InSignal {
			row.Note = joined(", ", row.Note, i18n.T(ctx, "ingår i en signal"))
		}
		c.Rows = append(c.Rows, row)
	}
	if !looks.Drawable(l) {
		return c, nil
	}
	line := looks.TeamLine(ctx, l, cover)
	option, err := line.Option()
	if err != nil {
		return c, err
	}
	image := teamMeasureURL(p.ID, l.Measure.ID) + "/diagram/" + name + ".svg"
	c.Chart = &view.TeamPicture{Alt: line.Alt.Description, Option: json.RawMessage(option), ImageURL: image, NarrowImageURL: image + "?" + widthName + "=" + narrow}
	return c, nil
}

// lineName is a line's name in addresses.
func lineName(l analysis.TeamLine) string {
	if l.Unit.UnitID == 0 {
		return together
	}
	return l.Unit.Code
}

// ShowTeamChart is a line of a team's as a picture, for pages without JavaScript and to take
// away.
func (h *Handlers) ShowTeamChart(w http.ResponseWriter, r *http.Request) error {
	name, isPicture := strings.CutSuffix(chi.URLParam(r, "name"), ".svg")
	_, m, err := h.measureOf(r)
	if err != nil {
		return err
	}
	for _, l := range m.Lines {
		if isPicture && lineName(l) == name && looks.Drawable(l) {
			return h.sendPicture(w, r, looks.TeamLine(r.Context(), l, looks.TeamCover(m.Lines)))
		}
	}
	return fault.ErrNotFound
}
