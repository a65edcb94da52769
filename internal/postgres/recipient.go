package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectRecipients = `-- name: recipients
SELECT r.id, r.group_id, r.direction, r.name, r.way, r.email, r.ended_at, r.written_at, r.version
FROM recipient r
WHERE r.group_id = @group
ORDER BY array_position(ARRAY['up', 'down', 'sideways'], r.direction), r.name COLLATE "sv-x-icu", r.id`

// Recipients reads whom the group tells, those too who are no longer on the list: upwards,
// downwards, sideways.
func (tx *Tx) Recipients(ctx context.Context, group org.GroupID) ([]improvement.Recipient, error) {
	return collect[improvement.Recipient](ctx, tx, selectRecipients, pgx.StrictNamedArgs{"group": group})
}

const insertRecipient = `-- name: insert recipient
INSERT INTO recipient (group_id, direction, name, way, email, written_at)
VALUES (@group, @direction, @name, @way, @email, @at)
RETURNING id`

// AddRecipient stores somebody to tell, and gives the id.
func (tx *Tx) AddRecipient(ctx context.Context, r improvement.Recipient) (improvement.RecipientID, error) {
	return value[improvement.RecipientID](ctx, tx, insertRecipient, recipientArgs(r))
}

const updateRecipient = `-- name: update recipient
UPDATE recipient SET direction = @direction, name = @name, way = @way, email = @email, ended_at = @ended_at, written_at = @at,
    version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveRecipient stores somebody to tell who has changed; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveRecipient(ctx context.Context, r improvement.Recipient) error {
	args := recipientArgs(r)
	args["id"], args["version"], args["ended_at"] = r.ID, r.Version, r.EndedAt
	return exec(ctx, tx, updateRecipient, args, 1, fault.ErrConflict)
}

func recipientArgs(r improvement.Recipient) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": r.GroupID, "direction": r.Direction, "name": r.Name, "way": r.Way, "email": r.Email, "at": r.WrittenAt}
}

// TellingRow is that somebody was told of something: a document, a decision or an edition of
// the yearly report.
type TellingRow struct {
	ToldOn      time.Time
	Direction   improvement.RecipientDirection
	RecipientID improvement.RecipientID // zero for a delivery of the report, which names whom it likes
	Recipient   string
	DocumentID  improvement.DocumentID // zero for others
	DecisionID  improvement.DecisionID
	// Year and Number are the edition's; zero for others.
	Year, Number int
	Title        string // of the document, or the decision's words; "" for an edition
	Note         string
	ByLetter     bool
	NotedByName  string // "" for a command
}

const selectTellings = `-- name: tellings
SELECT t.told_on, r.direction, r.id AS recipient_id, r.name AS recipient, coalesce(t.document_id, 0) AS document_id,
       coalesce(t.decision_id, 0) AS decision_id, coalesce(e.year, 0)::int AS year, coalesce(e.number, 0)::int AS number,
       coalesce(d.title, c.text, '') AS title, t.note, t.by_letter, coalesce(p.name, '') AS noted_by_name
FROM telling t
JOIN recipient r ON r.id = t.recipient_id
LEFT JOIN document d ON d.id = t.document_id
LEFT JOIN decision c ON c.id = t.decision_id
LEFT JOIN report_edition e ON e.id = t.edition_id
LEFT JOIN person p ON p.id = t.noted_by
WHERE t.group_id = @group AND (NOT @one::boolean OR t.document_id = @document OR t.decision_id = @decision OR t.edition_id = @edition)
UNION ALL
SELECT v.happened_on, v.direction, 0, v.with_whom, 0, 0, e.year::int, e.number::int, '', v.note, false, coalesce(p.name, '')
FROM report_edition_event v
JOIN report_edition e ON e.id = v.edition_id
LEFT JOIN person p ON p.id = v.noted_by
WHERE e.group_id = @group AND (NOT @one::boolean OR e.id = @edition) AND v.kind = 'delivered' AND v.taken_back_at IS NULL
ORDER BY 1 DESC, 4
LIMIT 500`

// Tellings reads who was told of the thing, or for none of anything, where an edition of the
// yearly report that was delivered counts too; the latest first, five hundred at most.
func (tx *Tx) Tellings(ctx context.Context, group org.GroupID, of improvement.TellingOf) ([]TellingRow, error) {
	return collect[TellingRow](ctx, tx, selectTellings, pgx.StrictNamedArgs{"group": group, "one": of.One(), "document": of.DocumentID,
		"decision": of.DecisionID, "edition": of.EditionID})
}

const insertTelling = `-- name: insert telling
INSERT INTO telling (group_id, recipient_id, document_id, decision_id, edition_id, told_on, note, by_letter, noted_at, noted_by)
VALUES (@group, @recipient, nullif(@document::bigint, 0), nullif(@decision::bigint, 0), nullif(@edition::bigint, 0), @told_on, @note,
        @by_letter, @at, nullif(@by::bigint, 0))`

// AddTelling stores that somebody was told, once and for all; fault.ErrNotFound for a
// recipient, a document or a decision that is not the group's.
func (tx *Tx) AddTelling(ctx context.Context, t improvement.Telling) error {
	return exec(ctx, tx, insertTelling, pgx.StrictNamedArgs{"group": t.GroupID, "recipient": t.RecipientID, "document": t.DocumentID,
		"decision": t.DecisionID, "edition": t.EditionID, "told_on": t.ToldOn, "note": t.Note, "by_letter": t.ByLetter, "at": t.NotedAt,
		"by": t.NotedBy}, 1, nil)
}
