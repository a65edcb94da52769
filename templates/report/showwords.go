package report

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
)

// headline is the one thing that a slide says.
func headline(ctx context.Context, s edition.Slide) string {
	switch {
	case s.Kind == edition.YearSlide:
		return i18n.T(ctx, "Så gick det med årets mål")
	case s.Kind == edition.EndSlide:
		return i18n.T(ctx, "Läs mer")
	case s.Kind != edition.GoalSlide:
		return s.Heading
	case s.Message != "":
		return s.Message
	case s.Measure == nil:
		return i18n.T(ctx, "Inget mått följer målet ännu")
	}
	return outcome(ctx, s.Measure)
}

// outcome says how a measure went when nobody has put it in words.
func outcome(ctx context.Context, m *edition.Measure) string {
	total, _ := m.Total()
	switch reached, of := m.Reached(); {
	case of > 1 && m.Hides():
		return i18n.T(ctx, "%d av %d enheter med tal som kan visas når målet", reached, of)
	case of > 1 && reached == of:
		return i18n.T(ctx, "Alla %d enheter når målet", of)
	case of > 1 && reached == 0:
		return i18n.T(ctx, "Ingen av %d enheter når målet", of)
	case of > 1:
		return i18n.T(ctx, "%d av %d enheter når målet", reached, of)
	case total.Point != nil:
		return i18n.T(ctx, "Hela gruppen: %s", total.Value)
	case total.Status == "masked":
		return i18n.T(ctx, "Resultatet visas inte: barnen är för få")
	}
	return i18n.T(ctx, "Inget resultat ännu")
}

// statusWord is a count's word; that of goals without measures is ours.
func statusWord(ctx context.Context, c edition.Count) string {
	if c.Text == "" {
		return i18n.T(ctx, "Inget mått ännu")
	}
	return c.Text
}

// tallied is a count in one line: "Uppfyllt: 3, Följs: 1".
func tallied(ctx context.Context, counts []edition.Count) string {
	var parts []string
	for _, c := range counts {
		parts = append(parts, statusWord(ctx, c)+": "+strconv.Itoa(c.Number))
	}
	return strings.Join(parts, ", ")
}

// which says which version of the report something is from.
func which(ctx context.Context, d *edition.Document) string {
	return editionName(ctx, d) + ", " + i18n.LongDate(ctx, d.AsOf)
}

// left says how many were left out; "" for none.
func left(ctx context.Context, more int) string {
	if more == 0 {
		return ""
	}
	return i18n.T(ctx, "och %d till, se rapporten", more)
}

func number(n int) string { return strconv.Itoa(n + 1) }
