package open

import (
	"context"
	"net/http"
	"time"

	"samsyn/internal/app/open"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// received is whose feedback is looked at: a group's, or the site's when it is zero.
type received struct {
	group org.GroupID
	url   string
	up    ui.Link
	late  bool // somebody else was first with what comes back
}

func (h *Handlers) showReceived(w http.ResponseWriter, r *http.Request, form *page.Form, of received) error {
	ctx := r.Context()
	rows, err := h.room.Feedback(ctx, page.VisitorOf(r).Actor, of.group)
	if err != nil {
		return err
	}
	v := view.ReceivedView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Synpunkter utifrån"), Trail: []ui.Link{of.up},
		Lead: i18n.T(ctx, "Det här har någon skrivit utan att logga in. Skriv vad ni gör åt det, och svara dem som har lämnat en adress.")},
		Form:  ui.FormState{Problems: form.Summary(ctx)},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen har skrivit något än")}}
	for _, f := range rows {
		row := receivedRow(ctx, f, form, of)
		if row.Open && of.late {
			v.Form.Conflict = feedbackOvertaken(ctx, f, row)
		}
		v.Rows = append(v.Rows, row)
	}
	status := form.Status()
	if of.late {
		status = http.StatusConflict
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Received(v), HideGroup: of.group == 0})
}

func receivedRow(ctx context.Context, f open.FeedbackRow, form *page.Form, of received) view.ReceivedRow {
	id := page.Digits(f.ID)
	row := view.ReceivedRow{ID: "synpunkt-" + id, Title: i18n.T(ctx, "%s, %s", words.FeedbackKind(ctx, f.Kind), i18n.LongDate(ctx, f.SentAt.In(i18n.Location()))),
		Body: f.Body, State: words.FeedbackState(ctx, f.State), Handled: f.State == improvement.FeedbackHandled, URL: of.url + "/" + id, Version: page.Digits(f.Version),
		Facts:   []ui.Definition{{Term: i18n.T(ctx, "Sida"), Text: f.Page}, {Term: i18n.T(ctx, "Vill ha svar till"), Text: f.ReplyTo}, {Term: i18n.T(ctx, "Vad det blev"), Text: f.Outcome}},
		Choice:  ui.SelectProps{Name: "state." + id, Label: i18n.T(ctx, "Läge"), Value: string(f.State)},
		Outcome: ui.TextAreaProps{Name: "outcome." + id, Label: i18n.T(ctx, "Vad det blev"), Value: f.Outcome, Rows: 2, Optional: true, MaxLength: improvement.MostOutcome}}
	if f.HandledAt != nil {
		row.Facts = append(row.Facts, ui.Definition{Term: i18n.T(ctx, "Senast"), Text: words.Written(ctx, f.HandledBy, f.HandledAt.In(i18n.Location()))})
	}
	if name := row.Outcome.Name; form.Has(name) {
		row.Outcome.Value, row.Choice.Value, row.Open = form.Value(name), form.Value(row.Choice.Name), true
		row.Outcome.Error = form.Error(ctx, name)
		if !of.late {
			row.Version = form.Value("version") // it is still the one that was read
		}
	}
	for _, s := range improvement.FeedbackStates() {
		row.Choice.Options = append(row.Choice.Options, ui.Option{Value: string(s), Label: words.FeedbackState(ctx, s)})
	}
	return row
}

// feedbackOvertaken says what is stored of the feedback now, beside what was typed.
func feedbackOvertaken(ctx context.Context, f open.FeedbackRow, typed view.ReceivedRow) ui.Conflict {
	var at time.Time
	if f.HandledAt != nil {
		at = f.HandledAt.In(i18n.Location())
	}
	facts := func(state, outcome string) []ui.Definition {
		return []ui.Definition{{Term: typed.Choice.Label, Text: words.FeedbackState(ctx, improvement.FeedbackState(state))}, {Term: typed.Outcome.Label, Text: outcome}}
	}
	return ui.Conflict{Text: page.Overtaken(ctx, f.HandledBy, at), Now: page.Differing(facts(string(f.State), f.Outcome), facts(typed.Choice.Value, typed.Outcome.Value))}
}

func (h *Handlers) handle(w http.ResponseWriter, r *http.Request, of received) error {
	ctx := r.Context()
	id, err := page.ID(r, "feedback")
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	name := page.Digits(id)
	f := improvement.Feedback{ID: improvement.FeedbackID(id), GroupID: of.group, State: improvement.FeedbackState(form.Value("state." + name)),
		Outcome: form.Text("outcome."+name, improvement.MostOutcome)}
	if version := form.Whole("version"); version != nil {
		f.Version = int(*version)
	}
	if err = form.Err(); err == nil {
		err = page.AtField(h.room.HandleFeedback(ctx, page.VisitorOf(r).Actor, f), "outcome."+name)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: of.url + "#synpunkt-" + name, Said: i18n.T(ctx, "Läget är sparat."),
		Again: func(late bool) error {
			of.late = late
			return h.showReceived(w, r, form, of)
		}})
}
