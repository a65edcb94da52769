package report

import (
	"context"
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	view "samsyn/templates/report"
)

// newDifferencesView says what a later document says otherwise. url is where the later one is
// read.
func newDifferencesView(ctx context.Context, d edition.Differences, url string) view.DifferencesView {
	var v view.DifferencesView
	add := func(heading string, items []view.DifferenceItem) {
		if len(items) > 0 {
			v.Groups = append(v.Groups, view.DifferenceGroup{Heading: heading, Items: items})
			v.Count += len(items)
		}
	}
	add(i18n.T(ctx, "Siffror"), resultItems(ctx, d.Results, url))
	add(i18n.T(ctx, "Mått"), differenceItems(ctx, d.Measures, url))
	add(i18n.T(ctx, "Mål"), differenceItems(ctx, d.Goals, ""))
	add(i18n.T(ctx, "Avsnitt"), differenceItems(ctx, d.Sections, url))
	if d.Frame {
		add(i18n.T(ctx, "Först i rapporten"), []view.DifferenceItem{{Text: i18n.T(ctx, "Uppgifterna om rapporten är andra.")}})
	}
	return v
}

func differenceItems(ctx context.Context, list []edition.Difference, url string) (items []view.DifferenceItem) {
	for _, d := range list {
		item := view.DifferenceItem{Text: d.Name()}
		var said []string
		for _, c := range d.Changes {
			said = append(said, changeWords(ctx, c, d))
			if c != edition.Removed && d.Anchor != "" && url != "" {
				item.URL = url + "#" + d.Anchor
			}
		}
		item.Detail = strings.Join(said, " ")
		items = append(items, item)
	}
	return items
}

// changeWords says what has become of something in the report.
func changeWords(ctx context.Context, c edition.Change, d edition.Difference) string {
	switch c {
	case edition.Added:
		return i18n.T(ctx, "Har kommit till.")
	case edition.Removed:
		return i18n.T(ctx, "Finns inte längre.")
	case edition.Renamed:
		return i18n.T(ctx, "Hette %s.", d.Was)
	case edition.Rewritten:
		return i18n.T(ctx, "Texten är ändrad.")
	case edition.Redefined:
		return i18n.T(ctx, "Det som räknas, eller vad man behöver veta om det, är ändrat.")
	case edition.Retarget:
		return i18n.T(ctx, "Målvärdet eller tiden är ändrad.")
	case edition.Replied:
		return i18n.T(ctx, "Det enheterna skriver är ändrat.")
	}
	return i18n.T(ctx, "Uppgifterna är ändrade.")
}

func resultItems(ctx context.Context, list []edition.ResultDifference, url string) (items []view.DifferenceItem) {
	for _, d := range list {
		item := view.DifferenceItem{URL: url + "#" + d.Anchor}
		switch {
		case d.Was == nil:
			item.Text = i18n.T(ctx, "%s, %s", d.Measure, d.Is.Who)
			item.Detail = i18n.T(ctx, "Har kommit till: %s.", resultWords(ctx, d.Is))
		case d.Is == nil:
			item.Text = i18n.T(ctx, "%s, %s", d.Measure, d.Was.Who)
			item.Detail = i18n.T(ctx, "Finns inte längre: %s.", resultWords(ctx, d.Was))
		default:
			item.Text, item.Detail = i18n.T(ctx, "%s, %s", d.Measure, d.Is.Who), resultChange(ctx, d)
		}
		items = append(items, item)
	}
	return items
}

// resultChange says what a line of a table said, and what it says.
func resultChange(ctx context.Context, d edition.ResultDifference) string {
	was, is := *d.Was, *d.Is
	var said []string
	note := func(format, a, b string) {
		if a != b {
			said = append(said, i18n.T(ctx, format, or(a, i18n.T(ctx, "inget")), or(b, i18n.T(ctx, "inget"))))
		}
	}
	note(i18n.Mark("Hette %s, heter %s."), was.Who, is.Who)
	if was.Value != is.Value || was.Counts != is.Counts {
		note(i18n.Mark("Var %s, är %s."), resultWords(ctx, d.Was), resultWords(ctx, d.Is))
	}
	note(i18n.Mark("Mot målet: var %s, är %s."), was.StatusText, is.StatusText)
	note(i18n.Mark("Siffrans läge: var %s, är %s."), was.StandingText, is.StandingText)
	note(i18n.Mark("Året före: var %s, är %s."), was.Before, is.Before)
	note(i18n.Mark("Två år före: var %s, är %s."), was.Earlier, is.Earlier)
	note(i18n.Mark("Lämnat: var %s, är %s."), was.Note, is.Note)
	note(i18n.Mark("Uppgift saknas: var %s, är %s."), was.Missing, is.Missing)
	if len(said) == 0 {
		note(i18n.Mark("95 %% intervall: var %s, är %s."), was.Interval, is.Interval)
	}
	if len(said) == 0 {
		said = append(said, i18n.T(ctx, "Uppgifterna är ändrade."))
	}
	return strings.Join(said, " ")
}

// resultWords is a line's value with what it is made of.
func resultWords(ctx context.Context, r *edition.Result) string {
	if r.Counts == "" {
		return r.Value
	}
	return i18n.T(ctx, "%s (%s)", r.Value, r.Counts)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
