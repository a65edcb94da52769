package open

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/open"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

const patientURL = "/patient"

// subjects are what is commented on, by the addresses' words.
var subjects = map[string]improvement.CommentSubject{"mal": improvement.OnGoal, "forslag": improvement.OnProposal, "rapport": improvement.OnReport}

func thingURL(s improvement.CommentSubject, id int64) string {
	for word, subject := range subjects {
		if subject == s {
			return patientURL + "/" + word + "/" + strconv.FormatInt(id, 10)
		}
	}
	return patientURL
}

// ShowPatientStart is what the group has opened to those who speak for patients.
func (h *Handlers) ShowPatientStart(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.PatientPage(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Läs och lämna synpunkter"), Content: view.PatientStart(newPatientStart(ctx, visitor, p))})
}

func newPatientStart(ctx context.Context, visitor page.Visitor, p open.PatientPage) view.PatientStartView {
	v := view.PatientStartView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Läs och lämna synpunkter"),
		Lead: i18n.T(ctx, "Du för patienters och närståendes talan i %s. Här står det som gruppen vill veta vad du tycker om. Det du skriver läser hela gruppen, och gruppen svarar.", visitor.Group.Name)},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget att läsa än"), Text: i18n.T(ctx, "Gruppen har inte öppnat något att läsa och lämna synpunkter på. Den som är sammanställande kan göra det.")}}
	add := func(s view.PatientSection) {
		if len(s.Rows) > 0 {
			v.Sections = append(v.Sections, s)
		}
	}
	row := func(s improvement.CommentSubject, id int64, title, text string) view.PatientRow {
		said := p.About(s, id)
		state := i18n.T(ctx, "Ingen synpunkt än")
		if len(said) > 0 {
			state = i18n.N(ctx, "En synpunkt", "%d synpunkter", len(said), len(said))
		}
		answered := len(said) > 0 && !slices.ContainsFunc(said, func(c improvement.PatientComment) bool { return c.AnsweredAt == nil })
		if answered {
			state = i18n.T(ctx, "Besvarad")
		}
		return view.PatientRow{Task: ui.TaskProps{Title: title, URL: thingURL(s, id), Text: text}, State: state, Done: answered}
	}
	proposals := view.PatientSection{ID: "forslag", Title: i18n.T(ctx, "Förslag till mål"), Lead: i18n.T(ctx, "Det här diskuterar gruppen just nu. Vad tycker du är viktigast?")}
	for _, g := range p.Proposals {
		proposals.Rows = append(proposals.Rows, row(improvement.OnProposal, int64(g.ID), g.Title, i18n.T(ctx, "För %s", strconv.Itoa(g.Year))))
	}
	add(proposals)
	if p.DraftYear != 0 {
		add(view.PatientSection{ID: "rapport", Title: i18n.T(ctx, "Årsrapporten skrivs"), Lead: i18n.T(ctx, "Läs utkastet. Är något otydligt, eller saknas något som är viktigt för barn och familjer?"),
			Rows: []view.PatientRow{row(improvement.OnReport, int64(p.DraftYear), i18n.T(ctx, "Utkast till årsrapport %s", strconv.Itoa(p.DraftYear)), "")}})
	}
	goals := view.PatientSection{ID: "mal", Title: i18n.T(ctx, "Mål %s", strconv.Itoa(p.GoalYear)), Lead: i18n.T(ctx, "Det här har gruppen bestämt sig för att nå under året.")}
	for _, g := range p.Goals {
		goals.Rows = append(goals.Rows, row(improvement.OnGoal, int64(g.ID), g.Title, words.Category(ctx, g.Category)))
	}
	add(goals)
	if p.Openings.Open(org.Patients, org.OpenResults) {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Resultat"), URL: patientURL + "/resultat"}, Text: i18n.T(ctx, "Hur det går, med små tal dolda")})
	}
	if slices.ContainsFunc(p.Openings, func(o org.Opening) bool { return o.Audience == org.Everybody && o.Kind != org.OpenSearch }) {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Det som alla får läsa"), URL: page.Spoken(ctx, page.PublicURL+"/"+visitor.Group.Code)}, Text: i18n.T(ctx, "Det som gruppen visar för alla, utan inloggning")})
	}
	for _, e := range p.Editions {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Årsrapport %s", strconv.Itoa(e.Year)),
			URL: page.Spoken(ctx, editionURL(visitor.Group.Code, e))}, Text: i18n.T(ctx, "Fastställd och publicerad")})
	}
	return v
}

// ShowPatientThing is a goal, a proposal or a report with what has been said of it, and a form
// to say more.
func (h *Handlers) ShowPatientThing(w http.ResponseWriter, r *http.Request) error {
	return h.showThing(w, r, page.NewForm(nil))
}

