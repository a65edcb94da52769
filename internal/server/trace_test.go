package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// unread are the pages that ask for figures and are not noted as read, and why.
var unread = map[string]string{
	"/publicerat/{group}/{year}/{number}":           "is open to anybody, and the same for all",
	"/publicerat/{group}/resultat":                  "is open to anybody, and the same for all",
	"/publicerat/{group}/resultat/{code}":           "is open to anybody, and the same for all",
	"/gruppen/oppet/visa/{kind}":                    "shows what would be open to anybody, with small numbers hidden",
	"/patient/resultat":                             "is read with small numbers hidden",
	"/patient/{subject}/{thing}":                    "is read with small numbers hidden",
	"/":                                             "tells what to do, not the figures",
	"/inrapportering":                               "tells how much is filled in",
	"/inrapportering/oversikt":                      "tells how much is filled in",
	"/inrapportering/fil":                           "asks for a file",
	"/inrapportering/{unit}/{period}/fil":           "asks for a file",
	"/inrapportering/regler":                        "counts how many figures break a rule",
	"/inrapportering/regler/ny":                     "counts how many figures break a rule",
	"/gruppen/insamling":                            "counts what a change would mean",
	"/gruppen/installningar":                        "counts what a change would mean",
	"/arsrapport/{year}/bildspel":                   "chooses what to show",
	"/arsrapport/{year}/utgavor/{number}/bildspel":  "chooses what to show",
	"/arsrapport/{year}/filer":                      "tells which files there are",
	"/arsrapport/{year}/utgavor/{number}/filer":     "tells which files there are",
	"/arsrapport/{year}/utgavor/{number}/lamnad":    "asks where an edition went",
	"/arsrapport/{year}/utgavor/{number}/redovisad": "asks where an edition was shown",
}

// readsFigures is a statement that asks for figures, and not only whether there are any.
var readsFigures = regexp.MustCompile(`(?s)numerator.*\b(FROM|JOIN) (figure|approved_figure)\b|FROM report_document`)

// TestWhatIsReadAndHandedOutIsLogged walks every address as the coordinator, who sees small
// numbers: a page made of figures leaves a row in the log, but one for the day, and each
// file that is handed out leaves one with its name.
func TestWhatIsReadAndHandedOutIsLogged(t *testing.T) {
	d, recorder := newDemo(t), &testdb.Recorder{}
	traced, err := postgres.OpenTraced(t.Context(), d.db.AppURL, recorder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(traced.Close)
	d.out.moved, d.out.codes = d.out.codes[:1], d.out.codes[:1]
	charts, press := chart.NewRenderer(chart.Config{Engines: 1}), document.Find()
	if err := press.Missing(document.PDF); err != nil {
		t.Fatal(err)
	}
	fresh := func() http.Handler { // remembers nothing of the day
		return New(Config{Documents: press, DB: traced, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return demoDay }, Charts: charts})
	}
	site := fresh()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { site.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	p := visit(t, server)
	p.signIn("sammanstallande@exempel.se", password, "")
	p.key = regexp.MustCompile(`samsyn_[a-z2-7]{52}`).FindString(p.post("/konto/nycklar", map[string][]string{"name": {"R"}}).body)
	logged := func(kind string) string {
		return d.text(`SELECT concat(count(*), ' ', max(a.after->>'file'), max(a.after->>'name')) FROM audit a WHERE a.id > (SELECT id FROM before_walking) AND ` + kind)
	}
	const reading, file = `a.action LIKE 'read.%'`, `a.action NOT LIKE 'read.%'`
	files, pages := 0, 0
	for _, pattern := range patterns(t, site) {
		asked := 0
		for _, address := range d.out.addresses(t, pattern) {
			site = fresh()
			d.exec(`DELETE FROM page_reading`)
			d.exec(`UPDATE before_walking SET id = (SELECT max(id) FROM audit)`)
			recorder.Take()
			head := p.ask200(address)
			if head == nil {
				continue
			}
			if asked++; strings.HasSuffix(address, ".svg") {
				asked = 0 // the files beside the pictures
			}
			figures := slices.ContainsFunc(recorder.Take(), func(s testdb.Statement) bool { return readsFigures.MatchString(s.SQL) })
			switch {
			case strings.HasPrefix(head.Get("Cache-Control"), "public"): // the same for all, whoever asks
				if figures && unread[pattern] == "" {
					t.Errorf("%s: is made of figures, and anybody may keep it", address)
				}
			case strings.Contains(head.Get("Content-Disposition"), "attachment") && !strings.HasSuffix(pattern, ".ics"):
				files++
				if got := logged(file); strings.HasPrefix(got, "0") || len(got) < 4 {
					t.Errorf("%s: a file is handed out, and the log says %q", address, got)
				}
			case strings.HasPrefix(head.Get("Content-Type"), "image/"), strings.HasPrefix(pattern, "/api/"):
				// A picture in a page that is noted; and a key's use is noted by the API.
			case figures && unread[pattern] == "":
				pages++
				if got := logged(reading); got != "1 " {
					t.Errorf("%s: a page is made of figures, and the log says %q; see reads in routes.go", address, got)
				}
				if p.ask200(address); logged(reading) != "1 " {
					t.Errorf("%s: opened once more it is noted again", address)
				}
			}
			if asked == 1 {
				break
			}
		}
	}
	if files < 15 || pages < 20 {
		t.Errorf("only %d files and %d pages: does this test see what is sent?", files, pages)
	}
}

// text is the single value, as text, that a query gives.
func (d *demo) text(sql string) (text string) {
	d.t.Helper()
	conn, err := pgx.Connect(d.t.Context(), d.db.OwnerURL)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(d.t.Context())) }()
	if err := conn.QueryRow(d.t.Context(), sql).Scan(&text); err != nil {
		d.t.Fatal(err)
	}
	return text
}

// ask200 asks for the address and gives the answer's head, nil when it is not a whole answer.
func (p *person) ask200(address string) http.Header {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.site.URL+address, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if strings.HasPrefix(address, "/api/") {
		request.Header.Set("Authorization", "Bearer "+p.key)
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil
	}
	return response.Header
}
