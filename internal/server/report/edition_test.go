package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// editions is the site with the pages of editions.
type editions struct {
	*site
	d    *testdb.Database
	room *report.Room
	t    *testing.T
}

func newEditions(t *testing.T) editions {
	t.Helper()
	d := testdb.New(t)
	if err := setup.Default(t.Context(), d.DB, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), d.DB, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	e := editions{site: &site{db: d.DB}, d: d, t: t, room: report.New(d.DB, func() time.Time { return today })}
	e.group = groupOf(t, d.DB)
	h := New(e.room, chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 32 << 20}))
	e.routes = []pagetest.Route{
		{Pattern: "GET /arsrapport", Handler: h.ShowYears},
		{Pattern: "GET /arsrapport/{year}/utgavor", Handler: h.ShowEditions},
		{Pattern: "GET /arsrapport/{year}/utgavor/ny", Handler: h.ConfirmFix},
		{Pattern: "POST /arsrapport/{year}/utgavor/ny", Handler: h.FixEdition},
		{Pattern: "GET /arsrapport/{year}/utgavor/{number}", Handler: h.ShowEdition},
		{Pattern: "GET /arsrapport/{year}/utgavor/{number}/las", Handler: h.ReadEdition},
		{Pattern: "GET /arsrapport/{year}/utgavor/{number}/dokument.json", Handler: h.SendDocument},
		{Pattern: "GET /arsrapport/{year}/utgavor/{number}/lamnad", Handler: h.EditDelivery},
		{Pattern: "POST /arsrapport/{year}/utgavor/{number}/lamnad", Handler: h.SaveDelivery},
		{Pattern: "GET /arsrapport/{year}/utgavor/{number}/redovisad", Handler: h.EditPresentation},
		{Pattern: "POST /arsrapport/{year}/utgavor/{number}/redovisad", Handler: h.SavePresentation},
		{Pattern: "POST /arsrapport/{year}/utgavor/{number}/mottagen", Handler: h.AcknowledgeEdition},
		{Pattern: "POST /arsrapport/{year}/utgavor/{number}/handelser/{event}/aterta", Handler: h.TakeBackEvent},
		{Pattern: "POST /arsrapport/{year}/utgavor/{number}/publicera", Handler: h.PublishEdition},
		{Pattern: "POST /arsrapport/{year}/utgavor/{number}/avpublicera", Handler: h.UnpublishEdition},
	}
	return e
}

// actor is somebody with the role.
func (e editions) actor(role org.Role) org.Actor {
	m := org.Membership{GroupID: e.group.ID, Role: role}
	if role.OfUnit() {
		m.UnitID = 1
	}
	return org.Actor{Person: org.Person{ID: 1, Name: "Exempel"}, Memberships: []org.Membership{m}}
}

func (e editions) exec(sql string) {
	e.t.Helper()
	conn, err := pgx.Connect(e.t.Context(), e.d.OwnerURL)
	if err != nil {
		e.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(e.t.Context(), sql); err != nil {
		e.t.Fatal(err)
	}
}

// fix fixes the edition of 2025 with the number.
func (e editions) fix(number int, reason string) {
	e.t.Helper()
	f := report.Fixing{Group: e.group.ID, Year: 2025, Number: number, Reason: reason, Compose: compose.Edition}
	if err := e.room.Fix(e.t.Context(), e.actor(org.Convener), f); err != nil {
		e.t.Fatal(err)
	}
}

func (e editions) asked() report.AskedEdition {
	return report.AskedEdition{Group: e.group.ID, Year: 2025, Number: 1}
}

// documents are the first edition's, the group's and everybody's.
func (e editions) documents() (internal, public []byte) {
	e.t.Helper()
	for role, to := range map[org.Role]*[]byte{org.Convener: &internal, org.ProgramAreaMember: &public} {
		content, err := e.room.EditionDocument(e.t.Context(), e.actor(role), e.asked())
		if err != nil {
			e.t.Fatal(err)
		}
		*to = content
	}
	return internal, public
}

// TestAnEditionSaysWhatEachAudienceReadsThatDay: also when who fixes it reads English.
func TestAnEditionSaysWhatEachAudienceReadsThatDay(t *testing.T) {
	e := newEditions(t)
	english := i18n.WithLanguage(t.Context(), i18n.English)
	f := report.Fixing{Group: e.group.ID, Year: 2025, Number: 1, Compose: compose.Edition}
	if err := e.room.Fix(english, e.actor(org.Convener), f); err != nil {
		t.Fatal(err)
	}
	internal, public := e.documents()
	for role, got := range map[org.Role][]byte{org.Convener: internal, org.MedicalLead: internal, org.ProgramAreaMember: public, org.ProgramAreaChair: public} {
		live, err := e.room.Read(t.Context(), e.actor(role), e.group.ID, 2025)
		if err != nil {
			t.Fatal(err)
		}
		d, err := compose.Edition(t.Context(), live, 1, dayOf(today))
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := d.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s reads another report than what was fixed", role)
		}
	}
	if bytes.Equal(internal, public) || bytes.Contains(public, []byte("Skrivet av")) || !bytes.Contains(public, []byte(`"example":true`)) {
		t.Error("the public document")
	}
}

