package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectCoreMembers = `-- name: core team members
SELECT m.id, m.group_id, m.pathway_id, coalesce(m.person_id, 0) AS person_id, coalesce(m.unit_id, 0) AS unit_id, m.name, m.email,
       m.kind, m.profession, m.competence, m.organisation, m.version
FROM pathway_member m
WHERE m.group_id = @group AND (@id::bigint = 0 OR m.pathway_id = @id)
ORDER BY m.pathway_id, m.kind <> 'lead', m.name, m.id`

// CoreMembers reads the core team of one of the group's introductions, or for zero of all:
// whoever leads it first.
func (tx *Tx) CoreMembers(ctx context.Context, group org.GroupID, id improvement.PathwayID) (improvement.CoreTeam, error) {
	return collect[improvement.CoreMember](ctx, tx, selectCoreMembers, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertCoreMember = `-- name: insert core team member
INSERT INTO pathway_member (group_id, pathway_id, person_id, unit_id, name, email, kind, profession, competence, organisation)
VALUES (@group, @pathway, nullif(@person::bigint, 0), nullif(@unit::bigint, 0), @name, @email, @kind, @profession, @competence, @organisation)
RETURNING id`

// AddCoreMember stores somebody new in a core team and gives the id. fault.ErrNotFound for
// a unit or an introduction that is not the group's.
func (tx *Tx) AddCoreMember(ctx context.Context, m improvement.CoreMember) (improvement.CoreMemberID, error) {
	return value[improvement.CoreMemberID](ctx, tx, insertCoreMember, coreMemberArgs(m))
}

const updateCoreMember = `-- name: update core team member
UPDATE pathway_member SET person_id = nullif(@person::bigint, 0), unit_id = nullif(@unit::bigint, 0), name = @name, email = @email,
    kind = @kind, profession = @profession, competence = @competence, organisation = @organisation, version = version + 1
WHERE id = @id AND group_id = @group AND pathway_id = @pathway AND version = @version`

// SaveCoreMember stores what has changed; fault.ErrConflict when somebody else changed it
// since it was read.
func (tx *Tx) SaveCoreMember(ctx context.Context, m improvement.CoreMember) error {
	args := coreMemberArgs(m)
	args["id"], args["version"] = m.ID, m.Version
	return exec(ctx, tx, updateCoreMember, args, 1, fault.ErrConflict)
}

func coreMemberArgs(m improvement.CoreMember) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": m.GroupID, "pathway": m.PathwayID, "person": m.PersonID, "unit": m.UnitID, "name": m.Name,
		"email": m.Email, "kind": m.Kind, "profession": m.Profession, "competence": m.Competence, "organisation": m.Organisation}
}

const deleteCoreMember = `-- name: delete core team member
DELETE FROM pathway_member WHERE id = @id AND group_id = @group AND pathway_id = @pathway AND version = @version`

// DeleteCoreMember takes somebody out of the team; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) DeleteCoreMember(ctx context.Context, m improvement.CoreMember) error {
	return exec(ctx, tx, deleteCoreMember, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "pathway": m.PathwayID, "version": m.Version}, 1, fault.ErrConflict)
}

const selectPatientGroups = `-- name: pathway patient groups
SELECT g.id, g.pathway_id, g.group_id, g.name, g.vision, g.version
FROM pathway_patient_group g
WHERE g.group_id = @group AND g.pathway_id = @id
ORDER BY g.id`

// PatientGroups reads the patient groups of an introduction with their visions.
func (tx *Tx) PatientGroups(ctx context.Context, group org.GroupID, id improvement.PathwayID) ([]improvement.PatientGroup, error) {
	return collect[improvement.PatientGroup](ctx, tx, selectPatientGroups, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertPatientGroup = `-- name: insert pathway patient group
INSERT INTO pathway_patient_group (pathway_id, group_id, name, vision) VALUES (@pathway, @group, @name, @vision) RETURNING id`

// AddPatientGroup stores a new patient group and gives its id.
func (tx *Tx) AddPatientGroup(ctx context.Context, g improvement.PatientGroup) (improvement.PatientGroupID, error) {
	return value[improvement.PatientGroupID](ctx, tx, insertPatientGroup, pgx.StrictNamedArgs{"pathway": g.PathwayID, "group": g.GroupID, "name": g.Name, "vision": g.Vision})
}

const updatePatientGroup = `-- name: update pathway patient group
UPDATE pathway_patient_group SET name = @name, vision = @vision, version = version + 1
WHERE id = @id AND group_id = @group AND pathway_id = @pathway AND version = @version`

// SavePatientGroup stores what has changed; fault.ErrConflict when somebody else changed
// it since it was read.
func (tx *Tx) SavePatientGroup(ctx context.Context, g improvement.PatientGroup) error {
	return exec(ctx, tx, updatePatientGroup, pgx.StrictNamedArgs{"id": g.ID, "group": g.GroupID, "pathway": g.PathwayID, "name": g.Name,
		"vision": g.Vision, "version": g.Version}, 1, fault.ErrConflict)
}

const deletePatientGroup = `-- name: delete pathway patient group
DELETE FROM pathway_patient_group WHERE id = @id AND group_id = @group AND pathway_id = @pathway AND version = @version`

// DeletePatientGroup takes a patient group away; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) DeletePatientGroup(ctx context.Context, g improvement.PatientGroup) error {
	return exec(ctx, tx, deletePatientGroup, pgx.StrictNamedArgs{"id": g.ID, "group": g.GroupID, "pathway": g.PathwayID, "version": g.Version}, 1, fault.ErrConflict)
}
