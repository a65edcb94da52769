package exchange

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Tolvan, 19121212-1212, is invented; the numbers of the second row are counts
// that happen to look like one.
const withNumbers = "group;unit;indicator;period;numerator;denominator;text;state;missing_reason;comment;indicator_name;source\n" +
	"neo;kalmar;a;2026K1;1;2;;;;Barnet 19121212-1212;;\n" +
	"neo;kalmar;b;2026K1;1212121212;1212121212;;;;;;\n" +
	"neo;kalmar;c;2026K1;;;121212 1212;;;;;\n" +
	"neo;kalmar;d;2026K1;;;;Saknas;Väntar på 1212121212;;;\n" +
	"neo;kalmar;e;2026K1;1;2;;;;;Mått 121212+1212;10.1001/121212-1212\n"

func TestPersonalNumbersAreProblemsAtTheirCells(t *testing.T) {
	file := read(t, withNumbers, Limits{})
	var got []string
	for _, p := range file.Problems {
		got = append(got, p.Column+" "+p.Code)
		if p.Value != "" {
			t.Errorf("line %d repeats %q", p.Line, p.Value)
		}
	}
	want := []string{"comment personal_number", "text personal_number", "missing_reason personal_number", "indicator_name personal_number"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(file.Rows) != 1 || file.Rows[0].Indicator != "b" {
		t.Errorf("rows %+v", file.Rows)
	}
}

func TestAnotherProblemDoesNotRepeatTheNumber(t *testing.T) {
	for _, p := range read(t, head+"neo,kalmar,a,,2026K1,1 av 121212-1212,2,,,,,,,\n", Limits{}).Problems {
		if p.Code != NotANumber || strings.Contains(p.Value, "1212") {
			t.Errorf("%+v", p)
		}
	}
}
