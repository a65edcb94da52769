package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// thinAction is what the log calls that it has been thinned out.
const thinAction = "audit.thin"

// ErrTooYoung: the log is not thinned of what is younger than AuditYears.
var ErrTooYoung = fmt.Errorf("loggen ska finnas kvar i minst %d år", AuditYears)

// Thinning is what of the log is thinned out, or would be.
type Thinning struct {
	Rows int64
	// UpTo is the last link whose rows are gone; zero for none.
	UpTo int64
}

// auditThinning is what the log keeps of a thinning.
type auditThinning struct {
	UpTo int64
	Link int64 // the link of the row that tells of it
	At   time.Time
}

const selectThinnings = `-- name: thinnings of the log
SELECT coalesce((a.after->>'up_to')::bigint, 0) AS up_to, l.id AS link, l.made_at AS at
FROM audit a
JOIN audit_link l ON l.key = a.link
WHERE a.action = @action AND l.id > 0
ORDER BY l.id`

// auditThinnings are those that the log tells of.
func (tx *Tx) auditThinnings(ctx context.Context) ([]auditThinning, error) {
	return collect[auditThinning](ctx, tx, selectThinnings, pgx.StrictNamedArgs{"action": thinAction})
}

// thinnedOut reports whether the log tells that the link's rows were thinned out, and
// they were old enough when it was done.
func thinnedOut(l auditLink, thinnings []auditThinning) bool {
	for _, t := range thinnings {
		if l.ID <= t.UpTo && t.Link > l.ID && !l.MadeAt.AddDate(AuditYears, 0, 0).After(t.At) {
			return true
		}
	}
	return false
}

const selectThinnable = `-- name: what of the log is older
WITH upto AS (
    SELECT coalesce((SELECT min(l.id) FROM audit_link l WHERE l.made_at >= @before) - 1,
                    (SELECT max(l.id) FROM audit_link l), 0) AS id
)
SELECT (SELECT count(*) FROM audit a JOIN audit_link l ON l.key = a.link WHERE l.id <= u.id) AS rows, u.id AS up_to
FROM upto u`

const thinRows = `-- name: thin the log out
DELETE FROM audit a USING audit_link l WHERE l.key = a.link AND l.id <= @up_to`

const thinLeaves = `-- name: empty thinned links
UPDATE audit_link SET leaves = NULL WHERE id <= @up_to AND leaves IS NOT NULL`

// ThinOrder is what to thin out of the log, and who says so.
type ThinOrder struct {
	// Before is the first day that stays: what was written into the database before it goes.
	Before time.Time
	Now    time.Time
	Actor  string // the command
	// Apply removes; otherwise it is only told what would be.
	Apply bool
}

// ThinAudit removes the oldest part of the log, whole links at a time. The links stay, so
// that the chain does, and the log tells of it in the same transaction. Only the owner of
// the database may, at the address. ErrTooYoung when it is not yet AuditYears old.
func ThinAudit(ctx context.Context, ownerURL string, o ThinOrder) (t Thinning, err error) {
	if o.Before.AddDate(AuditYears, 0, 0).After(o.Now) {
		return t, ErrTooYoung
	}
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return t, fmt.Errorf("databasen svarar inte: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	_, err = begin(ctx, conn, pgx.TxOptions{}, func(tx *Tx) error {
		if t, err = one[Thinning](ctx, tx, selectThinnable, pgx.StrictNamedArgs{"before": o.Before}); err != nil || t.Rows == 0 || !o.Apply {
			return err
		}
		return tx.thin(ctx, o, t)
	})
	return t, err
}

func (tx *Tx) thin(ctx context.Context, o ThinOrder, t Thinning) error {
	upTo := pgx.StrictNamedArgs{"up_to": t.UpTo}
	if err := exec(ctx, tx, thinRows, upTo, t.Rows, errors.New("loggen är inte som den var")); err != nil {
		return err
	}
	if err := exec(ctx, tx, thinLeaves, upTo, -1, nil); err != nil {
		return err
	}
	after, err := json.Marshal(struct {
		Before string `json:"valid_to"`
		Rows   int64  `json:"rows"`
		UpTo   int64  `json:"up_to"`
	}{o.Before.AddDate(0, 0, -1).Format(time.DateOnly), t.Rows, t.UpTo})
	if err != nil {
		return err
	}
	return exec(ctx, tx, insertAudit, pgx.StrictNamedArgs{"at": o.Now, "person": 0, "actor_name": o.Actor, "action": thinAction,
		"group": 0, "unit": 0, "subject": "audit", "subject_id": 0, "before": nil, "after": after, "client_address": "", "request_id": ""}, 1, nil)
}
