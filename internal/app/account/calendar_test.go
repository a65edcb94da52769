package account_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestACalendarHasThePersonsDeadlines(t *testing.T) {
	f := testgroup.New(t)
	room := account.New(f.DB, testgroup.Clock) // 4 May 2026
	for person, want := range map[org.PersonID][2]int{testgroup.MedicalLead: {9, 3}, testgroup.Member: {0, 3}, testgroup.Observer: {0, 0}, testgroup.Administrator: {0, 0}} {
		token, err := room.CreateCalendar(t.Context(), f.Actor(person))
		if err != nil {
			t.Fatal(err)
		}
		list, _, err := room.Calendar(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		reports := 0
		for _, d := range list {
			if d.Report {
				reports++
			}
			days = append(days, d.Period.Code()+" "+d.Day.Format(time.DateOnly))
		}
		if len(list)-reports != want[0] || reports != want[1] {
			t.Errorf("person %d: %q", person, days)
		}
		if person == testgroup.MedicalLead && (!slices.Contains(days, "2025K4 2026-01-30") || !slices.Contains(days, "2025 2026-02-28")) {
			t.Errorf("days %q", days)
		}
	}
}

func TestACalendarsAddressCanBeEnded(t *testing.T) {
	f := testgroup.New(t)
	room, lead := account.New(f.DB, testgroup.Clock), f.Actor(testgroup.MedicalLead)
	if since, err := room.CalendarSince(t.Context(), lead); err != nil || since != nil {
		t.Errorf("before there is any: %v, %v", since, err)
	}
	var tokens []string
	for range 2 {
		token, err := room.CreateCalendar(t.Context(), lead)
		if err != nil || len(token) < 26 {
			t.Fatal(token, err)
		}
		tokens = append(tokens, token)
	}
	if since, err := room.CalendarSince(t.Context(), lead); err != nil || !since.Equal(testgroup.Now) {
		t.Errorf("since %v, %v", since, err)
	}
	if _, _, err := room.Calendar(t.Context(), tokens[0]); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the first address after the second was made: %v", err)
	}
	if got := f.Text(`SELECT (position(convert_to('` + tokens[1] + `', 'UTF8') IN token_hash) = 0)::text FROM calendar_address`); got != "true" {
		t.Error("the token itself is stored")
	}
	f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 1`)
	if _, _, err := room.Calendar(t.Context(), tokens[1]); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("of somebody who has left: %v", err)
	}
	f.Exec(`UPDATE person SET left_on = NULL`)
	if err := room.RevokeCalendar(t.Context(), lead); err != nil {
		t.Fatal(err)
	}
	if _, _, err := room.Calendar(t.Context(), tokens[1]); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("after it was ended: %v", err)
	}
	if err := room.RevokeCalendar(t.Context(), lead); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("ended twice: %v", err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`); got !=
		"account.create_calendar account.create_calendar account.revoke_calendar" {
		t.Errorf("log %s", got)
	}
}
