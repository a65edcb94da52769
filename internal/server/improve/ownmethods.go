package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

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

// EditOwnMethods is all methods as they are at one unit, which ?enhet= names.
func (h *Handlers) EditOwnMethods(w http.ResponseWriter, r *http.Request) error {
	p, err := h.ownMethods(r)
	if err != nil {
		return err
	}
	values := url.Values{}
	for _, m := range p.Lines {
		values.Set(noteField("state", m.MethodRow), string(m.Now().State))
	}
	return showOwnMethods(w, r, http.StatusOK, newOwnMethodsView(r.Context(), page.NewForm(values), p))
}

func (h *Handlers) ownMethods(r *http.Request) (improve.OwnMethods, error) {
	visitor := page.VisitorOf(r)
	return h.room.OwnMethods(r.Context(), visitor.Actor, visitor.Group.ID, page.Query(r).Value(unitName))
}

// noteField is the name of a method's field among those of all methods.
func noteField(name string, m improve.MethodRow) string { return name + "." + number(m.ID) }

func showOwnMethods(w http.ResponseWriter, r *http.Request, status int, v view.OwnMethodsView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.OwnMethods(v)})
}

// SaveOwnMethods stores what has changed at the unit. What was said of a method that has ended
// meanwhile is shown, and nothing is stored until the rest is sent again.
func (h *Handlers) SaveOwnMethods(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.ownMethods(r)
	if err != nil {
		return err
	}
	var notes []improvement.MethodNote
	for _, m := range p.Lines {
		if n, said := readOwnNote(form, m, visitor); said {
			n.UnitID = p.Unit.ID
			notes = append(notes, n)
		}
	}
	stored := 0
	if err = form.Err(); err == nil && len(saidTooLate(ctx, form, p)) > 0 {
		err = fault.ErrWrongState
	}
	if err == nil {
		stored, err = h.room.NoteMethods(ctx, visitor.Actor, visitor.Group.ID, notes)
	}
	if late := errors.Is(err, fault.ErrWrongState); late || form.Rejected(err) {
		status := http.StatusConflict
		if !late {
			status = form.Status()
		}
		if p, err = h.ownMethods(r); err != nil { // as it has become
			return err
		}
		v := newOwnMethodsView(ctx, form, p)
		v.TooLate = saidTooLate(ctx, form, p)
		return showOwnMethods(w, r, status, v)
	}
	if err != nil {
		return err
	}
	done := i18n.N(ctx, "Läget är sparat för en metod.", "Läget är sparat för %d metoder.", stored, stored)
	if stored == 0 {
		done = i18n.T(ctx, "Inget var ändrat.")
	}
	return page.RedirectWith(w, r, ownURL(p.Unit), page.Done(done))
}

// saidTooLate is what was said of methods that are not followed any longer.
func saidTooLate(ctx context.Context, form *page.Form, p improve.OwnMethods) []ui.Definition {
	var said []ui.Definition
	for _, m := range p.Over {
		if n, something := readOwnNote(page.NewForm(form.All()), m, page.VisitorIn(ctx)); something {
			said = append(said, ui.Definition{Term: m.Title, Text: joined(": ", words.MethodState(ctx, m.Direction, n.State), n.Comment)})
		}
	}
	return said
}

func ownURL(u org.Unit) string {
	return address(ownMethodsURL, url.Values{unitName: {u.Code}})
}

// readOwnNote is what was said of one method; false when nothing was. A state that is chosen
// holds from today unless a day is given; the one that the unit was in keeps its day and its
// comment unless others are given.
func readOwnNote(form *page.Form, m improve.OwnMethod, visitor page.Visitor) (improvement.MethodNote, bool) {
	now := m.Now()
	n := improvement.MethodNote{MethodID: m.ID, State: improvement.MethodState(form.Value(noteField("state", m.MethodRow))), Since: visitor.Today(),
		Follows: improvement.MethodNoteID(form.ID(noteField("follows", m.MethodRow))), Comment: form.Text(noteField("comment", m.MethodRow), maxTyped)}
	if n.State == now.State {
		n.Since = now.Since
		if n.Comment == "" {
			n.Comment = now.Comment
		}
	}
	if since := form.Date(noteField("since", m.MethodRow)); since != nil {
		n.Since = *since
	}
	return n, n.State != "" && !n.Same(now) || n.State == "" && n.Comment != ""
}

