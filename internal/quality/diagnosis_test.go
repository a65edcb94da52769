package quality

import (
	"testing"

	"samsyn/internal/fault"
)

func TestDiagnosesAreWrittenAsCodes(t *testing.T) {
	for typed, wrong := range map[string]string{
		"": "", "P22.0": "", "P07": "", "P07.2, P07.3": "", "Q20–Q28; P29.3": "", "Q20-Q28 P59.8W": "", "P070": "",
		"p22.0": "p22.0", "P22.0 och P22.1": "och", "22.0": "22.0", "P2": "P2", "P22.0–": "P22.0–", "P22.1234": "P22.1234", "hjärtfel": "hjärtfel",
	} {
		var v fault.ValidationError
		checkDiagnoses(&v, "icd10", typed)
		got := ""
		if len(v.Problems) > 0 {
			got, _ = v.Problems[0].Args[0].(string)
		}
		if got != wrong || len(v.Problems) > 1 {
			t.Errorf("%q: %+v, want %q named", typed, v.Problems, wrong)
		}
	}
}

func TestMarksAreKnownAndComeOnce(t *testing.T) {
	for n, marks := range [][]CareMark{nil, CareMarks(), {"bra"}, {SafeCare, EqualCare, SafeCare}} {
		var v fault.ValidationError
		checkMarks(&v, marks)
		if got := len(v.Problems) > 0; got != (n > 1) {
			t.Errorf("%v: %+v", marks, v.Problems)
		}
	}
}
