package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func newNomineeRow(ctx context.Context, visitor page.Visitor, n group.NomineeRow, p group.PersonNominationPage) view.NomineeRow {
	row := view.NomineeRow{Name: n.Name, Region: n.RegionName, Competence: n.Competence, Note: n.Note, Badge: nomineeBadge(ctx, n.State), Term: termWords(ctx, n.TermFrom, n.TermTo)}
	if row.Competence == "" {
		row.Competence = n.Profession
	}
	if !visitor.May(org.ManageArea, 0) {
		return row
	}
	row.URL = nominationURL(p.ID) + "/personer/" + page.Digits(n.ID)
	row.Declaration = declarationStanding(ctx, n.Declaration, p.Today)
	if visitor.May(org.HandleDeclarations, 0) || n.PersonID == visitor.Actor.Person.ID && n.PersonID != 0 {
		row.DeclarationURL = declarationURL(n.ID)
	}
	return row
}

// termWords is from when to when somebody is appointed; "" for not.
func termWords(ctx context.Context, from, to *time.Time) string {
	switch {
	case from == nil:
		return ""
	case to == nil:
		return i18n.T(ctx, "Från %s", i18n.LongDate(ctx, *from))
	}
	return i18n.T(ctx, "%s – %s", i18n.LongDate(ctx, *from), i18n.LongDate(ctx, *to))
}

// declarationStanding is where a declaration stands, and never what it says.
func declarationStanding(ctx context.Context, d improvement.InterestDeclarationStanding, today time.Time) string {
	switch {
	case d.ID == 0:
		return i18n.T(ctx, "Saknas")
	case !d.Valid(today):
		return i18n.T(ctx, "Gick ut %s", i18n.LongDate(ctx, d.ValidUntil))
	case d.HandledAt == nil:
		return i18n.T(ctx, "Lämnad, inte läst")
	}
	return i18n.T(ctx, "Bedömd, gäller till %s", i18n.LongDate(ctx, d.ValidUntil))
}

// EditNewNominee shows the form for somebody to name.
func (h *Handlers) EditNewNominee(w http.ResponseWriter, r *http.Request) error {
	p, err := h.nominationIn(r)
	switch {
	case err != nil:
		return err
	case !page.VisitorOf(r).May(org.ManageArea, 0):
		return fault.ErrForbidden
	}
	return showNomineeForm(w, r, page.NewForm(url.Values{"state": {string(improvement.NomineeAsked)}}), p, nomineeAt{})
}

// nomineeAt is who the form is about, and that somebody else was first.
type nomineeAt struct {
	row  group.NomineeRow
	late bool
}

func showNomineeForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.PersonNominationPage, at nomineeAt) error {
	ctx, address := r.Context(), nominationURL(p.ID)
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL}, ui.Link{Text: p.Title, URL: address}),
		Title: i18n.T(ctx, "Lägg till en person")}, Submit: i18n.T(ctx, "Lägg till"), Form: ui.FormState{Action: address + "/personer/ny", BackURL: address},
		Notice: i18n.T(ctx, "Den som har ett konto får själv lämna sin jävsdeklaration i Samsyn. För någon utan konto skrivs den av den som handlägger den.")}
	if at.row.ID != 0 {
		v.Heading.Title, v.Submit, v.Notice = at.row.Name, i18n.T(ctx, "Spara"), ""
		v.Form.Action = address + "/personer/" + page.Digits(at.row.ID)
	}
	if at.late {
		form.All().Set("version", strconv.Itoa(at.row.Version))
		v.Form.Conflict = overtaken(ctx, "", p.Today)
	}
	v.Fields = append(v.Fields, f.choice(personSelect(ctx, p.Choices, at.row.PersonID, at.row.Name)),
		f.line(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Namn, för någon utan konto"), MaxLength: 100, Optional: true}),
		f.line(ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-post, för någon utan konto"), Type: "email", MaxLength: 200, Optional: true}),
		f.choice(ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Region"), Empty: i18n.T(ctx, "Ingen"), Options: regionOptions(improvement.RegionsOf(p.Units)), Optional: true}),
		f.line(ui.FieldProps{Name: "competence", Label: i18n.T(ctx, "Kompetens"), MaxLength: 200, Optional: true}),
		f.line(ui.FieldProps{Name: "profession", Label: i18n.T(ctx, "Yrke"), MaxLength: 100, Optional: true}),
		f.line(ui.FieldProps{Name: "organisation", Label: i18n.T(ctx, "Arbetsplats"), MaxLength: 200, Optional: true}))
	states := ui.SelectProps{Name: "state", Label: i18n.T(ctx, "Läge"), Required: true}
	for _, s := range improvement.NomineeStates() {
		states.Options = append(states.Options, ui.Option{Value: string(s), Label: words.NomineeState(ctx, s)})
	}
	v.Fields = append(v.Fields, f.choice(states),
		f.day("term_from", i18n.T(ctx, "Uppdraget börjar"), i18n.T(ctx, "När personen är utsedd."), false), f.day("term_to", i18n.T(ctx, "Uppdraget slutar"), "", false),
		f.text(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Description: i18n.T(ctx, "Skriv inget om jäv här."), Rows: 3, Optional: true}))
	return showAreaForm(w, r, form, v)
}

// personSelect is the group's people to choose among, with who stands there already.
func personSelect(ctx context.Context, c group.Choices, now org.PersonID, name string) ui.SelectProps {
	s := ui.SelectProps{Name: "person", Label: i18n.T(ctx, "Person med konto"), Empty: i18n.T(ctx, "Någon utan konto"), Optional: true}
	seen := map[org.PersonID]bool{}
	for _, m := range c.Members {
		if !seen[m.Person.ID] {
			seen[m.Person.ID] = true
			s.Options = append(s.Options, ui.Option{Value: page.Digits(m.Person.ID), Label: m.Person.Name})
		}
	}
	if now != 0 && !seen[now] {
		s.Options = append(s.Options, ui.Option{Value: page.Digits(now), Label: i18n.T(ctx, "%s (inte längre med)", name)})
	}
	return s
}

func readNominee(form *page.Form, g org.GroupID, p group.PersonNominationPage) improvement.Nominee {
	return improvement.Nominee{GroupID: g, NominationID: p.ID, PersonID: org.PersonID(form.ID("person")), Name: form.Text("name", maxTyped), Email: form.Text("email", maxTyped),
		Competence: form.Text("competence", maxTyped), Profession: form.Text("profession", maxTyped), Organisation: form.Text("organisation", maxTyped),
		RegionID: org.RegionID(form.ID("region")), State: improvement.NomineeState(form.Value("state")), TermFrom: form.Date("term_from"), TermTo: form.Date("term_to"),
		Note: form.Text("note", maxWritten), Version: versionIn(form)}
}

// nomineeIn is the nominee that the address names, in the nomination.
func nomineeIn(r *http.Request, p group.PersonNominationPage) (group.NomineeRow, error) {
	id, err := page.ID(r, "nominee")
	if err != nil {
		return group.NomineeRow{}, err
	}
	for _, n := range p.Named {
		if n.ID == improvement.NomineeID(id) {
			return n, nil
		}
	}
	return group.NomineeRow{}, fault.ErrNotFound
}

// EditNominee shows the form for somebody who is named.
func (h *Handlers) EditNominee(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.nominationIn(r)
	switch {
	case err != nil:
		return err
	case !page.VisitorOf(r).May(org.ManageArea, 0):
		return fault.ErrForbidden
	}
	n, err := nomineeIn(r, p)
	if err != nil {
		return err
	}
	values := url.Values{"name": {n.Name}, "email": {n.Email}, "competence": {n.Competence}, "profession": {n.Profession}, "organisation": {n.Organisation}, "state": {string(n.State)},
		"term_from": {dayText(ctx, n.TermFrom)}, "term_to": {dayText(ctx, n.TermTo)}, "note": {n.Note}, "version": {strconv.Itoa(n.Version)}}
	if n.PersonID != 0 {
		values.Set("person", page.Digits(n.PersonID))
		values.Set("name", "")
		values.Set("email", "")
	}
	if n.RegionID != 0 {
		values.Set("region", page.Digits(n.RegionID))
	}
	return showNomineeForm(w, r, page.NewForm(values), p, nomineeAt{row: n})
}

// SaveNominee names somebody, or changes what is said of somebody who is named.
func (h *Handlers) SaveNominee(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.nominationIn(r)
	if err != nil {
		return err
	}
	n, at := readNominee(form, visitor.Group.ID, p), nomineeAt{}
	if chi.URLParam(r, "nominee") != "" {
		if at.row, err = nomineeIn(r, p); err != nil {
			return err
		}
		n.ID = at.row.ID
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveNominee(ctx, visitor.Actor, n)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: nominationURL(p.ID), Said: i18n.T(ctx, "Sparat."), Again: func(late bool) error {
		at.late = late
		return showNomineeForm(w, r, form, p, at)
	}})
}
