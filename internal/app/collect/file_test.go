package collect

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// fileRow is a row of a file, by the English names of the columns.
type fileRow map[string]string

// fileRows is Ala's whole first quarter.
func fileRows() []fileRow {
	row := func(code string, parts ...string) fileRow {
		r := fileRow{"group": "prov", "unit": "ALA", "indicator": code, "period": "2026K1"}
		for n := 0; n < len(parts); n += 2 {
			r[parts[n]] = parts[n+1]
		}
		return r
	}
	return []fileRow{
		row("MED1", "numerator", "12", "denominator", "20"), row("MED2", "numerator", "1", "denominator", "480,5"),
		row("PRO3", "n", "0"), row("PRO4", "stratum", "tidig", "mean", "30,5", "sd", "2", "n", "4"),
		row("PRO4", "stratum", "sen", "missing_reason", "registret är inte ifyllt"), row("PRO5", "text", "Från vecka 22"),
	}
}

// csvFile is the rows as a file.
func csvFile(rows []fileRow) []byte {
	columns := []string{"group", "unit", "indicator", "stratum", "period", "numerator", "denominator", "mean", "sd", "n", "text",
		"state", "missing_reason", "comment", "mark"}
	var out strings.Builder
	fmt.Fprintln(&out, strings.Join(columns, ";"))
	for _, r := range rows {
		var fields []string
		for _, column := range columns {
			fields = append(fields, r[column])
		}
		fmt.Fprintln(&out, strings.Join(fields, ";"))
	}
	return []byte(out.String())
}

// take uploads the rows, for Ala's quarter or for the place given, and gives what
// has been read.
func take(t *testing.T, room *Room, actor org.Actor, rows []fileRow, where ...Where) FileStatus {
	t.Helper()
	file := File{Where: append(where, alaK1)[0], Name: "ala.csv", Content: csvFile(rows)}
	id, err := room.TakeFile(t.Context(), actor, file)
	if err != nil {
		t.Fatal(err)
	}
	return status(t, room, actor, id)
}

