package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const lockPersons = `-- name: lock persons
LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE`

// LockPersons keeps everybody else from adding or changing a person until the
// transaction ends: what is counted after it still holds when it is acted on.
func (tx *Tx) LockPersons(ctx context.Context) error {
	return exec(ctx, tx, lockPersons, pgx.StrictNamedArgs{}, -1, nil)
}

const updatePerson = `-- name: update person
UPDATE person SET email = @email, name = @name, profession = @profession WHERE id = @id`

// SavePerson stores a person's name, address and profession. An address already
// taken is a problem at "email".
func (tx *Tx) SavePerson(ctx context.Context, p org.Person) error {
	return exec(ctx, tx, updatePerson, pgx.StrictNamedArgs{
		"id": p.ID, "email": p.Email, "name": p.Name, "profession": p.Profession}, 1, fault.ErrNotFound)
}

const updateLeft = `-- name: update left on
UPDATE person SET left_on = @day WHERE id = @id`

// SetLeft stores from which day the person may no longer sign in; nil when the
// person has not left.
func (tx *Tx) SetLeft(ctx context.Context, id org.PersonID, day *time.Time) error {
	return exec(ctx, tx, updateLeft, pgx.StrictNamedArgs{"id": id, "day": day}, 1, fault.ErrNotFound)
}

const selectMembership = `-- name: membership
` + membershipColumns + `
WHERE m.id = @id`

// Membership reads one role a person holds or has held, or fault.ErrNotFound.
func (tx *Tx) Membership(ctx context.Context, id org.MembershipID) (org.Membership, error) {
	return one[org.Membership](ctx, tx, selectMembership, pgx.StrictNamedArgs{"id": id})
}

const endMemberships = `-- name: end memberships of person
UPDATE membership SET valid_to = greatest(valid_from, @last::date)
WHERE person_id = @person AND (valid_to IS NULL OR valid_to > @last::date)`

// EndMemberships makes the day the last of every role that the person holds on
// it or would hold later. A role that begins later lasts for its first day alone.
func (tx *Tx) EndMemberships(ctx context.Context, person org.PersonID, last time.Time) error {
	return exec(ctx, tx, endMemberships, pgx.StrictNamedArgs{"person": person, "last": last}, -1, nil)
}

const lockAdministrators = `-- name: lock administrators
` + membershipColumns + `
JOIN person p ON p.id = m.person_id
WHERE m.role = 'administrator' AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to > @day)
  AND p.left_on IS NULL
ORDER BY m.id
FOR UPDATE OF m`

// LockAdministrators reads the roles of those who may still care for accounts
// after the day, and keeps anybody else from ending them until the transaction
// ends: an installation must not be left without one.
func (tx *Tx) LockAdministrators(ctx context.Context, day time.Time) ([]org.Membership, error) {
	return collect[org.Membership](ctx, tx, lockAdministrators, pgx.StrictNamedArgs{"day": day})
}
