package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// meetingName is what an address says of the meeting that a document is begun from.
const meetingName = "mote"

// newFromMinutesURL begins a document from the meeting's published minutes.
func newFromMinutesURL(id org.MeetingID) string {
	return documentsURL + "/nytt?" + url.Values{meetingName: {page.Digits(id)}}.Encode()
}

// fillFromMinutes puts a meeting's published minutes into the form for a new document, without
// the names of those who took part: the group alone reads it until somebody chooses otherwise.
// fault.ErrNotFound for minutes that are not published.
func (h *Handlers) fillFromMinutes(r *http.Request, id org.MeetingID, values url.Values) error {
	ctx, visitor := i18n.WithLanguage(r.Context(), i18n.Swedish), page.VisitorOf(r)
	p, err := h.room.Meeting(ctx, visitor.Actor, visitor.Group.ID, id)
	if err != nil {
		return err
	}
	if !p.Meeting.Published() {
		return fault.ErrNotFound
	}
	values.Set("kind", string(improvement.NotesDocument))
	values.Set("title", p.Meeting.Title+", "+i18n.LongDate(ctx, p.Meeting.StartsAt.In(i18n.Location())))
	values.Set("year", strconv.Itoa(p.Meeting.StartsAt.In(i18n.Location()).Year()))
	values.Set("body", minutesText(ctx, p))
	values.Set(meetingName, page.Digits(id))
	return nil
}

// minutesText is a meeting's minutes as Markdown: when and where, how many came, what was said
// and decided, and no names but those in what was said.
func minutesText(ctx context.Context, p group.MeetingPage) string {
	m := p.Meeting
	var b strings.Builder
	line := func(term, text string) {
		if text != "" {
			b.WriteString("- **" + term + ":** " + text + "\n")
		}
	}
	line(i18n.T(ctx, "Tid"), words.MeetingTime(ctx, m))
	line(i18n.T(ctx, "Plats"), m.Place)
	came := 0
	for _, part := range p.Participants {
		if part.Attended.Came() {
			came++
		}
	}
	if came > 0 {
		line(i18n.T(ctx, "Närvarande"), i18n.N(ctx, "en person", "%d personer", came, came))
	}
	said(&b, m.MinutesText)
	clock := agendaRows(ctx, p)
	for n, item := range p.Agenda {
		b.WriteString("\n## " + strings.TrimSpace(clock[n].Number+". "+item.Title) + "\n")
		said(&b, item.Discussed)
		decided(ctx, &b, p, item.ID)
	}
	decided(ctx, &b, p, 0)
	return strings.TrimSpace(b.String())
}

// said writes what was said, each line a paragraph of its own as it was typed.
func said(b *strings.Builder, text string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("\n" + line + "\n")
		}
	}
}

func decided(ctx context.Context, b *strings.Builder, p group.MeetingPage, item improvement.AgendaItemID) {
	for _, d := range minutesDecisions(ctx, p, item) {
		b.WriteString("\n**" + i18n.T(ctx, "Beslut %s", d.Number) + ":** " + strings.Join(strings.Fields(d.Text), " ") + "\n")
	}
}

// documentStanding is how far a document has come, in a few words.
func documentStanding(ctx context.Context, d group.DocumentRow) string {
	switch {
	case d.WithdrawnAt != nil:
		return i18n.T(ctx, "Tillbakadraget.")
	case d.PublishedAt == nil:
		return i18n.T(ctx, "Inte publicerat än.")
	}
	return i18n.T(ctx, "Version %d, publicerad %s.", d.Published, i18n.Date(ctx, *d.PublishedAt))
}
