package report

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// aboutRound is how what all letters about a year's commentary round are about begins.
func aboutRound(year int) string { return fmt.Sprintf("report round %d ", year) }

// roundKind is what a letter about the round tells.
type roundKind int

const (
	roundOpened roundKind = iota
	dayMoved
	remindRound
	tooLate
)

// roundMail is a letter about a commentary round, to be written to several. The zero by is
// the clock, and the zero day is today.
type roundMail struct {
	group org.Group
	year  int
	due   time.Time
	by    org.Actor
	kind  roundKind
	about string
	day   time.Time
}

// swedish is the language of letters.
var swedish = i18n.WithLanguage(context.Background(), i18n.Swedish)

// mail queues the letter to somebody who speaks for the unit, and reports whether there
// was none already.
func (room *Room) mail(ctx context.Context, tx *postgres.Tx, m roundMail, unit org.Unit, to org.Person) (bool, error) {
	subject, said := m.words(unit.ShortName, room.today())
	return letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: m.by}, letter.Letter{
		GroupID: m.group.ID, To: to, About: m.about, Day: m.day, Unit: unit.ID, Subject: subject,
		Body: fmt.Sprintf("Hej %s!\n\n%s\n\nSidorna för %s:\n%s\n\nHälsningar\n%s", to.Name, said, unit.ShortName,
			letter.URL(room.base, fmt.Sprintf("/arsrapport/%d/synpunkter/%s", m.year, unit.Code)), m.group.Name)})
}

// words are the letter's subject and what it says.
func (m roundMail) words(unit string, today time.Time) (subject, said string) {
	day := i18n.LongDate(swedish, m.due)
	const how = "Läs sidorna. Stämmer de räcker det att trycka på ”Det stämmer”. Vill ni säga något, skriv och skicka. Svaret står i rapporten som enhetens eget."
	switch m.kind {
	case dayMoved:
		return fmt.Sprintf("Ny sista dag för synpunkter på årsrapporten, %s: %s", unit, day),
			fmt.Sprintf("Sista dagen att lämna synpunkter på sidorna för %s i årsrapporten för %d är flyttad till %s. %s", unit, m.year, day, how)
	case remindRound:
		last := "Sista dagen är " + day + "."
		if m.due.Equal(today) {
			last = "I dag är sista dagen."
		}
		return fmt.Sprintf("Påminnelse: stämmer sidorna för %s i årsrapporten?", unit),
			fmt.Sprintf("%s har inte svarat om sina sidor i årsrapporten för %d. %s %s", unit, m.year, last, how)
	case tooLate:
		return fmt.Sprintf("%s har inte lämnat synpunkter på årsrapporten", unit),
			fmt.Sprintf("Sista dagen att lämna synpunkter på sidorna för %s i årsrapporten för %d var %s, och det kom inget svar. I rapporten står att enheten inte har svarat. Behöver ni mer tid, hör av er till den som är sammanställande, som kan flytta dagen.", unit, m.year, day)
	}
	return fmt.Sprintf("Stämmer sidorna för %s i årsrapporten? Svara senast %s", unit, day),
		fmt.Sprintf("Årsrapporten för %d är på väg. Sidorna för %s är ifyllda med det som ni har lämnat in. Svara senast %s. %s", m.year, unit, day, how)
}
