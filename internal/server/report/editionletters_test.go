package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/org"
)

// letters are the queued letters: who gets which, with what they say.
func (e editions) letters() (list []string, bodies string) {
	e.t.Helper()
	conn, err := pgx.Connect(e.t.Context(), e.d.OwnerURL)
	if err != nil {
		e.t.Fatal(err)
	}
	defer conn.Close(e.t.Context())
	rows, err := conn.Query(e.t.Context(), `SELECT email, subject, body FROM reminder WHERE about LIKE 'edition %' ORDER BY id`)
	if err != nil {
		e.t.Fatal(err)
	}
	var email, subject, body string
	if _, err := pgx.ForEachRow(rows, []any{&email, &subject, &body}, func() error {
		list = append(list, email+": "+subject)
		bodies += body + "\n"
		return nil
	}); err != nil {
		e.t.Fatal(err)
	}
	return list, bodies
}

// TestLettersAboutAnEdition: to the receiving chair and the group when it has gone up, once,
// and to the coordinator when it has been acknowledged; nothing to others.
func TestLettersAboutAnEdition(t *testing.T) {
	e := newEditions(t)
	e.fix(1, "")
	room := e.room.WithBaseURL("https://samsyn.exempel.se/")
	day := org.DayOf(today)
	deliver := func(d report.Delivery) {
		t.Helper()
		d.AskedEdition, d.Day = e.asked(), &day
		convener := e.actor(org.Convener)
		convener.Person.ID = 8 // the coordinator, who writes none to themselves
		if err := room.Deliver(t.Context(), convener, d); err != nil {
			t.Fatal(err)
		}
	}
	deliver(report.Delivery{Up: []string{"RPO"}})
	if list, _ := e.letters(); len(list) != 0 {
		t.Errorf("an example's addresses are made up: %q", list)
	}
	e.exec(`UPDATE programme_group SET example_data = false`)
	deliver(report.Delivery{Down: []string{"Klinikerna"}})
	if list, _ := e.letters(); len(list) != 0 {
		t.Errorf("it has not gone up: %q", list)
	}
	deliver(report.Delivery{Up: []string{"RPO"}})
	deliver(report.Delivery{Up: []string{"Rådet"}})
	list, bodies := e.letters()
	got := strings.Join(list, "\n")
	for _, want := range []string{"ordforande@exempel.se: Årsrapport 2025:1 är lämnad till er", "kalmar@exempel.se: Årsrapport 2025:1 är lämnad", "verksamhetschef@exempel.se: Årsrapport 2025:1 är lämnad"} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "rmpo@") || strings.Contains(got, "admin@") || !strings.Contains(bodies, "https://samsyn.exempel.se/arsrapport/2025/utgavor/1\n") ||
		!strings.Contains(bodies, "lämnades 10 februari 2026 till RPO. Läs den, och bekräfta") {
		t.Errorf("%s\n%s", got, bodies)
	}
	before := len(list)
	chair := e.actor(org.ProgramAreaChair)
	chair.Person = org.Person{ID: 1, Name: "Ordföranden"}
	if err := room.AcknowledgeEdition(t.Context(), chair, e.asked()); err != nil {
		t.Fatal(err)
	}
	list, bodies = e.letters()
	if got := fmt.Sprint(list[before:]); got != "[sammanstallande@exempel.se: Årsrapport 2025:1 är mottagen]" || !strings.Contains(bodies, "Ordföranden har bekräftat att årsrapport 2025:1 är mottagen.") {
		t.Errorf("acknowledged: %s", got)
	}
}
