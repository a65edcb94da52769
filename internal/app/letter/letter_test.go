package letter_test

import (
	"testing"

	"samsyn/internal/app/letter"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func TestALetterIsQueuedOnceADay(t *testing.T) {
	f := testgroup.New(t)
	lead := f.Actor(testgroup.MedicalLead)
	queue := func(q letter.Queued, l letter.Letter) (added bool) {
		t.Helper()
		if err := f.DB.Write(t.Context(), func(tx *postgres.Tx) (err error) {
			added, err = letter.Queue(t.Context(), tx, q, l)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return added
	}
	l := letter.Letter{GroupID: testgroup.Group, To: lead.Person, About: "action 1", Subject: "En\nåtgärd", Body: "Hej!"}
	now := letter.Queued{At: testgroup.Clock()}
	if !queue(now, l) || queue(now, l) {
		t.Error("want one letter a day")
	}
	now.At = now.At.AddDate(0, 0, 1)
	if !queue(now, l) {
		t.Error("no letter the day after")
	}
	guest := l
	guest.To = org.Person{Name: "Gäst", Email: "gast@exempel.se"}
	now.By = lead
	if !queue(now, guest) {
		t.Error("a guest gets none")
	}
	guest.To.Email = ""
	if queue(now, guest) {
		t.Error("a letter without an address")
	}
	if got := f.Text(`SELECT string_agg(concat_ws('|', actor_name, after->>'person', after->>'subject'), ' ' ORDER BY id) FROM audit WHERE action = 'letter.queued'`); got !=
		"samsyn|Lena Läkare|En åtgärd samsyn|Lena Läkare|En åtgärd Lena Läkare|Gäst|En åtgärd" {
		t.Errorf("the log says %s", got)
	}
	f.Exec(`UPDATE programme_group SET example_data = true`)
	l.About = "action 2"
	if queue(now, l) {
		t.Error("a letter to a made-up address")
	}
}

func TestAWholeAddress(t *testing.T) {
	for _, base := range []string{"https://samsyn.exempel.se", "https://samsyn.exempel.se/"} {
		if got := letter.URL(base, "/forbattring"); got != "https://samsyn.exempel.se/forbattring" {
			t.Error(got)
		}
	}
}
