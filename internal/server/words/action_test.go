package words_test

import (
	"context"
	"strings"
	"testing"

	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
)

// TestActionsHaveWords: nothing that can be chosen about an action is shown without words.
func TestActionsHaveWords(t *testing.T) {
	ctx := context.Background()
	said := map[string]string{}
	for _, k := range improvement.ActionKinds() {
		said[string("kind "+k)] = words.ActionKind(ctx, k)
	}
	for _, s := range improvement.ActionStates() {
		said[string("state "+s)] = words.ActionState(ctx, s)
	}
	for _, o := range improvement.ActionOrigins() {
		said[string("origin "+o)] = words.ActionOrigin(ctx, o)
	}
	for _, o := range improvement.CycleOutcomes() {
		said[string("outcome "+o)] = words.CycleOutcome(ctx, o)
	}
	for _, k := range improvement.NeedKinds() {
		said[string("need "+k)] = words.NeedKind(ctx, k)
	}
	for _, s := range improvement.NeedStates() {
		said[string("need "+s)] = words.NeedState(ctx, s)
	}
	var p improvement.Plan
	for _, f := range p.Fields() {
		said["plan "+f.Name] = words.PlanField(ctx, f.Name)
	}
	for what, text := range said {
		if text == "" {
			t.Errorf("%s has no words", what)
		}
	}
	for p := improvement.HighPriority; p <= improvement.LowPriority; p++ {
		if words.Priority(ctx, p) == "" {
			t.Errorf("priority %d has no words", p)
		}
	}
	for n, want := range map[int]string{1: "1 klar 1 pågår 1 planerad 1 avbruten", 2: "2 klara 2 pågår 2 planerade 2 avbrutna"} {
		got := strings.Join([]string{words.CountedActions(ctx, improvement.ActionDone, n), words.CountedActions(ctx, improvement.ActionOngoing, n),
			words.CountedActions(ctx, improvement.ActionPlanned, n), words.CountedActions(ctx, improvement.ActionStopped, n)}, " ")
		if got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := words.LowerActionState(ctx, improvement.ActionOngoing) + words.CycleOutcome(ctx, ""); got != "pågår" {
		t.Errorf("%q", got)
	}
}
