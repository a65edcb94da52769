package goals

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// house is the room with everybody in it.
type house struct {
	*testgroup.Fixture
	t    *testing.T
	room *Room
}

func newHouse(t *testing.T) house {
	f := testgroup.New(t)
	return house{f, t, New(f.DB, testgroup.Clock)}
}

func (h house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// skin is a proposal for next year to begin with.
func skin() quality.GoalProposal {
	threshold, lowest, challenging := 80.0, 60.0, 90.0
	return quality.GoalProposal{GroupID: testgroup.Group, Year: 2027, Category: quality.Nursing, Title: "Hud mot hud", ValueForChildren: "Närhet.", PatientView: "Med föräldrar.",
		Scope: quality.ScopeAllUnits, Promises: []quality.PromiseID{3}, Carries: quality.NewGoal, Aims: []quality.Target{
			{IndicatorID: skinToSkin, Kind: quality.ValueTarget, Threshold: &threshold, Second: &lowest, Challenging: &challenging, Basis: "Gruppen"}}}
}

// propose puts the proposal forward as the person, and gives it as it is read.
func (h house) propose(id org.PersonID, p quality.GoalProposal) quality.GoalProposal {
	h.t.Helper()
	made, err := h.room.ProposeGoal(h.t.Context(), h.Actor(id), p)
	h.ok(err)
	return h.proposal(made).Proposal.GoalProposal
}

func (h house) proposal(id quality.ProposalID) ProposalPage {
	h.t.Helper()
	p, err := h.room.Proposal(h.t.Context(), h.Actor(testgroup.Convener), testgroup.Group, id)
	h.ok(err)
	return p
}

func TestWhoProposesAndReads(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p := h.propose(testgroup.MedicalLead, skin())
	if p.ProposedBy != testgroup.MedicalLead || p.State != quality.Proposed || p.Version != 1 || *p.Aims[0].Challenging != 90 {
		t.Errorf("%+v", p)
	}
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor := h.Actor(id)
		_, proposing := h.room.ProposeGoal(ctx, actor, skin())
		_, reading := h.room.Proposal(ctx, actor, testgroup.Group, p.ID)
		_, listing := h.room.Proposals(ctx, actor, testgroup.Group, ProposalsWanted{Page: 1})
		_, drafting := h.room.DraftProposal(ctx, actor, testgroup.Group, 2027)
		_, deciding := h.room.DecideProposal(ctx, actor, Deciding{GroupID: testgroup.Group, ID: p.ID, Version: 1, To: quality.Chosen})
		_, retiring := h.room.RetireGoal(ctx, actor, Retiring{GroupID: testgroup.Group})
		_, restoring := h.room.RestoreGoal(ctx, actor, Retiring{GroupID: testgroup.Group})
		_, meetings := h.room.YearMeetings(ctx, actor, testgroup.Group)
		for what, err := range map[string]error{"ProposeGoal": proposing, "Proposal": reading, "Proposals": listing, "DraftProposal": drafting,
			"DecideProposal": deciding, "RetireGoal": retiring, "RestoreGoal": restoring, "YearMeetings": meetings,
			"SaveProposal":     h.room.SaveProposal(ctx, actor, p),
			"WithdrawProposal": h.room.WithdrawProposal(ctx, actor, p),
			"LockYear":         h.room.LockYear(ctx, actor, YearLock{GroupID: testgroup.Group, Year: 2026}),
			"OpenYear":         h.room.OpenYear(ctx, actor, YearLock{GroupID: testgroup.Group, Year: 2026}),
			"CreateIndicator":  h.room.CreateIndicator(ctx, actor, newMeasure()),
			"TakeStand":        h.room.TakeStand(ctx, actor, TakingStand{testgroup.Group, 1, quality.Stand{ProposalID: p.ID, UnitID: testgroup.Ala, Kind: quality.Supports}}),
		} {
			wantError(t, what+" by "+actor.Person.Name, err, fault.ErrForbidden)
		}
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.UnitManager} { // they weigh, and do not decide
		_, err := h.room.DecideProposal(ctx, h.Actor(id), Deciding{GroupID: testgroup.Group, ID: p.ID, Version: 1, To: quality.Declined})
		wantError(t, "deciding", err, fault.ErrForbidden)
	}
	_, err := h.room.Proposal(ctx, h.Actor(testgroup.Other), testgroup.OtherGroup, p.ID)
	wantError(t, "another group's", err, fault.ErrNotFound)
	if h.Text(`SELECT action || ' ' || (after->>'title') || ' ' || (after->>'aims') FROM audit`) != `goals.propose Hud mot hud ["OMV1: value, threshold 80, second 60, challenging 90"]` {
		t.Error(h.Text(`SELECT action || ' ' || (after->>'title') || ' ' || (after->>'aims') FROM audit`))
	}
}

