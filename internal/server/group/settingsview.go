package group

import (
	"context"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func newSettingsView(ctx context.Context, s group.Settings, p settingsPage) view.SettingsView {
	form, version := p.form, strconv.Itoa(s.Version)
	v := view.SettingsView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: s.Group.Name, URL: groupURL}}, Title: i18n.T(ctx, "Gruppens inställningar"),
			Lead: i18n.T(ctx, "När siffror ska lämnas, vad man kan svara när en uppgift saknas, och vad som visas när barnen är få.")},
		Form:   ui.FormState{Action: settingsURL, Version: version, Problems: form.Summary(ctx)},
		AddURL: reasonsURL,
		Add: ui.FieldProps{Name: "text", Label: i18n.T(ctx, "Ny orsak"), Value: form.Value("text"), Error: form.Error(ctx, "text"),
			MaxLength: quality.MaxReason},
		Effect: newEffectView(ctx, s, p.tried),
		Others: otherSettings(ctx),
		Small:  newSmallNumbersView(ctx, s, p),

		Members: newMemberLimitsView(ctx, s, form),
		Goals:   newGoalCeilingView(ctx, s, form),
		Survey:  newSurveyView(ctx, s, form),
	}
	fillDays(ctx, &v, form, s.Group)
	if p.overtaken {
		v.Form.Conflict.Text = page.Overtaken(ctx, s.Last.ActorName, s.Last.At)
		if form.Has("due_days") {
			v.Form.Conflict.Now = page.Differing(dayFacts(ctx, s.Group.Days()), typedDays(ctx, form))
		}
		if form.Has("goal_ceiling") {
			v.Form.Conflict.Now = page.Differing([]ui.Definition{{Term: i18n.T(ctx, "Mål som mest"), Text: strconv.Itoa(s.Group.GoalCeiling)}},
				[]ui.Definition{{Text: form.Value("goal_ceiling")}})
		}
		if form.Has("response_measure") {
			stored := newSurveyView(ctx, s, page.NewForm(nil))
			v.Form.Conflict.Now = page.Differing([]ui.Definition{{Term: stored.Limit.Label, Text: stored.Limit.Value}}, []ui.Definition{{Text: form.Value("response_limit")}})
		}
		if form.Has("masking_threshold") {
			v.Form.Conflict.Now = page.Differing(smallNumberFacts(ctx, s.Group.SmallNumbers()), typedSmallNumbers(ctx, form))
		}
		if form.Has("members_min") {
			v.Form.Conflict.Now = page.Differing(memberLimitFacts(ctx, strconv.Itoa(s.Members.Min), strconv.Itoa(s.Members.Max)),
				memberLimitFacts(ctx, form.Value("members_min"), form.Value("members_max")))
		}
	}
	for n, reason := range s.Reasons {
		row := newReasonRow(ctx, form, reason)
		row.Version = version
		if !reason.Active {
			v.Retired = append(v.Retired, row)
			continue
		}
		row.Up, row.Down = n > 0, n+1 < len(s.Reasons) && s.Reasons[n+1].Active
		v.Reasons = append(v.Reasons, row)
	}
	return v
}

// fillDays fills the fields for the days, with what was typed or with the group's.
func fillDays(ctx context.Context, v *view.SettingsView, form *page.Form, g org.Group) {
	value := func(name string, stored int) string {
		if form.Has(name) {
			return form.Value(name)
		}
		return strconv.Itoa(stored)
	}
	v.DueDays = ui.NumberField(ui.FieldProps{Name: "due_days", Label: i18n.T(ctx, "Siffrorna lämnas senast så många dagar efter periodens slut"),
		Value: value("due_days", g.DueDays), Error: form.Error(ctx, "due_days"), Suffix: i18n.T(ctx, "dagar"), Width: 4, Required: true}, 0)
	v.Day = ui.NumberField(ui.FieldProps{Name: "report_due_day", Label: i18n.T(ctx, "Årets material lämnas senast den"),
		Value: value("report_due_day", g.ReportDueDay), Error: form.Error(ctx, "report_due_day"), Width: 4, Required: true}, 0)
	v.Month = ui.SelectProps{Name: "report_due_month", Label: i18n.T(ctx, "Månad, året efter"),
		Value: value("report_due_month", int(g.ReportDueMonth)), Error: form.Error(ctx, "report_due_month")}
	for n, name := range words.Months(ctx) {
		v.Month.Options = append(v.Month.Options, ui.Option{Value: strconv.Itoa(n + 1), Label: name})
	}
}

