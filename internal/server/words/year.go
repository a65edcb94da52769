package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

var taskStates = map[improvement.TaskState]string{
	improvement.TaskOpen:    i18n.Mark("Att göra"),
	improvement.TaskDone:    i18n.Mark("Klar"),
	improvement.TaskDropped: i18n.Mark("Blev inte av"),
}

// TaskState is where a task stands, in words.
func TaskState(ctx context.Context, s improvement.TaskState) string {
	return i18n.T(ctx, taskStates[s])
}

var taskKinds = map[improvement.TaskKind]string{
	improvement.DecisionTask:  i18n.Mark("Följer av ett beslut"),
	improvement.AnchoringTask: i18n.Mark("Förankra ett beslut"),
}

// TaskKind is where a task comes from, in words; "" for one of the year wheel's own.
func TaskKind(ctx context.Context, k improvement.TaskKind) string {
	if word, known := taskKinds[k]; known {
		return i18n.T(ctx, word)
	}
	return ""
}

// Shortages are what a clinic's members lack, a sentence for each.
func Shortages(ctx context.Context, c org.UnitComposition, l org.MemberLimits) []string {
	var list []string
	for _, s := range c.Lacks {
		switch s {
		case org.NoMember:
			list = append(list, i18n.T(ctx, "Ingen är utsedd."))
		case org.TooFew:
			list = append(list, i18n.N(ctx, "En person är utsedd; gruppen vill ha minst %[2]d.", "%[1]d personer är utsedda; gruppen vill ha minst %[2]d.", c.Members, c.Members, l.Min))
		case org.TooMany:
			list = append(list, i18n.N(ctx, "En person är utsedd; gruppen vill ha högst %[2]d.", "%[1]d personer är utsedda; gruppen vill ha högst %[2]d.", c.Members, c.Members, l.Max))
		case org.OneProfession:
			switch c.Missing {
			case org.Physician:
				list = append(list, i18n.T(ctx, "Läkare saknas."))
			case org.Nurse:
				list = append(list, i18n.T(ctx, "Sjuksköterska saknas."))
			default:
				list = append(list, i18n.T(ctx, "Både läkare och sjuksköterska saknas."))
			}
		}
	}
	return list
}
