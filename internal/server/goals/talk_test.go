package goals

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestTheTalkAboutAGoal(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma barn', 'Barn ska inte frysa');
		INSERT INTO post (group_id, goal_id, author_id, body, written_at) VALUES (1, 1, 2, 'Hej', '2026-05-03 10:00Z')`)
	lead := as(t, f, testgroup.MedicalLead).Get("/mal/1").Want(http.StatusOK)
	if got := lead.Text(".talk-box"); got != "Samtal: Ett inlägg, av Viktor Vård i gårLäs och skriv Samtal Be om stöd" {
		t.Errorf("the box says %q", got)
	}
	if href := lead.Find(".talk-box a").Last().AttrOr("href", ""); href != "/forbattring/stod/nytt?om=%2Fmal%2F1&titel=Varma+barn" {
		t.Errorf("asking leads to %q", href)
	}
	if got := as(t, f, testgroup.Chair).Get("/mal/1").Find(".talk-box a").Length(); got != 1 {
		t.Errorf("the chair has %d links", got)
	}
	if member := as(t, f, testgroup.Member).Get("/mal/1").Want(http.StatusOK); strings.Contains(member.Body, "talk-box") || strings.Contains(member.Body, "/samtal") {
		t.Error("a reader outside the group is told of the talk")
	}
}
