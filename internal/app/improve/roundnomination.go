package improve

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// NominationPage is one nomination with its round and what the figures say.
type NominationPage struct {
	RoundPage
	Nomination FoundNomination
	// PoorQuality and Variation are the evidence of the two criteria, measure by measure,
	// as the reader may see it.
	PoorQuality, Variation []analysis.Evidence
	Promises               []quality.Promise // those it names
	Last                   postgres.LastChange
	// What the reader may do now.
	MayChange, MayWithdraw, MayDecide bool
}

// Nomination reads one nomination, for those who may read its round; a draft only for
// those who may change it. fault.ErrNotFound when it is not the group's.
func (room *Room) Nomination(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.NominationID) (NominationPage, error) {
	var p NominationPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		p = NominationPage{}
		found, err := tx.Nomination(ctx, group, id)
		if err != nil {
			return err
		}
		p.Nomination = found
		if p.RoundPage, err = room.readRound(ctx, tx, actor, seenRound{group, found.RoundID}); err != nil {
			return err
		}
		if !mayReadNomination(actor, found.Nomination) {
			return fault.ErrForbidden
		}
		if err := room.readEvidence(ctx, tx, actor, &p); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, nominationSubject, int64(id))
		return err
	})
	n := p.Nomination
	live := n.State != improvement.NominationWithdrawn && n.Outcome == ""
	p.MayChange = live && p.State == improvement.RoundOpen && n.MayChange(actor)
	p.MayWithdraw = live && n.MayChange(actor)
	p.MayDecide = p.State == improvement.RoundWeighing && DecidesRounds(actor, group)
	return p, err
}

// readEvidence reads what the figures before the round's year say of the measures that
// are named: the same figures, tests and masking as in the results.
func (room *Room) readEvidence(ctx context.Context, tx *postgres.Tx, actor org.Actor, p *NominationPage) error {
	n := p.Nomination
	names, err := room.readNominationNames(ctx, tx, n.GroupID)
	if err != nil {
		return err
	}
	for _, promise := range names.promises {
		for _, id := range n.Promises {
			if promise.ID == id {
				p.Promises = append(p.Promises, promise)
			}
		}
	}
	references, err := tx.References(ctx, n.GroupID)
	if err != nil {
		return err
	}
	reader, err := dataset.Evidence(ctx, tx, actor, n.GroupID, n.Year)
	if err != nil {
		return err
	}
	of := func(c improvement.Criterion) (list []analysis.Evidence, err error) {
		for _, id := range c.Measures {
			i, known := first(names.measures, func(i quality.Indicator) bool { return i.ID == id })
			if !c.Met || !known {
				continue
			}
			e, err := reader.OfTarget(i)
			if err != nil {
				return nil, err
			}
			e.References = dataset.ReferencesOf(references, id)
			list = append(list, e)
		}
		return list, nil
	}
	if p.PoorQuality, err = of(n.PoorQuality); err != nil {
		return err
	}
	p.Variation, err = of(n.Variation)
	return err
}