// otherwise changes all that an edition is made of.
const otherwise = `
UPDATE unit SET name = name || ' (ny)', short_name = short_name || ' (ny)';
UPDATE region SET name = name || ' (ny)';
UPDATE programme_group SET name = 'En annan grupp', short_name = 'Annan', masking_threshold = 30, example_data = false;
UPDATE body SET name = 'Ett annat organ';
UPDATE goal SET title = title || ' (nytt)', value_for_children = 'Annat';
UPDATE patient_promise SET text = text || ' (nytt)';
UPDATE indicator_version SET name = name || ' (nytt)', numerator_text = 'Något annat', denominator_text = 'Annat';
UPDATE target SET threshold = threshold + 1 WHERE threshold IS NOT NULL AND threshold < 90;
UPDATE figure SET numerator = numerator - 1, version = version + 1 WHERE kind = 'proportion' AND numerator > 10;
UPDATE missing_reason SET text = text || ' (annan)';
UPDATE person SET name = name || ' (nytt)';
UPDATE example SET state = 'withdrawn' WHERE state = 'published';
UPDATE report_section SET body = 'Omskrivet.', version = version + 1 WHERE content = 'text';
DELETE FROM report_section WHERE content IN ('needs', 'long_term_goals');
UPDATE report_section SET heading = 'En annan rubrik' WHERE content = 'process';
UPDATE need SET text = 'Ett annat behov';`

func TestNothingChangesAFixedEdition(t *testing.T) {
	e := newEditions(t)
	e.fix(1, "")
	internal, public := e.documents()
	convener, reader := e.as(t, org.Convener), e.as(t, org.ProgramAreaMember)
	const address = "/arsrapport/2025/utgavor/1"
	read := map[string]string{}
	pages := map[string]*pagetest.Browser{address + "/las": convener, address + "/las?for=alla": convener}
	for at, b := range pages {
		read[at] = unmarked(b.Get(at).Want(http.StatusOK))
	}
	outside := unmarked(reader.Get(address + "/las").Want(http.StatusOK))
	before := convener.Get(address).Want(http.StatusOK)
	if got := before.Text("#sedan"); !strings.Contains(got, "Inget är ändrat.") {
		t.Errorf("at once: %s", got)
	}
	sums, facts := before.Text("#kontrollsummor"), before.Text("main dl.definitions")

	e.exec(otherwise)
	e.group = groupOf(t, e.db)

	nowInternal, nowPublic := e.documents()
	if !bytes.Equal(internal, nowInternal) || !bytes.Equal(public, nowPublic) {
		t.Error("a document has changed")
	}
	for at, b := range pages {
		if got := unmarked(b.Get(at).Want(http.StatusOK)); got != read[at] {
			t.Errorf("%s says another thing: %s", at, firstDifference(read[at], got))
		}
	}
	if got := unmarked(reader.Get(address + "/las").Want(http.StatusOK)); got != outside {
		t.Errorf("those outside read another thing: %s", firstDifference(outside, got))
	}
	after := convener.Get(address).Want(http.StatusOK)
	if got := after.Text("#kontrollsummor"); got != sums {
		t.Errorf("the sums were %s, are %s", sums, got)
	}
	if got := after.Text("main dl.definitions"); !strings.HasPrefix(got, strings.SplitN(facts, " Av ", 2)[0]) {
		t.Errorf("the facts were %s, are %s", facts, got)
	}
	since := after.Text("#sedan")
	for _, want := range []string{"Hette Kalmar, heter Kalmar (ny).", "Hud-mot-hud första dygnet", "Texten är ändrad.", "Finns inte längre.", "Hette Processmått", "Det som räknas", "Uppgifterna om rapporten är andra."} {
		if !strings.Contains(since, want) {
			t.Errorf("what is changed since lacks %q: %.2000s", want, since)
		}
	}
	if got := convener.Get(address + "/las").Find(".changed-since").Length(); got < 10 {
		t.Errorf("%d marks where it is read", got)
	}
}

