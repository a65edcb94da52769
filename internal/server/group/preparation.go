package group

import (
	"context"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// preparedEvents are how a question was prepared, in words.
func preparedEvents(ctx context.Context, p improvement.Preparation) []view.MatterEvent {
	var events []view.MatterEvent
	for _, part := range []struct{ title, text string }{{i18n.T(ctx, "Vad som har prövats"), p.Tried}, {i18n.T(ctx, "Alternativ"), p.Alternatives}, {i18n.T(ctx, "Vad som begärs"), p.Asked}} {
		if part.text != "" {
			events = append(events, view.MatterEvent{Title: part.title, Text: part.text})
		}
	}
	return events
}

// preparationStep is where a question is prepared before it is lifted, and where it is
// written what the group did with the answer.
func preparationStep(ctx context.Context, form *page.Form, p group.MatterPage) view.AreaStep {
	stored := p.Preparation
	open := form.Value("do") == "prepare"
	if !open {
		form = page.NewForm(url.Values{"tried": {stored.Tried}, "alternatives": {stored.Alternatives}, "asked": {stored.Asked}, "followed": {stored.Followed},
			"answered_on": {dayText(ctx, stored.AnsweredOn)}})
	}
	f := filled{ctx, form}
	s := view.AreaStep{ID: "bered", Title: i18n.T(ctx, "Bered frågan"), Lead: i18n.T(ctx, "Det som mottagaren behöver för att kunna ta upp den."), Action: mattersURL + "/" + page.Digits(p.ID), Version: strconv.Itoa(p.Version), Folded: true, Open: open,
		Fields: []templ.Component{
			view.HiddenField(ui.Hidden{Name: "preparation", Value: strconv.Itoa(stored.Version)}),
			f.text(ui.TextAreaProps{Name: "tried", Label: i18n.T(ctx, "Vad som har prövats"), Rows: 3, Optional: true}),
			f.text(ui.TextAreaProps{Name: "alternatives", Label: i18n.T(ctx, "Alternativ"), Rows: 3, Optional: true}),
			f.text(ui.TextAreaProps{Name: "asked", Label: i18n.T(ctx, "Vad som begärs"), Rows: 3, Optional: true}),
		}, Buttons: []ui.ButtonProps{{Text: i18n.T(ctx, "Spara beredningen"), Name: "do", Value: "prepare", Variant: ui.Secondary}}}
	if p.State == improvement.MatterAnswered {
		s.Title, s.Lead = i18n.T(ctx, "Beredningen, och vad gruppen gjorde med svaret"), ""
		s.Fields = append(s.Fields, f.day("answered_on", i18n.T(ctx, "Dagen svaret kom"), i18n.T(ctx, "Om det kom en annan dag än det skrevs in."), false),
			f.text(ui.TextAreaProps{Name: "followed", Label: i18n.T(ctx, "Vad gruppen gjorde med svaret"), Rows: 3, Optional: true}))
	}
	return s
}

func readPreparation(form *page.Form, seen group.SeenMatter) improvement.Preparation {
	p := improvement.Preparation{MatterID: seen.ID, GroupID: seen.GroupID, Tried: form.Text("tried", maxWritten), Alternatives: form.Text("alternatives", maxWritten),
		Asked: form.Text("asked", maxWritten), Followed: form.Text("followed", maxWritten), AnsweredOn: form.Date("answered_on")}
	p.Version, _ = strconv.Atoi(form.Value("preparation")) // what is no number is nobody's version
	return p
}
