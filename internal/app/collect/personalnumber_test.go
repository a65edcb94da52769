package collect

import (
	"errors"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// tolvan is an invented person's number, which Skatteverket uses in examples.
const tolvan = "Gäller 19121212-1212."

func TestFiguresWithAPersonalNumberAreNotStored(t *testing.T) {
	f, room := open(t)
	entries := everything()
	entries[0].Figure.Comment = tolvan
	entries[1].Figure = quality.Figure{State: quality.Missing, MissingReasonID: 1, Comment: tolvan}
	entries[5].Figure.Value.Text = tolvan
	saved, err := room.SaveFigures(t.Context(), f.Actor(testgroup.MedicalLead), alaK1, these(entries))
	if err != nil || saved.Count != 3 {
		t.Fatalf("%+v, %v", saved, err)
	}
	var problems []string
	for _, p := range saved.Problems {
		problems = append(problems, p.Field+" "+p.Code)
	}
	want := "figure.1.0.2026K1.comment personal_number, figure.2.0.2026K1.comment personal_number, figure.10.0.2026K1.text personal_number"
	if got := strings.Join(problems, ", "); got != want {
		t.Errorf("problems %q", got)
	}
	nowhere(t, f)
}

func TestReasonsWithAPersonalNumberAreNotStored(t *testing.T) {
	f, room := submitted(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	wantRefused := func(err error) {
		t.Helper()
		var invalid *fault.ValidationError
		if !errors.As(err, &invalid) || len(invalid.Problems) != 1 ||
			invalid.Problems[0].Field+" "+invalid.Problems[0].Code != "reason personal_number" {
			t.Errorf("got %v", err)
		}
	}
	seen := version(t, room, f)
	wantRefused(room.Return(ctx, convener, alaK1, Returning{Version: seen, Reason: tolvan}))
	if _, err := room.Approve(ctx, convener, alaK1, seen); err != nil {
		t.Fatal(err)
	}
	wantRefused(room.Reopen(ctx, convener, alaK1, Reopening{Until: org.DayOf(testgroup.Now), Reason: tolvan}))
	wantState(t, f, "approved, submission.approve submitted till approved")
	nowhere(t, f)
}

// nowhere looks for the number in what is stored and in the log of it.
func nowhere(t *testing.T, f *testgroup.Fixture) {
	t.Helper()
	if n := f.Text(`SELECT ((SELECT count(*) FROM figure WHERE to_jsonb(figure)::text LIKE '%121212%')
		+ (SELECT count(*) FROM submission WHERE to_jsonb(submission)::text LIKE '%121212%')
		+ (SELECT count(*) FROM audit WHERE to_jsonb(audit)::text LIKE '%121212%'))::text`); n != "0" {
		t.Errorf("the number stands in %s rows", n)
	}
}
