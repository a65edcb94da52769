package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditAgendaItem shows the form for an item.
func (h *Handlers) EditAgendaItem(w http.ResponseWriter, r *http.Request) error {
	p, item, err := h.agendaItem(r)
	if err != nil {
		return err
	}
	values := url.Values{"title": {item.Title}, "note": {item.Note}, "link": {item.Link}, "presenter": {item.Presenter}, "version": {strconv.Itoa(item.Version)}}
	if item.Minutes > 0 {
		values.Set("minutes", strconv.Itoa(item.Minutes))
	}
	form := page.NewForm(values)
	return showItemForm(w, r, form.Status(), newItemView(r.Context(), form, p, item))
}

// agendaItem reads the item that the address names, with its meeting.
func (h *Handlers) agendaItem(r *http.Request) (group.MeetingPage, improvement.AgendaItem, error) {
	id, err := page.ID(r, "item")
	if err != nil {
		return group.MeetingPage{}, improvement.AgendaItem{}, err
	}
	p, err := h.managedMeeting(r)
	if err != nil {
		return p, improvement.AgendaItem{}, err
	}
	for _, item := range p.Agenda {
		if item.ID == improvement.AgendaItemID(id) {
			return p, item, nil
		}
	}
	return p, improvement.AgendaItem{}, fault.ErrNotFound
}

func showItemForm(w http.ResponseWriter, r *http.Request, status int, v view.ItemView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Item(v)})
}

func newItemView(ctx context.Context, form *page.Form, p group.MeetingPage, item improvement.AgendaItem) view.ItemView {
	agenda := meetingURL(p.Meeting.ID) + "/dagordning"
	return view.ItemView{
		Heading: ui.PageHeadingProps{Trail: append(meetingTrail(ctx, &p.Meeting), ui.Link{Text: i18n.T(ctx, "Dagordning"), URL: agenda}),
			Title: i18n.T(ctx, "Ändra punkten")},
		Form: ui.FormState{Action: agenda + "/" + page.Digits(item.ID), BackURL: agenda, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Item: itemFields(form),
	}
}

// SaveAgendaItem changes an item, moves it, or takes it away.
func (h *Handlers) SaveAgendaItem(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, item, err := h.agendaItem(r)
	if err != nil {
		return err
	}
	seen := group.SeenMeeting{GroupID: p.Meeting.GroupID, ID: p.Meeting.ID}
	agenda := meetingURL(p.Meeting.ID) + "/dagordning"
	switch form.Value("do") {
	case "up", "down":
		if err := h.room.MoveAgendaItem(ctx, visitor.Actor, seen, item.ID, form.Value("do") == "up"); err != nil {
			return err
		}
		return page.Redirect(w, r, agenda+"#punkt-"+page.Digits(item.ID))
	case "delete":
		err := h.room.DeleteAgendaItem(ctx, visitor.Actor, seen, item.ID)
		if errors.Is(err, fault.ErrWrongState) {
			return page.RedirectWith(w, r, agenda, ui.FlashProps{Kind: ui.Warning, Text: i18n.T(ctx, "Punkten finns i minnesanteckningarna och kan inte tas bort.")})
		}
		if err != nil {
			return err
		}
		return page.RedirectWith(w, r, agenda, page.Done(i18n.T(ctx, "Punkten är borttagen.")))
	}
	to := readItem(form)
	to.ID, to.GroupID, to.MeetingID = item.ID, item.GroupID, item.MeetingID
	if err = form.Err(); err == nil {
		err = h.room.SaveAgendaItem(ctx, visitor.Actor, to)
	}
	switch {
	case form.Rejected(err):
		return showItemForm(w, r, form.Status(), newItemView(ctx, form, p, item))
	case errors.Is(err, fault.ErrConflict):
		return h.showItemConflict(w, r, form, to)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, agenda, page.Done(i18n.T(ctx, "Punkten är sparad.")))
}

func (h *Handlers) showItemConflict(w http.ResponseWriter, r *http.Request, form *page.Form, typed improvement.AgendaItem) error {
	ctx := r.Context()
	p, now, err := h.agendaItem(r) // as it has become
	if err != nil {
		return err
	}
	v := newItemView(ctx, form, p, now)
	v.Form.Version = strconv.Itoa(now.Version)
	v.Form.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(itemFacts(ctx, now), itemFacts(ctx, typed))}
	return showItemForm(w, r, http.StatusConflict, v)
}

func itemFacts(ctx context.Context, i improvement.AgendaItem) []ui.Definition {
	minutes := ""
	if i.Minutes > 0 {
		minutes = strconv.Itoa(i.Minutes)
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Punkt"), Text: i.Title}, {Term: i18n.T(ctx, "Mer om punkten"), Text: i.Note},
		{Term: i18n.T(ctx, "Länk"), Text: i.Link}, {Term: i18n.T(ctx, "Föredragande"), Text: i.Presenter},
		{Term: i18n.T(ctx, "Minuter"), Text: minutes},
	}
}
