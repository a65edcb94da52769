package account

import (
	"context"
	"net/http"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

const introductionURL = "/gruppen/ny-har"

// ShowIntroduction shows what a new member of the group should see and do.
func (h *Handlers) ShowIntroduction(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	i, err := h.room.Introduction(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newIntroductionView(ctx, visitor, i)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Introduction(v)})
}

// TickIntroduction notes that a step is done, or is not after all.
func (h *Handlers) TickIntroduction(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	step := account.IntroductionStep(form.Value("step"))
	if err := h.room.TickIntroduction(ctx, visitor.Actor, visitor.Group.ID, step, form.Value("done") != ""); err != nil {
		return err
	}
	if step == account.PutAway {
		return page.Redirect(w, r, introductionURL)
	}
	return page.Redirect(w, r, introductionURL+"#"+string(step))
}

func newIntroductionView(ctx context.Context, visitor page.Visitor, i account.Introduction) view.IntroductionView {
	count := i.Count()
	v := view.IntroductionView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: visitor.Group.Name, URL: "/gruppen"}}, Title: i18n.T(ctx, "Ny i gruppen"),
			Lead: i18n.T(ctx, "Det du behöver veta, i den ordning det brukar behövas. Bocka av efter hand.")},
		URL: introductionURL, Count: i18n.T(ctx, "%d av %d klara", count.Done, count.Of), PutAway: i.PutAway, Done: count.Done == count.Of,
		PutAwayStep: string(account.PutAway),
	}
	if c := i.Coordinator; c.ID != 0 && c.ID != visitor.Actor.Person.ID {
		v.Ask, v.AskEmail = i18n.T(ctx, "Undrar du något, fråga %s, som är sammanställande:", c.Name), c.Email
	}
	words := introductionWords(ctx, i)
	for _, s := range i.Steps {
		step := words[s]
		step.Key, step.Done = string(s), i.Done[s]
		v.Steps = append(v.Steps, step)
	}
	return v
}

// introductionWords are each step's words, and where it leads.
func introductionWords(ctx context.Context, i account.Introduction) map[account.IntroductionStep]view.IntroductionStep {
	step := func(title, text string, links ...ui.Link) view.IntroductionStep {
		return view.IntroductionStep{Title: title, Text: text, Links: links}
	}
	var handovers []ui.Link
	for _, u := range i.Units {
		handovers = append(handovers, ui.Link{Text: i18n.T(ctx, "Överlämning för %s", u.ShortName), URL: "/inrapportering/" + u.Code + "/overlamning"})
	}
	return map[account.IntroductionStep]view.IntroductionStep{
		account.KnowMandate: step(i18n.T(ctx, "Läs uppdraget"), i18n.T(ctx, "Vad gruppen ska göra, och vem som har bett om det."),
			ui.Link{Text: i18n.T(ctx, "Uppdraget"), URL: "/gruppen/uppdrag"}),
		account.KnowAgreement: step(i18n.T(ctx, "Läs vad medlemmarna väntar sig av varandra"), i18n.T(ctx, "Hur ni arbetar ihop, och vem som gör vad."),
			ui.Link{Text: i18n.T(ctx, "Överenskommelsen"), URL: "/gruppen/overenskommelse"}),
		account.KnowPeople: step(i18n.T(ctx, "Se vem man frågar om vad"), i18n.T(ctx, "På den egna enheten, på de andra och i gruppen."),
			ui.Link{Text: i18n.T(ctx, "Kontakter"), URL: "/gruppen/kontakter"}),
		account.OwnContact: step(i18n.T(ctx, "Skriv hur man når dig"), i18n.T(ctx, "Telefon, och vad man kan fråga dig om. Gruppen ser det bland kontakterna."),
			ui.Link{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto#kontakt"}),
		account.OwnUnit: step(i18n.T(ctx, "Läs överlämningen för din enhet"), i18n.T(ctx, "Vad som ska lämnas, vad som har kommit tillbaka och hur enheten räknar."), handovers...),
		account.FirstForm: step(i18n.T(ctx, "Se hur siffror lämnas"), i18n.T(ctx, "Öppna en period, läs måttens definitioner och prova att fylla i. Inget lämnas in förrän du säger till."),
			ui.Link{Text: i18n.T(ctx, "Inrapportering"), URL: "/inrapportering"}),
		account.KnowGoals: step(i18n.T(ctx, "Läs årets mål"), i18n.T(ctx, "Vad gruppen har valt, varför, och vad din enhet siktar på."),
			ui.Link{Text: i18n.T(ctx, "Mål"), URL: "/mal"}),
		account.ReadResults: step(i18n.T(ctx, "Se hur det går"), i18n.T(ctx, "Resultaten enhet för enhet, och vad små tal gör med dem."),
			ui.Link{Text: i18n.T(ctx, "Resultat"), URL: "/resultat"}),
		account.KnowYear: step(i18n.T(ctx, "Se året framför dig"), i18n.T(ctx, "Vad som ska vara klart när, och när gruppen möts."),
			ui.Link{Text: i18n.T(ctx, "Årshjul"), URL: "/gruppen/arshjul"}, ui.Link{Text: i18n.T(ctx, "Möten"), URL: "/gruppen/moten"}),
		account.OwnCalendar: step(i18n.T(ctx, "Lägg sista dagarna i din kalender"), i18n.T(ctx, "Då syns de bland dina andra möten."),
			ui.Link{Text: i18n.T(ctx, "Kalenderns adress"), URL: "/konto#kalender"}),
	}
}
