package collect

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// fileRow is a row about Ala's first quarter.
func fileRow(code string, change func(*FileRow)) FileRow {
	r := FileRow{Group: "prov", Unit: "ALA", Indicator: code, Period: "2026K1", State: quality.Reported}
	change(&r)
	return r
}

// codes are the group's measures by what the tests call them.
func codes(f *testgroup.Fixture) map[quality.IndicatorID]string {
	list := map[quality.IndicatorID]string{}
	for _, id := range []quality.IndicatorID{temperature, infection, births, admitted, stay, limits} {
		list[id] = f.Text(`SELECT code FROM indicator WHERE id = ` + string(rune('0'+id/10)) + string(rune('0'+id%10)))
	}
	return list
}

// fileRows is a file with Ala's whole quarter.
func fileRows(f *testgroup.Fixture) []FileRow {
	c, group := codes(f), f.Text(`SELECT code FROM programme_group WHERE id = 1`)
	rows := []FileRow{
		fileRow(c[temperature], func(r *FileRow) { r.Numerator, r.Denominator = num(12), num(20) }),
		fileRow(c[infection], func(r *FileRow) { r.Numerator, r.Denominator = num(1), num(480.5) }),
		fileRow(c[admitted], func(r *FileRow) { r.N = num(0) }),
		fileRow(c[stay], func(r *FileRow) { r.Stratum, r.Mean, r.SD, r.N = "tidig", num(30.5), num(2), num(4) }),
		fileRow(c[stay], func(r *FileRow) { r.Stratum, r.State, r.Reason = "sen", quality.Missing, "registret är inte ifyllt" }),
		fileRow(c[limits], func(r *FileRow) { r.Text = "Från vecka 22" }),
	}
	for n := range rows {
		rows[n].Group = group
	}
	return rows
}

var alaFile = File{Where: alaK1, Name: "ala.xlsx"}

