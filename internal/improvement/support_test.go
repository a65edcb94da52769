package improvement

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func TestSupportIsChecked(t *testing.T) {
	good := Support{UnitID: 1, AskedUnit: 2, Title: "Hjälp", Body: "Hur gör ni?", Link: "/mal/1", LinkText: "Målet"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		field, code string
		change      func(*Support)
	}{
		{"title", "required", func(s *Support) { s.Title = "" }},
		{"title", "too_long", func(s *Support) { s.Title = strings.Repeat("å", MostSupportTitle+1) }},
		{"body", "required", func(s *Support) { s.Body = "" }},
		{"asked", "support_of_oneself", func(s *Support) { s.AskedUnit = 1 }},
		{"link", "unknown_choice", func(s *Support) { s.Link = "//annan.exempel.se" }},
		{"link", "unknown_choice", func(s *Support) { s.Link = `/\annan.exempel.se` }},
		{"link", "unknown_choice", func(s *Support) { s.Link = "javascript:alert(1)" }},
		{"link", "unknown_choice", func(s *Support) { s.Link = "/mal/1\n/x" }},
		{"link", "unknown_choice", func(s *Support) { s.Link = "" }}, // words without an address
		{"link", "unknown_choice", func(s *Support) { s.LinkText = "" }},
	} {
		s := good
		c.change(&s)
		wantProblem(t, s.Check(), c.field, c.code)
	}
}

func TestWhoAnswersAndEnds(t *testing.T) {
	role := func(r org.Role, unit org.UnitID) org.Actor {
		return org.Actor{Memberships: []org.Membership{{GroupID: 1, Role: r, UnitID: unit}}}
	}
	ofUnit, ofSupport := Support{GroupID: 1, UnitID: 1, AskedUnit: 2}, Support{GroupID: 1, UnitID: 1}
	for _, c := range []struct {
		actor                  org.Actor
		unit, support, mayEnds bool
	}{
		{role(org.MedicalLead, 2), true, false, false},
		{role(org.HeadOfDepartment, 2), false, false, false}, // does not report
		{role(org.MedicalLead, 1), false, false, true},
		{role(org.HeadOfDepartment, 1), false, false, true},
		{role(org.ProcessSupport, 0), false, true, false},
		{role(org.Convener, 0), false, true, false},
		{role(org.Chair, 0), false, false, false},
		{role(org.ProgramAreaMember, 0), false, false, false},
	} {
		if a, b, e := ofUnit.MayAnswer(c.actor), ofSupport.MayAnswer(c.actor), ofUnit.MayEnd(c.actor); a != c.unit || b != c.support || e != c.mayEnds {
			t.Errorf("%v: answers the unit's %v, the support's %v, ends %v", c.actor.Memberships[0], a, b, e)
		}
	}
}

func TestTheWayOfARequest(t *testing.T) {
	at := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	asked := Support{State: SupportAsked}
	taken, err := asked.Take(7, at)
	if err != nil || taken.State != SupportTaken || taken.TakenBy != 7 || !taken.TakenAt.Equal(at) {
		t.Fatalf("%+v, %v", taken, err)
	}
	answered, err := taken.Reply("Så här", 8, at)
	if err != nil || answered.State != SupportAnswered || answered.Answer != "Så här" || answered.AnsweredBy != 8 || answered.TakenBy != 7 {
		t.Fatalf("%+v, %v", answered, err)
	}
	again, err := answered.Reply("Eller så", 9, at)
	if err != nil || again.Answer != "Eller så" {
		t.Errorf("the answer cannot be changed: %v", err)
	}
	_, err = asked.Reply("  ", 8, at)
	wantProblem(t, err, "answer", "required")
	closed, err := answered.End(1, at)
	if err != nil || closed.State != SupportClosed || closed.EndedBy != 1 {
		t.Errorf("%+v, %v", closed, err)
	}
	withdrawn, err := taken.End(1, at)
	if err != nil || withdrawn.State != SupportWithdrawn {
		t.Errorf("%+v, %v", withdrawn, err)
	}
	for _, s := range []Support{closed, withdrawn} {
		_, take := s.Take(7, at)
		_, reply := s.Reply("Svar", 7, at)
		_, end := s.End(7, at)
		for _, err := range []error{take, reply, end} {
			if !errors.Is(err, fault.ErrWrongState) {
				t.Errorf("after %s: %v", s.State, err)
			}
		}
	}
	if _, err := taken.Take(9, at); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("taken twice: %v", err)
	}
}
