package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TestThread: everything that is tied to a goal, and nothing that is not.
func TestThread(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoGoals()
	w.exec(`INSERT INTO mandate (group_id, number, title, body, given_by, adopted_at) VALUES
		($1, 1, 'Det första', 'Text', 'Cheferna', now()), ($1, 2, 'Det andra', 'Text', 'Cheferna', now()), ($1, 3, 'Ett utkast', 'Text', 'Cheferna', NULL)`, w.full)
	w.exec(`INSERT INTO mandate_acknowledgement (mandate_id, group_id, unit_id, person_id, name, acknowledged_at)
		SELECT m.id, $1, $2, $3, 'Anna', now() FROM mandate m WHERE m.number = 2`, w.full, w.ala, w.anna)
	w.exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES ($1, 'joint', 'Höstmötet', now(), now() + interval '1 hour')`, w.full)
	w.exec(`INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, scope, state, proposed_by, proposed_at, changed_at, decided_on, meeting_id, goal_id)
		VALUES ($1, 2026, 'medical', 'Förslag', 'Värde', 'all_units', 'chosen', $2, now(), now(), '2025-10-15', 1, $3)`, w.full, w.anna, full.ID)
	w.exec(`INSERT INTO goal_stand (proposal_id, group_id, unit_id, stand, remark, person_id, taken_at) VALUES (1, $1, $2, 'supports', '', $4, now()), (1, $1, $3, 'against', 'Nej', $4, now())`,
		w.full, w.ala, w.bo, w.anna)
	w.exec(`INSERT INTO goal (group_id, year, category, title, value_for_children, previous_goal_id, raised) VALUES ($1, 2027, 'medical', 'Högre', 'Värde', $2, true)`, w.full, full.ID)
	w.exec(`INSERT INTO post (group_id, goal_id, author_id, body, written_at) VALUES ($1, $2, $3, 'Hej', now())`, w.full, full.ID, w.anna)
	w.exec(`INSERT INTO gap_sheet (group_id, goal_id, unit_id, written_at) VALUES ($1, $2, $3, now())`, w.full, full.ID, w.bo)
	w.exec(`INSERT INTO action (group_id, unit_id, area, kind, state, due_on, began_on, goal_id, indicator_id, result, written_at) VALUES
		($1, $2, 'För målet', 'routine', 'ongoing', '2026-06-30', '2026-02-02', $3, $4, 'Det går', now()),
		($1, NULL, 'Om måttet', 'routine', 'planned', '2026-12-31', NULL, NULL, $4, '', '2026-03-01'),
		($1, NULL, 'Ett annat år', 'routine', 'planned', '2026-12-31', NULL, NULL, $4, '', '2024-03-01')`, w.full, w.ala, full.ID, w.divided.ID)
	w.exec(`INSERT INTO example (group_id, unit_id, title, state, published_at, written_at, goal_id) VALUES
		($1, $2, 'Exempel', 'published', now(), now(), $3), ($1, $2, 'Utkast', 'draft', NULL, now(), $3)`, w.full, w.ala, full.ID)
	w.exec(`INSERT INTO example_adoption (example_id, group_id, unit_id, state, since, person_id, noted_at) VALUES (1, $1, $2, 'introduced', '2026-04-01', $3, now())`, w.full, w.bo, w.anna)
	w.exec(`INSERT INTO report (group_id, year, begun_at) VALUES ($1, 2026, now())`, w.full)
	w.exec(`INSERT INTO report_section (group_id, year, content, heading) VALUES ($1, 2026, $2, 'Området'), ($1, 2026, 'overview', 'Så går det')`, w.full, string(full.Category))
	// A team with a goal for it, one that follows its measure, and one of other years; an introduction
	// that goes on, and one that had ended.
	w.exec(`INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, settled_on, end_note, written_at) VALUES
		($1, 'Eget mål', 'Syfte', '2024-01-01', '2025-06-30', 'handed_over', '2025-06-30', 'Klart', now()),
		($1, 'Samma mått', 'Syfte', '2025-09-01', '2027-08-31', 'running', NULL, '', now()),
		($1, 'Andra år', 'Syfte', '2027-01-01', '2028-12-31', 'planned', NULL, '', now())`, w.full)
	w.exec(`INSERT INTO team_goal (team_id, group_id, title, goal_id) VALUES (1, $1, 'Minst 75 %', $2), (1, $1, 'Annat', NULL)`, w.full, full.ID)
	w.exec(`INSERT INTO team_measure (team_id, group_id, indicator_id, name, numerator_text, denominator_text, rhythm, direction, starts_on)
		SELECT t, $1, $2, 'Mått', 'T', 'N', 'month', 'higher', '2025-09-01' FROM generate_series(2, 3) t`, w.full, w.divided.ID)
	w.exec(`INSERT INTO pathway_introduction (group_id, title, starts_on, state, ended_on, end_note, written_at) VALUES
		($1, 'Pågår', '2025-11-03', 'running', NULL, '', now()), ($1, 'Slut', '2024-01-08', 'finished', '2025-03-01', 'Klart', now())`, w.full)
	w.exec(`INSERT INTO pathway_measure (pathway_id, group_id, indicator_id, position) SELECT p, $1, $2, 1 FROM generate_series(1, 2) p`, w.full, w.divided.ID)
	thread := func(g quality.Goal) postgres.Thread {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Thread, error) { return tx.Thread(ctx, g) })
	}
	mandate := []postgres.ThreadMandate{{Number: 2, Title: "Det andra", GivenBy: "Cheferna", Acknowledged: 1}}
	same(t, "with everything", thread(full), postgres.Thread{
		Mandates:  mandate,
		Proposals: []postgres.ThreadProposal{{ID: 1, By: "Anna", DecidedOn: ptr(date(2025, time.October, 15)), Meeting: "Höstmötet", MeetingID: 1, Supports: 1, Against: 1}},
		Actions: []postgres.ThreadAction{
			{ID: 1, Area: "För målet", UnitID: w.ala, State: improvement.ActionOngoing, DueOn: date(2026, time.June, 30), BeganOn: ptr(date(2026, time.February, 2)), Result: "Det går", IndicatorID: w.divided.ID},
			{ID: 2, Area: "Om måttet", State: improvement.ActionPlanned, DueOn: date(2026, time.December, 31), IndicatorID: w.divided.ID}},
		Examples: []postgres.ThreadExample{{ID: 1, Title: "Exempel", UnitID: w.ala, Introduced: 1}},
		Gaps:     []org.UnitID{w.bo},
		Sections: []postgres.ThreadSection{{SectionID: 1, Heading: "Området"}},
		Next:     []postgres.ThreadGoal{{ID: bare.ID + 1, Year: 2027, Title: "Högre", Raised: true}},
		Posts:    1,
		Teams: []postgres.ThreadProgramme{
			{ID: 1, Title: "Eget mål", State: "handed_over", From: date(2024, time.January, 1), To: ptr(date(2025, time.June, 30)), Goals: []string{"Minst 75 %"}},
			{ID: 2, Title: "Samma mått", State: "running", From: date(2025, time.September, 1), To: ptr(date(2027, time.August, 31)), Goals: []string{}, Measure: true}},
		Pathways: []postgres.ThreadProgramme{{ID: 1, Title: "Pågår", State: "running", From: date(2025, time.November, 3), Goals: []string{}, Measure: true}}})
	if got := thread(bare); len(got.Mandates) != len(mandate) || len(got.Proposals)+len(got.Actions)+len(got.Examples)+len(got.Gaps)+len(got.Next)+len(got.Teams)+len(got.Pathways)+got.Posts > 0 {
		t.Errorf("with little: %+v", got)
	}
}
