package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// DecidesRounds reports whether the actor writes down what the group decides.
func DecidesRounds(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.DecideGoals, group, 0)
}

// DecidingRound is what a group decided about a round that was read in a version.
type DecidingRound struct {
	GroupID  org.GroupID
	ID       improvement.RoundID
	Version  int
	Decision improvement.RoundDecision
}

// DecideRound writes down what the group decided about every nomination of a round that
// has closed: its day is the meeting's when no day is said. Problems are at the fields
// that [improvement.RoundDecision.Check] names and at "meeting". Those who nominated are
// told by letter. What is decided can be mended; those are told again whose nomination got
// another outcome.
func (room *Room) DecideRound(ctx context.Context, actor org.Actor, d DecidingRound) error {
	if !DecidesRounds(actor, d.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.LockNominationRound(ctx, d.GroupID, d.ID)
		if err != nil {
			return err
		}
		switch state := before.State(room.today()); {
		case state != improvement.RoundWeighing && state != improvement.RoundDecided:
			return fault.ErrWrongState
		case before.Version != d.Version:
			return fault.ErrConflict
		}
		all, err := tx.Nominations(ctx, d.GroupID, postgres.NominationFilter{RoundID: d.ID})
		if err != nil {
			return err
		}
		sent := slices.DeleteFunc(all, func(n FoundNomination) bool { return n.State != improvement.NominationSent })
		if d.Decision, err = room.roundDecision(ctx, tx, d, decided{before, sent}); err != nil {
			return err
		}
		after := before
		after.DecidedOn, after.DecidedBy, after.MeetingID = &d.Decision.On, actor.Person.ID, d.Decision.MeetingID
		if err := tx.SaveNominationRound(ctx, after); err != nil {
			return err
		}
		if err := tx.DecideNominations(ctx, before, d.Decision.Outcomes); err != nil {
			return err
		}
		if err := room.auditRound(ctx, tx, actor, roundAudit{"round.decide", &before, after}); err != nil {
			return err
		}
		return room.noteOutcomes(ctx, tx, actor, decidedRound{after, sent, d.Decision.Outcomes})
	})
}

// decided is a round with what is in.
type decided struct {
	round improvement.NominationRound
	sent  []FoundNomination
}

// roundDecision is what was decided, checked: the meeting's day when no day was said, and
// nothing about what is not in.
func (room *Room) roundDecision(ctx context.Context, tx *postgres.Tx, d DecidingRound, about decided) (improvement.RoundDecision, error) {
	var v fault.ValidationError
	decision := d.Decision
	sent := make([]improvement.SentNomination, len(about.sent))
	for n, s := range about.sent {
		sent[n] = improvement.SentNomination{ID: s.ID, TeamID: s.TeamID, BroughtTo: s.BroughtTo}
	}
	decision.Outcomes = slices.DeleteFunc(slices.Clone(decision.Outcomes), func(o improvement.OutcomeOf) bool {
		return !slices.ContainsFunc(sent, func(s improvement.SentNomination) bool { return s.ID == o.ID })
	})
	if decision.MeetingID != 0 {
		meetings, err := room.roundMeetings(ctx, tx, about.round)
		if err != nil {
			return decision, err
		}
		meeting, known := first(meetings, func(m postgres.MeetingName) bool { return m.ID == decision.MeetingID })
		switch {
		case !known:
			v.Add("meeting", "unknown_choice")
		case decision.On.IsZero():
			decision.On = org.DayOf(meeting.StartsAt.In(room.now().Location()))
		}
	}
	if invalid, ok := decision.Check(about.round, sent, room.today()).(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	return decision, v.OrNil()
}

// decidedRound is a round that has just been decided, its nominations as they were.
type decidedRound struct {
	round    improvement.NominationRound
	sent     []FoundNomination
	outcomes []improvement.OutcomeOf
}

// noteOutcomes notes what became of each nomination in the log, and tells those who
// nominated it.
func (room *Room) noteOutcomes(ctx context.Context, tx *postgres.Tx, actor org.Actor, d decidedRound) error {
	receivers, err := tx.Receivers(ctx, d.round.GroupID, room.today())
	if err != nil {
		return err
	}
	names, err := room.readNominationNames(ctx, tx, d.round.GroupID)
	if err != nil {
		return err
	}
	group, err := tx.Group(ctx, d.round.GroupID)
	if err != nil {
		return err
	}
	for _, o := range d.outcomes {
		n, _ := first(d.sent, func(n FoundNomination) bool { return n.ID == o.ID })
		if n.Outcome == o.Outcome && n.OutcomeReason == o.Reason {
			continue
		}
		told := n.Outcome == o.Outcome
		after := n.Nomination
		after.Outcome, after.OutcomeReason = o.Outcome, o.Reason
		if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "round.outcome", GroupID: n.GroupID, UnitID: n.UnitID,
			Subject: nominationSubject, SubjectID: int64(n.ID), Before: names.kept(n.Nomination, n.Year), After: names.kept(after, n.Year)}); err != nil {
			return err
		}
		if told {
			continue
		}
		if err := room.tellNominators(ctx, tx, actor, outcomeLetter{group, d.round, after, receivers}); err != nil {
			return err
		}
	}
	return nil
}
