package collect

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// A quarter with a measure of each kind: a goal's proportion and rate, and
// process measures that are a count, a score, words and a yes or no.
const collected = `
INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma barn', 'Barn ska inte frysa');
INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position) VALUES
    (1, 'PRO5', 'process', 'all_units', '{highly_specialised,general}', 'text', 'sourced', 8);
INSERT INTO indicator_version (indicator_id, valid_from, name, numerator_text, direction, reporting_months) VALUES
    (8, '2020-01-01', 'Avgränsningar', 'Vad enheten inte vårdar', 'none', 3);
UPDATE indicator_version SET reporting_months = 3 WHERE indicator_id IN (4, 5, 6);
INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id, position) VALUES
    (1, 2026, 1, 1, 1), (1, 2026, 2, 1, 2), (1, 2026, 4, NULL, 3), (1, 2026, 5, NULL, 4), (1, 2026, 6, NULL, 5), (1, 2026, 8, NULL, 6);
INSERT INTO submission (group_id, unit_id, period_start, period_months, state, approved_at) VALUES (1, 1, '2025-10-01', 3, 'approved', now());
INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at, review, reviewed_at) VALUES
    (1, 1, 1, 'proportion', '2025-10-01', 3, 'reported', 15, 20, now(), 'approved', now());
UPDATE indicator SET carries_over = true WHERE kind IN ('text', 'yes_no')`

func open(t *testing.T) *testgroup.Fixture {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(collected)
	return f
}

// as is a browser on the room's pages.
func as(t *testing.T, f *testgroup.Fixture, person org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(collect.New(f.DB, testgroup.Clock))
	return pagetest.New(t, f.Visitor(person), []pagetest.Route{
		{Pattern: "GET /inrapportering", Handler: h.ShowOverview},
		{Pattern: "GET /inrapportering/siffror.csv", Handler: h.ExportYearsCSV},
		{Pattern: "GET /inrapportering/siffror.xlsx", Handler: h.ExportYearsXLSX},
		{Pattern: "GET /inrapportering/oversikt", Handler: h.ShowBoard},
		{Pattern: "GET /inrapportering/oversikt/laget.csv", Handler: h.ExportBoardCSV},
		{Pattern: "GET /inrapportering/oversikt/laget.xlsx", Handler: h.ExportBoardXLSX},
		{Pattern: "POST /inrapportering/oversikt/faststall", Handler: h.FinaliseYear},
		{Pattern: "GET /inrapportering/granska/{unit}/{period}", Handler: h.ShowReview},
		{Pattern: "POST /inrapportering/granska/{unit}/{period}/godkann", Handler: h.ApproveEntry},
		{Pattern: "POST /inrapportering/granska/{unit}/{period}/aterlamna", Handler: h.ReturnEntry},
		{Pattern: "POST /inrapportering/granska/{unit}/{period}/oppna", Handler: h.ReopenEntry},
		{Pattern: "GET /inrapportering/{unit}/{period}", Handler: h.ShowEntry},
		{Pattern: "POST /inrapportering/{unit}/{period}", Handler: h.SaveEntry},
		{Pattern: "POST /inrapportering/granska/{unit}/{period}/uppgift/godkann", Handler: h.ApproveFigure},
		{Pattern: "POST /inrapportering/granska/{unit}/{period}/uppgift/aterlamna", Handler: h.ReturnFigure},
		{Pattern: "POST /inrapportering/{unit}/{period}/rad", Handler: h.SaveRow},
		{Pattern: "GET /inrapportering/{unit}/{period}/historik/{code}", Handler: h.ShowHistory},
		{Pattern: "GET /inrapportering/{unit}/{period}/lamna-in", Handler: h.ShowSubmit},
		{Pattern: "POST /inrapportering/{unit}/{period}/lamna-in", Handler: h.SubmitEntry},
		{Pattern: "GET /inrapportering/fil", Handler: h.EditUpload},
		{Pattern: "POST /inrapportering/fil", Handler: h.CreateUpload},
		{Pattern: "GET /inrapportering/fil/{file}", Handler: h.ShowUpload},
		{Pattern: "POST /inrapportering/fil/{file}", Handler: h.ApplyUpload},
		{Pattern: "POST /inrapportering/fil/{file}/avbryt", Handler: h.CancelUpload},
		{Pattern: "POST /inrapportering/fil/{file}/igen", Handler: h.RereadUpload},
		{Pattern: "GET /inrapportering/fil/{file}/att-ratta.xlsx", Handler: h.ShowWrongRows},
		{Pattern: "GET /inrapportering/mall.xlsx", Handler: h.ShowUnitsWorkbook},
		{Pattern: "GET /inrapportering/{unit}/{period}/fil", Handler: h.EditUpload},
		{Pattern: "POST /inrapportering/{unit}/{period}/fil", Handler: h.CreateUpload},
		{Pattern: "GET /inrapportering/{unit}/{period}/mall.xlsx", Handler: h.ShowWorkbook},
		{Pattern: "GET /inrapportering/{unit}/{period}/siffror.csv", Handler: h.ExportCSV},
		{Pattern: "GET /inrapportering/{unit}/{period}/siffror.xlsx", Handler: h.ExportXLSX},
	})
}

const (
	alaForm   = "/inrapportering/ALA/2026K1"
	alaReview = "/inrapportering/granska/ALA/2026K1"
)

// field names a part of a row of Ala's first quarter.
func field(indicator, part string) string { return "figure." + indicator + ".0.2026K1." + part }

// fill types a whole quarter.
func fill(form url.Values) url.Values {
	for name, value := range map[string]string{
		field("1", "numerator"): "12", field("1", "denominator"): "20",
		field("2", "numerator"): "1", field("2", "denominator"): "1\u00a0480,5",
		field("4", "mean"): "4,25", field("4", "denominator"): "16", field("4", "sd"): "0.5",
		field("5", "numerator"): "0",
		field("6", "yes"):       "nej", field("6", "text"): "Startar i höst", field("6", "valid_from"): "2026-01-01",
		field("8", "text"): "Från vecka 22", field("8", "valid_from"): "2026-01-01",
	} {
		form.Set(name, value)
	}
	return form
}

// submitted is Ala's first quarter handed in through the pages.
func submitted(t *testing.T) *testgroup.Fixture {
	t.Helper()
	f := open(t)
	lead := as(t, f, testgroup.MedicalLead)
	lead.Post(alaForm, fill(lead.Get(alaForm).Form(alaForm))).Want(http.StatusSeeOther)
	lead.Post(alaForm+"/lamna-in", nil).Want(http.StatusSeeOther)
	return f
}

func wants(t *testing.T, what, got, part string) {
	t.Helper()
	if !strings.Contains(got, part) {
		t.Errorf("%s says %q, not %q", what, got, part)
	}
}

// said is the text within the selector as it is read: a space between elements,
// and single spaces.
func said(a pagetest.Answer, selector string) string {
	var words []string
	for _, node := range a.Find(selector).Nodes {
		for d := range node.Descendants() {
			if d.Type == html.TextNode {
				words = append(words, strings.Fields(d.Data)...)
			}
		}
	}
	return strings.Join(words, " ")
}
