package group

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/app/group"
	"samsyn/internal/document"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func as(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	press := document.Find()
	if err := press.Missing(document.PDF); err != nil {
		t.Fatal(err)
	}
	h := New(group.New(f.DB, testgroup.Clock).WithBaseURL("https://samsyn.exempel.se")).WithPDF(press).WithMail(true)
	return pagetest.New(t, f.Visitor(id), routes(h))
}

// routes are the room's, as in routes.go.
func routes(h *Handlers) []pagetest.Route {
	return append(append(meetingRoutes(h), areaRoutes(h)...), []pagetest.Route{
		{Pattern: "GET /gruppen", Handler: h.ShowGroup},
		{Pattern: "GET /gruppen/logg", Handler: h.ShowLog},
		{Pattern: "GET /gruppen/logg.csv", Handler: h.ExportLog},
		{Pattern: "GET /gruppen/uppdrag", Handler: h.ShowMandate},
		{Pattern: "GET /gruppen/uppdrag/nytt", Handler: h.EditNewMandate},
		{Pattern: "POST /gruppen/uppdrag/nytt", Handler: h.CreateMandate},
		{Pattern: "GET /gruppen/uppdrag/{mandate}/andra", Handler: h.EditMandate},
		{Pattern: "POST /gruppen/uppdrag/{mandate}/andra", Handler: h.SaveMandate},
		{Pattern: "POST /gruppen/uppdrag/{mandate}/anta", Handler: h.AdoptMandate},
		{Pattern: "POST /gruppen/uppdrag/{mandate}/ta-bort", Handler: h.DeleteMandate},
		{Pattern: "POST /gruppen/uppdrag/{mandate}/bekrafta", Handler: h.AcknowledgeMandate},
		{Pattern: "GET /gruppen/arshjul", Handler: h.ShowWheel},
		{Pattern: "POST /gruppen/arshjul/borja", Handler: h.BeginYear},
		{Pattern: "GET /gruppen/arshjul/ny", Handler: h.EditNewTask},
		{Pattern: "POST /gruppen/arshjul/ny", Handler: h.CreateTask},
		{Pattern: "GET /gruppen/arshjul/ansvar", Handler: h.ShowMatrix},
		{Pattern: "GET /gruppen/arshjul/{task}", Handler: h.ShowTask},
		{Pattern: "GET /gruppen/arshjul/{task}/andra", Handler: h.EditTask},
		{Pattern: "POST /gruppen/arshjul/{task}/andra", Handler: h.SaveTask},
		{Pattern: "POST /gruppen/arshjul/{task}/klar", Handler: h.SettleTask},
		{Pattern: "GET /gruppen/laget", Handler: h.ShowHealth},
		{Pattern: "GET /gruppen/behorigheter", Handler: h.ShowPermissions},
		{Pattern: "POST /gruppen/installningar/medlemmar", Handler: h.SaveMemberLimits},
		{Pattern: "GET /gruppen/ersattare", Handler: h.ShowDeputies},
		{Pattern: "POST /gruppen/ersattare", Handler: h.AppointDeputy},
		{Pattern: "POST /gruppen/ersattare/{membership}", Handler: h.SaveDeputy},
		{Pattern: "GET /gruppen/installningar", Handler: h.ShowSettings},
		{Pattern: "POST /gruppen/installningar", Handler: h.SaveDays},
		{Pattern: "POST /gruppen/installningar/sma-tal", Handler: h.SaveSmallNumbers},
		{Pattern: "POST /gruppen/installningar/antal-mal", Handler: h.SaveGoalCeiling},
		{Pattern: "POST /gruppen/installningar/enkat", Handler: h.SaveSurvey},
		{Pattern: "POST /gruppen/installningar/orsaker", Handler: h.CreateReason},
		{Pattern: "POST /gruppen/installningar/orsaker/{reason}", Handler: h.SaveReason},
	}...)
}

