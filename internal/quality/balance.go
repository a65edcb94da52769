package quality

// Gap is something that a year's goals leave out: a category without a goal, or
// a scope that no goal's indicator mirrors. One of the two is set.
type Gap struct {
	Category Category
	Scope    Scope
}

// Gaps lists what the goals of one year leave out. The group's mandate asks for
// goals in medicine, nursing and patient satisfaction, and for both the highly
// specialised care and the care that all units give; a gap is worth a warning
// and forbids nothing.
func Gaps(goals []Goal, library []Indicator) []Gap {
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
	return gaps
}

// GoalCategories lists the categories that goals are chosen in.
func GoalCategories() []Category { return []Category{Medical, Nursing, PatientSatisfaction} }