func newOwnMethodsView(ctx context.Context, form *page.Form, p improve.OwnMethods) view.OwnMethodsView {
	v := view.OwnMethodsView{
		FormState: ui.FormState{Action: ownURL(p.Unit), BackURL: methodsURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Så är det hos oss: %s", p.Unit.ShortName), Trail: []ui.Link{{Text: i18n.T(ctx, "Metoder"), URL: methodsURL}},
			Lead: i18n.T(ctx, "Välj det som stämmer och spara. Det gäller från i dag om ni inte väljer en annan dag, och det som har sagts förut finns kvar.")},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen metod följs än")},
	}
	if len(p.Units) > 1 {
		units := ui.SelectProps{Name: unitName, Label: i18n.T(ctx, "Enhet"), Value: p.Unit.Code}
		for _, u := range p.Units {
			units.Options = append(units.Options, ui.Option{Value: u.Code, Label: u.ShortName})
		}
		v.Choose = &view.Filter{Action: ownMethodsURL, Selects: []ui.SelectProps{units}}
	}
	f := formFields{ctx, form}
	for _, d := range improvement.MethodDirections() {
		part := view.OwnMethodPart{Title: words.MethodDirection(ctx, d)}
		for _, m := range p.Lines {
			if m.Direction == d {
				part.Methods = append(part.Methods, ownMethod(f, m, p))
			}
		}
		if len(part.Methods) > 0 {
			v.Parts = append(v.Parts, part)
		}
	}
	return v
}

// ownMethod is what is asked about one method.
func ownMethod(f formFields, m improve.OwnMethod, p improve.OwnMethods) view.OwnMethod {
	ctx, now := f.ctx, m.Now()
	v := view.OwnMethod{URL: methodURL(m.ID), About: m.Title, Now: i18n.T(ctx, "Ni har inte sagt något än."),
		State:   methodStateChoice(f, m.MethodRow, m.Title),
		Follows: ui.Hidden{Name: noteField("follows", m.MethodRow), Value: number(m.Latest.ID)},
		Since:   f.field(ui.FieldProps{Name: noteField("since", m.MethodRow), Label: i18n.T(ctx, "Sedan"), Type: "date", Optional: true}),
		Comment: f.area(ui.TextAreaProps{Name: noteField("comment", m.MethodRow), Label: i18n.T(ctx, "Kommentar"), MaxLength: improvement.MaxText, Rows: 2, Optional: true,
			Description: i18n.T(ctx, "Behövs när det inte är aktuellt hos er: skriv varför.")})}
	v.State.Inline = true
	if now.State != "" {
		v.Now = joined(" ", i18n.T(ctx, "%s sedan %s.", words.MethodState(ctx, m.Direction, now.State), i18n.LongDate(ctx, now.Since)), now.Comment)
	}
	if m.Due(p.Today) {
		v.Again = ui.Link{Text: i18n.T(ctx, "Följ upp"), URL: methodURL(m.ID) + "/uppfoljning/" + p.Unit.Code}
	}
	v.Open = v.Since.Error != "" || v.Comment.Error != "" || v.Since.Value != "" || v.Comment.Value != ""
	return v
}

// methodStateChoice is how far the unit has come, as a choice.
func methodStateChoice(f formFields, m improve.MethodRow, legend string) ui.ChoiceGroupProps {
	name := noteField("state", m)
	g := ui.ChoiceGroupProps{Name: name, Legend: legend, Chosen: slices.Clone(f.form.Values(name)), Error: f.form.Error(f.ctx, name)}
	for _, s := range improvement.MethodStates() {
		g.Options = append(g.Options, ui.Option{Value: string(s), Label: words.MethodState(f.ctx, m.Direction, s)})
	}
	return g
}
