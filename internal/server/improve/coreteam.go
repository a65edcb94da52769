package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

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

// coreTeamView is the core team, and what it lacks.
func coreTeamView(ctx context.Context, p improve.PathwayPage) view.CoreTeamView {
	var v view.CoreTeamView
	names := map[org.UnitID]string{}
	for _, u := range p.Units {
		names[u.UnitID] = u.UnitName
	}
	for _, g := range p.Gaps() {
		v.Gaps = append(v.Gaps, words.TeamGap(ctx, g, names[g.Unit]))
	}
	for _, m := range p.Team {
		row := view.CoreRow{Name: m.Name, Kind: words.CoreKind(ctx, m.Kind), Profession: words.Profession(ctx, m.Profession), Competence: m.Competence,
			From: joined(", ", names[m.UnitID], m.Organisation)}
		if row.From == "" {
			row.From = i18n.NoValue
		}
		if m.PersonID == 0 {
			row.Note = i18n.T(ctx, "från annan organisation")
		}
		if p.Rights.Lead {
			row.EditURL = coreURL(p.ID) + "/" + page.Digits(m.ID)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// coreURL is where somebody is taken into a core team.
func coreURL(id improvement.PathwayID) string { return pathwayURL(id) + "/karntrupp" }

// EditNewCoreMember shows the form for somebody new in the core team.
func (h *Handlers) EditNewCoreMember(w http.ResponseWriter, r *http.Request) error {
	e, err := h.pathwayToEdit(r)
	if err != nil {
		return err
	}
	return showCoreForm(w, r, coreForm{page: e, form: page.NewForm(url.Values{"kind": {string(improvement.CoreOrdinary)}})})
}

// coreForm is the form for somebody in a core team; member has ID zero for somebody new.
type coreForm struct {
	page   improve.EditPathway
	member improvement.CoreMember
	form   *page.Form
	status int
}

func showCoreForm(w http.ResponseWriter, r *http.Request, c coreForm) error {
	ctx := r.Context()
	f := formFields{ctx, c.form}
	status := max(c.status, c.form.Status())
	v := pathwayFields(ctx, c.form, c.page.PathwayPage, status)
	v.Action, v.BackURL = coreURL(c.page.ID), pathwayURL(c.page.ID)+"#karntrupp"
	v.Heading.Title, v.Save = i18n.T(ctx, "Ta med någon i kärntruppen"), i18n.T(ctx, "Spara")
	v.Parts = coreParts(f, c)
	if c.member.ID != 0 {
		v.Action += "/" + page.Digits(c.member.ID)
		v.Heading.Title = c.member.Name
		v.Remove = &view.RemoveForm{Text: i18n.T(ctx, "Ta bort ur kärntruppen"), URL: v.Action + "/ta-bort", Version: strconv.Itoa(c.member.Version)}
		if status == http.StatusConflict {
			v.Version = strconv.Itoa(c.member.Version)
		}
	}
	if c.member.PersonID == 0 {
		v.Note = i18n.T(ctx, "Någon utanför gruppen får läsa införandet, och inget annat, när den som är sammanställande har bjudit in adressen under Gruppen, Personer med rollen Inbjuden.")
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

func coreParts(f formFields, c coreForm) []view.FieldsPart {
	ctx := f.ctx
	var parts []view.FieldsPart
	if c.member.ID == 0 {
		person := f.pick(ui.SelectProps{Name: "person", Label: i18n.T(ctx, "Ur gruppen"), Empty: i18n.T(ctx, "Någon utanför gruppen"),
			Description: i18n.T(ctx, "Namn, adress, profession och enhet tas då från gruppens uppgifter.")})
		for _, m := range c.page.Choices.Members {
			person.Options = append(person.Options, ui.Option{Value: page.Digits(m.ID), Label: m.Name})
		}
		parts = append(parts, view.FieldsPart{Select: &person})
	}
	if c.member.PersonID == 0 {
		name := f.field(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Namn"), MaxLength: 100, Optional: c.member.ID == 0})
		email := f.field(ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Type: "email", MaxLength: 200, Optional: true})
		parts = append(parts, view.FieldsPart{Beside: []view.FieldsPart{{Field: &name}, {Field: &email}}})
	}
	kind := ui.ChoiceGroupProps{Name: "kind", Legend: i18n.T(ctx, "Uppgift"), Chosen: f.form.Values("kind"), Error: f.form.Error(ctx, "kind"), Inline: true}
	if lead := c.page.LeadName; lead != "" && lead != c.member.Name {
		kind.Description = i18n.T(ctx, "%s leder arbetet nu, och blir vanlig medlem om den här personen ska leda det.", lead)
	}
	for _, k := range improvement.CoreKinds() {
		kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: words.CoreKind(ctx, k)})
	}
	competence := f.field(ui.FieldProps{Name: "competence", Label: i18n.T(ctx, "Kompetens"), MaxLength: improvement.MaxLine, Required: true,
		Description: i18n.T(ctx, "Till exempel neonatolog, amning, hälsoekonomi eller egen erfarenhet som förälder.")})
	profession := f.pick(ui.SelectProps{Name: "profession", Label: i18n.T(ctx, "Profession")})
	for _, p := range []org.Profession{org.Physician, org.Nurse, org.OtherProfession} {
		profession.Options = append(profession.Options, ui.Option{Value: string(p), Label: words.Profession(ctx, p)})
	}
	unit := f.pick(ui.SelectProps{Name: "unit", Label: i18n.T(ctx, "Enhet"), Empty: i18n.T(ctx, "Ingen av gruppens"), Optional: true})
	for _, u := range c.page.Choices.Units {
		unit.Options = append(unit.Options, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	organisation := f.field(ui.FieldProps{Name: "organisation", Label: i18n.T(ctx, "Organisation"), MaxLength: improvement.MaxLine, Optional: true})
	beside := []view.FieldsPart{{Field: &competence}, {Field: &organisation}, {Select: &unit}}
	if c.member.PersonID == 0 {
		beside = append(beside, view.FieldsPart{Select: &profession})
	}
	return append(parts, view.FieldsPart{Radio: &kind}, view.FieldsPart{Beside: beside})
}

// readCoreMember reads somebody as they were typed.
func readCoreMember(form *page.Form, p improve.EditPathway) improvement.CoreMember {
	return improvement.CoreMember{GroupID: p.GroupID, PathwayID: p.ID, PersonID: org.PersonID(form.ID("person")), UnitID: org.UnitID(form.ID("unit")), Name: form.Text("name", maxTyped),
		Email: form.Text("email", maxTyped), Kind: improvement.CoreKind(form.Value("kind")), Profession: org.Profession(form.Value("profession")),
		Competence: form.Text("competence", maxTyped), Organisation: form.Text("organisation", maxTyped), Version: version(form)}
}

// CreateCoreMember takes somebody into the core team.
func (h *Handlers) CreateCoreMember(w http.ResponseWriter, r *http.Request) error {
	return h.changeCore(w, r, i18n.T(r.Context(), "Kärntruppen är sparad."), h.room.AddCoreMember)
}

// EditCoreMember shows the form for somebody in the core team.
func (h *Handlers) EditCoreMember(w http.ResponseWriter, r *http.Request) error {
	e, m, err := h.coreMember(r)
	if err != nil {
		return err
	}
	return showCoreForm(w, r, coreForm{page: e, member: m, form: page.NewForm(url.Values{"name": {m.Name}, "email": {m.Email}, "kind": {string(m.Kind)}, "profession": {string(m.Profession)},
		"competence": {m.Competence}, "organisation": {m.Organisation}, "unit": {number(m.UnitID)}, "version": {strconv.Itoa(m.Version)}})})
}

// coreMember reads the introduction, and the member that the address names; none for an
// address without.
func (h *Handlers) coreMember(r *http.Request) (improve.EditPathway, improvement.CoreMember, error) {
	e, err := h.pathwayToEdit(r)
	if err != nil || chi.URLParam(r, "member") == "" {
		return e, improvement.CoreMember{}, err
	}
	id, err := page.ID(r, "member")
	if err != nil {
		return e, improvement.CoreMember{}, err
	}
	m, ok := e.Member(improvement.CoreMemberID(id))
	if !ok {
		err = fault.ErrNotFound
	}
	return e, m, err
}

// SaveCoreMember changes what somebody is in the core team.
func (h *Handlers) SaveCoreMember(w http.ResponseWriter, r *http.Request) error {
	return h.changeCore(w, r, i18n.T(r.Context(), "Kärntruppen är sparad."), h.room.SaveCoreMember)
}

// RemoveCoreMember takes somebody out of the core team.
func (h *Handlers) RemoveCoreMember(w http.ResponseWriter, r *http.Request) error {
	return h.changeCore(w, r, i18n.T(r.Context(), "Personen är inte längre med i kärntruppen."), h.room.RemoveCoreMember)
}

// changeCore lets do change the core team, and comes back with the form when it cannot be.
func (h *Handlers) changeCore(w http.ResponseWriter, r *http.Request, done string, do func(context.Context, org.Actor, improvement.CoreMember) error) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	e, m, err := h.coreMember(r)
	if err != nil {
		return err
	}
	typed := readCoreMember(form, e)
	typed.ID = m.ID
	if err = form.Err(); err == nil {
		err = do(ctx, visitor.Actor, typed)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if e, m, err = h.coreMember(r); err != nil { // as it has become
			return err
		}
		return showCoreForm(w, r, coreForm{e, m, form, http.StatusConflict})
	case form.Rejected(err):
		return showCoreForm(w, r, coreForm{e, m, form, form.Status()})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(e.ID)+"#karntrupp", page.Done(done))
}