func TestGroupPage(t *testing.T) {
	f := testgroup.New(t)
	shown := as(t, f, testgroup.Member).Get("/gruppen").Want(http.StatusOK)
	for selector, want := range map[string]string{
		"#datum li:nth-child(1)":         "Siffrorna för kvartal 2 2026 lämnas in senast 30 juli 2026.",
		"#datum li:nth-child(2)":         "Materialet till årsrapporten om 2026 lämnas senast 28 februari 2027.",
		"#datum p":                       "Materialet lämnas till Provområdet barn.",
		"#enhet-ala tbody tr":            "Lena LäkareMedicinskt ledningsansvarig läkareLäkarelead@exempel.se",
		"#enhet-ced > .quiet:last-child": "Ingen person är utsedd.",
		"#orsaker li":                    "Registret är inte ifyllt",
	} {
		if got := strings.ReplaceAll(shown.Text(selector), " ", ""); got != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %q, want %q", selector, shown.Text(selector), want)
		}
	}
	if got := shown.Text("#enhet-ala dl"); !strings.Contains(got, "Vårdar de tidigast födda.") || !strings.Contains(got, "Provkällan") {
		t.Errorf("what is known of the unit: %q", got)
	}
	if shown.Find(`main a[href="/gruppen/logg"]`).Length() != 0 {
		t.Error("a reader is led to the log")
	}
	if as(t, f, testgroup.Convener).Get("/gruppen").Find(`main a[href="/gruppen/logg"]`).Length() != 1 {
		t.Error("the convener is not led to the log")
	}
	as(t, f, testgroup.Administrator).Get("/gruppen").Want(http.StatusForbidden)
	as(t, f, testgroup.Observer).Get("/gruppen").Want(http.StatusForbidden) // reads what is published
}

func TestLogPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, unit_id, subject, before, after)
		VALUES ('2026-05-04 12:02Z', 1, 'Lena Läkare', 'figure.save', 1, 1, 'figure',
		        '{"indicator": "MED1", "period": "2026K1", "state": "reported", "numerator": 12, "denominator": 40, "comment": ""}',
		        '{"indicator": "MED1", "period": "2026K1", "state": "reported", "numerator": 13.5, "denominator": 40, "comment": "<b>mer</b>"}'),
		       ('2026-05-04 12:03Z', 3, 'Sara Samman', 'goals.save_goal', 1, NULL, 'goal', NULL,
		        '{"year": 2026, "title": "Varma barn", "category": "nursing", "promises": ["P1", "P2"], "comparable": true, "figures": [{}, {}]}')`)
	shown := as(t, f, testgroup.Convener).Get("/gruppen/logg").Want(http.StatusOK)
	if got := shown.Text("#logg tbody tr:nth-child(2)"); got !=
		"2026-05-04 14:02Lena Läkare Ändrade en siffra MED1, kvartal 1 2026 Täljare: 12 → 13,5Kommentar: <b>mer</b>Ala" {
		t.Errorf("a figure: %q", got)
	}
	if got := shown.Text("#logg tbody tr:nth-child(1)"); got !=
		"2026-05-04 14:03Sara Samman Ändrade ett mål Varma barn, 2026 Område: OmvårdnadPatientlöften: P1, P2Går att jämföra med tiden före: JaSiffror: 2Provgruppen" {
		t.Errorf("a goal: %q", got)
	}
	if got := shown.Text("#logg del") + "|" + shown.Text("#logg tbody tr:nth-child(2) ins"); got != "12|13,5<b>mer</b>" {
		t.Errorf("before and after: %q", got)
	}
	admin := as(t, f, testgroup.Administrator).Get("/gruppen/logg").Want(http.StatusOK)
	if strings.Contains(admin.Body, "13,5") || strings.Contains(admin.Body, "Varma barn") {
		t.Error("the administrator sees content")
	}
	b := as(t, f, testgroup.Convener)
	b.Get("/gruppen/logg?fore=x").Want(http.StatusNotFound)
	if got := b.Get("/gruppen/logg?fore=2").Want(http.StatusOK).Find("#logg tbody tr").Length(); got != 1 {
		t.Errorf("%d older rows", got)
	}
	as(t, f, testgroup.MedicalLead).Get("/gruppen/logg").Want(http.StatusForbidden)
}
