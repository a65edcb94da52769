package improve

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// roundReminderDays are the days from a round's last one that units which have nominated
// nothing get a letter on; negative is before.
var roundReminderDays = []int{-7}

// PlanRoundLetters puts letters into the queue about rounds of nominations: one to those
// who may nominate when a round opens, and a reminder a week before its last day to those
// whose unit has nominated nothing. A day that nothing ran is made up for within a few
// days. Groups that have reminders off get none; one that fails does not stop the others.
func (room *Room) PlanRoundLetters(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		return room.planRoundLetters(ctx, tx, group)
	})
}

func (room *Room) planRoundLetters(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	setting, err := tx.ReminderSetting(ctx, group.ID)
	switch {
	case errors.Is(err, fault.ErrNotFound): // a group that has not chosen has them on
	case err != nil || !setting.Enabled:
		return err
	}
	units, err := tx.Units(ctx, group.ID)
	if err != nil {
		return err
	}
	asked := room.asked(units)
	ids := make([]org.UnitID, len(asked))
	for n, u := range asked {
		ids[n] = u.ID
	}
	rounds, err := tx.RoundDuties(ctx, postgres.DutyAsked{GroupID: group.ID, Units: ids, Today: room.today()})
	if err != nil {
		return err
	}
	receivers, err := tx.Receivers(ctx, group.ID, room.today())
	if err != nil {
		return err
	}
	members := Members{group: group.ID, now: receivers, units: units}
	for _, r := range rounds {
		if r.State(room.today()) != improvement.RoundOpen {
			continue
		}
		if _, opens := quality.ReminderOn([]int{0}, r.OpensOn, room.today()); opens {
			if err := room.sendOpened(ctx, tx, group, r.NominationRound, members); err != nil {
				return err
			}
		}
		fromDue, soon := quality.ReminderOn(roundReminderDays, r.ClosesOn, room.today())
		for _, u := range asked {
			if !soon || slices.Contains(r.Nominated, u.ID) {
				continue
			}
			if err := room.sendClosing(ctx, tx, closingLetter{group, r.NominationRound, u, members, fromDue}); err != nil {
				return err
			}
		}
	}
	return nil
}

// nominators are those who may nominate topics, by name.
func (m Members) nominators() []org.Person {
	return m.who(func(a org.Actor) bool { return NominatesTopics(a, m.group) })
}

// roundAddress is where a round is within the site.
func roundAddress(id improvement.RoundID) string { return fmt.Sprintf("/forbattring/omgangar/%d", id) }

func swedish() context.Context { return i18n.WithLanguage(context.Background(), i18n.Swedish) }

// sendOpened tells those who may nominate that the round is open.
func (room *Room) sendOpened(ctx context.Context, tx *postgres.Tx, group org.Group, r improvement.NominationRound, to Members) error {
	for _, person := range to.nominators() {
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, letter.Letter{GroupID: group.ID, To: person,
			About: fmt.Sprintf("round %d opens", r.ID), Day: r.OpensOn, Subject: fmt.Sprintf("Nominera ämnen för lärande- och kvalitetsteam %d", r.Year),
			Body: fmt.Sprintf("Hej %s!\n\n%s\n\nSista dag att nominera är %s.\n\nNominera här:\n%s\n\nHälsningar\n%s", person.Name, r.Invitation,
				i18n.LongDate(swedish(), r.ClosesOn), letter.URL(room.base, roundAddress(r.ID)), group.Name)}); err != nil {
			return err
		}
	}
	return nil
}

// closingLetter reminds those who nominate for a unit of a round's last day.
type closingLetter struct {
	group   org.Group
	round   improvement.NominationRound
	unit    org.Unit
	members Members
	fromDue int
}

