package stats_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// referenceCase is one case of testdata; see testdata/README.md.
type referenceCase struct {
	ID        string          `json:"id"`
	Method    string          `json:"method"`
	Input     json.RawMessage `json:"input"`
	Expected  map[string]any  `json:"expected"`
	Tolerance float64         `json:"tolerance"`
}

// outcome is what the package gives for a case, by the names that the case uses.
// Every name that the case expects must be there.
type outcome map[string]any

// method calculates a case.
type method func(t *testing.T, c referenceCase) outcome

// files is the methods of each file in testdata.
var files = map[string]map[string]method{
	"proportions": proportionMethods,
	"rates":       rateMethods,
	"means":       meanMethods,
	"comparisons": comparisonMethods,
	"funnel":      funnelMethods,
	"spc":         chartMethods,
	"runchart":    runMethods,
	"trend":       trendMethods,
	"variation":   variationMethods,
}

// matching is an expectation that more than one value satisfies. It says whether
// this one does, and how far off it is.
type matching interface {
	matches(want any, tolerance float64) (ok bool, off float64)
}

// TestReferenceCases holds every case of every file against the package. A file
// or a method that nothing is known of fails.
func TestReferenceCases(t *testing.T) {
	found, err := filepath.Glob("testdata/*.json")
	if err != nil || len(found) != len(files) {
		t.Fatalf("%d files, %d known (error %v)", len(found), len(files), err)
	}
	total := 0
	for _, file := range slices.Sorted(maps.Keys(files)) {
		cases := readCases(t, file)
		worst := map[string]float64{}
		counts := map[string]int{}
		for _, c := range cases {
			calculate, known := files[file][c.Method]
			if !known {
				t.Errorf("%s: unknown method %q", c.ID, c.Method)
				continue
			}
			counts[c.Method]++
			got := calculate(t, c)
			for name, want := range c.Expected {
				value, ok := got[name]
				if !ok {
					t.Errorf("%s: nothing is calculated for %q", c.ID, name)
					continue
				}
				worst[c.Method] = max(worst[c.Method], c.compare(t, name, value, want))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(counts)) {
			t.Logf("%s: %3d cases of %s, worst error %.1e", file, counts[name], name, worst[name])
		}
		total += len(cases)
	}
	t.Logf("%d cases in %d files", total, len(files))
}

func readCases(t *testing.T, file string) []referenceCase {
	t.Helper()
	content, err := os.ReadFile("testdata/" + file + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []referenceCase
	if err := json.Unmarshal(content, &cases); err != nil || len(cases) == 0 {
		t.Fatalf("%s: %d cases, error %v", file, len(cases), err)
	}
	return cases
}

// compare fails the test unless got is what is wanted: a number within the
// tolerance (absolute up to 1 in size, relative above), null for one that is not
// defined, or the same word, answer or list. It returns the error of the number
// that is farthest off.
func (c referenceCase) compare(t *testing.T, name string, got, want any) (off float64) {
	t.Helper()
	if m, ok := got.(matching); ok {
		ok, off := m.matches(want, c.Tolerance)
		if !ok {
			t.Errorf("%s %s: got %+v, want %v", c.ID, name, got, want)
		}
		return off
	}
	if list, ok := want.([]any); ok {
		values := reflect.ValueOf(got)
		if values.Kind() != reflect.Slice || values.Len() != len(list) {
			t.Errorf("%s %s: got %v, want %d values", c.ID, name, got, len(list))
			return 0
		}
		for i, w := range list {
			off = max(off, c.compare(t, fmt.Sprintf("%s[%d]", name, i), values.Index(i).Interface(), w))
		}
		return off
	}
	switch value := plain(got).(type) {
	case float64:
		w, ok := want.(float64)
		off = math.Abs(value-w) / max(1, math.Abs(w))
		if !ok || !(off <= c.Tolerance) {
			t.Errorf("%s %s: got %.15g, want %v", c.ID, name, value, want)
		}
		return off
	default:
		if value != want {
			t.Errorf("%s %s: got %v, want %v", c.ID, name, value, want)
		}
		return 0
	}
}

// plain is a value as JSON has it: a whole number as a fraction, a pointer as what
// it points at.
func plain(v any) any {
	switch value := v.(type) {
	case *float64:
		if value == nil {
			return nil
		}
		return *value
	case int:
		return float64(value)
	}
	return v
}

// input decodes the case's input. Unknown fields are an error, so that no
// condition of a case is overlooked.
func input[T any](t *testing.T, c referenceCase) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(c.Input, &v); err != nil {
		t.Fatalf("%s: %v", c.ID, err)
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(c.Input, &fields); err != nil {
		t.Fatalf("%s: %v", c.ID, err)
	}
	for name := range fields {
		if !hasField(reflect.TypeFor[T](), name) {
			t.Errorf("%s: nothing is done with the input %q", c.ID, name)
		}
	}
	return v
}

// hasField reports whether the struct takes a field of that name in JSON.
func hasField(s reflect.Type, name string) bool {
	for i := range s.NumField() {
		field := s.Field(i)
		tag := field.Tag.Get("json")
		if tag == name || tag == "" && strings.EqualFold(field.Name, name) || field.Anonymous && hasField(field.Type, name) {
			return true
		}
	}
	return false
}

// null is v, or nil when it is not defined.
func null(v float64, ok bool) any {
	if !ok {
		return nil
	}
	return v
}