// unmarked is what the edition says, without the marks of what is otherwise now.
func unmarked(a pagetest.Answer) string {
	article := a.Find("article.report").Clone()
	article.Find(".changed-since").Remove()
	article.Find("p.note").Each(func(_ int, p *goquery.Selection) {
		if strings.HasPrefix(plain(p), "Ändrat sedan utgåvan") {
			p.Remove()
		}
	})
	return plain(article)
}

func firstDifference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	from := max(0, n-60)
	return a[from:min(len(a), n+60)] + " / " + b[from:min(len(b), n+60)]
}

// TestTheDocumentHasTheSumThatIsShown: what is handed out is what the page names.
func TestTheDocumentHasTheSumThatIsShown(t *testing.T) {
	e := newEditions(t)
	e.fix(1, "")
	const address = "/arsrapport/2025/utgavor/1"
	for _, c := range []struct {
		role        org.Role
		file, about string
	}{{org.Convener, "/dokument.json", "Gruppens"}, {org.Convener, "/dokument.json?for=alla", "för alla"}, {org.ProgramAreaMember, "/dokument.json", "för alla"}} {
		b := e.as(t, c.role)
		body := b.Get(address + c.file).Want(http.StatusOK).Body
		sum := sha256.Sum256([]byte(body))
		row := b.Get(address).Find("#kontrollsummor li").FilterFunction(func(_ int, li *goquery.Selection) bool { return strings.Contains(plain(li), c.about) })
		if got := plain(row.Find(".sum")); got != hex.EncodeToString(sum[:]) {
			t.Errorf("%s%s: %q", c.role, c.file, got)
		}
		d, err := edition.Decode([]byte(body))
		if err != nil || (d.Audience == edition.Internal) != (c.about == "Gruppens") {
			t.Errorf("%s%s: %v %v", c.role, c.file, d.Audience, err)
		}
	}
	if got := e.as(t, org.ProgramAreaMember).Get(address).Find("#kontrollsummor li").Length(); got != 1 {
		t.Errorf("those outside are told of %d documents", got)
	}
}

func TestTwoWhoFixAtOnceMakeOneEdition(t *testing.T) {
	e := newEditions(t)
	var wait sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		wait.Go(func() {
			errs[n] = e.room.Fix(t.Context(), e.actor(org.Convener), report.Fixing{Group: e.group.ID, Year: 2025, Number: 1, Compose: compose.Edition})
		})
	}
	wait.Wait()
	made := 0
	for _, err := range errs {
		switch {
		case err == nil:
			made++
		case !errors.Is(err, fault.ErrConflict):
			t.Error(err)
		}
	}
	all, err := e.room.Editions(t.Context(), e.actor(org.Convener), e.group.ID, 2025)
	if err != nil || made != 1 || len(all.List) != 1 {
		t.Errorf("%d made, %d there: %v", made, len(all.List), err)
	}
	again := e.as(t, org.Convener).Post("/arsrapport/2025/utgavor/ny", url.Values{"number": {"1"}}).Want(http.StatusSeeOther)
	if again.Location != "/arsrapport/2025/utgavor" {
		t.Errorf("pressed again: %s", again.Location)
	}
}
