package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// proposed stores the proposal and gives it back as it should be read.
func (w *world) proposed(p quality.GoalProposal) quality.GoalProposal {
	w.t.Helper()
	p.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (quality.ProposalID, error) { return tx.AddProposal(ctx, p) })
	p.State, p.ChangedAt, p.Version = quality.Proposed, p.ProposedAt, 1
	return p
}

// twoProposals is one proposal with everything and one with as little as there may be.
func (w *world) twoProposals() (full, bare quality.GoalProposal) {
	w.t.Helper()
	goal, _ := w.twoGoals()
	full = w.proposed(quality.GoalProposal{GroupID: w.full, Year: 2027, Category: quality.Nursing, Title: "Färre infektioner", ValueForChildren: "Därför", PatientView: "Med föräldrar",
		Scope: quality.ScopeHighlySpecialised, ICD10: "P36", Gestation: "< 28+0", LongTermGoalID: goal.LongTermGoalID, Promises: w.promises,
		PreviousGoalID: goal.ID, Carries: quality.RaisesIt, ProposedBy: w.anna, ProposedAt: noon, Aims: []quality.Target{
			{IndicatorID: w.divided.ID, Kind: quality.ValueTarget, Threshold: ptr(2.5), Second: ptr(4.0), Challenging: ptr(1.25), Basis: "Källan"},
			{IndicatorID: w.plain.ID, Kind: quality.BetterHalf}}})
	bare = w.proposed(quality.GoalProposal{GroupID: w.full, Year: 2027, Category: quality.Medical, Title: "Bara", ValueForChildren: "Annars",
		Scope: quality.ScopeAllUnits, Carries: quality.NewGoal, ProposedAt: noon.Add(time.Hour), Promises: []quality.PromiseID{}})
	return full, bare
}

func (w *world) proposals(f postgres.ProposalFilter) []quality.GoalProposal {
	w.t.Helper()
	found := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundProposal, error) {
		return tx.Proposals(ctx, w.full, f)
	})
	list := make([]quality.GoalProposal, len(found))
	for n, p := range found {
		p.ProposedAt, p.ChangedAt = p.ProposedAt.UTC(), p.ChangedAt.UTC()
		list[n] = p.GoalProposal
	}
	return list
}

func TestProposals(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoProposals()
	same(t, "the latest first", w.proposals(postgres.ProposalFilter{}), []quality.GoalProposal{bare, full})
	for name, test := range map[string]struct {
		f    postgres.ProposalFilter
		want []quality.GoalProposal
	}{
		"by id":          {postgres.ProposalFilter{ID: full.ID}, []quality.GoalProposal{full}},
		"by category":    {postgres.ProposalFilter{Category: quality.Medical}, []quality.GoalProposal{bare}},
		"another year":   {postgres.ProposalFilter{Year: 2026}, []quality.GoalProposal{}},
		"another state":  {postgres.ProposalFilter{State: quality.Chosen}, []quality.GoalProposal{}},
		"the first page": {postgres.ProposalFilter{Year: 2027, Limit: 1}, []quality.GoalProposal{bare}},
		"the next page":  {postgres.ProposalFilter{Year: 2027, Limit: 1, Offset: 1}, []quality.GoalProposal{full}},
	} {
		same(t, name, w.proposals(test.f), test.want)
	}
	names := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundProposal, error) {
		return tx.Proposals(ctx, w.full, postgres.ProposalFilter{})
	})
	same(t, "who proposed them", []string{names[0].ProposedByName, names[1].ProposedByName}, []string{"", "Anna"})
	count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) {
		return tx.CountProposals(ctx, w.full, postgres.ProposalFilter{State: quality.Proposed, Limit: 1})
	})
	same(t, "how many", count, 2)
	years := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.ProposalYears(ctx, w.full) })
	same(t, "years", years, []int{2027})

	stale := bare
	bare.Title, bare.Promises, bare.ChangedAt = "Mer", w.promises[:1], noon.Add(2*time.Hour)
	bare.Aims = []quality.Target{{IndicatorID: w.plain.ID, Kind: quality.FollowOnly}}
	full.PreviousGoalID, full.Carries, full.Aims = 0, quality.NewGoal, full.Aims[:1]
	save := func(p quality.GoalProposal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveProposal(ctx, p) }
	}
	full.ChangedAt = noon.Add(time.Minute)
	w.write(save(bare))
	w.write(save(full))
	bare.Version, full.Version = 2, 2
	same(t, "changed", w.proposals(postgres.ProposalFilter{}), []quality.GoalProposal{bare, full})
	w.refused("changed meanwhile", fault.ErrConflict, save(stale))
}

