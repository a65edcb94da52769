package goals

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestDivisionPages(t *testing.T) {
	f := testgroup.New(t)
	convener, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	lead.Get("/mal/uppdelningar/ny").Want(http.StatusForbidden)
	for _, kind := range []string{"gestation", "sex", "home_region"} {
		typed := convener.Get("/mal/uppdelningar/ny?slag=" + kind).Want(http.StatusOK).Form("/mal/uppdelningar/ny")
		if kind == "sex" {
			code := typed.Get("code")
			typed.Set("code", "två ord")
			if a := convener.Post("/mal/uppdelningar/ny", typed).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Body, "uppgift saknas") {
				t.Error("what was typed is gone")
			}
			typed.Set("code", code)
		}
		convener.Post("/mal/uppdelningar/ny", typed).Want(http.StatusSeeOther)
	}
	list := lead.Get("/mal/uppdelningar").Want(http.StatusOK)
	for _, text := range []string{"28+0 till 31+6", "flicka", "annan region eller annat land"} {
		if !strings.Contains(list.Body, text) {
			t.Errorf("the list does not say %q", text)
		}
	}
	if list.Find(`a[href*="/ny?"]`).Length() != 0 {
		t.Error("somebody who may not is asked to add one")
	}

	at := convener.Get("/mal/uppdelningar").Want(http.StatusOK).Find("th a").First().AttrOr("href", "")
	typed := convener.Get(at).Want(http.StatusOK).Form(at)
	typed.Set("part.0.name", "extremt tidigt")
	typed.Set("part.4.name", "okänd")
	convener.Post(at, typed).Want(http.StatusSeeOther)
	convener.Post(at, typed).Want(http.StatusConflict)
	if a := lead.Get("/mal/uppdelningar"); !strings.Contains(a.Body, "extremt tidigt") || !strings.Contains(a.Body, "okänd") {
		t.Error("the change is not saved")
	}
	form := convener.Get("/mal/matt/OMV1/uppdelning").Want(http.StatusOK).Form("/mal/matt/OMV1/uppdelning")
	form.Set("stratification", "9999")
	convener.Post("/mal/matt/OMV1/uppdelning", form).Want(http.StatusUnprocessableEntity)
	again := convener.Get(at).Want(http.StatusOK).Form(at)
	convener.Post(at+"/ta-bort", url.Values{"version": {again.Get("version")}}).Want(http.StatusSeeOther)
}
