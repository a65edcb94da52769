package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const insertDeputy = `-- name: insert deputy
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to, appointed_by)
VALUES (@person, @group, @unit, 'delegate', @from, @to, @by)
RETURNING id`

// AddDeputy makes the person a delegate of the unit between the membership's days,
// appointed by somebody. A person who is one already on any of the days is a
// problem at "role".
func (tx *Tx) AddDeputy(ctx context.Context, m org.Membership, by org.PersonID) (org.MembershipID, error) {
	return value[org.MembershipID](ctx, tx, insertDeputy, pgx.StrictNamedArgs{"person": m.PersonID,
		"group": m.GroupID, "unit": m.UnitID, "from": m.From, "to": m.To, "by": by})
}

type deputyRow struct {
	ID          org.MembershipID
	PersonID    org.PersonID
	GroupID     org.GroupID
	UnitID      org.UnitID
	Role        org.Role
	ValidFrom   time.Time
	ValidTo     *time.Time
	Email       string
	Name        string
	Profession  org.Profession
	LeftOn      *time.Time
	AppointedBy string
}

func (r deputyRow) deputy() org.Deputy {
	return org.Deputy{
		Membership:  org.Membership{ID: r.ID, PersonID: r.PersonID, GroupID: r.GroupID, UnitID: r.UnitID, Role: r.Role, From: r.ValidFrom, To: r.ValidTo},
		Person:      org.Person{ID: r.PersonID, Email: r.Email, Name: r.Name, Profession: r.Profession, LeftOn: r.LeftOn},
		AppointedBy: r.AppointedBy}
}

const deputyColumns = `
SELECT m.id, m.person_id, m.group_id, m.unit_id, m.role, m.valid_from, m.valid_to,
       p.email, p.name, p.profession, p.left_on, coalesce(a.name, '') AS appointed_by
FROM membership m
JOIN person p ON p.id = m.person_id
LEFT JOIN person a ON a.id = m.appointed_by
WHERE m.group_id = @group AND m.role = 'delegate'`

const selectDeputies = `-- name: deputies
` + deputyColumns + ` AND (m.valid_to IS NULL OR m.valid_to >= @day) AND (p.left_on IS NULL OR p.left_on > @day)
ORDER BY m.valid_from, p.name COLLATE "sv-x-icu", m.id`

// Deputies reads the delegates of the group's units on the day and later, by when
// they begin. Those who have left are not among them.
func (tx *Tx) Deputies(ctx context.Context, group org.GroupID, day time.Time) ([]org.Deputy, error) {
	rows, err := collect[deputyRow](ctx, tx, selectDeputies, pgx.StrictNamedArgs{"group": group, "day": day})
	list := make([]org.Deputy, len(rows))
	for n, r := range rows {
		list[n] = r.deputy()
	}
	return list, err
}

const selectDeputy = `-- name: deputy
` + deputyColumns + ` AND m.id = @id`

// Deputy reads one delegate of the group, ended or not; fault.ErrNotFound when the
// role is another.
func (tx *Tx) Deputy(ctx context.Context, group org.GroupID, id org.MembershipID) (org.Deputy, error) {
	row, err := one[deputyRow](ctx, tx, selectDeputy, pgx.StrictNamedArgs{"group": group, "id": id})
	return row.deputy(), err
}

const updateDeputy = `-- name: update deputy
UPDATE membership SET valid_to = @to WHERE id = @id AND valid_to = @seen AND appointed_by IS NOT NULL`

// SetDeputyUntil makes to the deputy's last day, if the last day that somebody has
// seen still is: else fault.ErrConflict. Days on which the person is a delegate of
// the unit already are a problem at "role".
func (tx *Tx) SetDeputyUntil(ctx context.Context, id org.MembershipID, seen, to time.Time) error {
	return exec(ctx, tx, updateDeputy, pgx.StrictNamedArgs{"id": id, "seen": seen, "to": to}, 1, fault.ErrConflict)
}

const deleteDeputy = `-- name: delete deputy
DELETE FROM membership WHERE id = @id AND valid_to = @seen AND appointed_by IS NOT NULL AND valid_from >= @today`

// RemoveDeputy takes a deputy back who has not been one for a whole day yet, if the
// last day that somebody has seen still is: else fault.ErrConflict.
func (tx *Tx) RemoveDeputy(ctx context.Context, id org.MembershipID, seen, today time.Time) error {
	return exec(ctx, tx, deleteDeputy, pgx.StrictNamedArgs{"id": id, "seen": seen, "today": today}, 1, fault.ErrConflict)
}
