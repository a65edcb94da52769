package group

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// ExportLog hands out what the address asks for of the log, every line of it, for Excel on
// a Swedish computer.
func (h *Handlers) ExportLog(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	choice, asked, err := askedLog(r)
	if err != nil {
		return err
	}
	if err := choice.form.Err(); err != nil {
		return err
	}
	asked.Below = 0
	name := "logg"
	if asked.GroupID != 0 && visitor.May(org.ApproveFigures, 0) {
		name += "-" + visitor.Group.Code
		if visitor.Group.ExampleData {
			name += "-exempeldata"
		}
	}
	name += "-" + i18n.Date(ctx, visitor.Now) + ".csv"
	lines, err := h.room.ExportLog(ctx, visitor.Actor, asked, name)
	if err != nil {
		return err
	}
	return page.SendStream(w, r, page.Streamed{Name: name, Type: page.CSVType, Write: func(out io.Writer) error {
		var failed error
		fields := words.AuditFields(ctx)
		table := exchange.Stream{Header: logHeader(ctx), Rows: func(yield func([]any) bool) {
			failed = lines(func(c group.Change) error {
				if !yield(logLine(ctx, fields, c)) {
					return io.ErrClosedPipe
				}
				return nil
			})
		}}
		if err := table.WriteCSV(out); err != nil {
			return err
		}
		return failed
	}})
}

func logHeader(ctx context.Context) []string {
	return []string{i18n.T(ctx, "Nummer"), i18n.T(ctx, "Dag"), i18n.T(ctx, "Tid"), i18n.T(ctx, "Vem"), i18n.T(ctx, "Vad"), i18n.T(ctx, "Händelse"),
		i18n.T(ctx, "Grupp"), i18n.T(ctx, "Enhet"), i18n.T(ctx, "Vilken"), i18n.T(ctx, "Skillnad"), i18n.T(ctx, "Före"), i18n.T(ctx, "Efter"),
		i18n.T(ctx, "Adress"), i18n.T(ctx, "Förfrågan")}
}

// logLine is a line of the log in words, and as it is stored beside them.
func logLine(ctx context.Context, fields []words.AuditField, c group.Change) []any {
	row := newChangeRow(ctx, fields, c)
	var parts []string
	for _, p := range row.Parts {
		parts = append(parts, i18n.T(ctx, "%s: %s → %s", p.Name, p.Before, p.After))
	}
	return []any{strconv.FormatInt(c.ID, 10), row.Day, i18n.Clock(ctx, c.At), c.ActorName, row.What, c.Action, c.GroupName, c.UnitName, row.About,
		strings.Join(parts, "; "), string(c.Before), string(c.After), c.ClientAddress, c.RequestID}
}
