package improve

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowTeam is one learning team with all that the visitor may see of it.
func (h *Handlers) ShowTeam(w http.ResponseWriter, r *http.Request) error {
	p, err := h.team(r)
	if err != nil {
		return err
	}
	v := newTeamView(r.Context(), page.VisitorOf(r), p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: p.Title, Content: view.Team(v)})
}

func newTeamView(ctx context.Context, visitor page.Visitor, p improve.TeamPage) view.TeamView {
	path := teamURL(p.ID)
	v := view.TeamView{Heading: ui.PageHeadingProps{Title: p.Title, Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}}},
		State: teamBadge(ctx, p.State), Aim: p.Aim, Last: changed(ctx, p.Last), Talk: looks.Talk(ctx, p.Talk, visitor.Now),
		ShowActions: visitor.May(org.ViewWork, 0),
		OpenNote:    i18n.T(ctx, "En enhet som öppnar sina resultat ser de andra som har gjort det. Andra ser bara summor av minst tre enheter.")}
	v.Facts = teamFacts(ctx, visitor, p)
	lead := improve.MayLeadTeams(visitor.Actor, visitor.Group.ID) && p.State.Open()
	if lead {
		v.EditURL, v.EndURL, v.UnitsURL = path+"/andra", path+"/avsluta", path+"/enheter"
		v.NewGoalURL, v.NewMeasureURL, v.NewExpertURL = path+"/mal/nytt", path+"/matt/nytt", path+"/personer/ny"
		if p.State == improvement.TeamPlanned {
			v.StartURL = path + "/starta"
		}
	}
	if visitor.May(org.ApproveFigures, 0) {
		v.LogURL = "/gruppen/logg?nr=" + number(p.ID) + "&sak=team"
	}
	if !p.State.Open() {
		v.Ended = teamEnded(ctx, visitor, p)
	}
	if slices.ContainsFunc(p.Measures, func(m improve.TeamMeasure) bool { return len(m.Periods) > 0 }) {
		v.Files = []ui.Link{{Text: i18n.T(ctx, "CSV, för Excel"), URL: path + "/siffror.csv"}, {Text: i18n.T(ctx, "Arbetsbok (XLSX)"), URL: path + "/siffror.xlsx"}}
	}
	v.Packages = packagesView(ctx, visitor, p.Packages, url.Values{"team": {number(p.ID)}})
	if !p.State.Open() { // nothing more is to be made for it
		v.Packages.NewURL = ""
	}
	addTeamGoals(ctx, visitor, p, &v)
	addTeamPeople(ctx, visitor, p, lead, &v)
	addTeamWork(ctx, visitor, p, &v)
	return v
}

// teamFacts are what there is to know of a team.
func teamFacts(ctx context.Context, visitor page.Visitor, p improve.TeamPage) []view.Fact {
	list := []view.Fact{{Term: i18n.T(ctx, "Tid"), Links: []ui.Link{{Text: teamTime(ctx, p.Team)}}}}
	if p.Parties != "" {
		list = append(list, view.Fact{Term: i18n.T(ctx, "Andra som berörs"), Links: []ui.Link{{Text: p.Parties}}})
	}
	if p.NominationID != 0 && visitor.May(org.ViewWork, 0) {
		list = append(list, view.Fact{Term: i18n.T(ctx, "Valdes bland nomineringarna"), Links: []ui.Link{{Text: i18n.T(ctx, "Nomineringen"), URL: topicURL(p.NominationID)}}})
	}
	return list
}

// teamEnded is how a team ended, and what goes on.
func teamEnded(ctx context.Context, visitor page.Visitor, p improve.TeamPage) *view.TeamEnded {
	e := &view.TeamEnded{Note: p.EndNote, Continues: p.Continues, Title: i18n.T(ctx, "Teamet avslutades %s", i18n.LongDate(ctx, *p.SettledOn))}
	if p.State == improvement.TeamHandedOver {
		e.Title = i18n.T(ctx, "Teamet lämnade över till den ordinarie verksamheten %s", i18n.LongDate(ctx, *p.SettledOn))
	}
	for _, a := range p.Actions {
		if a.ID == p.ActionID {
			e.Action = ui.Link{Text: i18n.T(ctx, "Åtgärd: %s, ansvarig %s", a.Area, a.OwnerName), URL: page.ActionURL(a.ID)}
		}
	}
	if !visitor.May(org.ProposeGoals, 0) {
		return e
	}
	for _, g := range p.Goals {
		if g.CarriedOn {
			year := p.SettledOn.Year() + 1
			e.Proposals = append(e.Proposals, ui.Link{Text: i18n.T(ctx, "Föreslå ”%s” som gruppens mål för %s", g.Title, strconv.Itoa(year)),
				URL: "/mal/forslag/nytt?" + proposalQuery(p, g, year).Encode()})
		}
	}
	if p.State == improvement.TeamHandedOver {
		for _, m := range p.Measures {
			if m.IndicatorID == 0 {
				e.Proposals = append(e.Proposals, ui.Link{Text: i18n.T(ctx, "Lägg upp ”%s” som ett av gruppens mått", m.Name), URL: "/mal/nytt-matt?" + measureQuery(m.TeamMeasure).Encode()})
			}
		}
	}
	return e
}

