package quality

import "slices"

// Serving says that one of the group's goals serves a higher one.
type Serving struct {
	GoalID       GoalID
	HigherGoalID HigherGoalID
}

// Cascade is all levels of goals of one year, as they are stored.
type Cascade struct {
	Year    int
	Higher  []HigherGoal
	Goals   []Goal // the year's
	Serves  []Serving
	Locally []LocalGoal // the year's
}

// Branch is a higher goal with what serves it: other higher goals, and the group's.
type Branch struct {
	Higher   HigherGoal
	Branches []Branch
	Goals    []GoalBranch
}

// GoalBranch is one of the group's goals with the units' steps towards it.
type GoalBranch struct {
	Goal    Goal
	Locally []LocalGoal
}

// Tree is all levels of a year. A goal that serves several higher ones stands under
// each.
type Tree struct {
	Branches []Branch
	// Loose are the group's goals that serve no higher goal in force.
	Loose []GoalBranch
	// Own are units' goals that are no step towards a shared one.
	Own []LocalGoal
}

// Tree puts the levels together. A higher goal that is not in force in the year is left
// out; what served it moves up to the one that it served.
func (c Cascade) Tree() Tree {
	tree := Tree{Branches: c.under(0)}
	for _, g := range c.Goals {
		if !slices.ContainsFunc(c.Serves, func(s Serving) bool { return s.GoalID == g.ID && c.anchor(s.HigherGoalID) != 0 }) {
			tree.Loose = append(tree.Loose, c.branch(g))
		}
	}
	for _, l := range c.Locally {
		if !slices.ContainsFunc(c.Goals, func(g Goal) bool { return g.ID == l.GoalID }) {
			tree.Own = append(tree.Own, l)
		}
	}
	return tree
}

// under are the branches whose goal serves the one given, zero for those at the top.
func (c Cascade) under(parent HigherGoalID) []Branch {
	var branches []Branch
	for _, h := range c.Higher {
		if !h.Holds(c.Year) || c.anchor(h.ParentID) != parent {
			continue
		}
		b := Branch{Higher: h, Branches: c.under(h.ID)}
		for _, g := range c.Goals {
			if slices.ContainsFunc(c.Serves, func(s Serving) bool { return s.GoalID == g.ID && c.anchor(s.HigherGoalID) == h.ID }) {
				b.Goals = append(b.Goals, c.branch(g))
			}
		}
		branches = append(branches, b)
	}
	return branches
}

func (c Cascade) branch(g Goal) GoalBranch {
	b := GoalBranch{Goal: g}
	for _, l := range c.Locally {
		if l.GoalID == g.ID {
			b.Locally = append(b.Locally, l)
		}
	}
	return b
}

// anchor is the goal itself when it is in force, else the nearest above it that is;
// zero when there is none.
func (c Cascade) anchor(id HigherGoalID) HigherGoalID {
	for range c.Higher {
		n := slices.IndexFunc(c.Higher, func(h HigherGoal) bool { return h.ID == id })
		if n < 0 {
			return 0
		}
		if c.Higher[n].Holds(c.Year) {
			return id
		}
		id = c.Higher[n].ParentID
	}
	return 0
}

// Together is one word for a goal with several measures: no better than the worst of
// those that can be judged. NoResult when none has a result to speak of; those that are
// hidden or missing say nothing.
func Together(statuses []Status) Status {
	for _, worst := range []Status{NotMet, Uncertain, ProbablyMet, Met, Followed, MaskedStatus, MissingStatus} {
		if slices.Contains(statuses, worst) {
			return worst
		}
	}
	return NoResult
}
