package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// What was typed is shown to be copied when the consultation has gone on so far that it
// cannot be saved.
func TestWhatWasTypedStaysWhenTheConsultationHasGoneOn(t *testing.T) {
	f := testgroup.New(t)
	coordinator, north, chair := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead), as(t, f, testgroup.Chair)
	address := coordinator.Post("/gruppen/remisser/ny", url.Values{"title": {"Riktlinjen"}, "sender": {"Myndigheten"}, "received_on": {"2026-05-01"}, "due_on": {"2026-06-10"},
		"views_due_on": {"2026-05-20"}, "asked": {"Går det?"}}).Want(http.StatusSeeOther).Location
	answer := coordinator.Get(address + "/svar").Want(http.StatusOK).Form(address + "/svar")
	view := north.Get(address).Want(http.StatusOK).Form(address + "/synpunkter/1")
	edit := coordinator.Get(address + "/andra").Want(http.StatusOK).Form(address + "/andra")
	lead := url.Values{"do": {"decline"}, "version": {"1"}, "decline_reason": {"Ingen tid <b>"}}

	late := coordinator.Get(address + "/svar").Form(address + "/svar")
	late.Set("answer", "Ja.")
	late.Set("do", "hand_over")
	late.Set("confirm", "1")
	coordinator.Post(address+"/svar", late).Want(http.StatusSeeOther)

	long := strings.Repeat("Ett ord till. ", 3000) + "Slut."
	answer.Set("answer", long)
	for _, do := range []string{"save", "hand_over", "take.region-1"} {
		answer.Set("do", do)
		got := coordinator.Post(address+"/svar", answer).Want(http.StatusConflict)
		if got.Value("answer") != long || !strings.Contains(got.Text(".notice"), "svaret är lämnat till ordföranden") || got.Find("main form").Length() != 0 {
			t.Errorf("%s: %s", do, got.Text("main .notice"))
		}
	}
	if got := coordinator.Get(address).Text("#svar"); !strings.Contains(got, "Ja.") {
		t.Errorf("the answer is %q", got)
	}
	view.Set("state", "given")
	view.Set("body", "Det går inte.")
	if got := north.Post(address+"/synpunkter/1", view).Want(http.StatusConflict); got.Value("body") != "Det går inte." || !strings.Contains(got.Text(".notice"), "inte sparat") {
		t.Errorf("the view: %s", got.Text("main"))
	}
	north.Post(address+"/svar", answer).Want(http.StatusForbidden)
	coordinator.Get(address + "/svar").Want(http.StatusConflict)

	chair.Post(address, url.Values{"do": {"approve"}, "version": {"2"}}).Want(http.StatusSeeOther)
	for what, typed := range map[string]url.Values{"decline_reason": lead, "returned_note": {"do": {"return"}, "version": {"2"}, "returned_note": {"Kortare"}}} {
		if got := chair.Post(address, typed).Want(http.StatusConflict); got.Value(what) != typed.Get(what) {
			t.Errorf("%s: %s", what, got.Text("main"))
		}
	}
	coordinator.Post(address, url.Values{"do": {"send"}, "version": {"3"}, "sent_on": {"2026-05-04"}, "sent_to": {"Myndigheten"}}).Want(http.StatusSeeOther)
	edit.Set("asked", "Går det nu?")
	if got := coordinator.Post(address+"/andra", edit).Want(http.StatusConflict); got.Value("asked") != "Går det nu?" {
		t.Errorf("what is asked: %s", got.Text("main"))
	}
	// Nothing was typed, so that there is nothing to copy.
	if got := chair.Post(address, url.Values{"do": {"approve"}, "version": {"2"}}).Want(http.StatusConflict); got.Find("textarea").Length() != 0 {
		t.Error("an empty field to copy")
	}
}

// A view that is too long is shown again as it was opened: what somebody else wrote meanwhile
// is still told of when it is saved.
func TestAWrongViewDoesNotHideAnothers(t *testing.T) {
	f := testgroup.New(t)
	coordinator, north := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	address := coordinator.Post("/gruppen/remisser/ny", url.Values{"title": {"Riktlinjen"}, "sender": {"Myndigheten"}, "received_on": {"2026-05-01"}, "due_on": {"2026-06-10"},
		"views_due_on": {"2026-05-20"}}).Want(http.StatusSeeOther).Location
	place := address + "/synpunkter/1"
	mine := north.Get(address).Form(place)
	coordinator.Post(place, url.Values{"state": {"working"}, "version": {"0"}, "body": {"Samordnarens"}}).Want(http.StatusSeeOther)
	mine.Set("state", "given")
	mine.Set("body", strings.Repeat("x", 200_000))
	wrong := north.Post(place, mine).Want(http.StatusUnprocessableEntity).Form(place)
	wrong.Set("state", "given")
	wrong.Set("body", "Vårt")
	north.Post(place, wrong).Want(http.StatusConflict)
}
