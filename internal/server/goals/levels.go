package goals

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

const levelsURL = "/mal/overordnade"

// shownLocally is how many of the units' goals stand below each goal in the tree.
const shownLocally = 10

// ShowLevels shows all levels of a year's goals as one tree; ?ar= chooses the year.
func (h *Handlers) ShowLevels(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	l, err := h.room.Levels(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newLevelsView(ctx, levelsPage{l, canEdit(r)})
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Levels(v)})
}

// levelsPage is what the tree is made from.
type levelsPage struct {
	goals.Levels
	mayEdit bool
}

func newLevelsView(ctx context.Context, p levelsPage) view.LevelsView {
	v := view.LevelsView{Frame: view.Frame{Tabs: tabs(ctx, levelsURL), CanEdit: p.mayEdit},
		Title: i18n.T(ctx, "Mål på alla nivåer %s", strconv.Itoa(p.Year)), Year: yearSelect(ctx, p.Overview), NewURL: levelsURL + "/nytt",
		NoHigher: len(p.Tree.Branches) == 0, Masked: maskedNote(ctx, p.Dataset)}
	for _, b := range p.Tree.Branches {
		v.Nodes = append(v.Nodes, p.higher(ctx, b))
	}
	for _, g := range p.Tree.Loose {
		v.Loose = append(v.Loose, p.goal(ctx, g))
	}
	if len(p.Goals) == 0 {
		v.NoGoals = i18n.T(ctx, "Inga mål är bestämda för %s", strconv.Itoa(p.Year))
	}
	v.Teams = p.teams(ctx, 0)
	v.Own = p.locally(ctx, p.Tree.Own)
	if len(p.Tree.Own) > shownLocally {
		v.Own = append(v.Own, view.LevelNode{More: ui.Link{Text: i18n.T(ctx, "Visa alla enheternas mål"), URL: localQuery(goals.LocalFilter{Own: true}, p.Year, 1)}})
	}
	return v
}

// higher is a goal above with all that serves it.
func (p levelsPage) higher(ctx context.Context, b quality.Branch) view.LevelNode {
	h := b.Higher
	n := view.LevelNode{ID: "overordnat-" + number(h.ID), Level: higherLevel(ctx, h, p.Units), Title: h.Title, Body: h.Body,
		About: []string{i18n.T(ctx, "Satt av %s, %s. Källa: %s", h.SetBy, validYears(ctx, h), h.Source)}}
	if p.mayEdit {
		n.EditURL = levelsURL + "/" + number(h.ID)
	}
	for _, child := range b.Branches {
		n.Children = append(n.Children, p.higher(ctx, child))
	}
	for _, g := range b.Goals {
		n.Children = append(n.Children, p.goal(ctx, g))
	}
	n.Summary = p.summary(ctx, below(b))
	if p.mayEdit {
		n.MeasureURL = n.EditURL + "/inte-matbart?ar=" + strconv.Itoa(p.Year)
	}
	n.Results, n.Unmeasured = p.above(ctx, h)
	return n
}

// above is what the group's sums say of a goal above it, or why they say nothing.
func (p levelsPage) above(ctx context.Context, h quality.HigherGoal) (results []view.Outcome, silent []string) {
	if why, said := p.unmeasured(quality.Unmeasured{HigherGoalID: h.ID}); said {
		return nil, []string{i18n.T(ctx, "Inte mätbart i år: %s", why)}
	}
	switch {
	case h.NotMeasured != "":
		return nil, []string{i18n.T(ctx, "Gruppen mäter det inte: %s", h.NotMeasured)}
	case len(h.Measures) == 0:
		return nil, []string{i18n.T(ctx, "Det är inte sagt hur målet mäts.")}
	}
	for _, r := range p.Above[h.ID] {
		switch {
		case !r.Collected:
			silent = append(silent, i18n.T(ctx, "Inte mätbart i år: %s samlas inte in %s.", r.Indicator.Definition.Name, strconv.Itoa(p.Year)))
		case r.Cell.State == analysis.NotEntered || r.Cell.State == analysis.NotDue:
			silent = append(silent, i18n.T(ctx, "Inte mätbart i år: inga siffror är inlämnade om %s.", r.Indicator.Definition.Name))
		default:
			results = append(results, treeOutcome(ctx, r.Row, r.Cell))
		}
	}
	return results, silent
}

// treeOutcome is a result in the tree, where one that is only followed says so, and one with
// a limit for being near the target says it: a goal above with the same target has none.
func treeOutcome(ctx context.Context, row analysis.Row, c analysis.Cell) view.Outcome {
	o := newOutcome(ctx, row, c)
	if c.Target != nil {
		if near := words.NearTarget(ctx, *c.Target, row.Measure.Kind, row.Definition); near != "" {
			o.Aim = i18n.T(ctx, "%s, %s", o.Aim, near)
		}
	}
	if o.Status == "" {
		o.Status = ui.StatusFollowed
	}
	return o
}

// unmeasured is why the goal is said not to be measurable in the year.
func (p levelsPage) unmeasured(about quality.Unmeasured) (why string, said bool) {
	for _, u := range p.Unmeasured {
		if u.GoalID == about.GoalID && u.HigherGoalID == about.HigherGoalID {
			return u.Why, true
		}
	}
	return "", false
}

// validYears is when a goal above holds, in words.
func validYears(ctx context.Context, h quality.HigherGoal) string {
	switch h.ToYear {
	case 0:
		return i18n.T(ctx, "från %s", strconv.Itoa(h.FromYear))
	case h.FromYear:
		return strconv.Itoa(h.FromYear)
	}
	return strconv.Itoa(h.FromYear) + "–" + strconv.Itoa(h.ToYear)
}

