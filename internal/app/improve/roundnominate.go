package improve

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// NominationForm is what somebody who nominates chooses among.
type NominationForm struct {
	Round    improvement.NominationRound
	State    improvement.RoundState
	Own      []org.Unit // the units that the actor may nominate for
	Units    []org.Unit
	Measures []quality.Indicator // those collected lately, but for process measures
	Promises []quality.Promise
	// Stored is the nomination that is changed; zero for a new one.
	Stored FoundNomination
	Last   postgres.LastChange
}

// NominatingUnits are the units that the actor may nominate for, in the order given: the
// actor's own, and all for those who care for the group's rounds.
func NominatingUnits(actor org.Actor, group org.GroupID, units []org.Unit) []org.Unit {
	var own []org.Unit
	for _, u := range units {
		if CaresForRounds(actor, group) || slices.Contains(actor.Units(group), u.ID) {
			own = append(own, u)
		}
	}
	return own
}

// NominationForm reads what there is to choose among for a new nomination in the round.
// fault.ErrWrongState when it is not open.
func (room *Room) NominationForm(ctx context.Context, actor org.Actor, group org.GroupID, round improvement.RoundID) (f NominationForm, err error) {
	if !NominatesTopics(actor, group) {
		return f, fault.ErrForbidden
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		f = NominationForm{}
		return room.readNominationForm(ctx, tx, actor, &f, seenRound{group, round})
	})
	if err == nil && f.State != improvement.RoundOpen {
		err = fault.ErrWrongState
	}
	return f, err
}

// StoredNominationForm is NominationForm for a nomination that is there, with the round
// that it is in; fault.ErrWrongState when it cannot be changed any more.
func (room *Room) StoredNominationForm(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.NominationID) (f NominationForm, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		stored, err := tx.Nomination(ctx, group, id)
		if err != nil {
			return err
		}
		if !stored.MayChange(actor) {
			return fault.ErrForbidden
		}
		f.Stored = stored
		if err := room.readNominationForm(ctx, tx, actor, &f, seenRound{group, stored.RoundID}); err != nil {
			return err
		}
		f.Last, err = tx.LastChange(ctx, nominationSubject, int64(id))
		return err
	})
	if err == nil && (f.State != improvement.RoundOpen || f.Stored.State == improvement.NominationWithdrawn) {
		err = fault.ErrWrongState
	}
	return f, err
}

// readNominationForm fills the form with what there is to choose among: the measures
// collected lately, and those of the stored nomination.
func (room *Room) readNominationForm(ctx context.Context, tx *postgres.Tx, actor org.Actor, f *NominationForm, seen seenRound) (err error) {
	if f.Round, err = tx.NominationRound(ctx, seen.group, seen.id); err != nil {
		return err
	}
	f.State = f.Round.State(room.today())
	if f.Units, err = tx.Units(ctx, seen.group); err != nil {
		return err
	}
	f.Own = NominatingUnits(actor, seen.group, f.Units)
	if f.Promises, err = tx.Promises(ctx, seen.group); err != nil {
		return err
	}
	library, err := tx.Indicators(ctx, seen.group, room.today())
	if err != nil {
		return err
	}
	selected, err := tx.SelectedIndicators(ctx, seen.group, f.Round.Year-analysis.EvidenceYears, f.Round.Year)
	offered := slices.Concat(f.Stored.PoorQuality.Measures, f.Stored.Variation.Measures)
	for _, s := range selected {
		offered = append(offered, s.IndicatorID)
	}
	for _, i := range library {
		if i.Category != quality.Process && slices.Contains(offered, i.ID) {
			f.Measures = append(f.Measures, i)
		}
	}
	return err
}

// Figures reads what the figures before the round's year say of the measures that
// somebody has chosen, as the actor may see them; none of those that are not offered.
func (room *Room) Figures(ctx context.Context, actor org.Actor, f NominationForm, chosen []quality.IndicatorID) (list []analysis.Evidence, err error) {
	if len(chosen) == 0 {
		return nil, nil
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		list = nil
		reader, err := dataset.Evidence(ctx, tx, actor, f.Round.GroupID, f.Round.Year)
		if err != nil {
			return err
		}
		references, err := tx.References(ctx, f.Round.GroupID)
		if err != nil {
			return err
		}
		for _, i := range f.Measures {
			if !slices.Contains(chosen, i.ID) {
				continue
			}
			e, err := reader.OfTarget(i)
			if err != nil {
				return err
			}
			e.References = dataset.ReferencesOf(references, i.ID)
			list = append(list, e)
		}
		return nil
	})
	return list, err
}

