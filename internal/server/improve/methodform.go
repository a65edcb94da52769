package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditNewMethod shows the form for a new method. The address may name the note of what
// happens elsewhere that it comes out of, whose words it then begins with.
func (h *Handlers) EditNewMethod(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor, query := r.Context(), page.VisitorOf(r), page.Query(r)
	note := improvement.OutlookID(query.ID("omvarld"))
	if query.Err() != nil {
		return fault.ErrNotFound
	}
	f, err := h.room.NewMethodForm(ctx, visitor.Actor, visitor.Group.ID, note)
	if err != nil {
		return err
	}
	values := methodValues(f.Method)
	values.Set("outlook", number(f.Note))
	return showMethodForm(w, r, http.StatusOK, newMethodFormView(ctx, page.NewForm(values), f))
}

func (h *Handlers) methodForm(r *http.Request, id improvement.MethodID) (improve.MethodForm, error) {
	visitor := page.VisitorOf(r)
	return h.room.MethodForm(r.Context(), visitor.Actor, visitor.Group.ID, id)
}

func showMethodForm(w http.ResponseWriter, r *http.Request, status int, v view.MethodFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.MethodForm(v)})
}

// CreateMethod adds a method.
func (h *Handlers) CreateMethod(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	m := readMethod(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		m.ID, err = h.room.CreateMethod(ctx, visitor.Actor, m, improvement.OutlookID(form.ID("outlook")))
	}
	if form.Rejected(err) {
		f, err := h.room.NewMethodForm(ctx, visitor.Actor, visitor.Group.ID, 0)
		if err != nil {
			return err
		}
		return showMethodForm(w, r, form.Status(), newMethodFormView(ctx, form, f))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, methodURL(m.ID), page.Done(i18n.T(ctx, "Metoden är sparad. Nu kan varje enhet säga hur långt den har kommit.")))
}

// EditMethod shows the form for a stored method.
func (h *Handlers) EditMethod(w http.ResponseWriter, r *http.Request) error {
	id, err := page.ID(r, "method")
	if err != nil {
		return err
	}
	f, err := h.methodForm(r, improvement.MethodID(id))
	if err != nil {
		return err
	}
	return showMethodForm(w, r, http.StatusOK, newMethodFormView(r.Context(), page.NewForm(methodValues(f.Method)), f))
}

// SaveMethod changes a method. When somebody else was first the form comes back with what
// was typed and what is stored now.
func (h *Handlers) SaveMethod(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "method")
	if err != nil {
		return err
	}
	m := readMethod(form, visitor.Group.ID)
	m.ID = improvement.MethodID(id)
	if err = form.Err(); err == nil {
		err = h.room.SaveMethod(ctx, visitor.Actor, m)
	}
	conflict := errors.Is(err, fault.ErrConflict)
	if !conflict && !form.Rejected(err) {
		if err != nil {
			return err
		}
		return page.RedirectWith(w, r, methodURL(m.ID), page.Done(i18n.T(ctx, "Metoden är sparad.")))
	}
	f, err := h.methodForm(r, m.ID) // as it has become
	if err != nil {
		return err
	}
	v := newMethodFormView(ctx, form, f)
	status := form.Status()
	if conflict {
		status, v.Version = http.StatusConflict, strconv.Itoa(f.Method.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, f.Last.ActorName, f.Last.At), Now: page.Differing(methodTexts(ctx, f, f.Method), methodTexts(ctx, f, m))}
	}
	return showMethodForm(w, r, status, v)
}

// readMethod reads a method as it was typed.
func readMethod(form *page.Form, group org.GroupID) improvement.Method {
	text := func(name string) string { return form.Text(name, maxTyped) }
	m := improvement.Method{GroupID: group, Direction: improvement.MethodDirection(form.Value("direction")), Kind: improvement.MethodKind(form.Value("kind")),
		Title: text("title"), Why: text("why"), Children: text("children"), Source: text("source"), SourceURL: text("source_url"), DecidedBy: text("decided_by"),
		DecidedOn: form.Date("decided_on"), TargetOn: form.Date("target_on"), EndedOn: form.Date("ended_on"), IndicatorID: quality.IndicatorID(form.ID("measure")), Version: version(form)}
	if p := form.Whole("priority"); p != nil {
		m.Priority = int(*p)
	}
	if p := form.Whole("position"); p != nil {
		m.Position = int(max(-1, min(*p, improvement.LastPosition+1)))
	}
	for _, id := range form.IDs("promises") {
		m.Promises = append(m.Promises, quality.PromiseID(id))
	}
	for _, part := range strings.FieldsFunc(text("follow_up"), func(c rune) bool { return c == ',' || c == ' ' || c == ';' }) {
		month, err := strconv.Atoi(part)
		if err != nil {
			month = 0 // which is none, and is said to be
		}
		m.FollowUpMonths = append(m.FollowUpMonths, month)
	}
	return m
}

