package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// What handlers name without knowing the database: a link with its measure, an action with
// the names of what it points at.
type (
	LibraryLinkRow = postgres.LibraryLinkRow
	ActionRow      = postgres.ActionRow
)

// LibraryLinks is the group's links.
type LibraryLinks struct {
	List     []LibraryLinkRow
	Measures []quality.Indicator
	CanWrite bool
	Today    time.Time
}

// LibraryLinks reads the group's links, by kind.
func (room *Room) LibraryLinks(ctx context.Context, actor org.Actor, group org.GroupID) (LibraryLinks, error) {
	p := LibraryLinks{CanWrite: mayWrite(actor, group), Today: room.today()}
	if !actor.May(org.ViewWork, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.List, err = tx.LibraryLinks(ctx, group); err != nil {
			return err
		}
		p.Measures, err = tx.Indicators(ctx, group, room.today())
		return err
	})
	return p, err
}

// LibraryLink reads one of the links to change it, with the others.
func (room *Room) LibraryLink(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.LibraryLinkID) (LibraryLinkRow, LibraryLinks, error) {
	p, err := room.LibraryLinks(ctx, actor, group)
	switch {
	case err != nil:
		return LibraryLinkRow{}, p, err
	case !p.CanWrite:
		return LibraryLinkRow{}, p, fault.ErrForbidden
	}
	n := slices.IndexFunc(p.List, func(l LibraryLinkRow) bool { return l.ID == id })
	if n < 0 {
		return LibraryLinkRow{}, p, fault.ErrNotFound
	}
	return p.List[n], p, nil
}

// mostActions is how many actions are held beside the national plan.
const mostActions = 500
