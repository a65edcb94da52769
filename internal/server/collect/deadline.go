package collect

import (
	"context"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// deadline says when something is due, and since when it is late.
func deadline(ctx context.Context, due, today time.Time) (text string, late bool) {
	day := i18n.LongDate(ctx, due)
	switch days := daysBetween(today, due); {
	case days == 0:
		return i18n.T(ctx, "Senast i dag, %s", day), false
	case days == 1:
		return i18n.T(ctx, "Senast i morgon, %s", day), false
	case days > 1:
		return i18n.T(ctx, "Senast %s, om %d dagar", day, days), false
	default:
		return i18n.N(ctx, "Skulle ha lämnats i går, %[2]s", "Skulle ha lämnats %[2]s, för %[1]d dagar sedan", -days, -days, day), true
	}
}

func daysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// stateOf is the badge for how far a unit has come with a period.
func stateOf(s quality.SubmissionState, begun, late bool) ui.SubmissionState {
	switch {
	case s == quality.Draft && late:
		return ui.SubmissionLate
	case s == quality.Draft && !begun:
		return ui.SubmissionNotStarted
	}
	return ui.SubmissionState(s)
}

func progressState(p collect.Progress) ui.SubmissionState {
	return stateOf(p.Submission.State, p.Submission.ID != 0, p.DaysLate > 0)
}

// filled says how much of a period is filled in.
func filled(ctx context.Context, done, total int) string {
	return i18n.T(ctx, "%d av %d ifyllda", done, total)
}

// moment says when something happened, and by whom: "14:02 av Anna" today,
// "3 oktober 2026 kl. 14:02 av Anna" before.
func moment(ctx context.Context, at, today time.Time, by collect.Author) string {
	text := i18n.Clock(ctx, at)
	if i18n.Date(ctx, at) != i18n.Date(ctx, today) {
		text = i18n.T(ctx, "%s kl. %s", i18n.LongDate(ctx, at), text)
	}
	switch {
	case by.Name == "":
		return text
	case by.OnBehalf:
		return text + " " + i18n.T(ctx, "av %s, sammanställande, åt enheten", by.Name)
	}
	return text + " " + i18n.T(ctx, "av %s", by.Name)
}

// decidedAt is moment for what the convener did as convener.
func decidedAt(ctx context.Context, at, today time.Time, name string) string {
	return moment(ctx, at, today, collect.Author{Name: name})
}

// title names a unit's period: "Linköping, kvartal 3 2026".
func title(ctx context.Context, unit org.Unit, p quality.Period) string {
	return i18n.T(ctx, "%s, %s", unit.ShortName, words.Period(ctx, p))
}
