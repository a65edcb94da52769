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
	PackageID     int64
)
