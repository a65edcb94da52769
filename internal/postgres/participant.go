package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectParticipants = `-- name: participants
SELECT p.id, p.group_id, p.meeting_id, coalesce(p.person_id, 0) AS person_id, p.name, p.email, p.organisation,
       coalesce(p.region_id, 0) AS region_id, p.mandate, p.attended, p.called_sequence
FROM meeting_participant p
WHERE p.meeting_id = @meeting AND p.group_id = @group
ORDER BY p.person_id IS NULL, p.name COLLATE "sv-x-icu", p.id`

// Participants reads who is invited to a meeting, guests last, by name.
func (tx *Tx) Participants(ctx context.Context, group org.GroupID, meeting org.MeetingID) ([]improvement.Participant, error) {
	return collect[improvement.Participant](ctx, tx, selectParticipants, pgx.StrictNamedArgs{"group": group, "meeting": meeting})
}

const insertParticipant = `-- name: insert participant
INSERT INTO meeting_participant (group_id, meeting_id, person_id, name, email, organisation, region_id, mandate, attended)
VALUES (@group, @meeting, nullif(@person::bigint, 0), @name, @email, @organisation, nullif(@region::bigint, 0), @mandate, @attended)
RETURNING id`

// AddParticipant invites somebody and gives the invitation's id.
func (tx *Tx) AddParticipant(ctx context.Context, p improvement.Participant) (improvement.ParticipantID, error) {
	return value[improvement.ParticipantID](ctx, tx, insertParticipant, pgx.StrictNamedArgs{"group": p.GroupID, "meeting": p.MeetingID,
		"person": p.PersonID, "name": p.Name, "email": p.Email, "organisation": p.Organisation, "region": p.RegionID,
		"mandate": p.Mandate, "attended": p.Attended})
}

const updateParticipant = `-- name: update participant
UPDATE meeting_participant SET name = @name, email = @email, organisation = @organisation,
    region_id = nullif(@region::bigint, 0), mandate = @mandate, attended = @attended, called_sequence = @called
WHERE id = @id AND group_id = @group AND meeting_id = @meeting`

// SaveParticipant stores what has been changed of a participant.
func (tx *Tx) SaveParticipant(ctx context.Context, p improvement.Participant) error {
	return exec(ctx, tx, updateParticipant, pgx.StrictNamedArgs{"id": p.ID, "group": p.GroupID, "meeting": p.MeetingID,
		"name": p.Name, "email": p.Email, "organisation": p.Organisation, "region": p.RegionID, "mandate": p.Mandate,
		"attended": p.Attended, "called": p.CalledSequence}, 1, fault.ErrConflict)
}

const deleteParticipant = `-- name: delete participant
DELETE FROM meeting_participant WHERE id = @id AND group_id = @group AND meeting_id = @meeting`

// DeleteParticipant takes back an invitation.
func (tx *Tx) DeleteParticipant(ctx context.Context, p improvement.Participant) error {
	return exec(ctx, tx, deleteParticipant, pgx.StrictNamedArgs{"id": p.ID, "group": p.GroupID, "meeting": p.MeetingID}, 1, fault.ErrConflict)
}
