package improve

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// mostOfPlan is how many actions a plan to print has at most, and a file.
const (
	mostOfPlan = 500
	mostOfFile = 20_000
)

// ActionPlan is the actions that are asked for on one page.
type ActionPlan struct {
	Choices
	Rows []ActionRow
	// Total is how many there are; more than Rows when they are too many for a page.
	Total int
}

// ActionPlan reads the actions that are asked for, to be shown by promise; Page is not
// read.
func (room *Room) ActionPlan(ctx context.Context, actor org.Actor, l ActionList) (ActionPlan, error) {
	if err := mayView(actor, l.GroupID); err != nil {
		return ActionPlan{}, err
	}
	var p ActionPlan
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		f, err := room.filter(ctx, tx, actor, l, &p.Choices)
		if err != nil {
			return err
		}
		if p.Total, err = tx.CountActions(ctx, f); err != nil {
			return err
		}
		f.Limit = mostOfPlan
		p.Rows, err = tx.Actions(ctx, f)
		return err
	})
	p.Rows = seen(actor, l.GroupID, p.Rows)
	return p, err
}

// handedOut is what the audit keeps of a file that was handed out.
type handedOut struct {
	File string `json:"file"`
}

// ExportActions reads the actions that are asked for as ActionPlan does, to be handed out
// as a file with the name, and notes in the log that they were.
func (room *Room) ExportActions(ctx context.Context, actor org.Actor, l ActionList, file string) (ActionPlan, error) {
	if err := mayView(actor, l.GroupID); err != nil {
		return ActionPlan{}, err
	}
	var p ActionPlan
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		f, err := room.filter(ctx, tx, actor, l, &p.Choices)
		if err != nil {
			return err
		}
		f.Limit = mostOfFile
		if p.Rows, err = tx.Actions(ctx, f); err != nil {
			return err
		}
		p.Total = len(p.Rows)
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.export_actions", GroupID: l.GroupID,
			Subject: "programme_group", SubjectID: int64(l.GroupID), After: handedOut{File: file}, OnlyRead: true})
	})
	p.Rows = seen(actor, l.GroupID, p.Rows)
	return p, err
}
