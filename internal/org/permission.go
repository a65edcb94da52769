package org

// Action is something a user may want to do.
type Action string

// The actions that permissions are given for.
const (
	EnterFigures    Action = "enter_figures"     // type, mend and submit a unit's period
	ApproveFigures  Action = "approve_figures"   // approve, return, reopen, make final
	ViewBoard       Action = "view_board"        // who has handed in what
	ViewResults     Action = "view_results"      // comparisons, masked when that applies
	ViewUnmasked    Action = "view_unmasked"     // small numbers too
	EditIndicators  Action = "edit_indicators"   // goals, indicators, definitions, targets
	ViewReport      Action = "view_report"       // the yearly report
	WriteReport     Action = "write_report"      // its texts
	ManageAccounts  Action = "manage_accounts"   // people and their roles
	ViewGroup       Action = "view_group"        // members and settings
	ViewUnitEntries Action = "view_unit_entries" // a unit's form, also before it is submitted
	ViewReadings    Action = "view_readings"     // how units read a definition
	AppointDeputy   Action = "appoint_deputy"    // somebody who reports for the unit for a time
	EditGroup       Action = "edit_group"        // the group's own settings and its rules across measures
)

// relation is how close a role must stand to the thing it acts on.
type relation int

const (
	never     relation = iota
	ownUnit            // the unit where the role is held
	ownGroup           // anything in the group where the role is held
	everybody          // the whole installation
)

// permissions says for each action which roles may do it, and how close they
// must stand. A role that is not named may not.
var permissions = map[Action]map[Role]relation{
	EnterFigures:    {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, Convener: ownGroup},
	ViewUnitEntries: {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, HeadOfDepartment: ownUnit, Convener: ownGroup, ProcessSupport: ownGroup},
	ApproveFigures:  {Convener: ownGroup},
	ViewBoard:       {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	ViewResults:     {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaMember: ownGroup},
	ViewUnmasked:    {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	EditIndicators:  {Convener: ownGroup},
	ViewReport:      {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaMember: ownGroup},
	WriteReport:     {Convener: ownGroup, ProcessSupport: ownGroup},
	ManageAccounts:  {Administrator: everybody},
	ViewGroup:       {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaMember: ownGroup, Observer: ownGroup},
	ViewReadings:    {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	AppointDeputy:   {MedicalLead: ownUnit, UnitManager: ownUnit, Convener: ownGroup},
	EditGroup:       {Convener: ownGroup},
}

// May reports whether the actor may do the action on the unit of the group.
// Pass zero for the unit when the action concerns the group as a whole, and
// zero for both when it concerns the installation: a role held at a unit does
// not reach a whole group for an action given on its own unit alone.
func (a Actor) May(action Action, group GroupID, unit UnitID) bool {
	for _, m := range a.Memberships {
		switch permissions[action][m.Role] {
		case everybody:
			return true
		case ownGroup:
			if m.GroupID == group && group != 0 {
				return true
			}
		case ownUnit:
			if m.GroupID == group && m.UnitID == unit && unit != 0 {
				return true
			}
		}
	}
	return false
}
