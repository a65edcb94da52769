package compose

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// process is the sites' conditions side by side: every process measure of the year for
// every unit.
func (c composer) process(ctx context.Context) []edition.Block {
	year := quality.WholeYear(c.Year)
	t := edition.Table{ID: processTable, Caption: i18n.T(ctx, "Förutsättningar och arbetssätt per enhet"), Matrix: true,
		Columns: []edition.Column{{Text: i18n.T(ctx, "Mått")}}}
	for _, u := range c.Data.Units {
		if u.ActiveDuring(year.Start(), year.End()) && c.names(u) {
			t.Columns = append(t.Columns, edition.Column{Text: u.ShortName})
		}
	}
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if row.Measure.Category != quality.Process {
				continue
			}
			name := rowTitle(row)
			if label := row.Definition.UnitLabel; label != "" && row.Measure.Kind.Numeric() && row.Measure.Kind != quality.Proportion {
				name += " (" + label + ")"
			}
			line := edition.Row{Cells: []edition.Cell{{Text: name}}}
			for _, cell := range row.Units {
				if cell.Unit.ActiveDuring(year.Start(), year.End()) && c.names(cell.Unit) {
					line.Cells = append(line.Cells, edition.Cell{Text: processCell(ctx, cell), Number: cell.Point})
				}
			}
			t.Rows = append(t.Rows, line)
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []edition.Block{{Table: &t}}
}

// processCell is a process measure's value; what has changed within the year
// says since when it is so.
func processCell(ctx context.Context, c analysis.Cell) string {
	text := words.Value(ctx, c.Result)
	if c.Kind == quality.YesNo && c.Value.Text != "" {
		text += ": " + c.Value.Text
	}
	if c.Value.ValidFrom != nil {
		text += " " + i18n.T(ctx, "(från %s)", i18n.Date(ctx, *c.Value.ValidFrom))
	}
	return text
}
