package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// NeedList says which of the group's needs to list; what is zero is not asked for.
type NeedList struct {
	GroupID org.GroupID
	Year    int
	Unit    string // a unit's code, or Together
	Kind    improvement.NeedKind
	// States are those asked for; none is all.
	States []improvement.NeedState
	Page   int // counted from 1
}

// Needs is a page of the group's needs.
type Needs struct {
	Units []org.Unit
	Years []int // that there are needs of, newest first
	Rows  []NeedRow
	Total int
	// Page is the one that is shown of Pages, both at least 1.
	Page, Pages int
}

// Needs reads a page of the needs that are asked for, the latest year first.
// fault.ErrNotFound for a unit or a page that there is not.
func (room *Room) Needs(ctx context.Context, actor org.Actor, l NeedList) (Needs, error) {
	if err := mayInside(actor, l.GroupID); err != nil {
		return Needs{}, err
	}
	n := Needs{Page: max(1, l.Page)}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if n.Units, err = tx.Units(ctx, l.GroupID); err != nil {
			return err
		}
		if n.Years, err = tx.NeedYears(ctx, l.GroupID); err != nil {
			return err
		}
		f := postgres.NeedFilter{GroupID: l.GroupID, Year: l.Year, Joint: l.Unit == Together, Kind: l.Kind, States: l.States}
		if l.Unit != "" && !f.Joint {
			u, ok := first(n.Units, func(u org.Unit) bool { return u.Code == l.Unit })
			if f.UnitID = u.ID; !ok {
				return fault.ErrNotFound
			}
		}
		if n.Total, err = tx.CountNeeds(ctx, f); err != nil {
			return err
		}
		if n.Pages = pages(n.Total); n.Page > n.Pages {
			return fault.ErrNotFound
		}
		f.Limit, f.Skip = pageSize, (n.Page-1)*pageSize
		n.Rows, err = tx.Needs(ctx, f)
		return err
	})
	return n, err
}

// NeedPage is a need to write.
type NeedPage struct {
	NeedRow
	Units []org.Unit
	Last  LastChange
}

// Need reads one of the group's needs to change it. fault.ErrForbidden for those who may
// not.
func (room *Room) Need(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.NeedID) (NeedPage, error) {
	var p NeedPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.NeedRow, err = needIn(ctx, tx, actor, group, id); err != nil {
			return err
		}
		if p.Units, err = tx.Units(ctx, group); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, "need", int64(id))
		return err
	})
	return p, err
}

// BeginNeed is a need that is begun but not stored: from an action of the group, or for
// zero by itself. fault.ErrForbidden for those who may write none.
func (room *Room) BeginNeed(ctx context.Context, actor org.Actor, group org.GroupID, from improvement.ActionID) (NeedPage, error) {
	if err := mayInside(actor, group); err != nil {
		return NeedPage{}, err
	}
	p := NeedPage{NeedRow: NeedRow{Need: improvement.Need{GroupID: group, Year: room.today().Year(), Kind: improvement.DevelopmentNeed, State: improvement.NeedOpen}}}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Units, err = tx.Units(ctx, group); err != nil {
			return err
		}
		if !MayAct(actor, group, p.Units) {
			return fault.ErrForbidden
		}
		if u, ok := first(p.Units, func(u org.Unit) bool { return actor.May(org.EditActions, group, u.ID) }); ok && !actor.May(org.EditActions, group, 0) {
			p.UnitID = u.ID
		}
		if from == 0 {
			return nil
		}
		a, err := tx.Action(ctx, group, from)
		p.ActionID, p.ActionArea = a.ID, a.Area
		if actor.May(org.EditActions, group, a.UnitID) {
			p.UnitID = a.UnitID
		}
		return err
	})
	return p, err
}

// needIn reads a need that the actor may change.
func needIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, id improvement.NeedID) (NeedRow, error) {
	if err := mayInside(actor, group); err != nil {
		return NeedRow{}, err
	}
	n, err := tx.Need(ctx, group, id)
	if err == nil && !actor.May(org.EditActions, group, n.UnitID) {
		err = fault.ErrForbidden
	}
	return n, err
}
