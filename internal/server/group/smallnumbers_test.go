package group

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestSmallNumbersOnThePage(t *testing.T) {
	const path = settingsPath + "/sma-tal"
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get(settingsPath).Form(path)
	if form.Get("masking_threshold")+" "+form.Get("reliability_limit") != "5 10" {
		t.Errorf("the fields say %v", form)
	}
	form.Set("masking_threshold", "3")
	form.Set("reliability_limit", "tio")
	form.Set("do", "save")
	back := b.Post(path, form).Want(http.StatusUnprocessableEntity)
	if back.Value("masking_threshold") != "3" || back.Value("reliability_limit") != "tio" || back.Find("#reliability_limit-error").Length() != 1 {
		t.Errorf("what was typed is lost, or nothing is said: %s", back.Text("#error-summary"))
	}
	form.Set("reliability_limit", "20")
	if got := b.Post(path, form).Want(http.StatusUnprocessableEntity).Text("#masking_threshold-error"); got != "Talet ska vara mellan 4 och 50." {
		t.Errorf("%q", got)
	}
	form.Set("masking_threshold", "8")
	form.Set("do", "try")
	if tried := b.Post(path, form).Want(http.StatusOK); tried.Value("masking_threshold") != "8" || f.Text(`SELECT masking_threshold FROM programme_group WHERE id = 1`) != "5" {
		t.Error("trying lost what was typed, or saved it")
	}
	form.Set("do", "save")
	if got := messages(t, b.Post(path, form).Want(http.StatusSeeOther)); !strings.Contains(got, "Gränserna är sparade.") {
		t.Errorf("told %s", got)
	}
	form.Set("masking_threshold", "10")
	conflict := b.Post(path, form).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Sara Samman ändrade") || !strings.Contains(got, "Dolt under8") || conflict.Value("masking_threshold") != "10" {
		t.Errorf("overtaken: %s", got)
	}
	if got := b.Get("/gruppen/logg").Text("#logg tbody tr:first-child"); !strings.Contains(got, "Ändrade gränserna för få barn") || !strings.Contains(got, "Dolt under: 5 → 8") {
		t.Errorf("the log: %s", got)
	}
	as(t, f, testgroup.MedicalLead).Post(path, form).Want(http.StatusForbidden)
}
