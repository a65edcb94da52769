package collect

import (
	"context"
	"slices"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// batch is how many figures are stored between two looks at whether to go on.
const batch = 5_000

// store writes the rows that change anything, with a row in the audit for each.
// errOvertaken when the plan is not the one that was decided upon.
func (w *fileWork) store(ctx context.Context, tx *postgres.Tx) error {
	decided, err := statusOf(w.file)
	if err != nil {
		return err
	}
	o := w.plan.outcome
	if o.Wrong > 0 || o.New+o.Changed > 0 && o.Seen != decided.Seen {
		return errOvertaken
	}
	if err := w.plan.begin(ctx); err != nil {
		return err
	}
	s := newFileStoring(w)
	if err := s.write(ctx, tx); err != nil {
		return err
	}
	if err := s.log(ctx, tx); err != nil {
		return err
	}
	return w.end(ctx, tx, postgres.FileStored)
}

// begin makes the submissions that the rows are the first of. errBegun when somebody
// else has just begun one.
func (p *filePlan) begin(ctx context.Context) error {
	var missing []postgres.Place
	for _, at := range p.places {
		_, begun := p.read.submissions[at.key()]
		if !begun && slices.ContainsFunc(at.rows, func(n int) bool { return p.planned[n].changes() }) {
			missing = append(missing, postgres.Place{UnitID: at.unit.ID, Period: at.period})
		}
	}
	begun, err := p.tx.BeginSubmissions(ctx, p.group.ID, missing)
	if err != nil {
		return err
	}
	if len(begun) < len(missing) {
		return errBegun
	}
	for at, id := range begun {
		s := p.read.submission(placeKey{at.UnitID, at.Period})
		s.ID = id
		p.read.submissions[placeKey{at.UnitID, at.Period}] = s
	}
	return nil
}

// fileStoring is the figures of a file by what becomes of them, and the rows that
// they come from in the same order.
type fileStoring struct {
	work                    *fileWork
	added, changed, emptied []quality.Figure
	rows                    []*plannedRow // first those added, then changed, then emptied
}

func newFileStoring(w *fileWork) *fileStoring {
	s := &fileStoring{work: w}
	var changed, emptied []*plannedRow
	for n := range w.plan.planned {
		r := &w.plan.planned[n]
		switch {
		case !r.changes():
		case r.stored == nil:
			s.added, s.rows = append(s.added, s.figure(r)), append(s.rows, r)
		case r.after.State == "":
			s.emptied, emptied = append(s.emptied, *r.stored), append(emptied, r)
		default:
			s.changed, changed = append(s.changed, s.figure(r)), append(changed, r)
		}
	}
	s.rows = append(append(s.rows, changed...), emptied...)
	return s
}

// figure is the row's figure as it will be stored.
func (s *fileStoring) figure(r *plannedRow) quality.Figure {
	f, p := r.after, s.work.plan
	if r.stored != nil {
		f.ID, f.Version = r.stored.ID, r.stored.Version
		f.Review = r.stored.Review.Changed(f.Review.ChangeReason)
	}
	f.SubmissionID, f.UnitID = p.read.submissions[r.at.key()].ID, r.at.unit.ID
	f.IndicatorID, f.Kind, f.StratumID, f.Period = r.due.Indicator.ID, r.due.Indicator.Kind, r.due.Stratum.ID, r.due.Period
	f.EnteredAt, f.EnteredBy = p.room.now(), p.actor.Person.ID
	return f
}

// write stores the figures.
func (s *fileStoring) write(ctx context.Context, tx *postgres.Tx) error {
	done := 0
	for _, part := range []struct {
		figures []quality.Figure
		store   func(context.Context, []quality.Figure) error
	}{
		{s.added, func(ctx context.Context, list []quality.Figure) error {
			if err := tx.NumberFigures(ctx, list); err != nil {
				return err
			}
			return tx.AddFigures(ctx, list)
		}},
		{s.changed, tx.ChangeFigures}, {s.emptied, tx.EmptyFigures},
	} {
		for list := range slices.Chunk(part.figures, batch) {
			s.work.report.at(Storing, float64(done)/float64(len(s.rows)))
			if err := part.store(ctx, list); err != nil {
				return err
			}
			done += len(list)
		}
	}
	return nil
}

// log writes a row into the audit for each figure, with what it was and what it is.
func (s *fileStoring) log(ctx context.Context, tx *postgres.Tx) error {
	now, n := slices.Concat(s.added, s.changed), 0
	for list := range slices.Chunk(s.rows, batch) {
		s.work.report.at(Logging, float64(n)/float64(len(s.rows)))
		entries := make([]postgres.AuditEntry, len(list))
		for m, r := range list {
			var after quality.Figure
			if n < len(now) {
				after = now[n]
				after.Version++
			}
			entries[m] = s.auditEntry(r, after)
			n++
		}
		if err := tx.CopyAudit(ctx, s.work.plan.actor, entries); err != nil {
			return err
		}
	}
	return nil
}

// auditEntry is the change as the form's own are logged, with the file's name.
func (s *fileStoring) auditEntry(r *plannedRow, after quality.Figure) postgres.AuditEntry {
	p := s.work.plan
	c := change{row: Row{Due: *r.due}, now: after}
	if r.stored != nil {
		c.row.Figure = *r.stored
	}
	form := saving{actor: p.actor, at: place{p.group, r.at.unit, r.at.period}, now: p.room.now(), file: p.file.Name}
	return form.auditEntry(c)
}
