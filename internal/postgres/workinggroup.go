package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// WorkingGroupRow is a working group with how many are in it and when it last told of
// something.
type WorkingGroupRow struct {
	improvement.WorkingGroup
	Members    int
	LastReport *time.Time
}

const workingGroupColumns = `
SELECT g.id, g.group_id, g.title, g.mandate, g.decided_by, g.link, g.from_on AS "from", g.to_on AS "to", g.ended_on, g.outcome, g.version,
       (SELECT count(*) FROM working_group_member m WHERE m.working_group_id = g.id)::integer AS members,
       (SELECT max(e.happened_on) FROM working_group_event e WHERE e.working_group_id = g.id AND e.kind = 'report') AS last_report
FROM working_group g`

const selectWorkingGroups = `-- name: working groups
` + workingGroupColumns + `
WHERE g.group_id = @group
ORDER BY (g.ended_on IS NULL) DESC, g.to_on DESC, g.id`

// WorkingGroups reads the group's working groups: those that have not ended first.
func (tx *Tx) WorkingGroups(ctx context.Context, group org.GroupID) ([]WorkingGroupRow, error) {
	return collect[WorkingGroupRow](ctx, tx, selectWorkingGroups, pgx.StrictNamedArgs{"group": group})
}

const selectPersonsWorkingGroups = `-- name: a person's working groups
` + workingGroupColumns + `
WHERE g.group_id = @group AND g.ended_on IS NULL
  AND EXISTS (SELECT FROM working_group_member m WHERE m.working_group_id = g.id AND m.person_id = @person)
ORDER BY g.to_on, g.id`

// PersonsWorkingGroups reads the group's working groups that the person is in and that have
// not ended, by their last days.
func (tx *Tx) PersonsWorkingGroups(ctx context.Context, group org.GroupID, person org.PersonID) ([]WorkingGroupRow, error) {
	return collect[WorkingGroupRow](ctx, tx, selectPersonsWorkingGroups, pgx.StrictNamedArgs{"group": group, "person": person})
}

const selectWorkingGroup = `-- name: working group
` + workingGroupColumns + `
WHERE g.id = @id AND g.group_id = @group`

// WorkingGroup reads one of the group's working groups, or fault.ErrNotFound.
func (tx *Tx) WorkingGroup(ctx context.Context, group org.GroupID, id improvement.WorkingGroupID) (WorkingGroupRow, error) {
	return one[WorkingGroupRow](ctx, tx, selectWorkingGroup, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertWorkingGroup = `-- name: insert working group
INSERT INTO working_group (group_id, title, mandate, decided_by, link, from_on, to_on)
VALUES (@group, @title, @mandate, @decided_by, @link, @from, @to)
RETURNING id`

func workingGroupArgs(g improvement.WorkingGroup) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": g.GroupID, "title": g.Title, "mandate": g.Mandate, "decided_by": g.DecidedBy, "link": g.Link,
		"from": g.From, "to": g.To}
}

// AddWorkingGroup stores a working group and gives its id.
func (tx *Tx) AddWorkingGroup(ctx context.Context, g improvement.WorkingGroup) (improvement.WorkingGroupID, error) {
	return value[improvement.WorkingGroupID](ctx, tx, insertWorkingGroup, workingGroupArgs(g))
}

const updateWorkingGroup = `-- name: update working group
UPDATE working_group SET title = @title, mandate = @mandate, decided_by = @decided_by, link = @link, from_on = @from, to_on = @to,
    ended_on = @ended, outcome = @outcome, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveWorkingGroup stores what has become of a working group; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveWorkingGroup(ctx context.Context, g improvement.WorkingGroup) error {
	args := workingGroupArgs(g)
	args["id"], args["version"], args["ended"], args["outcome"] = g.ID, g.Version, g.EndedOn, g.Outcome
	return exec(ctx, tx, updateWorkingGroup, args, 1, fault.ErrConflict)
}

// WorkingGroupMemberRow is somebody in a working group with the region's name, and the
// profession that the account says; "" for somebody without one.
type WorkingGroupMemberRow struct {
	improvement.WorkingGroupMember
	RegionName        string
	AccountProfession org.Profession
}

const selectWorkingGroupMembers = `-- name: working group members
SELECT m.id, m.group_id, m.working_group_id, coalesce(m.person_id, 0) AS person_id, m.name, m.email, m.competence, m.profession,
       m.organisation, coalesce(m.region_id, 0) AS region_id, m.kind = 'leader' AS leads, coalesce(r.name, '') AS region_name,
       coalesce(p.profession, '') AS account_profession
