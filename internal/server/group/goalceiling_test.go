package group

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestTheGoalCeilingOnThePage(t *testing.T) {
	const path = settingsPath + "/antal-mal"
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get(settingsPath).Form(path)
	if form.Get("goal_ceiling") != "8" {
		t.Errorf("the field says %v", form)
	}
	form.Set("goal_ceiling", "många")
	if back := b.Post(path, form).Want(http.StatusUnprocessableEntity); back.Value("goal_ceiling") != "många" || back.Find("#goal_ceiling-error").Length() != 1 {
		t.Errorf("what was typed is lost, or nothing is said: %s", back.Text("#error-summary"))
	}
	form.Set("goal_ceiling", "5")
	if got := messages(t, b.Post(path, form).Want(http.StatusSeeOther)); !strings.Contains(got, "Antalet mål är sparat.") {
		t.Errorf("told %s", got)
	}
	form.Set("goal_ceiling", "6")
	conflict := b.Post(path, form).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Mål som mest5") || conflict.Value("goal_ceiling") != "6" {
		t.Errorf("overtaken: %s", got)
	}
	as(t, f, testgroup.MedicalLead).Post(path, form).Want(http.StatusForbidden)
}
