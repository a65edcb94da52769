package collect

import (
	"context"
	"fmt"
	"strings"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// planDigest queues the week's digest to those who approve the figures, on the
// group's weekday, when there is anything to tell.
func (room *Room) planDigest(ctx context.Context, tx *postgres.Tx, r *reminding, head Letterhead) error {
	today := room.today()
	if r.setting.DigestWeekday == 0 || weekday(today) != r.setting.DigestWeekday {
		return nil
	}
	list := r.digest(head)
	if list == "" {
		return nil
	}
	for _, person := range r.convening() {
		l := fill(r.texts[quality.Digest], r.digestWords(head, person.Name, list))
		if _, err := room.queue(ctx, tx, clockwork, postgres.Reminder{GroupID: r.group.ID, PersonID: person.ID,
			Occasion: quality.Digest, Day: today, Email: person.Email, Subject: l.subject, Body: l.body}); err != nil {
			return err
		}
	}
	return nil
}

func (r *reminding) digestWords(head Letterhead, name, list string) map[string]string {
	return map[string]string{quality.PlaceName: name, quality.PlaceGroup: r.group.Name, quality.PlaceList: list,
		quality.PlaceLink: head.url("/inrapportering/oversikt")}
}

// weekday counts from Monday, which is 1.
func weekday(day time.Time) int { return (int(day.Weekday())+6)%7 + 1 }

// digest is what is missing and what waits, in lines; "" when nothing is.
func (r *reminding) digest(head Letterhead) string {
	ctx := i18n.WithLanguage(context.Background(), i18n.Swedish)
	var late, soon, back, waiting []string
	for _, at := range r.open {
		line := fmt.Sprintf("- %s, %s: senast %s, %d av %d ifyllda", at.Unit.ShortName, head.period(at.Period),
			i18n.LongDate(ctx, at.Due), at.Filled, at.Total)
		switch {
		case at.CameBack():
			back = append(back, fmt.Sprintf("- %s, %s", at.Unit.ShortName, head.period(at.Period)))
		case at.DaysLate > 0:
			late = append(late, line)
		case at.Ended:
			soon = append(soon, line)
		}
	}
	for _, at := range r.waiting {
		waiting = append(waiting, fmt.Sprintf("- %s, %s", at.Unit.ShortName, head.period(at.Period)))
	}
	var parts []string
	for _, part := range []struct {
		title string
		lines []string
	}{{"Försenade:", late}, {"Ännu inte inlämnade:", soon}, {"Återlämnade för att rättas:", back}, {"Väntar på att granskas:", waiting}} {
		if len(part.lines) > 0 {
			parts = append(parts, part.title+"\n"+strings.Join(part.lines, "\n"))
		}
	}
	return strings.Join(parts, "\n\n")
}
