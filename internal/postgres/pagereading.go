package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// PageReading is that somebody opened a page with unmasked figures on a day.
type PageReading struct {
	PersonID org.PersonID
	GroupID  org.GroupID
	UnitCode string // whose page it is; "" for the group's
	Page     string // "read.matrix"
	On       time.Time
}

const notePageReading = `-- name: note page reading
WITH noted AS (
    INSERT INTO page_reading (person_id, group_id, unit_id, page, read_on)
    VALUES (@person, @group, (SELECT u.id FROM unit u WHERE u.code = @unit), @page, @on)
    ON CONFLICT DO NOTHING
    RETURNING unit_id
), forgotten AS (
    DELETE FROM page_reading WHERE person_id = @person AND read_on < @on
)
SELECT coalesce(n.unit_id, 0) FROM noted n`

// NotePageReading notes the reading, and reports whether it is the first of the page that
// day, and which unit it is about (zero for none). Those of earlier days are forgotten,
// since the log has them.
func (tx *Tx) NotePageReading(ctx context.Context, r PageReading) (unit org.UnitID, first bool, err error) {
	rows, err := tx.tx.Query(ctx, notePageReading, pgx.StrictNamedArgs{
		"person": r.PersonID, "group": r.GroupID, "unit": r.UnitCode, "page": r.Page, "on": r.On})
	if err != nil {
		return 0, false, translate(err)
	}
	units, err := pgx.CollectRows(rows, pgx.RowTo[org.UnitID])
	if err != nil || len(units) == 0 {
		return 0, false, translate(err)
	}
	return units[0], true, nil
}
