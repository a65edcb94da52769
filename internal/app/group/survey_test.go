package group

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestTheSurveyIsSaved(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE indicator SET category = 'patient_satisfaction' WHERE group_id = 1 AND code = 'MED1'`)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	s, seen := settings(t, f, room)
	if s.Survey != (quality.Survey{}) || len(s.Library) == 0 {
		t.Errorf("it begins with %+v", s.Survey)
	}
	if err := room.SaveSurvey(ctx, convener, seen, quality.Survey{IndicatorID: 1, Limit: 40}); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveSurvey(ctx, convener, seen, quality.Survey{}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved over what was not seen: %v", err)
	}
	if s, seen = settings(t, f, room); s.Survey != (quality.Survey{IndicatorID: 1, Limit: 40}) {
		t.Errorf("%+v", s.Survey)
	}
	if got := problems(room.SaveSurvey(ctx, convener, seen, quality.Survey{IndicatorID: 2, Limit: 0})); got != "response_measure unknown_choice, response_limit out_of_range" {
		t.Error(got)
	}
	if err := room.SaveSurvey(ctx, f.Actor(testgroup.MedicalLead), seen, quality.Survey{}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a representative: %v", err)
	}
	if err := room.SaveSurvey(ctx, convener, seen, quality.Survey{}); err != nil {
		t.Error(err)
	}
	if s, _ = settings(t, f, room); s.Survey.IndicatorID != 0 {
		t.Errorf("taken away: %+v", s.Survey)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', action, before, after), '; ' ORDER BY id) FROM audit`); got !=
		`group.save_survey {} {"indicator": "MED1", "response_limit": "40"}; group.save_survey {"indicator": "MED1", "response_limit": "40"} {}` {
		t.Errorf("log %s", got)
	}
}
