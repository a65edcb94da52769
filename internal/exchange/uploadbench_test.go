package exchange

import (
	"fmt"
	"testing"
)

// BenchmarkReadUpload100000 reads a file with 100,000 rows, of each kind.
func BenchmarkReadUpload100000(b *testing.B) {
	t := Table{Name: figureSheet, Header: []string{"Enhet", "Mått", "Period", "Täljare", "Nämnare", "Kommentar"}}
	for n := range 100_000 {
		t.Rows = append(t.Rows, []any{fmt.Sprintf("E%d", n/200), fmt.Sprintf("M%d", n%200), "2026K1", n % 50, 50, "Räknat i registret"})
	}
	book, err := XLSX(t)
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range []struct {
		name    string
		content []byte
	}{{"CSV", t.CSV()}, {"XLSX", book}} {
		b.Run(file.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(Unpacked(file.content))
			for b.Loop() {
				if u, err := ReadUpload(file.content, Limits{}); err != nil || len(u.Rows) != 100_000 {
					b.Fatal(len(u.Rows), err)
				}
			}
		})
	}
}