func TestWhoeverProposesMayNeedANewMeasure(t *testing.T) {
	h := newHouse(t)
	lead := h.Actor(testgroup.MedicalLead)
	_, err := h.room.Choices(t.Context(), lead, testgroup.Group)
	h.ok(err)
	measure := newMeasure()
	h.ok(h.room.CreateIndicator(t.Context(), lead, measure))
	if n := h.Text(`SELECT count(*)::text FROM selected_indicator`); n != "0" {
		t.Errorf("%s measures are collected", n)
	}
	err = h.room.CorrectIndicator(t.Context(), lead, Correction{GroupID: testgroup.Group, Code: measure.Indicator.Code})
	wantError(t, "changing it", err, fault.ErrForbidden)
}

func TestChangingAProposal(t *testing.T) {
	h := newHouse(t)
	ctx, lead, manager, convener := t.Context(), h.Actor(testgroup.MedicalLead), h.Actor(testgroup.UnitManager), h.Actor(testgroup.Convener)
	_, err := h.room.ProposeGoal(ctx, lead, quality.GoalProposal{GroupID: testgroup.Group, Year: 2027, Carries: quality.NewGoal, Scope: quality.ScopeAllUnits})
	wantCodes(t, err, "title: required", "value_for_children: required", "category: unknown_choice", "promises: promise_required", "patient_view: required", "indicators: indicator_required")
	foreign := skin()
	foreign.Promises, foreign.LongTermGoalID = []quality.PromiseID{99}, 99
	_, err = h.room.ProposeGoal(ctx, lead, foreign)
	wantCodes(t, err, "promises: unknown_choice", "long_term_goal: unknown_choice")
	past := skin()
	past.Year = 2025
	_, err = h.room.ProposeGoal(ctx, lead, past)
	wantError(t, "a year that has been", err, fault.ErrNotFound)

	p := h.propose(testgroup.MedicalLead, skin())
	p.Title = "Hud mot hud hela dagen"
	wantError(t, "by a colleague", h.room.SaveProposal(ctx, manager, p), fault.ErrForbidden)
	h.ok(h.room.SaveProposal(ctx, lead, p))
	wantError(t, "with the old version", h.room.SaveProposal(ctx, lead, p), fault.ErrConflict)
	p.Version = 2
	h.ok(h.room.SaveProposal(ctx, convener, p)) // nothing new
	if h.proposal(p.ID).Proposal.Version != 2 {
		t.Error("saving what is the same made a version")
	}
	wantError(t, "withdrawn by a colleague", h.room.WithdrawProposal(ctx, manager, p), fault.ErrForbidden)
	h.ok(h.room.WithdrawProposal(ctx, convener, p))
	p.Version = 3
	wantError(t, "changed when withdrawn", h.room.SaveProposal(ctx, lead, p), fault.ErrWrongState)
	_, err = h.room.DecideProposal(ctx, convener, Deciding{GroupID: testgroup.Group, ID: p.ID, Version: 3, To: quality.Chosen})
	wantError(t, "chosen when withdrawn", err, fault.ErrWrongState)
	p.ID = 99
	wantError(t, "no such proposal", h.room.SaveProposal(ctx, lead, p), fault.ErrNotFound)
	if got := h.Text(`SELECT string_agg(action, ', ' ORDER BY id) FROM audit`); got != "goals.propose, goals.save_proposal, goals.withdraw_proposal" {
		t.Errorf("audit: %s", got)
	}
}