// Nominate stores a new nomination, as a draft or sent in, and gives its id. Problems are
// at the form's fields; as a draft it needs but a title. fault.ErrWrongState when the
// round is not open.
func (room *Room) Nominate(ctx context.Context, actor org.Actor, n improvement.Nomination, send bool) (improvement.NominationID, error) {
	if !NominatesTopics(actor, n.GroupID) {
		return 0, fault.ErrForbidden
	}
	n.WrittenBy, n.WrittenAt, n.ChangedAt, n.State = actor.Person.ID, room.now(), room.now(), improvement.NominationDraft
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		r, err := room.openRound(ctx, tx, n.GroupID, n.RoundID)
		if err != nil {
			return err
		}
		if n, err = room.checkNomination(ctx, tx, actor, nominating{n, 0, send}); err != nil {
			return err
		}
		if n.ID, err = tx.AddNomination(ctx, n); err != nil {
			return err
		}
		action := "round.draft"
		if send {
			action = "round.nominate"
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{action: action, year: r.Year, after: &n})
	})
	return n.ID, err
}

// openRound is the round, locked; fault.ErrWrongState when it is not open.
func (room *Room) openRound(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.RoundID) (improvement.NominationRound, error) {
	r, err := tx.LockNominationRound(ctx, group, id)
	if err == nil && r.State(room.today()) != improvement.RoundOpen {
		err = fault.ErrWrongState
	}
	return r, err
}

// nominating is a nomination that is stored, beside the unit that it was for before.
type nominating struct {
	improvement.Nomination
	before org.UnitID
	send   bool
}

// checkNomination is the nomination as it is to be stored, when its parts are the group's
// own and there is nothing wrong with it.
func (room *Room) checkNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, n nominating) (improvement.Nomination, error) {
	names, err := room.readNominationNames(ctx, tx, n.GroupID)
	if err != nil {
		return n.Nomination, err
	}
	var v fault.ValidationError
	own := NominatingUnits(actor, n.GroupID, names.units)
	if n.UnitID != 0 && n.UnitID != n.before && !slices.ContainsFunc(own, func(u org.Unit) bool { return u.ID == n.UnitID }) {
		v.Add("unit", "unknown_choice")
	}
	for _, id := range n.Units {
		if !slices.ContainsFunc(names.units, func(u org.Unit) bool { return u.ID == id }) {
			v.Add("units", "unknown_choice")
		}
	}
	for _, id := range n.Promises {
		if !slices.ContainsFunc(names.promises, func(p quality.Promise) bool { return p.ID == id }) {
			v.Add("promises", "unknown_choice")
		}
	}
	check := n.CheckDraft()
	if n.send || n.State == improvement.NominationSent {
		check = n.Check(names.measures)
	}
	if invalid, ok := check.(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if n.send && n.State == improvement.NominationDraft {
		at := room.now()
		n.State, n.SentBy, n.SentAt = improvement.NominationSent, actor.Person.ID, &at
	}
	return n.Nomination, v.OrNil()
}

// SaveNomination changes a nomination, or sends it in, while its round is open; what is in
// stays in and stays whole. fault.ErrConflict when somebody else changed it since it was
// read in Version.
func (room *Room) SaveNomination(ctx context.Context, actor org.Actor, n improvement.Nomination, send bool) error {
	return room.changeNomination(ctx, actor, n, func(tx *postgres.Tx, before FoundNomination) error {
		after := n
		after.RoundID, after.State, after.SentBy, after.SentAt = before.RoundID, before.State, before.SentBy, before.SentAt
		after, err := room.checkNomination(ctx, tx, actor, nominating{after, before.UnitID, send})
		if err != nil || after.Same(before.Nomination) && after.State == before.State {
			return err
		}
		after.ChangedAt = room.now()
		if err := tx.SaveNomination(ctx, after); err != nil {
			return err
		}
		action := "round.save_nomination"
		if after.State != before.State {
			action = "round.nominate"
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{action, before.Year, &before.Nomination, &after})
	})
}

// changeNomination does something to a nomination that the actor may change while its
// round is open.
func (room *Room) changeNomination(ctx context.Context, actor org.Actor, seen improvement.Nomination, do func(*postgres.Tx, FoundNomination) error) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := room.lockedNomination(ctx, tx, actor, seen)
		if err != nil {
			return err
		}
		if _, err := room.openRound(ctx, tx, seen.GroupID, before.RoundID); err != nil {
			return err
		}
		return do(tx, before)
	})
}

