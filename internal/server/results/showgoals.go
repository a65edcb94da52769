package results

import (
	"context"
	"net/http"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// The ways to order the page of the goals.
const (
	orderName  = "ordna"
	byPromises = "loften"
)

// ShowGoals is how it goes for the group's goals: one page for those who have a minute.
func (h *Handlers) ShowGoals(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := parse(r)
	if err != nil {
		return err
	}
	span, err := choices{Year: c.Year}.span()
	if err != nil {
		return err
	}
	read, err := h.room.Comparison(ctx, visitor.Actor, visitor.Group.ID, span)
	if err != nil {
		return err
	}
	masked := read.Dataset != nil && read.Dataset.Masked
	v := newGoalsView(ctx, goalsPage{Comparison: read, who: readerOf(visitor, masked), promises: page.Query(r).Value(orderName) == byPromises})
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Så går det"), Content: view.Goals(v)})
}

// goalsPage is what the page is made from.
type goalsPage struct {
	results.Comparison
	who      reader
	promises bool // ordered by the patient promises, not by area
}

func newGoalsView(ctx context.Context, p goalsPage) view.GoalsView {
	v := view.GoalsView{
		Tabs:   roomTabs(ctx, roomPath),
		Legend: p.who.legend(ctx),
		Empty: ui.EmptyStateProps{
			Title: i18n.T(ctx, "Inget att visa än"),
			Text:  i18n.T(ctx, "När gruppen har valt mått för ett år och enheterna har lämnat in står resultaten här."),
		},
	}
	v.Legend.Apart = true
	if p.Dataset == nil {
		return v
	}
	year := p.Years.Chosen
	v.Lead = i18n.T(ctx, "%s: målen %d, alla enheter tillsammans.", p.Dataset.Group.Name, year)
	v.Filter = view.Filter{Action: roomPath, Selects: []ui.SelectProps{yearSelect(ctx, p.Years.All, year), {Name: orderName,
		Label: i18n.T(ctx, "Ordna efter"), Value: map[bool]string{true: byPromises}[p.promises], Options: []ui.Option{
			{Value: "", Label: i18n.T(ctx, "Område")}, {Value: byPromises, Label: i18n.T(ctx, "Patientlöfte")}}}}}
	blocks := choices{}.filter(p.Blocks, false)
	v.Key, v.Files = p.key(ctx, blocks), choices{Time: results.SpanCode(p.Span, p.Dataset.Group.CollectionMonths)}.files()
	if p.promises {
		v.Sections = p.byPromise(ctx, blocks)
	} else {
		v.Sections = p.byCategory(ctx, blocks)
	}
	return v
}

// byCategory are the goals by area, in the group's own order within each.
func (p goalsPage) byCategory(ctx context.Context, blocks []analysis.Block) []view.GoalsSection {
	var sections []view.GoalsSection
	for _, category := range quality.Categories() {
		s := view.GoalsSection{ID: string(category), Title: words.Category(ctx, category)}
		for _, b := range blocks {
			of := slices.DeleteFunc(slices.Clone(b.Rows), func(r analysis.Row) bool { return p.category(b, r) != category })
			s.Rows = append(s.Rows, p.rows(ctx, analysis.Block{Goal: b.Goal, Rows: of})...)
		}
		if len(s.Rows) > 0 {
			sections = append(sections, s)
		}
	}
	return sections
}

// category is the goal's, or the measure's where there is no goal.
func (p goalsPage) category(b analysis.Block, r analysis.Row) quality.Category {
	if b.Goal.ID != 0 {
		return b.Goal.Category
	}
	return r.Measure.Category
}

// byPromise are the measures by the promises to patients that they serve; a promise
// that none serves says so.
func (p goalsPage) byPromise(ctx context.Context, blocks []analysis.Block) []view.GoalsSection {
	var sections []view.GoalsSection
	for _, promise := range p.Dataset.Promises {
		s := view.GoalsSection{ID: "lofte-" + promise.Code, Title: promise.Text}
		for _, b := range blocks {
			of := slices.DeleteFunc(slices.Clone(b.Rows), func(r analysis.Row) bool { return !slices.Contains(r.Measure.Promises, promise.ID) })
			s.Rows = append(s.Rows, p.rows(ctx, analysis.Block{Goal: b.Goal, Rows: of})...)
		}
		if len(s.Rows) == 0 {
			s.Lead = i18n.T(ctx, "Inget av årets mått följer upp det här löftet.")
		}
		sections = append(sections, s)
	}
	return sections
}

// rows are the goal's measures.
func (p goalsPage) rows(ctx context.Context, b analysis.Block) []view.GoalRow {
	var rows []view.GoalRow
	for n, row := range b.Rows {
		r := p.row(ctx, row)
		if n == 0 {
			r.Goal = b.Goal.Title
		}
		rows = append(rows, r)
	}
	return rows
}
