package compose

import (
	"context"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/prose"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// prose makes what somebody has written part of the document, with the figures that it
// refers to; nil when nothing is written.
func (c composer) prose(ctx context.Context, body string) *edition.Prose {
	if strings.TrimSpace(body) == "" {
		return nil
	}
	text := prose.HTML(body, c.resolver(ctx))
	p := &edition.Prose{HTML: text.HTML}
	seen := map[string]bool{}
	for _, f := range text.Found {
		if !seen[f.Typed] {
			seen[f.Typed] = true
			p.Figures = append(p.Figures, edition.Reference{Code: f.Typed, Text: f.Text, From: f.Anchor})
		}
	}
	return p
}

// resolver says what references in the report's texts refer to.
func (c composer) resolver(ctx context.Context) prose.Resolver {
	return func(r prose.Reference) (prose.Figure, prose.Why) {
		if r.Set() {
			return c.setFigure(ctx, r)
		}
		return c.figure(ctx, r)
	}
}

// figure is what a reference to one measure says. It is made of the report's own data,
// where small numbers are hidden from those who may not see them.
func (c composer) figure(ctx context.Context, r prose.Reference) (prose.Figure, prose.Why) {
	m := c.measureCalled(r.Code)
	if m == nil {
		return prose.Figure{}, prose.UnknownCode
	}
	part, who, why := c.named(m, r.Names)
	if why != "" {
		return prose.Figure{}, why
	}
	span, known := c.span(r.Period)
	if !known {
		return prose.Figure{}, prose.UnknownYear
	}
	if r.Form == prose.Name {
		return prose.Figure{Text: partName(m.VersionOn(span.Period.End()).Name, part)}, ""
	}
	if c.Data.Masked && span.Kind != analysis.OneYear {
		return prose.Figure{Text: i18n.T(ctx, "visas inte kvartal för kvartal")}, ""
	}
	row := c.Data.RowOver(m, part, span)
	text, why := c.tell(ctx, row, who, r.Form)
	return prose.Figure{Text: text, Anchor: c.anchorOfRow(row)}, why
}

// measureCalled is the measure with the code, whatever the case; nil when there is none.
func (c composer) measureCalled(code string) *analysis.Measure {
	for n := range c.Data.Measures {
		if strings.EqualFold(c.Data.Measures[n].Code, code) {
			return &c.Data.Measures[n]
		}
	}
	return nil
}

// span is the time that a reference is about: the report's year when it says nothing.
func (c composer) span(p quality.Period) (analysis.Span, bool) {
	switch {
	case p.Months == 0:
		return analysis.YearSpan(c.Year), true
	case p.LastYear() < c.Data.FirstYear || p.LastYear() > c.Data.LastYear || p.Months > 12:
		return analysis.Span{}, false
	case p.Months == 12:
		return analysis.YearSpan(p.LastYear()), true
	}
	return analysis.PeriodSpan(p), true
}

// someone is whose result a reference is about: a unit's, a region's, or all together.
type someone struct {
	unit   org.UnitID
	region org.RegionID
}

func (s someone) all() bool { return s == someone{} }

// named finds the measure's part and the unit or region in the names, in any order. A
// measure that is not divided has one part without a name.
func (c composer) named(m *analysis.Measure, names string) (quality.Stratum, someone, prose.Why) {
	everybody := c.everybody()
	for _, part := range m.Parts() {
		for _, one := range everybody {
			if prose.SameName(names, part.Name+" "+one.name) || prose.SameName(names, one.name+" "+part.Name) {
				return part, one.who, ""
			}
		}
	}
	for _, one := range everybody {
		if m.Parts()[0].Name != "" && prose.SameName(names, one.name) {
			return quality.Stratum{}, one.who, prose.PartNeeded
		}
	}
	return quality.Stratum{}, someone{}, prose.UnknownName
}

// called is somebody's name in references.
type called struct {
	name string
	who  someone
}

// everybody is all names: a unit is meant when a region has the same.
func (c composer) everybody() []called {
	list := []called{{}, {name: "hela gruppen"}}
	for _, u := range c.Data.Units {
		list = append(list, called{u.ShortName, someone{unit: u.ID}}, called{u.Code, someone{unit: u.ID}})
	}
	for _, u := range c.Data.Units {
		list = append(list, called{u.RegionName, someone{region: u.RegionID}})
	}
	return list
}

// tell is what the row says of somebody, in the form.
func (c composer) tell(ctx context.Context, row analysis.Row, who someone, form prose.Form) (string, prose.Why) {
	cell, known := cellOf(row, who)
	if !known {
		return "", prose.UnknownName
	}
	switch form {
	case prose.Target:
		if cell.Target == nil {
			return i18n.T(ctx, "inget målvärde"), ""
		}
		return words.Target(ctx, *cell.Target, row.Measure.Kind, row.Definition), ""
	case prose.Reached, prose.Surely, prose.Unclear, prose.Missed:
		if !who.all() || !judgesUnits(row) {
			return "", prose.WrongForm
		}
		return c.unitsThat(ctx, row, form), ""
	case prose.Spread:
		if !who.all() {
			return "", prose.WrongForm
		}
		return lowerFirst(words.ShortVerdict(ctx, c.Data.Variation(row).Verdict)), ""
	case prose.Missing:
		return missing(ctx, cell.Entered, len(cell.Gaps), cell.Expected), ""
	case prose.Improved, prose.Worsened:
		return "", prose.WrongForm
	}
	if cell.State == analysis.Masked {
		return i18n.T(ctx, "dolt"), ""
	}
	if cell.State != analysis.Reported {
		return lowerFirst(words.Value(ctx, cell.Result)), ""
	}
	return shown(ctx, row, cell, form), ""
}

// shown is a result that there is, in the form.
func shown(ctx context.Context, row analysis.Row, cell analysis.Cell, form prose.Form) string {
	text := ""
	switch form {
	case prose.Counts:
		text = words.Basis(ctx, cell.Result)
	case prose.Interval:
		text = words.Interval(ctx, cell.Result)
	case prose.Change:
		return changed(ctx, cell)
	}
	if text != "" {
		return text
	}
	if cell.Point != nil {
		return words.WithUnit(ctx, row.Measure.Kind, cell.Definition, *cell.Point)
	}
	return lowerFirst(words.Value(ctx, cell.Result))
}

// changed is how a result differs from the year before, and whether chance explains it.
func changed(ctx context.Context, cell analysis.Cell) string {
	if cell.Change == nil {
		return i18n.T(ctx, "går inte att jämföra med året före")
	}
	text := words.Difference(ctx, cell.Result, cell.Change.Difference)
	if certainty := words.ChangeCertainty(ctx, cell.Change); certainty != "" {
		text = i18n.T(ctx, "%s, %s", text, certainty)
	}
	return text
}

// missing is how many of the figures that should have been handed in have not, or say
// that the figure is missing.
func missing(ctx context.Context, entered, gaps, expected int) string {
	if expected == 0 {
		return i18n.T(ctx, "inget att lämna in")
	}
	return i18n.T(ctx, "%d av %d uppgifter", expected-entered+gaps, expected)
}

func cellOf(row analysis.Row, who someone) (analysis.Cell, bool) {
	if who.all() {
		return row.Total, true
	}
	for _, c := range row.Units {
		if who.unit != 0 && c.Unit.ID == who.unit {
			return c, true
		}
	}
	for _, r := range row.Regions {
		if who.region != 0 && r.ID == who.region {
			return r.Cell, true
		}
	}
	return analysis.Cell{}, false
}

// anchorOfRow is where the row's results stand in the report; "" when they do not.
func (c composer) anchorOfRow(row analysis.Row) string {
	for _, b := range c.blocks {
		for _, r := range b.Rows {
			if r.Measure.ID == row.Measure.ID && r.Stratum.ID == row.Stratum.ID {
				return c.anchorIn(b, r)
			}
		}
	}
	return ""
}

func (c composer) anchorIn(b analysis.Block, row analysis.Row) string {
	category := b.Goal.Category
	if b.Goal.ID == 0 {
		category = row.Measure.Category
	}
	for _, s := range c.Sections {
		if s.Content != string(category) {
			continue
		}
		if category == quality.Process {
			return processTable
		}
		return Anchor(row)
	}
	return ""
}
