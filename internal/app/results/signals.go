package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Signals is all in the group's results that asks to be looked at.
type Signals struct {
	Years Years
	// Span is the time that units are compared over, and Spans what can be chosen.
	Span    analysis.Span
	Spans   []analysis.Span
	Dataset *analysis.Dataset // nil when the group collects nothing in any year
	// Deviations are the units' results of the span that are unusual, or miss their
	// target for certain.
	Deviations analysis.Deviations
	// Runs are the lines over time, up to the span's last year, that have changed.
	Runs analysis.Runs
}

// Signals reads the signals; the zero Span is the latest year with figures.
// fault.ErrNotFound for a span that cannot be chosen.
func (room *Room) Signals(ctx context.Context, actor org.Actor, group org.GroupID, span analysis.Span) (Signals, error) {
	var s Signals
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		if s.Years, err = room.choose(years, yearOf(span)); err != nil || s.Years.Chosen == 0 {
			return err
		}
		if s.Span = span; span == (analysis.Span{}) {
			s.Span = analysis.YearSpan(s.Years.Chosen)
		}
		// A line over time is as long as the group's years.
		ds, err := dataset.LoadLines(ctx, tx, group, s.Years.All[0], s.Span.Year())
		if err != nil {
			return err
		}
		if s.Dataset, err = dataset.Seen(ctx, tx, actor, ds, s.Span); err != nil {
			return err
		}
		s.Spans = spans(s.Years, ds.Group.CollectionMonths, room.now(), s.Dataset.Masked)
		if !slices.Contains(s.Spans, s.Span) {
			return fault.ErrNotFound
		}
		s.Deviations = s.Dataset.Deviations(s.Span)
		s.Runs, err = s.Dataset.RunSignals()
		return err
	})
	return s, err
}
