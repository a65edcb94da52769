package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

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

func nominationURL(id improvement.PersonNominationID) string {
	return nominationsURL + "/" + page.Digits(id)
}

// ShowPersonNominations lists the nominations of persons.
func (h *Handlers) ShowPersonNominations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	number, err := addressNumber(r, pageName, 1, 1, mostPages)
	if err != nil {
		return err
	}
	list, err := h.room.PersonNominations(ctx, visitor.Actor, visitor.Group.ID, number)
	if err != nil {
		return err
	}
	v := view.NominationsView{Trail: areaTrail(ctx), Edit: visitor.May(org.ManageArea, 0),
		Pages: listPages(ctx, nominationsURL, r.URL.Query(), number, list.Count, group.PersonNominationsPage)}
	for _, n := range list.List {
		task := ui.TaskProps{Title: n.Title, URL: nominationURL(n.ID), Text: i18n.T(ctx, "%s. Från %s. %s", words.AssignmentKind(ctx, n.Kind), n.AskedBy,
			i18n.N(ctx, "En person.", "%d personer.", n.Nominees))}
		if n.ClosedAt == nil {
			task.Due, task.Late = lateWords(ctx, n.DueOn, list.Today)
		}
		v.Rows = append(v.Rows, view.ConsultationRow{Task: task, Badge: nominationBadge(ctx, n)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Nomineringar"), Content: view.Nominations(v)})
}

// nominationBadge is how a nomination stands: it goes on, or how many were appointed.
func nominationBadge(ctx context.Context, n group.NominationRow) ui.WordBadgeProps {
	switch {
	case n.ClosedAt == nil:
		return stateBadge("open", i18n.T(ctx, "Pågår"), ui.Info, ui.IconClock)
	case n.Appointed > 0:
		return stateBadge("closed", i18n.N(ctx, "En utsedd", "%d utsedda", n.Appointed), ui.Success, ui.IconCheck)
	}
	return stateBadge("closed", i18n.T(ctx, "Avslutad"), ui.Neutral, ui.IconDash)
}

// EditNewPersonNomination shows the form for a nomination.
func (h *Handlers) EditNewPersonNomination(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if !visitor.May(org.ManageArea, 0) {
		return fault.ErrForbidden
	}
	return showNominationForm(w, r, page.NewForm(url.Values{"received_on": {i18n.Date(r.Context(), visitor.Today())}}), group.PersonNominationPage{}, false)
}

// showNominationForm shows the form for the stored nomination, or for a new one.
func showNominationForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.PersonNominationPage, late bool) error {
	ctx := r.Context()
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL}), Title: i18n.T(ctx, "Ny nominering")},
		Submit: i18n.T(ctx, "Lägg till nomineringen"), Form: ui.FormState{Action: nominationsURL + "/ny", BackURL: nominationsURL}}
	if p.ID != 0 {
		v.Heading.Title, v.Submit = i18n.T(ctx, "Ändra nomineringen"), i18n.T(ctx, "Spara nomineringen")
		v.Form.Action, v.Form.BackURL = nominationURL(p.ID)+"/andra", nominationURL(p.ID)
	}
	if late {
		form.All().Set("version", strconv.Itoa(p.Version))
		v.Form.Conflict = overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	kinds := ui.SelectProps{Name: "kind", Label: i18n.T(ctx, "Slag"), Empty: i18n.T(ctx, "Välj"), Required: true}
	for _, k := range improvement.AssignmentKinds() {
		kinds.Options = append(kinds.Options, ui.Option{Value: string(k), Label: words.AssignmentKind(ctx, k)})
	}
	v.Fields = append(v.Fields,
		f.line(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Till vad"), Description: i18n.T(ctx, "Namnet på gruppen eller uppdraget."), MaxLength: 200, Required: true}),
		f.choice(kinds),
		f.line(ui.FieldProps{Name: "asked_by", Label: i18n.T(ctx, "Vem som frågar"), MaxLength: 200, Required: true}),
		f.day("received_on", i18n.T(ctx, "Kom"), "", true),
		f.day("due_on", i18n.T(ctx, "Svar senast"), "", true),
		f.text(ui.TextAreaProps{Name: "competence", Label: i18n.T(ctx, "Kompetens som söks"), Rows: 3, Optional: true}),
		f.link("link", i18n.T(ctx, "Mer om uppdraget")),
		f.text(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Rows: 3, Optional: true}))
	return showAreaForm(w, r, form, v)
}