// newEffectView says what the group's days mean, or those that were tried.
func newEffectView(ctx context.Context, s group.Settings, tried *group.Effect) view.EffectView {
	e, v := s.Effect, view.EffectView{Title: i18n.T(ctx, "Det betyder")}
	if tried != nil {
		e, v.Title = *tried, i18n.T(ctx, "Det skulle betyda, om du sparar")
	}
	for _, d := range e.Periods {
		v.Lines = append(v.Lines, words.Sentence(i18n.T(ctx, "%s lämnas senast %s.", words.Period(ctx, d.Period), i18n.LongDate(ctx, d.Day))))
	}
	v.Lines = append(v.Lines, i18n.T(ctx, "Materialet till årsrapporten om %s lämnas senast %s.", strconv.Itoa(e.ReportYear), i18n.LongDate(ctx, e.ReportDue)))
	for _, d := range e.AfterReport {
		v.Warnings = append(v.Warnings, i18n.T(ctx, "Siffrorna för %s lämnas först efter materialet om samma år.", words.Period(ctx, d.Period)))
	}
	v.Warnings = append(v.Warnings, lateLines(ctx, e)...)
	return v
}

// lateLines say how many submissions become late by the days, or are not any more.
func lateLines(ctx context.Context, e group.Effect) []string {
	var lines []string
	if e.MoreLate > 0 {
		lines = append(lines, i18n.N(ctx, "En inlämning som har räknats som i tid blir försenad.",
			"%d inlämningar som har räknats som i tid blir försenade.", e.MoreLate))
	}
	if e.FewerLate > 0 {
		lines = append(lines, i18n.N(ctx, "En inlämning som har räknats som försenad blir i tid.",
			"%d inlämningar som har räknats som försenade blir i tid.", e.FewerLate))
	}
	return lines
}

// dayFacts is the days in words, to hold two against each other.
func dayFacts(ctx context.Context, d org.Days) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Dagar efter periodens slut"), Text: strconv.Itoa(d.DueDays)},
		{Term: i18n.T(ctx, "Årets material"), Text: words.DayOfYear(ctx, d.ReportDueMonth, d.ReportDueDay)},
	}
}

// typedDays is the days as they were typed, in words.
func typedDays(ctx context.Context, form *page.Form) []ui.Definition {
	facts := dayFacts(ctx, readDays(page.NewForm(form.All())))
	facts[0].Text = form.Value("due_days")
	return facts
}

func newReasonRow(ctx context.Context, form *page.Form, r quality.Reason) view.ReasonRow {
	id := strconv.FormatInt(int64(r.ID), 10)
	field := reasonField(r.ID)
	row := view.ReasonRow{ID: "orsak-" + id, Text: r.Text, URL: reasonsURL + "/" + id, Used: r.Used, Retired: !r.Active, Open: form.Has(field),
		Reword: ui.FieldProps{Name: field, Label: i18n.T(ctx, "Orsakens ord"), Value: r.Text, Error: form.Error(ctx, field), MaxLength: quality.MaxReason}}
	if row.Open {
		row.Reword.Value = form.Value(field)
	}
	return row
}

// otherSettings lead to what the group decides elsewhere.
func otherSettings(ctx context.Context) []ui.TaskProps {
	return []ui.TaskProps{
		{Title: i18n.T(ctx, "Namn"), URL: namesURL, Text: i18n.T(ctx, "Vad gruppen heter och har hetat, och vem som får årets material.")},
		{Title: i18n.T(ctx, "Enheter"), URL: unitsURL, Text: i18n.T(ctx, "Vilka som är med, och i vilken ordning de står.")},
		{Title: i18n.T(ctx, "Personer"), URL: "/gruppen/personer", Text: i18n.T(ctx, "Vilka som lämnar in för enheterna, och andra i gruppen.")},
		{Title: i18n.T(ctx, "Hur ofta och när"), URL: collectionURL, Text: i18n.T(ctx, "Hur ofta siffror samlas in, och sista dagarna.")},
		{Title: i18n.T(ctx, "Regler mellan mått"), URL: "/inrapportering/regler", Text: i18n.T(ctx, "Mått som ska stämma med varandra.")},
		{Title: i18n.T(ctx, "Påminnelser"), URL: "/inrapportering/paminnelser", Text: i18n.T(ctx, "När mejl om siffror går, och i vilka ord.")},
	}
}
