package improve

import (
	"net/url"
	"testing"

	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// as is a browser on the room's pages, signed in as the person.
func as(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(improve.New(f.DB, testgroup.Clock), chart.NewRenderer(chart.Config{Engines: 1}))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /forbattring", Handler: h.ShowActions},
		{Pattern: "GET /forbattring/samtal", Handler: h.ShowTalks},
		{Pattern: "GET /forbattring/samtal/inlagg/{post}", Handler: h.EditPost},
		{Pattern: "POST /forbattring/samtal/inlagg/{post}", Handler: h.SavePost},
		{Pattern: "POST /forbattring/samtal/inlagg/{post}/ta-bort", Handler: h.RemovePost},
		{Pattern: "GET /forbattring/samtal/{kind}/{id}", Handler: h.ShowTalk},
		{Pattern: "POST /forbattring/samtal/{kind}/{id}", Handler: h.CreatePost},
		{Pattern: "GET /forbattring/stod", Handler: h.ShowSupports},
		{Pattern: "GET /forbattring/stod/nytt", Handler: h.EditNewSupport},
		{Pattern: "POST /forbattring/stod/nytt", Handler: h.CreateSupport},
		{Pattern: "GET /forbattring/stod/{request}", Handler: h.ShowSupport},
		{Pattern: "POST /forbattring/stod/{request}/ta", Handler: h.TakeSupport},
		{Pattern: "POST /forbattring/stod/{request}/svara", Handler: h.AnswerSupport},
		{Pattern: "POST /forbattring/stod/{request}/avsluta", Handler: h.EndSupport},
		{Pattern: "GET /forbattring/handlingsplan", Handler: h.ShowPlan},
		{Pattern: "GET /forbattring/handlingsplan.csv", Handler: h.ExportPlan},
		{Pattern: "GET /forbattring/atgarder/ny", Handler: h.EditNewAction},
		{Pattern: "POST /forbattring/atgarder/ny", Handler: h.CreateAction},
		{Pattern: "GET /forbattring/atgarder/{action}", Handler: h.ShowAction},
		{Pattern: "GET /forbattring/atgarder/{action}/diagram.svg", Handler: h.ShowActionChart},
		{Pattern: "GET /forbattring/atgarder/{action}/andra", Handler: h.EditAction},
		{Pattern: "POST /forbattring/atgarder/{action}/andra", Handler: h.SaveAction},
		{Pattern: "POST /forbattring/atgarder/{action}/lage", Handler: h.StepAction},
		{Pattern: "GET /forbattring/atgarder/{action}/pdsa/ny", Handler: h.EditCycle},
		{Pattern: "POST /forbattring/atgarder/{action}/pdsa/ny", Handler: h.SaveCycle},
		{Pattern: "GET /forbattring/atgarder/{action}/pdsa/{cycle}", Handler: h.EditCycle},
		{Pattern: "POST /forbattring/atgarder/{action}/pdsa/{cycle}", Handler: h.SaveCycle},
		{Pattern: "GET /forbattring/gap", Handler: h.ShowGaps},
		{Pattern: "GET /forbattring/gap/{goal}/{unit}", Handler: h.ShowGap},
		{Pattern: "POST /forbattring/gap/{goal}/{unit}", Handler: h.SaveGap},
		{Pattern: "GET /forbattring/behov", Handler: h.ShowNeeds},
		{Pattern: "GET /forbattring/behov/nytt", Handler: h.EditNewNeed},
		{Pattern: "POST /forbattring/behov/nytt", Handler: h.CreateNeed},
		{Pattern: "GET /forbattring/behov/{need}", Handler: h.EditNeed},
		{Pattern: "POST /forbattring/behov/{need}", Handler: h.SaveNeed},
	})
}

// measured has the group a goal with the temperature, and two years of Ala's figures of
// it: 50 of 100 children in the first and 80 in the second.
const measured = `INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma barn', 'Barnen mår bättre.');
	INSERT INTO goal_promise (goal_id, promise_id) VALUES (1, 2);
	INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id, position) VALUES (1, 2026, 1, 1, 1), (1, 2025, 1, NULL, 1), (1, 2024, 1, NULL, 1);
	INSERT INTO target (indicator_id, year, kind, threshold) VALUES (1, 2026, 'value', 90);
	INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
	SELECT 1, 1, date '2024-01-01' + make_interval(months => 3 * n), 3, 'submitted', now() FROM generate_series(0, 8) n;
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
	SELECT s.id, 1, 1, 'proportion', s.period_start, 3, 'reported', CASE WHEN s.period_start < '2025-01-01' THEN 50 ELSE 80 END, 100, now() FROM submission s`

// filled fills in what a new action needs.
func filled(form url.Values) url.Values {
	form.Set("area", "Varma barn hela vägen")
	form.Set("kind", "training")
	return form
}