func planFile(t *testing.T, room *Room, actor org.Actor, rows []FileRow) FilePlan {
	t.Helper()
	plan, err := room.PlanFile(t.Context(), actor, alaFile, rows)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// wrongs are the codes of what is wrong, row by row.
func wrongs(plan FilePlan) string {
	var list []string
	for _, r := range plan.Rows {
		for _, p := range r.Wrong {
			list = append(list, p.Field+" "+p.Code)
		}
		if r.Theirs != nil {
			list = append(list, "changed by "+r.Theirs.By.Name)
		}
	}
	return strings.Join(list, ", ")
}

func TestAFileIsPlannedStoredAndStoredAgain(t *testing.T) {
	f, room := open(t)
	lead, rows := f.Actor(testgroup.MedicalLead), fileRows(f)
	plan := planFile(t, room, lead, rows)
	if plan.New != 6 || plan.Wrong+plan.Changed+plan.Same > 0 {
		t.Fatalf("%d new, wrong: %s", plan.New, wrongs(plan))
	}
	if n := f.Text(`SELECT count(*)::text FROM figure`); n != "0" {
		t.Fatalf("the plan stored %s figures", n)
	}
	for _, want := range []int{6, 0} { // the second time there is nothing left to do
		done, err := room.ApplyFile(t.Context(), lead, alaFile, Applying{Rows: rows, Seen: plan.Seen})
		if err != nil || !done.Stored || done.New != want {
			t.Fatalf("%d new, stored %t, %v, %s", done.New, done.Stored, err, wrongs(done))
		}
	}
	if got := f.Text(`SELECT concat(count(*), ' ', min(after ->> 'file')) FROM audit WHERE action = 'figure.save' AND actor_name = 'Lena Läkare'`); got != "6 ala.xlsx" {
		t.Errorf("logged %s", got)
	}
	got := form(t, room, lead, alaK1)
	if empty := got.Empty(); len(empty) > 0 || *row(t, got, admitted).Figure.Value.Numerator != 0 || row(t, got, limits).Figure.Value.Text != "Från vecka 22" {
		t.Errorf("%d rows are empty", len(empty))
	}
}

func TestAFileIsStoredWholeOrNotAtAll(t *testing.T) {
	f, room := open(t)
	lead, rows := f.Actor(testgroup.MedicalLead), fileRows(f)
	rows[0].Numerator = num(21)
	rows[1].Unreadable = true
	rows[2].Mean = num(3)
	rows[4].Reason = "Vet inte"
	rows = append(rows,
		fileRow("FINNSINTE", func(r *FileRow) { r.N = num(1) }),
		fileRow(rows[0].Indicator, func(r *FileRow) { r.Unit = "BO" }),
		fileRow(rows[0].Indicator, func(r *FileRow) { r.Period = "2025K4" }),
		fileRow(rows[0].Indicator, func(r *FileRow) { r.Period = "i våras" }),
		fileRow(rows[0].Indicator, func(r *FileRow) { r.Group = "annan" }),
		fileRow(rows[3].Indicator, func(r *FileRow) { r.Stratum = "mellan" }))
	for n := range rows {
		if rows[n].Group == "prov" {
			rows[n].Group = ""
		}
	}
	plan := planFile(t, room, lead, rows)
	want := "numerator numerator_exceeds_denominator, mean value_not_expected, reason unknown_choice, indicator not_due, " +
		"unit other_unit, period other_period, period period_invalid, group other_group, stratum unknown_stratum"
	if got := wrongs(plan); got != want || plan.Wrong != 10 || plan.New != 2 {
		t.Errorf("%d wrong, %d new: %s", plan.Wrong, plan.New, got)
	}
	done, err := room.ApplyFile(t.Context(), lead, alaFile, Applying{Rows: rows, Seen: plan.Seen})
	if n := f.Text(`SELECT concat((SELECT count(*) FROM figure), (SELECT count(*) FROM submission), (SELECT count(*) FROM audit))`); err != nil || done.Stored || n != "000" {
		t.Errorf("stored %t, %v: %s", done.Stored, err, n)
	}
}

func TestAFileForAllUnitsKeepsToWhatOneMay(t *testing.T) {
	f, room := open(t)
	all := File{Where: Where{GroupID: testgroup.Group}, Name: "alla.csv"}
	rows := fileRows(f)[:1]
	for _, unit := range []string{"BO", "NOLL"} {
		r := rows[0]
		r.Unit = unit
		rows = append(rows, r)
	}
	plan, err := room.PlanFile(t.Context(), f.Actor(testgroup.MedicalLead), all, rows)
	if got := wrongs(plan); err != nil || got != "unit not_your_unit, unit unknown_unit" || plan.New != 1 {
		t.Errorf("%s, %v", got, err)
	}
	plan, err = room.PlanFile(t.Context(), f.Actor(testgroup.Convener), all, rows[:2])
	if err != nil || plan.New != 2 {
		t.Errorf("the convener: %s, %v", wrongs(plan), err)
	}
	refused(t, f, []org.PersonID{testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Other}, func(actor org.Actor) error {
		_, err := room.PlanFile(t.Context(), actor, all, rows)
		_, applied := room.ApplyFile(t.Context(), actor, all, Applying{Rows: rows})
		_, kept := room.KeepFile(t.Context(), actor, all)
		_, forms := room.FormsToFill(t.Context(), actor, all.Where, "x")
		_, periods := room.PeriodsToFill(t.Context(), actor, testgroup.Group)
		for _, e := range []error{applied, kept, forms, periods} {
			if !errors.Is(e, fault.ErrForbidden) {
				return e
			}
		}
		return err
	})
}

func TestAFigureThatSomebodyElseChangedIsNotOverwritten(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	save(t, room, lead, alaK1, everything())
	rows := fileRows(f)
	for n, at := range form(t, room, lead, alaK1).Rows {
		rows[n].Mark = Mark(at.Figure)
	}
	rows[4] = fileRow(rows[4].Indicator, func(r *FileRow) { r.Stratum, r.N, r.Mark, r.Group = "sen", num(0), rows[4].Mark, "" })
	if plan := planFile(t, room, lead, rows); plan.Same != 6 {
		t.Fatalf("%+v %s", plan.Same, wrongs(plan))
	}
	theirs := everything()[:1]
	theirs[0].Read, theirs[0].Figure.Value = Mark(row(t, form(t, room, lead, alaK1), temperature).Figure), of(11, 20)
	save(t, later(f, time.Minute), convener, alaK1, theirs)
	// Not touched in the file: what the convener saved stays.
	if plan := planFile(t, room, lead, rows); plan.Same != 6 {
		t.Errorf("untouched: %s", wrongs(plan))
	}
	// Touched: both are shown.
	rows[0].Numerator = num(13)
	plan := planFile(t, room, lead, rows)
	if got := wrongs(plan); got != "changed by Sara Samman" || *plan.Rows[0].Theirs.Theirs.Value.Numerator != 11 {
		t.Errorf("changed: %s", got)
	}
	// An emptied row is emptied, and what was planned against other figures is not done.
	rows = rows[1:2]
	rows[0].State, rows[0].Numerator, rows[0].Denominator = "", nil, nil
	plan = planFile(t, room, lead, rows)
	if plan.Changed != 1 {
		t.Fatalf("emptied: %+v", plan)
	}
	if done, err := room.ApplyFile(t.Context(), lead, alaFile, Applying{Rows: rows, Seen: "another"}); err != nil || done.Stored {
		t.Errorf("stored without having been seen: %v", err)
	}
	if done, err := room.ApplyFile(t.Context(), lead, alaFile, Applying{Rows: rows, Seen: plan.Seen}); err != nil || !done.Stored {
		t.Errorf("not emptied: %v", err)
	}
	if got := row(t, form(t, room, lead, alaK1), infection).Figure.State; got != "" {
		t.Errorf("the row is %s", got)
	}
}

func TestAFileForAPeriodThatIsClosed(t *testing.T) {
	f, room := submitted(t)
	lead, rows := f.Actor(testgroup.MedicalLead), fileRows(f)
	rows[0].Numerator = num(3)
	for state, code := range map[string]string{"submitted": "awaits_approval", "approved": "already_approved"} {
		f.Exec(`UPDATE submission SET state = '` + state + `', approved_at = now()`)
		if got := wrongs(planFile(t, room, lead, rows)); !strings.HasPrefix(got, "period "+code) {
			t.Errorf("%s: %s", state, got)
		}
	}
	if _, err := room.FormsToFill(t.Context(), lead, alaK1, "x"); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a workbook of a closed period: %v", err)
	}
}

