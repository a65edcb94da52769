package quality

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const (
	theGroup   org.GroupID = 1
	otherGroup org.GroupID = 2
	theUnit    org.UnitID  = 10
	otherUnit  org.UnitID  = 11
)

// someone is a person with a role at a place, and how the place stands to the
// submission under test.
type someone struct {
	name  string
	actor org.Actor
	// hands and decides: may enter and hand in; may approve, return, reopen, fix.
	hands, decides bool
}

// everyone is every role at its own unit or group, at another, and nobody.
func everyone() []someone {
	list := []someone{{name: "nobody"}}
	for _, role := range org.Roles() {
		for _, place := range []struct {
			name string
			org.Membership
			own bool
		}{
			{"here", org.Membership{GroupID: theGroup, UnitID: theUnit}, true},
			{"at another unit", org.Membership{GroupID: theGroup, UnitID: otherUnit}, false},
			{"in another group", org.Membership{GroupID: otherGroup, UnitID: theUnit}, false},
		} {
			m := place.Membership
			m.Role = role
			own := place.own
			if !role.OfUnit() {
				m.UnitID = 0
				own = m.GroupID == theGroup
			}
			s := someone{name: fmt.Sprintf("%s %s", role, place.name),
				actor: org.Actor{Person: org.Person{ID: 7}, Memberships: []org.Membership{m}}}
			switch role {
			case org.MedicalLead, org.UnitManager, org.Delegate:
				s.hands = own
			case org.Convener:
				s.hands, s.decides = own, own
			}
			list = append(list, s)
		}
	}
	return list
}

// the steps there are, and whose they are; every other pair is refused.
var steps = map[[2]SubmissionState]string{
	{Draft, Submitted}:     "hands",
	{Submitted, Submitted}: "hands", // figures that were sent back
	{Submitted, Returned}:  "decides",
	{Submitted, Approved}:  "decides",
	{Returned, Submitted}:  "hands",
	{Approved, Reopened}:   "decides",
	{Approved, Final}:      "decides",
	{Reopened, Submitted}:  "hands",
	{Reopened, Reopened}:   "decides",
}

var noon = time.Date(2026, time.October, 14, 12, 0, 0, 0, time.UTC)

// take asks for the step by the method that makes it; no method leads to draft.
func take(s *Submission, actor org.Actor, to SubmissionState) error {
	switch to {
	case Submitted:
		return s.Submit(actor, noon, 1)
	case Approved:
		return s.Approve(actor, noon)
	case Returned:
		return s.Return(actor, noon, " Täljaren saknar oktober. ")
	case Reopened:
		return s.Reopen(actor, noon, noon.AddDate(0, 0, 7), "Två barn till")
	case Final:
		return s.Finalise(actor, noon)
	}
	return s.step(actor, to)
}

func TestEveryStateToEveryStateByEveryRole(t *testing.T) {
	var allowed int
	for _, from := range SubmissionStates() {
		for _, to := range SubmissionStates() {
			for _, who := range everyone() {
				whose, exists := steps[[2]SubmissionState{from, to}]
				var want error
				switch {
				case !exists:
					want = fault.ErrWrongState
				case whose == "hands" && !who.hands, whose == "decides" && !who.decides:
					want = fault.ErrForbidden
				}
				s := Submission{GroupID: theGroup, UnitID: theUnit, State: from}
				if got := s.Can(who.actor, to); got != (want == nil) {
					t.Errorf("%s → %s by %s: Can says %v", from, to, who.name, got)
				}
				err := take(&s, who.actor, to)
				if !errors.Is(err, want) || want == nil && err != nil {
					t.Errorf("%s → %s by %s: %v, want %v", from, to, who.name, err, want)
				}
				if want == nil {
					allowed++
				}
				if reached := s.State == to; reached != (want == nil || from == to) {
					t.Errorf("%s → %s by %s ended in %s", from, to, who.name, s.State)
				}
			}
		}
	}
	// Four steps of those who enter, by three roles here and the convener (who
	// stands in the group twice in the list); five of the convener's.
	if allowed != 4*(3+2)+5*2 {
		t.Errorf("%d steps were allowed", allowed)
	}
}

func TestEachStepKeepsWhoAndWhen(t *testing.T) {
	convener := org.Actor{Person: org.Person{ID: 7},
		Memberships: []org.Membership{{Role: org.Convener, GroupID: theGroup}}}
	s := Submission{GroupID: theGroup, UnitID: theUnit, State: Draft}
	for _, to := range []SubmissionState{Submitted, Returned, Submitted, Approved, Reopened, Submitted, Approved, Final} {
		if err := take(&s, convener, to); err != nil {
			t.Fatalf("to %s: %v", to, err)
		}
	}
	for name, at := range map[string]*time.Time{"submitted": s.SubmittedAt, "returned": s.ReturnedAt,
		"approved": s.ApprovedAt, "reopened": s.ReopenedAt, "finalised": s.FinalisedAt} {
		if at == nil || !at.Equal(noon) {
			t.Errorf("%s at %v", name, at)
		}
	}
	for name, by := range map[string]org.PersonID{"submitted": s.SubmittedBy, "returned": s.ReturnedBy,
		"approved": s.ApprovedBy, "reopened": s.ReopenedBy, "finalised": s.FinalisedBy} {
		if by != 7 {
			t.Errorf("%s by %d", name, by)
		}
	}
	if s.ReturnReason != "Täljaren saknar oktober." {
		t.Errorf("reason %q", s.ReturnReason)
	}
}

