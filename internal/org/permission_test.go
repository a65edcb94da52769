package org

import (
	"testing"
	"time"
)

const (
	theGroup   GroupID = 1
	otherGroup GroupID = 2
	theUnit    UnitID  = 10
	otherUnit  UnitID  = 11
)

// holding is somebody with one role where that role is held.
func holding(role Role) Actor {
	m := Membership{Role: role, GroupID: theGroup}
	switch {
	case role == Administrator:
		m.GroupID = 0
	case role.OfUnit():
		m.UnitID = theUnit
	}
	return Actor{Person: Person{ID: 1}, Memberships: []Membership{m}}
}

// reach says how far a role's permission goes, as the group's mandate has it.
type reach string

const (
	no    reach = ""
	unit  reach = "unit"
	group reach = "group"
	all   reach = "all"
)

// expected is written out by hand, role by role, so that a change of the
// program's own table must be made twice, on purpose.
var expected = map[Action]map[Role]reach{
	EnterFigures:    {MedicalLead: unit, UnitManager: unit, Delegate: unit, Convener: group},
	ViewUnitEntries: {MedicalLead: unit, UnitManager: unit, Delegate: unit, HeadOfDepartment: unit, Convener: group, ProcessSupport: group},
	ApproveFigures:  {Convener: group},
	ViewBoard:       {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group},
	ViewResults:     {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group, ProgramAreaChair: group, ProgramAreaMember: group},
	ViewUnmasked:    {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group},
	EditIndicators:  {Convener: group},
	AnswerReport:    {MedicalLead: unit, UnitManager: unit, Delegate: unit, HeadOfDepartment: unit},
	FixReport:       {Convener: group, Chair: group},
	ViewReport:      {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group, ProgramAreaChair: group, ProgramAreaMember: group},
	WriteReport:     {Convener: group, ProcessSupport: group},
	ManageAccounts:  {Administrator: all},
	ViewGroup:       {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group, ProgramAreaChair: group, ProgramAreaMember: group},
	ViewReadings:    {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group},
	AppointDeputy:   {MedicalLead: unit, UnitManager: unit, Convener: group},
	EditGroup:       {Convener: group},

	ProposeGoals:       {MedicalLead: group, UnitManager: group, Delegate: group, Convener: group, Chair: group, ProcessSupport: group},
	TakeStand:          {MedicalLead: unit, UnitManager: unit, Delegate: unit, HeadOfDepartment: unit},
	DecideGoals:        {Convener: group, Chair: group},
	EditLocalGoals:     {MedicalLead: unit, UnitManager: unit, Delegate: unit, HeadOfDepartment: unit},
	ViewWork:           {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group, ProgramAreaChair: group, ProgramAreaMember: group},
	EditActions:        {MedicalLead: unit, UnitManager: unit, Delegate: unit, HeadOfDepartment: unit, Convener: group, ProcessSupport: group},
	Discuss:            {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group},
	AskSupport:         {MedicalLead: unit, UnitManager: unit, Delegate: unit, HeadOfDepartment: unit},
	GiveSupport:        {Convener: group, ProcessSupport: group},
	AskMatter:          {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group},
	ManageMeetings:     {Convener: group, Chair: group, ProcessSupport: group},
	EditYear:           {Convener: group, ProcessSupport: group},
	AcknowledgeMandate: {HeadOfDepartment: unit},

	AppointMembers: {Convener: group},

	AcknowledgeReport: {ProgramAreaChair: group},

	ViewPublished:      {MedicalLead: group, UnitManager: group, Delegate: group, HeadOfDepartment: group, Convener: group, Chair: group, ProcessSupport: group, ProgramAreaChair: group, ProgramAreaMember: group, PatientRepresentative: group, Invited: group, Observer: group},
	PublishReport:      {Convener: group, Chair: group, ProcessSupport: group},
	RemindUnits:        {Convener: group, ProcessSupport: group},
	AcknowledgeFigures: {HeadOfDepartment: unit},
	HandOver:           {Convener: group, Administrator: all},
	DecideLifted:       {ProgramAreaChair: group},

	LeadPathways:       {Convener: group, Chair: group, ProcessSupport: group},
	ManageArea:         {Convener: group, Chair: group, ProcessSupport: group},
	ApproveAnswers:     {Chair: group, ProgramAreaChair: group},
	HandleDeclarations: {Chair: group, ProcessSupport: group},
	OpenToAll:          {Convener: group, ProcessSupport: group},
	ConsentToOpen:      {MedicalLead: unit, UnitManager: unit, HeadOfDepartment: unit},
	CommentAsPatient:   {PatientRepresentative: group},
	AnswerPatients:     {Convener: group, Chair: group, ProcessSupport: group},
}

