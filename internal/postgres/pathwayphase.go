package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectPathwayPhases = `-- name: pathway phases
SELECT ph.pathway_id, i.starts_on, ph.number::int AS number, ph.name, ph.count, ph.unit, ph.closed_on,
       coalesce(ph.closed_by, 0) AS closed_by, ph.close_reason
FROM pathway_phase ph
JOIN pathway_introduction i ON i.id = ph.pathway_id
WHERE i.group_id = @group AND (@id::bigint = 0 OR i.id = @id)
ORDER BY ph.pathway_id, ph.number`

const selectPathwayItems = `-- name: pathway items
SELECT t.id, t.pathway_id, t.phase::int AS phase, t.kind, t.text, t.position::int AS position, t.done_on, coalesce(t.done_by, 0) AS done_by
FROM pathway_item t
JOIN pathway_introduction i ON i.id = t.pathway_id
WHERE i.group_id = @group AND (@id::bigint = 0 OR i.id = @id)
ORDER BY t.pathway_id, t.phase, t.position, t.id`

// PathwayPhases reads the phases of one of the group's introductions, or for zero of all,
// with their dates and their lines. Two queries.
func (tx *Tx) PathwayPhases(ctx context.Context, group org.GroupID, id improvement.PathwayID) (map[improvement.PathwayID]improvement.Phases, error) {
	type phaseRow struct {
		PathwayID   improvement.PathwayID
		StartsOn    time.Time
		Number      int
		Name        string
		Count       int
		Unit        improvement.LengthUnit
		ClosedOn    *time.Time
		ClosedBy    org.PersonID
		CloseReason string
	}
	type itemRow struct {
		improvement.PathwayItem
		PathwayID improvement.PathwayID
	}
	args := pgx.StrictNamedArgs{"group": group, "id": id}
	rows, err := collect[phaseRow](ctx, tx, selectPathwayPhases, args)
	if err != nil {
		return nil, err
	}
	items, err := collect[itemRow](ctx, tx, selectPathwayItems, args)
	if err != nil {
		return nil, err
	}
	all, starts := map[improvement.PathwayID]improvement.Phases{}, map[improvement.PathwayID]time.Time{}
	for _, r := range rows {
		starts[r.PathwayID] = r.StartsOn
		all[r.PathwayID] = append(all[r.PathwayID], improvement.PathwayPhase{Number: r.Number, Name: r.Name, ClosedOn: r.ClosedOn,
			Length: improvement.Length{Count: r.Count, Unit: r.Unit}, ClosedBy: r.ClosedBy, CloseReason: r.CloseReason})
	}
	for _, r := range items {
		p := all[r.PathwayID].Numbered(r.Phase)
		p.Items = append(p.Items, r.PathwayItem)
	}
	for id, phases := range all {
		phases.Set(starts[id])
	}
	return all, nil
}

const insertPathwayPhase = `-- name: insert pathway phase
INSERT INTO pathway_phase (pathway_id, number, name, count, unit, closed_on, closed_by, close_reason)
VALUES (@id, @number, @name, @count, @unit, @closed_on, nullif(@closed_by::bigint, 0), @close_reason)`

// AddPathwayPhases stores the phases of a new introduction with their lines.
func (tx *Tx) AddPathwayPhases(ctx context.Context, id improvement.PathwayID, phases improvement.Phases) error {
	for _, p := range phases {
		if err := exec(ctx, tx, insertPathwayPhase, phaseArgs(id, p), 1, fault.ErrConflict); err != nil {
			return err
		}
		for _, item := range p.Items {
			if err := tx.AddPathwayItem(ctx, id, item); err != nil {
				return err
			}
		}
	}
	return nil
}

const updatePathwayPhase = `-- name: update pathway phase
UPDATE pathway_phase SET name = @name, count = @count, unit = @unit, closed_on = @closed_on,
    closed_by = nullif(@closed_by::bigint, 0), close_reason = @close_reason
WHERE pathway_id = @id AND number = @number`

