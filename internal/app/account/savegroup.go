package account

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenGroup is a group and the version of its settings that was seen.
type SeenGroup struct {
	ID      org.GroupID
	Version int
}

// SaveGroup changes what a group is called, who receives its material and how long it
// has its task. Its code and its healthcare region stay: they stand in addresses and
// files, and its promises are the region's. fault.ErrConflict when it has been changed
// since it was read.
func (room *Room) SaveGroup(ctx context.Context, actor org.Actor, seen SeenGroup, n NewGroup) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockSetup(ctx); err != nil {
			return err
		}
		g, err := tx.Group(ctx, seen.ID)
		if err != nil {
			return err
		}
		before, err := tx.GroupNames(ctx, seen.ID)
		if err != nil {
			return err
		}
		if err := tx.NextGroupVersion(ctx, seen.ID, seen.Version); err != nil {
			return err
		}
		var v fault.ValidationError
		if n.RegionID, err = tx.HealthcareRegionOf(ctx, seen.ID); err != nil {
			return err
		}
		if err := checkGroup(ctx, tx, &v, n); err != nil {
			return err
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		if err := room.addBody(ctx, tx, &n); err != nil {
			return err
		}
		if sameNames(before, n.Names) {
			return nil
		}
		if err := tx.SaveGroupNames(ctx, seen.ID, n.Names); err != nil {
			return err
		}
		return room.auditGroup(ctx, tx, actor, groupChange{action: "account.save_group", group: seen.ID, code: g.Code, before: &before, after: &n.Names})
	})
}

func sameNames(a, b org.GroupNames) bool {
	same := (a.To == nil) == (b.To == nil) && (a.To == nil || a.To.Equal(*b.To)) && a.From.Equal(b.From)
	return same && a.Name == b.Name && a.ShortName == b.ShortName && a.BodyID == b.BodyID && a.NationalArea == b.NationalArea
}

// groupChange is a change to a group as the audit keeps it; nil where there was none.
type groupChange struct {
	action        string
	group         org.GroupID
	code          string
	before, after *org.GroupNames
}

// auditedGroup is what the audit keeps of a group.
type auditedGroup struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
	Receiver  string `json:"receiver,omitempty"`
	Area      string `json:"national_area,omitempty"`
	From      string `json:"from"`
	To        string `json:"to,omitempty"`
}

func (room *Room) auditGroup(ctx context.Context, tx *postgres.Tx, actor org.Actor, c groupChange) error {
	bodies, err := tx.Bodies(ctx)
	if err != nil {
		return err
	}
	kept := func(n org.GroupNames) auditedGroup {
		a := auditedGroup{Code: c.code, Name: n.Name, ShortName: n.ShortName, Area: n.NationalArea, From: n.From.Format(time.DateOnly)}
		if n.To != nil {
			a.To = n.To.Format(time.DateOnly)
		}
		for _, b := range bodies {
			if b.ID == n.BodyID {
				a.Receiver = b.Name
			}
		}
		return a
	}
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: c.group, Subject: "programme_group", SubjectID: int64(c.group), After: kept(*c.after)}
	if c.before != nil {
		entry.Before = kept(*c.before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}
