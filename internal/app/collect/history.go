package collect

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// History is what has happened to one figure.
type History struct {
	Form Form
	Row  Row
	// Events are the newest first, those of the submission it is in among them.
	Events []Event
}

// Event is one thing that has happened.
type Event struct {
	At     time.Time
	Who    string
	Action string // as in the log: "figure.save", "submission.approve" …
	// Before and After are what the figure said, without State when it was not
	// entered; both are so for steps of the submission.
	Before, After quality.Figure
	// Reason is why the figure or the submission was sent back or opened again.
	Reason string
	File   string // the file it came from
	// Follows says that nobody typed it: the code of the measure it followed from,
	// or "carried" for an earlier answer that still held.
	Follows string
}

// Which names one figure of a form by its codes.
type Which struct {
	Where
	Indicator, Stratum string
}

// FigureHistory reads what has happened to a figure. Those may read it who may see
// the form. fault.ErrNotFound when the form has no such figure.
func (room *Room) FigureHistory(ctx context.Context, actor org.Actor, which Which) (History, error) {
	var h History
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		at, err := which.place(ctx, tx, actor, org.ViewUnitEntries)
		if err != nil {
			return err
		}
		if h.Form, err = room.readForm(ctx, tx, actor, at); err != nil {
			return err
		}
		found := false
		for _, row := range h.Form.Rows {
			if row.Indicator.Code == which.Indicator && row.Stratum.Code == which.Stratum {
				h.Row, found = row, true
			}
		}
		if !found {
			return fault.ErrNotFound
		}
		rows, err := tx.FigureHistory(ctx, postgres.FigureHistoryOf{GroupID: at.group.ID, UnitID: at.unit.ID,
			Indicator: which.Indicator, Stratum: which.Stratum, Period: h.Row.Period.Code(),
			SubmissionID: int64(h.Form.Submission.ID), Except: []string{"figure.export", "import.figures"}})
		if err != nil {
			return err
		}
		h.Events, err = events(rows)
		return err
	})
	return h, err
}

// events reads the log's rows.
func events(rows []postgres.AuditRow) ([]Event, error) {
	var list []Event
	for _, r := range rows {
		var before, after content
		var step submissionContent
		for _, part := range []struct {
			raw  json.RawMessage
			into any
		}{{r.Before, &before}, {r.After, &after}, {r.After, &step}} {
			if len(part.raw) == 0 {
				continue
			}
			if err := json.Unmarshal(part.raw, part.into); err != nil {
				return nil, fmt.Errorf("logg %d: %w", r.ID, err)
			}
		}
		e := Event{At: r.At, Who: r.ActorName, Action: r.Action}
		if r.Subject == "figure" {
			e.Before, e.After = before.figure(), after.figure()
			e.Reason, e.File, e.Follows = after.Returned, after.File, after.Follows
		} else {
			e.Reason = step.ReturnReason + step.ReopenReason
		}
		list = append(list, e)
	}
	return list, nil
}
