// Package upkeep is the use cases of those who look after the installation: what their
// commands leave in the log of changes. It must not know files or programs.
package upkeep

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
}

// New gives the use cases on the database.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// Copy is a copy of the whole database.
type Copy struct {
	MadeAt time.Time
	Rows   int64
	SHA256 string // of what is in it
}

// auditedCopy is a copy as the log keeps it.
type auditedCopy struct {
	MadeAt string `json:"made_at"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// subject is what the log says that they are about: no table, the whole of it.
const subject = "installation"

// The commands, who stand in the log as the ones who did it.
var (
	backupCommand  = org.Actor{Person: org.Person{Name: "samsyn backup"}}
	restoreCommand = org.Actor{Person: org.Person{Name: "samsyn restore"}}
)

func (c Copy) audited(ctx context.Context) auditedCopy {
	return auditedCopy{MadeAt: i18n.Date(ctx, c.MadeAt) + c.MadeAt.Format(" 15:04"), Rows: c.Rows, SHA256: c.SHA256}
}

// NoteBackup writes into the log that everything was copied into a file.
func (room *Room) NoteBackup(ctx context.Context, c Copy) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.AppendAudit(ctx, backupCommand, postgres.AuditEntry{At: room.now(), Action: "installation.backup",
			Subject: subject, After: c.audited(ctx), OnlyRead: true})
	})
}

// Restored is a copy that has been put back.
type Restored struct {
	Copy
	// KeepMail says that the letters that waited when it was made are to be sent.
	KeepMail bool
}

// whyUnsure stands with a letter that waited.
const whyUnsure = "Väntade när säkerhetskopian gjordes, och kan ha skickats efter det."

// NoteRestore writes into the log that the database is what it was in a copy, so that every
// group's pages are made anew. Letters that waited then are noted as unsure, since they may
// have been sent after it; how many is returned.
func (room *Room) NoteRestore(ctx context.Context, r Restored) (mails int64, err error) {
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if !r.KeepMail {
			if mails, err = tx.UnsettleMails(ctx, room.now(), whyUnsure); err != nil {
				return err
			}
		}
		return tx.AppendAudit(ctx, restoreCommand, postgres.AuditEntry{At: room.now(), Action: "installation.restore",
			Subject: subject, After: r.audited(ctx), EveryGroup: true})
	})
	return mails, err
}
