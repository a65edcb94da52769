package results

import (
	"context"

	"samsyn/internal/app/dataset"
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

// Export reads the year's results, zero for the latest with figures, to be handed
// out as a file with the name, and notes in the log that they were. The actor
// gets what Comparison shows: small numbers are masked for readers outside the
// group.
func (room *Room) Export(ctx context.Context, actor org.Actor, group org.GroupID, asked Asked) (Comparison, error) {
	var c Comparison
	if !actor.May(org.ViewResults, group, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		if c.Years, err = room.choose(years, asked.Year); err != nil || c.Years.Chosen == 0 {
			return err
		}
		ds, err := dataset.Load(ctx, tx, group, c.Years.Chosen, c.Years.Chosen)
		if err != nil {
			return err
		}
		c.Dataset = seen(actor, group, ds)
		c.Blocks = c.Dataset.Overview(c.Years.Chosen)
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "results.export", GroupID: group, Subject: "programme_group", SubjectID: int64(group),
			After: handedOut{File: asked.File, Year: c.Years.Chosen, Masked: c.Dataset.Masked}})
	})
	return c, err
}

// Asked is which year's results somebody asks for, and in which file.
type Asked struct {
	Year int
	File string
}
