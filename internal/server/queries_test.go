package server

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/chart"
	"samsyn/internal/postgres"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// notAsked are the addresses that the count of queries leaves out, and why.
var notAsked = map[string]string{
	"/static/*":             "a file",
	"/kalender/{token}.ics": "needs a secret address",
	"/forsta-start":         "there are accounts already",
	"/logga-in":             "leads on when somebody is signed in",

	"/valkommen/{key}":              "needs a key",
	"/nytt-losenord/{key}":          "needs a key",
	"/logga-in/kod":                 "leads on when somebody is signed in",
	"/logga-in/nyckel":              "leads on when nothing has been asked",
	"/konto/losennycklar/ny":        "leads on when nothing has been asked",
	"/konto/tvasteg/ny":             "needs a code that is being set up",
	"/konto/tvasteg/ny/kod.png":     "needs a code that is being set up",
	"/logga-in/via/{provider}":      "leads to an identity provider",
	"/logga-in/via/{provider}/svar": "needs an identity provider's answer",
	"/logga-ut/hos/{provider}":      "leads to an identity provider",

	"/sitemap.xml":                                "needs the site's own address",
	"/konton/synpunkter":                          "is for others",
	"/konton/tillganglighet":                      "is for others",
	"/konton":                                     "is about the people, who are as many",
	"/konton/nytt":                                "is for others",
	"/konton/{person}":                            "is for others",
	"/konton/grupper":                             "is for others",
	"/konton/grupper/ny":                          "is for others",
	"/konton/grupper/{group}":                     "is for others",
	"/konton/grupper/{group}/sammanstallande":     "is for others",
	"/inrapportering/fil/{file}":                  "needs a file",
	"/inrapportering/fil/{file}/att-ratta.xlsx":   "needs a file",
	"/inrapportering/regler/{rule}":               "needs a rule",
	"/resultat/matt/{code}/anteckningar/{note}":   "needs a note",
	"/forbattring/samtal/inlagg/{post}":           "needs a post",
	"/forbattring/stod/{request}":                 "needs a request",
	"/gruppen/uppdrag/{mandate}/andra":            "needs a draft",
	"/gruppen/arshjul/{task}":                     "needs a task",
	"/gruppen/arshjul/{task}/andra":               "needs a task",
	"/mal/{goal}":                                 "needs a goal",
	"/mal/{goal}/andra":                           "needs a goal",
	"/mal/{goal}/malvarden":                       "needs a goal",
	"/mal/langsiktiga/{goal}":                     "needs a goal",
	"/arsrapport/{year}/filer/{file}":             "needs a file",
	"/mal/langsiktiga/{goal}/andra":               "needs a goal",
	"/mal/langsiktiga/{goal}/diagram/{name}":      "needs a goal",
	"/mal/langsiktiga/{goal}/delmal/nytt":         "needs a goal",
	"/mal/langsiktiga/{goal}/delmal/{milestone}":  "needs a goal",
	"/mal/enheter/{unit}/{local}":                 "needs a goal",
	"/mal/overordnade/{higher}":                   "needs a goal",
	"/mal/{goal}/trad":                            "needs a goal",
	"/mal/{goal}/overordnade":                     "needs a goal",
	"/mal/{goal}/inte-matbart":                    "needs a goal",
	"/mal/overordnade/{higher}/inte-matbart":      "needs a goal",
	"/mal/forslag/{proposal}":                     "needs a proposal",
	"/mal/forslag/{proposal}/andra":               "needs a proposal",
	"/forbattring/gap/{goal}/{unit}":              "needs a goal",
	"/forbattring/behov/{need}":                   "needs a need",
	"/forbattring/atgarder/{action}/diagram.svg":  "needs an effect",
	"/forbattring/atgarder/{action}/pdsa/{cycle}": "needs a cycle",

	"/forbattring/omgangar/nominering/{nomination}/utskrift.pdf": "needs the program that makes PDF",
	"/forbattring/omgangar/nominera":                             "leads to the round that is open",
	"/publicerat/{group}/dokument/{document}":                    "needs a document",
	"/publicerat/{group}/dokument/{document}/fil":                "needs a document",
	"/gruppen/dokument/{document}":                               "needs a document",
	"/gruppen/dokument/{document}/andra":                         "needs a document",
	"/gruppen/dokument/{document}/version/{number}/fil":          "needs a document",
	"/gruppen/lankar/{link}":                                     "needs a link",
	"/gruppen/mottagare/{recipient}":                             "needs a recipient",
	"/forbattring/datapaket/{package}":                           "needs a package",
	"/forbattring/datapaket/{package}/andra":                     "needs a package",
	"/forbattring/datapaket/{package}/ny-version":                "needs a package",
	"/forbattring/datapaket/{package}/{number}/dokument.json":    "needs a package",
	"/forbattring/datapaket/{package}/{number}/filer/{format}":   "needs a package",
	"/mal/uppdelningar/{division}":                               "needs a division",

	"/gruppen/moten/serier/{series}":               "needs a series",
	"/gruppen/moten/{meeting}":                     "needs a meeting",
	"/gruppen/moten/{meeting}/andra":               "needs a meeting",
	"/gruppen/moten/{meeting}/mote.ics":            "needs a meeting",
	"/gruppen/moten/{meeting}/dagordning":          "needs a meeting",
	"/gruppen/moten/{meeting}/dagordning/{item}":   "needs a meeting",
	"/gruppen/moten/{meeting}/deltagare":           "needs a meeting",
	"/gruppen/moten/{meeting}/protokoll":           "needs a meeting",
	"/gruppen/moten/{meeting}/protokoll.pdf":       "needs a meeting",
	"/gruppen/moten/{meeting}/protokoll/skriv":     "needs a meeting",
	"/gruppen/moten/{meeting}/protokoll/publicera": "needs a meeting",
	"/gruppen/beslut/{decision}":                   "needs a decision",
	"/gruppen/fragor/{matter}":                     "needs a question",

	"/gruppen/programomradet/till-kunskapsradet.pdf":              "needs the program that makes PDF",
	"/gruppen/programomradet/ordforande/{term}":                   "needs a term",
	"/gruppen/remisser/{consultation}":                            "needs a consultation",
	"/gruppen/remisser/{consultation}/andra":                      "needs a consultation",
	"/gruppen/remisser/{consultation}/svar":                       "needs a consultation",
	"/gruppen/remisser/{consultation}/fil/{consultationfile}":     "needs a consultation",
	"/gruppen/remisser/{consultation}/svar.pdf":                   "needs a consultation",
	"/gruppen/remisser/{consultation}/arkiv.md":                   "needs a consultation",
	"/gruppen/nomineringar/{personnomination}":                    "needs a nomination",
	"/gruppen/nomineringar/{personnomination}/andra":              "needs a nomination",
	"/gruppen/nomineringar/{personnomination}/personer/ny":        "needs a nomination",
	"/gruppen/nomineringar/{personnomination}/personer/{nominee}": "needs a nomination",
	"/gruppen/jav/{nominee}":                                      "needs a nomination",
	"/gruppen/arbetsgrupper/{workgroup}":                          "needs a working group",
	"/gruppen/arbetsgrupper/{workgroup}/andra":                    "needs a working group",
	"/gruppen/omvarld/{outlook}":                                  "needs a note",
	"/gruppen/omvarld/{outlook}/andra":                            "needs a note",
}

