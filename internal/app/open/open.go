// Package open is the use cases of what a group lets others read: everybody without an
// account, and those who speak for patients and relatives. It chooses what is open, shows it,
// and takes what they write back. It must not know HTTP or templates.
package open

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the use cases of the public pages.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
	// base is where people find the site, for the links in letters; "" when not known.
	base string
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithBaseURL gives the use cases with the address where people find the site.
func (room *Room) WithBaseURL(url string) *Room {
	with := *room
	with.base = url
	return &with
}

func (room *Room) today() time.Time { return org.DayOf(room.now()) }

// Asked is which group's pages are asked for, and by whom: a stranger is the zero Actor.
// Somebody who chooses what is open may look at what is not, as strangers would see it.
type Asked struct {
	Code string
	By   org.Actor
}

// Groups are those that have opened something to everybody, by name.
func (room *Room) Groups(ctx context.Context) ([]postgres.PublicGroup, error) {
	var list []postgres.PublicGroup
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.PublicGroups(ctx)
		return err
	})
	return slices.DeleteFunc(list, func(g postgres.PublicGroup) bool { return !g.Anything() }), err
}

// Group is what the group has opened, with the mark of all that it has; one query.
// fault.ErrNotFound for one that has opened nothing, unless it is looked at before.
func (room *Room) Group(ctx context.Context, asked Asked) (postgres.PublicGroup, error) {
	var g postgres.PublicGroup
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		g, err = tx.PublicGroup(ctx, asked.Code)
		return err
	})
	if err == nil && !g.Anything() && !asked.By.May(org.OpenToAll, g.ID, 0) {
		err = fault.ErrNotFound
	}
	return g, err
}

// opened reads the group in the transaction, when the kind is open to whoever asks.
func opened(ctx context.Context, tx *postgres.Tx, asked Asked, kind org.OpenKind) (postgres.PublicGroup, error) {
	g, err := tx.PublicGroup(ctx, asked.Code)
	if err != nil {
		return g, err
	}
	if slices.Contains(g.Kinds, kind) || asked.By.May(org.OpenToAll, g.ID, 0) {
		return g, nil
	}
	if asked.By.May(org.CommentAsPatient, g.ID, 0) {
		openings, err := tx.Openings(ctx, g.ID)
		if err != nil {
			return g, err
		}
		if openings.Open(org.Patients, kind) {
			return g, nil
		}
	}
	return g, fault.ErrNotFound
}
