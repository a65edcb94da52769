package report

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// maxTyped is more than any field of an event takes, so that the use case says what is too long.
const maxTyped = 50000

// EditDelivery asks to whom an edition was delivered, and when.
func (h *Handlers) EditDelivery(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	return h.showDelivery(w, r, page.NewForm(url.Values{"day": {i18n.Date(r.Context(), visitor.Now)}, "up": {visitor.Group.BodyName}}))
}

// SaveDelivery notes to whom an edition was delivered.
func (h *Handlers) SaveDelivery(w http.ResponseWriter, r *http.Request) error {
	asked, form, err := eventForm(w, r)
	if err != nil {
		return err
	}
	d := report.Delivery{AskedEdition: asked, Day: form.Date("day"), Up: lines(form, "up"), Down: lines(form, "down"), Sideways: lines(form, "sideways"),
		Note: form.Text("note", maxTyped)}
	if err = form.Err(); err == nil {
		err = h.room.Deliver(r.Context(), page.VisitorOf(r).Actor, d)
	}
	if form.Rejected(err) {
		return h.showDelivery(w, r, form)
	}
	return eventDone(w, r, asked, err)
}

// lines are what was typed into a field, one on each line.
func lines(form *page.Form, name string) (list []string) {
	for line := range strings.Lines(form.Text(name, maxTyped)) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func eventForm(w http.ResponseWriter, r *http.Request) (report.AskedEdition, *page.Form, error) {
	asked, err := askedEdition(r)
	if err != nil {
		return asked, nil, err
	}
	form, err := page.ParseForm(w, r)
	return asked, form, err
}

// eventDone leads back to the edition.
func eventDone(w http.ResponseWriter, r *http.Request, asked report.AskedEdition, err error) error {
	to := editionURL(report.Edition{Year: asked.Year, Number: asked.Number})
	if errors.Is(err, fault.ErrConflict) {
		return page.RedirectWith(w, r, to, page.Done(i18n.T(r.Context(), "Någon annan hann före. Så här är läget nu.")))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, to, page.Done(i18n.T(r.Context(), "Antecknat.")))
}

func (h *Handlers) showDelivery(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	v, f, err := h.eventView(r, form)
	if err != nil {
		return err
	}
	v.Head.Title = i18n.T(ctx, "Utgåva %s är lämnad", edition.Name(f.Edition.Year, f.Edition.Number))
	v.Action += "/lamnad"
	field := func(name, label, description string) ui.TextAreaProps {
		return ui.TextAreaProps{Name: name, Label: label, Description: description, Value: form.Value(name), Error: form.Error(ctx, name), Rows: 3, Optional: name != "up"}
	}
	v.Receivers = []ui.TextAreaProps{
		field("up", i18n.T(ctx, "Uppåt"), i18n.T(ctx, "Det mottagande organet och ledningen. En mottagare på varje rad.")),
		field("down", i18n.T(ctx, "Nedåt"), i18n.T(ctx, "Klinikerna och enheterna. En mottagare på varje rad.")),
		field("sideways", i18n.T(ctx, "Åt sidan"), i18n.T(ctx, "Andra grupper och nätverk. En mottagare på varje rad.")),
	}
	v.Says = i18n.T(ctx, "När den är lämnad uppåt får ordföranden i det mottagande organet och gruppens medlemmar ett brev med en länk.")
	return page.Show(w, r, form.Status(), page.Page{Title: v.Head.Title, Content: view.EditionEvent(v)})
}

// EditPresentation asks where an edition was presented.
func (h *Handlers) EditPresentation(w http.ResponseWriter, r *http.Request) error {
	return h.showPresentation(w, r, page.NewForm(url.Values{}))
}

// SavePresentation notes where an edition was presented.
func (h *Handlers) SavePresentation(w http.ResponseWriter, r *http.Request) error {
	asked, form, err := eventForm(w, r)
	if err != nil {
		return err
	}
	p := report.Presentation{AskedEdition: asked, Day: form.Date("day"), Where: form.Text("where", maxTyped), Note: form.Text("note", maxTyped)}
	if text := form.Value("meeting"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id < 1 {
			return fault.ErrNotFound
		}
		p.Meeting = org.MeetingID(id)
	}
	if err = form.Err(); err == nil {
		err = h.room.Present(r.Context(), page.VisitorOf(r).Actor, p)
	}
	if form.Rejected(err) {
		return h.showPresentation(w, r, form)
	}
	return eventDone(w, r, asked, err)
}

func (h *Handlers) showPresentation(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	v, f, err := h.eventView(r, form)
	if err != nil {
		return err
	}
	v.Head.Title = i18n.T(ctx, "Utgåva %s är redovisad", edition.Name(f.Edition.Year, f.Edition.Number))
	v.Action += "/redovisad"
	v.Meeting = &ui.SelectProps{Name: "meeting", Label: i18n.T(ctx, "Vid mötet"), Value: form.Value("meeting"), Error: form.Error(ctx, "meeting"), Optional: true,
		Empty: i18n.T(ctx, "Inget av gruppens möten"), Options: meetingOptions(ctx, f)}
	v.Where = &ui.FieldProps{Name: "where", Label: i18n.T(ctx, "Eller någon annanstans"), Value: form.Value("where"), Error: form.Error(ctx, "where"), Optional: true,
		Description: i18n.T(ctx, "Skriv var, och vilken dag, om mötet inte finns i listan."), MaxLength: 300}
	v.Day.Optional, v.Day.Required = true, false
	return page.Show(w, r, form.Status(), page.Page{Title: v.Head.Title, Content: view.EditionEvent(v)})
}

// meetingOptions are the meetings since the edition was fixed, the latest first.
func meetingOptions(ctx context.Context, f report.FixedEdition) (list []ui.Option) {
	for _, m := range f.Meetings {
		if !org.DayOf(m.StartsAt.In(i18n.Location())).Before(org.DayOf(f.FixedAt.In(i18n.Location()))) {
			list = append(list, ui.Option{Value: strconv.FormatInt(int64(m.ID), 10),
				Label: i18n.T(ctx, "%s, %s, %s", i18n.LongDate(ctx, m.StartsAt), m.Title, words.MeetingKind(ctx, m.Kind))})
		}
	}
	return list
}

// eventView is what the two forms have in common; those who may not note anything are refused.
func (h *Handlers) eventView(r *http.Request, form *page.Form) (view.EditionEventView, report.FixedEdition, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked, err := askedEdition(r)
	if err != nil {
		return view.EditionEventView{}, report.FixedEdition{}, err
	}
	f, err := h.room.Edition(ctx, visitor.Actor, asked)
	if err == nil && !f.CanFix {
		err = fault.ErrForbidden
	}
	if err != nil {
		return view.EditionEventView{}, f, err
	}
	head := headOf(ctx, visitor, f.Year, editionsTab, "")
	head.Trail = append(head.Trail, ui.Link{Text: i18n.T(ctx, "Utgåva %s", edition.Name(f.Edition.Year, f.Edition.Number)), URL: editionURL(f.Edition)})
	return view.EditionEventView{
		FormState: ui.FormState{Action: editionURL(f.Edition), BackURL: editionURL(f.Edition), Problems: form.Summary(ctx)}, Head: head,
		Day: ui.FieldProps{Name: "day", Label: i18n.T(ctx, "Dag"), Type: "date", Value: form.Value("day"), Error: form.Error(ctx, "day"), Required: true},
		Note: ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Value: form.Value("note"), Error: form.Error(ctx, "note"), Rows: 2,
			Description: i18n.T(ctx, "Läses av gruppen, inte av mottagarna."), MaxLength: 2000, Optional: true},
	}, f, nil
}

// AcknowledgeEdition is the receiving body's chair saying that an edition has come.
func (h *Handlers) AcknowledgeEdition(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedEdition(r)
	if err != nil {
		return err
	}
	return eventDone(w, r, asked, h.room.AcknowledgeEdition(r.Context(), page.VisitorOf(r).Actor, asked))
}

// TakeBackEvent says that something noted was wrong.
func (h *Handlers) TakeBackEvent(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedEdition(r)
	if err != nil {
		return err
	}
	event, err := strconv.ParseInt(chi.URLParam(r, "event"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	return eventDone(w, r, asked, h.room.TakeBackEvent(r.Context(), page.VisitorOf(r).Actor, asked, event))
}
