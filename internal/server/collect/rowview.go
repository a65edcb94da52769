package collect

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/plausibility"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// commonRow is what a row shows whether it can be changed or not.
func commonRow(ctx context.Context, form collect.Form, row collect.Row) view.Row {
	list := reasonsOf(form)
	r := view.Row{
		ID: rowID(row.Key()), Key: rowKey(row.Key()), Name: row.Indicator.Definition.Name, About: about(ctx, form, row),
		Kind: string(row.Indicator.Kind), Definition: definition(ctx, row.Indicator),
		Now: list.value(ctx, row.Indicator, row.Says()), Notes: notes(ctx, form, row),
	}
	r.Warnings, r.Broken = sentences(ctx, row)
	for _, p := range row.Past {
		r.Past = append(r.Past, newPast(ctx, list, row.Indicator, p))
	}
	if row.Figure.Version == 0 {
		return r
	}
	r.HistoryURL = historyURL(form, row)
	if form.Submission.State != quality.Draft {
		r.Standing = ui.Standing(row.Figure.Standing(form.Submission.State))
	}
	if len(row.Warnings) > 0 && row.Figure.Confirmation != "" {
		r.Confirmed = row.Figure.Confirmation
	}
	if tells(form, row) {
		r.Saved = i18n.T(ctx, "Sparad %s", moment(ctx, row.Figure.EnteredAt, form.Today, row.EnteredBy))
	}
	for _, c := range row.Changes {
		if c.Figure.Version > 0 {
			v := list.value(ctx, c.Indicator, c.Figure)
			r.Then = append(r.Then, ui.Definition{Term: i18n.T(ctx, "Från %s", i18n.LongDate(ctx, *c.Figure.Value.ValidFrom)),
				Text: joined(", ", v.Text, v.Comment)})
		}
	}
	return r
}

func newPast(ctx context.Context, list reasons, i quality.Indicator, p collect.Past) view.Past {
	past := view.Past{Period: words.ShortPeriod(ctx, p.Period), Value: list.value(ctx, i, p.Figure)}
	past.Value.Comment = ""
	if point, ok := p.Figure.Value.Point(i.Kind, i.Definition.RatePer); ok {
		// The strip is narrow: the unit stands at the row's own value.
		past.Value.Detail = basis(ctx, i.Kind, p.Figure.Value)
		past.Value.Text = words.Measured(ctx, i.Kind, i.Definition, point)
	}
	if p.Figure.State != "" {
		past.Standing = ui.Standing(p.Standing)
	}
	return past
}

// tells reports whether who saved the row, and when, says more than what stands
// for the form as a whole.
func tells(form collect.Form, row collect.Row) bool {
	another := row.EnteredBy != form.LastSavedBy
	return another || row.EnteredBy.OnBehalf || form.LastSaved.Sub(row.Figure.EnteredAt) > 24*time.Hour
}

// rowID is a row's place on the page, and rowKey what its fields' names begin with.
func rowID(key quality.FigureKey) string { return ui.FieldID(collect.FieldName(key, "row")) }

func rowKey(key quality.FigureKey) string { return collect.FieldName(key, "") }

// historyURL is where what has happened to the figure is told.
func historyURL(form collect.Form, row collect.Row) string {
	url := fmt.Sprintf("%s/historik/%s", entryURL(form.Unit, form.Period), row.Indicator.Code)
	if row.Stratum.Code != "" {
		url += "?del=" + row.Stratum.Code
	}
	return url
}

// sentences are what looks odd in the row's figure by itself, and the rules across
// measures that it breaks.
func sentences(ctx context.Context, row collect.Row) (odd, broken []string) {
	for _, w := range row.Warnings {
		text := words.Warning(ctx, w)
		if w.Code == plausibility.RuleBroken {
			broken = append(broken, text)
		} else {
			odd = append(odd, text)
		}
	}
	return odd, broken
}

// notes is what the reader should know about the row's figure.
func notes(ctx context.Context, form collect.Form, row collect.Row) []view.Note {
	var list []view.Note
	f, r := row.Figure, row.Figure.Review
	if r.ReturnReason != "" {
		n := view.Note{Kind: ui.Warning, Title: i18n.T(ctx, "Återlämnad"), Text: r.ReturnReason}
		if r.State == quality.ReviewedReturned {
			n.Detail = decidedAt(ctx, *r.At, form.Today, row.ReviewedBy)
		} else {
			n.Title = i18n.T(ctx, "Rättad efter återlämning")
		}
		list = append(list, n)
	}
	if f.ChangedSinceApproval() {
		was := reasonsOf(form).line(ctx, row.Indicator, r.Approved.Figure())
		n := view.Note{Kind: ui.Info, Title: i18n.T(ctx, "Ändrad efter godkännandet, var: %s", was),
			Detail: i18n.T(ctx, "Ändrad %s. Godkänd %s.", moment(ctx, f.EnteredAt, form.Today, row.EnteredBy),
				decidedAt(ctx, r.Approved.At, form.Today, row.ApprovedBy))}
		if r.ChangeReason != "" {
			n.Text = i18n.T(ctx, "Varför: %s", r.ChangeReason)
		}
		list = append(list, n)
	}
	if n, follows := followsFrom(ctx, form, row); follows {
		list = append(list, n)
	}
	return list
}

// followsFrom says why the row says something although nothing is entered.
func followsFrom(ctx context.Context, form collect.Form, row collect.Row) (view.Note, bool) {
	implied := row.Implied
	switch {
	case row.Figure.Version > 0 || implied.Figure.State == "":
		return view.Note{}, false
	case implied.Because.ID != 0:
		return view.Note{Title: i18n.T(ctx, "Gäller inte er"), Text: i18n.T(ctx, "Det följer av ert svar på ”%s”: %s. Stämmer det inte kan du fylla i ändå.",
			implied.Because.Definition.Name, reasonsOf(form).line(ctx, implied.Because, implied.Answer))}, true
	case implied.Figure.State == quality.NotApplicable:
		return view.Note{Title: i18n.T(ctx, "Gäller inte er"), Text: i18n.T(ctx, "Så svarade ni senast. Har det ändrats kan du fylla i.")}, true
	}
	return view.Note{Title: i18n.T(ctx, "Oförändrat sedan %s", i18n.LongDate(ctx, *implied.Figure.Value.ValidFrom)),
		Text: i18n.T(ctx, "Ändra bara om det är annorlunda nu.")}, true
}
