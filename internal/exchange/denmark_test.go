package exchange

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// figure is what the tables of the Danish figures have in common.
type figure struct{ Unit, Indicator, Stratum string }

func readDanish(t *testing.T, name string) []Row {
	t.Helper()
	source, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	file, err := Read(source, Limits{})
	if err != nil || len(file.Problems) > 0 {
		t.Fatalf("%s: %v, %+v", name, err, file.Problems)
	}
	return file.Rows
}

func TestTheDanishFiguresAreWhole(t *testing.T) {
	hospitals := readDanish(t, "neonatal_denmark_2002_2005.csv")
	country := readDanish(t, "neonatal_denmark_country.csv")
	units, indicators, strata := map[string]int{}, map[string]int{}, map[string]int{}
	sums := map[figure]float64{}
	for _, row := range hospitals {
		units[row.Unit]++
		indicators[row.Create.IndicatorName]++
		strata[row.Stratum]++
		sums[figure{Indicator: row.Indicator, Stratum: row.Stratum}] += *row.Numerator
		if row.Group != "danmark-neo" || row.Period != "2002-2005" || row.State != Reported || row.Create.Kind != "proportion" {
			t.Errorf("%+v", row)
		}
	}
	if len(hospitals) != 144 || len(units) != 9 || len(indicators) != 8 || len(strata) != 2 || len(country) != 16 {
		t.Errorf("%d rows, %d units, %d indicators, %d strata, %d rows for the country",
			len(hospitals), len(units), len(indicators), len(strata), len(country))
	}
	for _, row := range country {
		if sum := sums[figure{Indicator: row.Indicator, Stratum: row.Stratum}]; sum > *row.Numerator {
			t.Errorf("the hospitals' %v exceed the country's %v: %+v", sum, *row.Numerator, row)
		}
	}
}

// TestTheWilsonTableHasEveryRow checks the table that others compare with: each
// row's own numbers, and limits on both sides of the proportion.
func TestTheWilsonTableHasEveryRow(t *testing.T) {
	source, err := os.Open("testdata/neonatal_denmark_wilson.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	records, err := csv.NewReader(source).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got, want := map[figure][2]float64{}, map[figure][2]float64{}
	for _, record := range records[1:] {
		var numbers [4]float64
		for i, text := range record[3:] {
			if numbers[i], err = strconv.ParseFloat(text, 64); err != nil {
				t.Fatal(err)
			}
		}
		x, n, low, high := numbers[0], numbers[1], numbers[2], numbers[3]
		got[figure{record[0], record[1], record[2]}] = [2]float64{x, n}
		if share := x / n; low > share || high < share || low < 0 || high > 1 || math.IsNaN(low+high) {
			t.Errorf("%v: limits %v and %v", record, low, high)
		}
	}
	rows := append(readDanish(t, "neonatal_denmark_2002_2005.csv"), readDanish(t, "neonatal_denmark_country.csv")...)
	for _, row := range rows {
		want[figure{row.Unit, row.Indicator, row.Stratum}] = [2]float64{*row.Numerator, *row.Denominator}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
