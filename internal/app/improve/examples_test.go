package improve

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// examples is the room on the two groups, with figures for Ala's and Bo's first measure:
// Ala's rise from 2025 on.
type examples struct {
	*testgroup.Fixture
	t    *testing.T
	room *Room
}

func newExamples(t *testing.T) examples {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id, position) SELECT 1, y, 1, 1 FROM generate_series(2023, 2025) y;
	INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, submitted_by, approved_at, approved_by)
	SELECT 1, u, d, 3, 'approved', now(), 1, now(), 3 FROM generate_series(1, 2) u, generate_series('2023-01-01'::date, '2025-10-01', '3 months') d;
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
	SELECT s.id, s.unit_id, 1, 'proportion', s.period_start, 3, 'reported', CASE WHEN s.unit_id = 1 AND s.period_start >= '2025-01-01' THEN 36 ELSE 20 END
	       + extract(quarter FROM s.period_start)::int % 2, 40, now() FROM submission s`)
	return examples{f, t, New(f.DB, testgroup.Clock).WithBaseURL("https://samsyn.exempel.se")}
}

// goodExample is Ala's, with all that others need.
func goodExample() improvement.Example {
	began := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	return improvement.Example{GroupID: testgroup.Group, UnitID: testgroup.Ala, Title: "Varm filt", Problem: "Barnen var kalla.", Done: "Filten ligger framme.",
		Result: "Fler är varma.", ContactID: testgroup.MedicalLead, IndicatorID: 1, BeganOn: &began, Promises: []quality.PromiseID{2}, Tags: []string{"värme"},
		State: improvement.ExampleDraft}
}

func (x examples) create(e improvement.Example) ExampleRef {
	x.t.Helper()
	id, err := x.room.CreateExample(x.t.Context(), x.Actor(testgroup.MedicalLead), e)
	if err != nil {
		x.t.Fatal(err)
	}
	return ExampleRef{testgroup.Group, id, 1}
}

// published is a published example of Ala's.
func (x examples) published() ExampleRef {
	x.t.Helper()
	e := goodExample()
	e.State = improvement.ExamplePublished
	return x.create(e)
}

func (x examples) page(id org.PersonID, ref ExampleRef) ExamplePage {
	x.t.Helper()
	p, err := x.room.Example(x.t.Context(), x.Actor(id), ref.GroupID, ref.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	return p
}

// wantErr fails the test unless the error is the one wanted.
func wantErr(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// wantProblems fails the test unless the error has the problems, "field: code".
func wantProblems(t *testing.T, err error, want ...string) {
	t.Helper()
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		t.Errorf("%v, want %v", err, want)
		return
	}
	var got []string
	for _, p := range invalid.Problems {
		got = append(got, p.Field+": "+p.Code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("problems %v, want %v", got, want)
	}
}

func TestWhoMayWriteAndReadAnExample(t *testing.T) {
	x := newExamples(t)
	ctx := t.Context()
	for id, want := range map[org.PersonID]error{testgroup.MedicalLead: nil, testgroup.Convener: nil, testgroup.Chair: fault.ErrForbidden,
		testgroup.Member: fault.ErrForbidden, testgroup.Observer: fault.ErrForbidden, testgroup.Administrator: fault.ErrForbidden, testgroup.Other: fault.ErrForbidden} {
		_, err := x.room.CreateExample(ctx, x.Actor(id), goodExample())
		wantErr(t, "writing as "+strconv.Itoa(int(id)), err, want)
	}
	_, err := x.room.CreateExample(ctx, x.Actor(testgroup.UnitManager), goodExample())
	wantProblems(t, err, "unit: unit_required") // another unit's

	draft, published := x.create(goodExample()), x.published()
	for id, want := range map[org.PersonID][2]error{
		testgroup.MedicalLead: {nil, nil}, testgroup.Convener: {nil, nil},
		testgroup.UnitManager: {fault.ErrNotFound, nil}, testgroup.Chair: {fault.ErrNotFound, nil}, testgroup.Member: {fault.ErrNotFound, nil},
		testgroup.Observer: {fault.ErrForbidden, fault.ErrForbidden}, testgroup.Administrator: {fault.ErrForbidden, fault.ErrForbidden},
		testgroup.Other: {fault.ErrForbidden, fault.ErrForbidden},
	} {
		for n, ref := range []ExampleRef{draft, published} {
			_, err := x.room.Example(ctx, x.Actor(id), ref.GroupID, ref.ID)
			wantErr(t, "reading as "+strconv.Itoa(int(id)), err, want[n])
		}
	}
	_, err = x.room.Example(ctx, x.Actor(testgroup.Other), testgroup.OtherGroup, published.ID)
	wantErr(t, "another group's", err, fault.ErrNotFound)

	for name, do := range map[string]func(org.Actor) error{
		"save": func(a org.Actor) error {
			e := goodExample()
			e.ID, e.Version = draft.ID, 1
			return x.room.SaveExample(ctx, a, e)
		},
		"publish":  func(a org.Actor) error { return x.room.PublishExample(ctx, a, draft) },
		"withdraw": func(a org.Actor) error { return x.room.WithdrawExample(ctx, a, published) },
		"delete":   func(a org.Actor) error { return x.room.DeleteExample(ctx, a, draft) },
		"attach": func(a org.Actor) error {
			return x.room.AttachFile(ctx, a, draft, SentFile{"x.pdf", []byte("%PDF-1.4")})
		},
		"form": func(a org.Actor) error {
			_, err := x.room.ExampleForm(ctx, a, testgroup.Group, published.ID)
			return err
		},
	} {
		for _, id := range []org.PersonID{testgroup.UnitManager, testgroup.Member, testgroup.Chair} {
			wantErr(t, name, do(x.Actor(id)), fault.ErrForbidden)
		}
	}
}

func TestAnExampleFromDraftToWithdrawn(t *testing.T) {
	x := newExamples(t)
	ctx, lead := t.Context(), x.Actor(testgroup.MedicalLead)
	e := goodExample()
	e.Problem, e.ContactID = "", 0
	ref := x.create(e)
	wantProblems(t, x.room.PublishExample(ctx, lead, ref), "problem: needed_by_others", "contact: contact_required")
	wrong := goodExample()
	wrong.ContactID, wrong.IndicatorID, wrong.GoalID, wrong.Promises = testgroup.Member, 7, 99, []quality.PromiseID{99}
	_, err := x.room.CreateExample(ctx, lead, wrong)
	wantProblems(t, err, "contact: unknown_choice", "indicator: unknown_choice", "goal: unknown_choice", "promises: unknown_choice")

	e = goodExample()
	e.ID, e.Version, e.State = ref.ID, ref.Version, improvement.ExamplePublished
	if err := x.room.SaveExample(ctx, lead, e); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "an old version", x.room.SaveExample(ctx, lead, e), fault.ErrConflict)
	wantErr(t, "an old version", x.room.WithdrawExample(ctx, lead, ref), fault.ErrConflict)
	// Viktor, Sara and Olle: not who wrote it, nor those who only receive the results.
	letters := `SELECT string_agg(r.email, ' ' ORDER BY r.email) || ' ' || min(r.body) FROM reminder r WHERE r.occasion = 'letter'`
	if got := x.Text(letters); !strings.HasPrefix(got, "chair@exempel.se convener@exempel.se manager@exempel.se ") ||
		!strings.Contains(got, "https://samsyn.exempel.se/forbattring/exempel/"+strconv.Itoa(int(ref.ID))) || !strings.Contains(got, "Varm filt") {
		t.Errorf("letters: %s", got)
	}
	ref.Version = 2
	wantErr(t, "removing what is published", x.room.DeleteExample(ctx, lead, ref), fault.ErrWrongState)
	wantErr(t, "publishing it twice", x.room.PublishExample(ctx, lead, ref), fault.ErrWrongState)
	e.Version, e.Title, e.State = 2, "Varm filt, ny rubrik", improvement.ExampleDraft
	if err := x.room.SaveExample(ctx, lead, e); err != nil || x.page(testgroup.Member, ref).Example.Title != e.Title {
		t.Errorf("it did not stay published: %v", err)
	}
	ref.Version = 3
	if err := x.room.WithdrawExample(ctx, lead, ref); err != nil {
		t.Fatal(err)
	}
	_, err = x.room.Example(ctx, x.Actor(testgroup.Member), ref.GroupID, ref.ID)
	wantErr(t, "reading what is withdrawn", err, fault.ErrNotFound)
	ref.Version = 4
	if err := x.room.PublishExample(ctx, lead, ref); err != nil {
		t.Fatal(err)
	}
	if got := x.Text(`SELECT count(*) FROM reminder WHERE occasion = 'letter'`); got != "3" {
		t.Errorf("%s letters after it was published anew", got)
	}
	if got := x.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE subject = 'example' AND group_id = 1 AND unit_id = 1`); got !=
		"example.create example.publish example.save example.withdraw example.publish" {
		t.Errorf("the log says %s", got)
	}

	draft := x.create(goodExample())
	if err := x.room.DeleteExample(ctx, lead, draft); err != nil || x.Text(`SELECT count(*) FROM example`) != "1" {
		t.Errorf("removing a draft: %v", err)
	}
}