// lockedNomination is a nomination that the actor may change, read with its round locked.
func (room *Room) lockedNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, seen improvement.Nomination) (FoundNomination, error) {
	n, err := tx.Nomination(ctx, seen.GroupID, seen.ID)
	if err != nil {
		return n, err
	}
	if !n.MayChange(actor) {
		return n, fault.ErrForbidden
	}
	if _, err := tx.LockNominationRound(ctx, seen.GroupID, n.RoundID); err != nil {
		return n, err
	}
	if n, err = tx.Nomination(ctx, seen.GroupID, seen.ID); err != nil { // as it is now that nobody changes it
		return n, err
	}
	switch {
	case n.State == improvement.NominationWithdrawn || n.Outcome != "":
		return n, fault.ErrWrongState
	case n.Version != seen.Version:
		return n, fault.ErrConflict
	}
	return n, nil
}

// WithdrawNomination takes back what has been sent in, until its round is decided, and
// removes a draft. Only GroupID, ID and Version are read. It gives the nomination as it was.
func (room *Room) WithdrawNomination(ctx context.Context, actor org.Actor, seen improvement.Nomination) (was improvement.Nomination, err error) {
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := room.lockedNomination(ctx, tx, actor, seen)
		if err != nil {
			return err
		}
		was = before.Nomination
		if before.State == improvement.NominationDraft {
			if err := tx.DeleteNomination(ctx, before.Nomination); err != nil {
				return err
			}
			return room.auditNomination(ctx, tx, actor, nominationAudit{"round.delete_draft", before.Year, &before.Nomination, nil})
		}
		after, at := before.Nomination, room.now()
		after.State, after.WithdrawnBy, after.WithdrawnAt = improvement.NominationWithdrawn, actor.Person.ID, &at
		if err := tx.WithdrawNomination(ctx, after); err != nil {
			return err
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{"round.withdraw", before.Year, &before.Nomination, &after})
	})
	return was, err
}

// BringAlong lets a nomination that an earlier round has kept come along into an open one,
// and gives the new nomination's id: sent in as it is when nothing is missing, else as a
// draft. fault.ErrWrongState for what was not kept, and fault.ErrConflict for what has
// come along before.
func (room *Room) BringAlong(ctx context.Context, actor org.Actor, to improvement.Nomination) (improvement.NominationID, error) {
	var n improvement.Nomination
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		kept, err := tx.Nomination(ctx, to.GroupID, to.PreviousID)
		if err != nil {
			return err
		}
		if !kept.MayChange(actor) {
			return fault.ErrForbidden
		}
		r, err := room.openRound(ctx, tx, to.GroupID, to.RoundID)
		if err != nil {
			return err
		}
		from, err := tx.NominationRound(ctx, to.GroupID, kept.RoundID)
		if err != nil {
			return err
		}
		if kept.Outcome != improvement.TopicKept || from.Year >= r.Year {
			return fault.ErrWrongState
		}
		n = kept.Carried(from, r)
		n.WrittenBy, n.WrittenAt, n.ChangedAt = actor.Person.ID, room.now(), room.now()
		if whole, err := room.checkNomination(ctx, tx, actor, nominating{n, n.UnitID, true}); err == nil {
			n = whole
		}
		if n.ID, err = tx.AddNomination(ctx, n); err != nil {
			return err
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{action: "round.bring_along", year: r.Year, after: &n})
	})
	return n.ID, err
}
