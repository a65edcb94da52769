package group

import (
	"context"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// guideURL is where the steps to a group's first figures are.
const guideURL = "/gruppen/start"

// ShowGuide shows the steps to the group's first figures, and how far it has come.
func (h *Handlers) ShowGuide(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	g, err := h.room.Guide(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newGuideView(ctx, g)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Guide(v)})
}

// FinishGuide notes that the group is set up.
func (h *Handlers) FinishGuide(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if err := h.room.FinishSetup(ctx, visitor.Actor, visitor.Group.ID); err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/", page.Done(i18n.T(ctx, "Gruppen är igång. Stegen finns kvar under Om gruppen.")))
}

// guideTrail leads from a step back to the steps.
func guideTrail(ctx context.Context, g org.Group) []ui.Link {
	return []ui.Link{{Text: g.Name, URL: groupURL}, {Text: i18n.T(ctx, "Steg för steg"), URL: guideURL}}
}

func newGuideView(ctx context.Context, g group.Guide) view.GuideView {
	v := view.GuideView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: g.Group.Name, URL: groupURL}}, Title: i18n.T(ctx, "Kom igång med %s", g.Group.Name),
			Lead: i18n.T(ctx, "Ta stegen i den ordning som passar. Allt sparas steg för steg och går att ändra senare.")},
		FinishURL: guideURL, Steps: guideSteps(ctx, g),
	}
	if g.SetUpAt != nil {
		v.Finished = i18n.T(ctx, "Gruppen är igång. Här går det att gå tillbaka till varje steg.")
	}
	if v.Ready = i18n.T(ctx, "Enheter, mått och dagar finns: enheterna kan lämna in sina första siffror."); !g.Ready() {
		v.NotReady = i18n.T(ctx, "Innan enheterna kan lämna siffror behövs minst en enhet, ett mått som samlas in, och dagar. Processmått samlas in direkt, andra mått när ett mål använder dem.")
	}
	return v
}

// guideSteps are the steps, each with what has been done.
func guideSteps(ctx context.Context, g group.Guide) []view.GuideStep {
	steps := []view.GuideStep{
		{Title: i18n.T(ctx, "Namn"), URL: namesURL, Text: i18n.T(ctx, "Vad gruppen heter och vem som får årets material."),
			Done: g.HasReceiver, State: i18n.T(ctx, "Ingen får materialet än."), Optional: true},
		{Title: i18n.T(ctx, "Enheter"), URL: unitsURL, Text: i18n.T(ctx, "Vilka som är med, och i vilken ordning de står."),
			Done: g.Units > 0, State: i18n.T(ctx, "Ingen enhet än.")},
		{Title: i18n.T(ctx, "Patientlöften"), URL: "/mal/loften", Text: i18n.T(ctx, "Börja gärna med två eller tre av sjukvårdsregionens löften."),
			Done: g.Promises > 0, State: i18n.T(ctx, "Alla löften gäller."), Optional: true},
		{Title: i18n.T(ctx, "Mått"), URL: "/mal/fran-mall", Text: i18n.T(ctx, "Hämta färdiga mått med definition och källa, eller"),
			More: ui.Link{Text: i18n.T(ctx, "skriv ett eget."), URL: "/mal/nytt-matt"}, Done: g.Measures > 0, State: i18n.T(ctx, "Inget mått än.")},
		{Title: i18n.T(ctx, "Mål"), URL: "/mal/nytt", Text: i18n.T(ctx, "Vad gruppen vill nå i år, och vilka mått som visar det. Det går också att"),
			More: ui.Link{Text: i18n.T(ctx, "hämta mål att börja med."), URL: "/mal/mal-fran-mall"}, Done: g.Goals > 0, State: i18n.T(ctx, "Inget mål än.")},
		{Title: i18n.T(ctx, "Hur ofta och när"), URL: collectionURL, Text: i18n.T(ctx, "Hur ofta siffror samlas in, och sista dagarna."),
			Done: g.DaysDecided, State: i18n.T(ctx, "Inte bestämt än.")},
		{Title: i18n.T(ctx, "Personer"), URL: "/gruppen/personer", Text: i18n.T(ctx, "Vilka som lämnar in för enheterna, och andra i gruppen."),
			Done: g.People > 0, State: i18n.T(ctx, "Bara du så länge.")},
	}
	for n, done := range []string{
		g.Group.BodyShortName, i18n.N(ctx, "En enhet", "%d enheter", g.Units), i18n.N(ctx, "Ett löfte", "%d löften", g.Promises),
		measuresDone(ctx, g), i18n.N(ctx, "Ett mål", "%d mål", g.Goals),
		words.ReportingLength(ctx, g.Group.CollectionMonths), i18n.N(ctx, "En person", "%d personer", g.People),
	} {
		if steps[n].Done {
			steps[n].State = done
		}
	}
	return steps
}

// measuresDone says how many measures there are, and how many of them are collected: a
// measure that no goal uses is only there to choose.
func measuresDone(ctx context.Context, g group.Guide) string {
	all := i18n.N(ctx, "Ett mått", "%d mått", g.Measures)
	if g.Collected == 0 {
		return i18n.T(ctx, "%s, inget samlas in än", all)
	}
	return i18n.T(ctx, "%s, %s samlas in", all, i18n.Integer(ctx, int64(g.Collected)))
}
