package group

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Reading is that somebody opens a page with the group's figures.
type Reading struct {
	GroupID  org.GroupID
	UnitCode string // whose page it is; "" for the group's
	Page     string // the log's word for it: "read.matrix"
}

// NoteReading notes in the log that the actor, who may see small numbers too, opens the
// page: once for each person, page, unit and day. Nothing is noted of those who get
// small numbers masked. It reports whether a row was written.
func (room *Room) NoteReading(ctx context.Context, actor org.Actor, r Reading) (bool, error) {
	if !actor.May(org.ViewUnmasked, r.GroupID, 0) {
		return false, nil
	}
	var noted bool
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		unit, first, err := tx.NotePageReading(ctx, postgres.PageReading{PersonID: actor.Person.ID, GroupID: r.GroupID,
			UnitCode: r.UnitCode, Page: r.Page, On: room.today()})
		if noted = first; err != nil || !first {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: r.Page, GroupID: r.GroupID, UnitID: unit,
			Subject: "programme_group", SubjectID: int64(r.GroupID), OnlyRead: true})
	})
	return noted, err
}

// fileHandedOut is what the audit keeps of a file that was handed out from a page.
type fileHandedOut struct {
	File   string `json:"file"`
	Masked bool   `json:"masked"`
}

// NoteFile notes in the log that a file with the name was handed out to the actor from a
// page of the group, by a use case that does not note it itself.
func (room *Room) NoteFile(ctx context.Context, actor org.Actor, group org.GroupID, name string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "page.export", GroupID: group,
			Subject: "programme_group", SubjectID: int64(group),
			After: fileHandedOut{File: name, Masked: !actor.May(org.ViewUnmasked, group, 0)}, OnlyRead: true})
	})
}
