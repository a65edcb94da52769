// Package quality is what is measured: goals, indicators and their versions,
// targets, periods, figures, submissions and the path they take. It is pure: it
// must not know SQL, HTTP, the clock or how anything is shown; of ours it knows
// only package org and package fault.
package quality

// The identities of what is stored.
type (
	IndicatorID    int64
	GoalID         int64
	LongTermGoalID int64
	SubmissionID   int64
	FigureID       int64
	StratumID      int64
	TargetID       int64
	PromiseID      int64
	ReasonID       int64
	LineDecisionID int64
	TimeNoteID     int64

	LocalGoalID  int64
	MilestoneID  int64
	HigherGoalID int64
	ProposalID   int64
)