// Comment stores what somebody who speaks for patients says.
func (h *Handlers) Comment(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	subject, id, err := thingOf(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := open.NewComment{Group: visitor.Group.ID, Subject: subject, ID: id, Body: form.Text("body", improvement.MostComment)}
	if err = form.Err(); err == nil {
		err = h.room.Comment(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		return h.showThing(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, thingURL(subject, id)+"#synpunkter", page.Done(i18n.T(ctx, "Tack. Gruppen har fått din synpunkt och svarar här.")))
}

func thingOf(r *http.Request) (improvement.CommentSubject, int64, error) {
	subject, known := subjects[chi.URLParam(r, "subject")]
	id, err := page.ID(r, "thing")
	if !known || err != nil {
		return "", 0, fault.ErrNotFound
	}
	return subject, id, nil
}

func (h *Handlers) showThing(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	subject, id, err := thingOf(r)
	if err != nil {
		return err
	}
	p, err := h.room.PatientPage(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.PatientThingView{Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Läs och lämna synpunkter"), URL: patientURL}}},
		Form: ui.FormState{Action: thingURL(subject, id), BackURL: patientURL, Problems: form.Summary(ctx)},
		Body: ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Din synpunkt"), Value: form.Value("body"), Error: form.Error(ctx, "body"), Rows: 5, MaxLength: improvement.MostComment, Required: true,
			Description: i18n.T(ctx, "Vad är viktigt för barn och familjer här? Skriv inget som ett enskilt barn kan kännas igen på.")}}
	v.Comments = looks.Comments(ctx, p.About(subject, id))
	switch subject {
	case improvement.OnGoal:
		n := slices.IndexFunc(p.Goals, func(g quality.Goal) bool { return int64(g.ID) == id })
		if n < 0 {
			return fault.ErrNotFound
		}
		g := p.Goals[n]
		v.Heading.Title, v.Heading.Lead = g.Title, i18n.T(ctx, "Mål %s", strconv.Itoa(g.Year))
		v.Facts = goalFacts(ctx, p.Promises, g)
	case improvement.OnProposal:
		n := slices.IndexFunc(p.Proposals, func(g quality.GoalProposal) bool { return int64(g.ID) == id })
		if n < 0 {
			return fault.ErrNotFound
		}
		g := p.Proposals[n]
		v.Heading.Title, v.Heading.Lead = g.Title, i18n.T(ctx, "Förslag till mål %s", strconv.Itoa(g.Year))
		v.Facts = goalFacts(ctx, p.Promises, g.Goal())
	default:
		if err := h.reportThing(r, p, int(id), &v); err != nil {
			return err
		}
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.PatientThing(v)})
}

func goalFacts(ctx context.Context, all []quality.Promise, g quality.Goal) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Område"), Text: words.Category(ctx, g.Category)},
		{Term: i18n.T(ctx, "Värde för barnen och familjerna"), Text: g.ValueForChildren},
		{Term: i18n.T(ctx, "Så har patienter och närstående varit med"), Text: g.PatientView},
		{Term: i18n.T(ctx, "Löften till patienterna"), Text: promises(all, g.Promises)},
	}
}

// reportThing is a published report, or the draft while the group lets it be read.
func (h *Handlers) reportThing(r *http.Request, p open.PatientPage, year int, v *view.PatientThingView) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	v.Heading.Title = i18n.T(ctx, "Årsrapport %s", strconv.Itoa(year))
	if n := slices.IndexFunc(p.Editions, func(e open.Edition) bool { return e.Year == year }); n >= 0 {
		v.Ways = []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Läs rapporten"), URL: page.Spoken(ctx, editionURL(visitor.Group.Code, p.Editions[n]))}}}
		return nil
	}
	if year != p.DraftYear {
		return fault.ErrNotFound
	}
	read, err := h.reports.ReadForPatients(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	d, err := compose.Edition(i18n.WithLanguage(ctx, "sv"), read, 0, visitor.Today())
	if err != nil {
		return err
	}
	v.Heading.Title = i18n.T(ctx, "Utkast till årsrapport %s", strconv.Itoa(year))
	v.Heading.Lead = i18n.T(ctx, "Det här är inte klart, och kan ändras.")
	v.Draft = draftOf(d)
	return nil
}

// ShowPatientResults is what everybody would read of the results.
func (h *Handlers) ShowPatientResults(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.CommentAsPatient, 0) {
		return fault.ErrForbidden
	}
	v, err := h.resultsView(ctx, open.Asked{Code: visitor.Group.Code, By: visitor.Actor})
	if err != nil {
		return err
	}
	v.Tabs, v.Preview, v.FeedbackURL = nil, "", ""
	v.Heading.Trail = []ui.Link{{Text: i18n.T(ctx, "Läs och lämna synpunkter"), URL: patientURL}}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Resultat"), Content: view.Public(v)})
}
