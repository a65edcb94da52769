package improvement

import (
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Each step from each state: what becomes of it, "" for what cannot be done.
func TestAConsultationsWay(t *testing.T) {
	at := day(2026, 5, 4)
	steps := map[string]func(*Consultation) error{
		"hand over": func(c *Consultation) error { return c.HandOver(nil, false) },
		"return":    func(c *Consultation) error { return c.Return("Kortare") },
		"approve":   func(c *Consultation) error { return c.Approve(at, 3) },
		"send":      func(c *Consultation) error { return c.Send(Sending{On: at, To: "Någon", By: 3, Today: at}) },
		"decline":   func(c *Consultation) error { return c.Decline("Rör oss inte") },
	}
	for _, test := range []struct {
		from                                       ConsultationState
		handOver, returned, approve, send, decline ConsultationState
	}{
		{ConsultationOpen, ConsultationReady, "", "", "", ConsultationDeclined},
		{ConsultationReady, "", ConsultationOpen, ConsultationApproved, "", ConsultationDeclined},
		{ConsultationApproved, "", "", "", ConsultationSent, ""},
		{ConsultationSent, "", "", "", "", ""},
		{ConsultationDeclined, "", "", "", "", ""},
	} {
		for step, want := range map[string]ConsultationState{"hand over": test.handOver, "return": test.returned, "approve": test.approve, "send": test.send, "decline": test.decline} {
			c := Consultation{State: test.from, Answer: "Svar", ReceivedOn: day(2026, 5, 1)}
			err := steps[step](&c)
			switch {
			case want == "" && (!errors.Is(err, fault.ErrWrongState) || c.State != test.from):
				t.Errorf("%s from %s: %v, %s", step, test.from, err, c.State)
			case want != "" && (err != nil || c.State != want):
				t.Errorf("%s from %s: %v, %s, want %s", step, test.from, err, c.State, want)
			}
		}
	}
	c := Consultation{State: ConsultationOpen}
	if got := fields(c.HandOver(nil, false)); got != "answer required" {
		t.Errorf("handed over without an answer: %s", got)
	}
	c.Answer = "Svar"
	missing := []Region{{1, "Norr"}, {2, "Syd"}}
	if err := c.HandOver(missing, false); fields(err) != "confirm views_missing" || c.State != ConsultationOpen {
		t.Errorf("handed over without asking for the regions: %v, %s", err, c.State)
	}
	if err := c.HandOver(missing, true); err != nil || c.State != ConsultationReady || !c.LeavesOut(RegionView{State: ViewWorking}) || c.LeavesOut(RegionView{State: ViewRefrains}) {
		t.Errorf("confirmed: %v, %s", err, c.State)
	}
	c = Consultation{Title: "Remiss", Sender: "Någon", ReceivedOn: day(2026, 5, 4), DueOn: day(2026, 5, 1), ViewsDueOn: day(2026, 5, 2), Link: "http://x", Asked: "Barnet 121212-1212"}
	if got := fields(c.Check()); got != "asked personal_number, link link_page_or_https, due_on date_order, views_due_on views_after_due" {
		t.Error(got)
	}
}

// A region's view is late by the day where the clinics are, and was given when it first was.
func TestARegionsViewAndItsDay(t *testing.T) {
	c, due := Consultation{State: ConsultationOpen}, day(2026, 5, 4)
	stockholm := time.FixedZone("prov", 2*60*60)
	late := time.Date(2026, 5, 4, 22, 30, 0, 0, time.UTC) // half past midnight where the clinics are
	v, err := RegionView{}.Write(c, ViewWriting{State: ViewGiven, Body: "Ja", At: late, By: 1})
	if err != nil || !v.Done() || !v.Late(due, day(2026, 5, 6), stockholm) || v.Late(due, day(2026, 5, 6), time.UTC) {
		t.Errorf("%+v, %v", v, err)
	}
	again, err := v.Write(c, ViewWriting{State: ViewGiven, Body: "Ja!", At: late.AddDate(0, 0, 3), By: 2})
	if err != nil || !again.GivenAt.Equal(late) || again.WrittenBy != 2 {
		t.Errorf("changed: %+v, %v", again, err)
	}
	if back, _ := again.Write(c, ViewWriting{State: ViewWorking, At: late}); back.GivenAt != nil {
		t.Error("what is worked on is given")
	}
	if _, err := v.Write(Consultation{State: ConsultationReady}, ViewWriting{State: ViewGiven, Body: "Nej", At: late}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("written in a fixed one: %v", err)
	}
	if none := (RegionView{}); none.Late(due, due, stockholm) || !none.Late(due, day(2026, 5, 5), stockholm) {
		t.Error("the last day is not late, and the day after is")
	}
}

func TestWhatIsDeclared(t *testing.T) {
	for _, test := range []struct {
		c    InterestDeclarationContent
		want string
	}{
		{InterestDeclarationContent{Nothing: true}, "<nil>"},
		{InterestDeclarationContent{}, "nothing declaration_empty"},
		{InterestDeclarationContent{Nothing: true, More: "Något"}, "nothing nothing_and_interests"},
		{InterestDeclarationContent{Interests: []Interest{{What: "Aktier", With: "Bolaget", From: "2026-02-01", To: "2026-01-01"}}}, "to.1 date_order"},
		{InterestDeclarationContent{Interests: []Interest{{What: "Aktier", With: "Bolaget"}, {With: "Någon"}}}, "what.2 required"},
	} {
		if got := fields(test.c.Check()); got != test.want {
			t.Errorf("%+v: %q, want %q", test.c, got, test.want)
		}
	}
	s := DefaultAreaSettings(1)
	until := s.ValidUntil(day(2026, 5, 4))
	d := InterestDeclarationStanding{ID: 1, ValidUntil: until}
	if !until.Equal(day(2027, 5, 3)) || !d.Valid(until) || d.Valid(day(2027, 5, 4)) || !s.ThinBefore(day(2028, 5, 4)).Equal(day(2027, 5, 4)) {
		t.Errorf("valid until %s", until)
	}
	if got := fields(Assessment{Hindrance: FullHindrance}.Check()); got != "what required" {
		t.Error(got)
	}
}

func TestTheChairGoesRound(t *testing.T) {
	regions := []Region{{1, "Norr"}, {2, "Syd"}, {3, "Öst"}}
	terms := []ChairTerm{{ID: 1, RegionID: 1, From: day(2022, 1, 1), To: day(2023, 12, 31)}, {ID: 2, RegionID: 2, From: day(2024, 1, 1), To: day(2025, 12, 31)}}
	for _, test := range []struct {
		today     time.Time
		now, next ChairTermID
		turn      org.RegionID
		begin     time.Time
	}{
		{day(2023, 6, 1), 1, 2, 3, day(2026, 1, 1)},
		{day(2024, 1, 1), 2, 0, 3, day(2026, 1, 1)},
		{day(2027, 1, 1), 0, 0, 3, day(2027, 1, 1)},
	} {
		r := RotationOn(terms, regions, DefaultAreaSettings(1), test.today)
		id := func(t *ChairTerm) ChairTermID {
			if t == nil {
				return 0
			}
			return t.ID
		}
		if id(r.Now) != test.now || id(r.Next) != test.next || r.Turn.ID != test.turn || !r.Begin.Equal(test.begin) || !r.End.Equal(test.begin.AddDate(2, 0, -1)) {
			t.Errorf("%s: %+v", test.today, r)
		}
	}
	taken := ChairTerm{RegionID: 3, From: day(2025, 12, 31), To: day(2027, 1, 1)}
	if got := fields(taken.Check(terms)); got != "from_on term_taken" {
		t.Error(got)
	}
}

// What waits, for whom, and in the order of its days.
func TestWhatWaitsInTheArea(t *testing.T) {
	today, until := day(2026, 5, 4), day(2026, 5, 20)
	units := []org.Unit{{ID: 10, RegionID: 1}, {ID: 20, RegionID: 2}}
	a := Area{Settings: DefaultAreaSettings(7), Regions: []Region{{1, "Norr"}, {2, "Syd"}},
		Consultations: []Consultation{{ID: 1, State: ConsultationOpen, DueOn: day(2026, 6, 1), ViewsDueOn: day(2026, 5, 10)}, {ID: 2, State: ConsultationReady, DueOn: day(2026, 5, 5)},
			{ID: 3, State: ConsultationOpen, DueOn: day(2026, 5, 9), ViewsDueOn: day(2026, 5, 10), GroupID: 7, OwnerID: 5}},
		Held:        []org.Membership{{PersonID: 5, GroupID: 7, UnitID: 20, Role: org.MedicalLead}},
		Views:       []RegionView{{ConsultationID: 1, RegionID: 1, State: ViewGiven}, {ConsultationID: 3, RegionID: 1, State: ViewGiven}, {ConsultationID: 3, RegionID: 2, State: ViewRefrains}},
		Nominations: []PersonNomination{{ID: 4, DueOn: day(2026, 5, 7)}, {ID: 5, ClosedAt: &today}},
		Nominees: []DeclaringNominee{{Nominee: Nominee{ID: 6, PersonID: 5, State: NomineeAppointed}, Closed: true, Declaration: InterestDeclarationStanding{ID: 1, ValidUntil: until, HandledAt: &today}},
			{Nominee: Nominee{ID: 7, PersonID: 6, State: NomineeDeclined}}},
		WorkingGroups: []WorkingGroup{{ID: 8, To: day(2026, 5, 30)}, {ID: 9, To: day(2026, 12, 30)}},
		Terms:         []ChairTerm{{ID: 10, RegionID: 1, From: day(2025, 1, 1), To: day(2026, 6, 30)}}}
	var got []string
	for _, d := range a.Duties(today) {
		got = append(got, string(d.Kind))
	}
	want := []string{"approve_answer", "name_nominees", "write_answer", "give_view", "declare", "end_working_group", "plan_chair"}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("%v, want %v", got, want)
			break
		}
	}
	as := func(role org.Role, unit org.UnitID, id org.PersonID) (list []string) {
		actor := org.Actor{Person: org.Person{ID: id}, Memberships: []org.Membership{{GroupID: 7, UnitID: unit, Role: role}}}
		for _, d := range a.Duties(today) {
			if d.Of(actor, 7, units) {
				list = append(list, string(d.Kind))
			}
		}
		return list
	}
	for _, test := range []struct {
		role org.Role
		unit org.UnitID
		id   org.PersonID
		want int
	}{
		{org.MedicalLead, 10, 1, 0}, {org.MedicalLead, 20, 1, 1}, {org.MedicalLead, 20, 5, 3}, {org.Chair, 0, 2, 4}, {org.Convener, 0, 2, 3},
		{org.ProgramAreaChair, 0, 2, 1}, {org.ProgramAreaMember, 0, 2, 0}, {org.Observer, 0, 5, 2}, {org.Administrator, 0, 2, 0},
	} {
		if got := as(test.role, test.unit, test.id); len(got) != test.want {
			t.Errorf("%s at %d, person %d: %v", test.role, test.unit, test.id, got)
		}
	}
	if got := Unrepresented(a.Regions, map[org.RegionID]bool{2: true}); len(got) != 1 || got[0].Name != "Norr" {
		t.Errorf("unrepresented: %v", got)
	}
}

