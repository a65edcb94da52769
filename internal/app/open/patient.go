package open

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PatientPage is what somebody who speaks for patients and relatives reads and comments on.
type PatientPage struct {
	Openings  org.Openings
	GoalYear  int // of Goals; zero when no year is locked, or they are not open
	Goals     []quality.Goal
	Proposals []quality.GoalProposal // those that are not decided
	Promises  []quality.Promise
	// DraftYear is the report's that is being written; zero when it is not open to them.
	DraftYear int
	Editions  []postgres.Edition // published ones
	// Comments are all that those who speak for patients have written about the group's years.
	Comments []improvement.PatientComment
}

// mostComments is how many comments a page reads.
const mostComments = 500

// About are the page's comments about the thing.
func (p PatientPage) About(subject improvement.CommentSubject, id int64) []improvement.PatientComment {
	return slices.DeleteFunc(slices.Clone(p.Comments), func(c improvement.PatientComment) bool {
		of := int64(c.Year)
		switch subject {
		case improvement.OnGoal:
			of = int64(c.GoalID)
		case improvement.OnProposal:
			of = int64(c.ProposalID)
		}
		return c.Subject != subject || of != id
	})
}

// PatientPage reads what the group has opened to those who speak for patients, for one of
// them.
func (room *Room) PatientPage(ctx context.Context, actor org.Actor, group org.GroupID) (PatientPage, error) {
	if !actor.May(org.CommentAsPatient, group, 0) {
		return PatientPage{}, fault.ErrForbidden
	}
	var p PatientPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p = PatientPage{}
		if err = p.load(ctx, tx, group); err != nil {
			return err
		}
		p.Editions, err = publishedEditions(ctx, tx, group)
		return err
	})
	return p, err
}

func (p *PatientPage) load(ctx context.Context, tx *postgres.Tx, group org.GroupID) (err error) {
	if p.Openings, err = tx.Openings(ctx, group); err != nil {
		return err
	}
	if p.Promises, err = tx.Promises(ctx, group); err != nil {
		return err
	}
	if p.Openings.Open(org.Patients, org.OpenGoals) {
		years, err := tx.SettledYears(ctx, group)
		if err != nil {
			return err
		}
		if p.GoalYear = latestLocked(years); p.GoalYear != 0 {
			if p.Goals, err = tx.Goals(ctx, group, p.GoalYear, p.GoalYear); err != nil {
				return err
			}
		}
	}
	if p.Openings.Open(org.Patients, org.OpenProposals) {
		found, err := tx.Proposals(ctx, group, postgres.ProposalFilter{State: quality.Proposed, Limit: mostComments})
		if err != nil {
			return err
		}
		for _, f := range found {
			p.Proposals = append(p.Proposals, f.GoalProposal)
		}
	}
	if p.Openings.Open(org.Patients, org.OpenDraft) {
		begun, err := tx.BegunReports(ctx, group)
		if err != nil {
			return err
		}
		fixed, err := tx.Editions(ctx, group, 0)
		if err != nil {
			return err
		}
		for _, y := range begun { // the latest that is not fixed yet
			if !slices.ContainsFunc(fixed, func(e postgres.Edition) bool { return e.Year == y }) {
				p.DraftYear = max(p.DraftYear, y)
			}
		}
	}
	p.Comments, err = tx.PatientComments(ctx, postgres.CommentFilter{GroupID: group, Limit: mostComments})
	return err
}

// thing is what is commented on: its title and year; false when it is not there to read.
func (p PatientPage) thing(subject improvement.CommentSubject, id int64) (title string, year int, found bool) {
	switch subject {
	case improvement.OnGoal:
		for _, g := range p.Goals {
			if int64(g.ID) == id {
				return g.Title, g.Year, true
			}
		}
	case improvement.OnProposal:
		for _, g := range p.Proposals {
			if int64(g.ID) == id {
				return g.Title, g.Year, true
			}
		}
	case improvement.OnReport:
		published := slices.ContainsFunc(p.Editions, func(e postgres.Edition) bool { return int64(e.Year) == id })
		if published || p.DraftYear != 0 && int64(p.DraftYear) == id {
			return "Årsrapport " + quality.WholeYear(int(id)).Code(), int(id), true
		}
	}
	return "", 0, false
}

// NewComment is what somebody who speaks for patients says of a thing; ID is the goal's, the
// proposal's, or the report's year.
type NewComment struct {
	Group   org.GroupID
	Subject improvement.CommentSubject
	ID      int64
	Body    string
}

// auditedComment is what the log keeps of a comment.
type auditedComment struct {
	About   string `json:"comment_about,omitempty"`
	Comment string `json:"patient_comment,omitempty"`
	Answer  string `json:"comment_answer,omitempty"`
}

// Comment stores what somebody who speaks for patients says; those who answer for the group
// get a letter. fault.ErrNotFound when the thing is not open to them.
func (room *Room) Comment(ctx context.Context, actor org.Actor, n NewComment) error {
	page, err := room.PatientPage(ctx, actor, n.Group)
	if err != nil {
		return err
	}
	title, year, found := page.thing(n.Subject, n.ID)
	if !found {
		return fault.ErrNotFound
	}
	c := improvement.PatientComment{GroupID: n.Group, Subject: n.Subject, Year: year, About: title, Body: n.Body, WrittenAt: room.now(), WrittenBy: actor.Person.ID}
	switch n.Subject {
	case improvement.OnGoal:
		c.GoalID = quality.GoalID(n.ID)
	case improvement.OnProposal:
		c.ProposalID = quality.ProposalID(n.ID)
	}
	if err := c.Check(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		id, err := tx.AddPatientComment(ctx, c)
		if err != nil {
			return err
		}
		if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "patient.comment", GroupID: n.Group,
			Subject: "patient_comment", SubjectID: int64(id), After: auditedComment{About: title, Comment: c.Body}}); err != nil {
			return err
		}
		return room.tellOfComment(ctx, tx, actor, c)
	})
}
