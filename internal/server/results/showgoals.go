package results

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
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

func (p goalsPage) row(ctx context.Context, row analysis.Row) view.GoalRow {
	m := matrixRow(ctx, row, choices{Year: row.Year})
	spark := p.Spark(row)
	low, high, _ := spark.Ends()
	var level *float64
	if t := row.Total.Target; t != nil && t.Kind == quality.ValueTarget {
		level = t.Threshold
	}
	r := view.GoalRow{Name: m.Name, Part: m.Part, Unit: m.Unit, Target: m.Target, URL: m.URL,
		Value: shown(ctx, row.Total.Result), Basis: words.Basis(ctx, row.Total.Result), Mark: mark(ctx, row, row.Total),
		Change: realChange(ctx, row.Total), Units: p.units(ctx, row), Data: p.data(ctx, row)}
	r.Mark.More, r.Mark.Note = more(ctx, row, row.Total), joined(", ", notes(ctx, row.Total)...)
	if interval := words.Interval(ctx, row.Total.Result); interval != "" {
		r.Basis = joined(", ", r.Basis, i18n.T(ctx, "95 %% säkerhet: %s", interval))
	}
	r.Apart, r.ApartSpark = p.apart(ctx, row)
	if row.Measure.Kind != quality.Count {
		r.Spark = looks.Spark(spark.Total, low, high, level)
	}
	return r
}

// realChange says how the result has changed, in words that make no more of it than
// there is.
func realChange(ctx context.Context, c analysis.Cell) view.Change {
	ch := changed(ctx, c)
	if c.Change == nil || !c.Change.Tested {
		return ch
	}
	switch {
	case !c.Change.Real:
		ch = view.Change{Text: i18n.T(ctx, "Ingen säker ändring"), Note: ch.Text}
	case c.Definition.Direction == quality.NoDirection || c.Definition.Direction == quality.WithinRange:
		ch = view.Change{Text: i18n.T(ctx, "Säker ändring"), Note: ch.Text}
	case c.Change.Better(c.Definition.Direction):
		ch = view.Change{Text: i18n.T(ctx, "Bättre än året före"), Note: ch.Text, Kind: view.Better}
	default:
		ch = view.Change{Text: i18n.T(ctx, "Sämre än året före"), Note: ch.Text, Kind: view.Worse}
	}
	return ch
}

// units says how the units lie: the lowest and the highest value, and how many reach
// the target. Where one is hidden neither is told.
func (p goalsPage) units(ctx context.Context, row analysis.Row) []string {
	var low, high *analysis.Cell
	reached, judged := 0, 0
	for n := range row.Units {
		c := &row.Units[n]
		switch {
		case c.State == analysis.Masked:
			return []string{i18n.T(ctx, "några enheter visas inte")}
		case !c.Known():
			continue
		}
		if low == nil || *c.Point < *low.Point {
			low = c
		}
		if high == nil || *c.Point > *high.Point {
			high = c
		}
		if words.Reached(ctx, c.Judgement) != "" {
			judged++
			if c.Judgement.PointMeets {
				reached++
			}
		}
	}
	if low == nil || row.Measure.Kind == quality.Count {
		return nil
	}
	lines := []string{i18n.T(ctx, "%s till %s", words.Value(ctx, low.Result), words.Value(ctx, high.Result))}
	if judged > 0 {
		lines = append(lines, i18n.T(ctx, "%d av %d når målet", reached, judged))
	}
	return lines
}

// apart says how far the units are from each other when chance is taken away, now and
// the year before, with the course over the years; "" where it cannot be told.
func (p goalsPage) apart(ctx context.Context, row analysis.Row) (string, ui.Spark) {
	var now, before *float64
	var course []*float64
	for _, y := range p.Dataset.Spreads(row.Measure, row.Stratum) {
		switch y.Year {
		case row.Year:
			now = y.Between
		case row.Year - 1:
			before = y.Between
		}
		if y.Broken {
			before, course = nil, nil
		}
		course = append(course, y.Between)
	}
	if now == nil {
		return "", ui.Spark{}
	}
	number := func(distance *float64) string { return i18n.Number(ctx, *distance, max(1, row.Definition.Decimals)) }
	text := i18n.T(ctx, "avstånd utan slump %s", number(now))
	if before != nil {
		text = i18n.T(ctx, "avstånd utan slump %s (%d: %s)", number(now), row.Year-1, number(before))
	}
	return text, distances(course)
}

// data says how old and how complete what the result rests on is.
func (p goalsPage) data(ctx context.Context, row analysis.Row) []string {
	last, any := p.Dataset.Latest(row.Measure, row.Stratum, row.Year)
	if !any {
		return nil
	}
	lines := []string{i18n.T(ctx, "till och med %s", words.Period(ctx, last))}
	if note := incomplete(ctx, row, row.Total); note != "" {
		lines = append(lines, note)
	}
	return lines
}

// key are the figures to see first.
func (p goalsPage) key(ctx context.Context, blocks []analysis.Block) []view.KeyFigure {
	var reached, judged, better, worse, tested, filled, expected int
	for _, b := range blocks {
		for _, row := range b.Rows {
			c := row.Total
			if words.Reached(ctx, c.Judgement) != "" {
				judged++
				if c.Judgement.PointMeets {
					reached++
				}
			}
			if c.Change != nil && c.Change.Tested {
				tested++
				switch {
				case !c.Change.Real:
				case c.Change.Better(c.Definition.Direction):
					better++
				case c.Definition.Direction == quality.Higher || c.Definition.Direction == quality.Lower:
					worse++
				}
			}
			filled, expected = filled+c.Filled(), expected+c.Expected
		}
	}
	figure := func(label, value, detail string) view.KeyFigure {
		return view.KeyFigure{KeyFigureProps: ui.KeyFigureProps{Label: label, Value: value, Detail: detail}}
	}
	var list []view.KeyFigure
	if judged > 0 {
		list = append(list, figure(i18n.T(ctx, "Mått vars värde når målet"), i18n.T(ctx, "%d av %d", reached, judged), i18n.T(ctx, "Alla enheter tillsammans, utan hänsyn till slumpen.")))
	}
	if tested > 0 {
		list = append(list, figure(i18n.T(ctx, "Bättre än %d", p.Years.Chosen-1), strconv.Itoa(better),
			i18n.T(ctx, "%d sämre. Resten av %d jämförda kan vara slump.", worse, tested)))
	}
	if expected > 0 {
		list = append(list, figure(i18n.T(ctx, "Inlämnat för året"), i18n.Percent(ctx, float64(filled)/float64(expected), 0),
			i18n.T(ctx, "%d av %d uppgifter har ett värde.", filled, expected)))
	}
	return list
}
