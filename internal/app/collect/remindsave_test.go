package collect

import (
	"errors"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestTheGroupsOwnRulesAndTexts(t *testing.T) {
	f, room := open(t)
	convener := f.Actor(testgroup.Convener)
	s, err := room.ReminderSettings(t.Context(), convener, testgroup.Group)
	if err != nil || !s.Setting.Enabled || len(s.Texts) != 5 || s.Texts[0].Subject == "" {
		t.Fatalf("%+v, %v", s, err)
	}
	s.Setting.Days = []int{4, -1, 4}
	s.Texts[2] = postgres.ReminderText{Occasion: quality.AfterDue, Subject: "{enhet} är sen", Body: "Kära {NAMN},\nskynda på"}
	if err := room.SaveReminderSettings(t.Context(), convener, testgroup.Group, s); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveReminderSettings(t.Context(), convener, testgroup.Group, s); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved over what was not seen: %v", err)
	}
	if got := f.Text(`SELECT concat(days, (SELECT string_agg(occasion, ',') FROM reminder_text)) FROM reminder_setting`); got != "{-1,4}late" {
		t.Errorf("stored %s", got)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`); got != "reminder.text reminder.setting" {
		t.Errorf("log %s", got)
	}
	// 4 May is the fourth day after.
	got := planned(t, f, room)
	if !strings.Contains(got, "Viktor Vård BO 2026-01-01 late 2026-05-04") {
		t.Errorf("planned %s", got)
	}
	if got := f.Text(`SELECT concat(subject, '|', body) FROM reminder WHERE person_id = 2`); got != "Bo är sen|Kära Viktor Vård,\nskynda på" {
		t.Errorf("%q", got)
	}
}

func TestWhatIsWrongWithReminderTexts(t *testing.T) {
	f, room := open(t)
	convener := f.Actor(testgroup.Convener)
	s, err := room.ReminderSettings(t.Context(), convener, testgroup.Group)
	if err != nil {
		t.Fatal(err)
	}
	s.Setting.Days = []int{400}
	s.Texts[0].Body, s.Texts[1].Subject = "{lista}", " "
	var invalid *fault.ValidationError
	if err := room.SaveReminderSettings(t.Context(), convener, testgroup.Group, s); !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	var got []string
	for _, p := range invalid.Problems {
		got = append(got, p.Field+" "+p.Code)
	}
	if strings.Join(got, ", ") != "days out_of_range, body.before unknown_place, subject.due required" {
		t.Errorf("%q", got)
	}
	for _, person := range append([]org.PersonID{testgroup.MedicalLead}, outsiders...) {
		actor := f.Actor(person)
		if err := room.SaveReminderSettings(t.Context(), actor, testgroup.Group, s); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d saves: %v", person, err)
		}
		if _, _, err := room.PreviewReminder(t.Context(), actor, testgroup.Group, Previewing{}); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d looks: %v", person, err)
		}
	}
}

func TestAPreviewIsFilled(t *testing.T) {
	f, room := open(t)
	for occasion, want := range map[quality.Occasion]string{
		quality.BeforeDue: "Ala perioden 2026K1 30 april 2026 3 av 12 uppgifter är ifyllda. Sara Samman",
		quality.Digest:    "{enhet} {period} {sista dag} {ifyllt} Sara Samman",
	} {
		subject, body, err := room.PreviewReminder(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, Previewing{Head: testHead,
			Text: postgres.ReminderText{Occasion: occasion, Subject: "{enhet} {period} {sista dag} {ifyllt} {namn}", Body: "{länk}"}})
		if err != nil || subject != want || !strings.HasPrefix(body, "https://samsyn.exempel.se/inrapportering/") {
			t.Errorf("%s: %q, %q, %v", occasion, subject, body, err)
		}
	}
}
