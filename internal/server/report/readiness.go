package report

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ShowReadiness is what is left of a year's report, with ways to all of it.
func (h *Handlers) ShowReadiness(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	ready, err := h.room.Readiness(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	whole, since, err := h.told(ctx, visitor, ready)
	if err != nil {
		return err
	}
	list := readying{Readiness: ready, visitor: visitor, whole: whole, since: since, sends: h.silent(ctx, visitor.Group) == ""}
	v := list.view(ctx)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Head.Title, Content: view.Readiness(v)})
}

// readying is a report's readiness as somebody reads it. sends says that letters go.
type readying struct {
	report.Readiness
	visitor page.Visitor
	whole   *report.Report
	since   edition.Differences // from the latest edition
	sends   bool
}

// ready is one kind of thing, and whether it is done.
type ready struct {
	view.ReadyGroup
	done  bool
	named string // what it is called within a sentence
}

func (r readying) view(ctx context.Context) view.ReadinessView {
	v := view.ReadinessView{Head: headOf(ctx, r.visitor, r.Year, stateTab, i18n.T(ctx, "Läget för årsrapporten %s", strconv.Itoa(r.Year))),
		Steps: stageSteps(ctx, r.Standing, r.Today)}
	v.Head.Lead = i18n.T(ctx, "Vad som är klart och vad som återstår, med väg till varje sak.")
	var left []string
	for _, g := range []ready{r.periods(ctx), r.figures(ctx), r.returned(ctx), r.sections(ctx), r.measures(ctx), r.references(ctx), r.answers(ctx), r.edition(ctx), r.deliveries(ctx)} {
		g.State = ui.WordBadgeProps{Kind: "done", Text: i18n.T(ctx, "Klart"), Color: ui.Success, Icon: ui.IconCheckFilled}
		if !g.done {
			g.State = ui.WordBadgeProps{Kind: "left", Text: i18n.T(ctx, "Återstår"), Color: ui.Warning, Icon: ui.IconHalf}
			left = append(left, g.named)
		}
		v.Groups = append(v.Groups, g.ReadyGroup)
	}
	v.Verdict = i18n.N(ctx, "En sak återstår.", "%d saker återstår.", len(left))
	if len(left) == 0 {
		v.Verdict = i18n.T(ctx, "Allt är klart.")
	} else {
		v.Left = i18n.T(ctx, "Det gäller %s.", enumerate(ctx, left))
	}
	v.Key = []ui.KeyFigureProps{r.daysLeft(ctx),
		{Label: i18n.T(ctx, "Godkända inlämningar"), Value: i18n.T(ctx, "%d av %d", r.Approved, r.Periods)},
		{Label: i18n.T(ctx, "Klara avsnitt"), Value: i18n.T(ctx, "%d av %d", r.Sections-len(r.Unwritten), r.Sections)},
		{Label: i18n.T(ctx, "Enheter som har svarat"), Value: i18n.T(ctx, "%d av %d", r.Answered(), len(r.Units))}}
	return v
}

// daysLeft is how long there is to the report's last day.
func (r readying) daysLeft(ctx context.Context) ui.KeyFigureProps {
	k := ui.KeyFigureProps{Label: i18n.T(ctx, "Dagar kvar"), Value: i18n.Integer(ctx, int64(r.DaysLeft)),
		Detail: i18n.T(ctx, "Materialet lämnas senast %s", i18n.LongDate(ctx, r.Due))}
	if r.Standing.DeliveredOn != nil {
		k.Label, k.Value = i18n.T(ctx, "Lämnad"), i18n.Date(ctx, *r.Standing.DeliveredOn)
	} else if r.DaysLeft < 0 {
		k.Label, k.Value = i18n.T(ctx, "Dagar sen"), i18n.Integer(ctx, int64(-r.DaysLeft))
		k.Detail = i18n.T(ctx, "Materialet skulle ha lämnats %s", i18n.LongDate(ctx, r.Due))
	}
	return k
}

// enumerate joins words as in a sentence.
func enumerate(ctx context.Context, list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return i18n.T(ctx, "%s och %s", strings.Join(list[:len(list)-1], ", "), list[len(list)-1])
}

// mostItems is how many things of a kind are listed before the rest is folded.
const mostItems = 8

