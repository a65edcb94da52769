package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// PathwayRow is an introduction with the name of whoever leads it, be it somebody of its
// core team without an account; "" for nobody.
type PathwayRow struct {
	improvement.PathwayIntroduction
	LeadName string
}

const pathwayColumns = `
SELECT i.id, i.group_id, i.title, i.aim, i.source, coalesce(i.lead_id, 0) AS lead_id, i.starts_on, i.effect_from, i.costs, i.effects,
       i.assumptions, i.assumed_from, i.state, i.ended_on, i.end_note, i.carried_on, i.written_at,
       coalesce(i.written_by, 0) AS written_by, i.version, coalesce(p.name, (SELECT m.name FROM pathway_member m WHERE m.pathway_id = i.id AND m.kind = 'lead' ORDER BY m.id LIMIT 1), '') AS lead_name,
       coalesce((SELECT array_agg(m.indicator_id ORDER BY m.position) FROM pathway_measure m WHERE m.pathway_id = i.id), '{}') AS measures
FROM pathway_introduction i
LEFT JOIN person p ON p.id = i.lead_id`

const selectPathways = `-- name: pathway introductions` + pathwayColumns + `
WHERE i.group_id = @group
ORDER BY i.state <> 'running', i.starts_on DESC, i.id DESC`

// Pathways reads the group's introductions: those that go on first, the latest begun first.
func (tx *Tx) Pathways(ctx context.Context, group org.GroupID) ([]PathwayRow, error) {
	return collect[PathwayRow](ctx, tx, selectPathways, pgx.StrictNamedArgs{"group": group})
}

const selectPathway = `-- name: pathway introduction` + pathwayColumns + `
WHERE i.group_id = @group AND i.id = @id`

// Pathway reads one of the group's introductions; fault.ErrNotFound when it is not the
// group's.
func (tx *Tx) Pathway(ctx context.Context, group org.GroupID, id improvement.PathwayID) (PathwayRow, error) {
	return one[PathwayRow](ctx, tx, selectPathway, pgx.StrictNamedArgs{"group": group, "id": id})
}

const lockPathway = `-- name: lock pathway introduction
SELECT i.id FROM pathway_introduction i WHERE i.group_id = @group AND i.id = @id FOR UPDATE`

// LockPathway is Pathway, and keeps everybody else from changing the introduction and its
// phases until the transaction ends.
func (tx *Tx) LockPathway(ctx context.Context, group org.GroupID, id improvement.PathwayID) (PathwayRow, error) {
	if _, err := value[int64](ctx, tx, lockPathway, pgx.StrictNamedArgs{"group": group, "id": id}); err != nil {
		return PathwayRow{}, err
	}
	return tx.Pathway(ctx, group, id)
}

const insertPathway = `-- name: insert pathway introduction
INSERT INTO pathway_introduction (group_id, title, aim, source, lead_id, starts_on, effect_from, costs, effects, assumptions,
    assumed_from, state, ended_on, end_note, carried_on, written_at, written_by)
VALUES (@group, @title, @aim, @source, nullif(@lead::bigint, 0), @starts_on, @effect_from, @costs, @effects, @assumptions,
    @assumed_from, @state, @ended_on, @end_note, @carried_on, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddPathway stores a new introduction with its measures, and gives its id.
// fault.ErrNotFound for a measure that is not the group's.
func (tx *Tx) AddPathway(ctx context.Context, p improvement.PathwayIntroduction) (improvement.PathwayID, error) {
	id, err := value[improvement.PathwayID](ctx, tx, insertPathway, pathwayArgs(p))
	if err != nil {
		return 0, err
	}
	p.ID = id
	return id, tx.setPathwayMeasures(ctx, p)
}

const updatePathway = `-- name: update pathway introduction
UPDATE pathway_introduction SET title = @title, aim = @aim, source = @source, lead_id = nullif(@lead::bigint, 0),
    starts_on = @starts_on, effect_from = @effect_from, costs = @costs, effects = @effects, assumptions = @assumptions,
    assumed_from = @assumed_from, state = @state, ended_on = @ended_on, end_note = @end_note, carried_on = @carried_on,
    written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SavePathway stores a changed introduction with its measures; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SavePathway(ctx context.Context, p improvement.PathwayIntroduction) error {
	args := pathwayArgs(p)
	args["id"], args["version"] = p.ID, p.Version
	if err := exec(ctx, tx, updatePathway, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setPathwayMeasures(ctx, p)
}

const setPathwayLead = `-- name: set who leads a pathway introduction
UPDATE pathway_introduction SET lead_id = nullif(@person::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group`

// SetPathwayLead says who leads the introduction, zero for nobody with an account.
// fault.ErrNotFound when it is not the group's.
func (tx *Tx) SetPathwayLead(ctx context.Context, group org.GroupID, id improvement.PathwayID, person org.PersonID) error {
	return exec(ctx, tx, setPathwayLead, pgx.StrictNamedArgs{"group": group, "id": id, "person": person}, 1, fault.ErrNotFound)
}

func pathwayArgs(p improvement.PathwayIntroduction) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": p.GroupID, "title": p.Title, "aim": p.Aim, "source": p.Source, "lead": p.LeadID,
		"starts_on": p.StartsOn, "effect_from": p.EffectFrom, "costs": p.Costs, "effects": p.Effects, "assumptions": p.Assumptions,
		"assumed_from": p.AssumedFrom, "state": p.State, "ended_on": p.EndedOn, "end_note": p.EndNote, "carried_on": p.CarriedOn,
		"at": p.WrittenAt, "by": p.WrittenBy}
}

const clearPathwayMeasures = `-- name: clear pathway measures
DELETE FROM pathway_measure WHERE pathway_id = @id`

const insertPathwayMeasures = `-- name: insert pathway measures
INSERT INTO pathway_measure (pathway_id, group_id, indicator_id, position)
SELECT @id, @group, chosen.id, chosen.position FROM unnest(@measures::bigint[]) WITH ORDINALITY AS chosen(id, position)`

func (tx *Tx) setPathwayMeasures(ctx context.Context, p improvement.PathwayIntroduction) error {
	if err := exec(ctx, tx, clearPathwayMeasures, pgx.StrictNamedArgs{"id": p.ID}, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertPathwayMeasures, pgx.StrictNamedArgs{"id": p.ID, "group": p.GroupID, "measures": nonNil(p.Measures)}, -1, nil)
}
