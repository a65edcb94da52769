package group

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestTheSurveyOnThePage(t *testing.T) {
	const path = settingsPath + "/enkat"
	f := testgroup.New(t)
	f.Exec(`UPDATE indicator SET category = 'patient_satisfaction' WHERE group_id = 1 AND code = 'MED1'`)
	b := as(t, f, testgroup.Convener)
	form := b.Get(settingsPath).Form(path)
	if form.Get("response_limit") != "50" || form.Get("response_measure") != "" {
		t.Errorf("the fields say %v", form)
	}
	form.Set("response_measure", "1")
	form.Set("response_limit", "hälften")
	if back := b.Post(path, form).Want(http.StatusUnprocessableEntity); back.Value("response_limit") != "hälften" || back.Find("#response_limit-error").Length() != 1 {
		t.Errorf("what was typed is lost, or nothing is said: %s", back.Text("#error-summary"))
	}
	form.Set("response_limit", "45")
	if got := messages(t, b.Post(path, form).Want(http.StatusSeeOther)); !strings.Contains(got, "Svarsfrekvensen är sparad.") {
		t.Errorf("told %s", got)
	}
	conflict := b.Post(path, form).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Någon annan hann före") {
		t.Errorf("overtaken: %s", got)
	}
	as(t, f, testgroup.MedicalLead).Post(path, form).Want(http.StatusForbidden)
}
