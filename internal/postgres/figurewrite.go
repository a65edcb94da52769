package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// Many figures at once are written here, and one by one by SaveFigure: a column
// that figures get must be in both.

var figureColumnNames = []string{"submission_id", "unit_id", "indicator_id", "kind", "stratum_id",
	"period_start", "period_months", "state", "numerator", "denominator", "mean", "sd", "text_value", "yes_value",
	"valid_from", "valid_to", "missing_reason_id", "comment", "entered_at", "entered_by", "confirmation", "review",
	"reviewed_at", "reviewed_by", "return_reason", "returned_version", "change_reason"}

// figureValues are what the columns hold.
func figureValues(f quality.Figure) []any {
	v, r := f.Value, f.Review
	return []any{f.SubmissionID, f.UnitID, f.IndicatorID, f.Kind, orNull(f.StratumID),
		f.Period.Start(), f.Period.Months, f.State, v.Numerator, v.Denominator, v.Mean, v.SD,
		orNull(v.Text), v.Yes, v.ValidFrom, v.ValidTo, orNull(f.MissingReasonID), f.Comment,
		f.EnteredAt, orNull(f.EnteredBy), f.Confirmation, orNull(r.State),
		r.At, orNull(r.By), r.ReturnReason, orNull(r.ReturnedVersion), r.ChangeReason}
}

// CopyFigures stores many new figures at once.
func (tx *Tx) CopyFigures(ctx context.Context, list []quality.Figure) error {
	_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{"figure"}, figureColumnNames,
		pgx.CopyFromSlice(len(list), func(n int) ([]any, error) { return figureValues(list[n]), nil }))
	return translate(err)
}

const nextFigureIDs = `-- name: next figure ids
SELECT nextval('figure_id_seq') AS id FROM generate_series(1, @count)`

// NumberFigures gives new figures the ids that AddFigures stores them with.
func (tx *Tx) NumberFigures(ctx context.Context, list []quality.Figure) error {
	type idRow struct{ ID quality.FigureID }
	ids, err := collect[idRow](ctx, tx, nextFigureIDs, pgx.StrictNamedArgs{"count": len(list)})
	for n := range ids {
		list[n].ID = ids[n].ID
	}
	return err
}

// AddFigures stores many new figures at once, with the ids of NumberFigures;
// fault.ErrConflict when somebody else has entered one of them.
func (tx *Tx) AddFigures(ctx context.Context, list []quality.Figure) error {
	_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{"figure"}, append([]string{"id"}, figureColumnNames...),
		pgx.CopyFromSlice(len(list), func(n int) ([]any, error) {
			return append([]any{list[n].ID}, figureValues(list[n])...), nil
		}))
	return translate(err)
}

const createFigureChange = `-- name: create figure changes
CREATE TEMPORARY TABLE figure_change ON COMMIT DROP AS
SELECT f.*, f.version AS read_version FROM figure f WITH NO DATA`

const updateFigures = `-- name: update figures
UPDATE figure f SET state = c.state, numerator = c.numerator, denominator = c.denominator, mean = c.mean, sd = c.sd,
    text_value = c.text_value, yes_value = c.yes_value, valid_from = c.valid_from, valid_to = c.valid_to,
    missing_reason_id = c.missing_reason_id, comment = c.comment, version = f.version + 1,
    entered_at = c.entered_at, entered_by = c.entered_by, confirmation = c.confirmation, review = c.review,
    reviewed_at = c.reviewed_at, reviewed_by = c.reviewed_by, return_reason = c.return_reason,
    returned_version = c.returned_version, change_reason = c.change_reason
FROM figure_change c
WHERE f.id = c.id AND f.version = c.read_version`

const deleteFigures = `-- name: delete figures
DELETE FROM figure f USING figure_change c WHERE f.id = c.id AND f.version = c.read_version`

// ChangeFigures stores what many figures have become; fault.ErrConflict when
// somebody else changed any of them since it was read, by its Version.
func (tx *Tx) ChangeFigures(ctx context.Context, list []quality.Figure) error {
	return tx.withChanges(ctx, list, updateFigures)
}

// EmptyFigures removes many figures, as DeleteFigure does one.
func (tx *Tx) EmptyFigures(ctx context.Context, list []quality.Figure) error {
	return tx.withChanges(ctx, list, deleteFigures)
}

// withChanges runs a statement that must touch each of the figures, which it finds
// in a temporary table.
func (tx *Tx) withChanges(ctx context.Context, list []quality.Figure, sql string) error {
	if len(list) == 0 {
		return nil
	}
	if err := exec(ctx, tx, createFigureChange, pgx.StrictNamedArgs{}, -1, nil); err != nil {
		return err
	}
	_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{"figure_change"}, append([]string{"id", "read_version"}, figureColumnNames...),
		pgx.CopyFromSlice(len(list), func(n int) ([]any, error) {
			return append([]any{list[n].ID, list[n].Version}, figureValues(list[n])...), nil
		}))
	if err != nil {
		return translate(err)
	}
	if err := exec(ctx, tx, sql, pgx.StrictNamedArgs{}, int64(len(list)), fault.ErrConflict); err != nil {
		return err
	}
	return exec(ctx, tx, "-- name: drop figure changes\nDROP TABLE figure_change", pgx.StrictNamedArgs{}, -1, nil)
}
