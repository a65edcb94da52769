package words

import (
	"context"
	"strconv"

	"samsyn/internal/improvement"
)

// auditAction is a value the log keeps of an action, a PDSA cycle or a need, in words.
func auditAction(ctx context.Context, key, value string) string {
	switch key {
	case "action_kind":
		return ActionKind(ctx, improvement.ActionKind(value))
	case "action_state":
		return ActionState(ctx, improvement.ActionState(value))
	case "origin":
		return ActionOrigin(ctx, improvement.ActionOrigin(value))
	case "outcome":
		return CycleOutcome(ctx, improvement.CycleOutcome(value))
	case "need_kind":
		return NeedKind(ctx, improvement.NeedKind(value))
	case "need_state":
		return NeedState(ctx, improvement.NeedState(value))
	}
	p, _ := strconv.Atoi(value)
	return Priority(ctx, p)
}
