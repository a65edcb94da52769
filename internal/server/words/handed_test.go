package words

import (
	"context"
	"testing"

	"samsyn/internal/analysis"
)

func TestHanded(t *testing.T) {
	quarters := analysis.Result{Entered: 9, Gaps: make([]analysis.Gap, 1), Expected: 12}
	strata := quarters
	strata.Added = true
	for want, got := range map[string]string{
		"8 av 12 kvartal":   Handed(context.Background(), quarters, 3),
		"8 av 12 tertial":   Handed(context.Background(), quarters, 4),
		"8 av 12 månader":   Handed(context.Background(), quarters, 1),
		"8 av 12 uppgifter": Handed(context.Background(), strata, 3),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
