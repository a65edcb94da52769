package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// methodAt reads the method at the unit that the address names.
func (h *Handlers) methodAt(r *http.Request) (improve.MethodAt, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "method")
	if err != nil {
		return improve.MethodAt{}, err
	}
	return h.room.MethodAt(r.Context(), visitor.Actor, visitor.Group.ID, improvement.MethodID(id), chi.URLParam(r, "unit"))
}

// EditMethodNote shows the form for how far a unit has come with a method.
func (h *Handlers) EditMethodNote(w http.ResponseWriter, r *http.Request) error {
	p, err := h.methodAt(r)
	if err != nil {
		return err
	}
	if !p.Followed(p.Today) {
		return fault.ErrWrongState
	}
	now := p.Now()
	values := url.Values{noteField("state", p.MethodRow): {string(now.State)}, noteField("comment", p.MethodRow): {now.Comment},
		noteField("since", p.MethodRow): {dateValue(&p.Today)}}
	if now.State != "" {
		values.Set(noteField("since", p.MethodRow), dateValue(&now.Since))
	}
	return showMethodNote(w, r, http.StatusOK, newMethodNoteFormView(r.Context(), page.NewForm(values), p))
}

func showMethodNote(w http.ResponseWriter, r *http.Request, status int, v view.MethodNoteFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.MethodNoteForm(v)})
}

// SaveMethodNote stores how far a unit has come. When somebody else was first, or the method
// has ended meanwhile, the form comes back with what was typed.
func (h *Handlers) SaveMethodNote(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.methodAt(r)
	if err != nil {
		return err
	}
	n := improvement.MethodNote{MethodID: p.ID, UnitID: p.Unit.ID, State: improvement.MethodState(form.Value(noteField("state", p.MethodRow))),
		Follows: improvement.MethodNoteID(form.ID(noteField("follows", p.MethodRow))), Comment: form.Text(noteField("comment", p.MethodRow), maxTyped)}
	if since := form.Date(noteField("since", p.MethodRow)); since != nil {
		n.Since = *since
	}
	if err = form.Err(); err == nil {
		_, err = h.room.NoteMethods(ctx, visitor.Actor, visitor.Group.ID, []improvement.MethodNote{n})
	}
	switch {
	case errors.Is(err, fault.ErrWrongState):
		v := newMethodNoteFormView(ctx, form, p)
		v.Unsaved.Text = i18n.T(ctx, "Metoden följs inte längre, och läget kan inte ändras.")
		return showMethodNote(w, r, http.StatusConflict, v)
	case form.Rejected(err):
		return showMethodNote(w, r, form.Status(), newMethodNoteFormView(ctx, form, p))
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, methodURL(p.ID)+"#enheter", page.Done(i18n.T(ctx, "Läget är sparat.")))
}

func newMethodNoteFormView(ctx context.Context, form *page.Form, p improve.MethodAt) view.MethodNoteFormView {
	f, at := formFields{ctx, form}, methodURL(p.ID)
	return view.MethodNoteFormView{
		FormState: ui.FormState{Action: at + "/lage/" + p.Unit.Code, BackURL: at, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Hur långt har %s kommit?", p.Unit.ShortName), Lead: p.Title,
			Trail: []ui.Link{{Text: i18n.T(ctx, "Metoder"), URL: methodsURL}, {Text: p.Title, URL: at}}},
		Follows: ui.Hidden{Name: noteField("follows", p.MethodRow), Value: number(p.Latest.ID)},
		State:   methodStateChoice(f, p.MethodRow, i18n.T(ctx, "Läge")),
		Since: f.field(ui.FieldProps{Name: noteField("since", p.MethodRow), Label: i18n.T(ctx, "Sedan"), Type: "date", Width: 12, Required: true,
			Description: i18n.T(ctx, "Dagen då läget började. Byter ni läge, byt också dag.")}),
		Comment: f.area(ui.TextAreaProps{Name: noteField("comment", p.MethodRow), Label: i18n.T(ctx, "Kommentar"), MaxLength: improvement.MaxText, Rows: 3, Optional: true,
			Description: i18n.T(ctx, "Behövs när det inte är aktuellt hos er: skriv varför. Alla som får läsa om metoden ser det.")}),
	}
}

// EditMethodFollowUp shows the form for what a unit sees when it is asked again.
func (h *Handlers) EditMethodFollowUp(w http.ResponseWriter, r *http.Request) error {
	p, effects, err := h.followed(r)
	switch {
	case err != nil:
		return err
	case p.AskAgain == nil:
		return fault.ErrNotFound
	case !p.Followed(p.Today):
		return fault.ErrWrongState
	}
	return showMethodFollow(w, r, http.StatusOK, newMethodFollowFormView(r.Context(), page.NewForm(nil), p, effects))
}

// followed reads the method at the unit, and what the unit's figures say of it.
func (h *Handlers) followed(r *http.Request) (improve.MethodAt, []view.PartEffect, error) {
	p, err := h.methodAt(r)
	if err != nil {
		return p, nil, err
	}
	whole, err := h.method(r)
	var effects []view.PartEffect
	for _, e := range whole.Effects[p.Unit.ID] {
		effects = append(effects, partEffect(r.Context(), e))
	}
	return p, effects, err
}

