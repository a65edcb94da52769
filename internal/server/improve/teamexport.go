package improve

import (
	"context"
	"math"
	"net/http"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// ExportTeamCSV hands out the team's figures for Excel on a Swedish computer.
func (h *Handlers) ExportTeamCSV(w http.ResponseWriter, r *http.Request) error {
	p, err := h.team(r)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: teamFileName(r, p, ".csv"), Type: page.CSVType, Content: teamTable(r.Context(), p).CSV()})
}

// ExportTeamXLSX hands out the team's figures as a workbook.
func (h *Handlers) ExportTeamXLSX(w http.ResponseWriter, r *http.Request) error {
	p, err := h.team(r)
	if err != nil {
		return err
	}
	content, err := exchange.XLSX(teamTable(r.Context(), p))
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: teamFileName(r, p, ".xlsx"), Type: page.XLSXType, Content: content})
}

// teamFileName names a file of a team's figures: by its number, as titles are for people.
func teamFileName(r *http.Request, p improve.TeamPage, ending string) string {
	visitor := page.VisitorOf(r)
	name := visitor.Group.Code + "-team-" + number(p.ID) + "-" + visitor.Today().Format("2006-01-02")
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	return name + ending
}

// teamTable is a row for each period of each line that the reader may see on the team's
// pages: the same figures, and the same words where there is none.
func teamTable(ctx context.Context, p improve.TeamPage) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Teamets siffror"), Header: []string{i18n.T(ctx, "Mått"), i18n.T(ctx, "Hur ofta"), i18n.T(ctx, "Enhet"), i18n.T(ctx, "Period"),
		i18n.T(ctx, "Periodens första dag"), i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare"), i18n.T(ctx, "Procent"), i18n.T(ctx, "Varför värde saknas"), i18n.T(ctx, "Antal enheter")}}
	for _, m := range p.Measures {
		for _, l := range m.Lines {
			for _, point := range l.Points {
				row := []any{m.Name, words.Rhythm(ctx, m.Rhythm), looks.TeamLineName(ctx, l), words.TeamPeriod(ctx, m.Rhythm, point.Period), point.Period.Format("2006-01-02")}
				t.Rows = append(t.Rows, append(row, teamCells(ctx, l, point)...))
			}
		}
	}
	return t
}

// teamCells are a point's numbers, or the words for why there are none. The share has one
// decimal, as on the pages: what it is made of stands beside it.
func teamCells(ctx context.Context, l analysis.TeamLine, p analysis.TeamPoint) []any {
	units := ""
	if l.Unit.UnitID == 0 && p.State == analysis.TeamValue {
		units = strconv.Itoa(p.Units)
	}
	if p.State == analysis.TeamValue {
		share := math.Round(1000*float64(p.Numerator)/float64(p.Denominator)) / 10
		return []any{p.Numerator, p.Denominator, share, "", units}
	}
	if p.State == analysis.TeamNoChildren {
		return []any{0, 0, nil, words.TeamPoint(ctx, l, p), units}
	}
	return []any{nil, nil, nil, words.TeamPoint(ctx, l, p), units}
}