func TestSavingTheSameChangesNothing(t *testing.T) {
	x := newExamples(t)
	ref := x.create(goodExample())
	e := x.page(testgroup.MedicalLead, ref).Example
	if err := x.room.SaveExample(t.Context(), x.Actor(testgroup.Convener), e); err != nil || x.page(testgroup.MedicalLead, ref).Example.Version != 1 {
		t.Errorf("%v, version %d", err, x.page(testgroup.MedicalLead, ref).Example.Version)
	}
}

// TestTheResultIsTheUnitsOwnFigures: before and after the day, and masked for those who
// see masked figures.
func TestTheResultIsTheUnitsOwnFigures(t *testing.T) {
	x := newExamples(t)
	ref := x.published()
	ctx := t.Context()
	since := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := x.room.Adopt(ctx, x.Actor(testgroup.UnitManager), improvement.Adoption{ExampleID: ref.ID, GroupID: ref.GroupID, UnitID: testgroup.Bo,
		State: improvement.Introduced, Since: since}); err != nil {
		t.Fatal(err)
	}
	p := x.page(testgroup.UnitManager, ref)
	if p.Shown == nil || len(p.Shown.Effects) != 1 || len(p.Adoptions) != 2 {
		t.Fatalf("%+v", p)
	}
	if e := p.Shown.Effects[0]; e.ValuesBefore != 8 || e.ValuesAfter != 4 || e.Verdict != analysis.Differs || e.Control.Line.Unit.ID != testgroup.Ala {
		t.Errorf("Ala: %s, %d before, %d after", e.Verdict, e.ValuesBefore, e.ValuesAfter)
	}
	bo := p.Adoptions[0]
	if bo.Unit.ID != testgroup.Bo || !bo.Own || !bo.CanNote || len(bo.Effects) != 1 || bo.Effects[0].Verdict != analysis.MaybeChance {
		t.Errorf("Bo: %+v", bo)
	}
	if ceda := p.Adoptions[1]; ceda.Noted.State != "" || ceda.CanNote || len(ceda.Effects) != 0 {
		t.Errorf("Ceda: %+v", ceda)
	}
	seen := x.page(testgroup.Member, ref)
	if !seen.Shown.Dataset.Masked || len(seen.Shown.Dataset.Figures) != 0 || len(seen.Shown.Effects[0].Control.Points) != 3 {
		t.Errorf("a reader outside sees quarters: %d points", len(seen.Shown.Effects[0].Control.Points))
	}
	for _, e := range []analysis.Effect{seen.Shown.Effects[0], seen.Adoptions[0].Effects[0]} {
		if e.Verdict != analysis.TooFewBefore {
			t.Errorf("of two years before: %s", e.Verdict)
		}
	}
}