func TestFilesAreTheUploadersOwnAndForgotten(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	file := alaFile
	file.Content = []byte("enhet;mått")
	id, err := room.KeepFile(t.Context(), lead, file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := room.File(t.Context(), lead, testgroup.Group, id)
	if err != nil || got.Name != "ala.xlsx" || got.Where != alaK1 || string(got.Content) != "enhet;mått" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, e := range []error{
		errorOf(room.File(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, id)),
		errorOf(room.File(t.Context(), lead, testgroup.OtherGroup, id)),
		errorOf(later(f, fileLife).File(t.Context(), lead, testgroup.Group, id)),
	} {
		if !errors.Is(e, fault.ErrNotFound) {
			t.Errorf("got %v", e)
		}
	}
	if _, err := later(f, fileLife).KeepFile(t.Context(), lead, file); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM import_file`); n != "1" {
		t.Errorf("%s files are kept", n)
	}
}

func errorOf[T any](_ T, err error) error { return err }

func TestPeriodsAndFormsToFill(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	periods, err := room.PeriodsToFill(t.Context(), lead, testgroup.Group)
	if err != nil || !slices.Equal(periods, []quality.Period{quality.Quarter(2026, 2), quality.Quarter(2026, 1)}) {
		t.Errorf("%v, %v", periods, err)
	}
	forms, err := room.FormsToFill(t.Context(), convener, Where{GroupID: testgroup.Group}, "alla.xlsx")
	if err != nil || len(forms) != 3 || forms[0].Period != quality.Quarter(2026, 1) {
		t.Fatalf("%d forms, %v", len(forms), err)
	}
	if got := f.Text(`SELECT string_agg(after ->> 'file', ' ') FROM audit WHERE action = 'figure.export'`); got != "alla.xlsx alla.xlsx alla.xlsx" {
		t.Errorf("logged %q", got)
	}
}
