// Package improvement is what is done about the results: actions and their PDSA cycles,
// good examples, meetings and their decisions, tasks, questions, and what people say to
// each other. It is pure: it must not know SQL, HTTP, the clock or how anything is shown;
// of ours it knows only package org, package quality and package fault.
package improvement

// The identities of what is stored.
type (
	SeriesID      int64
	AgendaItemID  int64
	ParticipantID int64
	DecisionID    int64
	MatterID      int64
	TaskID        int64
	ActionID      int64
	CycleID       int64
	NeedID        int64
	ExampleID     int64
	AttachmentID  int64
	PostID        int64
	SupportID     int64
	RoundID       int64
	NominationID  int64
	TeamID        int64
	TeamMemberID  int64
	TeamGoalID    int64
	TeamMeasureID int64

	MethodID         int64
	MethodNoteID     int64
	MethodFollowUpID int64

	DocumentID    int64
	LibraryLinkID int64
	RecipientID   int64
	PackageID     int64
)