func TestEveryRoleMayDoWhatItsMandateSaysAndNothingMore(t *testing.T) {
	if len(expected) != len(permissions) {
		t.Fatalf("the table has %d actions, the program %d", len(expected), len(permissions))
	}
	places := []struct {
		name  string
		group GroupID
		unit  UnitID
		holds map[reach]bool
	}{
		{"own unit", theGroup, theUnit, map[reach]bool{unit: true, group: true, all: true}},
		{"another unit of the group", theGroup, otherUnit, map[reach]bool{group: true, all: true}},
		{"the group as a whole", theGroup, 0, map[reach]bool{group: true, all: true}},
		{"the same unit in another group", otherGroup, theUnit, map[reach]bool{all: true}},
		{"another group", otherGroup, 0, map[reach]bool{all: true}},
		{"the installation", 0, 0, map[reach]bool{all: true}},
		{"the unit in no group", 0, theUnit, map[reach]bool{all: true}},
	}
	for action, roles := range expected {
		for _, role := range Roles() {
			for _, place := range places {
				want := place.holds[roles[role]]
				if got := holding(role).May(action, place.group, place.unit); got != want {
					t.Errorf("%s, %s, %s: %v, want %v", role, action, place.name, got, want)
				}
			}
		}
		for _, place := range places {
			if (Actor{}).May(action, place.group, place.unit) {
				t.Errorf("nobody may %s at %s", action, place.name)
			}
		}
	}
}

// Readers outside the group who hold no other role see what is published, and nothing else.
func TestAnObserverReadsWhatIsPublishedAndNothingElse(t *testing.T) {
	for action := range permissions {
		if got, want := holding(Observer).May(action, theGroup, 0), action == ViewPublished; got != want {
			t.Errorf("%s: %v", action, got)
		}
	}
}

func TestAnUnknownActionOrRoleIsRefused(t *testing.T) {
	if holding(Convener).May("drop_everything", theGroup, theUnit) {
		t.Error("an unknown action was allowed")
	}
	if holding("visitor").May(ViewResults, theGroup, 0) || Role("visitor").Valid() {
		t.Error("an unknown role was allowed")
	}
}

func TestRolesAddUp(t *testing.T) {
	both := Actor{Memberships: append(holding(UnitManager).Memberships, holding(Convener).Memberships...)}
	if !both.May(EnterFigures, theGroup, otherUnit) || !both.May(ApproveFigures, theGroup, theUnit) {
		t.Error("a convener who also manages a unit lost the convener's permissions")
	}
	if got := both.Units(theGroup); len(got) != 1 || got[0] != theUnit {
		t.Errorf("reports for %v, want the own unit alone", got)
	}
	if got := both.Groups(); len(got) != 1 || got[0] != theGroup {
		t.Errorf("belongs to %v, want one group once", got)
	}
	if !both.Has(Convener, theGroup) || both.Has(Convener, otherGroup) {
		t.Error("the role is held in the one group alone")
	}
}

func TestMembershipLastsFromItsFirstDayToItsLast(t *testing.T) {
	from, to := day("2026-01-01"), day("2026-06-30")
	ended := Membership{From: from, To: &to}
	lasting := Membership{From: from}
	tests := []struct {
		day           string
		ended, lasted bool
	}{
		{"2025-12-31", false, false},
		{"2026-01-01", true, true},
		{"2026-06-30", true, true},
		{"2026-07-01", false, true},
	}
	for _, test := range tests {
		if got := ended.ActiveOn(day(test.day)); got != test.ended {
			t.Errorf("%s: ended membership active %v", test.day, got)
		}
		if got := lasting.ActiveOn(day(test.day)); got != test.lasted {
			t.Errorf("%s: lasting membership active %v", test.day, got)
		}
	}
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}