func TestTakingAStand(t *testing.T) {
	h := newHouse(t)
	ctx, lead, manager := t.Context(), h.Actor(testgroup.MedicalLead), h.Actor(testgroup.UnitManager)
	p := h.propose(testgroup.MedicalLead, skin())
	stand := func(actor org.Actor, version int, s quality.Stand) error {
		s.ProposalID = p.ID
		return h.room.TakeStand(ctx, actor, TakingStand{testgroup.Group, version, s})
	}
	wantError(t, "for another clinic", stand(lead, 1, quality.Stand{UnitID: testgroup.Bo, Kind: quality.Supports}), fault.ErrForbidden)
	wantCodes(t, stand(manager, 1, quality.Stand{UnitID: testgroup.Bo, Kind: quality.Against}), "remark: required")
	against := quality.Stand{UnitID: testgroup.Bo, Kind: quality.Against, Remark: "Vi är för få."}
	h.ok(stand(manager, 1, against))
	h.ok(stand(manager, 1, against)) // nothing new
	h.ok(stand(lead, 1, quality.Stand{UnitID: testgroup.Ala, Kind: quality.Supports}))
	h.ok(stand(manager, 1, quality.Stand{UnitID: testgroup.Bo, Kind: quality.WithRemark, Remark: "Om vi får hjälp."}))
	page := h.proposal(p.ID)
	if s, _ := page.StandOf(testgroup.Bo); s.Kind != quality.WithRemark || s.PersonName != "Viktor Vård" || len(page.Stands) != 2 {
		t.Errorf("%+v", page.Stands)
	}
	if len(page.Asked) != 2 {
		t.Errorf("%d clinics are asked: one takes part with process measures alone", len(page.Asked))
	}
	if got := h.Text(`SELECT string_agg(coalesce(before->>'stand', '-') || ' ' || (after->>'stand'), ', ' ORDER BY id) FROM audit WHERE action = 'goals.take_stand'`); got != "- against, - supports, against with_remark" {
		t.Errorf("audit: %s", got)
	}
	p.Title = "Något annat"
	h.ok(h.room.SaveProposal(ctx, lead, p))
	wantError(t, "on what has been changed", stand(lead, 1, quality.Stand{UnitID: testgroup.Ala, Kind: quality.Supports}), fault.ErrConflict)
	h.Exec(`INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (1, 1, 3, 'delegate', '2020-01-01')`)
	wantError(t, "a clinic that is not asked", stand(h.Actor(testgroup.MedicalLead), 2, quality.Stand{UnitID: testgroup.Ceda, Kind: quality.Supports}), fault.ErrForbidden)
	p.Version = 2
	h.ok(h.room.WithdrawProposal(ctx, lead, p))
	wantError(t, "too late", stand(lead, 3, quality.Stand{UnitID: testgroup.Ala, Kind: quality.Supports}), fault.ErrWrongState)
}

