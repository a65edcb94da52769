package improve

import (
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// mails are the subjects' receivers so far, by day.
const mails = `SELECT string_agg(concat(p.name, ' ', to_char(r.day, 'MM-DD')), ', ' ORDER BY r.day, p.name)
	FROM reminder r JOIN person p ON p.id = r.person_id WHERE r.about = 'talk'`

func (w talking) plan(now time.Time) {
	w.t.Helper()
	if err := w.at(now).PlanDigests(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func (w talking) wantMails(what, want string) {
	w.t.Helper()
	if got := w.Text(mails); got != want {
		w.t.Errorf("%s: mails to %q, want %q", what, got, want)
	}
}

func TestOneMailADayAboutWhatIsSaid(t *testing.T) {
	w := newTalking(t)
	w.says(testgroup.MedicalLead, "Hej @Viktor Vård")
	w.says(testgroup.Chair, "Hej @Viktor Vård och @Olle Ordförande")
	morning := time.Date(2026, time.May, 5, 7, 0, 0, 0, time.UTC)
	w.plan(morning.Add(-time.Minute))
	w.wantMails("before the hour", "")
	w.plan(morning)
	w.wantMails("in the morning", "Lena Läkare 05-05, Viktor Vård 05-05") // nobody about their own
	body := w.Text(`SELECT body FROM reminder WHERE person_id = 2`)
	if strings.Count(body, "- ") != 1 || !strings.Contains(body, "Du är nämnd:\n- Lena Läkare, Olle Ordförande, om Temperatur vid inskrivning\n  https://samsyn.exempel.se/forbattring/samtal/matt/MED1?inlagg=1#inlagg-1") ||
		strings.Contains(body, "Hej @") || strings.Contains(body, "Nytt i samtal") {
		t.Errorf("the mail says %s", body)
	}
	if body := w.Text(`SELECT body FROM reminder WHERE person_id = 1`); strings.Contains(body, "Du är nämnd") || !strings.Contains(body, "Nytt i samtal som du har skrivit i:\n- Olle Ordförande, om") {
		t.Errorf("the author's mail says %s", body)
	}
	w.says(testgroup.Convener, "Och @Viktor Vård")
	w.plan(morning.Add(5 * time.Hour))
	w.wantMails("later that day, to those who have had none", "Lena Läkare 05-05, Olle Ordförande 05-05, Viktor Vård 05-05")
	w.plan(morning.AddDate(0, 0, 1))
	w.wantMails("the next day, about what is new", "Lena Läkare 05-05, Olle Ordförande 05-05, Viktor Vård 05-05, Lena Läkare 05-06, Viktor Vård 05-06")
	w.plan(morning.AddDate(0, 0, 2))
	w.wantMails("when all is told", "Lena Läkare 05-05, Olle Ordförande 05-05, Viktor Vård 05-05, Lena Läkare 05-06, Viktor Vård 05-06")
}

func TestWhoGetsNoMail(t *testing.T) {
	w := newTalking(t)
	w.Exec(`UPDATE person SET talk_digest = false WHERE id = 2`)
	w.Exec(`INSERT INTO post (group_id, indicator_id, author_id, body, written_at) VALUES (1, 1, 5, 'Som var med förut', '2026-05-04 10:00Z')`)
	w.says(testgroup.MedicalLead, "Hej @Viktor Vård, @Sara Samman och @Olle Ordförande")
	w.says(testgroup.Chair, "Svar")
	w.says(testgroup.MedicalLead, "Tack")
	w.Exec(`UPDATE post SET body = '', removed_at = now() WHERE id = 4`)
	w.plan(time.Date(2026, time.May, 5, 8, 0, 0, 0, time.UTC))
	// Not who wants none, who is no longer inside, has answered, or has written last.
	w.wantMails("the day after", "Sara Samman 05-05")
	w.Exec(`UPDATE programme_group SET example_data = true`)
	w.says(testgroup.UnitManager, "Hej @Sara Samman")
	w.plan(time.Date(2026, time.May, 6, 8, 0, 0, 0, time.UTC))
	w.wantMails("an example's", "Sara Samman 05-05")
}

// Two processes plan at once, many times: each person has one mail.
func TestTwoPlannersSendOneMail(t *testing.T) {
	w := newTalking(t)
	w.says(testgroup.MedicalLead, "Hej @Viktor Vård, @Sara Samman och @Olle Ordförande")
	second, err := postgres.Open(t.Context(), w.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	now := func() time.Time { return time.Date(2026, time.May, 5, 8, 0, 0, 0, time.UTC) }
	var wait sync.WaitGroup
	for _, room := range []*Room{New(w.DB, now), New(second, now)} {
		wait.Go(func() {
			for range 5 {
				if err := room.PlanDigests(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	w.wantMails("by two", "Olle Ordförande 05-05, Sara Samman 05-05, Viktor Vård 05-05")
	if got := w.Text(`SELECT count(*)::text FROM audit WHERE action = 'letter.queued'`); got != "3" {
		t.Errorf("the log has %s letters", got)
	}
}
