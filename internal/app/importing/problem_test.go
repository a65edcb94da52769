package importing_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/app/importing"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
)

// parsed reads a file that is written in the test.
func parsed(t *testing.T, text string) []exchange.Row {
	t.Helper()
	file, err := exchange.Read(strings.NewReader(text), exchange.Limits{})
	if err != nil || len(file.Problems) > 0 {
		t.Fatal(err, file.Problems)
	}
	return file.Rows
}

// found is the problems as "line column code", which is what people go by.
func found(problems []exchange.Problem) (list []string) {
	for _, p := range problems {
		list = append(list, fmt.Sprintf("%d %s %s", p.Line, p.Column, p.Code))
	}
	return list
}

// defaults is an importer on the default set-up of last year.
func defaults(t *testing.T) (*importing.Importer, *postgres.DB) {
	t.Helper()
	i, db := importer(t)
	if err := setup.Default(t.Context(), db, now.AddDate(-1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	return i, db
}

const header = "group;unit;indicator;stratum;period;numerator;denominator;mean;sd;n;text;state;missing_reason;kind\n"

// The last row is right, so that it can be seen that nothing of the file is kept.
const broken = header +
	"neonatologi;LIN;MED01;;2025K1;9;8;;;;;;;\n" +
	"neonatologi;LIN;MED01;;2025;8;9;;;;;;;\n" +
	"neonatologi;LIN;MED01;37+;2025K2;8;9;;;;;;;\n" +
	"neonatologi;LIN;MED01;;2026K4;8;9;;;;;;;\n" +
	"neonatologi;LIN;MED01;;2024K1;8;9;;;;;;;\n" +
	"neonatologi;OOO;MED01;;2025K1;8;9;;;;;;;\n" +
	"neonatologi;LIN;MED99;;2025K1;8;9;;;;;;;\n" +
	"neonatologi;EKS;MED01;;2025K1;8;9;;;;;;;\n" +
	"neonatologi;LIN;MED03;;2025K1;8;9;;;;;;;rate\n" +
	"neonatologi;LIN;MED03;;2025K2;8;9;36,9;;;;;;\n" +
	"neonatologi;LIN;MED13;;2025K2;;;;;;;;Ingen aning;\n" +
	"neonatologi;LIN;OMV02;;2025K2;;;25;;12;;;;\n" +
	"neonatologi;LIN;PRO15;;2025;;;;;;kanske;;;\n" +
	"neonatologi;LIN;PRO01;;2025K1;600;;;;;;;;\n"

func TestProblemsStandAtTheirCells(t *testing.T) {
	i, db := defaults(t)
	_, problems, err := i.Apply(t.Context(), command, importing.Request{File: "broken.csv", Rows: parsed(t, broken)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2 numerator numerator_exceeds_denominator",
		"3 period period_length",
		"4 stratum stratum_not_expected",
		"5 period period_not_ended",
		"6 indicator not_collected",
		"7 unit unknown_unit",
		"8 indicator unknown_indicator",
		"9 unit not_for_unit",
		"10 kind kind_differs",
		"11 mean value_not_expected",
		"12 missing_reason unknown_reason",
		"13 mean out_of_range",
		"14 text unknown_choice",
	}
	if diff := cmp.Diff(want, found(problems)); diff != "" {
		t.Error(diff)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		group, err := tx.GroupByCode(ctx, "neonatologi")
		if err != nil {
			return err
		}
		figures, err := tx.FigureCounts(ctx, group.ID, 0)
		if len(figures) > 0 {
			t.Errorf("a broken file left %v", figures)
		}
		return err
	})
}

func TestUnknownGroupIsOneProblem(t *testing.T) {
	i, _ := importer(t)
	r := danish(t)
	r.Create = false
	_, problems, err := i.Plan(t.Context(), command, r)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2 group unknown_group"}, found(problems)); diff != "" {
		t.Error(diff)
	}
	if len(problems) == 1 && problems[0].Args[0] != 144 {
		t.Errorf("the problem counts %v rows", problems[0].Args)
	}
}

func TestWhatIsMadeMustBeDescribed(t *testing.T) {
	i, _ := importer(t)
	const file = "group;unit;indicator;stratum;period;numerator;denominator;kind;rate_per;decimals\n" +
		"Ny Grupp;a;X1;;2025K1;1;2;proportion;;\n" +
		"ny;a;X1;;2025K1;1;2;;;\n" +
		"ny;a;X 2;;2025K1;1;2;proportion;;\n" +
		"ny;a;X3;;2025K1;1;2;rate;;\n" +
		"ny;a;X4;;2025K1;1;2;proportion;;6\n" +
		"ny;a;X5;small;2025K1;1;2;proportion;;\n" +
		"ny;a;X5;;2025K2;1;2;proportion;;\n" +
		"ny;a/b?;X4;;2025K2;1;2;proportion;;\n" +
		"ny;b;" + "Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx41" + ";;2025K2;1;2;proportion;;\n"
	_, problems, err := i.Plan(t.Context(), command, importing.Request{Rows: parsed(t, file), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2 group code_letters", "3 kind kind_required", "4 indicator code_letters",
		"5 rate_per rate_per_required", "6 decimals out_of_range", "8 stratum stratum_required", "9 unit code_letters",
		"10 indicator code_letters"}
	if diff := cmp.Diff(want, found(problems)); diff != "" {
		t.Error(diff)
	}
}

// TestNewGroupJoinsNoStrangers: a healthcare region that happens to have the new
// group's code is somebody else's.
func TestNewGroupJoinsNoStrangers(t *testing.T) {
	i, db := importer(t)
	if err := db.Write(t.Context(), func(tx *postgres.Tx) error {
		_, err := tx.AddHealthcareRegion(t.Context(), "danmark-neo", "En annan")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	_, problems, err := i.Apply(t.Context(), command, danish(t))
	if diff := cmp.Diff([]string{"2 group region_code_taken"}, found(problems)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		if _, err := tx.GroupByCode(ctx, "danmark-neo"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the group was made: %v", err)
		}
		return nil
	})
}

// TestARoundThatGoesOnStaysADraft: a year with figures for its first quarters only
// is not complete, and the unit hands it in.
func TestARoundThatGoesOnStaysADraft(t *testing.T) {
	i, db := importer(t)
	const file = "group;unit;indicator;period;numerator;denominator;kind\n" +
		"ny;a;X1;2025;1;2;proportion\nny;a;X2;2026K1;1;2;proportion\nny;a;X2;2025K1;1;2;proportion\n"
	r := importing.Request{File: "year.csv", Rows: parsed(t, file), Create: true}
	if g := apply(t, i, r).Groups[0]; g.New != 3 || g.Submissions != 1 || g.Drafts != 1 {
		t.Errorf("the plan is %+v", g)
	}
	if g := apply(t, i, r).Groups[0]; g.Same != 3 || g.Submissions+g.Drafts != 0 {
		t.Errorf("the second time it is %+v", g)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		group, err := tx.GroupByCode(ctx, "ny")
		if err != nil {
			return err
		}
		list, err := tx.Submissions(ctx, group.ID, time.Time{}, now)
		if len(list) != 2 || list[0].State != quality.Approved || list[1].State != quality.Draft || list[1].SubmittedAt != nil {
			t.Errorf("stored as %+v", list)
		}
		return err
	})
}

func TestApprovedFiguresAreNotOverwritten(t *testing.T) {
	i, _ := importer(t)
	apply(t, i, danish(t))
	const file = "group,unit,indicator,stratum,period,numerator,denominator\n" +
		"danmark-neo,bornholm,stillbirth,37+,2002-2005,1,1276\n" +
		"danmark-neo,bornholm,low_apgar,37+,2002-2005,13,1276\n"
	_, problems, err := i.Apply(t.Context(), command, importing.Request{Rows: parsed(t, file)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"3 numerator already_approved"}, found(problems)); diff != "" {
		t.Error(diff)
	}
}

func TestPeopleWithAccountsMayNot(t *testing.T) {
	i, _ := importer(t)
	convener := org.Actor{Person: org.Person{ID: 1, Name: "Sammanställande"}}
	if _, _, err := i.Apply(t.Context(), convener, danish(t)); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("got %v", err)
	}
}

// Every kind of measure, and the states beside a value.
const everyKind = header +
	"neonatologi;LIN;MED01;;2025K1;8;9;;;;;;;\n" +
	"neonatologi;LIN;MED14;;2025K1;1;612;;;;;;;rate\n" +
	"neonatologi;LIN;OMV02;;2025K1;;;4,5;2,7;310;;;;mean\n" +
	"neonatologi;LIN;PAT04;;2025K1;;;84;;30;;;;\n" +
	"neonatologi;LIN;PRO01;;2025K1;600;;;;;;;;\n" +
	"neonatologi;LIN;PRO13;;2025;;;;;;v 22+0;;;\n" +
	"neonatologi;LIN;PRO15;;2025;;;;;;ja;;;\n" +
	"neonatologi;LIN;MED13;;2025K1;;;;;;;;Tekniskt fel vid uttag;\n" +
	"neonatologi;VAS;MED01;;2025K1;0;0;;;;;;;\n" +
	"neonatologi;VAS;PRO06;;2025K1;;;;;;;ej tillämpligt;;\n"

func TestEveryKindComesIn(t *testing.T) {
	i, _ := defaults(t)
	r := importing.Request{File: "kinds.csv", Rows: parsed(t, everyKind)}
	plan := apply(t, i, r)
	// LIN's first quarter, LIN's year (with its last quarter) and VAS's quarter.
	if g := plan.Groups[0]; g.New != 10 || g.Submissions != 3 || g.Created != (importing.Created{}) {
		t.Errorf("the plan is %+v", g)
	}
	if g := apply(t, i, r).Groups[0]; g.Same != 10 || g.New+g.Changed+g.Submissions != 0 {
		t.Errorf("the second time it is %+v", g)
	}
}

func TestADraftStaysTheUnitsOwn(t *testing.T) {
	i, db := defaults(t)
	quarter := quality.Quarter(2025, 1)
	state := func(to quality.SubmissionState, figure float64) {
		t.Helper()
		err := db.Write(t.Context(), func(tx *postgres.Tx) error { return enter(t.Context(), tx, quarter, to, figure) })
		if err != nil {
			t.Fatal(err)
		}
	}
	r := importing.Request{File: "draft.csv", Rows: parsed(t, header+"neonatologi;LIN;PRO01;;2025K1;600;;;;;;;;\n")}
	state(quality.Draft, 590)
	if g := apply(t, i, r).Groups[0]; g.Changed != 1 || g.Submissions != 0 {
		t.Errorf("the plan is %+v", g)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		group, unit, err := place(ctx, tx)
		if err != nil {
			return err
		}
		s, err := tx.Submission(ctx, group, unit, quarter)
		if s.State != quality.Draft {
			t.Errorf("the draft became %s", s.State)
		}
		return err
	})
	if audited(t, db, "import.figures") != 1 {
		t.Error("the change was not audited")
	}
	state(quality.Submitted, 590)
	_, problems, err := i.Apply(t.Context(), command, r)
	if diff := cmp.Diff([]string{"2 period awaits_approval"}, found(problems)); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func place(ctx context.Context, tx *postgres.Tx) (org.GroupID, org.UnitID, error) {
	group, err := tx.GroupByCode(ctx, "neonatologi")
	if err != nil {
		return 0, 0, err
	}
	unit, err := tx.UnitByCode(ctx, "LIN")
	return group.ID, unit, err
}

// enter is a unit at work: one figure in a submission that has come so far.
func enter(ctx context.Context, tx *postgres.Tx, p quality.Period, to quality.SubmissionState, number float64) error {
	group, unit, err := place(ctx, tx)
	if err != nil {
		return err
	}
	s, err := tx.LockSubmission(ctx, group, unit, p)
	if err != nil {
		return err
	}
	library, err := tx.Indicators(ctx, group, p.Start())
	if err != nil {
		return err
	}
	existing, err := tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: group, Units: []org.UnitID{unit}, From: p.Start(), To: p.Start()})
	if err != nil {
		return err
	}
	for _, i := range library {
		if i.Code != "PRO01" {
			continue
		}
		f := quality.Figure{SubmissionID: s.ID, UnitID: unit, IndicatorID: i.ID, Kind: i.Kind, Period: p,
			State: quality.Reported, Value: quality.Value{Numerator: &number}, EnteredAt: now}
		if len(existing) > 0 {
			f.ID, f.Version = existing[0].ID, existing[0].Version
		}
		if _, err := tx.SaveFigure(ctx, f); err != nil {
			return err
		}
	}
	at := now.Add(-time.Hour)
	if to == quality.Submitted {
		s.SubmittedAt = &at
	}
	s.State = to
	return tx.SaveSubmission(ctx, s)
}
