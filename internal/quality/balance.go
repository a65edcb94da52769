package quality

// Gap is something to think of in a year's goals: a category without a goal, a scope
// that no goal's indicator mirrors, a goal that serves no promise, or more goals than
// the group means to have. One of them is set.
type Gap struct {
	Category Category
	Scope    Scope
	// Unpromised is the title of a goal that serves no promise.
	Unpromised string
	// TooMany is how many goals there are, when that is more than the group's ceiling.
	TooMany int
}

// Gaps lists what the goals of one year leave out. The group's mandate asks for
// goals in medicine, nursing and patient satisfaction, and for both the highly
// specialised care and the care that all units give; each goal serves a promise, and
// each costs every unit time, so the group has a ceiling of its own (zero: none). A
// gap is worth a warning and forbids nothing.
func Gaps(goals []Goal, library []Indicator, ceiling int) []Gap {
	scopes := map[IndicatorID]Scope{}
	for _, i := range library {
		scopes[i.ID] = i.Scope
	}
	categoryHas, scopeHas := map[Category]bool{}, map[Scope]bool{}
	for _, g := range goals {
		categoryHas[g.Category] = true
		for _, id := range g.Indicators {
			scopeHas[scopes[id]] = true
		}
	}
	var gaps []Gap
	for _, c := range GoalCategories() {
		if !categoryHas[c] {
			gaps = append(gaps, Gap{Category: c})
		}
	}
	for _, s := range Scopes() {
		if !scopeHas[s] {
			gaps = append(gaps, Gap{Scope: s})
		}
	}
	for _, g := range goals {
		if len(g.Promises) == 0 {
			gaps = append(gaps, Gap{Unpromised: g.Title})
		}
	}
	if ceiling > 0 && len(goals) > ceiling {
		gaps = append(gaps, Gap{TooMany: len(goals)})
	}
	return gaps
}

// GoalCategories lists the categories that goals are chosen in.
func GoalCategories() []Category { return []Category{Medical, Nursing, PatientSatisfaction} }
