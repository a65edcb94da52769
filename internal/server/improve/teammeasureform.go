package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditTeamMeasure shows the form for a team's measure; a new one for the address that ends
// with "nytt".
func (h *Handlers) EditTeamMeasure(w http.ResponseWriter, r *http.Request) error {
	p, err := h.teamMeasure(r)
	if err != nil {
		return err
	}
	m := p.Measure.TeamMeasure
	if m.ID == 0 {
		m.Rhythm, m.Direction, m.StartsOn = improvement.Monthly, quality.Higher, p.Team.BeginsOn
		if len(p.Goals) == 1 {
			m.TeamGoalID = p.Goals[0].ID
		}
	}
	return showTeamMeasureForm(w, r, p, page.NewForm(teamMeasureValues(m)), http.StatusOK)
}

func (h *Handlers) teamMeasure(r *http.Request) (improve.TeamMeasurePage, error) {
	t, id, err := partOfTeam(r, "teammeasure")
	if err != nil {
		return improve.TeamMeasurePage{}, err
	}
	return h.room.TeamMeasure(r.Context(), page.VisitorOf(r).Actor, t, improvement.TeamMeasureID(id))
}

// SaveTeamMeasure stores a team's measure.
func (h *Handlers) SaveTeamMeasure(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamMeasure(r)
	if err != nil {
		return err
	}
	m := readTeamMeasure(form)
	m.ID, m.TeamID = p.Measure.ID, p.Team.ID
	if err = form.Err(); err == nil {
		_, err = h.room.SaveTeamMeasure(ctx, visitor.Actor, visitor.Group.ID, m)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.teamMeasure(r); err != nil { // as it has become
			return err
		}
		return showTeamMeasureForm(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showTeamMeasureForm(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.Team.ID)+"#mal", page.Done(i18n.T(ctx, "Måttet är sparat.")))
}

// DeleteTeamMeasure removes a measure that has no figures; the form of one that has says why
// not.
func (h *Handlers) DeleteTeamMeasure(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamMeasure(r)
	if err != nil {
		return err
	}
	m := improvement.TeamMeasure{ID: p.Measure.ID, TeamID: p.Team.ID, Version: version(form)}
	err = h.room.DeleteTeamMeasure(ctx, visitor.Actor, visitor.Group.ID, m)
	again := page.NewForm(teamMeasureValues(p.Measure.TeamMeasure))
	if again.Rejected(err) {
		return showTeamMeasureForm(w, r, p, again, again.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.Team.ID)+"#mal", page.Done(i18n.T(ctx, "Måttet är borttaget.")))
}

// readTeamMeasure reads a measure as it was typed.
func readTeamMeasure(form *page.Form) improvement.TeamMeasure {
	m := improvement.TeamMeasure{TeamGoalID: improvement.TeamGoalID(form.ID("goal")), IndicatorID: quality.IndicatorID(form.ID("indicator")), Name: form.Text("name", maxTyped),
		NumeratorText: form.Text("numerator_text", maxTyped), DenominatorText: form.Text("denominator_text", maxTyped), Rhythm: improvement.Rhythm(form.Value("rhythm")),
		Direction: quality.Direction(form.Value("direction")), Baseline: form.Decimal("baseline"), Target: form.Decimal("target"), Version: version(form)}
	if d := form.Date("starts_on"); d != nil {
		m.StartsOn = *d
	}
	return m
}

// teamMeasureValues is a measure as if it had been typed.
func teamMeasureValues(m improvement.TeamMeasure) url.Values {
	return url.Values{"goal": {number(m.TeamGoalID)}, "indicator": {number(m.IndicatorID)}, "name": {m.Name}, "numerator_text": {m.NumeratorText},
		"denominator_text": {m.DenominatorText}, "rhythm": {string(m.Rhythm)}, "direction": {string(m.Direction)}, "starts_on": {dateValue(&m.StartsOn)},
		"baseline": {typed(m.Baseline)}, "target": {typed(m.Target)}, "version": {number(m.Version)}}
}

// typed is a number as somebody would type it; "" for none.
func typed(v *float64) string {
	if v == nil {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(*v, 'f', -1, 64), ".", ",", 1)
}

// teamMeasureTexts is a measure in words.
func teamMeasureTexts(ctx context.Context, m improvement.TeamMeasure) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Mått"), Text: m.Name}, {Term: i18n.T(ctx, "Täljare"), Text: m.NumeratorText}, {Term: i18n.T(ctx, "Nämnare"), Text: m.DenominatorText},
		{Term: i18n.T(ctx, "Utgångsläge"), Text: words.TeamBaseline(ctx, m)}, {Term: i18n.T(ctx, "Målvärde"), Text: words.TeamTarget(ctx, m)}}
}

