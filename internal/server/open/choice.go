package open

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/open"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

const choiceURL = "/gruppen/oppet"

// ShowChoice is what the group has opened, and the buttons that open and close.
func (h *Handlers) ShowChoice(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := h.room.Choice(ctx, visitor.Actor, visitor.Group)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Öppet för alla"), Content: view.Choice(newChoiceView(ctx, visitor, c))})
}

// explained says what opening a kind means.
func explained(ctx context.Context, a org.Audience, k org.OpenKind) string {
	switch {
	case k == org.OpenGoals && a == org.Everybody:
		return i18n.T(ctx, "Det senaste låsta årets mål, varför de har värde, och vad de ska nå.")
	case k == org.OpenGoals:
		return i18n.T(ctx, "Årets mål, att läsa och lämna synpunkter på.")
	case k == org.OpenProposals:
		return i18n.T(ctx, "Förslag till nästa års mål som inte är avgjorda, att läsa och lämna synpunkter på.")
	case k == org.OpenResults:
		return i18n.T(ctx, "Hela år och tre år tillsammans, med små tal dolda. Bara när alla siffror är granskade och godkända.")
	case k == org.OpenExamples:
		return i18n.T(ctx, "De exempel som enheten har sagt ja till att visa, utan kontaktpersonens namn.")
	case k == org.OpenActions:
		return i18n.T(ctx, "Vad åtgärderna gäller, var och hur långt de har kommit. Inte vem som ansvarar, och inte planerna.")
	case k == org.OpenDocuments:
		return i18n.T(ctx, "De dokument som är publicerade för alla. Vem som får läsa väljs på varje dokument.")
	case k == org.OpenSearch:
		return i18n.T(ctx, "Sökmotorer får ha med gruppens sidor. Annars hittar bara den som har adressen hit.")
	}
	return i18n.T(ctx, "Rapportens avsnitt som de är skrivna nu, att läsa och lämna synpunkter på.")
}

func newChoiceView(ctx context.Context, visitor page.Visitor, c open.Choice) view.ChoiceView {
	v := view.ChoiceView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Öppet för alla"), Trail: []ui.Link{{Text: i18n.T(ctx, "Om gruppen"), URL: "/gruppen"}},
		Lead: i18n.T(ctx, "Vad den som inte är med i gruppen får läsa. Inget är öppet förrän ni öppnar det.")},
		PublicURL: groupURL(ctx, c.Group, ""), Anything: c.Group.Anything()}
	if visitor.May(org.AnswerPatients, 0) {
		v.Ways = []ui.Way{
			{Link: ui.Link{Text: i18n.T(ctx, "Synpunkter utifrån"), URL: choiceURL + "/synpunkter"}, Text: i18n.N(ctx, "En är inte klar", "%d är inte klara", c.Feedback, c.Feedback)},
			{Link: ui.Link{Text: i18n.T(ctx, "Patienter och närstående"), URL: commentsURL}, Text: i18n.N(ctx, "En synpunkt är inte besvarad", "%d synpunkter är inte besvarade", c.Waiting, c.Waiting)}}
	}
	if visitor.Group.ExampleData {
		v.Note = i18n.T(ctx, "Gruppen har exempeldata. Sökmotorer får aldrig ha med dem.")
	}
	for _, a := range []org.Audience{org.Everybody, org.Patients} {
		s := view.ChoiceSection{ID: string(a), Title: words.Audience(ctx, a)}
		for _, k := range org.OpenKinds(a) {
			s.Rows = append(s.Rows, choiceRow(ctx, c, a, k))
		}
		v.Sections = append(v.Sections, s)
	}
	for _, e := range c.Editions {
		v.Editions = append(v.Editions, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Utgåva %s", edition.Name(e.Year, e.Number)), URL: editionURL(c.Group.Code, e)},
			Text: i18n.T(ctx, "Publicerad %s", i18n.LongDate(ctx, e.PublishedAt.In(i18n.Location())))})
	}
	for _, d := range c.Documents {
		v.Documents = append(v.Documents, ui.Way{Link: ui.Link{Text: d.Title, URL: "/gruppen/dokument/" + page.Digits(d.ID)},
			Text: i18n.T(ctx, "Version %d, publicerad %s", d.Number, i18n.LongDate(ctx, d.PublishedAt.In(i18n.Location())))})
	}
	for _, e := range c.Examples {
		v.Examples = append(v.Examples, exampleRow(ctx, visitor, c, e))
	}
	return v
}

