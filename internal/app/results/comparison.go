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
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) (err error) {
		c, err = room.comparison(ctx, tx, asking{actor, group, span})
		return err
	})
	return c, err
}

// asking is who asks for which comparison.
type asking struct {
	actor org.Actor
	group org.GroupID
	span  analysis.Span
}

// comparison reads the comparison in the transaction.
func (room *Room) comparison(ctx context.Context, tx *postgres.Tx, by asking) (Comparison, error) {
	var c Comparison
	years, err := tx.ResultYears(ctx, by.group)
	if err != nil {
		return c, err
	}
	if c.Years, err = room.choose(years, yearOf(by.span)); err != nil || c.Years.Chosen == 0 {
		return c, err
	}
	if c.Span = by.span; by.span == (analysis.Span{}) {
		c.Span = analysis.YearSpan(c.Years.Chosen)
	}
	first := min(c.Span.Before().Period.Start().Year(), c.Span.Year()-sparkYears+1)
	ds, err := dataset.Load(ctx, tx, by.group, first, c.Span.Year())
	if err != nil {
		return c, err
	}
	if c.Dataset, err = dataset.Seen(ctx, tx, by.actor, ds, c.Span); err != nil {
		return c, err
	}
	c.Spans = spans(c.Years, ds.Group.CollectionMonths, room.now(), c.Dataset.Masked)
	if !slices.Contains(c.Spans, c.Span) {
		return c, fault.ErrNotFound
	}
	c.Blocks = c.Dataset.OverviewOf(c.Span)
	return c, nil
}
