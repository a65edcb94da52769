package postgres

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// AuditReceipt is the last link of the log's chain as it was at a moment. Whoever keeps
// one outside the database can tell later that nothing written before has been changed,
// removed or cut off, not even by the owner of the database.
type AuditReceipt struct {
	Link int64 // its place in the chain; zero while nothing has been written
	Hash []byte
	At   time.Time // when the link was made, by the database's clock
}

// receiptMark begins the line that is a receipt.
const receiptMark = "samsyn-logg"

// String is the receipt on one line, to keep in a file.
func (r AuditReceipt) String() string {
	return fmt.Sprintf("%s %d %x %s", receiptMark, r.Link, r.Hash, r.At.UTC().Format(time.RFC3339))
}

// ParseAuditReceipt reads what String wrote; false for anything else.
func ParseAuditReceipt(line string) (AuditReceipt, bool) {
	parts := strings.Fields(line)
	if len(parts) != 4 || parts[0] != receiptMark {
		return AuditReceipt{}, false
	}
	link, wrongLink := strconv.ParseInt(parts[1], 10, 64)
	hash, wrongHash := hex.DecodeString(parts[2])
	at, wrongTime := time.Parse(time.RFC3339, parts[3])
	return AuditReceipt{Link: link, Hash: hash, At: at},
		wrongLink == nil && wrongHash == nil && wrongTime == nil && link > 0 && len(hash) == hashSize
}

const selectAuditReceipt = `-- name: audit receipt
SELECT l.id AS link, l.hash, l.made_at AS at
FROM audit_link l
WHERE l.id IS NOT NULL
ORDER BY l.id DESC
LIMIT 1`

// AuditReceipt is that of the log as it is now; the zero receipt while it is empty.
func (tx *Tx) AuditReceipt(ctx context.Context) (AuditReceipt, error) {
	rows, err := collect[AuditReceipt](ctx, tx, selectAuditReceipt, nil)
	if err != nil || len(rows) == 0 {
		return AuditReceipt{}, err
	}
	return rows[0], nil
}

// auditLink is a link of the chain as it is stored.
type auditLink struct {
	Key      int64
	ID       int64
	MadeAt   time.Time
	Rows     int64
	Leaves   []byte
	Digest   []byte
	Previous []byte
	Hash     []byte
}

const selectAuditLinks = `-- name: audit links
SELECT l.key, l.id, l.made_at, l.rows, l.leaves, l.digest, l.previous, l.hash
FROM audit_link l
WHERE l.id > @after
ORDER BY l.id
LIMIT @limit`

// auditLinks are those after the one with the number, in order.
func (tx *Tx) auditLinks(ctx context.Context, after int64, limit int) ([]auditLink, error) {
	return collect[auditLink](ctx, tx, selectAuditLinks, pgx.StrictNamedArgs{"after": after, "limit": limit})
}

// sealedRow is a row of the log with all that its link vouches for.
type sealedRow struct {
	ID            int64
	Link          int64
	At            time.Time
	PersonID      *int64
	ActorName     string
	Action        string
	GroupID       *int64
	UnitID        *int64
	Subject       string
	SubjectID     *int64
	Before        *string // as PostgreSQL writes it
	After         *string
	ClientAddress string
	RequestID     string
}

const sealedColumns = `a.id, a.link, a.happened_at AS at, a.person_id, a.actor_name, a.action, a.group_id, a.unit_id, a.subject,
       a.subject_id, a.before::text AS before, a.after::text AS after, a.client_address, a.request_id`

const selectSealedRows = `-- name: sealed rows
SELECT ` + sealedColumns + `
FROM audit a
WHERE a.link = ANY(@links)
ORDER BY a.id`

// sealedRows are the rows of the links with the keys, in order of their numbers.
func (tx *Tx) sealedRows(ctx context.Context, links []int64) ([]sealedRow, error) {
	return collect[sealedRow](ctx, tx, selectSealedRows, pgx.StrictNamedArgs{"links": links})
}

const selectLooseRows = `-- name: rows without a link
SELECT ` + sealedColumns + `
FROM audit a
WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.key = a.link AND l.id > 0)
ORDER BY a.id
LIMIT @limit`

// looseRows are rows that no link vouches for: there are none in a log that only the
// program has written.
func (tx *Tx) looseRows(ctx context.Context, limit int) ([]sealedRow, error) {
	return collect[sealedRow](ctx, tx, selectLooseRows, pgx.StrictNamedArgs{"limit": limit})
}
