package results

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// ShowComparison is the matrix of units and indicators over a span of time.
func (h *Handlers) ShowComparison(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := parse(r)
	if err != nil {
		return err
	}
	span, err := c.span()
	if err != nil {
		return err
	}
	comparison, err := h.room.Comparison(ctx, visitor.Actor, visitor.Group.ID, span)
	if err != nil {
		return err
	}
	masked := comparison.Dataset != nil && comparison.Dataset.Masked
	v := newComparisonView(ctx, readerOf(visitor, masked), comparison, c)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Enhet för enhet"), Content: view.Comparison(v)})
}

// span is the time that is asked for, by itself or by its year.
func (c choices) span() (analysis.Span, error) {
	switch {
	case c.Time != "":
		span, ok := results.ParseSpan(c.Time)
		if !ok {
			return span, fault.ErrNotFound
		}
		return span, nil
	case c.Year != 0:
		return analysis.YearSpan(c.Year), nil
	}
	return analysis.Span{}, nil
}

// newComparisonView puts the results in one matrix, goal by goal, and the process
// measures in another, each with the units that they apply to.
func newComparisonView(ctx context.Context, who reader, c results.Comparison, chosen choices) view.ComparisonView {
	v := view.ComparisonView{
		Tabs:   roomTabs(ctx, matrixPath),
		Lead:   i18n.T(ctx, "Alla mått för alla enheter, i gruppens egen ordning."),
		Legend: who.legend(ctx),
		Empty: ui.EmptyStateProps{
			Title: i18n.T(ctx, "Inget att visa än"),
			Text:  i18n.T(ctx, "När gruppen har valt mått för ett år och enheterna har lämnat in står resultaten här."),
		},
	}
	if c.Dataset == nil {
		return v
	}
	chosen.Year = c.Years.Chosen
	v.Filter = comparisonFilter(ctx, c, chosen)
	file := choices{Time: results.SpanCode(c.Span, c.Dataset.Group.CollectionMonths), Stratum: chosen.Stratum, Category: chosen.Category}
	v.Files = file.files()
	v.Years = newYears(ctx, c.Years.All)
	time := words.Period(ctx, c.Span.Period)
	results := view.Matrix{ID: "mal", Title: i18n.T(ctx, "Målen, %s", time), Caption: i18n.T(ctx, "Resultat, %s, enhet för enhet", time)}
	if !slices.ContainsFunc(c.Blocks, func(b analysis.Block) bool { return b.Goal.ID != 0 }) {
		results.Title = i18n.T(ctx, "Måtten, %s", time)
	}
	process := view.Matrix{ID: "processmatt", Title: i18n.T(ctx, "Förutsättningar och arbetssätt"),
		Lead:    i18n.T(ctx, "Processmåtten beskriver orterna. Läs resultaten mot dem."),
		Caption: i18n.T(ctx, "Processmått, %s, enhet för enhet", time)}
	for _, m := range []struct {
		matrix  *view.Matrix
		process bool
	}{{&results, false}, {&process, true}} {
		blocks := chosen.filter(c.Blocks, m.process)
		if len(blocks) > 0 {
			if m.process && !c.Dataset.Masked {
				m.matrix.More = ui.Link{Text: i18n.T(ctx, "Enheternas egna mål bredvid gruppens"), URL: "/mal/enheter?" + yearName + "=" + strconv.Itoa(c.Span.Year())}
			}
			v.Matrices = append(v.Matrices, fill(ctx, who, *m.matrix, matrixOf{c, blocks, chosen}))
		}
	}
	if len(v.Matrices) == 0 && (chosen.Category != "" || chosen.Stratum != "") {
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget passar det du har valt"),
			Text: i18n.T(ctx, "Välj ett annat område eller en annan tid.")}
	}
	return v
}

// filter keeps the rows that the choices ask for, either the process measures or
// the others; blocks without any are left out.
func (c choices) filter(blocks []analysis.Block, process bool) []analysis.Block {
	return only(blocks, func(r analysis.Row) bool { return c.asksFor(r) && (r.Measure.Category == quality.Process) == process })
}

// asksFor reports whether the row is of the area and the children that are chosen.
func (c choices) asksFor(r analysis.Row) bool {
	return (c.Category == "" || r.Measure.Category == quality.Category(c.Category)) &&
		(c.Stratum == "" || r.Stratum.ID == 0 && !r.Together() || r.Stratum.Code == c.Stratum)
}

// only keeps some rows, and the blocks that have any.
func only(blocks []analysis.Block, keep func(analysis.Row) bool) []analysis.Block {
	var kept []analysis.Block
	for _, b := range blocks {
		rows := slices.DeleteFunc(slices.Clone(b.Rows), func(r analysis.Row) bool { return !keep(r) })
		if len(rows) > 0 {
			kept = append(kept, analysis.Block{Goal: b.Goal, Rows: rows})
		}
	}
	return kept
}

func comparisonFilter(ctx context.Context, c results.Comparison, chosen choices) view.Filter {
	strata := ui.SelectProps{Name: stratumName, Label: i18n.T(ctx, "Grupper av barn"), Value: chosen.Stratum, Empty: i18n.T(ctx, "Alla grupper")}
	for _, b := range c.Blocks {
		for _, r := range b.Rows {
			option := ui.Option{Value: r.Stratum.Code, Label: r.Stratum.Name}
			if r.Stratum.ID != 0 && !slices.Contains(strata.Options, option) {
				strata.Options = append(strata.Options, option)
			}
		}
	}
	f := view.Filter{Action: matrixPath, Selects: []ui.SelectProps{timeSelect(ctx, timesOf(c)), categorySelect(ctx, chosen.Category, true)}}
	if len(strata.Options) > 0 {
		f.Selects = append(f.Selects, strata)
	}
	if chosen.Category != "" || chosen.Stratum != "" {
		f.ResetURL = choices{Time: chosen.Time}.query(matrixPath)
	}
	return f
}
