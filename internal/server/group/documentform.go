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
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewDocument shows the form for a new document; ?mall= begins it from another's text and
// ?mote= from a meeting's published minutes, and ?slag= and ?matt= choose its kind and its
// measure.
func (h *Handlers) EditNewDocument(w http.ResponseWriter, r *http.Request) error {
	visitor, q := page.VisitorOf(r), page.Query(r)
	from, meeting := q.ID("mall"), org.MeetingID(q.ID(meetingName))
	if q.Err() != nil {
		return fault.ErrNotFound
	}
	f, err := h.room.DocumentForm(r.Context(), visitor.Actor, visitor.Group.ID, 0, improvement.DocumentID(from))
	if err != nil {
		return err
	}
	values := documentValues(f)
	for _, i := range f.Measures {
		if i.Code == q.Value("matt") {
			values.Set("measure", page.Digits(i.ID))
		}
	}
	if kind := q.Value(kindName); kind != "" {
		values.Set("kind", kind)
	}
	if meeting != 0 {
		if err := h.fillFromMinutes(r, meeting, values); err != nil {
			return err
		}
	}
	v := newDocumentFormView(r.Context(), page.NewForm(values), f)
	if meeting != 0 {
		v.Notice = i18n.T(r.Context(), "Texten är hämtad från mötet. Namnen på dem som var med är utelämnade, men det som har sagts kan innehålla namn. Läs igenom och ta bort dem som inte ska stå där, innan fler än gruppen får läsa.")
	}
	return showDocumentForm(w, r, http.StatusOK, v)
}

func showDocumentForm(w http.ResponseWriter, r *http.Request, status int, v view.DocumentFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.DocumentForm(v)})
}

// CreateDocument begins a document as a draft.
func (h *Handlers) CreateDocument(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	d := readDocument(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		d.ID, err = h.room.CreateDocument(ctx, visitor.Actor, d)
	}
	if form.Rejected(err) {
		f, err := h.room.DocumentForm(ctx, visitor.Actor, visitor.Group.ID, 0, 0)
		if err != nil {
			return err
		}
		return showDocumentForm(w, r, form.Status(), newDocumentFormView(ctx, form, f))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, documentURL(d.ID), page.Done(i18n.T(ctx, "Utkastet är sparat. Det läses av andra när det är granskat och publicerat.")))
}

// documentForm reads the document that the address names, to change it.
func (h *Handlers) documentForm(r *http.Request) (group.DocumentForm, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "document")
	if err != nil {
		return group.DocumentForm{}, err
	}
	return h.room.DocumentForm(r.Context(), visitor.Actor, visitor.Group.ID, improvement.DocumentID(id), 0)
}

// EditDocument shows the form for a stored document.
func (h *Handlers) EditDocument(w http.ResponseWriter, r *http.Request) error {
	f, err := h.documentForm(r)
	if err != nil {
		return err
	}
	return showDocumentForm(w, r, http.StatusOK, newDocumentFormView(r.Context(), page.NewForm(documentValues(f)), f))
}

// SaveDocument changes a document. When somebody else was first the form comes back with
// what was typed and what is stored now.
func (h *Handlers) SaveDocument(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f, err := h.documentForm(r)
	if err != nil {
		return err
	}
	d := readDocument(form, visitor.Group.ID)
	d.ID = f.Document.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveDocument(ctx, visitor.Actor, d)
	}
	v := newDocumentFormView(ctx, form, f)
	switch {
	case form.Rejected(err):
		return showDocumentForm(w, r, form.Status(), newDocumentFormView(ctx, form, f))
	case errors.Is(err, fault.ErrConflict):
		now := group.WrittenDocument{Document: f.Document, Body: f.Text.Body, Note: f.Text.Note}
		v.Version = strconv.Itoa(f.Document.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, f.Last.ActorName, f.Last.At), Now: page.Differing(documentTexts(ctx, now), documentTexts(ctx, d))}
		return showDocumentForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, documentURL(d.ID), page.Done(i18n.T(ctx, "Dokumentet är sparat.")))
}

// readDocument reads a document as it was typed.
func readDocument(form *page.Form, g org.GroupID) group.WrittenDocument {
	d := group.WrittenDocument{Body: form.Text("body", 2*improvement.MaxDocument), Note: form.Text("note", maxWritten),
		Document: improvement.Document{GroupID: g, Kind: improvement.DocumentKind(form.Value("kind")), Title: form.Text("title", maxWritten),
			Readers: improvement.DocumentReaders(form.Value("readers")), GoalID: quality.GoalID(form.ID("goal")),
			IndicatorID: quality.IndicatorID(form.ID("measure")), MandateID: org.MandateID(form.ID("mandate")), MeetingID: org.MeetingID(form.ID(meetingName))}}
	if y := form.Whole("year"); y != nil {
		d.Year = int(max(1, min(*y, 9999)))
	}
	d.Version = versionIn(form)
	return d
}