func choiceRow(ctx context.Context, c open.Choice, a org.Audience, k org.OpenKind) view.ChoiceRow {
	row := view.ChoiceRow{ID: string(a) + "-" + string(k), Title: words.OpenKind(ctx, k), Text: explained(ctx, a, k), URL: choiceURL + "/" + string(a) + "/" + string(k), CanChoose: c.CanChoose}
	n := slices.IndexFunc(c.Openings, func(o org.Opening) bool { return o.Audience == a && o.Kind == k })
	switch {
	case n >= 0:
		row.Open, row.State = true, i18n.T(ctx, "Öppet")
		row.When = i18n.T(ctx, "Öppnat %s", i18n.LongDate(ctx, c.Openings[n].At.In(i18n.Location())))
		if by := c.Openings[n].By; by != "" {
			row.When = i18n.T(ctx, "Öppnat av %s, %s", by, i18n.LongDate(ctx, c.Openings[n].At.In(i18n.Location())))
		}
	case c.Openings.Open(a, k):
		row.State, row.CanChoose = i18n.T(ctx, "Öppet för alla"), false
		row.Open = true
	default:
		row.State = i18n.T(ctx, "Stängt")
	}
	if a == org.Everybody && c.CanChoose && slices.ContainsFunc(partsOf(ctx), func(p part) bool { return p.kind == k }) {
		row.PreviewURL = choiceURL + "/visa/" + string(k)
	}
	return row
}

func exampleRow(ctx context.Context, visitor page.Visitor, c open.Choice, e open.ExampleOpening) view.ExampleRow {
	row := view.ExampleRow{Title: e.Title, ReadURL: "/forbattring/exempel/" + page.Digits(e.ID), Unit: e.UnitName, URL: choiceURL + "/exempel/" + page.Digits(e.ID), Version: page.Digits(e.Version)}
	switch {
	case e.Open():
		row.Open, row.State = true, i18n.T(ctx, "Öppet för alla")
	case e.Agreed():
		row.State = i18n.T(ctx, "Enheten har sagt ja")
	case e.ConsentedAt != nil:
		row.State = i18n.T(ctx, "Ändrat sedan enheten sa ja: enheten behöver säga ja igen")
	default:
		row.State = i18n.T(ctx, "Enheten har inte sagt ja")
	}
	mine := visitor.May(org.ConsentToOpen, e.UnitID)
	row.CanAgree, row.CanTakeBack = mine && !e.Agreed(), mine && e.ConsentedAt != nil
	row.CanOpen, row.CanClose = c.CanChoose && e.Agreed() && e.OpenedAt == nil, c.CanChoose && e.OpenedAt != nil
	return row
}

// Choose opens or closes a kind of thing.
func (h *Handlers) Choose(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	k := open.OpenedKind{GroupID: visitor.Group.ID, Audience: org.Audience(chi.URLParam(r, "audience")), Kind: org.OpenKind(chi.URLParam(r, "kind"))}
	done := i18n.T(ctx, "%s är öppet.", words.OpenKind(ctx, k.Kind))
	if form.Value("do") == "close" {
		done, err = i18n.T(ctx, "%s är stängt. Den som nyss har läst det kan se det några minuter till.", words.OpenKind(ctx, k.Kind)), h.room.CloseKind(ctx, visitor.Actor, k)
	} else {
		err = h.room.OpenKind(ctx, visitor.Actor, k)
	}
	if err != nil && !errors.Is(err, fault.ErrConflict) { // it is so already
		return err
	}
	return page.RedirectWith(w, r, choiceURL+"#"+string(k.Audience), page.Done(done))
}

// ChooseExample takes the unit's word about its example, or opens or closes it.
func (h *Handlers) ChooseExample(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := page.ID(r, "example")
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	asked, done := open.AskedExample{Group: visitor.Group.ID, ID: improvement.ExampleID(id)}, ""
	switch form.Value("do") {
	case "take_back":
		done, err = i18n.T(ctx, "Enhetens ja är tillbakataget, och exemplet är stängt."), h.room.TakeBackConsent(ctx, visitor.Actor, asked)
	case "open":
		done, err = i18n.T(ctx, "Exemplet är öppet för alla."), h.room.OpenExample(ctx, visitor.Actor, asked)
	case "close":
		done, err = i18n.T(ctx, "Exemplet är stängt."), h.room.CloseExample(ctx, visitor.Actor, asked)
	default:
		version := 0
		if v := form.Whole("version"); v != nil {
			version = int(*v)
		}
		done, err = i18n.T(ctx, "Enheten har sagt ja. Nu kan gruppen öppna exemplet för alla."), h.room.AgreeToOpen(ctx, visitor.Actor, asked, version)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, choiceURL+"#exempel", page.Done(done))
}

// Preview is a page as a stranger would see it if it were open.
func (h *Handlers) Preview(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if !visitor.May(org.OpenToAll, 0) {
		return fault.ErrForbidden
	}
	r = page.AskedLanguage(r)
	ctx, asked := r.Context(), open.Asked{Code: visitor.Group.Code, By: visitor.Actor}
	make, known := map[org.OpenKind]func(context.Context, open.Asked) (content, error){org.OpenGoals: h.goalsPage, org.OpenResults: h.resultsPage,
		org.OpenExamples: h.examplesPage, org.OpenActions: h.actionsPage, org.OpenDocuments: h.documentsPage}[org.OpenKind(chi.URLParam(r, "kind"))]
	if !known {
		return fault.ErrNotFound
	}
	p, err := make(ctx, asked)
	if err != nil {
		return err
	}
	return page.ShowOpen(w, r, p.Page, page.Shared{Example: visitor.Group.ExampleData})
}
