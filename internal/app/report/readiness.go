package report

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Readiness is how far a year's report is from being done: what is left, thing by thing.
type Readiness struct {
	RoundPage
	// Stage is the whole in one word, Due the last day for the report, and DaysLeft how many
	// days there are to it; negative when it has passed.
	Stage    Stage
	Due      time.Time
	DaysLeft int
	// Periods are the units' collection periods of the year: all those that something is due
	// for, of which Approved are approved or final, and Waiting are the others.
	Periods, Approved int
	Waiting           []WaitingPeriod
	// Figures are all that are expected for the year, and Gaps the units that have some
	// left which nobody has said anything about.
	Figures int
	Gaps    []FigureGap
	// Returned are the submissions that wait for the unit to mend something.
	Returned []WaitingPeriod
	// Sections are those that somebody is to write, and Unwritten those that are not ready:
	// the late ones first, then by day.
	Sections  int
	Unwritten []UnreadySection
	// Measures are those that follow a goal or stand under one of the areas, and Wordless
	// those without a discussion or an assessment.
	Measures int
	Wordless []WordlessMeasure
}

// WaitingPeriod is a unit's period that is not approved. SentBack is how many of its
// figures were sent back one by one.
type WaitingPeriod struct {
	Unit   org.Unit
	Period quality.Period
	// State is the draft's when nothing has been handed in.
	State    quality.SubmissionState
	SentBack int
}

// FigureGap is how many of a unit's figures nobody has said anything about: no value, no
// reason, and not that they do not apply.
type FigureGap struct {
	Unit    org.Unit
	Missing int
}

// UnreadySection is one that is not ready; Late says that its day has passed.
type UnreadySection struct {
	Section
	Late bool
}

// WordlessMeasure is a measure that the group has not said all of.
type WordlessMeasure struct {
	ID                  quality.IndicatorID
	Name                string
	Discussed, Assessed bool
}

// Readiness reads it, in a fixed number of queries; fault.ErrNotFound for a year without a
// report.
func (room *Room) Readiness(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Readiness, error) {
	if !actor.May(org.ViewBoard, group, 0) {
		return Readiness{}, fault.ErrForbidden
	}
	var r Readiness
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		r, err = room.readiness(ctx, tx, group, year)
		return err
	})
	r.CanLead = actor.May(org.WriteReport, group, 0)
	return r, err
}

func (room *Room) readiness(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) (Readiness, error) {
	r := Readiness{RoundPage: RoundPage{Year: year, Today: room.today()}}
	if err := needYear(ctx, tx, group, year); err != nil {
		return r, err
	}
	var err error
	if r.Data, err = dataset.Load(ctx, tx, group, year, year); err != nil {
		return r, err
	}
	blocks := r.Data.Overview(year)
	if err := r.RoundPage.read(ctx, tx, blocks); err != nil {
		return r, err
	}
	r.Stage, r.Due = StageOf(r.Standing, r.Today), r.Group.ReportDue(year)
	r.DaysLeft = daysTo(r.Due, r.Today)
	if err := r.readPeriods(ctx, tx); err != nil {
		return r, err
	}
	r.countFigures(blocks)
	if err := r.readSections(ctx, tx); err != nil {
		return r, err
	}
	return r, r.readMeasures(ctx, tx, blocks)
}

// readPeriods reads what has been handed in for the year's collection periods.
func (r *Readiness) readPeriods(ctx context.Context, tx *postgres.Tx) error {
	from, to := quality.Years(r.Year-longestPeriod+1, r.Year).Start(), quality.WholeYear(r.Year).End()
	list, err := tx.Submissions(ctx, r.Group.ID, from, to)
	if err != nil {
		return err
	}
	sentBack, err := tx.SentBack(ctx, r.Group.ID, from, to)
	if err != nil {
		return err
	}
	type place struct {
		unit   org.UnitID
		period quality.Period
	}
	known := map[place]quality.Submission{}
	for _, s := range list {
		known[place{s.UnitID, s.Period}] = s
	}
	for _, period := range collections(r.Group, r.Year) {
		for _, u := range r.Data.Units {
			if !r.isDue(u, period) {
				continue
			}
			r.Periods++
			s, begun := known[place{u.ID, period}]
			w := WaitingPeriod{Unit: u, Period: period, State: quality.Draft}
			if begun {
				w.State, w.SentBack = s.State, sentBack[s.ID]
			}
			switch {
			case w.State == quality.Approved || w.State == quality.Final:
				r.Approved++
			default:
				r.Waiting = append(r.Waiting, w)
			}
			if w.State == quality.Returned || w.SentBack > 0 {
				r.Returned = append(r.Returned, w)
			}
		}
	}
	return nil
}

