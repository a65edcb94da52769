package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const roundColumns = `
SELECT r.id, r.group_id, r.year::int AS year, r.invitation, r.opens_on, r.closes_on, r.decides_on, r.wanted::int AS wanted, r.closed_at,
       coalesce(r.closed_by, 0) AS closed_by, r.extended_why, r.decided_on, coalesce(r.decided_by, 0) AS decided_by,
       coalesce(r.meeting_id, 0) AS meeting_id, coalesce(r.created_by, 0) AS created_by, r.created_at, r.version`

// FoundRound is a round of nominations in a list, with how many are in, chosen and kept.
type FoundRound struct {
	improvement.NominationRound
	Sent, Chosen, Kept int
}

const selectRounds = `-- name: nomination rounds
` + roundColumns + `,
       (SELECT count(*)::int FROM nomination n WHERE n.round_id = r.id AND n.state = 'sent') AS sent,
       (SELECT count(*)::int FROM nomination n WHERE n.round_id = r.id AND n.outcome = 'chosen') AS chosen,
       (SELECT count(*)::int FROM nomination n WHERE n.round_id = r.id AND n.outcome = 'kept') AS kept
FROM nomination_round r
WHERE r.group_id = @group
ORDER BY r.year DESC`

// NominationRounds reads the group's rounds of nominations, the latest year first.
func (tx *Tx) NominationRounds(ctx context.Context, group org.GroupID) ([]FoundRound, error) {
	return collect[FoundRound](ctx, tx, selectRounds, pgx.StrictNamedArgs{"group": group})
}

const selectRound = `-- name: nomination round
` + roundColumns + `
FROM nomination_round r
WHERE r.group_id = @group AND r.id = @id`

// NominationRound reads one of the group's rounds; fault.ErrNotFound when there is none.
func (tx *Tx) NominationRound(ctx context.Context, group org.GroupID, id improvement.RoundID) (improvement.NominationRound, error) {
	return one[improvement.NominationRound](ctx, tx, selectRound, pgx.StrictNamedArgs{"group": group, "id": id})
}

const lockRound = selectRound + ` FOR UPDATE`

// LockNominationRound is NominationRound for a change: the round, and with it what may be
// done with its nominations, stays as it is until the transaction ends.
func (tx *Tx) LockNominationRound(ctx context.Context, group org.GroupID, id improvement.RoundID) (improvement.NominationRound, error) {
	return one[improvement.NominationRound](ctx, tx, lockRound, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertRound = `-- name: insert nomination round
INSERT INTO nomination_round (group_id, year, invitation, opens_on, closes_on, decides_on, wanted, created_by, created_at)
VALUES (@group, @year, @invitation, @opens, @closes, @decides, @wanted, nullif(@by::bigint, 0), @at)
RETURNING id`

// AddNominationRound stores a new round and gives its id; a problem at "year" when the
// group has one for the year.
func (tx *Tx) AddNominationRound(ctx context.Context, r improvement.NominationRound) (improvement.RoundID, error) {
	return value[improvement.RoundID](ctx, tx, insertRound, pgx.StrictNamedArgs{"group": r.GroupID, "year": r.Year, "invitation": r.Invitation,
		"opens": r.OpensOn, "closes": r.ClosesOn, "decides": r.DecidesOn, "wanted": r.Wanted, "by": r.CreatedBy, "at": r.CreatedAt})
}

const updateNominationRound = `-- name: update nomination round
UPDATE nomination_round SET year = @year, invitation = @invitation, opens_on = @opens, closes_on = @closes, decides_on = @decides,
    wanted = @wanted, closed_at = @closed_at, closed_by = nullif(@closed_by::bigint, 0), extended_why = @why, decided_on = @decided_on,
    decided_by = nullif(@decided_by::bigint, 0), meeting_id = nullif(@meeting::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveNominationRound stores all of a round but who made it; fault.ErrConflict when
// somebody else changed it since it was read, and a problem at "year" as for a new one.
func (tx *Tx) SaveNominationRound(ctx context.Context, r improvement.NominationRound) error {
	return exec(ctx, tx, updateNominationRound, pgx.StrictNamedArgs{"id": r.ID, "group": r.GroupID, "version": r.Version, "year": r.Year,
		"invitation": r.Invitation, "opens": r.OpensOn, "closes": r.ClosesOn, "decides": r.DecidesOn, "wanted": r.Wanted,
		"closed_at": r.ClosedAt, "closed_by": r.ClosedBy, "why": r.ExtendedWhy, "decided_on": r.DecidedOn, "decided_by": r.DecidedBy,
		"meeting": r.MeetingID}, 1, fault.ErrConflict)
}

const deleteNominationRound = `-- name: delete nomination round
DELETE FROM nomination_round WHERE id = @id AND group_id = @group AND version = @version`

// DeleteNominationRound removes a round that nothing is nominated in (else
// fault.ErrNotFound); fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) DeleteNominationRound(ctx context.Context, r improvement.NominationRound) error {
	return exec(ctx, tx, deleteNominationRound, pgx.StrictNamedArgs{"id": r.ID, "group": r.GroupID, "version": r.Version}, 1, fault.ErrConflict)
}

// RoundDuty is a round that is not decided, and what there is left to do in it.
type RoundDuty struct {
	improvement.NominationRound
	Sent int // how many nominations are in
	// Nominated are those of the units asked about that have nominated, and Weighed
	// those that have said their word on all that is in.
	Nominated, Weighed []org.UnitID
	// Draft is one of the person's that is not sent in; zero for none.
	Draft improvement.NominationID
}

// DutyAsked is whose duties are asked for.
type DutyAsked struct {
	GroupID  org.GroupID
	PersonID org.PersonID
	Units    []org.UnitID
	Today    time.Time // rounds that open later are left out
}

const selectDuties = `-- name: duties of nomination rounds
` + roundColumns + `,
       (SELECT count(*)::int FROM nomination n WHERE n.round_id = r.id AND n.state = 'sent') AS sent,
       ARRAY(SELECT u.id FROM unnest(@units::bigint[]) AS u(id)
             WHERE EXISTS (SELECT FROM nomination n WHERE n.round_id = r.id AND n.state = 'sent' AND n.unit_id = u.id)) AS nominated,
       ARRAY(SELECT u.id FROM unnest(@units::bigint[]) AS u(id)
             WHERE NOT EXISTS (SELECT FROM nomination n WHERE n.round_id = r.id AND n.state = 'sent'
                               AND NOT EXISTS (SELECT FROM nomination_weighing w WHERE w.nomination_id = n.id AND w.unit_id = u.id))) AS weighed,
       coalesce((SELECT max(n.id) FROM nomination n WHERE n.round_id = r.id AND n.state = 'draft' AND n.written_by = @person), 0) AS draft
FROM nomination_round r
WHERE r.group_id = @group AND r.decided_on IS NULL AND r.opens_on <= @today
ORDER BY r.year`

// RoundDuties reads the group's rounds that have opened and are not decided, with what the
// units and the person have left to do in them.
func (tx *Tx) RoundDuties(ctx context.Context, asked DutyAsked) ([]RoundDuty, error) {
	return collect[RoundDuty](ctx, tx, selectDuties, pgx.StrictNamedArgs{"group": asked.GroupID, "person": asked.PersonID,
		"units": nonNil(asked.Units), "today": asked.Today})
}
