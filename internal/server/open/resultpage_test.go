package open

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// TestAHiddenResultIsNotTold: that it is not shown, and why, with its goal and no verdict.
func TestAHiddenResultIsNotTold(t *testing.T) {
	threshold := 90.0
	row := analysis.Row{Measure: &analysis.Measure{Indicator: quality.Indicator{Kind: quality.Proportion}}}
	row.Definition.Direction = quality.Higher
	row.Total.Target = &quality.Target{Kind: quality.ValueTarget, Threshold: &threshold}
	row.Total.State = analysis.Masked
	if got := told(t.Context(), row); got != "Resultatet för hela gruppen visas inte, eftersom barnen är få. Målet är minst 90\u00a0%." {
		t.Errorf("%q", got)
	}
	row.Total.State = analysis.Missing
	if got := told(t.Context(), row); got != "Det finns inget resultat för hela gruppen: uppgift saknas. Målet är minst 90\u00a0%." {
		t.Errorf("%q", got)
	}
}
