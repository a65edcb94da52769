package quality

import (
	"errors"
	"fmt"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func number8(n float64) *float64 { return &n }

// TestOneFigureIsDecidedUponWhileTheSubmissionWaits by the convener alone.
func TestOneFigureIsDecidedUponWhileTheSubmissionWaits(t *testing.T) {
	for _, state := range SubmissionStates() {
		for _, who := range everyone() {
			s := Submission{GroupID: theGroup, UnitID: theUnit, State: state}
			var want error
			switch {
			case state != Submitted:
				want = fault.ErrWrongState
			case !who.decides:
				want = fault.ErrForbidden
			}
			for name, decide := range map[string]func(*Figure) error{
				"approve": func(f *Figure) error { return s.ApproveFigure(who.actor, noon, f) },
				"return":  func(f *Figure) error { return s.ReturnFigure(who.actor, noon, "Räkna om", f) },
			} {
				f := Figure{State: Reported}
				err := decide(&f)
				if !errors.Is(err, want) || want == nil && err != nil {
					t.Errorf("%s in %s by %s: %v, want %v", name, state, who.name, err, want)
				}
				if done := f.Review.State != NotReviewed; done != (want == nil) {
					t.Errorf("%s in %s by %s left %q", name, state, who.name, f.Review.State)
				}
			}
		}
	}
}

func TestWhatWasSentBackIsOpenAlone(t *testing.T) {
	rep := org.Actor{Memberships: []org.Membership{{Role: org.MedicalLead, GroupID: theGroup, UnitID: theUnit}}}
	stranger := org.Actor{Memberships: []org.Membership{{Role: org.MedicalLead, GroupID: theGroup, UnitID: otherUnit}}}
	until := org.DayOf(noon)
	sentBack, waits := Figure{Review: Review{State: ReviewedReturned}}, Figure{}
	for _, test := range []struct {
		state           SubmissionState
		sentBack, waits error
	}{
		{Draft, nil, nil}, {Submitted, nil, fault.ErrWrongState}, {Returned, nil, nil},
		{Approved, fault.ErrWrongState, fault.ErrWrongState}, {Reopened, nil, nil}, {Final, fault.ErrWrongState, fault.ErrWrongState},
	} {
		s := Submission{GroupID: theGroup, UnitID: theUnit, State: test.state, Period: Quarter(2026, 3), ReopenedUntil: &until}
		if err := s.RecordFigure(rep, noon, sentBack); !errors.Is(err, test.sentBack) {
			t.Errorf("%s, sent back: %v", test.state, err)
		}
		if err := s.RecordFigure(rep, noon, waits); !errors.Is(err, test.waits) {
			t.Errorf("%s: %v", test.state, err)
		}
		if err := s.RecordFigure(stranger, noon, sentBack); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s by another unit: %v", test.state, err)
		}
	}
}

func TestHandingInAgainTakesSomethingSentBack(t *testing.T) {
	rep := org.Actor{Memberships: []org.Membership{{Role: org.MedicalLead, GroupID: theGroup, UnitID: theUnit}}}
	s := Submission{GroupID: theGroup, UnitID: theUnit, State: Submitted}
	if err := s.Submit(rep, noon, 0); !errors.Is(err, fault.ErrWrongState) || s.CanSubmit(rep, 0) {
		t.Errorf("nothing was sent back: %v", err)
	}
	if err := s.Submit(rep, noon, 1); err != nil || !s.CanSubmit(rep, 1) {
		t.Error(err)
	}
}

func TestAFigureIsReturnedWithAReason(t *testing.T) {
	convener := org.Actor{Person: org.Person{ID: 7}, Memberships: []org.Membership{{Role: org.Convener, GroupID: theGroup}}}
	s := Submission{GroupID: theGroup, UnitID: theUnit, State: Submitted}
	f := Figure{State: Reported}
	if got := problems(s.ReturnFigure(convener, noon, " \n", &f)); fmt.Sprint(got) != "[reason required]" {
		t.Error(got)
	}
	if err := s.ReturnFigure(convener, noon, " Oktober saknas ", &f); err != nil {
		t.Fatal(err)
	}
	r := f.Review
	if r.ReturnReason != "Oktober saknas" || r.By != 7 || !r.At.Equal(noon) || f.Standing(Submitted) != Preliminary {
		t.Errorf("%+v", r)
	}
}

// TestAChangeAfterApprovalIsTold until the figure is approved again.
func TestAChangeAfterApprovalIsTold(t *testing.T) {
	convener := org.Actor{Person: org.Person{ID: 7}, Memberships: []org.Membership{{Role: org.Convener, GroupID: theGroup}}}
	s := Submission{GroupID: theGroup, UnitID: theUnit, State: Submitted}
	f := Figure{State: Reported, Version: 2, Value: Value{Numerator: number8(3), Denominator: number8(8)}}
	if err := s.ApproveFigure(convener, noon, &f); err != nil {
		t.Fatal(err)
	}
	if f.ChangedSinceApproval() || f.Standing(Submitted) != ApprovedFigure || f.Standing(Final) != FinalFigure {
		t.Errorf("right after approval: %+v", f.Review)
	}
	f.Value.Numerator, f.Version = number8(4), 3
	f.Review = f.Review.Changed("Ett barn till")
	if !f.ChangedSinceApproval() || f.Standing(Reopened) != Preliminary || f.Review.ChangeReason != "Ett barn till" ||
		*f.Review.Approved.Value.Numerator != 3 || f.Review.At != nil {
		t.Errorf("changed: %+v", f.Review)
	}
	if err := s.ApproveFigure(convener, noon, &f); err != nil {
		t.Fatal(err)
	}
	if f.ChangedSinceApproval() || f.Review.ChangeReason != "" || *f.Review.Approved.Value.Numerator != 4 {
		t.Errorf("approved again: %+v", f.Review)
	}
}

func TestAFigureSentBackStaysSoUntilHandedIn(t *testing.T) {
	r := Review{State: ReviewedReturned, At: &noon, By: 7, ReturnReason: "Räkna om"}
	if got := r.Changed("x"); got.State != ReviewedReturned || got.ReturnReason != "Räkna om" || got.ChangeReason != "" {
		t.Errorf("%+v", got)
	}
}
