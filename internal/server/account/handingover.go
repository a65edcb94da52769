package account

import (
	"context"
	"net/http"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// handingOverURL is where the coordinator of the visitor's group is handed over.
const handingOverURL = "/gruppen/overlamna"

// handedOver is which group's coordinator is handed over on a page, and where that is.
type handedOver struct {
	group org.GroupID
	url   string
	trail []ui.Link
	// outside says that the visitor cares for accounts, and is not in the group.
	outside bool
}

// ownGroup is the visitor's group's page.
func ownGroup(r *http.Request) handedOver {
	g := page.VisitorOf(r).Group
	return handedOver{group: g.ID, url: handingOverURL, trail: []ui.Link{{Text: g.Name, URL: "/gruppen"}}}
}

// administered is the page about the group whose code is in the address, for those who
// care for accounts.
func (h *Handlers) administered(r *http.Request) (handedOver, error) {
	ctx := r.Context()
	l, err := h.room.Groups(ctx, page.VisitorOf(r).Actor)
	if err != nil {
		return handedOver{}, err
	}
	g, err := findGroup(r, l)
	url := administeredURL + "/" + g.Code
	return handedOver{group: g.ID, url: url + "/sammanstallande", trail: append(groupsTrail(ctx), ui.Link{Text: g.Name, URL: url}), outside: true}, err
}

// ShowHandingOver shows how the group's coordinator is handed over, and has been.
func (h *Handlers) ShowHandingOver(w http.ResponseWriter, r *http.Request) error {
	return h.showHandingOver(w, r, ownGroup(r), page.NewForm(nil))
}

// HandOver lets another member be the group's coordinator from a day on.
func (h *Handlers) HandOver(w http.ResponseWriter, r *http.Request) error {
	return h.handOver(w, r, ownGroup(r))
}

// TakeBackHandover lets the coordinator stay, as long as nobody has taken over.
func (h *Handlers) TakeBackHandover(w http.ResponseWriter, r *http.Request) error {
	return h.takeBackHandover(w, r, ownGroup(r))
}

// ShowNewCoordinator shows the same of any group, for those who care for accounts.
func (h *Handlers) ShowNewCoordinator(w http.ResponseWriter, r *http.Request) error {
	at, err := h.administered(r)
	if err != nil {
		return err
	}
	return h.showHandingOver(w, r, at, page.NewForm(nil))
}

// AppointCoordinator is HandOver for a group whose coordinator has left.
func (h *Handlers) AppointCoordinator(w http.ResponseWriter, r *http.Request) error {
	at, err := h.administered(r)
	if err != nil {
		return err
	}
	return h.handOver(w, r, at)
}

// TakeBackCoordinator is TakeBackHandover for those who care for accounts.
func (h *Handlers) TakeBackCoordinator(w http.ResponseWriter, r *http.Request) error {
	at, err := h.administered(r)
	if err != nil {
		return err
	}
	return h.takeBackHandover(w, r, at)
}

func (h *Handlers) showHandingOver(w http.ResponseWriter, r *http.Request, at handedOver, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	o, err := h.room.HandingOver(ctx, visitor.Actor, at.group)
	if err != nil {
		return err
	}
	v := newHandingOverView(ctx, form, at, o)
	for _, t := range o.Open {
		v.Open = append(v.Open, openTask(ctx, visitor, t))
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, HideGroup: at.outside, Content: view.HandingOver(v)})
}

func (h *Handlers) handOver(w http.ResponseWriter, r *http.Request, at handedOver) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := account.NewHandover{GroupID: at.group, To: org.PersonID(form.ID("to")), Note: form.Text("note", 2*org.MaxHandoverNote)}
	if first := form.Date("first"); first != nil {
		n.First = *first
	}
	if err = form.Err(); err == nil {
		err = h.room.HandOver(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		return h.showHandingOver(w, r, at, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, afterHandover(at, n, visitor.Today()), page.Done(i18n.T(ctx, "Överlämnat. Den nya är sammanställande från och med %s.", i18n.LongDate(ctx, n.First))))
}

// afterHandover is where one comes after handing over: the page again, as long as one may
// see it, which whoever is no member and has just lost the role may not.
func afterHandover(at handedOver, n account.NewHandover, today time.Time) string {
	if at.outside || n.First.After(today) {
		return at.url
	}
	return "/"
}

func (h *Handlers) takeBackHandover(w http.ResponseWriter, r *http.Request, at handedOver) error {
	ctx := r.Context()
	id, err := page.ID(r, "handover")
	if err != nil {
		return err
	}
	if err := h.room.TakeBackHandover(ctx, page.VisitorOf(r).Actor, at.group, id); err != nil {
		return err
	}
	return page.RedirectWith(w, r, at.url, page.Done(i18n.T(ctx, "Överlämningen är tillbakatagen.")))
}

// openTask is something that the coordinator has to do, as the start page tells it.
func openTask(ctx context.Context, visitor page.Visitor, t account.Task) ui.TaskProps {
	if t.Kind == account.DoAction {
		return actionTask(ctx, visitor, t)
	}
	return taskView(ctx, visitor, t)
}
