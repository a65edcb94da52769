package group

import (
	"context"
	"strconv"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// newMonths is the year's months in order with what is to be done in each. When only some
// tasks are shown the months without any are left out, and so are the days that are no tasks.
func newMonths(ctx context.Context, visitor page.Visitor, w group.Wheel, some bool) []view.MonthView {
	var months []view.MonthView
	for n, name := range words.Months(ctx) {
		month := time.Month(n + 1)
		m := view.MonthView{ID: monthID(month), Name: words.Sentence(name)}
		if !some {
			for _, f := range w.Fixed {
				if f.Day.Month() == month {
					m.Fixed = append(m.Fixed, newFixedRow(ctx, visitor, f))
				}
			}
		}
		for _, t := range w.Tasks {
			if t.DueOn.Month() == month {
				m.Tasks = append(m.Tasks, newTaskRow(ctx, w, t))
			}
		}
		if !some || len(m.Tasks) > 0 {
			months = append(months, m)
		}
	}
	return months
}

func newFixedRow(ctx context.Context, visitor page.Visitor, f group.FixedDay) view.FixedRow {
	row := view.FixedRow{Day: i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, f.Day)), Text: i18n.T(ctx, "Siffrorna för %s lämnas in", words.Period(ctx, f.Period))}
	year := strconv.Itoa(f.Period.LastYear())
	if visitor.May(org.ViewBoard, 0) {
		row.URL = "/inrapportering/oversikt?ar=" + year
	}
	if f.Report {
		row.Text, row.URL = i18n.T(ctx, "Materialet till årsrapporten om %s lämnas", year), "/arsrapport/"+year
	}
	return row
}

func newTaskRow(ctx context.Context, w group.Wheel, t group.WheelTask) view.TaskRow {
	row := view.TaskRow{Title: t.Title, URL: taskURL(t.ID), Owner: ownerWords(ctx, w.Choices, t.Task), Where: whereWords(ctx, w.Choices, t.Task),
		Kind: words.TaskKind(ctx, t.Kind), State: newTaskState(ctx, t), Mine: t.Mine, Due: dueWords(ctx, t, w.Today), Late: t.Overdue}
	if t.Mine && t.State == improvement.TaskOpen {
		row.DoneURL, row.Version = taskURL(t.ID)+"/klar", strconv.Itoa(t.Version)
	}
	return row
}

// newTaskState is how a task stands, by word, symbol and colour.
func newTaskState(ctx context.Context, t group.WheelTask) ui.WordBadgeProps {
	b := ui.WordBadgeProps{Kind: string(t.State), Text: words.TaskState(ctx, t.State)}
	switch {
	case t.Overdue:
		b.Kind, b.Text, b.Color, b.Icon = string(group.OverdueTasks), i18n.T(ctx, "Försenad"), ui.Danger, ui.IconWarning
	case t.State == improvement.TaskDone:
		b.Color, b.Icon = ui.Success, ui.IconCheckFilled
	case t.State == improvement.TaskDropped:
		b.Color, b.Icon = ui.Neutral, ui.IconDash
	default:
		b.Color, b.Icon = ui.Info, ui.IconClock
	}
	return b
}

// dueWords says when a task is to be done, and that it is late when it is.
func dueWords(ctx context.Context, t group.WheelTask, today time.Time) string {
	switch {
	case t.Overdue:
		days := int(today.Sub(t.DueOn).Hours() / 24)
		return i18n.N(ctx, "Skulle ha varit klar %[2]s, i går", "Skulle ha varit klar %[2]s, för %[1]d dagar sedan", days, days, i18n.LongDate(ctx, t.DueOn))
	case t.State == improvement.TaskOpen && t.DueOn.Equal(today):
		return i18n.T(ctx, "Senast i dag")
	}
	return i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, t.DueOn))
}

// ownerWords is who is to do the task.
func ownerWords(ctx context.Context, c group.Choices, t improvement.Task) string {
	switch {
	case t.OwnerID != 0:
		return c.Names[t.OwnerID]
	case t.OwnerRole != "":
		return words.Role(ctx, t.OwnerRole)
	}
	return i18n.T(ctx, "Ingen ansvarig ännu")
}

// whereWords is for whom the task is, "" when it is for the group.
func whereWords(_ context.Context, c group.Choices, t improvement.Task) string {
	for _, u := range c.Units {
		switch {
		case t.UnitID != 0 && u.ID == t.UnitID:
			return u.ShortName
		case t.UnitID == 0 && t.RegionID != 0 && u.RegionID == t.RegionID:
			return u.RegionName
		}
	}
	return ""
}

// newBand is the year at a glance: each month with how its tasks stand.
func newBand(ctx context.Context, w group.Wheel) []view.BandMonth {
	var band []view.BandMonth
	for n, name := range words.Months(ctx) {
		month := time.Month(n + 1)
		m := view.BandMonth{Name: words.Sentence(name), Short: shortMonth(name), URL: wheelYearURL(w.Year) + "#" + monthID(month),
			Now: w.Year == w.Today.Year() && month == w.Today.Month()}
		for _, f := range w.Fixed {
			if f.Day.Month() == month {
				m.Fixed++
			}
		}
		for _, c := range w.Months {
			if c.Month != month {
				continue
			}
			m.Open, m.Done, m.Dropped, m.Overdue = c.Open, c.Done, c.Dropped, c.Overdue
		}
		band = append(band, m)
	}
	return band
}

// shortMonth is the first three letters of a month's name.
func shortMonth(name string) string {
	letters := []rune(name)
	return string(letters[:min(3, len(letters))])
}
