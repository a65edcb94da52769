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

// Comparison is every unit's result in everything the group collects, over a span of
// time.
type Comparison struct {
	Years Years
	// Span is the time that the results are about, and Spans what can be chosen.
	Span    analysis.Span
	Spans   []analysis.Span
	Dataset *analysis.Dataset // nil when the group collects nothing in any year
	Blocks  []analysis.Block
}

// sparkYears is how many years the small courses beside the values show.
const sparkYears = 3

// Spark is the course of one of the comparison's rows over the last years.
func (c Comparison) Spark(row analysis.Row) analysis.Spark {
	return c.Dataset.Spark(row.Measure, row.Stratum, c.Span, sparkYears)
}

// Comparison reads the comparison over the span, the zero Span for the latest year
// with figures. fault.ErrNotFound for a span that cannot be chosen.
func (room *Room) Comparison(ctx context.Context, actor org.Actor, group org.GroupID, span analysis.Span) (Comparison, error) {
	var c Comparison
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		wanted := 0
		if span != (analysis.Span{}) {
			wanted = span.Year()
		}
		if c.Years, err = room.choose(years, wanted); err != nil || c.Years.Chosen == 0 {
			return err
		}
		if c.Span = span; span == (analysis.Span{}) {
			c.Span = analysis.YearSpan(c.Years.Chosen)
		}
		first := min(c.Span.Before().Period.Start().Year(), c.Span.Year()-sparkYears+1)
		ds, err := dataset.Load(ctx, tx, group, first, c.Span.Year())
		if err != nil {
			return err
		}
		c.Dataset = seen(actor, group, ds)
		c.Spans = spans(c.Years, ds.Group.CollectionMonths, room.now(), c.Dataset.Masked)
		if !slices.Contains(c.Spans, c.Span) {
			return fault.ErrNotFound
		}
		c.Blocks = c.Dataset.OverviewOf(c.Span)
		return nil
	})
	return c, err
}
