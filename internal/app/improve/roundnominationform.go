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
