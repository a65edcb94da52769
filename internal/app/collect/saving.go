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
	done       []stored
}

// stored is a row that has been stored.
type stored struct {
	Row // as it was before
	// follows says that nobody typed it: it followed from other figures.
	follows string
	since   string // the day it tells about
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
		if err := s.store(ctx, stored{Row: row}, e.Figure); err != nil {
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
func (s *saving) store(ctx context.Context, row stored, typed quality.Figure) error {
	var err error
	if typed.State == "" {
		err = s.tx.DeleteFigure(ctx, row.Figure)
	} else {
		f := row.Figure // ID and version, when there is one
		f.SubmissionID, f.UnitID = s.submission.ID, s.at.unit.ID
		f.IndicatorID, f.Kind, f.StratumID, f.Period = row.Indicator.ID, row.Indicator.Kind, row.Stratum.ID, row.Period
		f.State, f.Value, f.MissingReasonID, f.Comment = typed.State, typed.Value, typed.MissingReasonID, typed.Comment
		f.Confirmation, f.Review = typed.Confirmation, f.Review.Changed(typed.Review.ChangeReason)
		f.EnteredAt, f.EnteredBy = s.now, s.actor.Person.ID
		row.since = f.Since()
		err = s.tx.SaveFigure(ctx, f)
	}
	if errors.Is(err, fault.ErrConflict) {
		return fmt.Errorf("raden var låst men ändrades ändå: %w", err)
	}
	s.done = append(s.done, row)
	return err
}

// finish reads the form as it has become, and writes a row in the log for each
// figure stored, with what it was and what it is.
func (s *saving) finish(ctx context.Context, r *reading, saved *Saved) error {
	form, err := r.again(ctx, s.tx)
	if err != nil {
		return err
	}
	saved.Form = form
	return s.audit(ctx, form.byKey())
}

func (s *saving) audit(ctx context.Context, now map[quality.FigureKey]Row) error {
	for _, row := range s.done {
		if err := s.tx.AppendAudit(ctx, s.actor, s.auditEntry(row, s.after(row, now))); err != nil {
			return err
		}
	}
	return nil
}

// after finds the row's figure as it is stored: by its number, or, when it is new,
// as the one that was not there before and tells about the same day.
func (s *saving) after(row stored, now map[quality.FigureKey]Row) quality.Figure {
	before := map[quality.FigureID]bool{}
	for r := range s.form.Entered() {
		before[r.Figure.ID] = true
	}
	for _, r := range now {
		id := r.Figure.ID
		if r.Due.Key() == row.Due.Key() && id != 0 && (id == row.Figure.ID || row.Figure.ID == 0 && !before[id] && r.Figure.Since() == row.since) {
			return r.Figure
		}
	}
	return quality.Figure{}
}

func (s *saving) auditEntry(row stored, after quality.Figure) postgres.AuditEntry {
	e := postgres.AuditEntry{At: s.now, Action: "figure.save", GroupID: s.at.group.ID, UnitID: s.at.unit.ID,
		Subject: "figure", SubjectID: int64(after.ID)}
	if row.Figure.Version > 0 {
		e.Before, e.SubjectID = named(row.Row, row.Figure), int64(row.Figure.ID)
	}
	if after.Version > 0 {
		c := named(row.Row, after)
		c.File, c.Follows = s.file, row.follows
		e.After = c
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