func readNomination(form *page.Form, g org.GroupID) improvement.PersonNomination {
	return improvement.PersonNomination{GroupID: g, Title: form.Text("title", maxTyped), Kind: improvement.AssignmentKind(form.Value("kind")), AskedBy: form.Text("asked_by", maxTyped),
		ReceivedOn: dayIn(form, "received_on"), DueOn: dayIn(form, "due_on"), Competence: form.Text("competence", maxWritten), Link: form.Text("link", maxTyped), Note: form.Text("note", maxWritten)}
}

// CreatePersonNomination stores a nomination.
func (h *Handlers) CreatePersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := readNomination(form, visitor.Group.ID)
	var id improvement.PersonNominationID
	if err = form.Err(); err == nil {
		id, err = h.room.CreatePersonNomination(ctx, visitor.Actor, n)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: nominationURL(id),
		Said:  i18n.T(ctx, "Nomineringen är tillagd. Lägg till dem som ska tillfrågas."),
		Again: func(late bool) error { return showNominationForm(w, r, form, group.PersonNominationPage{}, late) }})
}

func (h *Handlers) nominationIn(r *http.Request) (group.PersonNominationPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "personnomination")
	if err != nil {
		return group.PersonNominationPage{}, err
	}
	return h.room.PersonNomination(r.Context(), visitor.Actor, visitor.Group.ID, improvement.PersonNominationID(id))
}

// EditPersonNomination shows the form for a stored nomination.
func (h *Handlers) EditPersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.nominationIn(r)
	switch {
	case err != nil:
		return err
	case !page.VisitorOf(r).May(org.ManageArea, 0):
		return fault.ErrForbidden
	}
	return showNominationForm(w, r, page.NewForm(url.Values{"title": {p.Title}, "kind": {string(p.Kind)}, "asked_by": {p.AskedBy}, "received_on": {i18n.Date(ctx, p.ReceivedOn)},
		"due_on": {i18n.Date(ctx, p.DueOn)}, "competence": {p.Competence}, "link": {p.Link}, "note": {p.Note}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// SavePersonNomination changes what is said of a nomination.
func (h *Handlers) SavePersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.nominationIn(r)
	if err != nil {
		return err
	}
	to := readNomination(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SavePersonNomination(ctx, visitor.Actor, group.SeenNomination{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: nominationURL(p.ID), Said: i18n.T(ctx, "Nomineringen är sparad."),
		Again: func(late bool) error { return showNominationForm(w, r, form, p, late) }})
}

// ShowPersonNomination shows one nomination and those who are named.
func (h *Handlers) ShowPersonNomination(w http.ResponseWriter, r *http.Request) error {
	return h.showNomination(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showNomination(w http.ResponseWriter, r *http.Request, form *page.Form, late bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.nominationIn(r)
	if err != nil {
		return err
	}
	v := view.NominationView{URL: nominationURL(p.ID), Edit: visitor.May(org.ManageArea, 0), Closed: p.ClosedAt != nil, Note: p.Note,
		Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL}), Title: p.Title, Lead: words.AssignmentKind(ctx, p.Kind)},
		Form:    ui.FormState{Action: nominationURL(p.ID), Version: strconv.Itoa(p.Version), Problems: form.Summary(ctx)}, Badge: nominationBadge(ctx, p.PersonNominationRow),
		Link: linkTo(p.Link, i18n.T(ctx, "Mer om uppdraget")),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Vem som frågar"), Text: p.AskedBy}, {Term: i18n.T(ctx, "Kom"), Text: i18n.LongDate(ctx, p.ReceivedOn)},
			{Term: i18n.T(ctx, "Svar senast"), Text: i18n.LongDate(ctx, p.DueOn)}, {Term: i18n.T(ctx, "Kompetens som söks"), Text: p.Competence}}}
	for _, n := range p.Named {
		v.Named = append(v.Named, newNomineeRow(ctx, visitor, n, p))
	}
	status := form.Status()
	if late {
		status, v.Form.Conflict = http.StatusConflict, overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: p.Title, Content: view.Nomination(v)})
}

// ClosePersonNomination ends a nomination, or opens it again.
func (h *Handlers) ClosePersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "personnomination")
	if err != nil {
		return err
	}
	said := i18n.T(ctx, "Nomineringen är avslutad.")
	switch form.Value("do") {
	case "close":
	case "open":
		said = i18n.T(ctx, "Nomineringen är öppen igen.")
	default:
		return fault.ErrNotFound
	}
	seen := group.SeenNomination{GroupID: visitor.Group.ID, ID: improvement.PersonNominationID(id), Version: versionIn(form)}
	err = h.room.ClosePersonNomination(ctx, visitor.Actor, seen, form.Value("do") == "close")
	if isConflict(err) {
		return h.showNomination(w, r, form, true)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, nominationURL(seen.ID), page.Done(said))
}
