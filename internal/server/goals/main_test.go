package goals

import (
	"net/url"
	"testing"

	"samsyn/internal/app/goals"
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
	h := New(goals.New(f.DB, testgroup.Clock)).WithCharts(chart.NewRenderer(chart.Config{Engines: 1}))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /mal", Handler: h.ShowGoals},
		{Pattern: "GET /mal/uppdelningar", Handler: h.ShowDivisions},
		{Pattern: "GET /mal/uppdelningar/ny", Handler: h.EditNewDivision},
		{Pattern: "POST /mal/uppdelningar/ny", Handler: h.CreateDivision},
		{Pattern: "GET /mal/uppdelningar/{division}", Handler: h.EditDivision},
		{Pattern: "POST /mal/uppdelningar/{division}", Handler: h.SaveDivision},
		{Pattern: "POST /mal/uppdelningar/{division}/ta-bort", Handler: h.DeleteDivision},
		{Pattern: "GET /mal/matt/{code}/uppdelning", Handler: h.EditMeasureDivision},
		{Pattern: "POST /mal/matt/{code}/uppdelning", Handler: h.SaveMeasureDivision},
		{Pattern: "GET /mal/nytt", Handler: h.EditNewGoal},
		{Pattern: "POST /mal/nytt", Handler: h.CreateGoal},
		{Pattern: "POST /mal/kopiera", Handler: h.CopyYear},
		{Pattern: "POST /mal/las", Handler: h.LockYear},
		{Pattern: "POST /mal/oppna", Handler: h.OpenYear},
		{Pattern: "GET /mal/forslag", Handler: h.ShowProposals},
		{Pattern: "GET /mal/forslag/nytt", Handler: h.EditNewProposal},
		{Pattern: "POST /mal/forslag/nytt", Handler: h.CreateProposal},
		{Pattern: "GET /mal/forslag/{proposal}", Handler: h.ShowProposal},
		{Pattern: "GET /mal/forslag/{proposal}/andra", Handler: h.EditProposal},
		{Pattern: "POST /mal/forslag/{proposal}/andra", Handler: h.SaveProposal},
		{Pattern: "POST /mal/forslag/{proposal}/dra-tillbaka", Handler: h.WithdrawProposal},
		{Pattern: "POST /mal/forslag/{proposal}/stallning", Handler: h.TakeStand},
		{Pattern: "POST /mal/forslag/{proposal}/beslut", Handler: h.DecideProposal},
		{Pattern: "POST /mal/{goal}/avsluta", Handler: h.RetireGoal},
		{Pattern: "POST /mal/{goal}/ga-vidare", Handler: h.RestoreGoal},
		{Pattern: "GET /mal/langsiktiga", Handler: h.ShowLongTermGoals},
		{Pattern: "GET /mal/langsiktiga/nytt", Handler: h.EditNewLongTermGoal},
		{Pattern: "POST /mal/langsiktiga/nytt", Handler: h.CreateLongTermGoal},
		{Pattern: "GET /mal/langsiktiga/{goal}", Handler: h.ShowLongTermGoal},
		{Pattern: "GET /mal/langsiktiga/{goal}/andra", Handler: h.EditLongTermGoal},
		{Pattern: "POST /mal/langsiktiga/{goal}/andra", Handler: h.SaveLongTermGoal},
		{Pattern: "GET /mal/langsiktiga/{goal}/diagram/{name}", Handler: h.ShowWayChart},
		{Pattern: "GET /mal/langsiktiga/{goal}/delmal/nytt", Handler: h.EditNewMilestone},
		{Pattern: "POST /mal/langsiktiga/{goal}/delmal/nytt", Handler: h.CreateMilestone},
		{Pattern: "GET /mal/langsiktiga/{goal}/delmal/{milestone}", Handler: h.EditMilestone},
		{Pattern: "POST /mal/langsiktiga/{goal}/delmal/{milestone}", Handler: h.SaveMilestone},
		{Pattern: "POST /mal/langsiktiga/{goal}/delmal/{milestone}/ta-bort", Handler: h.DeleteMilestone},
		{Pattern: "GET /mal/enheter", Handler: h.ShowLocalGoals},
		{Pattern: "GET /mal/enheter/{unit}", Handler: h.ShowUnitGoals},
		{Pattern: "GET /mal/enheter/{unit}/nytt", Handler: h.EditNewLocalGoal},
		{Pattern: "POST /mal/enheter/{unit}/nytt", Handler: h.CreateLocalGoal},
		{Pattern: "GET /mal/enheter/{unit}/{local}", Handler: h.EditLocalGoal},
		{Pattern: "POST /mal/enheter/{unit}/{local}", Handler: h.SaveLocalGoal},
		{Pattern: "POST /mal/enheter/{unit}/{local}/ta-bort", Handler: h.DeleteLocalGoal},
		{Pattern: "GET /mal/overordnade", Handler: h.ShowLevels},
		{Pattern: "GET /mal/overordnade/nytt", Handler: h.EditNewHigherGoal},
		{Pattern: "POST /mal/overordnade/nytt", Handler: h.CreateHigherGoal},
		{Pattern: "GET /mal/overordnade/{higher}", Handler: h.EditHigherGoal},
		{Pattern: "POST /mal/overordnade/{higher}", Handler: h.SaveHigherGoal},
		{Pattern: "POST /mal/overordnade/{higher}/ta-bort", Handler: h.DeleteHigherGoal},
		{Pattern: "GET /mal/loften", Handler: h.ShowPromises},
		{Pattern: "POST /mal/loften", Handler: h.ChoosePromises},
		{Pattern: "GET /mal/loften/valj", Handler: h.EditPromiseChoice},
		{Pattern: "GET /mal/processmatt", Handler: h.EditProcessMeasures},
		{Pattern: "POST /mal/processmatt", Handler: h.SaveProcessMeasures},
		{Pattern: "GET /mal/matt", Handler: h.ShowIndicators},
		{Pattern: "GET /mal/nytt-matt", Handler: h.EditNewIndicator},
		{Pattern: "POST /mal/nytt-matt", Handler: h.CreateIndicator},
		{Pattern: "GET /mal/matt/{code}", Handler: h.ShowIndicator},
		{Pattern: "GET /mal/matt/{code}/ratta", Handler: h.EditIndicator},
		{Pattern: "POST /mal/matt/{code}/ratta", Handler: h.SaveIndicator},
		{Pattern: "GET /mal/matt/{code}/ny-definition", Handler: h.EditNewVersion},
		{Pattern: "POST /mal/matt/{code}/ny-definition", Handler: h.CreateVersion},
		{Pattern: "GET /mal/{goal}", Handler: h.ShowGoal},
		{Pattern: "GET /mal/{goal}/andra", Handler: h.EditGoal},
		{Pattern: "POST /mal/{goal}/andra", Handler: h.SaveGoal},
		{Pattern: "POST /mal/{goal}/ta-bort", Handler: h.DeleteGoal},
		{Pattern: "GET /mal/{goal}/malvarden", Handler: h.EditTargets},
		{Pattern: "POST /mal/{goal}/malvarden", Handler: h.SaveTargets},
		{Pattern: "GET /mal/{goal}/overordnade", Handler: h.EditServing},
		{Pattern: "POST /mal/{goal}/overordnade", Handler: h.SaveServing},
	})
}

// warm fills in the form for a goal.
func warm(form url.Values) url.Values {
	form.Set("title", "Varma barn")
	form.Set("category", "medical")
	form.Set("value_for_children", "Barnen mår bättre av att hållas varma.")
	form["promises"] = []string{"2"}
	form["indicators"] = []string{"1", "2"}
	return form
}

// handIn stores a figure for the measure, as if by hand.
func handIn(f *testgroup.Fixture, indicator string) {
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 1, '2026-01-01', 3)
		ON CONFLICT DO NOTHING;
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, entered_at)
	SELECT s.id, 1, i.id, i.kind, '2026-01-01', 3, 'not_applicable', now()
	FROM submission s, indicator i WHERE i.code = '` + indicator + `'`)
}
