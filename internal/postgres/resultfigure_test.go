package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// resultOf is what results are made of the figure.
func resultOf(f quality.Figure, state quality.SubmissionState, changed bool) postgres.ResultFigure {
	return postgres.ResultFigure{UnitID: f.UnitID, IndicatorID: f.IndicatorID, Kind: f.Kind, StratumID: f.StratumID, Period: f.Period,
		State: f.State, Value: f.Value, MissingReasonID: f.MissingReasonID, Comment: f.Comment, Review: f.Review.State,
		SubmissionState: state, Changed: changed}
}

func TestResultFigures(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	read := func(first, last int, ids ...quality.IndicatorID) []postgres.ResultFigure {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ResultFigure, error) {
			return tx.ResultFigures(ctx, w.full, ids, postgres.Years{First: first, Last: last})
		})
	}
	both := []quality.IndicatorID{w.divided.ID, w.plain.ID}
	for _, state := range quality.SubmissionStates() {
		w.exec(`UPDATE submission SET state = $1, submitted_at = now(), returned_at = now(), return_reason = 'r', approved_at = now(),
			reopened_at = now(), reopen_reason = 'r', reopened_until = '2030-01-01', finalised_at = now()`, string(state))
		got := read(2026, 2026, both...)
		if !state.Shown() {
			same(t, "in a submission that is "+string(state), len(got), 0)
			continue
		}
		same(t, "in a submission that is "+string(state), got, []postgres.ResultFigure{resultOf(full, state, false)})
	}
	same(t, "by the year that the period ends in", read(2025, 2025, both...), []postgres.ResultFigure{resultOf(bare, quality.Final, false)})
	same(t, "both years", len(read(2025, 2026, both...)), 2)
	same(t, "no indicators", len(read(2025, 2026)), 0)

	// A period of several years belongs to the year that it ends in.
	w.exec(`UPDATE figure SET period_start = '2022-01-01', period_months = 60 WHERE id = $1`, int64(bare.ID))
	same(t, "five years, before their end", len(read(2023, 2025, w.plain.ID)), 0)
	same(t, "five years", len(read(2026, 2026, w.plain.ID)), 1)

	approve := func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.ApproveFiguresOf(ctx, []quality.SubmissionID{full.SubmissionID}); err != nil {
			return err
		}
		return tx.KeepApproved(ctx, []quality.SubmissionID{full.SubmissionID})
	}
	w.exec(`UPDATE submission SET state = 'approved', approved_at = now()`)
	w.write(approve)
	same(t, "as it was approved", read(2026, 2026, w.divided.ID)[0].Changed, false)
	for what, sql := range map[string]string{
		"another number": `UPDATE figure SET review = NULL, numerator = numerator + 1`,
		"another remark": `UPDATE figure SET review = NULL, comment = 'Något annat'`,
		"none any more":  `UPDATE figure SET review = NULL, numerator = NULL, denominator = NULL, state = 'not_applicable', valid_from = NULL, valid_to = NULL`,
	} {
		w.exec(`UPDATE figure SET comment = 'Kommentar', numerator = 3, denominator = 1450.5, state = 'reported',
			valid_from = '2026-01-01', valid_to = '2026-03-31', review = NULL WHERE id = $1`, int64(full.ID))
		same(t, "as it was, without its approval", read(2026, 2026, w.divided.ID)[0].Changed, false)
		w.exec(sql+` WHERE id = $1`, int64(full.ID))
		same(t, what, read(2026, 2026, w.divided.ID)[0].Changed, true)
	}
}
