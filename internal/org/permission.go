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
	WriteReport     Action = "write_report"      // its texts, its sections, and asking the units
	AnswerReport    Action = "answer_report"     // a unit's own word in it
	FixReport       Action = "fix_report"        // make an edition, publish it, note where it went
	ManageAccounts  Action = "manage_accounts"   // people and their roles
	ViewGroup       Action = "view_group"        // members and settings
	ViewUnitEntries Action = "view_unit_entries" // a unit's form, also before it is submitted
	ViewReadings    Action = "view_readings"     // how units read a definition
	AppointDeputy   Action = "appoint_deputy"    // somebody who reports for the unit for a time
	EditGroup       Action = "edit_group"        // the group's own settings and its rules across measures

	ProposeGoals       Action = "propose_goals"       // for the year to come, with measures of one's own
	TakeStand          Action = "take_stand"          // a clinic's word on a proposal
	DecideGoals        Action = "decide_goals"        // choose, decline, lock the year
	EditLocalGoals     Action = "edit_local_goals"    // a unit's own goals, and its steps towards the shared ones
	ViewWork           Action = "view_work"           // actions, published examples and minutes, the red thread
	EditActions        Action = "edit_actions"        // a unit's actions, gap sheets, needs and examples; for unit zero the joint ones
	Discuss            Action = "discuss"             // read and write what is said within the group
	AskSupport         Action = "ask_support"         // for a unit
	GiveSupport        Action = "give_support"        // answer what is asked of the process support
	AskMatter          Action = "ask_matter"          // a question to the group
	ManageMeetings     Action = "manage_meetings"     // call, lead, write and publish minutes, lift matters
	EditYear           Action = "edit_year"           // the mandate and the year wheel
	AcknowledgeMandate Action = "acknowledge_mandate" // a head of clinic's signature

	AppointMembers Action = "appoint_members" // who has a role in the group, but for its coordinator

	AcknowledgeReport Action = "acknowledge_report" // say for the receiving body that an edition has come

	ViewPublished      Action = "view_published"      // what the group has opened to everybody, and the start page
	PublishReport      Action = "publish_report"      // open an edition to everybody, or close it again
	RemindUnits        Action = "remind_units"        // mails about figures to hand in, their days and words
	AcknowledgeFigures Action = "acknowledge_figures" // a head of clinic's word for what a unit has handed in
	HandOver           Action = "hand_over"           // the coordinator's role to another member
	DecideLifted       Action = "decide_lifted"       // a question that the group has lifted to the receiving body

	LeadPathways       Action = "lead_pathways"       // how care pathways are introduced: begin, phases, core team, end
	ManageArea         Action = "manage_area"         // consultations, nominations of persons, the chair's turn, working groups
	ApproveAnswers     Action = "approve_answers"     // to consultations, for the group or the area that it is under
	HandleDeclarations Action = "handle_declarations" // read and judge declarations of interests: nobody else may
	OpenToAll          Action = "open_to_all"         // choose what everybody, and those who speak for patients, may read
	ConsentToOpen      Action = "consent_to_open"     // a unit's word that its good example may be read by everybody
	CommentAsPatient   Action = "comment_as_patient"  // say what patients and relatives think
	AnswerPatients     Action = "answer_patients"     // the group's answer to that, and to what strangers write
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
	ViewResults:     {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaChair: ownGroup, ProgramAreaMember: ownGroup},
	ViewUnmasked:    {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	EditIndicators:  {Convener: ownGroup},
	ViewReport:      {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaChair: ownGroup, ProgramAreaMember: ownGroup},
	WriteReport:     {Convener: ownGroup, ProcessSupport: ownGroup},
	AnswerReport:    {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, HeadOfDepartment: ownUnit},
	FixReport:       {Convener: ownGroup, Chair: ownGroup},
	ManageAccounts:  {Administrator: everybody},
	ViewGroup:       {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaChair: ownGroup, ProgramAreaMember: ownGroup},
	ViewReadings:    {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	AppointDeputy:   {MedicalLead: ownUnit, UnitManager: ownUnit, Convener: ownGroup},
	EditGroup:       {Convener: ownGroup},

	ProposeGoals:       {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	TakeStand:          {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, HeadOfDepartment: ownUnit},
	DecideGoals:        {Convener: ownGroup, Chair: ownGroup},
	EditLocalGoals:     {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, HeadOfDepartment: ownUnit},
	ViewWork:           {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaChair: ownGroup, ProgramAreaMember: ownGroup},
	EditActions:        {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, HeadOfDepartment: ownUnit, Convener: ownGroup, ProcessSupport: ownGroup},
	Discuss:            {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	AskSupport:         {MedicalLead: ownUnit, UnitManager: ownUnit, Delegate: ownUnit, HeadOfDepartment: ownUnit},
	GiveSupport:        {Convener: ownGroup, ProcessSupport: ownGroup},
	AskMatter:          {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	ManageMeetings:     {Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	EditYear:           {Convener: ownGroup, ProcessSupport: ownGroup},
	AcknowledgeMandate: {HeadOfDepartment: ownUnit},

	AppointMembers: {Convener: ownGroup},

	AcknowledgeReport: {ProgramAreaChair: ownGroup},

	ViewPublished:      {MedicalLead: ownGroup, UnitManager: ownGroup, Delegate: ownGroup, HeadOfDepartment: ownGroup, Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup, ProgramAreaChair: ownGroup, ProgramAreaMember: ownGroup, PatientRepresentative: ownGroup, Invited: ownGroup, Observer: ownGroup},
	PublishReport:      {Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	RemindUnits:        {Convener: ownGroup, ProcessSupport: ownGroup},
	AcknowledgeFigures: {HeadOfDepartment: ownUnit},
	HandOver:           {Convener: ownGroup, Administrator: everybody},
	DecideLifted:       {ProgramAreaChair: ownGroup},

	LeadPathways:       {Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	ManageArea:         {Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
	ApproveAnswers:     {Chair: ownGroup, ProgramAreaChair: ownGroup},
	HandleDeclarations: {Chair: ownGroup, ProcessSupport: ownGroup},
	OpenToAll:          {Convener: ownGroup, ProcessSupport: ownGroup},
	ConsentToOpen:      {MedicalLead: ownUnit, UnitManager: ownUnit, HeadOfDepartment: ownUnit},
	CommentAsPatient:   {PatientRepresentative: ownGroup},
	AnswerPatients:     {Convener: ownGroup, Chair: ownGroup, ProcessSupport: ownGroup},
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
