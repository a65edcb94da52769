package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// supportsPerPage is how many requests a page of the list has.
const supportsPerPage = 30

// SupportWhose says whose requests to list.
type SupportWhose string

// The choices; "" is everybody's.
const (
	SupportToMe   SupportWhose = "to_me"   // that the actor may answer
	SupportFromMe SupportWhose = "from_me" // of the actor's units
)

// SupportFilter says which of the group's requests to list.
type SupportFilter struct {
	Whose SupportWhose
	// State is one of the states, "" for all.
	State improvement.SupportState
	Page  int // from 1
}

// Supports is a page of the group's requests, the latest first.
type Supports struct {
	Rows    []Support
	Members Members
	Page    int
	More    bool // there are older ones
}

// Supports lists the group's requests for support.
func (room *Room) Supports(ctx context.Context, actor org.Actor, group org.GroupID, f SupportFilter) (Supports, error) {
	page := Supports{Page: max(1, f.Page)}
	if err := mayDiscuss(actor, group); err != nil {
		return page, err
	}
	filter, none := supportFilter(actor, group, f)
	filter.Window = postgres.Window{Skip: (page.Page - 1) * supportsPerPage, Most: supportsPerPage + 1}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if page.Members, err = room.readMembers(ctx, tx, group); err != nil || none {
			return err
		}
		if page.Rows, err = tx.Supports(ctx, group, filter); err != nil {
			return err
		}
		if page.More = len(page.Rows) > supportsPerPage; page.More {
			page.Rows = page.Rows[:supportsPerPage]
		}
		return nil
	})
	if err == nil && len(page.Rows) == 0 && page.Page > 1 {
		err = fault.ErrNotFound
	}
	return page, err
}

// supportFilter is the filter in the database's terms; none says that nothing can be
// the actor's.
func supportFilter(actor org.Actor, group org.GroupID, f SupportFilter) (filter postgres.SupportFilter, none bool) {
	if f.State != "" {
		filter.States = []improvement.SupportState{f.State}
	}
	switch f.Whose {
	case SupportToMe:
		filter.Asked, filter.OfSupport = actor.Units(group), actor.May(org.GiveSupport, group, 0)
		none = len(filter.Asked) == 0 && !filter.OfSupport
	case SupportFromMe:
		filter.From = AskingUnits(actor, group)
		none = len(filter.From) == 0
	}
	return filter, none
}

// AskingUnits are the units that the actor may ask for.
func AskingUnits(actor org.Actor, group org.GroupID) []org.UnitID {
	var units []org.UnitID
	for _, m := range actor.Memberships {
		if m.GroupID == group && m.UnitID != 0 && actor.May(org.AskSupport, group, m.UnitID) && !slices.Contains(units, m.UnitID) {
			units = append(units, m.UnitID)
		}
	}
	return units
}

// SupportPage is one request.
type SupportPage struct {
	Support Support
	Members Members
}

// Support reads one request; fault.ErrNotFound when it is not the group's.
func (room *Room) Support(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.SupportID) (SupportPage, error) {
	var p SupportPage
	if err := mayDiscuss(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Support, err = tx.Support(ctx, group, id); err != nil {
			return err
		}
		p.Members, err = room.readMembers(ctx, tx, group)
		return err
	})
	return p, err
}
