package improve

import (
	"context"
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// ExportMethods hands out the matrix of methods and units as a file: a row for each method.
func (h *Handlers) ExportMethods(w http.ResponseWriter, r *http.Request) error {
	return h.exportMethods(w, r, "metoder", func(ctx context.Context, m improve.Methods, _ []improve.MethodNote, _ bool) exchange.Table {
		return methodMatrix(ctx, m)
	})
}

// ExportMethodHistory hands out all that has been said, a row for each.
func (h *Handlers) ExportMethodHistory(w http.ResponseWriter, r *http.Request) error {
	return h.exportMethods(w, r, "metoder-historik", methodHistory)
}

func (h *Handlers) exportMethods(w http.ResponseWriter, r *http.Request, stem string,
	table func(context.Context, improve.Methods, []improve.MethodNote, bool) exchange.Table) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	name := stem + "-" + visitor.Today().Format("2006-01-02")
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	name += ".csv"
	m, notes, err := h.room.ExportMethods(ctx, visitor.Actor, visitor.Group.ID, name)
	if err != nil {
		return err
	}
	content := table(ctx, m, notes, improve.Inside(visitor.Actor, visitor.Group.ID)).CSV()
	return page.Send(w, r, page.Download{Name: name, Type: page.CSVType, Content: content})
}

// methodMatrix is the matrix, with two columns for each unit: how far, and since when.
func methodMatrix(ctx context.Context, m improve.Methods) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Metoder"), Header: []string{i18n.T(ctx, "Metod"), i18n.T(ctx, "Införs eller fasas ut"), i18n.T(ctx, "Slag"), i18n.T(ctx, "Prioritet"),
		i18n.T(ctx, "Ska vara klart överallt"), i18n.T(ctx, "Mått som följer det"), i18n.T(ctx, "Källa"), i18n.T(ctx, "Följs till och med")}}
	for _, u := range m.Units {
		t.Header = append(t.Header, u.ShortName, i18n.T(ctx, "%s, sedan", u.ShortName))
	}
	for _, line := range m.Lines {
		row := []any{line.Title, words.MethodDirection(ctx, line.Direction), words.MethodKind(ctx, line.Kind), words.Priority(ctx, line.Priority), day(ctx, line.TargetOn),
			line.MeasureName, joined(" ", line.Source, line.SourceURL), day(ctx, line.EndedOn)}
		for _, c := range line.Cells {
			now := c.Now()
			since := ""
			if now.State != "" {
				since = i18n.Date(ctx, now.Since)
			}
			row = append(row, words.MethodState(ctx, line.Direction, now.State), since)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// methodHistory is all that has been said, in the order it was written; named says that who
// wrote it may be told.
func methodHistory(ctx context.Context, m improve.Methods, notes []improve.MethodNote, named bool) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Historik"), Header: []string{i18n.T(ctx, "Metod"), i18n.T(ctx, "Enhet"), i18n.T(ctx, "Läge"), i18n.T(ctx, "Sedan"),
		i18n.T(ctx, "Kommentar"), i18n.T(ctx, "Skrivet")}}
	if named {
		t.Header = append(t.Header, i18n.T(ctx, "Av"))
	}
	for _, n := range notes {
		for _, line := range m.Lines {
			if line.ID != n.MethodID {
				continue
			}
			row := []any{line.Title, shortName(m.AllUnits, n.UnitID), words.MethodState(ctx, line.Direction, n.State), i18n.Date(ctx, n.Since), n.Comment, i18n.Date(ctx, n.NotedAt)}
			if named {
				row = append(row, n.NotedByName)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
