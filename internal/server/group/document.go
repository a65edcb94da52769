package group

import (
	"context"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// document reads the document that the address names.
func (h *Handlers) document(r *http.Request) (group.DocumentPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "document")
	if err != nil {
		return group.DocumentPage{}, err
	}
	return h.room.Document(r.Context(), visitor.Actor, visitor.Group.ID, improvement.DocumentID(id))
}

// ShowDocument is one document.
func (h *Handlers) ShowDocument(w http.ResponseWriter, r *http.Request) error {
	return h.showDocument(w, r, page.NewForm(nil), http.StatusOK)
}

func (h *Handlers) showDocument(w http.ResponseWriter, r *http.Request, form *page.Form, status int) error {
	p, err := h.document(r)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, page.Page{Title: p.Title, Content: view.Document(newDocumentView(r.Context(), page.VisitorOf(r), p, form))})
}

func newDocumentView(ctx context.Context, visitor page.Visitor, p group.DocumentPage, form *page.Form) view.DocumentView {
	at := documentURL(p.ID)
	v := view.DocumentView{FormState: ui.FormState{Version: strconv.Itoa(p.Version), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: p.Title, Trail: []ui.Link{{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}}},
		Tags:    []string{words.DocumentKind(ctx, p.Kind)}, Facts: documentFacts(ctx, visitor, p), Told: toldRows(ctx, p.Told)}
	if p.Year != 0 {
		v.Tags = append(v.Tags, strconv.Itoa(p.Year))
	}
	if p.Shown.FileName == "" {
		v.Text = show.Prose(p.Shown.Body)
	} else {
		v.File = ui.Link{Text: p.Shown.FileName, URL: fileURL(p.Shown)}
		v.FileSize = words.FileSize(ctx, p.Shown.Size)
	}
	for _, d := range p.Versions {
		v.Versions = append(v.Versions, documentVersion(ctx, p, d))
	}
	if !p.CanWrite {
		return v
	}
	v.EditURL, v.UploadURL, v.Last = at+"/andra", at+"/fil", changed(ctx, p.Last.ActorName, p.Last.At)
	if p.WithdrawnAt == nil || p.Shown.PublishedAt == nil {
		v.Steps = documentSteps(ctx, p.Shown)
	}
	switch p.Shown.State {
	case improvement.DocumentDraft:
		v.ReviewURL = at + "/granskad"
	case improvement.DocumentReviewed:
		v.PublishURL, v.PublishText = at+"/publicera", i18n.T(ctx, "Publicera")
	}
	switch {
	case p.WithdrawnAt != nil:
		v.Notice = i18n.T(ctx, "Dokumentet drogs tillbaka %s och läses bara av dem som skriver gruppens dokument. Det som har publicerats finns kvar i arkivet.", i18n.LongDate(ctx, *p.WithdrawnAt))
		if p.Shown.PublishedAt != nil {
			v.PublishURL, v.PublishText = at+"/publicera", i18n.T(ctx, "Publicera igen")
		}
	case p.Published == 0:
		v.Notice = i18n.T(ctx, "Inget är publicerat än. Dokumentet läses bara av dem som skriver gruppens dokument.")
	case p.Shown.PublishedAt == nil:
		v.Notice = i18n.T(ctx, "Läsarna ser version %d tills den här är publicerad.", p.Published)
	}
	if p.Published != 0 && p.WithdrawnAt == nil {
		v.WithdrawURL, v.TellURL = at+"/dra-tillbaka", tellURL(improvement.TellingOf{DocumentID: p.ID})
	}
	if p.Kind == improvement.TemplateDocument {
		v.NewFromURL = documentsURL + "/nytt?" + url.Values{"mall": {page.Digits(p.ID)}}.Encode()
	}
	return v
}

func changed(ctx context.Context, name string, at time.Time) string {
	if name == "" {
		return ""
	}
	return i18n.T(ctx, "Senast ändrat av %s %s kl. %s.", name, i18n.LongDate(ctx, at), i18n.Clock(ctx, at))
}

