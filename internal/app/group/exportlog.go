package group

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// logAtOnce is how many lines of the log are read at a time for a file.
const logAtOnce = 2000

// logHandedOut is what the audit keeps of a part of the log that was handed out.
type logHandedOut struct {
	File string `json:"file"`
	From string `json:"valid_from,omitempty"`
	To   string `json:"valid_to,omitempty"`
}

// ExportLog gives the lines of the log that are asked for, newest first, some at a time, to
// be handed out as a file with the name, and notes in the log that they were before the
// first. Who may have which is as Log says. Lines that are written meanwhile are not among
// them, and those read before give fn's error.
func (room *Room) ExportLog(ctx context.Context, actor org.Actor, asked LogAsked, file string) (func(fn func(Change) error) error, error) {
	var log Log
	if err := log.reach(actor, &asked); err != nil {
		return nil, err
	}
	var page postgres.AuditPage
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if page, err = log.page(ctx, tx, room.moments(asked)); err != nil {
			return err
		}
		newest := page
		newest.Limit = 1
		last, err := tx.Audit(ctx, newest)
		if err != nil {
			return err
		}
		if page.Below = 1; len(last) > 0 {
			page.Below = last[0].ID + 1
		}
		told := logHandedOut{File: file}
		if asked.From != nil {
			told.From = asked.From.Format(time.DateOnly)
		}
		if asked.To != nil {
			told.To = asked.To.Format(time.DateOnly)
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "audit.export", GroupID: asked.GroupID,
			Subject: "audit", After: told, OnlyRead: true})
	})
	page.Limit = logAtOnce
	return func(fn func(Change) error) error {
		for {
			part := Log{Whole: log.Whole}
			if err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
				part.Changes, err = tx.Audit(ctx, page)
				return err
			}); err != nil {
				return err
			}
			part.withoutContent()
			for _, c := range part.Changes {
				if err := fn(c); err != nil {
					return err
				}
				page.Below = c.ID
			}
			if len(part.Changes) < logAtOnce {
				return nil
			}
		}
	}, err
}
