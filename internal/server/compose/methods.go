package compose

import (
	"context"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// careMethods is what is introduced and phased out: how far each unit had come at the end of the
// year, what it is about, what the figures say, and what was seen afterwards.
func (c composer) careMethods(ctx context.Context) ([]edition.Block, error) {
	research := c.research(ctx)
	if len(c.Work.Methods) == 0 {
		return append([]edition.Block{{Paragraph: i18n.T(ctx, "Ingen metod följdes under året.")}}, research...), nil
	}
	effects, err := c.methodEffects(ctx)
	if err != nil {
		return nil, err
	}
	blocks := []edition.Block{{Paragraph: i18n.T(ctx, "Läget är det som gällde den sista dagen på året, så som varje enhet själv har angett det.")},
		{Table: c.methodMatrix(ctx)}, {Table: c.methodFacts(ctx)}}
	if len(effects) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Före och efter, där ett mått följer metoden")}, edition.Block{List: effects},
			edition.Block{Note: i18n.T(ctx, "Att siffrorna ändras efter att en metod började införas eller fasas ut betyder inte att den är orsaken: annat kan ha hänt samtidigt.")})
	}
	if seen := c.methodsSeen(ctx); len(seen) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Uppföljning efteråt")}, edition.Block{List: seen})
	}
	return append(blocks, research...), nil
}

// methodUnits are the units that the year is about.
func (c composer) methodUnits() (list []org.Unit) {
	year := quality.WholeYear(c.Year)
	for _, u := range c.Data.Units {
		if u.ActiveDuring(year.Start(), year.End()) {
			list = append(list, u)
		}
	}
	return list
}

// methodMatrix has a row for each method and a column for each unit.
func (c composer) methodMatrix(ctx context.Context) *edition.Table {
	t := &edition.Table{ID: "metoder-tabell", Caption: i18n.T(ctx, "Så långt hade enheterna kommit"), Matrix: true, Columns: []edition.Column{{Text: i18n.T(ctx, "Metod")}}}
	units := c.methodUnits()
	for _, u := range units {
		t.Columns = append(t.Columns, edition.Column{Text: u.ShortName})
	}
	for _, m := range c.Work.Methods {
		line := edition.Row{Cells: []edition.Cell{{Text: m.Title, Detail: words.MethodDirection(ctx, m.Direction)}}}
		for _, u := range units {
			line.Cells = append(line.Cells, c.methodCell(ctx, m, u))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// methodCell is how far the unit had come, since when, and what it was when the year began.
func (c composer) methodCell(ctx context.Context, m report.Method, u org.Unit) edition.Cell {
	year := quality.WholeYear(c.Year)
	course := c.Work.MethodSaid[improvement.MethodUnit{MethodID: m.ID, UnitID: u.ID}]
	now, said := improvement.MethodOn(course, year.End())
	if !said {
		return edition.Cell{Text: words.MethodState(ctx, m.Direction, "")}
	}
	cell := edition.Cell{Text: words.MethodState(ctx, m.Direction, now.State), Detail: i18n.T(ctx, "sedan %s", i18n.Date(ctx, now.Since))}
	if before, said := improvement.MethodOn(course, year.Start().AddDate(0, 0, -1)); said && before.State != now.State {
		cell.Detail += "; " + i18n.T(ctx, "före året: %s", words.LowerMethodState(ctx, m.Direction, before.State))
	}
	return cell
}

// methodFacts is what each method is about.
func (c composer) methodFacts(ctx context.Context) *edition.Table {
	t := &edition.Table{ID: "metoder-fakta", Caption: i18n.T(ctx, "Vad som införs och fasas ut, i den ordning gruppen prioriterar"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Metod")}, {Text: i18n.T(ctx, "Varför")}, {Text: i18n.T(ctx, "Källa")}, {Text: i18n.T(ctx, "Ska vara klart")}, {Text: i18n.T(ctx, "Mått")}}}
	for _, m := range c.Work.Methods {
		target := i18n.NoValue
		if m.TargetOn != nil {
			target = i18n.Date(ctx, *m.TargetOn)
		}
		measure := m.MeasureName
		if measure == "" {
			measure = i18n.NoValue
		}
		decided := m.DecidedBy
		if m.DecidedOn != nil {
			if decided != "" {
				decided += ", "
			}
			decided += i18n.Date(ctx, *m.DecidedOn)
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: m.Title, Detail: words.MethodDirection(ctx, m.Direction) + ", " + words.LowerMethodKind(ctx, m.Kind)},
			{Text: m.Why, Detail: m.Children}, {Text: m.Source, Detail: decided}, {Text: target}, {Text: measure}}})
	}
	return t
}

// methodEffects is what the figures of each unit that had begun say, a line for each.
func (c composer) methodEffects(ctx context.Context) (list []string, err error) {
	end := quality.WholeYear(c.Year).End()
	for _, m := range c.Work.Methods {
		for _, u := range c.methodUnits() {
			began := improvement.MethodBegan(c.Work.MethodSaid[improvement.MethodUnit{MethodID: m.ID, UnitID: u.ID}])
			if began == nil || began.After(end) {
				continue
			}
			effect, err := c.effect(ctx, m.IndicatorID, u.ID, began)
			if err != nil {
				return nil, err
			}
			if effect != "" {
				list = append(list, i18n.T(ctx, "%s: %s, %s, började %s. %s.", u.ShortName, m.Title, m.MeasureName, i18n.Date(ctx, *began), effect))
			}
		}
	}
	return list, nil
}

// methodsSeen is what units saw when they were asked again, a line for each.
func (c composer) methodsSeen(ctx context.Context) (list []string) {
	for _, m := range c.Work.Methods {
		for _, f := range c.Work.MethodsSeen {
			if f.MethodID == m.ID {
				list = append(list, i18n.T(ctx, "%s: %s. %s (%s). %s", c.unitName(f.UnitID), m.Title, words.MethodOutcome(ctx, f.Outcome), i18n.Date(ctx, f.NotedAt), f.Result))
			}
		}
	}
	return list
}
