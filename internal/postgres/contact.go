package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Contact is how a person is reached, in the person's own words; "" where nothing is said.
type Contact struct {
	PersonID org.PersonID
	Phone    string
	About    string // when and how, and what to ask about
}

const selectContact = `-- name: contact
SELECT p.id AS person_id, p.phone, p.contact AS about FROM person p WHERE p.id = @id`

// Contact reads how the person is reached, or fault.ErrNotFound.
func (tx *Tx) Contact(ctx context.Context, id org.PersonID) (Contact, error) {
	return one[Contact](ctx, tx, selectContact, pgx.StrictNamedArgs{"id": id})
}

const selectContacts = `-- name: contacts of group
SELECT p.id AS person_id, p.phone, p.contact AS about
FROM person p
WHERE (p.phone <> '' OR p.contact <> '')
  AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.group_id = @group
              AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day))
ORDER BY p.id`

// Contacts reads how those are reached who have a role in the group on the day and have
// said anything about it.
func (tx *Tx) Contacts(ctx context.Context, group org.GroupID, day time.Time) ([]Contact, error) {
	return collect[Contact](ctx, tx, selectContacts, pgx.StrictNamedArgs{"group": group, "day": day})
}

const updateContact = `-- name: update contact
UPDATE person SET phone = @phone, contact = @about WHERE id = @id`

// SaveContact stores how the person is reached.
func (tx *Tx) SaveContact(ctx context.Context, c Contact) error {
	return exec(ctx, tx, updateContact, pgx.StrictNamedArgs{"id": c.PersonID, "phone": c.Phone, "about": c.About}, 1, fault.ErrNotFound)
}