func showTeamMeasureForm(w http.ResponseWriter, r *http.Request, p improve.TeamMeasurePage, form *page.Form, status int) error {
	ctx := r.Context()
	v := newTeamMeasureForm(ctx, p, form)
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Measure.Version)
		v.Conflict = ui.Conflict{Text: i18n.T(ctx, "Någon annan har ändrat måttet medan du skrev."),
			Now: page.Differing(teamMeasureTexts(ctx, p.Measure.TeamMeasure), teamMeasureTexts(ctx, readTeamMeasure(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamMeasureForm(v)})
}

func newTeamMeasureForm(ctx context.Context, p improve.TeamMeasurePage, form *page.Form) view.TeamMeasureFormView {
	f := formFields{ctx, form}
	path := teamURL(p.Team.ID)
	percent := func(name, label string) ui.FieldProps {
		return f.field(ui.NumberField(ui.FieldProps{Name: name, Label: label, Suffix: "%", Optional: true}, 1))
	}
	v := view.TeamMeasureFormView{
		FormState: ui.FormState{Action: path + "/matt/nytt", BackURL: path + "#mal", Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Teamets mått"), Lead: i18n.T(ctx, "En andel av barnen, som varje enhet räknar så ofta som teamet vill."),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Team.Title, URL: path}}},
		Name:        f.field(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Mått"), Description: i18n.T(ctx, "Tomt blir det gruppens ord, för ett mått som gruppen har."), MaxLength: improvement.MaxLine}),
		Numerator:   f.area(ui.TextAreaProps{Name: "numerator_text", Label: i18n.T(ctx, "Täljare"), Description: i18n.T(ctx, "Vilka barn som räknas."), MaxLength: 500, Rows: 2}),
		Denominator: f.area(ui.TextAreaProps{Name: "denominator_text", Label: i18n.T(ctx, "Nämnare"), Description: i18n.T(ctx, "Alla barn som de kunde ha varit."), MaxLength: 500, Rows: 2}),
		Direction: ui.ChoiceGroupProps{Name: "direction", Legend: i18n.T(ctx, "Riktning"), Chosen: form.Values("direction"), Error: form.Error(ctx, "direction"), Inline: true,
			Description: i18n.T(ctx, "För teamets eget mått. Ett av gruppens mått har gruppens riktning.")},
		Goal:     f.pick(ui.SelectProps{Name: "goal", Label: i18n.T(ctx, "Hör till målet"), Empty: i18n.T(ctx, "Inget"), Optional: true}),
		StartsOn: f.field(ui.FieldProps{Name: "starts_on", Label: i18n.T(ctx, "Räknas från"), Type: "date", Required: true, Description: i18n.T(ctx, "Gärna från före teamets start, så syns om något ändras.")}),
		Baseline: percent("baseline", i18n.T(ctx, "Utgångsläge")), Target: percent("target", i18n.T(ctx, "Målvärde")),
	}
	for _, d := range []quality.Direction{quality.Higher, quality.Lower} {
		if p.Follows(p.Measure.IndicatorID) { // nothing to choose
			break
		}
		v.Direction.Options = append(v.Direction.Options, ui.Option{Value: string(d), Label: words.Direction(ctx, d)})
	}
	for _, g := range p.Goals {
		v.Goal.Options = append(v.Goal.Options, ui.Option{Value: number(g.ID), Label: g.Title})
	}
	if p.Measure.ID != 0 {
		v.Action = teamMeasureURL(p.Team.ID, p.Measure.ID) + "/andra"
		v.Follows = words.Rhythm(ctx, p.Measure.Rhythm) + "."
		if p.Measure.IndicatorCode != "" {
			v.Follows = i18n.T(ctx, "%s. Följer gruppens mått %s.", words.Rhythm(ctx, p.Measure.Rhythm), p.Measure.IndicatorCode)
		}
		if p.Follows(p.Measure.IndicatorID) {
			v.Follows += " " + words.Direction(ctx, p.Measure.Direction) + "."
		}
		if !p.Used {
			v.RemoveURL = teamMeasureURL(p.Team.ID, p.Measure.ID) + "/ta-bort"
		}
		return v
	}
	indicator := f.pick(ui.SelectProps{Name: "indicator", Label: i18n.T(ctx, "Ett mått som gruppen har"), Empty: i18n.T(ctx, "Inget: teamet definierar ett eget"), Optional: true,
		Description: i18n.T(ctx, "Varje kvartal följs det då med de siffror som lämnas som vanligt. Välj vecka eller månad för att räkna oftare.")})
	for _, i := range p.Shares {
		indicator.Options = append(indicator.Options, ui.Option{Value: number(i.ID), Label: i.Code + " " + i.Definition.Name})
	}
	if n := p.Proposed; n > 0 {
		indicator.Groups = []ui.OptionGroup{{Label: i18n.T(ctx, "Nomineringens mått"), Options: indicator.Options[:n]}, {Label: i18n.T(ctx, "Övriga mått"), Options: indicator.Options[n:]}}
		indicator.Options = nil
	}
	rhythm := ui.ChoiceGroupProps{Name: "rhythm", Legend: i18n.T(ctx, "Hur ofta"), Chosen: form.Values("rhythm"), Error: form.Error(ctx, "rhythm"), Inline: true}
	for _, each := range improvement.Rhythms() {
		rhythm.Options = append(rhythm.Options, ui.Option{Value: string(each), Label: words.Rhythm(ctx, each)})
	}
	v.Indicator, v.Rhythm = &indicator, &rhythm
	return v
}