// measureQuery fills the form for a measure of the group's in with one of the team's own.
func measureQuery(m improvement.TeamMeasure) url.Values {
	return url.Values{"namn": {m.Name}, "taljare": {firstRunes(m.NumeratorText)}, "namnare": {firstRunes(m.DenominatorText)}, "riktning": {string(m.Direction)}}
}

// proposalQuery fills the form for a proposal in with a team's goal: its words, and the
// group's measure that the team has followed it with.
func proposalQuery(p improve.TeamPage, g improve.TeamGoalRow, year int) url.Values {
	q := url.Values{"ar": {strconv.Itoa(year)}, "rubrik": {g.Title}, "nytta": {firstRunes(p.Aim)}}
	for _, m := range p.Measures {
		if m.TeamGoalID == g.ID && m.IndicatorCode != "" {
			q.Set("matt", m.IndicatorCode)
		}
	}
	return q
}

// firstRunes is as much of a text as an address carries.
func firstRunes(text string) string {
	const most = 400
	if all := []rune(text); len(all) > most {
		return string(all[:most])
	}
	return text
}

// addTeamGoals adds the goals with their measures. Only those who see the group's goals are
// led to the one that a team's is a step towards.
func addTeamGoals(ctx context.Context, visitor page.Visitor, p improve.TeamPage, v *view.TeamView) {
	lead := improve.MayLeadTeams(visitor.Actor, visitor.Group.ID) && p.State.Open()
	shown := map[improvement.TeamMeasureID]bool{}
	for _, g := range p.Goals {
		goal := view.TeamGoalView{ID: "mal-" + number(g.ID), Title: g.Title, Body: g.Body, CarriedOn: g.CarriedOn}
		if g.GoalTitle != "" {
			goal.Step = ui.Link{Text: i18n.T(ctx, "%s (%s)", g.GoalTitle, strconv.Itoa(g.GoalYear))}
			if visitor.May(org.ViewResults, 0) {
				goal.Step.URL = "/mal/" + number(g.GoalID)
			}
		}
		if lead {
			goal.EditURL = teamURL(p.ID) + "/mal/" + number(g.ID)
		}
		for _, m := range p.Measures {
			if m.TeamGoalID == g.ID {
				goal.Measures, shown[m.ID] = append(goal.Measures, teamMeasureView(ctx, p, m, lead)), true
			}
		}
		v.Goals = append(v.Goals, goal)
	}
	for _, m := range p.Measures {
		if !shown[m.ID] {
			v.Loose = append(v.Loose, teamMeasureView(ctx, p, m, lead))
		}
	}
}

// teamMeasureView is a measure in short: how it goes for all units together.
func teamMeasureView(ctx context.Context, p improve.TeamPage, m improve.TeamMeasure, lead bool) view.TeamMeasureView {
	v := view.TeamMeasureView{Name: m.Name, URL: teamMeasureURL(p.ID, m.ID), Facts: []string{words.Rhythm(ctx, m.Rhythm)}}
	if b := words.TeamBaseline(ctx, m.TeamMeasure); b != "" {
		v.Facts = append(v.Facts, i18n.T(ctx, "utgångsläge %s", b))
	}
	if t := words.TeamTarget(ctx, m.TeamMeasure); t != "" {
		v.Facts = append(v.Facts, i18n.T(ctx, "mål %s", t))
	}
	if !m.Counted() {
		v.Course = i18n.T(ctx, "Följs med gruppens kvartalssiffror.")
	} else {
		v.Course = words.TeamCourse(ctx, m.Lines[0])
	}
	if lead {
		v.EditURL = v.URL + "/andra"
	}
	v.Enter = enterLinks(ctx, p, m)
	return v
}

// enterLinks lead to where the visitor's units enter their figures.
func enterLinks(ctx context.Context, p improve.TeamPage, m improve.TeamMeasure) []ui.Link {
	if p.State != improvement.TeamRunning {
		return nil
	}
	var links []ui.Link
	for _, gap := range m.Enters {
		l := ui.Link{Text: i18n.T(ctx, "%s: fyll i siffror", gap.Unit.Name), URL: teamURL(p.ID) + "/siffror/" + gap.Unit.Code + "#matt-" + number(m.ID)}
		if gap.Lacking > 0 {
			l.Text = i18n.N(ctx, "%[2]s: en period saknas", "%[2]s: %[1]d perioder saknas", gap.Lacking, gap.Lacking, gap.Unit.Name)
		}
		links = append(links, l)
	}
	return links
}
