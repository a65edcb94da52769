package report

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The days from a last day that letters go on; negative is before. Those about the report
// lie beside the week before that the year wheel's own task for it is reminded of.
var (
	roundDays   = []int{-5, 1}
	sectionDays = []int{-7, 1}
	reportDays  = []int{-30, -14, -3}
)

// reach is how far from a last day any letter may go: the furthest day, and the days that
// one is made up for.
const reach = 33

// PlanLetters puts the morning's letters about yearly reports into the queue, in every
// group that has reminders on: to those who speak for units that have not answered in the
// commentary round, to authors of sections that are not ready, and to the conveners before
// the report's last day. Called again, by any number of processes, it adds only what is
// new. A group that fails does not stop the others.
func (room *Room) PlanLetters(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		setting, err := tx.ReminderSetting(ctx, group.ID)
		switch {
		case errors.Is(err, fault.ErrNotFound): // a group that has not chosen has them on
		case err != nil || !setting.Enabled:
			return err
		}
		if err := room.remindRounds(ctx, tx, group); err != nil {
			return err
		}
		if err := room.remindAuthors(ctx, tx, group); err != nil {
			return err
		}
		return room.remindConveners(ctx, tx, group)
	})
}

func (room *Room) remindRounds(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	rounds, err := tx.OpenRounds(ctx, group.ID, room.today().AddDate(0, 0, -reach))
	if err != nil {
		return err
	}
	for _, r := range rounds {
		fromDue, ok := quality.ReminderOn(roundDays, r.Due, room.today())
		if !ok {
			continue
		}
		m := roundMail{group: group, year: r.Year, due: r.Due, kind: remindRound, about: aboutRound(r.Year) + "remind", day: r.Due.AddDate(0, 0, fromDue)}
		if fromDue > 0 {
			m.kind = tooLate
		}
		if _, err := room.mailUnits(ctx, tx, m, false, ""); err != nil {
			return err
		}
	}
	return nil
}

func (room *Room) remindAuthors(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	today := room.today()
	sections, err := tx.UnwrittenSections(ctx, group.ID, today.AddDate(0, 0, -reach), today.AddDate(0, 0, reach))
	if err != nil || len(sections) == 0 {
		return err
	}
	receivers, err := tx.Receivers(ctx, group.ID, today)
	if err != nil {
		return err
	}
	for _, s := range sections {
		fromDue, ok := quality.ReminderOn(sectionDays, s.DueOn, today)
		if !ok || !slices.ContainsFunc(receivers, func(r postgres.Receiver) bool { return r.Person.ID == s.ID }) {
			continue
		}
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, room.sectionLetter(group, s, fromDue)); err != nil {
			return err
		}
	}
	return nil
}

func (room *Room) sectionLetter(group org.Group, s postgres.UnwrittenSection, fromDue int) letter.Letter {
	day := i18n.LongDate(swedish, s.DueOn)
	l := letter.Letter{GroupID: group.ID, To: s.Person, About: fmt.Sprintf("report section %d", s.SectionID), Day: s.DueOn.AddDate(0, 0, fromDue),
		Subject: fmt.Sprintf("Årsrapporten: ”%s” ska vara klart senast %s", s.Heading, day)}
	said := fmt.Sprintf("Du skriver avsnittet ”%s” i årsrapporten för %d. Det ska vara klart senast %s.", s.Heading, s.Year, day)
	if s.DueOn.Before(room.today()) {
		l.Subject = fmt.Sprintf("Årsrapporten: ”%s” skulle ha varit klart %s", s.Heading, day)
		said = fmt.Sprintf("Avsnittet ”%s” i årsrapporten för %d, som du skriver, skulle ha varit klart %s. Är det klart, säg det på sidan. Behövs mer tid, hör av dig till den som är sammanställande.", s.Heading, s.Year, day)
	}
	l.Body = fmt.Sprintf("Hej %s!\n\n%s\n\nAvsnittet:\n%s\n\nHälsningar\n%s", s.Name, said,
		letter.URL(room.base, fmt.Sprintf("/arsrapport/%d/avsnitt/%d", s.Year, s.SectionID)), group.Name)
	return l
}

// remindConveners tells those who put the report together that its last day is near, and
// what is left. Nothing is said of a report that has been delivered.
func (room *Room) remindConveners(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	today := room.today()
	for _, year := range []int{today.Year() - 1, today.Year()} {
		due := group.ReportDue(year)
		fromDue, ok := quality.ReminderOn(reportDays, due, today)
		if !ok || due.Before(today) {
			continue
		}
		r, err := room.readiness(ctx, tx, group.ID, year)
		if errors.Is(err, fault.ErrNotFound) { // the group followed nothing that year
			continue
		}
		if err != nil {
			return err
		}
		if slices.Contains([]Stage{StageDelivered, StagePresented, StageAcknowledged}, r.Stage) {
			continue
		}
		receivers, err := tx.Receivers(ctx, group.ID, today)
		if err != nil {
			return err
		}
		for _, to := range receivers {
			if to.Role != org.Convener {
				continue
			}
			l := letter.Letter{GroupID: group.ID, To: to.Person, About: fmt.Sprintf("report %d", year), Day: due.AddDate(0, 0, fromDue),
				Subject: fmt.Sprintf("Årsrapporten för %d lämnas senast %s", year, i18n.LongDate(swedish, due)),
				Body: fmt.Sprintf("Hej %s!\n\nÅrsrapporten för %d lämnas senast %s: %s kvar.\n\n%s\n\nLäget, med vägar till allt som återstår:\n%s\n\nHälsningar\n%s",
					to.Person.Name, year, i18n.LongDate(swedish, due), i18n.N(swedish, "en dag", "%d dagar", r.DaysLeft), strings.Join(r.lines(), "\n"),
					letter.URL(room.base, fmt.Sprintf("/arsrapport/%d/lage", year)), group.Name)}
			if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines are how far the report has come, a line for each kind of thing.
func (r Readiness) lines() []string {
	list := []string{
		fmt.Sprintf("- Godkända inlämningar: %d av %d", r.Approved, r.Periods),
		fmt.Sprintf("- Klara avsnitt: %d av %d", r.Sections-len(r.Unwritten), r.Sections),
		fmt.Sprintf("- Mått med diskussion och bedömning: %d av %d", r.Measures-len(r.Wordless), r.Measures),
	}
	if r.Shut == NotAsked {
		return append(list, "- Enheterna har inte fått läsa sina sidor än")
	}
	return append(list, fmt.Sprintf("- Enheter som har svarat om sina sidor: %d av %d", r.Answered(), len(r.Units)))
}
