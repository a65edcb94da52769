package disclosure

import (
	"math/rand/v2"
	"testing"
)

// TestALargeSheetIsShownSafely: units by strata with the units' and the strata's sums, all of
// it hidden at first, so large that long searches are given up. Some is shown, and the audit,
// which does not give up so soon, finds nothing given away.
func TestALargeSheetIsShownSafely(t *testing.T) {
	random := rand.New(rand.NewPCG(23, 24))
	for range 3 {
		const units, strata = 26, 5
		sheet := Sheet{Kind: Proportion}
		var places []int
		columns := make([]Total, strata)
		for range units {
			var row Total
			for s := range strata {
				of := random.Int64N(6 * int64(s+1))
				at := len(sheet.Cells)
				sheet.Cells = append(sheet.Cells, Cell{Numerator: random.Int64N(of + 1), Denominator: of, Hidden: true})
				places, row.Cells, columns[s].Cells = append(places, at), append(row.Cells, at), append(columns[s].Cells, at)
			}
			row.Hidden = true
			places = append([]int{TotalAt(len(sheet.Totals))}, places...)
			sheet.Totals = append(sheet.Totals, row)
		}
		for _, c := range columns {
			c.Hidden = true
			places = append([]int{TotalAt(len(sheet.Totals))}, places...)
			sheet.Totals = append(sheet.Totals, c)
		}
		if len(sheet.Cells) <= largeSheet {
			t.Fatal("the sheet is not large")
		}
		if before := sheet.Audit(DefaultRule); len(before) > 0 {
			t.Fatalf("it gives %v away as it is", before)
		}
		got, shown := sheet.Show(DefaultRule, places), 0
		for _, place := range places {
			if !got.hidden(place) {
				shown++
			}
		}
		if exposures := got.Audit(DefaultRule); len(exposures) > 0 || shown < 10 {
			t.Errorf("%d are shown, %v is given away", shown, exposures)
		}
	}
}
