package collect

import (
	"testing"

	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// A file mends a figure that was sent back, and says why an approved one is changed;
// what it leaves as it was stays approved and confirmed.
func TestAFileKeepsToTheReview(t *testing.T) {
	f, room := submitted(t)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	f.Exec(`UPDATE figure SET confirmation = 'Det stämmer.' WHERE indicator_id IN (1, 2)`)
	if err := room.ReturnFigure(ctx, convener, alaK1, deciding(t, room, f, temperature, "Räkna om")); err != nil {
		t.Fatal(err)
	}
	rows := fileRows()[:4]
	rows[0]["numerator"], rows[1]["numerator"] = "13", "2"
	seen := take(t, room, lead, rows)
	if got := wrongs(t, room, lead, seen.ID); got != "3 period awaits_approval" || seen.Changed != 1 {
		t.Fatalf("while it waits: %s %s", counts(seen), got)
	}
	decide(t, room, lead, take(t, room, lead, rows[:1]))
	got := row(t, form(t, room, lead, alaK1), temperature).Figure
	if !got.Mended() || got.Review.ReturnReason != "Räkna om" || got.Confirmation != "" {
		t.Errorf("mended by the file: %+v", got)
	}

	if err := room.Submit(ctx, lead, alaK1); err != nil {
		t.Fatal(err)
	}
	if _, err := room.Approve(ctx, convener, alaK1, version(t, room, f)); err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE submission SET state = 'reopened', reopened_at = now(), reopened_until = '2026-06-01', reopen_reason = 'x'`)
	seen = take(t, room, lead, rows)
	if got := wrongs(t, room, lead, seen.ID); got != "3 comment change_reason_required" {
		t.Fatalf("an approved figure is changed: %s %s", counts(seen), got)
	}
	rows[1]["comment"] = "En till hittades."
	decide(t, room, lead, take(t, room, lead, rows))
	changed := row(t, form(t, room, lead, alaK1), infection).Figure
	if r := changed.Review; r.State != quality.NotReviewed || r.ChangeReason != "En till hittades." || *r.Approved.Value.Numerator != 1 || !changed.ChangedSinceApproval() {
		t.Errorf("changed: %+v", r)
	}
	if got := reviews(f); got != "1 approved, 2 -, 8 approved, 9 approved, 9 approved, 10 approved" {
		t.Errorf("reviews: %s", got)
	}
}

// What a file says of a standing measure holds as it does in the form.
func TestAFileOfStandingMeasures(t *testing.T) {
	f, room, lead := standing(t)
	f.Exec(`INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position) VALUES
		    (1, 'PRO7', 'process', 'all_units', '{highly_specialised}', 'gestation', 'sourced', 12);
		INSERT INTO indicator_version (indicator_id, valid_from, name, direction, decimals, reporting_months) VALUES (12, '2020-01-01', 'Nedre gräns', 'none', 0, 3);
		INSERT INTO selected_indicator (group_id, year, indicator_id, position) VALUES (1, 2026, 12, 8)`)
	rows := []fileRow{
		{"group": "prov", "unit": "ALA", "indicator": "PRO5", "period": "2026K2", "text": "Från vecka 22"},
		{"group": "prov", "unit": "ALA", "indicator": "PRO6", "period": "2026K2", "text": "ja"},
		{"group": "prov", "unit": "ALA", "indicator": "PRO7", "period": "2026K2", "text": "v 27 +3"},
	}
	seen := take(t, room, lead, rows, alaK2)
	if counts(seen) != "2 0 1 0" { // what follows need not be entered
		t.Fatalf("%s: %s", counts(seen), wrongs(t, room, lead, seen.ID))
	}
	decide(t, room, lead, seen)
	if got := f.Text(`SELECT string_agg(concat(indicator_id, ' ', text_value, yes_value, ' ', valid_from), ', ' ORDER BY indicator_id)
		FROM figure WHERE period_start = '2026-04-01'`); got != "11 t 2026-04-01, 12 27+3 " {
		t.Errorf("stored %s", got)
	}
}
