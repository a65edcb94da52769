package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

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

// EditTeamMember shows the form for somebody who takes part; a new one for the address that
// ends with "ny", of the local team of the unit that it names.
func (h *Handlers) EditTeamMember(w http.ResponseWriter, r *http.Request) error {
	p, err := h.teamMember(r)
	if err != nil {
		return err
	}
	m := p.Member
	if m.ID == 0 {
		asked := page.Query(r)
		m.Kind, m.Competence = improvement.ExpertMember, improvement.Clinical
		m.Name, m.Profession = asked.Value(memberName), asked.Value(memberProfession)
		for _, u := range p.Units {
			if u.Code == asked.Value(unitName) {
				m.Kind, m.UnitID = improvement.LocalMember, u.UnitID
			}
		}
	}
	return showTeamMember(w, r, p, page.NewForm(teamMemberValues(m)), http.StatusOK)
}

// The address of the form for a new member can give a name, and what the person knows.
const (
	memberName       = "namn"
	memberProfession = "yrke"
)

// proposedExperts lead to the form for each, filled in.
func proposedExperts(team improvement.TeamID, list []improvement.Expert) (links []ui.Link) {
	for _, e := range list {
		q := url.Values{memberName: {e.Name}, memberProfession: {e.Competence}}
		links = append(links, ui.Link{Text: joined(", ", e.Name, e.Competence), URL: teamURL(team) + "/personer/ny?" + q.Encode()})
	}
	return links
}

// teamMember reads who the address names.
func (h *Handlers) teamMember(r *http.Request) (improve.TeamMemberPage, error) {
	t, id, err := partOfTeam(r, "member")
	if err != nil {
		return improve.TeamMemberPage{}, err
	}
	return h.room.TeamMember(r.Context(), page.VisitorOf(r).Actor, t, improvement.TeamMemberID(id))
}

// SaveTeamMember stores somebody who takes part.
func (h *Handlers) SaveTeamMember(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamMember(r)
	if err != nil {
		return err
	}
	m := readTeamMember(form)
	m.ID, m.TeamID = p.Member.ID, p.Team.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveTeamMember(ctx, visitor.Actor, visitor.Group.ID, m)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.teamMember(r); err != nil { // as it has become
			return err
		}
		return showTeamMember(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showTeamMember(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.Team.ID)+memberPlace(m), page.Done(i18n.T(ctx, "%s är med i teamet.", or(m.Name, i18n.T(ctx, "Personen")))))
}

// memberPlace is where on the team's page the member stands.
func memberPlace(m improvement.TeamMember) string {
	if m.Kind == improvement.LocalMember {
		return "#enheter"
	}
	return "#expertgrupp"
}

// or is the text, or another where there is none.
func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// RemoveTeamMember takes somebody out of the team.
func (h *Handlers) RemoveTeamMember(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	t, err := teamOf(r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "member")
	if err != nil {
		return err
	}
	m := improvement.TeamMember{ID: improvement.TeamMemberID(id), TeamID: t.ID}
	if err := h.room.RemoveTeamMember(ctx, visitor.Actor, visitor.Group.ID, m); err != nil {
		return err
	}
	return page.RedirectWith(w, r, teamURL(t.ID), page.Done(i18n.T(ctx, "Personen är inte längre med i teamet.")))
}

// readTeamMember reads somebody as it was typed.
func readTeamMember(form *page.Form) improvement.TeamMember {
	return improvement.TeamMember{Kind: improvement.TeamMemberKind(form.Value("kind")), UnitID: org.UnitID(form.ID("unit")), PersonID: org.PersonID(form.ID("person")),
		Name: form.Text("name", maxTyped), Email: form.Text("email", maxTyped), Competence: improvement.Competence(form.Value("competence")),
		Profession: form.Text("profession", maxTyped), Organisation: form.Text("organisation", maxTyped), Version: version(form)}
}

// teamMemberValues is somebody as if it had been typed.
func teamMemberValues(m improvement.TeamMember) url.Values {
	return url.Values{"kind": {string(m.Kind)}, "unit": {number(m.UnitID)}, "person": {number(m.PersonID)}, "name": {m.Name}, "email": {m.Email},
		"competence": {string(m.Competence)}, "profession": {m.Profession}, "organisation": {m.Organisation}, "version": {number(m.Version)}}
}

