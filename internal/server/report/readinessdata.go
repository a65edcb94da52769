package report

import (
	"context"
	"fmt"

	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// The board of the year's figures, and where all that are missing are reminded.
func boardURL(year int) string { return fmt.Sprintf("/inrapportering/oversikt?ar=%d", year) }

const remindAllURL = "/inrapportering/oversikt/paminnelser/nu"

// periodURL is where the visitor sees what a unit has handed in; the board for those who
// may not open it.
func (r readying) periodURL(w report.WaitingPeriod) string {
	place := fmt.Sprintf("/%s/%s", w.Unit.Code, w.Period.Code())
	switch {
	case r.visitor.May(org.ApproveFigures, w.Unit.ID) && w.State.Shown():
		return "/inrapportering/granska" + place
	case r.visitor.May(org.ViewUnitEntries, w.Unit.ID):
		return "/inrapportering" + place
	}
	return boardURL(r.Year)
}

// periods is what has been handed in and approved.
func (r readying) periods(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "inlamnat", Title: i18n.T(ctx, "Inlämnat och godkänt")},
		named: i18n.T(ctx, "inlämningar att få in och godkänna"), done: len(r.Waiting) == 0}
	g.Count = i18n.T(ctx, "%d av %d inlämningar är godkända.", r.Approved, r.Periods)
	g.Links = []ui.Link{{Text: i18n.T(ctx, "Till alla enheter"), URL: boardURL(r.Year)}}
	var items []ui.TaskProps
	missing := false
	for _, w := range r.Waiting {
		t := ui.TaskProps{Title: i18n.T(ctx, "%s, %s", w.Unit.ShortName, words.Period(ctx, w.Period)), URL: r.periodURL(w)}
		switch w.State {
		case quality.Draft:
			t.Text, missing = i18n.T(ctx, "Inte inlämnad"), true
		case quality.Submitted:
			t.Text = i18n.T(ctx, "Väntar på granskning")
		default:
			t.Text = words.SubmissionState(ctx, w.State)
		}
		if due := w.Period.Due(r.Group.DueDays); w.State == quality.Draft {
			t.Due, t.Late = i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, due)), due.Before(r.Today)
			if t.Late {
				t.Due = i18n.T(ctx, "Skulle ha lämnats %s", i18n.LongDate(ctx, due))
			}
		}
		items = append(items, t)
	}
	fold(ctx, &g.ReadyGroup, items)
	if missing && r.sends && r.visitor.May(org.ApproveFigures, 0) {
		g.Remind = &view.ReadyRemind{URL: remindAllURL, Button: ui.ButtonProps{Name: "what", Value: "all", Text: i18n.T(ctx, "Påminn alla som saknas"), Variant: ui.Secondary}}
	}
	return g
}

// figures is whether every figure has a value, or a reason for having none.
func (r readying) figures(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "uppgifter", Title: i18n.T(ctx, "Uppgifter med värde eller orsak")},
		named: i18n.T(ctx, "uppgifter utan värde och utan orsak"), done: len(r.Gaps) == 0}
	missing := 0
	var items []ui.TaskProps
	for _, gap := range r.Gaps {
		missing += gap.Missing
		items = append(items, ui.TaskProps{Title: gap.Unit.ShortName, URL: answerURL(r.Year, gap.Unit.Code),
			Text: i18n.N(ctx, "En uppgift är inte lämnad, och det står inte varför", "%d uppgifter är inte lämnade, och det står inte varför", gap.Missing)})
	}
	g.Count = i18n.T(ctx, "%d av %d uppgifter finns, eller har en orsak till att de saknas.", r.Figures-missing, r.Figures)
	fold(ctx, &g.ReadyGroup, items)
	return g
}

// returned is what waits for a unit to mend.
func (r readying) returned(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "aterlamnat", Title: i18n.T(ctx, "Återlämnat för att rättas")},
		named: i18n.T(ctx, "återlämnade siffror"), done: len(r.Returned) == 0}
	g.Count = i18n.T(ctx, "Inget väntar på att rättas.")
	if !g.done {
		g.Count = i18n.N(ctx, "En inlämning väntar på att rättas.", "%d inlämningar väntar på att rättas.", len(r.Returned))
	}
	var items []ui.TaskProps
	for _, w := range r.Returned {
		t := ui.TaskProps{Title: i18n.T(ctx, "%s, %s", w.Unit.ShortName, words.Period(ctx, w.Period)), URL: r.periodURL(w), Text: i18n.T(ctx, "Hela inlämningen är återlämnad")}
		if w.SentBack > 0 {
			t.Text = i18n.N(ctx, "En uppgift är återlämnad", "%d uppgifter är återlämnade", w.SentBack)
		}
		items = append(items, t)
	}
	fold(ctx, &g.ReadyGroup, items)
	return g
}

