package collect

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// saving is one transaction's work with a submission that is locked.
type saving struct {
	tx         *postgres.Tx
	actor      org.Actor
	at         place
	now        time.Time
	form       *Form
	submission quality.Submission
	file       string // the file that the figures come from, "" for the form
	done       []change
}

// change is a row that has been stored.
type change struct {
	row Row            // as it was before
	now quality.Figure // as it is, without State when it was emptied
	// follows says that nobody typed it: it followed from other figures.
	follows string
}

func (s *saving) entries(ctx context.Context, entries []Entry) (Saved, error) {
	var saved Saved
	rows := s.form.byKey()
	for _, e := range entries {
		row, isDue := rows[e.Key]
		if !isDue {
			// The group changed what it collects while the form was open.
			return Saved{}, fault.ErrConflict
		}
		e.Figure = row.settled(e.Figure)
		switch s.decide(e, row) {
		case conflict:
			saved.Conflicts = append(saved.Conflicts, Conflict{Key: e.Key, Theirs: row.Figure, By: row.EnteredBy})
			continue
		case leave:
			continue
		}
		if !row.CanRecord {
			return Saved{}, fault.ErrWrongState
		}
		if problems := s.check(row, e.Figure); len(problems) > 0 {
			saved.Problems = append(saved.Problems, problems...)
			continue
		}
		if err := s.store(ctx, change{row: row, now: e.Figure}); err != nil {
			return Saved{}, err
		}
	}
	saved.Count, saved.Form = len(s.done), *s.form
	return saved, nil
}

// decision is what to do with a row.
type decision int

const (
	leave decision = iota
	store
	conflict
)

// decide tells what the user changed from what somebody else did meanwhile.
func (s *saving) decide(e Entry, row Row) decision {
	current := Mark(row.Figure)
	switch {
	case digest(e.Figure) == digest(row.Figure): // it says so already
		return leave
	case row.Figure.Version == 0 && e.Figure.State != "" && digest(e.Figure) == digest(row.Implied.Figure):
		return leave // what follows need not be entered
	case digest(e.Figure) == digestIn(e.Read): // not touched by this user
		return leave
	case e.Choice == Theirs:
		return leave
	case current == e.Read, e.Choice == Mine && e.Seen == current:
		return store
	}
	return conflict
}

// settled is what was typed with what follows from it: a measure that carries over
// says from when its answer holds, and a confirmation is of the value that it was
// given for.
func (r Row) settled(typed quality.Figure) quality.Figure {
	if r.Indicator.CarriesOver && typed.State == quality.Reported && r.Since == "" {
		implied := r.Implied.Figure
		same := implied.State == quality.Reported && implied.Value.SameAnswer(typed.Value)
		before := implied.Value.ValidFrom
		switch from := typed.Value.ValidFrom; {
		case same && from == nil:
			typed.Value.ValidFrom = before
		case from == nil, !same && before != nil && from.Equal(*before):
			start := r.Period.Start()
			typed.Value.ValidFrom = &start
		}
	}
	if typed.Confirmation != "" && typed.Confirmation == r.Figure.Confirmation &&
		(typed.State != r.Figure.State || !typed.Value.SameAnswer(r.Figure.Value)) {
		typed.Confirmation = ""
	}
	return typed
}

// store writes one row: new, changed or emptied.
func (s *saving) store(ctx context.Context, c change) error {
	var err error
	if c.now.State == "" {
		err = s.tx.DeleteFigure(ctx, c.row.Figure)
	} else {
		f := c.row.Figure // ID and version, when there is one
		f.SubmissionID, f.UnitID = s.submission.ID, s.at.unit.ID
		f.IndicatorID, f.Kind, f.StratumID, f.Period = c.row.Indicator.ID, c.row.Indicator.Kind, c.row.Stratum.ID, c.row.Period
		f.State, f.Value, f.MissingReasonID, f.Comment = c.now.State, c.now.Value, c.now.MissingReasonID, c.now.Comment
		f.Confirmation, f.Review = c.now.Confirmation, f.Review.Changed(c.now.Review.ChangeReason)
		f.EnteredAt, f.EnteredBy = s.now, s.actor.Person.ID
		c.now, err = s.tx.SaveFigure(ctx, f)
	}
	if errors.Is(err, fault.ErrConflict) {
		return fmt.Errorf("raden var låst men ändrades ändå: %w", err)
	}
	s.done = append(s.done, c)
	return err
}

// audit writes a row in the log for each figure stored, with what it was and what
// it is.
func (s *saving) audit(ctx context.Context) error {
	for _, c := range s.done {
		if err := s.tx.AppendAudit(ctx, s.actor, s.auditEntry(c)); err != nil {
			return err
		}
	}
	return nil
}

func (s *saving) auditEntry(c change) postgres.AuditEntry {
	e := postgres.AuditEntry{At: s.now, Action: "figure.save", GroupID: s.at.group.ID, UnitID: s.at.unit.ID,
		Subject: "figure", SubjectID: int64(c.now.ID)}
	if c.row.Figure.Version > 0 {
		e.Before, e.SubjectID = named(c.row, c.row.Figure), int64(c.row.Figure.ID)
	}
	if c.now.State != "" {
		now := named(c.row, c.now)
		now.File, now.Follows = s.file, c.follows
		e.After = now
	}
	return e
}

// named is the content with the names of what it is about, readable by itself.
func named(row Row, f quality.Figure) content {
	c := contentOf(f)
	c.Indicator, c.Stratum, c.Period = row.Indicator.Code, row.Stratum.Code, row.Period.Code()
	return c
}

// hasReason reports whether the reason is one of the group's.
func (form *Form) hasReason(id quality.ReasonID) bool {
	return slices.ContainsFunc(form.Reasons, func(r Reason) bool { return r.ID == id })
}
