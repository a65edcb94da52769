package importing_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/app/importing"
	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
)

const denmark = "../../exchange/testdata/neonatal_denmark_2002_2005.csv"

var now = time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)

var command = org.Actor{Person: org.Person{Name: "samsyn import"}}

func rows(t *testing.T, name string) []exchange.Row {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, err := exchange.Read(file, exchange.Limits{})
	if err != nil || len(read.Problems) > 0 {
		t.Fatal(err, read.Problems)
	}
	return read.Rows
}

func importer(t *testing.T) (*importing.Importer, *postgres.DB) {
	t.Helper()
	db := testdb.New(t).DB
	return importing.New(db, func() time.Time { return now }), db
}

func danish(t *testing.T) importing.Request {
	t.Helper()
	return importing.Request{File: "neonatal_denmark_2002_2005.csv", Rows: rows(t, denmark), Create: true,
		Template: importing.Template{MissingReasons: []string{"Annan orsak"},
			Headings: []postgres.ReportHeading{{Heading: "Sammanfattning", Content: "text"}}}}
}

// read runs fn on a snapshot and fails the test with its error.
func read(t *testing.T, db *postgres.DB, fn func(context.Context, *postgres.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// apply imports what must be without problems.
func apply(t *testing.T, i *importing.Importer, r importing.Request) importing.Plan {
	t.Helper()
	plan, problems, err := i.Apply(t.Context(), command, r)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return plan
}

func TestDryRunSaysWhatWouldBeDoneAndDoesNothing(t *testing.T) {
	i, db := importer(t)
	plan, problems, err := i.Plan(t.Context(), command, danish(t))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	want := importing.Plan{Groups: []importing.GroupPlan{{Code: "danmark-neo", Name: "Neonatalvård i Danmark 2002–2005",
		Created:     importing.Created{Group: true, Units: 9, Indicators: 8, Selected: 8},
		Submissions: 9, New: 144}}}
	if diff := cmp.Diff(want, plan); diff != "" {
		t.Error(diff)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		groups, err := tx.AllGroups(ctx)
		if len(groups) > 0 {
			t.Errorf("the dry run made %v", groups)
		}
		return err
	})
	if applied := apply(t, i, danish(t)); !cmp.Equal(plan, applied) {
		t.Errorf("planned %+v, did %+v", plan, applied)
	}
}

func TestDanishFiguresAreStored(t *testing.T) {
	i, db := importer(t)
	apply(t, i, danish(t))
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		group, err := tx.GroupByCode(ctx, "danmark-neo")
		if err != nil {
			return err
		}
		if group.CollectionMonths != 48 {
			t.Errorf("the group collects every %d months", group.CollectionMonths)
		}
		units, err := tx.Units(ctx, group.ID)
		if err != nil {
			return err
		}
		if len(units) != 9 {
			t.Errorf("%d units", len(units))
		}
		from := time.Date(2002, 1, 1, 0, 0, 0, 0, time.UTC)
		indicators, err := tx.Indicators(ctx, group.ID, from)
		if err != nil {
			return err
		}
		var ids []quality.IndicatorID
		byCode := map[string]quality.Indicator{}
		for _, i := range indicators {
			ids = append(ids, i.ID)
			byCode[i.Code] = i
			if len(i.Strata) != 2 || i.Kind != quality.Proportion || i.Certainty != quality.Sourced {
				t.Errorf("%s: %+v", i.Code, i)
			}
		}
		figures, err := tx.ShownFigures(ctx, group.ID, ids, from, now)
		if len(indicators) != 8 || len(figures) != 144 {
			t.Errorf("%d indicators with %d figures", len(indicators), len(figures))
		}
		// Sums of the nine hospitals, taken from the file with awk.
		sums := sum(figures, byCode)
		for key, want := range map[string][2]float64{
			"stillbirth/37+": {143, 63581}, "nicu_cpap/<37": {1206, 4893},
		} {
			if sums[key] != want {
				t.Errorf("%s: %v, want %v", key, sums[key], want)
			}
		}
		checkWithinCountry(t, sums)
		return err
	})
}

// sum adds up numerators and denominators by indicator and stratum.
func sum(figures []postgres.ShownFigure, byCode map[string]quality.Indicator) map[string][2]float64 {
	sums := map[string][2]float64{}
	for code, i := range byCode {
		for _, stratum := range i.Strata {
			s := [2]float64{}
			for _, f := range figures {
				if f.IndicatorID == i.ID && f.StratumID == stratum.ID {
					s[0] += *f.Value.Numerator
					s[1] += *f.Value.Denominator
				}
			}
			sums[code+"/"+stratum.Code] = s
		}
	}
	return sums
}

// checkWithinCountry: nine hospitals cannot have more than the whole country.
func checkWithinCountry(t *testing.T, sums map[string][2]float64) {
	t.Helper()
	country := rows(t, "../../exchange/testdata/neonatal_denmark_country.csv")
	for _, r := range country {
		s := sums[r.Indicator+"/"+r.Stratum]
		if s[1] == 0 || s[0] > *r.Numerator || s[1] >= *r.Denominator {
			t.Errorf("%s %s: the hospitals have %v, the country %v of %v", r.Indicator, r.Stratum, s, *r.Numerator, *r.Denominator)
		}
	}
	if len(country) != len(sums) {
		t.Errorf("%d sums for %d rows about the country", len(sums), len(country))
	}
}

func TestSecondImportChangesNothing(t *testing.T) {
	i, db := importer(t)
	apply(t, i, danish(t))
	before := submissions(t, db)
	plan := apply(t, i, danish(t))
	want := importing.Plan{Groups: []importing.GroupPlan{{Code: "danmark-neo", Name: "Neonatalvård i Danmark 2002–2005", Same: 144}}}
	if diff := cmp.Diff(want, plan); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, submissions(t, db)); diff != "" {
		t.Error(diff)
	}
}

// submissions reads every submission of the Danish group, approved by nobody's account.
func submissions(t *testing.T, db *postgres.DB) (list []quality.Submission) {
	t.Helper()
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		group, err := tx.GroupByCode(ctx, "danmark-neo")
		if err != nil {
			return err
		}
		list, err = tx.Submissions(ctx, group.ID, time.Time{}, now)
		for _, s := range list {
			if s.State != quality.Approved || s.ApprovedBy != 0 || s.ApprovedAt == nil {
				t.Errorf("a submission is %+v", s)
			}
		}
		return err
	})
	return list
}

func TestEveryImportIsAudited(t *testing.T) {
	i, db := importer(t)
	apply(t, i, danish(t))
	apply(t, i, danish(t)) // changes nothing, and so leaves nothing
	if got := audited(t, db, "import.create"); got != 1 {
		t.Errorf("%d audit rows about what was made", got)
	}
	if got := audited(t, db, "import.figures"); got != 9 {
		t.Errorf("%d audit rows about submissions", got)
	}
}

// audited counts the log's rows about the action.
func audited(t *testing.T, db *postgres.DB, action string) (n int) {
	t.Helper()
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		log, err := tx.Audit(ctx, postgres.AuditPage{Limit: 1000})
		for _, row := range log {
			if row.Action == action && row.ActorName == command.Person.Name {
				n++
			}
		}
		return err
	})
	return n
}