// An answer whose owner has left is for those who see to the area, and not for nobody.
func TestAnAnswerWhoseOwnerHasLeft(t *testing.T) {
	lead := org.Membership{PersonID: 5, GroupID: 7, UnitID: 20, Role: org.MedicalLead}
	outside := org.Membership{PersonID: 5, GroupID: 7, Role: org.Observer}
	for _, test := range []struct {
		what  string
		owner org.PersonID
		role  org.Role
		held  []org.Membership
		want  Duty
	}{
		{"a member's", 5, "", []org.Membership{outside, lead}, Duty{PersonID: 5}},
		{"one's who has left", 6, "", []org.Membership{lead}, Duty{}},
		{"one's who only looks on", 5, "", []org.Membership{outside}, Duty{}},
		{"a role's", 0, org.MedicalLead, []org.Membership{lead}, Duty{Role: org.MedicalLead}},
		{"a role's that nobody holds", 0, org.Chair, []org.Membership{lead}, Duty{}},
	} {
		a := Area{Settings: DefaultAreaSettings(7), Held: test.held,
			Consultations: []Consultation{{ID: 3, GroupID: 7, State: ConsultationOpen, DueOn: day(2026, 5, 9), ViewsDueOn: day(2026, 5, 1), OwnerID: test.owner, OwnerRole: test.role}}}
		got := a.Duties(day(2026, 5, 4))
		if len(got) != 1 || got[0].Kind != WriteAnswer || got[0].PersonID != test.want.PersonID || got[0].Role != test.want.Role || got[0].Needs != org.ManageArea {
			t.Errorf("%s: %+v", test.what, got)
		}
	}
}

