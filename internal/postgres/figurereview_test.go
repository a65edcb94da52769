package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// approved is the figure as it is when it has been approved at noon by Bert.
func (w *world) approved(f quality.Figure) quality.Figure {
	f.Review = quality.Review{State: quality.ReviewedApproved, At: ptr(noon), By: w.bert,
		Approved: &quality.Settled{State: f.State, Value: f.Value, MissingReasonID: f.MissingReasonID, Comment: f.Comment,
			Version: f.Version, At: noon, By: w.bert}}
	return f
}

func TestReviews(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	review := func(f quality.Figure) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			if err := tx.SaveReview(ctx, f); err != nil {
				return err
			}
			return tx.KeepApproved(ctx, []quality.SubmissionID{f.SubmissionID})
		}
	}
	full, bare = w.approved(full), w.approved(bare)
	w.write(review(full))
	w.write(review(bare))
	same(t, "approved", w.unitFigures(w.ala), []quality.Figure{bare, full})

	stale := full
	full.Value, full.Confirmation = quality.Value{Numerator: ptr(4.0), Denominator: ptr(1450.0)}, "Räknat om"
	full.Review = full.Review.Changed("Ett barn till")
	w.write(saveFigure(full))
	full.Version++
	same(t, "changed after approval", w.unitFigures(w.ala), []quality.Figure{bare, full})
	w.refused("a decision about what has been changed since", fault.ErrConflict, review(stale))

	full.Review.State, full.Review.At, full.Review.By, full.Review.ReturnReason = quality.ReviewedReturned, ptr(noon.Add(time.Hour)), w.anna, "Stämmer det?"
	full.Review.ReturnedVersion = full.Version
	w.write(review(full))
	same(t, "sent back", w.unitFigures(w.ala), []quality.Figure{bare, full})
	w.exec(`UPDATE submission SET state = 'submitted', submitted_at = now()`)
	shown := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ShownFigure, error) {
		return tx.ShownFigures(ctx, w.full, []quality.IndicatorID{w.divided.ID, w.plain.ID}, bare.Period.Start(), full.Period.Start())
	})
	same(t, "what was sent back is not shown", shown, []postgres.ShownFigure{{Figure: bare, SubmissionState: quality.Submitted}})

	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.HandInReturned(ctx, full.SubmissionID) })
	full.Review.State, full.Review.At, full.Review.By = quality.NotReviewed, nil, 0
	same(t, "handed in again", w.unitFigures(w.ala), []quality.Figure{bare, full})

	w.exec(`UPDATE submission SET state = 'approved', approved_at = $1, approved_by = $2`, noon, int64(w.bert))
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.ApproveFiguresOf(ctx, []quality.SubmissionID{full.SubmissionID})
	})
	same(t, "approved with the submission", w.unitFigures(w.ala), []quality.Figure{bare, w.approved(full)})
}

func TestUnitSubmissions(t *testing.T) {
	w := newWorld(t)
	first, second := w.lock(w.ala, quality.Quarter(2026, 1)), w.lock(w.ala, quality.Quarter(2026, 2))
	w.lock(w.bo, quality.Quarter(2026, 1))
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Submission, error) {
		return tx.UnitSubmissions(ctx, w.full, []org.UnitID{w.ala}, first.Period.Start(), second.Period.Start())
	})
	same(t, "the unit's own", got, []quality.Submission{first, second})
}

func TestSentBack(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	sentBack := func() map[quality.SubmissionID]int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[quality.SubmissionID]int, error) {
			return tx.SentBack(ctx, w.full, full.Period.Start(), full.Period.Start())
		})
	}
	same(t, "nothing", sentBack(), map[quality.SubmissionID]int{})
	for _, f := range []quality.Figure{full, bare} {
		f.Review = quality.Review{State: quality.ReviewedReturned, At: ptr(noon), By: w.bert, ReturnReason: "Stämmer det?", ReturnedVersion: 1}
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReview(ctx, f) })
	}
	same(t, "in a draft", sentBack(), map[quality.SubmissionID]int{})
	w.exec(`UPDATE submission SET state = 'submitted', submitted_at = now()`)
	same(t, "two", sentBack(), map[quality.SubmissionID]int{full.SubmissionID: 2})
}

func TestStandingFigures(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	standing := func() []quality.Figure {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Figure, error) {
			return tx.StandingFigures(ctx, w.full, bare.Period.Start(), full.Period.Start())
		})
	}
	same(t, "none carries over", len(standing()), 0)
	w.exec(`UPDATE indicator SET carries_over = true`)
	same(t, "both do", standing(), []quality.Figure{bare, full})
}
