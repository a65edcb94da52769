package collect

import (
	"context"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// newHead is what stands first on every page about a unit's period.
func newHead(ctx context.Context, form collect.Form) view.Head {
	h := view.Head{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}},
			Title: title(ctx, form.Unit, form.Period),
		},
		Notices: stateNotices(ctx, form),
	}
	// The other states say themselves how settled their figures are.
	if s := form.Submission.State; s == quality.Submitted || s == quality.Returned || s == quality.Reopened {
		h.Standing = ui.StandingPreliminary
	}
	begun := len(form.Empty()) < len(form.Rows)
	switch {
	case len(form.Rows) == 0:
	case form.Submission.State == quality.Draft:
		h.Deadline, h.Late = deadline(ctx, form.Due, form.Today)
	case form.Submission.State == quality.Reopened:
		h.Deadline, h.Late = deadline(ctx, *form.Submission.ReopenedUntil, form.Today)
	}
	h.State = stateOf(form.Submission.State, begun, h.Late)
	return h
}

// waiting reports whether the unit has not handed in, or must do so again.
func waiting(form collect.Form) bool {
	s := form.Submission.State
	return s == quality.Draft || s == quality.Returned || s == quality.Reopened || len(form.SentBack()) > 0
}

// stateNotices says what the state means for the reader.
func stateNotices(ctx context.Context, form collect.Form) []view.Notice {
	s := form.Submission
	var list []view.Notice
	switch {
	case s.State == quality.Returned:
		list = append(list, view.Notice{Kind: ui.Warning, Title: i18n.T(ctx, "Återlämnad för att rättas"),
			Text: s.ReturnReason, Detail: decidedAt(ctx, *s.ReturnedAt, form.Today, form.ReturnedBy)})
	case s.State == quality.Reopened:
		list = append(list, view.Notice{Kind: ui.Info,
			Title: i18n.T(ctx, "Öppnad för ändring till och med %s", i18n.LongDate(ctx, *s.ReopenedUntil)),
			Text:  s.ReopenReason, Detail: decidedAt(ctx, *s.ReopenedAt, form.Today, form.ReopenedBy)})
	case s.State == quality.Submitted && len(form.SentBack()) > 0:
		list = append(list, view.Notice{Kind: ui.Warning, Title: sentBack(ctx, len(form.SentBack())),
			Text: i18n.T(ctx, "Bara det som är återlämnat kan ändras. Rätta och lämna in igen.")})
	case s.State == quality.Submitted:
		list = append(list, view.Notice{Title: i18n.T(ctx, "Inlämnad, väntar på att granskas"),
			Text:   i18n.T(ctx, "Uppgifterna visas i resultaten som preliminära. Behöver något ändras, be den som är sammanställande att lämna tillbaka dem."),
			Detail: moment(ctx, *s.SubmittedAt, form.Today, form.SubmittedBy)})
	case s.State == quality.Approved:
		list = append(list, view.Notice{Kind: ui.Success, Title: i18n.T(ctx, "Godkänd"),
			Text:   i18n.T(ctx, "Behöver något ändras, be den som är sammanställande att öppna perioden igen."),
			Detail: decidedAt(ctx, *s.ApprovedAt, form.Today, form.ApprovedBy)})
	case s.State == quality.Final:
		list = append(list, view.Notice{Kind: ui.Success, Title: i18n.T(ctx, "Fastställd"),
			Text: i18n.T(ctx, "Årets siffror är fastställda och ändras inte mer.")})
	case form.Period.Start().After(form.Today):
		list = append(list, view.Notice{Title: i18n.T(ctx, "Perioden har inte börjat"),
			Text: i18n.T(ctx, "Den kan fyllas i från och med %s.", i18n.LongDate(ctx, form.Period.Start()))})
	}
	if form.OnBehalf {
		list = append(list, view.Notice{Title: i18n.T(ctx, "Du fyller i åt %s", form.Unit.ShortName),
			Text: i18n.T(ctx, "Det syns vid uppgifterna att du som sammanställande har fyllt i dem.")})
	}
	return list
}
