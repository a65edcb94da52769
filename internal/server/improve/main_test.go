package improve

import (
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
	})
}