// openedAll opens all that the groups have, and lets the coordinator speak for patients too.
const openedAll = `
	INSERT INTO group_opening (group_id, audience, kind, opened_at)
	SELECT g.id, o.audience, o.kind, now() FROM programme_group g, (VALUES ('everybody', 'goals'), ('everybody', 'results'), ('everybody', 'examples'),
		('everybody', 'actions'), ('everybody', 'documents'), ('patients', 'proposals'), ('patients', 'draft')) o (audience, kind) WHERE g.code LIKE 'exempel-%';
	INSERT INTO example_opening (example_id, consented_version, consented_at, opened_at)
	SELECT e.id, e.version, now(), now() FROM example e JOIN programme_group g ON g.id = e.group_id WHERE g.code LIKE 'exempel-%' AND e.state = 'published';
	INSERT INTO membership (person_id, group_id, role, valid_from)
	SELECT p.id, g.id, 'patient_representative', '2020-01-01' FROM person p, programme_group g WHERE p.email = 'sammanstallande@exempel.se' AND g.code LIKE 'exempel-%';
	UPDATE submission s SET state = 'final', finalised_at = now() FROM programme_group g WHERE g.id = s.group_id AND g.code LIKE 'exempel-%' AND s.state IN ('approved', 'submitted')`

// TestQueriesDoNotGrow: a page asks the database as many times for forty units as for
// four.
func TestQueriesDoNotGrow(t *testing.T) {
	now := time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)
	d, recorder := testdb.New(t), &testdb.Recorder{}
	db, err := postgres.OpenTraced(t.Context(), d.AppURL, recorder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if err := setup.Default(t.Context(), db, now); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, now, password); err != nil {
		t.Fatal(err)
	}
	for _, units := range []int{4, 40} {
		if err := setup.Fill(t.Context(), db, now, setup.Filling{Groups: 1, Units: units, Years: 2}, func(setup.Filled) {}); err != nil {
			t.Fatal(err)
		}
	}
	owner, err := pgx.Connect(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(t.Context())
	if _, err := owner.Exec(t.Context(), `
		INSERT INTO membership (person_id, group_id, role, valid_from)
		SELECT p.id, g.id, 'convener', '2020-01-01' FROM person p, programme_group g WHERE p.email = 'sammanstallande@exempel.se' AND g.code LIKE 'exempel-%';
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from)
		SELECT p.id, g.id, u.id, 'medical_lead', '2020-01-01' FROM person p, programme_group g, unit u
		WHERE p.email = 'sammanstallande@exempel.se' AND g.code LIKE 'exempel-%' AND u.code = g.code || '-1';
		INSERT INTO action (group_id, unit_id, area, kind, state, owner_id, due_on, began_on, indicator_id, origin, written_at)
		SELECT g.id, gu.unit_id, 'Åtgärd', 'routine', 'ongoing', p.id, '2026-02-20', '2025-04-01', i.id, 'own', now()
		FROM person p, programme_group g JOIN group_unit gu ON gu.group_id = g.id JOIN indicator i ON i.group_id = g.id AND i.code = 'MED03'
		WHERE p.email = 'sammanstallande@exempel.se' AND g.code LIKE 'exempel-%' ORDER BY g.id, gu.position;
		INSERT INTO need (group_id, unit_id, year, kind, text, action_id, written_at)
		SELECT a.group_id, a.unit_id, 2025, 'training', 'Behov', a.id, now() FROM action a WHERE a.area = 'Åtgärd'`+teamOfAllUnits); err != nil {
		t.Fatal(err)
	}
	addMeasuredExamples(t, owner)
	if _, err := owner.Exec(t.Context(), openedAll); err != nil {
		t.Fatal(err)
	}
	addMeasuredReports(t, owner)
	addNominationRounds(t, owner)
	addMethods(t, owner)
	handler := New(Config{DB: db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return now },
		Charts: chart.NewRenderer(chart.Config{Engines: 1})})
	site := httptest.NewServer(handler)
	t.Cleanup(site.Close)
	p := visit(t, site)
	p.signIn("sammanstallande@exempel.se", password, "")

	key := regexp.MustCompile(`samsyn_[a-z2-7]{52}`).FindString(p.post("/konto/nycklar", url.Values{"name": {"R"}}).body)

	counts := map[string]map[string]int{}
	for _, size := range []string{"4", "40"} {
		code := "exempel-" + size + "-1"
		var id int64
		var action string
		if err := owner.QueryRow(t.Context(), `SELECT g.id, (SELECT min(a.id)::text FROM action a WHERE a.group_id = g.id) FROM programme_group g WHERE g.code = $1`, code).Scan(&id, &action); err != nil {
			t.Fatal(err)
		}
		p.post("/gruppen/byt", url.Values{"group": {strconv.FormatInt(id, 10)}})
		p.get("/") // says which group it is now, once
		addEdition(t, owner, p, id)
		fill := strings.NewReplacer(append(teamIn(t, owner, id), "/patient/{subject}/{thing}", "/patient/rapport/2025", "/oppet/visa/{kind}", "/oppet/visa/results", "{pathway}", pathwayIn(t, owner, id), "{phase}", "1", "karntrupp/{member}", "karntrupp/"+inPathway(t, owner, id, "pathway_member"),
			"{patients}", inPathway(t, owner, id, "pathway_patient_group"), "{template}", templateIn(t, owner, id), "{number}", "1", "exempel/{example}/diagram/{name}", "exempel/"+exampleIn(t, owner, id)+"/diagram/over-tid.svg", "{example}", exampleIn(t, owner, id), "{section}", sectionIn(t, owner, id), "{measure}", "MED03", "{attachment}", attachmentIn(t, owner, id),
			"/inrapportering/mall.xlsx", "/inrapportering/mall.xlsx?period=2026K1",
			"/variation/diagram/{name}", "/variation/diagram/variation.svg", "{unit}", code+"-1", "/samtal/{kind}/{id}", "/samtal/matt/MED03", "/enhet/{code}", "/enhet/"+code+"-1", "{code}", "MED03", "{period}", "2026K1",
			"{year}", "2025", "{name}", "enheter.svg", "{group}", code, "{indicator}", "MED03", "{action}", action, "{method}", methodIn(t, owner, id))...)
		p.getWith(key, "/api/v1/groups/"+code+"/units") // notes the key's first use of the day
		topics := nominationsIn(t, owner, id)
		counts[size] = map[string]int{}
		err := chi.Walk(handler.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
			if _, left := notAsked[route]; method != http.MethodGet || left {
				return nil
			}
			recorder.Take()
			if a := p.getWith(key, fill.Replace(topics.Replace(route))); a.status != http.StatusOK {
				return fmt.Errorf("%s: %d", route, a.status)
			}
			for _, s := range recorder.Take() {
				// A session is prolonged once a minute, on whichever page comes then.
				if s.Named() && !strings.HasPrefix(s.SQL, "-- name: prolong session") {
					counts[size][route]++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for route, n := range counts["4"] {
		if counts["40"][route] != n {
			t.Errorf("%s: %d queries for 4 units, %d for 40", route, n, counts["40"][route])
		}
	}
}
