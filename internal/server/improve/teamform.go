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
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// nominationParam names in an address the nomination that a team is begun from.
const nominationParam = "nominering"

// partiesText are the others that a nomination says are concerned.
func partiesText(ctx context.Context, n improvement.Nomination) string {
	var list []string
	for _, p := range n.Parties {
		list = append(list, words.Party(ctx, p))
	}
	if n.OtherParties != "" {
		list = append(list, n.OtherParties)
	}
	return strings.Join(list, ", ")
}

// EditNewTeam shows the form for a new team.
func (h *Handlers) EditNewTeam(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	t, err := h.room.BeginTeam(r.Context(), visitor.Actor, visitor.Group.ID, improvement.NominationID(page.Query(r).ID(nominationParam)))
	if err != nil {
		return err
	}
	if t.Nomination != nil {
		t.Parties = partiesText(r.Context(), *t.Nomination)
	}
	return showTeamForm(w, r, improve.TeamPage{Team: t.Team}, page.NewForm(teamValues(t.Team)), http.StatusOK)
}

// CreateTeam begins a team.
func (h *Handlers) CreateTeam(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	begun, err := h.room.BeginTeam(ctx, visitor.Actor, visitor.Group.ID, 0)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t := readTeam(form, visitor.Group.ID)
	var id improvement.TeamID
	if err = form.Err(); err == nil {
		id, err = h.room.CreateTeam(ctx, visitor.Actor, t)
	}
	if form.Rejected(err) {
		return showTeamForm(w, r, improve.TeamPage{Team: begun.Team}, form, form.Status())
	}
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "Teamet är upplagt. Välj nu enheter, expertgrupp och mål.")
	if t.NominationID != 0 {
		done = i18n.T(ctx, "Teamet är upplagt med de enheter som nomineringen föreslog. Välj nu expertgrupp och mål.")
	}
	return page.RedirectWith(w, r, teamURL(id), page.Done(done))
}

// EditTeam shows the form for a stored team.
func (h *Handlers) EditTeam(w http.ResponseWriter, r *http.Request) error {
	p, err := h.ledTeam(r)
	if err != nil {
		return err
	}
	return showTeamForm(w, r, p, page.NewForm(teamValues(p.Team)), http.StatusOK)
}

// ledTeam reads the team that the address names, for those who lead teams and while it is
// not over.
func (h *Handlers) ledTeam(r *http.Request) (improve.TeamPage, error) {
	visitor := page.VisitorOf(r)
	if !improve.MayLeadTeams(visitor.Actor, visitor.Group.ID) {
		return improve.TeamPage{}, fault.ErrForbidden
	}
	p, err := h.team(r)
	if err == nil && !p.State.Open() {
		err = fault.ErrWrongState
	}
	return p, err
}

// SaveTeam changes a team. When somebody else was first the form comes back with what was
// typed and what is stored now.
func (h *Handlers) SaveTeam(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.ledTeam(r)
	if err != nil {
		return err
	}
	t := readTeam(form, visitor.Group.ID)
	t.ID = p.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveTeam(ctx, visitor.Actor, t)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.ledTeam(r); err != nil { // as it has become
			return err
		}
		return showTeamForm(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showTeamForm(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, teamURL(t.ID), page.Done(i18n.T(ctx, "Teamet är sparat.")))
}

// StartTeam makes a planned team a running one.
func (h *Handlers) StartTeam(w http.ResponseWriter, r *http.Request) error {
	t, err := teamOf(r)
	if err != nil {
		return err
	}
	if err := h.room.StartTeam(r.Context(), page.VisitorOf(r).Actor, t); err != nil {
		return err
	}
	return page.RedirectWith(w, r, teamURL(t.ID), page.Done(i18n.T(r.Context(), "Teamet är igång. Enheterna kan börja lämna siffror.")))
}

// readTeam reads a team as it was typed.
func readTeam(form *page.Form, group org.GroupID) improvement.Team {
	t := improvement.Team{GroupID: group, Title: form.Text("title", maxTyped), Aim: form.Text("aim", maxTyped), Parties: form.Text("parties", maxTyped),
		NominationID: improvement.NominationID(form.ID("nomination")), Version: version(form)}
	if d := form.Date("begins_on"); d != nil {
		t.BeginsOn = *d
	}
	if d := form.Date("ends_on"); d != nil {
		t.EndsOn = *d
	}
	return t
}

// teamValues is a team as if it had been typed.
func teamValues(t improvement.Team) url.Values {
	return url.Values{"title": {t.Title}, "aim": {t.Aim}, "parties": {t.Parties}, "begins_on": {dateValue(&t.BeginsOn)}, "ends_on": {dateValue(&t.EndsOn)},
		"nomination": {number(t.NominationID)}, "version": {number(t.Version)}}
}

// teamTexts are a team's parts in words.
func teamTexts(ctx context.Context, t improvement.Team) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Team"), Text: t.Title}, {Term: i18n.T(ctx, "Syfte för barn och familjer"), Text: t.Aim},
		{Term: i18n.T(ctx, "Från"), Text: i18n.Date(ctx, t.BeginsOn)}, {Term: i18n.T(ctx, "Till"), Text: i18n.Date(ctx, t.EndsOn)},
		{Term: i18n.T(ctx, "Andra som berörs"), Text: t.Parties}}
}

func showTeamForm(w http.ResponseWriter, r *http.Request, p improve.TeamPage, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := view.TeamFormView{
		FormState: ui.FormState{Action: teamsURL + "/nytt", BackURL: teamsURL, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Nytt förbättringsteam"), Lead: i18n.T(ctx, "Skriv vad det gäller och när. Enheter, personer, mål och mått väljs efteråt."),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}}},
		Title: f.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Teamets namn"), Description: i18n.T(ctx, "Vad det gäller, i några ord."), MaxLength: improvement.MaxLine, Required: true}),
		Aim: f.area(ui.TextAreaProps{Name: "aim", Label: i18n.T(ctx, "Syfte för barn och familjer"), Description: i18n.T(ctx, "Vad som ska bli bättre för dem."),
			MaxLength: improvement.MaxLongText, Rows: 3, Required: true}),
		Parties: f.area(ui.TextAreaProps{Name: "parties", Label: i18n.T(ctx, "Andra som berörs"), Description: i18n.T(ctx, "Till exempel kvinnokliniken, BVC eller kommunen."),
			MaxLength: improvement.MaxText, Rows: 2, Optional: true}),
		BeginsOn: f.field(ui.FieldProps{Name: "begins_on", Label: i18n.T(ctx, "Från"), Type: "date", Required: true}),
		EndsOn:   f.field(ui.FieldProps{Name: "ends_on", Label: i18n.T(ctx, "Till"), Type: "date", Required: true, Description: i18n.T(ctx, "Ungefär två år.")}),
	}
	if id := form.Value("nomination"); id != "" {
		v.Hidden = []ui.Hidden{{Name: "nomination", Value: id}}
	}
	if p.ID != 0 {
		v.Action, v.BackURL = teamURL(p.ID)+"/andra", teamURL(p.ID)
		v.Heading = ui.PageHeadingProps{Title: i18n.T(ctx, "Ändra teamet"), Trail: append(v.Heading.Trail, ui.Link{Text: p.Title, URL: v.BackURL})}
	}
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(teamTexts(ctx, p.Team), teamTexts(ctx, readTeam(form, p.GroupID)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamForm(v)})
}
