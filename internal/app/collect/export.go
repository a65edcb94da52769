package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// handedOut is what the audit keeps of a file that was handed out.
type handedOut struct {
	File   string `json:"file"`
	Period string `json:"period,omitempty"`
}

// ExportFigures reads the form to be handed out as a file with the name, and
// notes in the log that it was. Those may have it who may see the form.
func (room *Room) ExportFigures(ctx context.Context, actor org.Actor, where Where, file string) (Form, error) {
	var form Form
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		at, err := where.place(ctx, tx, actor, org.ViewUnitEntries)
		if err != nil {
			return err
		}
		if form, err = room.readForm(ctx, tx, actor, at); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "figure.export", GroupID: at.group.ID, UnitID: at.unit.ID,
			Subject: "submission", SubjectID: int64(form.Submission.ID),
			After: handedOut{File: file, Period: at.period.Code()}, OnlyRead: true})
	})
	return form, err
}