// below are the group's goals that serve the higher one, straight or by way of others,
// each once.
func below(b quality.Branch) []quality.GoalID {
	var ids []quality.GoalID
	for _, g := range b.Goals {
		ids = append(ids, g.Goal.ID)
	}
	for _, child := range b.Branches {
		ids = append(ids, below(child)...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// summary says how many of the group's goals serve a higher one, and how they stand.
func (p levelsPage) summary(ctx context.Context, ids []quality.GoalID) string {
	if len(ids) == 0 {
		return i18n.T(ctx, "Inget av årets mål tjänar det.")
	}
	counts := map[quality.Status]int{}
	for _, id := range ids {
		if _, said := p.unmeasured(quality.Unmeasured{GoalID: id}); said {
			counts[quality.NoResult]++
			continue
		}
		counts[p.together(id)]++
	}
	text := i18n.N(ctx, "%d mål i år.", "%d mål i år.", len(ids), len(ids))
	for _, s := range []quality.Status{quality.Met, quality.ProbablyMet, quality.Uncertain, quality.NotMet} {
		if counts[s] > 0 {
			text += " " + i18n.T(ctx, "%s: %d.", words.Status(ctx, s), counts[s])
			delete(counts, s)
		}
	}
	rest := 0
	for _, n := range counts {
		rest += n
	}
	if rest > 0 {
		text += " " + i18n.T(ctx, "%s: %d.", i18n.T(ctx, "Inte mätbart i år"), rest)
	}
	return text
}

// together is one word for the group's goal in the year.
func (p levelsPage) together(id quality.GoalID) quality.Status {
	var statuses []quality.Status
	for _, row := range p.Totals[id] {
		statuses = append(statuses, row.Total.Judgement.Status)
	}
	return quality.Together(statuses)
}

// goal is one of the group's goals with everybody's results, and the units' steps
// towards it.
func (p levelsPage) goal(ctx context.Context, g quality.GoalBranch) view.LevelNode {
	n := view.LevelNode{Level: i18n.T(ctx, "Gruppens mål"), Title: g.Goal.Title, URL: "/mal/" + number(g.Goal.ID)}
	measured := false
	for _, row := range p.Totals[g.Goal.ID] {
		measured = measured || row.Total.State != analysis.NotEntered && row.Total.State != analysis.NotDue
		n.Results = append(n.Results, treeOutcome(ctx, row, row.Total))
	}
	why, said := p.unmeasured(quality.Unmeasured{GoalID: g.Goal.ID})
	switch {
	case said:
		n.Results, n.Unmeasured = nil, []string{i18n.T(ctx, "Inte mätbart i år: %s", why)}
	case measured:
	case len(g.Goal.Indicators) > 0:
		n.Results, n.Unmeasured = nil, []string{i18n.T(ctx, "Inte mätbart i år: inga siffror är inlämnade.")}
	default:
		n.Unmeasured = []string{i18n.T(ctx, "Inte mätbart i år: målet har inget mått.")}
	}
	if p.mayEdit {
		n.MeasureURL = n.URL + "/inte-matbart"
	}
	n.Children = append(p.teams(ctx, g.Goal.ID), p.locally(ctx, g.Locally)...)
	if len(g.Locally) > shownLocally {
		n.More = ui.Link{Text: i18n.T(ctx, "Visa alla %d delmål", len(g.Locally)), URL: localQuery(goals.LocalFilter{Goal: g.Goal.ID}, p.Year, 1)}
	}
	return n
}

// teams are the goals of learning teams that are steps towards the group's goal, zero for
// those that are towards none.
func (p levelsPage) teams(ctx context.Context, of quality.GoalID) []view.LevelNode {
	var nodes []view.LevelNode
	for _, g := range p.Teams {
		here := g.GoalID == of || of == 0 && !slices.ContainsFunc(p.Goals, func(goal quality.Goal) bool { return goal.ID == g.GoalID })
		if here {
			n := view.LevelNode{Level: i18n.T(ctx, "Förbättringsteam: %s", g.TeamTitle), Title: g.Title, URL: "/forbattring/team/" + number(g.TeamID) + "#mal-" + number(g.ID),
				Summary: i18n.T(ctx, "Teamet: %s.", words.TeamState(ctx, g.TeamState))}
			for _, l := range p.TeamLines[g.ID] {
				against := words.TeamAgainst(ctx, l)
				if against == "" {
					against = words.TeamCourse(ctx, l)
				}
				n.Summary += " " + i18n.T(ctx, "%s: %s", l.Measure.Name, against)
			}
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// locally are the first of the units' own goals.
func (p levelsPage) locally(ctx context.Context, list []quality.LocalGoal) []view.LevelNode {
	var nodes []view.LevelNode
	for _, l := range list[:min(len(list), shownLocally)] {
		card := newLocalCard(ctx, p.Overview, l)
		n := view.LevelNode{Level: card.Unit.Text, Title: card.Title, URL: card.Unit.URL + "#" + card.ID, State: &card.State}
		var silent string
		if n.Results, silent = localOutcomes(ctx, p.Overview, p.Dataset, l); silent != "" {
			n.Unmeasured = []string{silent}
		}
		for m := range n.Results {
			if n.Results[m].Status == "" {
				n.Results[m].Status = ui.StatusFollowed
			}
		}
		nodes = append(nodes, n)
	}
	return nodes
}
