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
	if was.Who != is.Who {
		said = append(said, i18n.T(ctx, "Hette %s, heter %s.", was.Who, is.Who))
	}
	if was.Value != is.Value || was.Counts != is.Counts {
		said = append(said, i18n.T(ctx, "Var %s, är %s.", resultWords(ctx, d.Was), resultWords(ctx, d.Is)))
	}
	none := i18n.T(ctx, "inget")
	for _, part := range []struct{ what, was, is string }{
		{i18n.T(ctx, "Mot målet"), was.StatusText, is.StatusText}, {i18n.T(ctx, "Siffrans läge"), was.StandingText, is.StandingText},
		{i18n.T(ctx, "Året före"), was.Before, is.Before}, {i18n.T(ctx, "Två år före"), was.Earlier, is.Earlier},
		{i18n.T(ctx, "Lämnat"), was.Note, is.Note}, {i18n.T(ctx, "Uppgift saknas"), was.Missing, is.Missing},
	} {
		if part.was != part.is {
			said = append(said, i18n.T(ctx, "%s: var %s, är %s.", part.what, or(part.was, none), or(part.is, none)))
		}
	}
	if len(said) == 0 { // its interval, or the numbers behind what is rounded
		return i18n.T(ctx, "Uppgifterna är ändrade.")
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
