package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// handedOut is what the audit keeps of a file that was handed out.
type handedOut struct {
	File   string `json:"file"`
	Year   int    `json:"year,omitempty"`
	Masked bool   `json:"masked"`
}

// Asked is which span's results somebody asks for, the zero Span for the latest year
// with figures, and in which file.
type Asked struct {
	Span analysis.Span
	File string
}

// Export reads the results to be handed out as a file with the name, and notes in the
// log that they were. The actor gets what Comparison shows: small numbers are masked
// for readers outside the group.
func (room *Room) Export(ctx context.Context, actor org.Actor, group org.GroupID, asked Asked) (Comparison, error) {
	var c Comparison
	if !actor.May(org.ViewResults, group, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if c, err = room.comparison(ctx, tx, asking{actor, group, asked.Span}); err != nil || c.Dataset == nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "results.export", GroupID: group, Subject: "programme_group", SubjectID: int64(group),
			After: handedOut{File: asked.File, Year: c.Span.Year(), Masked: c.Dataset.Masked}, OnlyRead: true})
	})
	return c, err
}