// SavePathwayPhase stores a changed phase without its lines. Lock the introduction before.
func (tx *Tx) SavePathwayPhase(ctx context.Context, id improvement.PathwayID, p improvement.PathwayPhase) error {
	return exec(ctx, tx, updatePathwayPhase, phaseArgs(id, p), 1, fault.ErrNotFound)
}

func phaseArgs(id improvement.PathwayID, p improvement.PathwayPhase) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"id": id, "number": p.Number, "name": p.Name, "count": p.Count, "unit": p.Unit,
		"closed_on": p.ClosedOn, "closed_by": p.ClosedBy, "close_reason": p.CloseReason}
}

const insertPathwayItem = `-- name: insert pathway item
INSERT INTO pathway_item (pathway_id, phase, kind, text, position, done_on, done_by)
VALUES (@id, @phase, @kind, @text, @position, @done_on, nullif(@done_by::bigint, 0))`

// AddPathwayItem stores a new line of a phase.
func (tx *Tx) AddPathwayItem(ctx context.Context, id improvement.PathwayID, item improvement.PathwayItem) error {
	return exec(ctx, tx, insertPathwayItem, pgx.StrictNamedArgs{"id": id, "phase": item.Phase, "kind": item.Kind, "text": item.Text,
		"position": item.Position, "done_on": item.DoneOn, "done_by": item.DoneBy}, 1, fault.ErrNotFound)
}

const updatePathwayItem = `-- name: update pathway item
UPDATE pathway_item SET text = @text, position = @position, done_on = @done_on, done_by = nullif(@done_by::bigint, 0)
WHERE pathway_id = @id AND id = @item`

// SavePathwayItem stores a changed line. Lock the introduction before.
func (tx *Tx) SavePathwayItem(ctx context.Context, id improvement.PathwayID, item improvement.PathwayItem) error {
	return exec(ctx, tx, updatePathwayItem, pgx.StrictNamedArgs{"id": id, "item": item.ID, "text": item.Text, "position": item.Position,
		"done_on": item.DoneOn, "done_by": item.DoneBy}, 1, fault.ErrNotFound)
}

const deletePathwayItem = `-- name: delete pathway item
DELETE FROM pathway_item WHERE pathway_id = @id AND id = @item`

// DeletePathwayItem takes a line away. Lock the introduction before.
func (tx *Tx) DeletePathwayItem(ctx context.Context, id improvement.PathwayID, item improvement.PathwayItemID) error {
	return exec(ctx, tx, deletePathwayItem, pgx.StrictNamedArgs{"id": id, "item": item}, 1, fault.ErrNotFound)
}

// PhaseMoveRow is a move with the name of who made it, "" for a command.
type PhaseMoveRow struct {
	improvement.PhaseMove
	MoverName string
}

const selectPathwayMoves = `-- name: pathway moves
SELECT m.phase::int AS phase, m.moved_from AS "from", m.moved_to AS "to", m.why, m.moved_at, coalesce(m.moved_by, 0) AS moved_by,
       coalesce(p.name, '') AS mover_name
FROM pathway_move m
LEFT JOIN person p ON p.id = m.moved_by
WHERE m.pathway_id = @id
ORDER BY m.moved_at, m.id`

// PathwayMoves reads how the introduction's days have been moved, the first move first.
func (tx *Tx) PathwayMoves(ctx context.Context, id improvement.PathwayID) ([]PhaseMoveRow, error) {
	return collect[PhaseMoveRow](ctx, tx, selectPathwayMoves, pgx.StrictNamedArgs{"id": id})
}

const insertPathwayMove = `-- name: insert pathway move
INSERT INTO pathway_move (pathway_id, phase, moved_from, moved_to, why, moved_at, moved_by)
VALUES (@id, @phase, @from, @to, @why, @at, nullif(@by::bigint, 0))`

// AddPathwayMove notes that days have been moved.
func (tx *Tx) AddPathwayMove(ctx context.Context, id improvement.PathwayID, m improvement.PhaseMove) error {
	return exec(ctx, tx, insertPathwayMove, pgx.StrictNamedArgs{"id": id, "phase": m.Phase, "from": m.From, "to": m.To, "why": m.Why,
		"at": m.MovedAt, "by": m.MovedBy}, 1, fault.ErrNotFound)
}
