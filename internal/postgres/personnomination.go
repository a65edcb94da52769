package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// PersonNominationRow is a nomination with how many are named.
type PersonNominationRow struct {
	improvement.PersonNomination
	Nominees, Appointed int
}

const personNominationColumns = `
SELECT n.id, n.group_id, n.title, n.kind, n.asked_by, n.received_on, n.due_on, n.competence, n.link, n.note, n.closed_at,
       coalesce(n.closed_by, 0) AS closed_by, n.version,
       (SELECT count(*) FROM nominee e WHERE e.nomination_id = n.id)::integer AS nominees,
       (SELECT count(*) FROM nominee e WHERE e.nomination_id = n.id AND e.state = 'appointed')::integer AS appointed
FROM person_nomination n`

const selectPersonNomination = `-- name: person nomination
` + personNominationColumns + `
WHERE n.id = @id AND n.group_id = @group`

// PersonNomination reads one of the group's nominations, or fault.ErrNotFound.
func (tx *Tx) PersonNomination(ctx context.Context, group org.GroupID, id improvement.PersonNominationID) (PersonNominationRow, error) {
	return one[PersonNominationRow](ctx, tx, selectPersonNomination, pgx.StrictNamedArgs{"group": group, "id": id})
}

const selectPersonNominations = `-- name: person nominations
` + personNominationColumns + `
WHERE n.group_id = @group
ORDER BY (n.closed_at IS NULL) DESC, CASE WHEN n.closed_at IS NULL THEN n.due_on END, n.due_on DESC, n.id DESC
LIMIT @most OFFSET @first`

// PersonNominations reads the group's nominations: those that go on by their days, then
// the others, the latest first.
func (tx *Tx) PersonNominations(ctx context.Context, group org.GroupID, w Window) ([]PersonNominationRow, error) {
	return collect[PersonNominationRow](ctx, tx, selectPersonNominations, pgx.StrictNamedArgs{"group": group, "most": w.Most, "first": w.Skip})
}

const selectPersonNominationCount = `-- name: person nomination count
SELECT count(*) FROM person_nomination WHERE group_id = @group`

// PersonNominationCount counts the group's nominations.
func (tx *Tx) PersonNominationCount(ctx context.Context, group org.GroupID) (int, error) {
	return value[int](ctx, tx, selectPersonNominationCount, pgx.StrictNamedArgs{"group": group})
}

const insertPersonNomination = `-- name: insert person nomination
INSERT INTO person_nomination (group_id, title, kind, asked_by, received_on, due_on, competence, link, note)
VALUES (@group, @title, @kind, @asked_by, @received, @due, @competence, @link, @note)
RETURNING id`

// AddPersonNomination stores a nomination that goes on and gives its id.
func (tx *Tx) AddPersonNomination(ctx context.Context, n improvement.PersonNomination) (improvement.PersonNominationID, error) {
	return value[improvement.PersonNominationID](ctx, tx, insertPersonNomination, pgx.StrictNamedArgs{"group": n.GroupID, "title": n.Title,
		"kind": n.Kind, "asked_by": n.AskedBy, "received": n.ReceivedOn, "due": n.DueOn, "competence": n.Competence, "link": n.Link, "note": n.Note})
}

const updatePersonNomination = `-- name: update person nomination
UPDATE person_nomination SET title = @title, kind = @kind, asked_by = @asked_by, received_on = @received, due_on = @due,
    competence = @competence, link = @link, note = @note, closed_at = @closed_at, closed_by = nullif(@closed_by::bigint, 0),
    version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SavePersonNomination stores what has become of a nomination; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SavePersonNomination(ctx context.Context, n improvement.PersonNomination) error {
	return exec(ctx, tx, updatePersonNomination, pgx.StrictNamedArgs{"id": n.ID, "group": n.GroupID, "version": n.Version, "title": n.Title,
		"kind": n.Kind, "asked_by": n.AskedBy, "received": n.ReceivedOn, "due": n.DueOn, "competence": n.Competence, "link": n.Link,
		"note": n.Note, "closed_at": n.ClosedAt, "closed_by": n.ClosedBy}, 1, fault.ErrConflict)
}

// NomineeRow is somebody who is nominated, and where their last declaration stands; never
// what it says.
type NomineeRow struct {
	improvement.DeclaringNominee
	RegionName string
}

// nomineeColumns leave out what is declared and how it was judged: who reads a nominee has
// no right to that.
const nomineeColumns = `
SELECT e.id, e.group_id, e.nomination_id, coalesce(e.person_id, 0) AS person_id, e.name, e.email, e.competence, e.profession,
       e.organisation, coalesce(e.region_id, 0) AS region_id, e.state, e.term_from, e.term_to, e.note, e.version,
       coalesce(r.name, '') AS region_name, n.title AS assignment, n.due_on, n.closed_at IS NOT NULL AS closed,
       coalesce(d.id, 0) AS declaration_id, d.given_at, d.given_by, d.valid_until, d.handled_at, d.handled_by, d.thinned_at, d.version AS declaration_version
