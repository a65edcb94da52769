package setup_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TestDemoTellsWhatAnActionGave: one action has a result that can be told, another began
// too lately, and among the rest is one that is late, one that phases something out and
// one that was stopped.
func TestDemoTellsWhatAnActionGave(t *testing.T) {
	db, g := demoAt(t, now)
	room := improve.New(db, func() time.Time { return now })
	chair := org.Actor{Memberships: []org.Membership{{GroupID: g.ID, Role: org.Chair}}}
	all, err := room.ActionPlan(t.Context(), chair, improve.ActionList{GroupID: g.ID})
	if err != nil {
		t.Fatal(err)
	}
	verdicts, late, kinds, states := map[analysis.EffectVerdict]int{}, 0, map[improvement.ActionKind]int{}, map[improvement.ActionState]int{}
	for _, row := range all.Rows {
		p, err := room.Action(t.Context(), chair, g.ID, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range p.Effects {
			verdicts[e.Verdict]++
		}
		if row.Overdue(org.DayOf(now)) {
			late++
		}
		kinds[row.Kind]++
		states[row.State]++
		if !strings.HasPrefix(row.Area, "Exempel") || row.OwnerName == "" || p.Last.ActorName == "" && row.ProgrammeKind == improvement.NoProgramme {
			t.Errorf("%q of %q, changed by %q", row.Area, row.OwnerName, p.Last.ActorName)
		}
	}
	if verdicts[analysis.Differs] != 1 || verdicts[analysis.TooFewAfter]+verdicts[analysis.NothingAfter] == 0 {
		t.Errorf("effects %v", verdicts)
	}
	if late != 1 || kinds[improvement.PhasingOut] != 1 || states[improvement.ActionStopped] != 1 || states[improvement.ActionDone] != 2 || states[improvement.ActionPlanned] == 0 {
		t.Errorf("%d late, kinds %v, states %v", late, kinds, states)
	}
}

// TestDemoKnowsNoFuture: nothing of a year that has hardly begun has happened yet.
func TestDemoKnowsNoFuture(t *testing.T) {
	early := time.Date(2026, time.January, 10, 9, 0, 0, 0, time.UTC)
	db, g := demoAt(t, early)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		rows, err := tx.Actions(ctx, postgres.ActionFilter{GroupID: g.ID, Limit: 100})
		if len(rows) != 8 {
			t.Errorf("%d actions", len(rows))
		}
		for _, a := range rows {
			if a.WrittenAt.After(early) || a.BeganOn != nil && a.BeganOn.After(early) || a.SettledOn != nil && a.SettledOn.After(early) {
				t.Errorf("%+v", a.Action)
			}
		}
		return err
	})
}