func TestAWorkingGroupsTime(t *testing.T) {
	g := WorkingGroup{ID: 1, From: day(2026, 1, 1), To: day(2026, 6, 30)}
	for today, want := range map[time.Time]WorkingGroupStanding{day(2025, 12, 31): WorkingGroupComing, day(2026, 6, 30): WorkingGroupRunning, day(2026, 7, 1): WorkingGroupOverdue} {
		if got := g.Standing(today); got != want {
			t.Errorf("%s: %s", today, got)
		}
	}
	if _, err := g.Extend(day(2026, 6, 30), ""); fields(err) != "why required, after_on extension_not_later" {
		t.Error(fields(err))
	}
	e, err := g.Extend(day(2026, 9, 30), "Mer tid")
	if err != nil || !g.To.Equal(day(2026, 9, 30)) || !e.Before.Equal(day(2026, 6, 30)) || e.Kind != WorkingGroupExtension {
		t.Errorf("%+v, %v", e, err)
	}
	if err := g.End(day(2026, 8, 1), "En lista"); err != nil || g.Standing(day(2026, 8, 1)) != WorkingGroupEnded {
		t.Error(err)
	}
	if err := g.End(day(2026, 8, 2), "Igen"); !errors.Is(err, fault.ErrWrongState) {
		t.Error(err)
	}
}

// Somebody who is appointed declares long after the nomination's own day: it is handled
// within two weeks, and not late from the beginning.
func TestADeclarationIsHandledInTime(t *testing.T) {
	today := day(2026, 5, 4)
	for given, want := range map[time.Time]time.Time{day(2026, 5, 1): day(2026, 5, 15), day(2026, 2, 1): day(2026, 2, 20)} {
		n := DeclaringNominee{Nominee: Nominee{ID: 6, PersonID: 5, State: NomineeAppointed}, Closed: true, DueOn: day(2026, 2, 20),
			Declaration: InterestDeclarationStanding{ID: 1, GivenAt: given, ValidUntil: day(2027, 5, 1)}}
		duties := Area{Settings: DefaultAreaSettings(7), Nominees: []DeclaringNominee{n}}.Duties(today)
		if len(duties) != 1 || duties[0].Kind != HandleDeclaration || !duties[0].Due.Equal(want) {
			t.Errorf("given %s: %+v", given, duties)
		}
	}
}
