package improve

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The rounds of nominations in the terms of the database.
type (
	FoundRound      = postgres.FoundRound
	FoundNomination = postgres.FoundNomination
	FoundWeighing   = postgres.FoundWeighing
	MeetingName     = postgres.MeetingName
)

// NominatesTopics reports whether the actor may nominate topics for teams.
func NominatesTopics(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.ProposeGoals, group, 0)
}

// CaresForRounds reports whether the actor begins, extends and closes rounds.
func CaresForRounds(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.EditYear, group, 0)
}

// mayReadRound is fault.ErrForbidden for those who may not read the round: inside the
// group everybody does, outside it those who see its work when the round is decided.
func mayReadRound(actor org.Actor, r improvement.NominationRound) error {
	if actor.May(org.Discuss, r.GroupID, 0) || r.DecidedOn != nil && actor.May(org.ViewWork, r.GroupID, 0) {
		return nil
	}
	return fault.ErrForbidden
}

// Rounds are a group's rounds, the latest year first, as the actor may read them.
type Rounds struct {
	List []FoundRound
}

// Latest is the latest round; false when there has been none.
func (r Rounds) Latest() (improvement.NominationRound, bool) {
	if len(r.List) == 0 {
		return improvement.NominationRound{}, false
	}
	return r.List[0].NominationRound, true
}

// Rounds lists the group's rounds of nominations; those that are not decided are for the
// group alone.
func (room *Room) Rounds(ctx context.Context, actor org.Actor, group org.GroupID) (Rounds, error) {
	var rounds Rounds
	if err := mayView(actor, group); err != nil {
		return rounds, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		rounds.List, err = tx.NominationRounds(ctx, group)
		return err
	})
	rounds.List = slices.DeleteFunc(rounds.List, func(r FoundRound) bool { return mayReadRound(actor, r.NominationRound) != nil })
	return rounds, err
}

// RoundPage is one round with what is nominated in it.
type RoundPage struct {
	Round       improvement.NominationRound
	State       improvement.RoundState
	Nominations []FoundNomination // those that the actor may read
	Weighings   []FoundWeighing   // none for those outside the group
	Units       []org.Unit
	Asked       []org.Unit // the clinics that say their word, in the group's own order
	Meetings    []postgres.MeetingName
	Last        postgres.LastChange
	// Kept are the nominations that earlier rounds have kept and that have not come along.
	Kept []FoundNomination
}

// roundSubject and nominationSubject are what the log calls them.
const (
	roundSubject      = "nomination_round"
	nominationSubject = "nomination"
)

// meetingsToChoose is how many meetings one can say that something was decided at.
const meetingsToChoose = 20

// Round reads one round; fault.ErrNotFound when it is not the group's.
func (room *Room) Round(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.RoundID) (RoundPage, error) {
	var p RoundPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = room.readRound(ctx, tx, actor, seenRound{group, id})
		return err
	})
	return p, err
}

type seenRound struct {
	group org.GroupID
	id    improvement.RoundID
}

func (room *Room) readRound(ctx context.Context, tx *postgres.Tx, actor org.Actor, seen seenRound) (RoundPage, error) {
	var p RoundPage
	var err error
	if p.Round, err = tx.NominationRound(ctx, seen.group, seen.id); err != nil {
		return p, err
	}
	if err := mayReadRound(actor, p.Round); err != nil {
		return p, err
	}
	p.State = p.Round.State(room.today())
	if p.Units, err = tx.Units(ctx, seen.group); err != nil {
		return p, err
	}
	p.Asked = room.asked(p.Units)
	all, err := tx.Nominations(ctx, seen.group, postgres.NominationFilter{RoundID: seen.id})
	if err != nil {
		return p, err
	}
	for _, n := range all {
		if mayReadNomination(actor, n.Nomination) {
			p.Nominations = append(p.Nominations, n)
		}
	}
	if p.Meetings, err = room.roundMeetings(ctx, tx, p.Round); err != nil {
		return p, err
	}
	if p.Last, err = tx.LastChange(ctx, roundSubject, int64(seen.id)); err != nil || !actor.May(org.Discuss, seen.group, 0) {
		return p, err
	}
	if p.Weighings, err = tx.Weighings(ctx, seen.group, seen.id); err != nil {
		return p, err
	}
	kept, err := tx.Nominations(ctx, seen.group, postgres.NominationFilter{Outcome: improvement.TopicKept})
	for _, n := range kept {
		if n.Year < p.Round.Year && n.BroughtTo == 0 {
			p.Kept = append(p.Kept, n)
		}
	}
	return p, err
}

// roundMeetings are those that the round can have been decided at: the latest that have begun
// by today, and always the one that is stored.
func (room *Room) roundMeetings(ctx context.Context, tx *postgres.Tx, r improvement.NominationRound) ([]postgres.MeetingName, error) {
	now := room.now()
	year, month, day := now.Date()
	return tx.RoundMeetings(ctx, postgres.RoundMeetingFilter{GroupID: r.GroupID, Before: time.Date(year, month, day+1, 0, 0, 0, 0, now.Location()),
		Stored: r.MeetingID, Limit: meetingsToChoose})
}

// asked are the units that say their word today.
func (room *Room) asked(units []org.Unit) []org.Unit {
	var asked []org.Unit
	for _, u := range units {
		if quality.TakesStand(u, room.today()) {
			asked = append(asked, u)
		}
	}
	return asked
}

// mayReadNomination reports whether the actor, who may read its round, may read the
// nomination: a draft is for those who may change it.
func mayReadNomination(actor org.Actor, n improvement.Nomination) bool {
	switch n.State {
	case improvement.NominationDraft:
		return n.MayChange(actor)
	case improvement.NominationWithdrawn:
		return actor.May(org.Discuss, n.GroupID, 0)
	}
	return true
}

// Sent are the nominations that are in.
func (p RoundPage) Sent() []FoundNomination {
	var sent []FoundNomination
	for _, n := range p.Nominations {
		if n.State == improvement.NominationSent {
			sent = append(sent, n)
		}
	}
	return sent
}

// Silent are the clinics that have nominated nothing, in the group's own order.
func (p RoundPage) Silent() []org.Unit {
	var silent []org.Unit
	for _, u := range p.Asked {
		if !slices.ContainsFunc(p.Nominations, func(n FoundNomination) bool {
			return n.State == improvement.NominationSent && n.UnitID == u.ID
		}) {
			silent = append(silent, u)
		}
	}
	return silent
}

// WeighingOf is what the clinic says of the nomination; false when it has not answered.
func (p RoundPage) WeighingOf(id improvement.NominationID, unit org.UnitID) (FoundWeighing, bool) {
	return first(p.Weighings, func(w FoundWeighing) bool { return w.NominationID == id && w.UnitID == unit })
}

// StandsOn is what the clinics say of the nomination, counted.
func (p RoundPage) StandsOn(id improvement.NominationID) quality.StandCount {
	var stands []quality.Stand
	for _, w := range p.Weighings {
		if w.NominationID == id {
			stands = append(stands, quality.Stand{UnitID: w.UnitID, Kind: w.Stand})
		}
	}
	return quality.CountStands(stands, p.Asked)
}

// Unit is the group's unit; zero when it is not.
func (p RoundPage) Unit(id org.UnitID) org.Unit {
	u, _ := first(p.Units, func(u org.Unit) bool { return u.ID == id })
	return u
}

// Meeting is the meeting that the round was decided at; zero for none.
func (p RoundPage) Meeting() postgres.MeetingName {
	m, _ := first(p.Meetings, func(m postgres.MeetingName) bool { return m.ID == p.Round.MeetingID })
	return m
}