// teamMemberTexts is somebody in words.
func teamMemberTexts(ctx context.Context, m improvement.TeamMember) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Namn"), Text: m.Name}, {Term: i18n.T(ctx, "Är med som"), Text: words.TeamMemberKind(ctx, m.Kind)},
		{Term: i18n.T(ctx, "Kompetens"), Text: words.Competence(ctx, m.Competence)}, {Term: i18n.T(ctx, "Yrke"), Text: m.Profession},
		{Term: i18n.T(ctx, "Organisation"), Text: m.Organisation}, {Term: i18n.T(ctx, "E-postadress"), Text: m.Email}}
}

func showTeamMember(w http.ResponseWriter, r *http.Request, p improve.TeamMemberPage, form *page.Form, status int) error {
	ctx := r.Context()
	v := newTeamMemberView(ctx, p, form)
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Member.Version)
		v.Conflict = ui.Conflict{Text: i18n.T(ctx, "Någon annan har ändrat personen medan du skrev."), Now: page.Differing(teamMemberTexts(ctx, p.Member), teamMemberTexts(ctx, readTeamMember(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamMemberForm(v)})
}

func newTeamMemberView(ctx context.Context, p improve.TeamMemberPage, form *page.Form) view.TeamMemberFormView {
	f := formFields{ctx, form}
	path := teamURL(p.Team.ID)
	v := view.TeamMemberFormView{
		FormState: ui.FormState{Action: path + "/personer/ny", BackURL: path, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Någon som är med i teamet"), Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Team.Title, URL: path}}},
		Proposed:  proposedExperts(p.Team.ID, p.Proposed),
		Kind:      ui.ChoiceGroupProps{Name: "kind", Legend: i18n.T(ctx, "Är med som"), Chosen: form.Values("kind"), Error: form.Error(ctx, "kind")},
		Unit:      f.pick(ui.SelectProps{Name: "unit", Label: i18n.T(ctx, "Enhet, för ett lokalt team"), Empty: i18n.T(ctx, "Ingen"), Optional: true}),
		Person: f.pick(ui.SelectProps{Name: "person", Label: i18n.T(ctx, "Har konto i gruppen"), Empty: i18n.T(ctx, "Inget konto"), Optional: true,
			Description: i18n.T(ctx, "Namn och e-postadress tas då från kontot. Den som är inbjuden utifrån och har konto ser teamets sida och inget annat av gruppens.")}),
		Name:         f.field(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Namn"), Description: i18n.T(ctx, "För den som inte har konto."), MaxLength: improvement.MaxLine}),
		Email:        f.field(ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Description: i18n.T(ctx, "Dit kallelser till seminarier går."), MaxLength: improvement.MaxLine, Optional: true}),
		Competence:   f.pick(ui.SelectProps{Name: "competence", Label: i18n.T(ctx, "Kompetens"), Required: true}),
		Profession:   f.field(ui.FieldProps{Name: "profession", Label: i18n.T(ctx, "Yrke"), MaxLength: improvement.MaxLine, Optional: true}),
		Organisation: f.field(ui.FieldProps{Name: "organisation", Label: i18n.T(ctx, "Organisation"), MaxLength: improvement.MaxLine, Optional: true}),
	}
	for _, k := range improvement.TeamMemberKinds() {
		if p.Leads || k == improvement.LocalMember {
			v.Kind.Options = append(v.Kind.Options, ui.Option{Value: string(k), Label: words.TeamMemberKind(ctx, k)})
		}
	}
	for _, u := range p.Units {
		v.Unit.Options = append(v.Unit.Options, ui.Option{Value: number(u.UnitID), Label: u.Name})
	}
	for _, person := range p.People {
		v.Person.Options = append(v.Person.Options, ui.Option{Value: number(person.ID), Label: person.Name})
	}
	if m := p.Member; m.PersonID != 0 && !slices.ContainsFunc(p.People, func(each org.Person) bool { return each.ID == m.PersonID }) {
		v.Person.Options = append(v.Person.Options, ui.Option{Value: number(m.PersonID), Label: m.Name}) // who has left the group
	}
	for _, c := range improvement.Competences() {
		v.Competence.Options = append(v.Competence.Options, ui.Option{Value: string(c), Label: words.Competence(ctx, c)})
	}
	if p.Member.ID != 0 {
		v.Action = path + "/personer/" + number(p.Member.ID)
		v.RemoveURL = v.Action + "/ta-bort"
	}
	return v
}
