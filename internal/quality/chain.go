package quality

import "slices"

// Chain is a goal's years: the goals that it goes on from and those that go on from
// it, the oldest first, itself among them. all are the group's goals. Where several go
// on from one, all of them stand in it.
func Chain(all []Goal, id GoalID) []Goal {
	byID := map[GoalID]Goal{}
	for _, g := range all {
		byID[g.ID] = g
	}
	in := map[GoalID]bool{id: true}
	for g := byID[id]; g.PreviousGoalID != 0 && !in[g.PreviousGoalID]; g = byID[g.PreviousGoalID] {
		in[g.PreviousGoalID] = true
	}
	// A goal goes on from an earlier year's, so one round over the years finds them all.
	ordered := slices.Clone(all)
	slices.SortStableFunc(ordered, func(a, b Goal) int { return a.Year - b.Year })
	var after []GoalID
	if g, known := byID[id]; known {
		after = append(after, g.ID)
	}
	var chain []Goal
	for _, g := range ordered {
		if slices.Contains(after, g.PreviousGoalID) {
			after, in[g.ID] = append(after, g.ID), true
		}
		if in[g.ID] {
			chain = append(chain, g)
		}
	}
	return chain
}

// CarriedGoals are the goals of the year before that some goal of the year goes on from.
func CarriedGoals(goals []Goal) map[GoalID]bool {
	carried := map[GoalID]bool{}
	for _, g := range goals {
		if g.PreviousGoalID != 0 {
			carried[g.PreviousGoalID] = true
		}
	}
	return carried
}
