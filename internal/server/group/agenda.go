package group

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditAgenda shows a meeting's agenda with what it may want to take up.
func (h *Handlers) EditAgenda(w http.ResponseWriter, r *http.Request) error {
	return h.showAgenda(w, r, page.NewForm(nil))
}

func (h *Handlers) showAgenda(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	if p.Meeting.Published() || p.Meeting.State == improvement.MeetingCancelled {
		return fault.ErrWrongState
	}
	suggested, err := h.room.AgendaSuggestions(ctx, visitor.Actor, p.Meeting)
	if err != nil {
		return err
	}
	v := newAgendaView(ctx, form, p, suggested)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.Agenda(v)})
}

func newAgendaView(ctx context.Context, form *page.Form, p group.MeetingPage, s group.AgendaSuggestions) view.AgendaView {
	v := view.AgendaView{
		Heading: ui.PageHeadingProps{Trail: meetingTrail(ctx, &p.Meeting), Title: i18n.T(ctx, "Dagordning"),
			Lead: i18n.T(ctx, "Det mötet ska ta upp, i tur och ordning.")},
		Form: ui.FormState{Action: meetingURL(p.Meeting.ID) + "/dagordning", BackURL: meetingURL(p.Meeting.ID),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Rows: agendaRows(ctx, p), Note: agendaLength(ctx, p),
		Item: itemFields(form),
	}
	on := func(link string) bool {
		return slices.ContainsFunc(p.Agenda, func(i improvement.AgendaItem) bool { return i.Link == link })
	}
	for _, m := range s.Matters {
		v.Matters = append(v.Matters, ui.Option{Value: page.Digits(m.ID), Label: m.Title, Description: i18n.T(ctx, "%s, %s", m.AskedByName, i18n.LongDate(ctx, m.AskedAt))})
	}
	for _, item := range suggestedItems(ctx, s) {
		if on(item.Link) {
			continue
		}
		option := ui.Option{Value: item.key, Label: item.Title, Description: item.Note}
		if item.signal {
			v.Signals = append(v.Signals, option)
		} else {
			v.Others = append(v.Others, option)
		}
	}
	v.Usual = s.Series.Agenda != ""
	return v
}

func itemFields(form *page.Form) view.ItemFields {
	return view.ItemFields{Title: form.Value("title"), Note: form.Value("note"), Link: form.Value("link"), Presenter: form.Value("presenter"), Minutes: form.Value("minutes")}
}

// AddToAgenda adds an item, moves or removes one, or takes up what was chosen.
func (h *Handlers) AddToAgenda(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	seen := group.SeenMeeting{GroupID: p.Meeting.GroupID, ID: p.Meeting.ID}
	var items []improvement.AgendaItem
	var matters []improvement.MatterID
	switch form.Value("do") {
	case "add":
		items = []improvement.AgendaItem{readItem(form)}
	case "take":
		suggested, err := h.room.AgendaSuggestions(ctx, visitor.Actor, p.Meeting)
		if err != nil {
			return err
		}
		for _, item := range suggestedItems(ctx, suggested) {
			if slices.Contains(form.Values("signal"), item.key) || slices.Contains(form.Values("other"), item.key) {
				items = append(items, item.AgendaItem)
			}
		}
		if form.Bool("usual") {
			items = append(items, improvement.UsualAgenda(suggested.Series.Agenda)...)
		}
		for _, id := range form.IDs("matter") {
			matters = append(matters, improvement.MatterID(id))
		}
	default:
		return fault.ErrNotFound
	}
	if err = form.Err(); err == nil {
		err = h.room.AddAgendaItems(ctx, visitor.Actor, seen, items, matters)
	}
	if form.Rejected(err) {
		return h.showAgenda(w, r, form)
	}
	if err != nil {
		return err
	}
	n := len(items) + len(matters)
	if n == 0 {
		return page.Redirect(w, r, meetingURL(p.Meeting.ID)+"/dagordning")
	}
	return page.RedirectWith(w, r, meetingURL(p.Meeting.ID)+"/dagordning", page.Done(i18n.N(ctx, "En punkt är tillagd.", "%d punkter är tillagda.", n)))
}

func readItem(form *page.Form) improvement.AgendaItem {
	i := improvement.AgendaItem{Title: form.Text("title", maxTyped), Note: form.Text("note", maxWritten), Link: form.Text("link", maxTyped),
		Presenter: form.Text("presenter", maxTyped)}
	if minutes := form.Whole("minutes"); minutes != nil {
		i.Minutes = int(min(*minutes, 1000))
		if i.Minutes == 0 {
			form.Problem("minutes", "out_of_range", 1, 600)
		}
	}
	i.Version, _ = strconv.Atoi(form.Value("version"))
	return i
}