func showMethodFollow(w http.ResponseWriter, r *http.Request, status int, v view.MethodFollowFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.MethodFollowForm(v)})
}

// SaveMethodFollowUp stores what a unit saw. When somebody else has answered, or nothing is
// asked any longer, the form comes back with what was typed and what is stored.
func (h *Handlers) SaveMethodFollowUp(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, effects, err := h.followed(r)
	if err != nil {
		return err
	}
	up := improvement.MethodFollowUp{MethodID: p.ID, GroupID: visitor.Group.ID, UnitID: p.Unit.ID,
		Outcome: improvement.MethodOutcome(form.Value("outcome")), Result: form.Text("result", maxTyped)}
	if asked := form.Date("asked_on"); asked != nil {
		up.AskedOn = *asked
	}
	if err = form.Err(); err == nil {
		err = h.room.FollowUpMethod(ctx, visitor.Actor, up)
	}
	switch {
	case form.Rejected(err):
		return showMethodFollow(w, r, form.Status(), newMethodFollowFormView(ctx, form, p, effects))
	case errors.Is(err, fault.ErrConflict), errors.Is(err, fault.ErrWrongState):
		if p, effects, err = h.followed(r); err != nil { // as it has become
			return err
		}
		v := newMethodFollowFormView(ctx, form, p, effects)
		v.Conflict, v.Unsaved = overtakenFollowUp(ctx, p, up)
		return showMethodFollow(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, methodURL(p.ID)+"#uppfoljning", page.Done(i18n.T(ctx, "Uppföljningen är sparad.")))
}

// overtakenFollowUp says what has happened since the form was opened: a conflict when what was
// typed can be the answer to what is asked now, and else why it cannot be saved.
func overtakenFollowUp(ctx context.Context, p improve.MethodAt, typed improvement.MethodFollowUp) (conflict, unsaved ui.Conflict) {
	var now []ui.Definition
	answered := slices.IndexFunc(p.Given, func(f improve.MethodFollowUp) bool { return f.AskedOn.Equal(typed.AskedOn) })
	if answered >= 0 {
		now = page.Differing(followUpTexts(ctx, p.Given[answered].MethodFollowUp), followUpTexts(ctx, typed))
	}
	switch {
	case !p.Followed(p.Today):
		unsaved = ui.Conflict{Text: i18n.T(ctx, "Metoden följs inte längre, och inget ska följas upp."), Now: now}
	case p.AskAgain == nil && answered >= 0:
		unsaved = ui.Conflict{Text: i18n.T(ctx, "Uppföljningen var redan besvarad, och inget mer ska följas upp nu."), Now: now}
	case p.AskAgain == nil:
		unsaved = ui.Conflict{Text: i18n.T(ctx, "Enhetens läge har ändrats, och inget ska följas upp nu.")}
	case answered >= 0:
		conflict = ui.Conflict{Text: i18n.T(ctx, "Uppföljningen den dagen var redan besvarad. Det här blir svaret för nästa gång, %s.", i18n.LongDate(ctx, *p.AskAgain)), Now: now}
	default:
		conflict = ui.Conflict{Text: i18n.T(ctx, "Dagen för uppföljningen har ändrats. Det här blir svaret för %s.", i18n.LongDate(ctx, *p.AskAgain))}
	}
	return conflict, unsaved
}

// followUpTexts are a follow-up's parts in words.
func followUpTexts(ctx context.Context, f improvement.MethodFollowUp) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Vad ni ser"), Text: words.MethodOutcome(ctx, f.Outcome)}, {Term: i18n.T(ctx, "Hur det har gått"), Text: f.Result}}
}

func newMethodFollowFormView(ctx context.Context, form *page.Form, p improve.MethodAt, effects []view.PartEffect) view.MethodFollowFormView {
	f, at := formFields{ctx, form}, methodURL(p.ID)
	v := view.MethodFollowFormView{
		FormState: ui.FormState{Action: at + "/uppfoljning/" + p.Unit.Code, BackURL: at, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Håller det i sig i %s?", p.Unit.ShortName),
			Lead:  p.Title,
			Trail: []ui.Link{{Text: i18n.T(ctx, "Metoder"), URL: methodsURL}, {Text: p.Title, URL: at}}},
		Effects: effects,
		Outcome: choiceOf(f, "outcome", i18n.T(ctx, "Vad ni ser"), improvement.MethodOutcomes(), words.MethodOutcome),
		Result: f.area(ui.TextAreaProps{Name: "result", Label: i18n.T(ctx, "Hur det har gått"), MaxLength: improvement.MaxLongText, Rows: 4, Required: true,
			Description: i18n.T(ctx, "Vad ni har tittat på och vad ni såg. Håller det inte i sig ändras enhetens läge från i dag.")}),
	}
	if p.AskAgain != nil {
		v.Asked = p.AskAgain.Format(time.DateOnly)
		v.Heading.Lead = i18n.T(ctx, "%s: %s sedan %s. Följs upp %s.", p.Title, words.MethodState(ctx, p.Direction, p.Now().State), i18n.LongDate(ctx, p.Now().Since), i18n.LongDate(ctx, *p.AskAgain))
	}
	return v
}