// methodValues is a method as if it had been typed.
func methodValues(m improvement.Method) url.Values {
	values := url.Values{"direction": {string(m.Direction)}, "kind": {string(m.Kind)}, "title": {m.Title}, "why": {m.Why}, "children": {m.Children}, "source": {m.Source},
		"source_url": {m.SourceURL}, "decided_by": {m.DecidedBy}, "decided_on": {dateValue(m.DecidedOn)}, "priority": {strconv.Itoa(m.Priority)}, "position": {number(m.Position)},
		"target_on": {dateValue(m.TargetOn)}, "measure": {number(m.IndicatorID)}, "follow_up": {followUps(m)}, "ended_on": {dateValue(m.EndedOn)}, "version": {number(m.Version)}}
	for _, id := range m.Promises {
		values.Add("promises", number(id))
	}
	return values
}

// followUps are the months as they are typed: "6, 12".
func followUps(m improvement.Method) string {
	months := make([]string, len(m.FollowUpMonths))
	for n, month := range m.FollowUpMonths {
		months[n] = strconv.Itoa(month)
	}
	return strings.Join(months, ", ")
}

// newMethodFormView is the form with what was typed.
func newMethodFormView(ctx context.Context, form *page.Form, of improve.MethodForm) view.MethodFormView {
	f := formFields{ctx, form}
	v := view.MethodFormView{
		FormState: ui.FormState{Action: methodsURL + "/ny", BackURL: methodsURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Outlook:   ui.Hidden{Name: "outlook", Value: form.Value("outlook")},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Ny metod"), Trail: []ui.Link{{Text: i18n.T(ctx, "Metoder"), URL: methodsURL}}},
		Direction: choiceOf(f, "direction", i18n.T(ctx, "Införs eller fasas ut"), improvement.MethodDirections(), words.MethodDirection),
		Kind:      choiceOf(f, "kind", i18n.T(ctx, "Slag"), improvement.MethodKinds(), words.MethodKind),
		Title:     f.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Metoden, i en mening"), MaxLength: improvement.MaxLine, Required: true}),
		Why:       f.area(ui.TextAreaProps{Name: "why", Label: i18n.T(ctx, "Varför"), Description: i18n.T(ctx, "Vad barnen vinner på det, eller vilken vård som inte gör nytta."), MaxLength: improvement.MaxLongText, Rows: 3, Required: true}),
		Children:  f.area(ui.TextAreaProps{Name: "children", Label: i18n.T(ctx, "För vilka barn"), MaxLength: improvement.MaxText, Rows: 2, Optional: true}),
		Source:    f.area(ui.TextAreaProps{Name: "source", Label: i18n.T(ctx, "Källa"), Description: i18n.T(ctx, "Riktlinje, vårdprogram eller studie som säger det."), MaxLength: improvement.MaxText, Rows: 2, Required: true}),
		SourceURL: f.field(ui.FieldProps{Name: "source_url", Label: i18n.T(ctx, "Länk till källan"), Type: "url", MaxLength: improvement.MaxAddress, Optional: true}),
		DecidedBy: f.field(ui.FieldProps{Name: "decided_by", Label: i18n.T(ctx, "Beslutat av"), MaxLength: improvement.MaxLine, Optional: true}),
		DecidedOn: f.field(ui.FieldProps{Name: "decided_on", Label: i18n.T(ctx, "När"), Type: "date", Optional: true}),
		Priority:  ui.ChoiceGroupProps{Name: "priority", Legend: i18n.T(ctx, "Prioritet"), Chosen: form.Values("priority"), Error: form.Error(ctx, "priority"), Inline: true},
		Position: f.field(ui.NumberField(ui.FieldProps{Name: "position", Label: i18n.T(ctx, "Ordning"), Optional: true,
			Description: i18n.T(ctx, "Lägst nummer står först bland dem med samma prioritet.")}, 0)),
		Target:   f.field(ui.FieldProps{Name: "target_on", Label: i18n.T(ctx, "Ska vara klart överallt"), Type: "date", Optional: true}),
		Measure:  measures(f, of.Measures),
		Promises: ui.ChoiceGroupProps{Name: "promises", Legend: i18n.T(ctx, "Patientlöften"), Chosen: form.Values("promises"), Error: form.Error(ctx, "promises"), Optional: true},
		FollowUp: f.field(ui.FieldProps{Name: "follow_up", Label: i18n.T(ctx, "Frågas igen efter, i månader"), Width: 12, Optional: true,
			Description: i18n.T(ctx, "Räknat från dagen då enheten är helt klar: 6, 12.")}),
	}
	v.Measure.Label = i18n.T(ctx, "Mått som följer det")
	for p := improvement.HighPriority; p <= improvement.LowPriority; p++ {
		v.Priority.Options = append(v.Priority.Options, ui.Option{Value: strconv.Itoa(p), Label: words.Priority(ctx, p)})
	}
	for _, p := range of.Promises {
		v.Promises.Options = append(v.Promises.Options, ui.Option{Value: number(p.ID), Label: p.Code + " " + p.Text})
	}
	if m := of.Method; m.ID != 0 {
		v.Heading.Title, v.Action, v.BackURL = i18n.T(ctx, "Ändra metoden"), methodURL(m.ID)+"/andra", methodURL(m.ID)
		v.Heading.Trail = append(v.Heading.Trail, ui.Link{Text: m.Title, URL: methodURL(m.ID)})
		ended := f.field(ui.FieldProps{Name: "ended_on", Label: i18n.T(ctx, "Följs till och med"), Type: "date", Optional: true,
			Description: i18n.T(ctx, "När metoden inte behöver följas längre. Det som har sagts finns kvar.")})
		v.Ended = &ended
	}
	return v
}

// choiceOf is a choice among a few values, in words.
func choiceOf[T ~string](f formFields, name, legend string, values []T, word func(context.Context, T) string) ui.ChoiceGroupProps {
	g := ui.ChoiceGroupProps{Name: name, Legend: legend, Chosen: f.form.Values(name), Error: f.form.Error(f.ctx, name), Inline: true}
	for _, v := range values {
		g.Options = append(g.Options, ui.Option{Value: string(v), Label: word(f.ctx, v)})
	}
	return g
}

// methodTexts are a method's parts in words, to hold two against each other.
func methodTexts(ctx context.Context, f improve.MethodForm, m improvement.Method) []ui.Definition {
	measure, _ := f.MeasureOf(m.IndicatorID)
	var promises []string
	for _, p := range f.Promises {
		if slices.Contains(m.Promises, p.ID) {
			promises = append(promises, p.Code)
		}
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Införs eller fasas ut"), Text: words.MethodDirection(ctx, m.Direction)}, {Term: i18n.T(ctx, "Slag"), Text: words.MethodKind(ctx, m.Kind)},
		{Term: i18n.T(ctx, "Metoden, i en mening"), Text: m.Title}, {Term: i18n.T(ctx, "Varför"), Text: m.Why}, {Term: i18n.T(ctx, "För vilka barn"), Text: m.Children},
		{Term: i18n.T(ctx, "Källa"), Text: m.Source}, {Term: i18n.T(ctx, "Länk till källan"), Text: m.SourceURL}, {Term: i18n.T(ctx, "Beslutat av"), Text: m.DecidedBy},
		{Term: i18n.T(ctx, "När"), Text: day(ctx, m.DecidedOn)}, {Term: i18n.T(ctx, "Prioritet"), Text: words.Priority(ctx, m.Priority)}, {Term: i18n.T(ctx, "Ordning"), Text: number(m.Position)},
		{Term: i18n.T(ctx, "Ska vara klart överallt"), Text: day(ctx, m.TargetOn)}, {Term: i18n.T(ctx, "Mått som följer det"), Text: measure.Definition.Name},
		{Term: i18n.T(ctx, "Frågas igen efter, i månader"), Text: followUps(m)}, {Term: i18n.T(ctx, "Patientlöften"), Text: strings.Join(promises, ", ")},
		{Term: i18n.T(ctx, "Följs till och med"), Text: day(ctx, m.EndedOn)},
	}
}