// isDue reports whether the unit has anything to hand in with the period.
func (r *Readiness) isDue(u org.Unit, period quality.Period) bool {
	if !u.ActiveDuring(period.Start(), period.End()) {
		return false
	}
	return slices.ContainsFunc(r.Data.Selected, func(s analysis.Selection) bool {
		return s.Year == period.LastYear() && slices.ContainsFunc(r.Data.Measures, func(m analysis.Measure) bool {
			return m.ID == s.IndicatorID && len(quality.DueFigures(m.Indicator, m.Versions, u, period)) > 0
		})
	})
}

// collections are the group's collection periods that end in the year.
func collections(group org.Group, year int) []quality.Period {
	if group.CollectionMonths > 12 {
		return []quality.Period{quality.Years(year-group.CollectionMonths/12+1, year)}
	}
	return quality.WholeYear(year).Split(group.CollectionMonths)
}

func (r *Readiness) countFigures(blocks []analysis.Block) {
	missing := map[org.UnitID]int{}
	for _, b := range blocks {
		for _, row := range b.Rows {
			for _, c := range row.Units {
				if row.Includes(c.Unit) {
					r.Figures += c.Expected
					missing[c.Unit.ID] += max(0, c.Expected-c.Entered)
				}
			}
		}
	}
	for _, w := range r.Returned {
		missing[w.Unit.ID] -= w.SentBack // those wait to be mended, and are said elsewhere
	}
	for _, u := range r.Data.Units {
		if missing[u.ID] > 0 {
			r.Gaps = append(r.Gaps, FigureGap{u, missing[u.ID]})
		}
	}
}

func (r *Readiness) readSections(ctx context.Context, tx *postgres.Tx) error {
	sections, err := tx.ReportSections(ctx, r.Group.ID, r.Year)
	if err != nil {
		return err
	}
	for _, s := range sections {
		// What the data fill by themselves waits for nobody, unless somebody has taken it on.
		if s.Content != "text" && s.AuthorID == 0 && s.DueOn == nil && s.State == "waiting" {
			continue
		}
		r.Sections++
		if s.State != "ready" {
			r.Unwritten = append(r.Unwritten, UnreadySection{s, s.DueOn != nil && s.DueOn.Before(r.Today)})
		}
	}
	slices.SortStableFunc(r.Unwritten, func(a, b UnreadySection) int {
		return dayOrder(a.DueOn, b.DueOn)
	})
	return nil
}

// dayOrder puts days in their order, and no day last: so the late ones come first.
func dayOrder(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

func (r *Readiness) readMeasures(ctx context.Context, tx *postgres.Tx, blocks []analysis.Block) error {
	said, err := tx.ReportMeasures(ctx, r.Group.ID, r.Year)
	if err != nil {
		return err
	}
	counted := map[quality.IndicatorID]bool{}
	for _, b := range blocks {
		for _, row := range b.Rows {
			m := WordlessMeasure{ID: row.Measure.ID, Name: row.Definition.Name}
			if row.Measure.Category == quality.Process || counted[m.ID] {
				continue
			}
			counted[m.ID] = true
			r.Measures++
			for _, s := range said {
				if s.IndicatorID == m.ID {
					m.Discussed, m.Assessed = s.Discussion != "", s.Assessment != ""
				}
			}
			if !m.Discussed || !m.Assessed {
				r.Wordless = append(r.Wordless, m)
			}
		}
	}
	return nil
}