// documentFacts are what there is to know of a document, and where it leads: those who do not
// see the group's results are told of its goal and its measure without being led to them.
func documentFacts(ctx context.Context, visitor page.Visitor, p group.DocumentPage) []view.DocumentFact {
	list := []view.DocumentFact{{Term: i18n.T(ctx, "Får läsa"), Text: words.DocumentReaders(ctx, p.Readers)}}
	if p.Readers == improvement.ReadByAll && p.Named {
		open := view.DocumentFact{Term: i18n.T(ctx, "På de öppna sidorna"), Text: i18n.T(ctx, "Nej. Det visas när det är publicerat för alla och Dokument är öppet under Öppet för alla."), URL: "/gruppen/oppet#dokument"}
		if p.Open {
			open.Text, open.URL = i18n.T(ctx, "Ja, där kan alla läsa det"), "/publicerat/"+visitor.Group.Code+"/dokument/"+page.Digits(p.ID)
		}
		list = append(list, open)
	}
	if p.MeetingID != 0 && visitor.May(org.ViewWork, 0) {
		list = append(list, view.DocumentFact{Term: i18n.T(ctx, "Gjort av"), Text: i18n.T(ctx, "Mötets minnesanteckningar"), URL: meetingURL(p.MeetingID) + "/protokoll"})
	}
	if p.GoalID != 0 {
		list = append(list, view.DocumentFact{Term: i18n.T(ctx, "Mål"), Text: p.GoalTitle, URL: "/mal/" + page.Digits(p.GoalID)})
	}
	if p.MeasureCode != "" {
		list = append(list, view.DocumentFact{Term: i18n.T(ctx, "Mått"), Text: p.MeasureName, URL: "/mal/matt/" + p.MeasureCode})
	}
	if !visitor.May(org.ViewResults, 0) {
		for n := range list {
			list[n].URL = ""
		}
	}
	if p.MandateID != 0 {
		list = append(list, view.DocumentFact{Term: i18n.T(ctx, "Uppdrag"), Text: i18n.T(ctx, "Gruppens uppdrag"), URL: mandateURL})
	}
	return list
}

func fileURL(v group.DocumentVersion) string {
	return documentURL(v.DocumentID) + "/version/" + strconv.Itoa(v.Number) + "/fil"
}

// documentVersion is one version in the list.
func documentVersion(ctx context.Context, p group.DocumentPage, d group.DocumentVersion) view.DocumentVersion {
	v := view.DocumentVersion{Name: i18n.T(ctx, "Version %d", d.Number), State: words.DocumentState(ctx, d.State), Note: d.Note, Day: i18n.Date(ctx, d.WrittenAt), Who: d.WrittenByName}
	switch {
	case d.PublishedAt != nil:
		v.Day, v.Who, v.SHA256 = i18n.Date(ctx, *d.PublishedAt), d.PublishedByName, hex.EncodeToString(d.SHA256)
	case d.ReviewedAt != nil:
		v.Day, v.Who = i18n.Date(ctx, *d.ReviewedAt), d.ReviewedByName
	}
	if d.PublishedAt != nil || d.FileName != "" {
		v.File = ui.Link{Text: i18n.T(ctx, "Hämta version %d (%s)", d.Number, words.FileSize(ctx, d.Size)), URL: fileURL(d)}
	}
	if d.PublishedAt != nil && p.WithdrawnAt != nil {
		v.State = i18n.T(ctx, "Tillbakadragen")
	}
	if !p.Named {
		v.Who = ""
	}
	return v
}

// documentSteps are how far the version has come.
func documentSteps(ctx context.Context, d group.DocumentVersion) []ui.Step {
	var steps []ui.Step
	at := slices.Index(improvement.DocumentStates(), d.State)
	for n, s := range improvement.DocumentStates() {
		step := ui.Step{Text: words.DocumentState(ctx, s), State: ui.StepNext}
		switch {
		case n < at || d.PublishedAt != nil:
			step.State = ui.StepDone
		case n == at:
			step.State = ui.StepCurrent
		}
		steps = append(steps, step)
	}
	return steps
}

// SendDocumentFile hands out the archive copy of a version, or the file of one that is not
// published, to save and not to open in the site's name.
func (h *Handlers) SendDocumentFile(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "document")
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(chi.URLParam(r, "number"))
	if err != nil {
		return fault.ErrNotFound
	}
	c, err := h.room.DocumentFile(r.Context(), visitor.Actor, visitor.Group.ID, improvement.DocumentID(id), number)
	if err != nil {
		return err
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	return page.Send(w, r, page.Download{Name: c.Name, Type: c.MediaType, Content: c.Content})
}