func TestAReasonAndADayAreNeeded(t *testing.T) {
	convener := org.Actor{Memberships: []org.Membership{{Role: org.Convener, GroupID: theGroup}}}
	long := strings.Repeat("å", MaxComment+1)
	yesterday, today := noon.AddDate(0, 0, -1), noon
	tests := []struct {
		name string
		err  error
		want []string
	}{
		{"return without reason", returned(convener, " \n "), []string{"reason required"}},
		{"return with an essay", returned(convener, long), []string{"reason too_long"}},
		{"return", returned(convener, long[:2*MaxComment]), nil},
		{"reopen without reason", reopened(convener, today, ""), []string{"reason required"}},
		{"reopen until yesterday", reopened(convener, org.DayOf(yesterday), "x"), []string{"until date_past"}},
		{"reopen until today", reopened(convener, org.DayOf(today), "x"), nil},
		{"reopen with neither", reopened(convener, org.DayOf(yesterday), ""), []string{"reason required", "until date_past"}},
	}
	for _, test := range tests {
		if got := problems(test.err); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func returned(actor org.Actor, reason string) error {
	s := Submission{GroupID: theGroup, UnitID: theUnit, State: Submitted}
	return s.Return(actor, noon, reason)
}

func reopened(actor org.Actor, until time.Time, reason string) error {
	s := Submission{GroupID: theGroup, UnitID: theUnit, State: Approved}
	return s.Reopen(actor, noon, until, reason)
}

// problems lists a validation error's fields and codes.
func problems(err error) []string {
	var v *fault.ValidationError
	if !errors.As(err, &v) {
		return nil
	}
	var list []string
	for _, p := range v.Problems {
		list = append(list, p.Field+" "+p.Code)
	}
	return list
}

func TestFiguresMayBeChangedInTheOpenStatesByThoseWhoEnter(t *testing.T) {
	until := org.DayOf(noon)
	open := map[SubmissionState]bool{Draft: true, Returned: true, Reopened: true}
	for _, state := range SubmissionStates() {
		for _, who := range everyone() {
			s := Submission{GroupID: theGroup, UnitID: theUnit, State: state,
				Period: Quarter(2026, 3), ReopenedUntil: &until}
			want := error(nil)
			switch {
			case !who.hands:
				want = fault.ErrForbidden
			case !open[state]:
				want = fault.ErrWrongState
			}
			if err := s.Record(who.actor, noon); !errors.Is(err, want) || want == nil && err != nil {
				t.Errorf("%s by %s: %v, want %v", state, who.name, err, want)
			}
			if s.CanRecord(who.actor, org.DayOf(noon)) != (want == nil) {
				t.Errorf("%s by %s: CanRecord disagrees with Record", state, who.name)
			}
		}
	}
}

func TestReopenedEndsWithItsLastDayAndTheFutureHasNoFigures(t *testing.T) {
	rep := org.Actor{Memberships: []org.Membership{{Role: org.Delegate, GroupID: theGroup, UnitID: theUnit}}}
	until := org.DayOf(noon)
	stockholm := time.FixedZone("CEST", 2*60*60)
	tests := []struct {
		name   string
		state  SubmissionState
		period Period
		now    time.Time
		want   error
	}{
		{"the last minute", Reopened, Quarter(2026, 3), time.Date(2026, 10, 14, 23, 59, 0, 0, stockholm), nil},
		{"the day after", Reopened, Quarter(2026, 3), time.Date(2026, 10, 15, 0, 1, 0, 0, stockholm), fault.ErrWrongState},
		{"a period that runs", Draft, Quarter(2026, 4), noon, nil},
		{"a period to come", Draft, Quarter(2027, 1), noon, fault.ErrWrongState},
		{"its first half-hour here", Draft, Quarter(2026, 4), time.Date(2026, 10, 1, 0, 30, 0, 0, stockholm), nil},
	}
	for _, test := range tests {
		s := Submission{GroupID: theGroup, UnitID: theUnit, State: test.state, Period: test.period, ReopenedUntil: &until}
		if err := s.Record(rep, test.now); !errors.Is(err, test.want) || test.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
}

func TestStandingFollowsTheState(t *testing.T) {
	tests := []struct {
		state    SubmissionState
		standing Standing
		shown    bool
	}{
		{Draft, Preliminary, false},
		{Submitted, Preliminary, true},
		{Returned, Preliminary, false},
		{Approved, ApprovedFigure, true},
		{Reopened, Preliminary, true},
		{Final, FinalFigure, true},
	}
	var shown []SubmissionState
	for _, test := range tests {
		if test.state.Standing() != test.standing || test.state.Shown() != test.shown {
			t.Errorf("%s: %s, shown %v", test.state, test.state.Standing(), test.state.Shown())
		}
		if test.shown {
			shown = append(shown, test.state)
		}
	}
	if fmt.Sprint(ShownStates()) != fmt.Sprint(shown) {
		t.Errorf("shown states %v", ShownStates())
	}
	if Preliminary.Lesser(FinalFigure) != Preliminary || FinalFigure.Lesser(ApprovedFigure) != ApprovedFigure ||
		FinalFigure.Lesser(FinalFigure) != FinalFigure {
		t.Error("a sum is no more settled than its least settled part")
	}
}
