package exchange

import (
	"bytes"
	"os"
	"testing"
)

// The seeds are in testdata/fuzz. To look for more:
// go test -fuzz FuzzRead -fuzztime 1m -fuzzminimizetime 1x ./internal/exchange
func FuzzRead(f *testing.F) {
	danish, err := os.ReadFile("testdata/neonatal_denmark_country.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(danish)
	limits := Limits{Rows: 50, Problems: 50}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(bytes.NewReader(data), limits)
		if err != nil {
			t.Fatal(err)
		}
		if len(file.Rows) == 0 && len(file.Problems) == 0 {
			t.Fatal("neither a row nor a problem")
		}
		seen := map[[5]string]bool{}
		for _, row := range file.Rows {
			key, whole := row.key()
			if !whole || seen[key] || row.Line < 2 || row.State == "" || (row.State == Missing) != (row.MissingReason != "") {
				t.Fatalf("a row that should be a problem: %+v", row)
			}
			seen[key] = true
		}
		for _, problem := range file.Problems {
			if problem.Code == "" || problem.Line < 0 || problem.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Fatalf("a problem without a place: %+v", problem)
			}
		}
	})
}
