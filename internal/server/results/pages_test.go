package results_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	app "samsyn/internal/app/results"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
	"samsyn/internal/server/results"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// site is the room's pages on a database with the example group.
type site struct {
	handler http.Handler
	db      *postgres.DB
	group   org.Group
	units   []org.Unit
}

// today is a day when the last quarter of 2025 is being handed in.
var today = time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)

func newSite(t *testing.T) *site {
	t.Helper()
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	s := &site{db: db}
	s.read(t, func(tx *postgres.Tx) (err error) {
		if s.group, err = tx.GroupByCode(t.Context(), "neonatologi"); err != nil {
			return err
		}
		s.units, err = tx.Units(t.Context(), s.group.ID)
		return err
	})
	h := results.New(app.New(db, func() time.Time { return today }), chart.NewRenderer(chart.Config{Engines: 1}))
	boundary := page.Errors(slog.New(slog.NewTextHandler(io.Discard, nil)), page.InFrame)
	r := chi.NewRouter()
	r.Get("/resultat", boundary.Handle(h.ShowGoals))
	r.Get("/resultat/matris", boundary.Handle(h.ShowComparison))
	r.Get("/resultat/variation", boundary.Handle(h.ShowVariation))
	r.Get("/resultat/signaler", boundary.Handle(h.ShowSignals))
	r.Get("/resultat/signaler.csv", boundary.Handle(h.ExportSignals))
	r.Get("/resultat/variation/diagram/{name}", boundary.Handle(h.ShowVariationChart))
	r.Get("/resultat/siffror.csv", boundary.Handle(h.ExportCSV))
	r.Get("/resultat/alla.csv", boundary.Handle(h.ExportYearsCSV))
	r.Get("/resultat/alla.xlsx", boundary.Handle(h.ExportYearsXLSX))
	r.Get("/resultat/matt/{code}", boundary.Handle(h.ShowIndicator))
	r.Get("/resultat/matt/{code}/diagram/{name}", boundary.Handle(h.ShowChart))
	r.Post("/resultat/matt/{code}/anteckningar", boundary.Handle(h.CreateNote))
	r.Get("/resultat/matt/{code}/anteckningar/{note}", boundary.Handle(h.EditNote))
	r.Post("/resultat/matt/{code}/anteckningar/{note}", boundary.Handle(h.SaveNote))
	r.Post("/resultat/matt/{code}/anteckningar/{note}/ta-bort", boundary.Handle(h.DeleteNote))
	r.Post("/resultat/matt/{code}/linjer", boundary.Handle(h.DecideLine))
	r.Post("/resultat/matt/{code}/linjer/{decision}/ta-tillbaka", boundary.Handle(h.UndoDecision))
	r.Get("/resultat/enhet/{code}", boundary.Handle(h.ShowUnit))
	s.handler = r
	return s
}

func (s *site) read(t *testing.T, fn func(*postgres.Tx) error) {
	t.Helper()
	if err := s.db.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// as is somebody with the role, held at the first unit when it is a unit's.
func (s *site) as(role org.Role) org.Actor {
	m := org.Membership{GroupID: s.group.ID, Role: role}
	if role.OfUnit() {
		m.UnitID = s.units[0].ID
	}
	return org.Actor{Person: org.Person{ID: 1, Name: "Exempel"}, Memberships: []org.Membership{m}}
}

// get asks for the address as the actor.
func (s *site) get(t *testing.T, actor org.Actor, address string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	visitor := page.Visitor{Actor: actor, Group: s.group, Groups: []org.Group{s.group}, Now: today}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), visitor)))
	return w.Result()
}

// page asks for the address and reads the page.
func (s *site) page(t *testing.T, actor org.Actor, address string) *goquery.Document {
	t.Helper()
	response := s.get(t, actor, address)
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", address, response.Status)
	}
	doc, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// text is what stands at the selector, with single spaces.
func text(doc *goquery.Document, selector string) string {
	return strings.Join(strings.Fields(doc.Find(selector).Text()), " ")
}
