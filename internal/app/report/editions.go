package report

import (
	"context"
	"slices"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Edition is a year's report as it was fixed.
type Edition = postgres.Edition

// What has happened to an edition.
const (
	Delivered    = "delivered"
	Presented    = "presented"
	Acknowledged = "acknowledged"
)

// Event is something that has happened to an edition.
type Event = postgres.EditionEvent

// EditionWay is an edition with what has happened to it, by day.
type EditionWay struct {
	Edition
	Events []Event
}

// First is the first event of the kind that has not been taken back; nil when there is none.
func (w EditionWay) First(kind string) *Event {
	for n, v := range w.Events {
		if v.Kind == kind && v.TakenBackAt == nil {
			return &w.Events[n]
		}
	}
	return nil
}

// Editions are a year's, and what can be done.
type Editions struct {
	Group org.Group
	Year  int
	// Begun says that the work on the report has begun, so that an edition can be fixed.
	Begun bool
	// List is the latest first.
	List   []EditionWay
	CanFix bool
}

// Editions lists the editions of the year's report, for everybody who may read it;
// fault.ErrNotFound for a year the group has chosen nothing for.
func (room *Room) Editions(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Editions, error) {
	all := Editions{Year: year, CanFix: actor.May(org.FixReport, group, 0)}
	if !actor.May(org.ViewReport, group, 0) {
		return all, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		years, err := tx.ReportYears(ctx, group)
		if err != nil {
			return err
		}
		if !slices.Contains(years, year) {
			return fault.ErrNotFound
		}
		if all.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		sections, err := tx.ReportSections(ctx, group, year)
		if err != nil {
			return err
		}
		all.Begun = slices.ContainsFunc(sections, func(s postgres.ReportSection) bool { return s.ID != 0 })
		all.List, err = editionWays(ctx, tx, group, year)
		return err
	})
	return all, err
}

// editionWays reads the year's editions, or those of all years when it is zero, with what
// has happened to them.
func editionWays(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) ([]EditionWay, error) {
	editions, err := tx.Editions(ctx, group, year)
	if err != nil {
		return nil, err
	}
	events, err := tx.EditionEvents(ctx, group, year)
	ways := make([]EditionWay, len(editions))
	for n, e := range editions {
		ways[n].Edition = e
		for _, v := range events {
			if v.EditionID == e.ID {
				ways[n].Events = append(ways[n].Events, v)
			}
		}
	}
	return ways, err
}

// YearEditions lists the editions of every year's report, the latest first, for everybody
// who may read them.
func (room *Room) YearEditions(ctx context.Context, actor org.Actor, group org.GroupID) ([]EditionWay, error) {
	if !actor.May(org.ViewReport, group, 0) {
		return nil, fault.ErrForbidden
	}
	var ways []EditionWay
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		ways, err = editionWays(ctx, tx, group, 0)
		return err
	})
	return ways, err
}

// audienceOf is which of an edition's documents the actor reads.
func audienceOf(actor org.Actor, group org.GroupID) edition.Audience {
	if actor.May(org.ViewUnmasked, group, 0) {
		return edition.Internal
	}
	return edition.Public
}

// EditionDocument is an edition's document as it is stored, whose SHA-256 is the one that the
// edition names.
func (room *Room) EditionDocument(ctx context.Context, actor org.Actor, asked AskedEdition) ([]byte, error) {
	if !actor.May(org.ViewReport, asked.Group, 0) {
		return nil, fault.ErrForbidden
	}
	internal := !asked.Public && audienceOf(actor, asked.Group) == edition.Internal
	var content []byte
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		editions, err := tx.Editions(ctx, asked.Group, asked.Year)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(editions, func(e Edition) bool { return e.Number == asked.Number })
		if n < 0 {
			return fault.ErrNotFound
		}
		sum := editions[n].PublicSHA256
		if internal {
			sum = editions[n].InternalSHA256
		}
		d, err := tx.ReportDocument(ctx, sum)
		content = d.Content
		return err
	})
	return content, err
}

// stored reads the edition's document for the audience.
func stored(ctx context.Context, tx *postgres.Tx, e Edition, audience edition.Audience) (*edition.Document, error) {
	sum := e.PublicSHA256
	if audience == edition.Internal {
		sum = e.InternalSHA256
	}
	d, err := tx.ReportDocument(ctx, sum)
	if err != nil {
		return nil, err
	}
	return edition.Decode(d.Content)
}
