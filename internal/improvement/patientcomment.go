package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// CommentSubject is what somebody who speaks for patients and relatives comments on.
type CommentSubject string

// The subjects.
const (
	OnGoal     CommentSubject = "goal"     // a goal of a year
	OnProposal CommentSubject = "proposal" // a goal that is proposed
	OnReport   CommentSubject = "report"   // a year's report
)

// CommentSubjects lists them.
func CommentSubjects() []CommentSubject { return []CommentSubject{OnGoal, OnProposal, OnReport} }

// CommentID names a comment.
type CommentID int64

// PatientComment is what somebody who speaks for patients and relatives says, and what the
// group answers.
type PatientComment struct {
	ID         CommentID
	GroupID    org.GroupID
	Subject    CommentSubject
	GoalID     quality.GoalID     // zero unless it is about a goal that is still there
	ProposalID quality.ProposalID // zero unless it is about a proposal
	Year       int
	About      string // the title of what it is about, as it was then
	Body       string
	WrittenAt  time.Time
	WrittenBy  org.PersonID
	Writer     string
	ReadAt     *time.Time // when somebody in the group said that it is read; nil until then
	Answer     string     // "" until it is answered
	AnsweredAt *time.Time
	Version    int
}

// CommentState is how far a comment has come.
type CommentState string

// The states.
const (
	CommentSent     CommentState = "sent"
	CommentRead     CommentState = "read"
	CommentAnswered CommentState = "answered"
)

// State is how far the comment has come.
func (c PatientComment) State() CommentState {
	switch {
	case c.AnsweredAt != nil:
		return CommentAnswered
	case c.ReadAt != nil:
		return CommentRead
	}
	return CommentSent
}

// MostComment is how many characters a comment, or an answer to it, may have.
const MostComment = 5000

// Check lists what is wrong with the comment as it is written, or nil.
func (c PatientComment) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "body", c.Body, MostComment)
	return v.OrNil()
}

// Read is the comment as it is read at the moment; one that is read already stays as it is.
func (c PatientComment) Read(now time.Time) PatientComment {
	if c.ReadAt == nil {
		c.ReadAt = &now
	}
	return c
}

// Answered is the comment with the group's answer, which also says that it is read.
func (c PatientComment) Answered(answer string, now time.Time) (PatientComment, error) {
	var v fault.ValidationError
	quality.NeededText(&v, "answer", answer, MostComment)
	c = c.Read(now)
	c.Answer, c.AnsweredAt = answer, &now
	return c, v.OrNil()
}