FROM working_group_member m
LEFT JOIN region r ON r.id = m.region_id
LEFT JOIN person p ON p.id = m.person_id
WHERE m.group_id = @group AND m.working_group_id = @id
ORDER BY (m.kind = 'leader') DESC, m.id`

// WorkingGroupMembers reads who is in a working group, who leads it first.
func (tx *Tx) WorkingGroupMembers(ctx context.Context, group org.GroupID, of improvement.WorkingGroupID) ([]WorkingGroupMemberRow, error) {
	return collect[WorkingGroupMemberRow](ctx, tx, selectWorkingGroupMembers, pgx.StrictNamedArgs{"group": group, "id": of})
}

const insertWorkingGroupMember = `-- name: insert working group member
INSERT INTO working_group_member (group_id, working_group_id, person_id, name, email, competence, profession, organisation, region_id, kind)
VALUES (@group, @of, nullif(@person::bigint, 0), @name, @email, @competence, @profession, @organisation, nullif(@region::bigint, 0),
        CASE WHEN @leads::boolean THEN 'leader' ELSE 'member' END)`

// AddWorkingGroupMember stores somebody in a working group.
func (tx *Tx) AddWorkingGroupMember(ctx context.Context, m improvement.WorkingGroupMember) error {
	return exec(ctx, tx, insertWorkingGroupMember, pgx.StrictNamedArgs{"group": m.GroupID, "of": m.WorkingGroupID, "person": m.PersonID,
		"name": m.Name, "email": m.Email, "competence": m.Competence, "profession": m.Profession, "organisation": m.Organisation,
		"region": m.RegionID, "leads": m.Leads}, 1, nil)
}

const deleteWorkingGroupMember = `-- name: delete working group member
DELETE FROM working_group_member WHERE id = @id AND group_id = @group AND working_group_id = @of`

// RemoveWorkingGroupMember takes somebody out of a working group, or fault.ErrNotFound.
func (tx *Tx) RemoveWorkingGroupMember(ctx context.Context, m improvement.WorkingGroupMember) error {
	return exec(ctx, tx, deleteWorkingGroupMember, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "of": m.WorkingGroupID}, 1, fault.ErrNotFound)
}

// WorkingGroupEventRow is what was noted of a working group, and by whom.
type WorkingGroupEventRow struct {
	improvement.WorkingGroupEvent
	WrittenByName string
}

const selectWorkingGroupEvents = `-- name: working group events
SELECT e.id, e.group_id, e.working_group_id, e.kind, e.happened_on AS "on", e.body, e.link, e.before_on AS before, e.after_on AS after,
       coalesce(e.written_by, 0) AS written_by, e.written_at, coalesce(p.name, '') AS written_by_name
FROM working_group_event e
LEFT JOIN person p ON p.id = e.written_by
WHERE e.group_id = @group AND e.working_group_id = @id
ORDER BY e.happened_on DESC, e.id DESC`

// WorkingGroupEvents reads what was noted of a working group, the latest first.
func (tx *Tx) WorkingGroupEvents(ctx context.Context, group org.GroupID, of improvement.WorkingGroupID) ([]WorkingGroupEventRow, error) {
	return collect[WorkingGroupEventRow](ctx, tx, selectWorkingGroupEvents, pgx.StrictNamedArgs{"group": group, "id": of})
}

const insertWorkingGroupEvent = `-- name: insert working group event
INSERT INTO working_group_event (group_id, working_group_id, kind, happened_on, body, link, before_on, after_on, written_by, written_at)
VALUES (@group, @of, @kind, @on, @body, @link, @before, @after, nullif(@by::bigint, 0), @at)`

// AddWorkingGroupEvent notes something of a working group. It can be neither changed nor
// taken away afterwards.
func (tx *Tx) AddWorkingGroupEvent(ctx context.Context, e improvement.WorkingGroupEvent) error {
	return exec(ctx, tx, insertWorkingGroupEvent, pgx.StrictNamedArgs{"group": e.GroupID, "of": e.WorkingGroupID, "kind": e.Kind, "on": e.On,
		"body": e.Body, "link": e.Link, "before": e.Before, "after": e.After, "by": e.WrittenBy, "at": e.WrittenAt}, 1, nil)
}
