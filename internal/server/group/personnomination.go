package group

import (
	"net/http"
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

func (h *Handlers) nominationIn(r *http.Request) (group.PersonNominationPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "personnomination")
	if err != nil {
		return group.PersonNominationPage{}, err
	}
	return h.room.PersonNomination(r.Context(), visitor.Actor, visitor.Group.ID, improvement.PersonNominationID(id))
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
