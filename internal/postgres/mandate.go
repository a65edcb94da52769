package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectMandates = `-- name: mandates
SELECT m.id, m.group_id, m.number, m.title, m.body, m.given_by, m.given_on, m.change_note, m.adopted_at,
       coalesce(p.name, '') AS adopted_by, m.version
FROM mandate m
LEFT JOIN person p ON p.id = m.adopted_by
WHERE m.group_id = @group
ORDER BY m.number DESC`

// Mandates reads every version of the group's mandate, newest first.
func (tx *Tx) Mandates(ctx context.Context, group org.GroupID) ([]org.Mandate, error) {
	return collect[org.Mandate](ctx, tx, selectMandates, pgx.StrictNamedArgs{"group": group})
}

const insertMandate = `-- name: insert mandate
INSERT INTO mandate (group_id, number, title, body, given_by, given_on, change_note)
SELECT @group, (SELECT coalesce(max(m.number), 0) + 1 FROM mandate m WHERE m.group_id = @group),
       @title, @body, @given_by, @given_on, @change_note
RETURNING id`

// AddMandate stores a draft as the group's next version, and gives its id.
// fault.ErrConflict when somebody else was adding one.
func (tx *Tx) AddMandate(ctx context.Context, m org.Mandate) (org.MandateID, error) {
	return value[org.MandateID](ctx, tx, insertMandate, pgx.StrictNamedArgs{"group": m.GroupID, "title": m.Title,
		"body": m.Body, "given_by": m.GivenBy, "given_on": m.GivenOn, "change_note": m.ChangeNote})
}

const updateMandate = `-- name: update mandate
UPDATE mandate SET title = @title, body = @body, given_by = @given_by, given_on = @given_on,
       change_note = @change_note, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND adopted_at IS NULL`

// SaveMandate stores a changed draft; fault.ErrConflict when somebody else has changed
// or adopted it since it was read.
func (tx *Tx) SaveMandate(ctx context.Context, m org.Mandate) error {
	return exec(ctx, tx, updateMandate, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "version": m.Version, "title": m.Title,
		"body": m.Body, "given_by": m.GivenBy, "given_on": m.GivenOn, "change_note": m.ChangeNote}, 1, fault.ErrConflict)
}

const adoptMandate = `-- name: adopt mandate
UPDATE mandate SET adopted_at = @at, adopted_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND adopted_at IS NULL`

// AdoptMandate makes the draft the version that holds; fault.ErrConflict when somebody
// else has changed or adopted it since it was read. by is zero for a command.
func (tx *Tx) AdoptMandate(ctx context.Context, m org.Mandate, at time.Time, by org.PersonID) error {
	return exec(ctx, tx, adoptMandate, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "version": m.Version, "at": at, "by": by},
		1, fault.ErrConflict)
}

const deleteMandate = `-- name: delete draft of mandate
DELETE FROM mandate WHERE id = @id AND group_id = @group AND version = @version AND adopted_at IS NULL`

// RemoveMandate takes a draft away; fault.ErrConflict when somebody else has changed or
// adopted it since it was read.
func (tx *Tx) RemoveMandate(ctx context.Context, m org.Mandate) error {
	return exec(ctx, tx, deleteMandate, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "version": m.Version}, 1, fault.ErrConflict)
}

const selectAcknowledgements = `-- name: acknowledgements of mandates
SELECT a.mandate_id, a.unit_id, a.person_id, a.name, a.acknowledged_at AS at
FROM mandate_acknowledgement a
WHERE a.group_id = @group
ORDER BY a.acknowledged_at, a.unit_id`

// Acknowledgements reads the signatures under all versions of the group's mandate.
func (tx *Tx) Acknowledgements(ctx context.Context, group org.GroupID) ([]org.Acknowledgement, error) {
	return collect[org.Acknowledgement](ctx, tx, selectAcknowledgements, pgx.StrictNamedArgs{"group": group})
}

const insertAcknowledgement = `-- name: insert acknowledgement of mandate
INSERT INTO mandate_acknowledgement (mandate_id, group_id, unit_id, person_id, name, acknowledged_at)
VALUES (@mandate, @group, @unit, @person, @name, @at)
ON CONFLICT (mandate_id, unit_id) DO NOTHING`

// AddAcknowledgement stores a signature; fault.ErrWrongState when the unit has one
// under the version.
func (tx *Tx) AddAcknowledgement(ctx context.Context, group org.GroupID, a org.Acknowledgement) error {
	return exec(ctx, tx, insertAcknowledgement, pgx.StrictNamedArgs{"mandate": a.MandateID, "group": group, "unit": a.UnitID,
		"person": a.PersonID, "name": a.Name, "at": a.At}, 1, fault.ErrWrongState)
}

const selectMemberLimits = `-- name: member limits of group
SELECT g.members_min AS min, g.members_max AS max FROM programme_group g WHERE g.id = @group`

// MemberLimits reads how many members the group wants from each clinic.
func (tx *Tx) MemberLimits(ctx context.Context, group org.GroupID) (org.MemberLimits, error) {
	return one[org.MemberLimits](ctx, tx, selectMemberLimits, pgx.StrictNamedArgs{"group": group})
}

const updateMemberLimits = `-- name: update member limits of group
UPDATE programme_group SET members_min = @min, members_max = @max WHERE id = @group`

// SaveMemberLimits stores how many members the group wants from each clinic.
func (tx *Tx) SaveMemberLimits(ctx context.Context, group org.GroupID, l org.MemberLimits) error {
	return exec(ctx, tx, updateMemberLimits, pgx.StrictNamedArgs{"group": group, "min": l.Min, "max": l.Max}, 1, fault.ErrNotFound)
}