func TestSettledProposals(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoProposals()
	w.exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES (1, 'joint', 'Höstmötet', '2026-10-14 09:00+02', '2026-10-14 15:00+02'),
		(1, 'joint', 'Inställt', '2026-11-14 09:00+02', '2026-11-14 15:00+02'), (2, 'joint', 'Andras', '2026-11-14 09:00+02', '2026-11-14 15:00+02')`)
	w.exec(`UPDATE meeting SET state = 'cancelled' WHERE title = 'Inställt'`)
	meetings := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MeetingName, error) {
		return tx.MeetingNames(ctx, w.full, 10)
	})
	if len(meetings) != 1 || meetings[0].Title != "Höstmötet" {
		t.Fatalf("%+v", meetings)
	}
	settle := func(p quality.GoalProposal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SettleProposal(ctx, p) }
	}
	goals := w.goals(2026, 2026)
	full.State = quality.Chosen
	full.Decision = quality.Decision{On: date(2026, time.October, 14), By: w.anna, MeetingID: meetings[0].ID, Reason: "Alla vill", GoalID: goals[1].ID}
	w.write(settle(full))
	bare.State = quality.Withdrawn
	w.write(settle(bare))
	w.refused("settled twice", fault.ErrConflict, settle(bare))
	full.Version, bare.Version = 2, 2
	same(t, "settled", w.proposals(postgres.ProposalFilter{}), []quality.GoalProposal{bare, full})
	same(t, "what became the goal", w.proposals(postgres.ProposalFilter{GoalID: goals[1].ID}), []quality.GoalProposal{full})
	w.refused("changing what is settled", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveProposal(ctx, full) })

	// A goal that is gone leaves the decision, and what would have gone on from it is new.
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteGoal(ctx, goals[1]) })
	full.Decision.GoalID = 0
	open := bare
	open.Carries, open.PreviousGoalID, open.ProposedAt = quality.KeepsGoal, goals[0].ID, noon
	open = w.proposed(open)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteGoal(ctx, goals[0]) })
	open.Carries, open.PreviousGoalID, open.Version = quality.NewGoal, 0, 2
	same(t, "without the goal", w.proposals(postgres.ProposalFilter{ID: open.ID}), []quality.GoalProposal{open})
	full.PreviousGoalID = 0
	same(t, "the decision is kept", w.proposals(postgres.ProposalFilter{ID: full.ID}), []quality.GoalProposal{full})
}

func TestStands(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoProposals()
	save := func(s quality.Stand) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveStand(ctx, w.full, s) }
	}
	bo := quality.Stand{ProposalID: full.ID, UnitID: w.bo, Kind: quality.Against, Remark: "Nej", PersonID: w.bert, TakenAt: noon}
	ala := quality.Stand{ProposalID: full.ID, UnitID: w.ala, Kind: quality.Supports, PersonID: w.anna, TakenAt: noon}
	w.write(save(bo))
	w.write(save(ala))
	read := func(ids ...quality.ProposalID) (list []quality.Stand) {
		for _, s := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TakenStand, error) {
			return tx.Stands(ctx, w.full, ids)
		}) {
			if s.PersonName != map[org.PersonID]string{w.anna: "Anna", w.bert: "Bert"}[s.PersonID] {
				t.Errorf("taken by %q", s.PersonName)
			}
			s.TakenAt = s.TakenAt.UTC()
			list = append(list, s.Stand)
		}
		return list
	}
	same(t, "in the units' order", read(full.ID), []quality.Stand{ala, bo})
	bo.Kind, bo.Remark, bo.TakenAt = quality.Supports, "", noon.Add(time.Hour)
	w.write(save(bo))
	same(t, "changed", read(full.ID, bare.ID), []quality.Stand{ala, bo})
	same(t, "of none", len(read(bare.ID)), 0)
	bo.ProposalID = 99
	w.refused("no such proposal", fault.ErrNotFound, save(bo))
	elsewhere := ala
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveStand(ctx, w.bare, elsewhere) })
}

func TestGoalYearsAreLockedAndOpened(t *testing.T) {
	w := newWorld(t)
	save := func(y quality.GoalYear) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveGoalYear(ctx, w.full, y) }
	}
	read := func() []quality.GoalYear {
		years := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.GoalYear, error) {
			return tx.SettledYears(ctx, w.full)
		})
		for n, y := range years {
			if y.Locked() {
				years[n].LockedAt = y.LockedAt.UTC()
			}
		}
		return years
	}
	same(t, "nothing has happened", len(read()), 0)
	locked := quality.GoalYear{Year: 2026, LockedAt: noon, LockedBy: w.anna}
	w.write(save(locked))
	w.refused("locked twice", fault.ErrConflict, save(locked))
	locked.LockedByName, locked.Version = "Anna", 1
	same(t, "locked", read(), []quality.GoalYear{locked})
	opened := quality.GoalYear{Year: 2026, OpenedWhy: "Fel värde", Version: 1}
	w.write(save(opened))
	w.refused("opened twice", fault.ErrConflict, save(opened))
	opened.Version = 2
	same(t, "opened", read(), []quality.GoalYear{opened})
	same(t, "another group's", len(fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.GoalYear, error) {
		return tx.SettledYears(ctx, w.bare)
	})), 0)
}

func TestGoalsThatGoOnOrDoNot(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoGoals()
	next := bare
	next.Year, next.PreviousGoalID, next.Raised, next.ICD10, next.Gestation = 2027, bare.ID, true, "P07", "28+0"
	next = w.add(next)
	same(t, "made to go on", w.goals(2027, 2027), []quality.Goal{next})
	next.PreviousGoalID, next.Raised = full.ID, false
	full.Retired = quality.Retirement{On: date(2026, time.October, 14), Why: "Nått"}
	stale := full
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.CarryGoal(ctx, next), tx.RetireGoal(ctx, full, w.anna))
	})
	full.Version = 2
	same(t, "retired", w.goals(2026, 2027), []quality.Goal{full, bare, next})
	retire := func(ctx context.Context, tx *postgres.Tx) error { return tx.RetireGoal(ctx, stale, w.anna) }
	w.refused("changed meanwhile", fault.ErrConflict, retire)
	full.Retired = quality.Retirement{}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.RetireGoal(ctx, full, w.anna) })
	full.Version = 3
	same(t, "taken back", w.goals(2026, 2026), []quality.Goal{full, bare})
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		next.GroupID = w.bare
		return tx.CarryGoal(ctx, next)
	})
}

func TestGoalCeiling(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveGoalCeiling(ctx, w.full, 5) })
	g := fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Group, error) { return tx.Group(ctx, w.full) })
	same(t, "ceiling", g.GoalCeiling, 5)
	w.refused("no such group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveGoalCeiling(ctx, 99, 5) })
}