func (room *Room) sendClosing(ctx context.Context, tx *postgres.Tx, l closingLetter) error {
	last := i18n.LongDate(swedish(), l.round.ClosesOn)
	for _, person := range l.members.reporting(l.unit.ID) {
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, letter.Letter{GroupID: l.group.ID, To: person, Unit: l.unit.ID,
			About: fmt.Sprintf("round %d closes", l.round.ID), Day: l.round.ClosesOn.AddDate(0, 0, l.fromDue),
			Subject: fmt.Sprintf("Senast %s: nominera ämnen för lärande- och kvalitetsteam", last),
			Body: fmt.Sprintf("Hej %s!\n\n%s har inte nominerat något ämne i omgången %d. Sista dag är %s. Det är frivilligt: har ni inget ämne i år behöver ni inte göra något.\n\nNominera här:\n%s\n\nHälsningar\n%s",
				person.Name, l.unit.ShortName, l.round.Year, last, letter.URL(room.base, roundAddress(l.round.ID)), l.group.Name)}); err != nil {
			return err
		}
	}
	return nil
}

// sendExtended tells those who may nominate that the round has a later last day.
func (room *Room) sendExtended(ctx context.Context, tx *postgres.Tx, by org.Actor, r improvement.NominationRound) error {
	group, err := tx.Group(ctx, r.GroupID)
	if err != nil {
		return err
	}
	receivers, err := tx.Receivers(ctx, r.GroupID, room.today())
	if err != nil {
		return err
	}
	last := i18n.LongDate(swedish(), r.ClosesOn)
	for _, person := range (Members{group: r.GroupID, now: receivers}).nominators() {
		if person.ID == by.Person.ID {
			continue
		}
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: by}, letter.Letter{GroupID: r.GroupID, To: person,
			About:   fmt.Sprintf("round %d extended %s", r.ID, r.ClosesOn.Format("2006-01-02")),
			Subject: fmt.Sprintf("Ny sista dag att nominera ämnen: %s", last),
			Body: fmt.Sprintf("Hej %s!\n\nOmgången %d för lärande- och kvalitetsteam är förlängd. Ny sista dag att nominera är %s.\n\nSkälet: %s\n\nNominera här:\n%s\n\nHälsningar\n%s",
				person.Name, r.Year, last, r.ExtendedWhy, letter.URL(room.base, roundAddress(r.ID)), group.Name)}); err != nil {
			return err
		}
	}
	return nil
}

// outcomeLetter tells what became of a nomination.
type outcomeLetter struct {
	group      org.Group
	round      improvement.NominationRound
	nomination improvement.Nomination
	receivers  []postgres.Receiver
}

// outcomeWords are what became of a nomination, in a letter's words.
var outcomeWords = map[improvement.Outcome]string{
	improvement.TopicChosen:   "Gruppen har valt ämnet. Nu bildas ett förbättringsteam.",
	improvement.TopicKept:     "Gruppen valde inte ämnet i år men sparar det till nästa års omgång.",
	improvement.TopicDeclined: "Gruppen valde inte ämnet.",
}

// tellNominators tells those who wrote and sent in the nomination, when they are still in
// the group and did not decide it themselves.
func (room *Room) tellNominators(ctx context.Context, tx *postgres.Tx, by org.Actor, l outcomeLetter) error {
	n := l.nomination
	told := map[org.PersonID]bool{by.Person.ID: true}
	for _, r := range l.receivers {
		if told[r.Person.ID] || r.Person.ID != n.WrittenBy && r.Person.ID != n.SentBy {
			continue
		}
		told[r.Person.ID] = true
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: by}, letter.Letter{GroupID: n.GroupID, To: r.Person, Unit: n.UnitID,
			About:   fmt.Sprintf("nomination %d %s", n.ID, n.Outcome),
			Subject: fmt.Sprintf("Er nominering är avgjord: %s", n.Title),
			Body: fmt.Sprintf("Hej %s!\n\nNomineringen ”%s” i omgången %d är avgjord. %s\n\nSkälet: %s\n\nLäs mer här:\n%s\n\nHälsningar\n%s", r.Person.Name, n.Title, l.round.Year,
				outcomeWords[n.Outcome], n.OutcomeReason, letter.URL(room.base, NominationAddress(n.ID)), l.group.Name)}); err != nil {
			return err
		}
	}
	return nil
}

// NominationAddress is where a nomination is within the site.
func NominationAddress(id improvement.NominationID) string {
	return fmt.Sprintf("/forbattring/omgangar/nominering/%d", id)
}
