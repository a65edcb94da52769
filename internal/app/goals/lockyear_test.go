package goals

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestAYearThatIsLockedStays(t *testing.T) {
	h := newHouse(t)
	ctx, convener, lead := t.Context(), h.Actor(testgroup.Convener), h.Actor(testgroup.MedicalLead)
	wantCodes(t, h.room.LockYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026}), ": year_without_goals")
	id, err := h.room.CreateGoal(ctx, convener, warm())
	h.ok(err)
	now := skin()
	now.Year = 2026
	open := h.propose(testgroup.MedicalLead, now)
	wantCodes(t, h.room.LockYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026, MeetingID: 9}), "meeting: unknown_choice")
	h.ok(h.room.LockYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026}))
	wantError(t, "locked twice", h.room.LockYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026}), fault.ErrConflict)
	wantError(t, "locked when locked", h.room.LockYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026, Version: 1}), fault.ErrWrongState)

	goal := warm()
	goal.ID, goal.Version, goal.Title = id, 1, "Något annat"
	_, create := h.room.CreateGoal(ctx, convener, warm())
	_, remove := h.room.DeleteGoal(ctx, convener, goal)
	h.Exec(`INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2025, 'medical', 'Förr', 'Därför')`)
	_, copying := h.room.CopyYear(ctx, convener, testgroup.Group, 2026)
	_, proposing := h.room.ProposeGoal(ctx, lead, now)
	_, choosing := h.room.DecideProposal(ctx, convener, Deciding{testgroup.Group, open.ID, 1, quality.Chosen, quality.Decision{On: day(2026, 5, 1)}})
	changed := open
	changed.Title = "Något annat"
	measure, err := h.room.Indicator(ctx, convener, testgroup.Group, "MED1")
	h.ok(err)
	mended, next := measure.Newest(), measure.Newest()
	mended.Name = "Temperatur"
	use := IndicatorUse{Category: quality.Medical, Scope: measure.Indicator.Scope, ReportedBy: measure.Indicator.ReportedBy,
		Certainty: measure.Indicator.Certainty, Promises: measure.Serves, CountsChildren: measure.Indicator.CountsChildren}
	other := use
	other.Scope = quality.ScopeAllUnits
	next.ValidFrom, next.ChangeNote = day(2026, 7, 1), "Därför"
	for what, err := range map[string]error{
		"CreateGoal": create, "DeleteGoal": remove, "CopyYear": copying, "ProposeGoal": proposing, "DecideProposal": choosing,
		"SaveGoal":              h.room.SaveGoal(ctx, convener, goal),
		"SaveTargets":           h.room.SaveTargets(ctx, convener, GoalTargets{testgroup.Group, id, []quality.Target{{IndicatorID: temperature, Kind: quality.FollowOnly}}}),
		"ChooseProcessMeasures": h.room.ChooseProcessMeasures(ctx, convener, ProcessMeasures{testgroup.Group, 2026, []quality.IndicatorID{deliveries}}),
		"SaveProposal":          h.room.SaveProposal(ctx, lead, changed),
		"CorrectIndicator":      h.room.CorrectIndicator(ctx, convener, Correction{testgroup.Group, "MED1", measure.Revision, use, mended}),
		"its use":               h.room.CorrectIndicator(ctx, convener, Correction{testgroup.Group, "MED1", measure.Revision, other, measure.Newest()}),
		"AddVersion":            h.room.AddVersion(ctx, convener, NewVersion{testgroup.Group, "MED1", measure.Revision, next}),
	} {
		var invalid *fault.ValidationError
		if !errors.As(err, &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0].Code != "year_locked" || invalid.Problems[0].Args[0] != "2026" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := h.Text(`SELECT (SELECT title FROM goal WHERE id = 1) || ' ' || (SELECT count(*) FROM target) || ' ' || (SELECT count(*) FROM selected_indicator) || ' ' || (SELECT count(*) FROM indicator_version WHERE indicator_id = 1)`); got != "Varma barn 0 1 1" {
		t.Errorf("stored: %s", got)
	}
	// What does not reach the year can be changed: another measure, next year's definition,
	// a proposal that is declined.
	next.ValidFrom = day(2027, 1, 1)
	h.ok(h.room.AddVersion(ctx, convener, NewVersion{testgroup.Group, "MED1", measure.Revision, next}))
	free, err := h.room.Indicator(ctx, convener, testgroup.Group, "MED2")
	h.ok(err)
	word := free.Newest()
	word.Name = "Infektion efter tre dygn"
	h.ok(h.room.CorrectIndicator(ctx, convener, Correction{testgroup.Group, "MED2", free.Revision, IndicatorUse{Category: quality.Medical,
		Scope: free.Indicator.Scope, ReportedBy: free.Indicator.ReportedBy, Certainty: free.Indicator.Certainty}, word}))
	_, err = h.room.DecideProposal(ctx, convener, Deciding{testgroup.Group, open.ID, 1, quality.Declined, quality.Decision{On: day(2026, 5, 1), Reason: "Låst"}})
	h.ok(err)

	wantCodes(t, h.room.OpenYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026, Version: 1}), "why: required")
	h.ok(h.room.OpenYear(ctx, h.Actor(testgroup.Chair), YearLock{GroupID: testgroup.Group, Year: 2026, Version: 1, Why: "Fel titel"}))
	wantError(t, "opened when open", h.room.OpenYear(ctx, convener, YearLock{GroupID: testgroup.Group, Year: 2026, Version: 2, Why: "Igen"}), fault.ErrWrongState)
	h.ok(h.room.SaveGoal(ctx, convener, goal))
	if got := h.Text(`SELECT string_agg(action || ' ' || coalesce(after->>'opened_why', ''), ', ' ORDER BY id) FROM audit WHERE subject = 'goal_year'`); got != "goals.lock_year , goals.open_year Fel titel" {
		t.Errorf("audit: %s", got)
	}
}
