package account

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// ShowStart is the first page: what the visitor should do now.
func (h *Handlers) ShowStart(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	var start account.Start
	if visitor.Group.ID != 0 {
		var err error
		if start, err = h.room.Start(ctx, visitor.Actor, visitor.Group); err != nil {
			return err
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Content: view.Start(newStartView(ctx, visitor, start))})
}

func newStartView(ctx context.Context, visitor page.Visitor, start account.Start) view.StartView {
	v := view.StartView{
		Greeting: i18n.T(ctx, "Hej %s", visitor.Actor.Person.Name),
		Ways:     ways(ctx, visitor),
	}
	if visitor.Group.ID != 0 {
		v.Lead = page.GroupLine(visitor.Group)
	}
	for _, unit := range start.New {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är ny för %s.", unit.ShortName),
			Link: ui.Link{Text: i18n.T(ctx, "Läs överlämningen"), URL: "/inrapportering/" + unit.Code + "/overlamning"}})
	}
	for _, d := range start.Deputy {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är ersättare för %s till och med %s.", d.Unit.ShortName, i18n.LongDate(ctx, d.Until)),
			Link: ui.Link{Text: i18n.T(ctx, "Se vad som ska lämnas"), URL: "/inrapportering"}})
	}
	for _, t := range start.Tasks {
		v.Tasks = append(v.Tasks, taskView(ctx, visitor, t))
	}
	for _, s := range start.Done {
		v.Done = append(v.Done, ui.TaskProps{
			Title: unitPeriod(ctx, unitName(start, s.UnitID), words.Period(ctx, s.Period)),
			URL:   "/inrapportering", Text: words.SubmissionState(ctx, s.State),
		})
	}
	return v
}

func taskView(ctx context.Context, visitor page.Visitor, t account.Task) ui.TaskProps {
	period := words.Period(ctx, t.Period)
	form := fmt.Sprintf("/inrapportering/%s/%s", t.Unit.Code, t.Period.Code())
	task := ui.TaskProps{Late: t.Due.Before(visitor.Today())}
	task.Due = dueWords(ctx, t.Due, visitor.Today())
	switch t.Kind {
	case account.MendReturned:
		task.Title = i18n.T(ctx, "Rätta %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.Text, task.URL = t.Reason, form
	case account.MendFigures:
		task.Title = i18n.T(ctx, "Rätta %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.Text = i18n.N(ctx, "En uppgift är återlämnad.", "%d uppgifter är återlämnade.", t.Count)
		task.URL, task.Due, task.Late = form, "", false
	case account.FillIn:
		task.Title = i18n.T(ctx, "Fyll i %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.URL = form
	case account.Review:
		task.Title = i18n.N(ctx, "Granska en inlämning", "Granska %d inlämningar", t.Count)
		task.Text, task.URL = period, fmt.Sprintf("/inrapportering/oversikt?ar=%d", t.Period.LastYear())
		task.Due, task.Late = "", false
	case account.AwaitUnits:
		task.Title = i18n.N(ctx, "En enhet har inte lämnat in", "%d enheter har inte lämnat in", t.Count)
		task.Text, task.URL = period, fmt.Sprintf("/inrapportering/oversikt?ar=%d", t.Period.LastYear())
	case account.WriteReport:
		task.Title = i18n.T(ctx, "Skriv årsrapporten för %d", t.Period.Year)
		if body := visitor.Group.BodyShortName; body != "" {
			task.Text = i18n.T(ctx, "Materialet lämnas till %s.", body)
		}
		task.URL = fmt.Sprintf("/arsrapport/%d", t.Period.Year)
	case account.DoAction:
		task.Title, task.Text = t.Title, i18n.T(ctx, "Din åtgärd")
		if t.Unit.ShortName != "" {
			task.Text = i18n.T(ctx, "Din åtgärd, %s", t.Unit.ShortName)
		}
		task.URL = page.ActionURL(t.ActionID)
	case account.ReadReport:
		task.Title = i18n.T(ctx, "Läs årsrapporten för %d", t.Period.Year)
		task.URL, task.Due, task.Late = fmt.Sprintf("/arsrapport/%d", t.Period.Year), "", false
	}
	return task
}

// dueWords says when something is due, and that it is late when it is.
func dueWords(ctx context.Context, due, today time.Time) string {
	days := int(due.Sub(today).Hours() / 24)
	switch {
	case days < 0:
		return i18n.T(ctx, "Skulle ha varit klart %s", i18n.LongDate(ctx, due))
	case days == 0:
		return i18n.T(ctx, "Senast i dag")
	}
	return i18n.N(ctx, "Senast i morgon", "Senast %[2]s, om %[1]d dagar", days, days, i18n.LongDate(ctx, due))
}

func unitPeriod(ctx context.Context, unit, period string) string {
	return i18n.T(ctx, "%s, %s", unit, period)
}

func unitName(start account.Start, id org.UnitID) string {
	for _, u := range start.Units {
		if u.ID == id {
			return u.ShortName
		}
	}
	return ""
}

// ways is where the visitor can go from here.
func ways(ctx context.Context, v page.Visitor) []ui.Way {
	all := []struct {
		open      bool
		url, text string
		about     string
	}{
		{v.May(org.ViewResults, 0), "/resultat", i18n.T(ctx, "Resultat"), i18n.T(ctx, "Jämför enheterna mått för mått.")},
		{v.May(org.ViewResults, 0), "/mal", i18n.T(ctx, "Mål"), i18n.T(ctx, "Årets mål, långsiktiga mål och patientlöften.")},
		{v.May(org.ViewWork, 0), "/forbattring", i18n.T(ctx, "Förbättring"), i18n.T(ctx, "Åtgärder, vad de gav och vad som är kvar.")},
		{v.May(org.ViewReport, 0), "/arsrapport", i18n.T(ctx, "Årsrapport"), i18n.T(ctx, "Året samlat, att skriva ut.")},
		{v.May(org.ViewGroup, 0), "/gruppen", i18n.T(ctx, "Om gruppen"), i18n.T(ctx, "Vilka som är med och vem man frågar.")},
		{v.Actor.May(org.ManageAccounts, 0, 0), "/konton", i18n.T(ctx, "Konton"), i18n.T(ctx, "Lägg till personer och ge dem roller.")},
	}
	var open []ui.Way
	for _, w := range all {
		if w.open {
			open = append(open, ui.Way{Link: ui.Link{Text: w.text, URL: w.url}, Text: w.about})
		}
	}
	return open
}
