package group

import (
	"strings"
	"testing"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// Letters go to those whom something waits for, once for its day, and never tell what is
// declared.
func TestLettersAboutTheAreasDuties(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, coordinator := New(f.DB, testgroup.Clock).WithBaseURL("https://samsyn.exempel.se"), t.Context(), f.Actor(testgroup.Convener)
	today := org.DayOf(testgroup.Now)
	c := improvement.Consultation{GroupID: testgroup.Group, Title: "Riktlinjen", Sender: "Någon", ReceivedOn: today, DueOn: today.AddDate(0, 0, 20), ViewsDueOn: today.AddDate(0, 0, 6)}
	id, err := room.CreateConsultation(ctx, coordinator, c, 0)
	if err != nil {
		t.Fatal(err)
	}
	nomination, err := room.CreatePersonNomination(ctx, coordinator, improvement.PersonNomination{GroupID: testgroup.Group, Title: "Arbetsgruppen", Kind: improvement.ToWorkingGroup, AskedBy: "Någon",
		ReceivedOn: today, DueOn: today.AddDate(0, 0, 25)})
	if err != nil {
		t.Fatal(err)
	}
	if err := room.SaveNominee(ctx, coordinator, improvement.Nominee{GroupID: testgroup.Group, NominationID: nomination, PersonID: testgroup.UnitManager, State: improvement.NomineeProposed}); err != nil {
		t.Fatal(err)
	}
	letters := func() string {
		t.Helper()
		if err := room.PlanLetters(ctx); err != nil {
			t.Fatal(err)
		}
		return f.Text("SELECT string_agg(email || ': ' || subject, '; ' ORDER BY email, subject) FROM reminder")
	}
	want := "lead@exempel.se: Synpunkter senast 10 maj 2026: Riktlinjen; manager@exempel.se: Lämna din jävsdeklaration; manager@exempel.se: Synpunkter senast 10 maj 2026: Riktlinjen"
	if got := letters(); got != want {
		t.Errorf("queued: %s", got)
	}
	if got := letters(); got != want {
		t.Errorf("queued again: %s", got)
	}
	body := f.Text("SELECT body FROM reminder WHERE subject LIKE 'Synpunkter%' AND email = 'lead@exempel.se'")
	for _, part := range []string{"Hej Lena Läkare!", "Riktlinjen", "https://samsyn.exempel.se/gruppen/remisser/1", "Provgruppen"} {
		if !strings.Contains(body, part) {
			t.Errorf("the letter lacks %q: %s", part, body)
		}
	}
	// The regions have answered, so that the answer is written; what was declared is in no letter.
	if err := room.GiveDeclaration(ctx, f.Actor(testgroup.UnitManager), testgroup.Group, 1, improvement.InterestDeclarationContent{Interests: []improvement.Interest{{What: "Aktier", With: "Hemlighetsbolaget"}}}); err != nil {
		t.Fatal(err)
	}
	for region, actor := range map[org.RegionID]org.PersonID{1: testgroup.MedicalLead, 2: testgroup.UnitManager} {
		if err := room.WriteRegionView(ctx, f.Actor(actor), ViewEdit{GroupID: testgroup.Group, ConsultationID: id, RegionID: region, State: improvement.ViewGiven, Body: "Ja"}); err != nil {
			t.Fatal(err)
		}
	}
	area, err := room.Area(ctx, coordinator, testgroup.Group)
	if err != nil || len(area.Duties) != 2 || area.Duties[0].Kind != improvement.WriteAnswer || area.Duties[1].Kind != improvement.NameNominees {
		t.Errorf("the coordinator sees %+v, %v", area.Duties, err)
	}
	letters()
	if got := f.Text("SELECT count(*) FROM reminder r WHERE r::text LIKE '%Hemlighetsbolaget%'"); got != "0" {
		t.Error("a letter tells what was declared")
	}
}