// documentValues is a document as if it had been typed.
func documentValues(f group.DocumentForm) url.Values {
	d := f.Document
	id := idOrNone[int64]
	note := f.Text.Note
	if f.Text.PublishedAt != nil {
		note = "" // of the version to come
	}
	return url.Values{"kind": {string(d.Kind)}, "title": {d.Title}, "year": {id(int64(d.Year))}, "readers": {string(d.Readers)}, "body": {f.Text.Body}, "note": {note},
		"goal": {id(int64(d.GoalID))}, "measure": {id(int64(d.IndicatorID))}, "mandate": {id(int64(d.MandateID))}, "version": {id(int64(d.Version))}}
}

// documentTexts is a document in words, to hold two against each other.
func documentTexts(ctx context.Context, d group.WrittenDocument) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Rubrik"), Text: d.Title}, {Term: i18n.T(ctx, "Slag"), Text: words.DocumentKind(ctx, d.Kind)},
		{Term: i18n.T(ctx, "År"), Text: idOrNone(int64(d.Year))}, {Term: i18n.T(ctx, "Får läsa"), Text: words.DocumentReaders(ctx, d.Readers)},
		{Term: i18n.T(ctx, "Text"), Text: d.Body}, {Term: i18n.T(ctx, "Nytt i versionen"), Text: d.Note}}
}

func newDocumentFormView(ctx context.Context, form *page.Form, of group.DocumentForm) view.DocumentFormView {
	t := typed{ctx, form}
	v := view.DocumentFormView{Meeting: form.Value(meetingName),
		FormState: ui.FormState{Action: documentsURL + "/nytt", BackURL: documentsURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Nytt dokument"), Trail: []ui.Link{{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}}},
		Kind:      t.pick(ui.SelectProps{Name: "kind", Label: i18n.T(ctx, "Slag"), Required: true}),
		Title:     t.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Rubrik"), MaxLength: improvement.MaxLine, Required: true}),
		Year:      t.field(ui.NumberField(ui.FieldProps{Name: "year", Label: i18n.T(ctx, "År"), Optional: true}, 0)),
		Readers:   radios(t, "readers", i18n.T(ctx, "Vilka som får läsa när det är publicerat"), improvement.AllDocumentReaders(), words.DocumentReaders),
		Body: t.area(ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Text"), Rows: 16, MaxLength: improvement.MaxDocument, Optional: true,
			Description: i18n.T(ctx, "En tom rad mellan stycken, - för punkter och **fetstil**. Lämna tomt om dokumentet är en fil: den läggs in på dokumentets sida när utkastet är sparat.")}),
		Note:    t.area(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Nytt i versionen"), Rows: 2, MaxLength: improvement.MaxText, Optional: true}),
		Goal:    t.pick(ui.SelectProps{Name: "goal", Label: i18n.T(ctx, "Mål"), Empty: i18n.T(ctx, "Inget"), Optional: true}),
		Measure: t.measures(of.Measures), Mandate: t.pick(ui.SelectProps{Name: "mandate", Label: i18n.T(ctx, "Uppdrag"), Empty: i18n.T(ctx, "Inget"), Optional: true}),
	}
	v.Readers.Description = i18n.T(ctx, "Det som alla får läsa visas på gruppens öppna sidor, om Dokument är öppet under Öppet för alla. Nämn bara den som vet om det och vill.")
	for _, k := range improvement.DocumentKinds() {
		v.Kind.Options = append(v.Kind.Options, ui.Option{Value: string(k), Label: words.DocumentKind(ctx, k)})
	}
	for _, g := range of.Goals {
		year := strconv.Itoa(g.Year)
		if n := len(v.Goal.Groups); n == 0 || v.Goal.Groups[n-1].Label != year {
			v.Goal.Groups = append(v.Goal.Groups, ui.OptionGroup{Label: year})
		}
		last := &v.Goal.Groups[len(v.Goal.Groups)-1]
		last.Options = append(last.Options, ui.Option{Value: page.Digits(g.ID), Label: g.Title})
	}
	for _, m := range of.Mandates {
		v.Mandate.Options = append(v.Mandate.Options, ui.Option{Value: page.Digits(m.ID), Label: i18n.T(ctx, "%s, version %d", m.Title, m.Number)})
	}
	if of.Text.FileName != "" {
		v.FileNow = i18n.T(ctx, "Den senaste versionen är filen %s. Skrivs en text här är det den som gäller.", of.Text.FileName)
	}
	if d := of.Document; d.ID != 0 {
		v.Action, v.BackURL, v.Heading.Title = documentURL(d.ID)+"/andra", documentURL(d.ID), i18n.T(ctx, "Ändra dokumentet")
		v.Heading.Trail = append(v.Heading.Trail, ui.Link{Text: d.Title, URL: v.BackURL})
		v.Readers.Description += " " + i18n.T(ctx, "Äldre versioner läses bara av dem som de publicerades för.")
		if of.Text.PublishedAt != nil {
			v.Heading.Lead = i18n.T(ctx, "Version %d är publicerad och ändras inte. En annan text blir version %d.", of.Text.Number, of.Text.Number+1)
		}
	}
	return v
}
