package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// BoardExport is which year's board is handed out, in a file with the name.
type BoardExport struct {
	Year int
	File string
}

// boardHandedOut is what the audit keeps of a board that was handed out.
type boardHandedOut struct {
	File string `json:"file"`
	Year int    `json:"year"`
}

// ExportBoard reads the board to be handed out as a file, and notes in the log that
// it was. Those may have it who may see it.
func (room *Room) ExportBoard(ctx context.Context, actor org.Actor, group org.GroupID, ask BoardExport) (Board, error) {
	var board Board
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if board, err = room.readBoard(ctx, tx, actor, group, ask.Year); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "board.export", GroupID: group,
			Subject: "programme_group", SubjectID: int64(group), After: boardHandedOut{File: ask.File, Year: board.Year}, OnlyRead: true})
	})
	return board, err
}
