package collect

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// deciding is the decision about a row as the convener sees it now.
func deciding(t *testing.T, room *Room, f *testgroup.Fixture, i quality.IndicatorID, reason string) Deciding {
	t.Helper()
	r := row(t, form(t, room, f.Actor(testgroup.Convener), alaK1), i)
	return Deciding{Key: r.Key(), Seen: Mark(r.Figure), Reason: reason}
}

// reviews is how far each figure has come, by indicator and part, as it is stored.
func reviews(f *testgroup.Fixture) string {
	return f.Text(`SELECT string_agg(indicator_id || ' ' || coalesce(review, '-'), ', ' ORDER BY indicator_id, stratum_id) FROM figure`)
}

// again is an entry that changes what the unit has entered.
func again(t *testing.T, room *Room, actor org.Actor, i quality.IndicatorID, change func(*quality.Figure)) Entry {
	t.Helper()
	r := row(t, form(t, room, actor, alaK1), i)
	e := Entry{Key: r.Key(), Read: Mark(r.Figure), Figure: quality.Figure{State: r.Figure.State, Value: r.Figure.Value,
		MissingReasonID: r.Figure.MissingReasonID, Comment: r.Figure.Comment, Confirmation: r.Figure.Confirmation}}
	change(&e.Figure)
	return e
}

func TestOneFigureIsReturnedMendedAndApproved(t *testing.T) {
	f, room := submitted(t)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	others := append(slices.Clone(outsiders), testgroup.MedicalLead)
	refused(t, f, others, func(actor org.Actor) error {
		return room.ReturnFigure(ctx, actor, alaK1, deciding(t, room, f, temperature, "x"))
	})
	refused(t, f, others, func(actor org.Actor) error {
		return room.ApproveFigure(ctx, actor, alaK1, deciding(t, room, f, temperature, ""))
	})
	if err := room.ReturnFigure(ctx, convener, alaK1, deciding(t, room, f, temperature, "Räkna om oktober")); err != nil {
		t.Fatal(err)
	}
	if got := reviews(f); got != "1 returned, 2 -, 8 -, 9 -, 9 -, 10 -" {
		t.Errorf("reviews: %s", got)
	}
	// The unit sees why at the figure, and can change that one alone.
	got := form(t, room, lead, alaK1)
	back := row(t, got, temperature)
	if !back.CanRecord || back.Figure.Review.ReturnReason != "Räkna om oktober" || back.ReviewedBy != "Sara Samman" ||
		row(t, got, infection).CanRecord || !got.CanRecord || !got.CanSubmit || got.Submission.State != quality.Submitted {
		t.Errorf("the unit sees %+v", back)
	}
	if _, err := room.SaveFigures(ctx, lead, alaK1, these([]Entry{again(t, room, lead, infection, func(f *quality.Figure) { f.Comment = "x" })})); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a figure that was not returned: %v", err)
	}
	// It is not handed in as it was.
	var invalid *fault.ValidationError
	if err := room.Submit(ctx, lead, alaK1); !errors.As(err, &invalid) || invalid.Problems[0].Code != "sent_back_unchanged" {
		t.Errorf("handed in as it was: %v", err)
	}
	save(t, room, lead, alaK1, []Entry{again(t, room, lead, temperature, func(f *quality.Figure) { f.Value = of(13, 20) })})
	if err := room.Submit(ctx, lead, alaK1); err != nil {
		t.Fatal(err)
	}
	mended := row(t, form(t, room, convener, alaK1), temperature)
	if mended.Figure.Review.State != quality.NotReviewed || mended.Figure.Review.ReturnReason != "Räkna om oktober" {
		t.Errorf("the convener sees %+v", mended.Figure.Review)
	}
	if err := room.Submit(ctx, lead, alaK1); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("handed in twice: %v", err)
	}
	stale := deciding(t, room, f, temperature, "")
	stale.Seen = "1-ffff"
	if err := room.ApproveFigure(ctx, convener, alaK1, stale); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("decided on what was not seen: %v", err)
	}
	if left, err := room.Approve(ctx, convener, alaK1, version(t, room, f)); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
	if got := f.Text(`SELECT state || ' ' || (SELECT count(*) FROM approved_figure) || ' ' || (SELECT count(*) FROM figure WHERE return_reason <> '') FROM submission`); got != "approved 6 0" {
		t.Errorf("in the end: %s", got)
	}
	want := "figure.return, figure.save, submission.submit, figure.approve, figure.approve, figure.approve, figure.approve, figure.approve, figure.approve, submission.approve"
	if got := f.Text(`SELECT string_agg(action, ', ' ORDER BY id) FROM audit WHERE id > (SELECT min(id) FROM audit WHERE action = 'submission.submit')`); got != want {
		t.Errorf("the log says %s", got)
	}
}