func status(t *testing.T, room *Room, actor org.Actor, id int64) FileStatus {
	t.Helper()
	s, err := room.FileStatus(t.Context(), actor, testgroup.Group, id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// decide stores the file as it was seen, and gives what became of it.
func decide(t *testing.T, room *Room, actor org.Actor, seen FileStatus) FileStatus {
	t.Helper()
	if err := room.StoreFile(t.Context(), actor, testgroup.Group, FileDecision{ID: seen.ID, Seen: seen.Seen}); err != nil {
		t.Fatal(err)
	}
	return status(t, room, actor, seen.ID)
}

// lines are the file's rows of the kind.
func lines(t *testing.T, room *Room, actor org.Actor, id int64, kind Outcome) []FileLine {
	t.Helper()
	got, err := room.FileLines(t.Context(), actor, testgroup.Group, LinesAsked{ID: id, Kind: kind, First: 1, Last: 1_000})
	if err != nil {
		t.Fatal(err)
	}
	return got.Lines[kind]
}

// wrongs are the columns and codes of what is wrong, row by row.
func wrongs(t *testing.T, room *Room, actor org.Actor, id int64) string {
	t.Helper()
	var list []string
	for _, l := range lines(t, room, actor, id, WrongRow) {
		for _, p := range l.Problems {
			list = append(list, fmt.Sprint(p.Line, " ", p.Column, " ", p.Code))
		}
		if l.Theirs != nil {
			list = append(list, fmt.Sprint(l.Line, " changed by ", l.Theirs.By.Name))
		}
	}
	return strings.Join(list, ", ")
}

// counts are how many rows are new, changed, the same and wrong.
func counts(s FileStatus) string { return fmt.Sprint(s.New, s.Changed, s.Same, s.Wrong) }

func TestAFileIsReadStoredAndStoredAgain(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	seen := take(t, room, lead, fileRows())
	if counts(seen) != "6 0 0 0" || seen.State != Read || seen.Unit != "ALA" || seen.Period != "2026K1" {
		t.Fatalf("%+v, wrong: %s", seen, wrongs(t, room, lead, seen.ID))
	}
	if n := f.Text(`SELECT count(*)::text FROM figure`); n != "0" {
		t.Fatalf("reading it stored %s figures", n)
	}
	for range 2 { // the second time there is nothing left to do
		if done := decide(t, room, lead, seen); done.State != Stored || counts(done) != "6 0 0 0" {
			t.Fatalf("%+v", done)
		}
	}
	if again := take(t, room, lead, fileRows()); counts(again) != "0 0 6 0" {
		t.Errorf("the same file again: %s", counts(again))
	} else if err := room.StoreFile(t.Context(), lead, testgroup.Group, FileDecision{again.ID, again.Seen}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a file with nothing new is stored: %v", err)
	}
	if got := f.Text(`SELECT concat(count(*), ' ', min(after ->> 'file'), ' ', count(DISTINCT subject_id), ' ', min(client_address), ' ', bool_and(EXISTS (SELECT FROM figure f WHERE f.id = subject_id)))
	                  FROM audit WHERE action = 'figure.save' AND actor_name = 'Lena Läkare'`); got != "6 ala.csv 6 192.0.2.1 t" {
		t.Errorf("logged %s", got)
	}
	got := form(t, room, lead, alaK1)
	if empty := got.Empty(); len(empty) > 0 || *row(t, got, admitted).Figure.Value.Numerator != 0 || row(t, got, limits).Figure.Value.Text != "Från vecka 22" {
		t.Errorf("%d rows are empty", len(empty))
	}
}

func TestAFileThatChangesAndEmptiesIsLoggedAsTheFormIs(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	save(t, room, lead, alaK1, everything()[:3])
	marks := map[string]string{}
	for _, r := range form(t, room, lead, alaK1).Rows {
		marks[r.Indicator.Code] = Mark(r.Figure)
	}
	rows := fileRows()[:4]
	rows[0]["numerator"], rows[0]["mark"] = "13", marks["MED1"]
	rows[1]["numerator"], rows[1]["denominator"], rows[1]["mark"] = "", "", marks["MED2"]
	seen := take(t, later(f, time.Minute), lead, rows)
	if counts(seen) != "1 2 1 0" {
		t.Fatalf("%s, wrong: %s", counts(seen), wrongs(t, room, lead, seen.ID))
	}
	if l := lines(t, room, lead, seen.ID, ChangedFigure); *l[0].Now.Value.Numerator != 12 || *l[0].After.Value.Numerator != 13 || l[1].After.State != "" {
		t.Errorf("shown as %+v", l)
	}
	decide(t, later(f, time.Minute), lead, seen)
	want := `{"state": "reported", "period": "2026K1", "indicator": "MED1", "numerator": 12, "denominator": 20}->` +
		`{"file": "ala.csv", "state": "reported", "period": "2026K1", "indicator": "MED1", "numerator": 13, "denominator": 20}`
	if got := f.Text(`SELECT concat(before, '->', after) FROM audit WHERE after ->> 'file' = 'ala.csv' AND after ->> 'indicator' = 'MED1'`); got != want {
		t.Errorf("logged %s", got)
	}
	if got := f.Text(`SELECT concat(before ->> 'indicator', after IS NULL, subject_id > 0) FROM audit WHERE action = 'figure.save' ORDER BY id DESC LIMIT 1`); got != "MED2tt" {
		t.Errorf("the emptied one is logged as %s", got)
	}
	if got := f.Text(`SELECT string_agg(concat(indicator_id, ' ', trim_scale(numerator), ' v', version), ', ' ORDER BY indicator_id) FROM figure`); got != "1 13 v2, 8 0 v1, 9  v1" {
		t.Errorf("stored %s", got)
	}
}

func TestAFileIsStoredWholeOrNotAtAll(t *testing.T) {
	f, room := open(t)
	lead, rows := f.Actor(testgroup.MedicalLead), fileRows()
	rows[0]["numerator"] = "21"
	rows[1]["numerator"] = "ett"
	rows[2]["mean"] = "3"
	rows[4]["missing_reason"] = "Vet inte"
	for _, change := range []fileRow{{"indicator": "FINNSINTE"}, {"unit": "BO"}, {"period": "2025K4"}, {"period": "2026K7"},
		{"group": "annan", "indicator": "X"}, {"indicator": "PRO4", "stratum": "mellan"}, {"comment": "Tolvan, 19121212-1212", "period": "2026K2"}} {
		r := fileRow{"group": "prov", "unit": "ALA", "indicator": "MED1", "period": "2026K1", "numerator": "1", "denominator": "2"}
		for column, value := range change {
			r[column] = value
		}
		rows = append(rows, r)
	}
	seen := take(t, room, lead, rows)
	want := "2 numerator numerator_exceeds_denominator, 3 numerator not_a_number, 4 mean value_not_expected, 6 missing_reason unknown_choice, " +
		"8 indicator not_due, 9 unit other_unit, 10 period other_period, 11 period period_invalid, 12 group other_group, 13 stratum unknown_stratum, " +
		"14 comment personal_number"
	if got := wrongs(t, room, lead, seen.ID); got != want || counts(seen) != "2 0 0 11" {
		t.Errorf("%s: %s", counts(seen), got)
	}
	err := room.StoreFile(t.Context(), lead, testgroup.Group, FileDecision{seen.ID, seen.Seen})
	if n := f.Text(`SELECT concat((SELECT count(*) FROM figure), (SELECT count(*) FROM submission), (SELECT count(*) FROM audit))`); !errors.Is(err, fault.ErrWrongState) || n != "000" {
		t.Errorf("%v: %s", err, n)
	}
}

func TestAFileForAllUnitsKeepsToWhatOneMay(t *testing.T) {
	f, room := open(t)
	all := Where{GroupID: testgroup.Group}
	var rows []fileRow
	for _, unit := range []string{"ALA", "BO", "NOLL"} {
		r := fileRows()[0]
		r["unit"] = unit
		rows = append(rows, r)
	}
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	seen := take(t, room, lead, rows, all)
	if got := wrongs(t, room, lead, seen.ID); got != "3 unit not_your_unit, 4 unit unknown_unit" || seen.New != 1 {
		t.Errorf("the lead: %s", got)
	}
	seen = take(t, room, convener, rows[:2], all)
	if done := decide(t, room, convener, seen); counts(done) != "2 0 0 0" || done.Unit != "" || done.State != Stored {
		t.Errorf("the convener: %+v", done)
	}
	refused(t, f, []org.PersonID{testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Other}, func(actor org.Actor) error {
		_, err := room.TakeFile(t.Context(), actor, File{Where: all, Name: "x.csv", Content: csvFile(rows)})
		_, forms := room.FormsToFill(t.Context(), actor, all, "x")
		_, periods := room.PeriodsToFill(t.Context(), actor, testgroup.Group)
		for _, e := range []error{forms, periods} {
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
	rows := fileRows()
	for n, at := range form(t, room, lead, alaK1).Rows {
		rows[n]["mark"] = Mark(at.Figure)
	}
	rows[4]["missing_reason"], rows[4]["n"] = "", "0"
	if seen := take(t, room, lead, rows); counts(seen) != "0 0 6 0" {
		t.Fatalf("%s %s", counts(seen), wrongs(t, room, lead, seen.ID))
	}
	theirs := everything()[:1]
	theirs[0].Read, theirs[0].Figure.Value = Mark(row(t, form(t, room, lead, alaK1), temperature).Figure), of(11, 20)
	save(t, later(f, time.Minute), convener, alaK1, theirs)
	// Not touched in the file: what the convener saved stays.
	if seen := take(t, room, lead, rows); counts(seen) != "0 0 6 0" {
		t.Errorf("untouched: %s", wrongs(t, room, lead, seen.ID))
	}
	// Touched: both are shown, and the mended row is about what stands now.
	rows[0]["numerator"] = "13"
	seen := take(t, room, lead, rows)
	l := lines(t, room, lead, seen.ID, WrongRow)
	if got := wrongs(t, room, lead, seen.ID); got != "2 changed by Sara Samman" || *l[0].Theirs.Theirs.Value.Numerator != 11 ||
		!l[0].Theirs.By.OnBehalf || l[0].Mark != Mark(row(t, form(t, room, lead, alaK1), temperature).Figure) {
		t.Errorf("changed: %s, %+v", got, l)
	}
	// What was read when the figures were others is not stored, but read again.
	rows = rows[1:2]
	rows[0]["numerator"] = "2"
	seen = take(t, room, lead, rows)
	if err := room.StoreFile(t.Context(), lead, testgroup.Group, FileDecision{seen.ID, "another"}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("stored without having been seen: %v", err)
	}
	theirs = everything()[1:2]
	theirs[0].Read, theirs[0].Figure.Value = rows[0]["mark"], of(3, 480.5)
	save(t, later(f, time.Minute), convener, alaK1, theirs)
	after := decide(t, room, lead, seen)
	if after.State != Read || !after.Overtaken || counts(after) != "0 0 0 1" || after.Seen == seen.Seen {
		t.Errorf("overtaken: %+v", after)
	}
	if got := *row(t, form(t, room, lead, alaK1), infection).Figure.Value.Numerator; got != 3 {
		t.Errorf("stored %v over what was not seen", got)
	}
}

func TestAFileForAPeriodThatIsClosed(t *testing.T) {
	f, room := submitted(t)
	lead, rows := f.Actor(testgroup.MedicalLead), fileRows()
	rows[0]["numerator"] = "3"
	for state, code := range map[string]string{"submitted": "awaits_approval", "approved": "already_approved"} {
		f.Exec(`UPDATE submission SET state = '` + state + `', approved_at = now()`)
		if got := wrongs(t, room, lead, take(t, room, lead, rows).ID); !strings.HasPrefix(got, "2 period "+code) {
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
	id := take(t, room, lead, fileRows()).ID
	if list, err := room.Files(t.Context(), lead, testgroup.Group); err != nil || len(list) != 1 || list[0].Name != "ala.csv" || list[0].Where != alaK1 {
		t.Errorf("%+v, %v", list, err)
	}
	convener := f.Actor(testgroup.Convener)
	for _, e := range []error{
		errorOf(room.FileStatus(t.Context(), convener, testgroup.Group, id)),
		errorOf(room.FileLines(t.Context(), convener, testgroup.Group, LinesAsked{ID: id})),
		room.StoreFile(t.Context(), convener, testgroup.Group, FileDecision{ID: id}),
		room.RereadFile(t.Context(), convener, testgroup.Group, id),
		room.CancelFile(t.Context(), convener, testgroup.Group, id),
		errorOf(room.FileStatus(t.Context(), lead, testgroup.OtherGroup, id)),
		errorOf(room.FileLines(t.Context(), lead, testgroup.OtherGroup, LinesAsked{ID: id})),
		errorOf(later(f, fileLife).FileStatus(t.Context(), lead, testgroup.Group, id)),
	} {
		if !errors.Is(e, fault.ErrNotFound) {
			t.Errorf("got %v", e)
		}
	}
	take(t, later(f, fileLife), lead, fileRows())
	if n := f.Text(`SELECT concat((SELECT count(*) FROM import_file), (SELECT count(DISTINCT file_id) FROM import_page))`); n != "11" {
		t.Errorf("%s files and files with pages are kept", n)
	}
}

func errorOf[T any](_ T, err error) error { return err }

func TestRowsComeInPages(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	var rows []fileRow
	for n := range LinesOnPage + 20 {
		r := fileRows()[0]
		r["indicator"] = "NY" + strconv.Itoa(n)
		rows = append(rows, r)
	}
	seen := take(t, room, lead, append(rows, fileRows()[0]))
	for page, want := range map[int]int{1: LinesOnPage, 2: 20, 3: 0} {
		got, err := room.FileLines(t.Context(), lead, testgroup.Group, LinesAsked{ID: seen.ID, Kind: WrongRow, First: page, Last: page})
		if err != nil || len(got.Lines[WrongRow]) != want || len(got.Lines[NewFigure]) != 0 {
			t.Errorf("page %d: %d rows, %v", page, len(got.Lines[WrongRow]), err)
		}
	}
	if all, err := room.FileLines(t.Context(), lead, testgroup.Group, LinesAsked{ID: seen.ID, First: 1, Last: 1}); err != nil ||
		len(all.Lines[WrongRow]) != LinesOnPage || len(all.Lines[NewFigure]) != 1 || all.Status.Count(WrongRow) != LinesOnPage+20 {
		t.Errorf("all kinds: %d and %d rows, %v", len(all.Lines[WrongRow]), len(all.Lines[NewFigure]), err)
	}
}

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