func TestDeciding(t *testing.T) {
	h := newHouse(t)
	ctx, chair := t.Context(), h.Actor(testgroup.Chair)
	h.Exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES (1, 'joint', 'Vårmötet', '2026-04-20 09:00+02', '2026-04-20 15:00+02'),
		(2, 'joint', 'Andras', '2026-04-20 09:00+02', '2026-04-20 15:00+02')`)
	p := h.propose(testgroup.MedicalLead, skin())
	h.ok(h.room.TakeStand(ctx, h.Actor(testgroup.UnitManager), TakingStand{testgroup.Group, 1, quality.Stand{ProposalID: p.ID, UnitID: testgroup.Bo, Kind: quality.Against, Remark: "Nej"}}))
	d := Deciding{GroupID: testgroup.Group, ID: p.ID, Version: 1, To: quality.Declined, Decision: quality.Decision{On: day(2026, 5, 5)}}
	_, err := h.room.DecideProposal(ctx, chair, d)
	wantCodes(t, err, "decided_on: date_to_come", "decision_reason: required")
	d.To, d.Decision = quality.Chosen, quality.Decision{MeetingID: 2}
	_, err = h.room.DecideProposal(ctx, chair, d)
	wantCodes(t, err, "meeting: unknown_choice", "decided_on: required")
	d.Decision = quality.Decision{MeetingID: 1, Reason: "Viktigast."}
	goal, err := h.room.DecideProposal(ctx, chair, d) // a clinic is against, and does not stop it
	h.ok(err)
	read, err := h.room.Goal(ctx, h.Actor(testgroup.Member), testgroup.Group, goal)
	h.ok(err)
	if g := read.Goal; g.Title != "Hud mot hud" || g.Year != 2027 || len(g.Promises) != 1 || len(g.Indicators) != 1 {
		t.Errorf("%+v", g)
	}
	if aims := read.TargetsOf(skinToSkin); len(aims) != 1 || *aims[0].Threshold != 80 || *aims[0].Challenging != 90 || aims[0].Basis != "Gruppen" {
		t.Errorf("%+v", aims)
	}
	if read.From.ID != p.ID || read.Meeting.Title != "Vårmötet" || !read.From.Decision.On.Equal(day(2026, 4, 20)) || read.From.Decision.By != testgroup.Chair {
		t.Errorf("the decision: %+v at %+v", read.From.Decision, read.Meeting)
	}
	_, err = h.room.DecideProposal(ctx, chair, d)
	wantError(t, "decided twice", err, fault.ErrWrongState)
	if got := h.Text(`SELECT string_agg(action, ', ' ORDER BY id) FROM audit WHERE id > 2`); got != "goals.create_goal, goals.save_target, goals.choose_proposal" {
		t.Errorf("audit: %s", got)
	}
}

// TestNothingIsDecidedByHalves: when the goal cannot be made, nothing is stored.
func TestNothingIsDecidedByHalves(t *testing.T) {
	h := newHouse(t)
	ctx, convener := t.Context(), h.Actor(testgroup.Convener)
	first, second := h.propose(testgroup.MedicalLead, skin()), h.propose(testgroup.UnitManager, skin())
	h.Exec(`INSERT INTO target (indicator_id, year, kind) VALUES (3, 2027, 'follow')`) // from before: it is replaced
	decide := func(p quality.GoalProposal) error {
		_, err := h.room.DecideProposal(ctx, convener, Deciding{testgroup.Group, p.ID, p.Version, quality.Chosen, quality.Decision{On: day(2026, 5, 1)}})
		return err
	}
	h.ok(decide(first))
	wantCodes(t, decide(second), "indicators: indicator_taken")
	if got := h.Text(`SELECT (SELECT count(*) FROM goal) || ' ' || (SELECT count(*) FROM target) || ' ' || (SELECT kind || version FROM target) || ' ' ||
		(SELECT count(*) FROM audit) || ' ' || (SELECT state FROM goal_proposal WHERE id = 2)`); got != "1 1 value2 5 proposed" {
		t.Errorf("stored: %s", got)
	}
	second.Aims[0].IndicatorID, second.Aims[0].Challenging = infection, nil // lower is better
	*second.Aims[0].Second = 90
	h.ok(h.room.SaveProposal(ctx, convener, second))
	h.Exec(`UPDATE indicator_version SET direction = 'higher' WHERE indicator_id = 2`)
	second.Version = 2
	wantCodes(t, decide(second), "aim.2.second: lowest_above_target")
}

func TestGoingOnWithLastYearsGoals(t *testing.T) {
	h := newHouse(t)
	ctx, convener := t.Context(), h.Actor(testgroup.Convener)
	old, _ := h.room.CreateGoal(ctx, convener, warm())
	threshold := 80.0
	h.ok(h.room.SaveTargets(ctx, convener, GoalTargets{testgroup.Group, old, []quality.Target{{IndicatorID: temperature, Kind: quality.ValueTarget, Threshold: &threshold}}}))
	other := warm()
	other.Title, other.Indicators = "Infektioner", []quality.IndicatorID{infection}
	gone, err := h.room.CreateGoal(ctx, convener, other)
	h.ok(err)

	p := skin()
	p.Carries, p.PreviousGoalID = quality.RaisesIt, 99
	p.Aims[0].IndicatorID = temperature
	_, err = h.room.ProposeGoal(ctx, convener, p)
	wantCodes(t, err, "previous_goal: unknown_choice")
	p.PreviousGoalID = old
	_, err = h.room.ProposeGoal(ctx, convener, p)
	wantCodes(t, err, "carries: not_raised")
	*p.Aims[0].Threshold = 85
	raised := h.propose(testgroup.Convener, p)
	list := func() []LastGoal {
		l, err := h.room.Proposals(ctx, convener, testgroup.Group, ProposalsWanted{Page: 1})
		h.ok(err)
		if l.Wanted.Year != 2027 || len(l.LastYears) != 2 {
			t.Fatalf("%+v", l.LastYears)
		}
		return l.LastYears
	}
	if got := list(); got[0].Proposal.ID != raised.ID || got[1].Proposal.ID != 0 {
		t.Errorf("proposed to go on: %+v", got)
	}
	retire := Retiring{GroupID: testgroup.Group, ID: gone, Version: 1}
	_, err = h.room.RetireGoal(ctx, convener, retire)
	wantCodes(t, err, "why: required")
	retire.Why = "Det är nått."
	year, err := h.room.RetireGoal(ctx, convener, retire)
	if err != nil || year != 2026 || list()[1].Retired.Why != "Det är nått." {
		t.Errorf("%d, %v", year, err)
	}
	_, err = h.room.RetireGoal(ctx, convener, retire)
	wantError(t, "with the old version", err, fault.ErrConflict)
	again := skin()
	again.Carries, again.PreviousGoalID = quality.KeepsGoal, gone
	_, err = h.room.ProposeGoal(ctx, convener, again)
	wantCodes(t, err, "previous_goal: goal_retired")
	count, err := h.room.CopyYear(ctx, convener, testgroup.Group, 2027)
	if err != nil || count != 1 {
		t.Errorf("copied %d, %v: the retired goal too?", count, err)
	}
	chain := func(id quality.GoalID) (years []int) {
		g, err := h.room.Goal(ctx, convener, testgroup.Group, id)
		h.ok(err)
		for _, each := range quality.Chain(g.AllGoals, id) {
			years = append(years, each.Year)
		}
		return years
	}
	if got := chain(old); len(got) != 2 || got[1] != 2027 {
		t.Errorf("a copied year: %v", got)
	}
	copied := list()[0].Carried
	_, err = h.room.RetireGoal(ctx, convener, Retiring{testgroup.Group, old, 1, "För sent"})
	wantError(t, "what goes on", err, fault.ErrWrongState)
	if _, err := h.room.DeleteGoal(ctx, convener, copied); err != nil {
		t.Fatal(err)
	}
	id, err := h.room.DecideProposal(ctx, convener, Deciding{testgroup.Group, raised.ID, 1, quality.Chosen, quality.Decision{On: day(2026, 5, 1)}})
	h.ok(err)
	if got := h.Text(`SELECT previous_goal_id || ' ' || raised FROM goal WHERE year = 2027`); got != "1 true" || len(chain(id)) != 2 {
		t.Errorf("raised: %s", got)
	}
	retire.Version = 2
	if _, err := h.room.RestoreGoal(ctx, convener, retire); err != nil || h.Text(`SELECT count(*)::text FROM goal WHERE retired_on IS NOT NULL OR retired_by IS NOT NULL`) != "0" {
		t.Errorf("taken back: %v", err)
	}
	retire.Version = 3
	_, err = h.room.RestoreGoal(ctx, convener, retire)
	wantError(t, "nothing to take back", err, fault.ErrWrongState)
}

func TestProposalsAreListed(t *testing.T) {
	h := newHouse(t)
	ctx, convener := t.Context(), h.Actor(testgroup.Convener)
	empty, err := h.room.Proposals(ctx, convener, testgroup.Group, ProposalsWanted{Page: 1})
	if err != nil || empty.Wanted.Year != 2027 || empty.All != 0 || empty.Pages != 1 {
		t.Errorf("%+v, %v", empty.Wanted, err)
	}
	h.propose(testgroup.MedicalLead, skin())
	h.Exec(`INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, scope, proposed_at, changed_at, state)
		SELECT 1, 2027, 'medical', 'Förslag ' || n, 'Därför', 'all_units', '2026-01-01', '2026-01-01', 'withdrawn' FROM generate_series(1, 10000) n;
		UPDATE programme_group SET goal_ceiling = 1 WHERE id = 1`)
	p := skin()
	p.Title, p.Category = "Ett till", quality.Medical
	h.propose(testgroup.MedicalLead, p)
	first, err := h.room.Proposals(ctx, convener, testgroup.Group, ProposalsWanted{Page: 1})
	h.ok(err)
	if len(first.Proposals) != proposalsPerPage || first.Proposals[0].Title != "Ett till" || first.Open != 2 || first.All != 10002 || first.Pages != 401 {
		t.Errorf("%d shown of %d on %d pages, first %s", len(first.Proposals), first.All, first.Pages, first.Proposals[0].Title)
	}
	if got := first.IfChosen; len(got) != 3 || got[0].Category != quality.PatientSatisfaction || got[1].Scope != quality.ScopeHighlySpecialised || got[2].TooMany != 2 {
		t.Errorf("if all are chosen: %+v", got)
	}
	nursing, err := h.room.Proposals(ctx, convener, testgroup.Group, ProposalsWanted{Year: 2027, State: quality.Proposed, Category: quality.Nursing, Page: 1})
	if err != nil || nursing.Count != 1 || nursing.StandsOn(nursing.Proposals[0].ID) != (quality.StandCount{Silent: 2}) {
		t.Errorf("%d, %v", nursing.Count, err)
	}
	last, err := h.room.Proposals(ctx, convener, testgroup.Group, ProposalsWanted{Year: 2027, Page: 401})
	if err != nil || len(last.Proposals) != 2 {
		t.Errorf("%d on the last page, %v", len(last.Proposals), err)
	}
	for _, wanted := range []ProposalsWanted{{Page: 0}, {Year: 2027, Page: 402}, {Year: 1600, Page: 1}} {
		_, err := h.room.Proposals(ctx, convener, testgroup.Group, wanted)
		wantError(t, "no such page", err, fault.ErrNotFound)
	}
}
