package collect

import (
	"context"
	"errors"
	"net/http"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// ShowOverview is the room's first page: what the visitor's units have to hand in.
func (h *Handlers) ShowOverview(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	periods, err := h.room.Periods(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newOverviewView(r.Context(), periods, visitor.Today())
	if v.HasUnits || visitor.May(org.EnterFigures, 0) {
		v.FilesURL = filesURL
		years, err := h.room.YearsToExport(r.Context(), visitor.Actor, visitor.Group.ID)
		if err != nil && !errors.Is(err, fault.ErrForbidden) {
			return err
		}
		v.Export = newExportForm(r.Context(), years)
	}
	if visitor.MayAtAny(org.AppointDeputy, periods.Units) {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(r.Context(), "Ersättare"), URL: "/gruppen/ersattare"},
			Text: i18n.T(r.Context(), "Utse någon som fyller i medan du är borta.")})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(r.Context(), "Inrapportering"), Content: view.Overview(v)})
}

func newOverviewView(ctx context.Context, periods collect.Periods, today time.Time) view.OverviewView {
	v := view.OverviewView{HasUnits: len(periods.Units) > 0, BoardURL: boardURL, RulesURL: rulesURL}
	if v.HasUnits {
		v.Lead = i18n.T(ctx, "Det ni har att lämna in, och det ni har lämnat.")
	}
	for _, p := range periods.Now {
		v.Now = append(v.Now, periodTask(ctx, p, today))
	}
	for _, p := range periods.Running {
		v.Running = append(v.Running, periodTask(ctx, p, today))
	}
	for _, p := range periods.Earlier {
		v.Earlier = append(v.Earlier, earlierPeriod(ctx, p))
	}
	for _, unit := range periods.Units {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Överlämning för %s", unit.ShortName), URL: handoverURL(unit)},
			Text: i18n.T(ctx, "Det som en efterträdare eller ersättare behöver veta.")})
	}
	return v
}

// earlierPeriod is a period that was handed in: when, how much of it, and where it
// stands.
func earlierPeriod(ctx context.Context, p collect.Progress) view.EarlierPeriod {
	earlier := view.EarlierPeriod{
		Title: ui.Link{Text: title(ctx, p.Unit, p.Period), URL: entryURL(p.Unit, p.Period)},
		State: progressState(p), Filled: i18n.T(ctx, "%d av %d", p.Filled, p.Total),
	}
	if p.HandedIn != nil {
		earlier.HandedIn = joined(", ", i18n.LongDate(ctx, *p.HandedIn), timing(ctx, p))
	}
	return earlier
}

// periodTask is a period to do something with: why it came back, or how much is
// left, and by when.
func periodTask(ctx context.Context, p collect.Progress, today time.Time) view.PeriodTask {
	t := ui.TaskProps{Title: title(ctx, p.Unit, p.Period), URL: entryURL(p.Unit, p.Period)}
	t.Due, t.Late = deadline(ctx, p.Due, today)
	switch p.Submission.State {
	case quality.Submitted:
		t.Due, t.Late = i18n.T(ctx, "Rätta och lämna in igen"), false
		t.Text = sentBack(ctx, p.SentBack)
	case quality.Returned:
		// It was handed in once; there is no new day, only the sooner the better.
		t.Due, t.Late = i18n.T(ctx, "Rätta och lämna in igen"), false
		t.Text = i18n.T(ctx, "Att rätta: %s", p.Submission.ReturnReason)
	case quality.Reopened:
		t.Text = i18n.T(ctx, "Öppnad igen: %s", p.Submission.ReopenReason)
	default:
		t.Text = filled(ctx, p.Filled, p.Total)
	}
	return view.PeriodTask{Task: t, State: progressState(p)}
}

// sentBack says how many figures have been sent back one by one; "" for none.
func sentBack(ctx context.Context, n int) string {
	if n == 0 {
		return ""
	}
	return i18n.N(ctx, "En uppgift är återlämnad.", "%d uppgifter är återlämnade.", n)
}

// timing says whether a period was handed in on time; "" while nobody knows.
func timing(ctx context.Context, p collect.Progress) string {
	switch {
	case p.DaysLate > 0:
		return i18n.N(ctx, "en dag sen", "%d dagar sen", p.DaysLate)
	case p.HandedIn != nil:
		return i18n.T(ctx, "i tid")
	}
	return ""
}
