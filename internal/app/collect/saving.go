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
	rows       map[quality.FigureKey]Row
	reasons    []Reason
	submission quality.SubmissionID
	file       string // the file that the figures come from, "" for the form
	done       []Row  // as they were before
}

func (s *saving) entries(ctx context.Context, entries []Entry) (Saved, error) {
	var saved Saved
	for _, e := range entries {
		row, isDue := s.rows[e.Key]
		if !isDue {
			// The group changed what it collects while the form was open.
			return Saved{}, fault.ErrConflict
		}
		switch s.decide(e, row) {
		case conflict:
			saved.Conflicts = append(saved.Conflicts, Conflict{Key: e.Key, Theirs: row.Figure, By: row.EnteredBy})
			continue
		case leave:
			continue
		}
		if problems := s.check(row, e.Figure); len(problems) > 0 {
			saved.Problems = append(saved.Problems, problems...)
			continue
		}
		if err := s.store(ctx, row, e.Figure); err != nil {
			return Saved{}, err
		}
	}
	saved.Count = len(s.done)
	return saved, s.audit(ctx)
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
	case digest(e.Figure) == digestIn(e.Read): // not touched by this user
		return leave
	case e.Choice == Theirs:
		return leave
	case current == e.Read, e.Choice == Mine && e.Seen == current:
		return store
	}
	return conflict
}

// check lists what is wrong with a row, each problem at its field.
func (s *saving) check(row Row, f quality.Figure) []fault.Problem {
	if f.State == "" {
		first := FieldName(row.Key(), firstPart(row.Indicator.Kind))
		switch {
		case f.Comment != "":
			return []fault.Problem{{Field: first, Code: "comment_alone"}}
		case f.Value.ValidFrom != nil || f.Value.ValidTo != nil:
			return []fault.Problem{{Field: first, Code: "required"}}
		}
		return nil // emptied
	}
	problems := row.Indicator.Check(f)
	for n := range problems {
		problems[n].Field = FieldName(row.Key(), problems[n].Field)
	}
	ours := func(r Reason) bool { return r.ID == f.MissingReasonID }
	if f.MissingReasonID != 0 && !slices.ContainsFunc(s.reasons, ours) {
		problems = append(problems, fault.Problem{Field: FieldName(row.Key(), "reason"), Code: "unknown_choice"})
	}
	return problems
}

// firstPart is the part of a row where filling in begins.
func firstPart(kind quality.Kind) string {
	switch kind {
	case quality.Mean, quality.Score:
		return "mean"
	case quality.Text:
		return "text"
	case quality.YesNo:
		return "yes"
	}
	return "numerator"
}

// store writes one row: new, changed or emptied.
func (s *saving) store(ctx context.Context, row Row, typed quality.Figure) error {
	var err error
	if typed.State == "" {
		err = s.tx.DeleteFigure(ctx, row.Figure)
	} else {
		f := row.Figure // ID and version, when there is one
		f.SubmissionID, f.UnitID = s.submission, s.at.unit.ID
		f.IndicatorID, f.Kind, f.StratumID, f.Period = row.Indicator.ID, row.Indicator.Kind, row.Stratum.ID, row.Period
		f.State, f.Value, f.MissingReasonID, f.Comment = typed.State, typed.Value, typed.MissingReasonID, typed.Comment
		f.EnteredAt, f.EnteredBy = s.now, s.actor.Person.ID
		err = s.tx.SaveFigure(ctx, f)
	}
	if errors.Is(err, fault.ErrConflict) {
		return fmt.Errorf("raden var låst men ändrades ändå: %w", err)
	}
	s.done = append(s.done, row)
	return err
}

// audit writes a row for each figure stored, with what it was and what it is.
func (s *saving) audit(ctx context.Context) error {
	if len(s.done) == 0 {
		return nil
	}
	first, last := s.done[0].Period.Start(), s.done[0].Period.Start()
	for _, row := range s.done {
		if start := row.Period.Start(); start.Before(first) {
			first = start
		} else if start.After(last) {
			last = start
		}
	}
	figures, err := s.tx.UnitFigures(ctx, s.at.group.ID, s.at.unit.ID, first, last)
	if err != nil {
		return err
	}
	now := map[quality.FigureKey]quality.Figure{}
	for _, f := range figures {
		now[f.Key()] = f
	}
	for _, row := range s.done {
		if err := s.tx.AppendAudit(ctx, s.actor, s.auditEntry(row, now[row.Key()])); err != nil {
			return err
		}
	}
	return nil
}

func (s *saving) auditEntry(row Row, after quality.Figure) postgres.AuditEntry {
	e := postgres.AuditEntry{At: s.now, Action: "figure.save", GroupID: s.at.group.ID, UnitID: s.at.unit.ID,
		Subject: "figure", SubjectID: int64(after.ID)}
	if row.Figure.Version > 0 {
		e.Before, e.SubjectID = named(row, row.Figure), int64(row.Figure.ID)
	}
	if after.Version > 0 {
		c := named(row, after)
		c.File = s.file
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