// fold shows the first things and folds the rest.
func fold(ctx context.Context, g *view.ReadyGroup, items []ui.TaskProps) {
	g.Items = items
	if len(items) > mostItems+1 {
		g.Items, g.More = items[:mostItems], items[mostItems:]
		g.MoreTitle = i18n.T(ctx, "Visa %d till", len(g.More))
	}
}

// answers is what the units have answered in the commentary round.
func (r readying) answers(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "synpunkter", Title: i18n.T(ctx, "Enheternas svar om sina sidor")},
		named: i18n.T(ctx, "enheternas svar")}
	g.Links = []ui.Link{{Text: i18n.T(ctx, "Till enheternas synpunkter"), URL: roundURL(r.Year)}}
	if r.Shut == report.NotAsked {
		g.Count = i18n.T(ctx, "Enheterna har inte fått frågan än.")
		return g
	}
	var items []ui.TaskProps
	for _, u := range r.RoundPage.Units {
		t := ui.TaskProps{Title: u.Unit.ShortName, URL: answerURL(r.Year, u.Unit.Code), Text: answerBadge(ctx, u.State).Text}
		switch {
		case u.Answer.AnsweredAt == nil && r.Shut == report.Open:
			t.Due, t.Late = i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, *r.Standing.RoundDue)), false
		case u.Answer.AnsweredAt == nil: // the time is out: that it has not answered is what the report says
		case len(u.Changes) > 0:
			t.Text = i18n.N(ctx, "En siffra är ändrad sedan enheten svarade", "%d siffror är ändrade sedan enheten svarade", len(u.Changes))
		default:
			continue
		}
		items = append(items, t)
	}
	fold(ctx, &g.ReadyGroup, items)
	g.Count = i18n.T(ctx, "%d av %d har svarat. %s", r.Answered(), len(r.RoundPage.Units), roundState(ctx, r.RoundPage))
	g.done = r.Answered() == len(r.RoundPage.Units) || r.Shut != report.Open
	if r.CanLead && r.sends && r.Shut == report.Open && r.Answered() < len(r.RoundPage.Units) {
		g.Remind = &view.ReadyRemind{URL: roundURL(r.Year) + "/paminn", Button: ui.ButtonProps{Name: "unit", Text: i18n.T(ctx, "Påminn alla som inte har svarat"), Variant: ui.Secondary}}
	}
	return g
}

// edition is the latest fixed edition, and whether something has changed since.
func (r readying) edition(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "utgava", Title: i18n.T(ctx, "Fastställd utgåva")}, named: i18n.T(ctx, "att fastställa rapporten"), done: r.Standing.Edition > 0}
	g.Links = []ui.Link{{Text: i18n.T(ctx, "Till utgåvorna"), URL: yearURL(r.Year) + editionsTab}}
	g.Count = i18n.T(ctx, "Ingen utgåva är fastställd.")
	if g.done {
		g.Count = i18n.T(ctx, "Utgåva %s fastställdes %s.", edition.Name(r.Year, r.Standing.Edition), i18n.LongDate(ctx, *r.Standing.FixedAt))
		fold(ctx, &g.ReadyGroup, sinceEdition(ctx, r))
	}
	return g
}

// deliveries is where an edition has gone.
func (r readying) deliveries(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "lamnad", Title: i18n.T(ctx, "Lämnad, redovisad och mottagen")}, named: i18n.T(ctx, "att lämna och redovisa rapporten")}
	var said []string
	done := 0
	for _, e := range []struct {
		stage report.Stage
		on    bool
	}{{report.StageDelivered, r.Standing.DeliveredOn != nil}, {report.StagePresented, r.Standing.PresentedOn != nil}, {report.StageAcknowledged, r.Standing.AcknowledgedOn != nil}} {
		if e.on {
			done++
			said = append(said, stageWords(ctx, e.stage))
		}
	}
	g.done = done == 3
	g.Count = i18n.T(ctx, "%d av %d steg", done, 3)
	if len(said) > 0 {
		g.Count += ": " + strings.Join(said, ", ")
	}
	g.Links = []ui.Link{{Text: i18n.T(ctx, "Till utgåvorna"), URL: yearURL(r.Year) + editionsTab}}
	return g
}