func TestApprovingTheLastFigureApprovesTheSubmission(t *testing.T) {
	f, room := submitted(t)
	convener := f.Actor(testgroup.Convener)
	keys := []Deciding{}
	page := form(t, room, convener, alaK1)
	for r := range page.Entered() {
		keys = append(keys, Deciding{Key: r.Key(), Seen: Mark(r.Figure)})
	}
	for n, d := range keys {
		if err := room.ApproveFigure(t.Context(), convener, alaK1, d); err != nil {
			t.Fatal(err)
		}
		want := "submitted"
		if n == len(keys)-1 {
			want = "approved"
		}
		if got := f.Text(`SELECT state FROM submission`); got != want {
			t.Errorf("after %d of %d: %s", n+1, len(keys), got)
		}
	}
}

// history gives Ala some quarters of temperatures, so that a figure can look odd.
func history(f *testgroup.Fixture) {
	for n, of := range []string{"18, 20", "17, 21", "19, 22", "20, 23"} {
		f.Exec(fmt.Sprintf(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, approved_at)
			VALUES (1, 1, date '2025-01-01' + interval '%[1]d months', 3, 'approved', now());
			INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
			SELECT id, 1, 1, 'proportion', period_start, 3, 'reported', %[2]s, now() FROM submission
			WHERE period_start = date '2025-01-01' + interval '%[1]d months'`, 3*n, of))
	}
}

func TestWhatLooksOddIsAskedAboutAndNeverStopsAnything(t *testing.T) {
	f, room := open(t)
	history(f)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	entries := everything()
	entries[0].Figure.Value = of(2, 20)
	save(t, room, lead, alaK1, entries)
	got := form(t, room, lead, alaK1)
	if odd := got.Odd(); len(odd) != 1 || odd[0].Indicator.ID != temperature || odd[0].Warnings[0].Code != "unusual_cases" {
		t.Fatalf("odd: %+v", odd)
	}
	if err := room.Submit(ctx, lead, alaK1); err != nil {
		t.Fatalf("it stops handing in: %v", err)
	}
	left, err := room.Approve(ctx, convener, alaK1, version(t, room, f))
	if err != nil || left != 1 || f.Text(`SELECT state FROM submission WHERE period_start = '2026-01-01'`) != "submitted" {
		t.Errorf("%d left, %v", left, err)
	}
	if _, err := room.Approve(ctx, convener, alaK1, version(t, room, f)); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("nothing more to approve at once: %v", err)
	}
	if err := room.ApproveFigure(ctx, convener, alaK1, deciding(t, room, f, temperature, "")); err != nil {
		t.Fatal(err)
	}
	if f.Text(`SELECT state FROM submission WHERE period_start = '2026-01-01'`) != "approved" {
		t.Error("the convener may approve what looks odd")
	}
}

func TestAConfirmationIsOfTheValueItWasGivenFor(t *testing.T) {
	f, room := open(t)
	history(f)
	lead := f.Actor(testgroup.MedicalLead)
	e := entry(temperature, 0, of(2, 20))
	e.Figure.Confirmation = "Termometrarna var trasiga"
	save(t, room, lead, alaK1, []Entry{e})
	if got := form(t, room, lead, alaK1); len(got.Odd()) != 0 || len(row(t, got, temperature).Warnings) != 1 {
		t.Error("a confirmed figure is not asked about")
	}
	save(t, room, lead, alaK1, []Entry{again(t, room, lead, temperature, func(f *quality.Figure) { f.Value = of(3, 20) })})
	got := row(t, form(t, room, lead, alaK1), temperature)
	if got.Figure.Confirmation != "" || !got.Odd() {
		t.Errorf("another value needs another confirmation: %+v", got.Figure)
	}
	save(t, room, lead, alaK1, []Entry{again(t, room, lead, temperature, func(f *quality.Figure) { f.Value, f.Confirmation = of(4, 20), "Sex barn för få" })})
	if got := row(t, form(t, room, lead, alaK1), temperature); got.Odd() {
		t.Error("a new one was given with it")
	}
	var problems []string
	saved, err := room.SaveFigures(t.Context(), lead, alaK1, these([]Entry{again(t, room, lead, temperature, func(f *quality.Figure) { f.Confirmation = tolvan })}))
	for _, p := range saved.Problems {
		problems = append(problems, p.Field+" "+p.Code)
	}
	if err != nil || !slices.Equal(problems, []string{"figure.1.0.2026K1.confirmation personal_number"}) {
		t.Errorf("%q, %v", problems, err)
	}
}

func TestAChangeAfterApprovalNeedsAReasonAndIsTold(t *testing.T) {
	f, room := submitted(t)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	if _, err := room.Approve(ctx, convener, alaK1, 0); err != nil {
		t.Fatal(err)
	}
	if err := room.Reopen(ctx, convener, alaK1, Reopening{Until: testgroup.Now.AddDate(0, 0, 7), Reason: "Ett barn till"}); err != nil {
		t.Fatal(err)
	}
	change := func(why string, value quality.Value) Saved {
		t.Helper()
		saved, err := room.SaveFigures(ctx, lead, alaK1, these([]Entry{again(t, room, lead, temperature, func(f *quality.Figure) {
			f.Value, f.Review.ChangeReason = value, why
		})}))
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	if saved := change("", of(13, 21)); len(saved.Problems) != 1 || saved.Problems[0].Field != "figure.1.0.2026K1.change_reason" {
		t.Errorf("without a reason: %+v", saved)
	}
	emptied := again(t, room, lead, temperature, func(f *quality.Figure) { *f = quality.Figure{} })
	if saved, err := room.SaveFigures(ctx, lead, alaK1, these([]Entry{emptied})); err != nil || len(saved.Problems) != 1 || saved.Problems[0].Code != "approved_not_emptied" {
		t.Errorf("an approved figure emptied: %+v, %v", saved, err)
	}
	if saved := change("Ett barn kom från BB", of(13, 21)); saved.Count != 1 {
		t.Errorf("with one: %+v", saved)
	}
	got := row(t, form(t, room, convener, alaK1), temperature)
	if !got.Figure.ChangedSinceApproval() || *got.Figure.Review.Approved.Value.Numerator != 12 || got.ApprovedBy != "Sara Samman" ||
		got.Figure.Review.ChangeReason != "Ett barn kom från BB" || got.Figure.Standing(quality.Reopened) != quality.Preliminary {
		t.Errorf("the convener sees %+v", got.Figure.Review)
	}
	if other := row(t, form(t, room, convener, alaK1), infection); other.Figure.Standing(quality.Reopened) != quality.ApprovedFigure {
		t.Error("what was not changed is approved still")
	}
	if err := room.Submit(ctx, lead, alaK1); err != nil {
		t.Fatal(err)
	}
	if _, err := room.Approve(ctx, convener, alaK1, version(t, room, f)); err != nil {
		t.Fatal(err)
	}
	if got := row(t, form(t, room, convener, alaK1), temperature); got.Figure.ChangedSinceApproval() || got.Figure.Review.ChangeReason != "" {
		t.Errorf("approved again: %+v", got.Figure.Review)
	}
	h, err := room.FigureHistory(ctx, lead, Which{Where: alaK1, Indicator: "MED1"})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range h.Events {
		told = append(told, e.Action+" "+e.Who)
	}
	want := []string{"submission.approve Sara Samman", "figure.approve Sara Samman", "submission.submit Lena Läkare", "figure.save Lena Läkare",
		"submission.reopen Sara Samman", "submission.approve Sara Samman", "figure.approve Sara Samman", "submission.submit Lena Läkare", "figure.save Lena Läkare"}
	if !slices.Equal(told, want) {
		t.Errorf("the history:\n%q\nwant\n%q", told, want)
	}
	changed := h.Events[3]
	if *changed.Before.Value.Numerator != 12 || *changed.After.Value.Numerator != 13 || changed.After.Review.ChangeReason != "Ett barn kom från BB" ||
		h.Events[4].Reason != "Ett barn till" {
		t.Errorf("%+v", changed)
	}
	for _, person := range outsiders {
		if _, err := room.FigureHistory(ctx, f.Actor(person), Which{Where: alaK1, Indicator: "MED1"}); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", person, err)
		}
	}
	if _, err := room.FigureHistory(ctx, lead, Which{Where: alaK1, Indicator: "MED99"}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no such measure: %v", err)
	}
}
