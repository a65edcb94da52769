package report_test

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/testdb/testgroup"
)

func TestATextWithAPersonalNumberIsNotStored(t *testing.T) {
	f, room, edit := written(t)
	edit.Body = "Barnet, 20121212 1212, flyttades." // Tolvan's number in another century
	var invalid *fault.ValidationError
	err := room.WriteSection(t.Context(), f.Actor(testgroup.Convener), edit)
	if !errors.As(err, &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0].Field != "body" || invalid.Problems[0].Code != "personal_number" {
		t.Fatalf("got %v", err)
	}
	if s := section(t, room, f.Actor(testgroup.Convener), edit); s.Version != 1 {
		t.Errorf("stored: %+v", s)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit`); got != "0" {
		t.Errorf("%s rows in the log", got)
	}
}