FROM nominee e
JOIN person_nomination n ON n.id = e.nomination_id
LEFT JOIN region r ON r.id = e.region_id
LEFT JOIN LATERAL (
    SELECT i.id, i.given_at, i.given_by, i.valid_until, i.handled_at, i.handled_by, i.thinned_at, i.version
    FROM interest_declaration i WHERE i.nominee_id = e.id ORDER BY i.id DESC LIMIT 1) d ON true`

// scannedNominee is a row as the database gives it: without a declaration its columns are
// NULL.
type scannedNominee struct {
	improvement.Nominee
	RegionName, Assignment string
	DueOn                  time.Time
	Closed                 bool
	DeclarationID          improvement.InterestDeclarationID
	GivenAt                *time.Time
	GivenBy                *org.PersonID
	ValidUntil             *time.Time
	HandledAt              *time.Time
	HandledBy              *org.PersonID
	ThinnedAt              *time.Time
	DeclarationVersion     *int
}

func (s scannedNominee) row() NomineeRow {
	r := NomineeRow{RegionName: s.RegionName, DeclaringNominee: improvement.DeclaringNominee{Nominee: s.Nominee, Assignment: s.Assignment,
		DueOn: s.DueOn, Closed: s.Closed}}
	if s.DeclarationID == 0 {
		return r
	}
	r.Declaration = improvement.InterestDeclarationStanding{ID: s.DeclarationID, GroupID: s.GroupID, NomineeID: s.ID, GivenAt: *s.GivenAt,
		GivenBy: *s.GivenBy, ValidUntil: *s.ValidUntil, HandledAt: s.HandledAt, ThinnedAt: s.ThinnedAt, Version: *s.DeclarationVersion}
	if s.HandledBy != nil {
		r.Declaration.HandledBy = *s.HandledBy
	}
	return r
}

func nominees(ctx context.Context, tx *Tx, sql string, args pgx.StrictNamedArgs) ([]NomineeRow, error) {
	scanned, err := collect[scannedNominee](ctx, tx, sql, args)
	var list []NomineeRow
	for _, s := range scanned {
		list = append(list, s.row())
	}
	return list, err
}

const selectNominees = `-- name: nominees
` + nomineeColumns + `
WHERE e.group_id = @group AND e.nomination_id = @nomination
ORDER BY e.id`

// Nominees reads those who are named in a nomination, in the order they were.
func (tx *Tx) Nominees(ctx context.Context, group org.GroupID, of improvement.PersonNominationID) ([]NomineeRow, error) {
	return nominees(ctx, tx, selectNominees, pgx.StrictNamedArgs{"group": group, "nomination": of})
}

const selectDeclaring = `-- name: nominees who declare
` + nomineeColumns + `
WHERE e.group_id = @group AND (@person::bigint = 0 OR e.person_id = @person)
  AND (d.id IS NOT NULL OR e.state NOT IN ('not_appointed', 'declined') AND (n.closed_at IS NULL OR e.state = 'appointed'))
ORDER BY n.due_on DESC, e.id`

// Declaring reads those who are nominated and are to declare their interests, or have:
// the person's own, or with zero everybody's.
func (tx *Tx) Declaring(ctx context.Context, group org.GroupID, person org.PersonID) ([]NomineeRow, error) {
	return nominees(ctx, tx, selectDeclaring, pgx.StrictNamedArgs{"group": group, "person": person})
}

const selectNominee = `-- name: nominee
` + nomineeColumns + `
WHERE e.id = @id AND e.group_id = @group`

// Nominee reads somebody who is nominated, or fault.ErrNotFound.
func (tx *Tx) Nominee(ctx context.Context, group org.GroupID, id improvement.NomineeID) (NomineeRow, error) {
	s, err := one[scannedNominee](ctx, tx, selectNominee, pgx.StrictNamedArgs{"group": group, "id": id})
	return s.row(), err
}

const lockNominee = `-- name: lock nominee
SELECT e.id FROM nominee e WHERE e.id = @id AND e.group_id = @group FOR UPDATE`

// LockNominee is Nominee, and keeps everybody else from changing the nominee and from
// declaring for it until the transaction ends. It reads after it has the lock, since a
// declaration that somebody gave while it waited must be seen.
func (tx *Tx) LockNominee(ctx context.Context, group org.GroupID, id improvement.NomineeID) (NomineeRow, error) {
	if _, err := value[improvement.NomineeID](ctx, tx, lockNominee, pgx.StrictNamedArgs{"group": group, "id": id}); err != nil {
		return NomineeRow{}, err
	}
	return tx.Nominee(ctx, group, id)
}