// sections is what somebody is to write.
func (r readying) sections(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "avsnitt", Title: i18n.T(ctx, "Avsnitt")}, named: i18n.T(ctx, "avsnitt att skriva"),
		done: r.Sections > 0 && len(r.Unwritten) == 0}
	g.Count = i18n.T(ctx, "%d av %d avsnitt är klara.", r.Sections-len(r.Unwritten), r.Sections)
	if r.CanLead {
		g.Links = []ui.Link{{Text: i18n.T(ctx, "Till avsnitten"), URL: yearURL(r.Year) + sectionsTab}}
	}
	var items []ui.TaskProps
	for _, s := range r.Unwritten {
		t := ui.TaskProps{Title: s.Heading, URL: yearURL(r.Year), Text: i18n.T(ctx, "Ingen skriver än"), Late: s.Late}
		switch {
		case s.ID == 0:
		case r.CanLead:
			t.URL = fmt.Sprintf("%s%s/%d", yearURL(r.Year), sectionsTab, s.ID)
		default:
			t.URL = fmt.Sprintf("%s#avsnitt-%d", yearURL(r.Year), s.ID)
		}
		switch {
		case s.Author != "" && s.State == "writing":
			t.Text = i18n.T(ctx, "%s skriver", s.Author)
		case s.Author != "":
			t.Text = i18n.T(ctx, "%s har inte börjat", s.Author)
		case s.State == "writing":
			t.Text = i18n.T(ctx, "Påbörjat")
		}
		if s.DueOn != nil {
			t.Due = i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, *s.DueOn))
			if s.Late {
				t.Due = i18n.T(ctx, "Skulle ha varit klart %s", i18n.LongDate(ctx, *s.DueOn))
			}
		}
		items = append(items, t)
	}
	fold(ctx, &g.ReadyGroup, items)
	return g
}

// measures is whether the group has said what it makes of every measure.
func (r readying) measures(ctx context.Context) ready {
	g := ready{ReadyGroup: view.ReadyGroup{ID: "bedomning", Title: i18n.T(ctx, "Mått med diskussion och bedömning")},
		named: i18n.T(ctx, "mått att diskutera och bedöma"), done: len(r.Wordless) == 0}
	g.Count = i18n.T(ctx, "%d av %d mått har både diskussion och bedömning.", r.Measures-len(r.Wordless), r.Measures)
	var items []ui.TaskProps
	for _, m := range r.Wordless {
		t := ui.TaskProps{Title: m.Name, URL: yearURL(r.Year), Text: i18n.T(ctx, "Saknar diskussion och bedömning")}
		if r.CanLead {
			t.URL = yearURL(r.Year) + "/matt/" + page.Digits(m.ID)
		}
		switch {
		case m.Discussed:
			t.Text = i18n.T(ctx, "Saknar bedömning")
		case m.Assessed:
			t.Text = i18n.T(ctx, "Saknar diskussion")
		}
		items = append(items, t)
	}
	fold(ctx, &g.ReadyGroup, items)
	return g
}

// references is whether what the texts refer to is there.
func (r readying) references(ctx context.Context) ready {
	items := brokenReferences(ctx, r)
	g := ready{ReadyGroup: view.ReadyGroup{ID: "hanvisningar", Title: i18n.T(ctx, "Hänvisningar till siffror i texterna")},
		named: i18n.T(ctx, "hänvisningar som inte leder någonstans"), done: len(items) == 0}
	g.Count = i18n.T(ctx, "Alla hänvisningar leder till en siffra.")
	if !g.done {
		g.Count = i18n.N(ctx, "En hänvisning leder inte till någon siffra.", "%d hänvisningar leder inte till någon siffra.", len(items))
	}
	fold(ctx, &g.ReadyGroup, items)
	return g
}
