package group

import (
	"testing"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// A note on a meeting's agenda stands in the log of the meeting as other items do.
func TestANoteOnTheAgendaIsTheMeetingsToo(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	note := must[improvement.OutlookID](t)(room.NoteOutlook(ctx, convener, improvement.OutlookNote{GroupID: testgroup.Group, Title: "Nytt stöd", Body: "Om gulsot"}))
	meeting := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, improvement.Meeting{GroupID: testgroup.Group, Kind: improvement.WorkingMeeting, Title: "Vårmötet",
		StartsAt: testgroup.Now.AddDate(0, 1, 0), EndsAt: testgroup.Now.AddDate(0, 1, 0).Add(time.Hour)}))
	if err := room.OutlookToAgenda(ctx, convener, SeenOutlook{testgroup.Group, note, 1}, meeting); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT after->>'meeting' || ': ' || (after->'agenda'->>0) FROM audit WHERE action = 'meeting.add_items' AND subject = 'meeting' AND subject_id = ` + idText(meeting)); got != "Vårmötet: Nytt stöd" {
		t.Errorf("the log: %q", got)
	}
}

// The group's own actions beside the national plan are all there, however many others it has.
func TestTheNationalPlanBesideManyActions(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO action (group_id, area, kind, due_on, written_at) SELECT 1, 'Annat', 'routine', '2026-05-01', now() FROM generate_series(1, 501);
		INSERT INTO action (group_id, area, kind, due_on, national_plan, written_at) VALUES (1, 'Varma barn', 'routine', '2026-06-01', 'Första timmen', now())`)
	room := New(f.DB, testgroup.Clock)
	areas, _, err := room.NationalPlan(t.Context(), f.Actor(testgroup.Convener), testgroup.Group)
	if err != nil || len(areas) != 1 || areas[0].Area != "Första timmen" || len(areas[0].Actions) != 1 {
		t.Errorf("%+v, %v", areas, err)
	}
}
