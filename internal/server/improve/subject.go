package improve

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// kindWords is what sort of thing a talk is about; a comparison of a measure is one.
func kindWords(ctx context.Context, about improvement.Subject) string {
	if about.Span != "" {
		return i18n.T(ctx, "Jämförelse")
	}
	return words.SubjectKind(ctx, about.Kind)
}

// spanWords is which comparison, or which year, it is; "" where there is neither.
func spanWords(ctx context.Context, subject improve.SubjectName) string {
	span, known := results.ParseSpan(subject.About.Span)
	switch {
	case known && span.Kind == analysis.Rolling:
		return i18n.T(ctx, "Enheterna jämförda, tolv månader: %s", words.Period(ctx, span.Period))
	case known:
		return i18n.T(ctx, "Enheterna jämförda, %s", words.Period(ctx, span.Period))
	case subject.Year != 0:
		return i18n.T(ctx, "Mål %s", strconv.Itoa(subject.Year))
	}
	return ""
}

// titleWords is the subject's name, with its time where it has one.
func titleWords(ctx context.Context, subject improve.SubjectName) string {
	if span, known := results.ParseSpan(subject.About.Span); known {
		return subject.Name + ", " + words.Period(ctx, span.Period)
	}
	return subject.Name
}

// subjectLink leads to the thing itself.
func subjectLink(ctx context.Context, subject improve.SubjectName) ui.Link {
	id := strconv.FormatInt(subject.About.ID, 10)
	switch subject.About.Kind {
	case improvement.AboutGoal:
		return ui.Link{Text: i18n.T(ctx, "Öppna målet"), URL: "/mal/" + id}
	case improvement.AboutProposal:
		return ui.Link{Text: i18n.T(ctx, "Öppna förslaget"), URL: "/mal/forslag/" + id}
	case improvement.AboutExample:
		return ui.Link{Text: i18n.T(ctx, "Öppna exemplet"), URL: "/forbattring/exempel/" + id}
	case improvement.AboutAction:
		return ui.Link{Text: i18n.T(ctx, "Öppna åtgärden"), URL: "/forbattring/atgarder/" + id}
	case improvement.AboutPathway:
		return ui.Link{Text: i18n.T(ctx, "Öppna införandet"), URL: "/forbattring/inforanden/" + id}
	case improvement.AboutTeam:
		return ui.Link{Text: i18n.T(ctx, "Öppna teamet"), URL: "/forbattring/team/" + id}
	}
	link := ui.Link{Text: i18n.T(ctx, "Öppna måttet"), URL: "/resultat/matt/" + url.PathEscape(subject.Code)}
	if subject.About.Span != "" {
		link.Text = i18n.T(ctx, "Öppna jämförelsen")
		link.URL += "?" + improvement.SpanName + "=" + url.QueryEscape(subject.About.Span)
	}
	return link
}

// pageURL leads to a page of what the address shows.
func pageURL(address string) func(int) string {
	mark := "?"
	if strings.Contains(address, "?") {
		mark = "&"
	}
	return func(n int) string { return address + mark + pageName + "=" + strconv.Itoa(n) }
}
