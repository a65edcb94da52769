package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const personColumns = `
SELECT p.id, p.email, p.name, p.profession, p.left_on
FROM person p`

const selectPerson = `-- name: person
` + personColumns + `
WHERE p.id = @id`

// Person reads one person, or fault.ErrNotFound.
func (tx *Tx) Person(ctx context.Context, id org.PersonID) (org.Person, error) {
	return one[org.Person](ctx, tx, selectPerson, pgx.StrictNamedArgs{"id": id})
}

const selectPersons = `-- name: persons
` + personColumns + `
ORDER BY p.name COLLATE "sv-x-icu", p.id`

// Persons reads everybody who has or had an account, by name.
func (tx *Tx) Persons(ctx context.Context) ([]org.Person, error) {
	return collect[org.Person](ctx, tx, selectPersons, pgx.StrictNamedArgs{})
}

const selectLogin = `-- name: login
SELECT p.id, coalesce(p.password_hash, '') AS password_hash
FROM person p
WHERE lower(p.email) = lower(@email)`

// Login is what is needed to check a password. The hash is empty for somebody
// who has none and so cannot sign in with one.
type Login struct {
	ID           org.PersonID
	PasswordHash string
}

// Login reads the account with the e-mail address, whatever its case, or
// fault.ErrNotFound.
func (tx *Tx) Login(ctx context.Context, email string) (Login, error) {
	return one[Login](ctx, tx, selectLogin, pgx.StrictNamedArgs{"email": email})
}

const selectPasswordHash = `-- name: password hash
SELECT coalesce(p.password_hash, '') FROM person p WHERE p.id = @id`

// PasswordHash reads the person's stored password hash, empty for somebody who
// has none, or fault.ErrNotFound.
func (tx *Tx) PasswordHash(ctx context.Context, id org.PersonID) (string, error) {
	return value[string](ctx, tx, selectPasswordHash, pgx.StrictNamedArgs{"id": id})
}

const insertPerson = `-- name: insert person
INSERT INTO person (email, name, profession, password_hash)
VALUES (@email, @name, @profession, nullif(@password_hash, ''))
RETURNING id`

// AddPerson adds a person with a password hash (empty: cannot sign in with a
// password) and gives the id. An address already taken is a problem at "email".
func (tx *Tx) AddPerson(ctx context.Context, p org.Person, passwordHash string) (org.PersonID, error) {
	return value[org.PersonID](ctx, tx, insertPerson, pgx.StrictNamedArgs{
		"email": p.Email, "name": p.Name, "profession": p.Profession, "password_hash": passwordHash})
}

const updatePassword = `-- name: update password
UPDATE person SET password_hash = nullif(@password_hash, '') WHERE id = @id`

// SetPassword stores the hash of a new password; empty takes the password away, so that
// nobody can sign in with one.
func (tx *Tx) SetPassword(ctx context.Context, id org.PersonID, passwordHash string) error {
	return exec(ctx, tx, updatePassword,
		pgx.StrictNamedArgs{"id": id, "password_hash": passwordHash}, 1, fault.ErrNotFound)
}

const countPersons = `-- name: count persons
SELECT count(*) FROM person`

// PersonCount is how many accounts there are; none means a first start.
func (tx *Tx) PersonCount(ctx context.Context) (int, error) {
	return value[int](ctx, tx, countPersons, pgx.StrictNamedArgs{})
}

const membershipColumns = `
SELECT m.id, m.person_id, coalesce(m.group_id, 0) AS group_id, coalesce(m.unit_id, 0) AS unit_id,
       m.role, m.valid_from AS "from", m.valid_to AS "to", m.represents
FROM membership m`

const selectMembershipsOn = `-- name: memberships on
` + membershipColumns + `
WHERE m.person_id = @person AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day)
ORDER BY m.id`

// MembershipsOn reads the roles the person holds on the day.
func (tx *Tx) MembershipsOn(ctx context.Context, person org.PersonID, day time.Time) ([]org.Membership, error) {
	return collect[org.Membership](ctx, tx, selectMembershipsOn, pgx.StrictNamedArgs{"person": person, "day": day})
}

// HeldRole is a role with the names of where it is held, "" for the whole group or the
// whole installation.
type HeldRole struct {
	org.Membership
	UnitName, GroupName string
}

const selectHeldRoles = `-- name: held roles
SELECT m.id, m.person_id, coalesce(m.group_id, 0) AS group_id, coalesce(m.unit_id, 0) AS unit_id,
       m.role, m.valid_from AS "from", m.valid_to AS "to", m.represents, coalesce(u.short_name, '') AS unit_name, coalesce(g.name, '') AS group_name
FROM membership m LEFT JOIN unit u ON u.id = m.unit_id LEFT JOIN programme_group g ON g.id = m.group_id
WHERE m.person_id = @person AND (m.valid_to IS NULL OR m.valid_to >= @day)
ORDER BY m.valid_from, m.id`

// HeldRoles reads the roles that the person holds on the day or later.
func (tx *Tx) HeldRoles(ctx context.Context, person org.PersonID, day time.Time) ([]HeldRole, error) {
	return collect[HeldRole](ctx, tx, selectHeldRoles, pgx.StrictNamedArgs{"person": person, "day": day})
}

const selectMemberships = `-- name: memberships
` + membershipColumns + `
WHERE @group::bigint = 0 OR m.group_id = @group
ORDER BY m.valid_from, m.id`

// Memberships reads every role ever held in the group, or everywhere for zero.
func (tx *Tx) Memberships(ctx context.Context, group org.GroupID) ([]org.Membership, error) {
	return collect[org.Membership](ctx, tx, selectMemberships, pgx.StrictNamedArgs{"group": group})
}

const insertMembership = `-- name: insert membership
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to, represents)
VALUES (@person, nullif(@group::bigint, 0), nullif(@unit::bigint, 0), @role, @from, @to, @represents)
RETURNING id`

// AddMembership gives a person a role for a time. A second convener at the same
// time is a problem at "role", and so is a role that the person has already.
func (tx *Tx) AddMembership(ctx context.Context, m org.Membership) (org.MembershipID, error) {
	return value[org.MembershipID](ctx, tx, insertMembership, pgx.StrictNamedArgs{
		"person": m.PersonID, "group": m.GroupID, "unit": m.UnitID, "role": m.Role, "from": m.From, "to": m.To,
		"represents": m.Represents})
}

const endMembership = `-- name: end membership
UPDATE membership SET valid_to = @day WHERE id = @id AND (valid_to IS NULL OR valid_to > @day)`

// EndMembership makes the day the role's last.
func (tx *Tx) EndMembership(ctx context.Context, id org.MembershipID, day time.Time) error {
	return exec(ctx, tx, endMembership, pgx.StrictNamedArgs{"id": id, "day": day}, 1, fault.ErrWrongState)
}
