package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// OutlookRow is a note of what happens elsewhere, with who noted it and who has seen it.
type OutlookRow struct {
	improvement.OutlookNote
	NotedByName, SettledByName string
	SeenBy                     []string // names, in the order they saw it
}

const outlookColumns = `
SELECT n.id, n.group_id, n.title, n.body, n.source, n.link, n.field, coalesce(n.noted_by, 0) AS noted_by, n.noted_at, n.state, n.became,
       n.reason, n.settled_at, coalesce(n.settled_by, 0) AS settled_by, n.version,
       coalesce(p.name, '') AS noted_by_name, coalesce(s.name, '') AS settled_by_name,
       coalesce((SELECT array_agg(q.name ORDER BY z.seen_at, q.id) FROM outlook_seen z JOIN person q ON q.id = z.person_id
                 WHERE z.note_id = n.id), '{}') AS seen_by
FROM outlook_note n
LEFT JOIN person p ON p.id = n.noted_by
LEFT JOIN person s ON s.id = n.settled_by`

// OutlookAsked is which notes to read.
type OutlookAsked struct {
	GroupID     org.GroupID
	State       improvement.OutlookState // "" for all
	Words       string                   // that stand in the title, the text or the field; "" for all
	First, Most int
}

func (q OutlookAsked) args() pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": q.GroupID, "state": q.State, "words": q.Words}
}

const outlookWhere = `
WHERE n.group_id = @group AND (@state::text = '' OR n.state = @state)
  AND (@words::text = '' OR strpos(lower(n.title || ' ' || n.body || ' ' || n.field), lower(@words)) > 0)`

const selectOutlook = `-- name: outlook notes
` + outlookColumns + outlookWhere + `
ORDER BY n.noted_at DESC, n.id DESC
LIMIT @most OFFSET @first`

// OutlookNotes reads notes, the latest first.
func (tx *Tx) OutlookNotes(ctx context.Context, q OutlookAsked) ([]OutlookRow, error) {
	args := q.args()
	args["most"], args["first"] = q.Most, q.First
	return collect[OutlookRow](ctx, tx, selectOutlook, args)
}

const selectOutlookCount = `-- name: outlook note count
SELECT count(*) FROM outlook_note n` + outlookWhere

// OutlookCount counts the notes that are asked for, whatever First and Most say.
func (tx *Tx) OutlookCount(ctx context.Context, q OutlookAsked) (int, error) {
	return value[int](ctx, tx, selectOutlookCount, q.args())
}

const selectOutlookNote = `-- name: outlook note
` + outlookColumns + `
WHERE n.id = @id AND n.group_id = @group`

// OutlookNote reads one of the group's notes, or fault.ErrNotFound.
func (tx *Tx) OutlookNote(ctx context.Context, group org.GroupID, id improvement.OutlookID) (OutlookRow, error) {
	return one[OutlookRow](ctx, tx, selectOutlookNote, pgx.StrictNamedArgs{"group": group, "id": id})
}

const selectOutlookOf = `-- name: outlook note that something came of
SELECT n.id FROM outlook_note n WHERE n.group_id = @group AND n.state = 'used' AND n.became = @became
ORDER BY n.id LIMIT 1`

// OutlookOf is the note that the thing at the address within the site came out of; zero for
// none.
func (tx *Tx) OutlookOf(ctx context.Context, group org.GroupID, became string) (improvement.OutlookID, error) {
	id, err := value[improvement.OutlookID](ctx, tx, selectOutlookOf, pgx.StrictNamedArgs{"group": group, "became": became})
	if errors.Is(err, fault.ErrNotFound) {
		return 0, nil
	}
	return id, err
}

const insertOutlookNote = `-- name: insert outlook note
INSERT INTO outlook_note (group_id, title, body, source, link, field, noted_by, noted_at)
VALUES (@group, @title, @body, @source, @link, @field, nullif(@by::bigint, 0), @at)
RETURNING id`

// AddOutlookNote stores a new note and gives its id.
func (tx *Tx) AddOutlookNote(ctx context.Context, n improvement.OutlookNote) (improvement.OutlookID, error) {
	return value[improvement.OutlookID](ctx, tx, insertOutlookNote, pgx.StrictNamedArgs{"group": n.GroupID, "title": n.Title, "body": n.Body,
		"source": n.Source, "link": n.Link, "field": n.Field, "by": n.NotedBy, "at": n.NotedAt})
}

const updateOutlookNote = `-- name: update outlook note
UPDATE outlook_note SET title = @title, body = @body, source = @source, link = @link, field = @field, state = @state, became = @became,
    reason = @reason, settled_at = @settled_at, settled_by = nullif(@settled_by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveOutlookNote stores what became of a note; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveOutlookNote(ctx context.Context, n improvement.OutlookNote) error {
	return exec(ctx, tx, updateOutlookNote, pgx.StrictNamedArgs{"id": n.ID, "group": n.GroupID, "version": n.Version, "title": n.Title,
		"body": n.Body, "source": n.Source, "link": n.Link, "field": n.Field, "state": n.State, "became": n.Became, "reason": n.Reason,
		"settled_at": n.SettledAt, "settled_by": n.SettledBy}, 1, fault.ErrConflict)
}

const insertOutlookSeen = `-- name: insert outlook seen
INSERT INTO outlook_seen (group_id, note_id, person_id, seen_at) VALUES (@group, @note, @person, @at)
ON CONFLICT (note_id, person_id) DO NOTHING`

// SeeOutlookNote notes that the person has seen it; once is enough.
func (tx *Tx) SeeOutlookNote(ctx context.Context, n improvement.OutlookNote, by org.PersonID, at time.Time) error {
	return exec(ctx, tx, insertOutlookSeen, pgx.StrictNamedArgs{"group": n.GroupID, "note": n.ID, "person": by, "at": at}, -1, nil)
}

const selectPreparation = `-- name: matter preparation
SELECT matter_id, group_id, tried, alternatives, asked, answered_on, followed, version FROM matter_preparation
WHERE matter_id = @id AND group_id = @group`

// Preparation reads how a question was prepared; an empty one when nothing is written.
func (tx *Tx) Preparation(ctx context.Context, group org.GroupID, id improvement.MatterID) (improvement.Preparation, error) {
	p, err := one[improvement.Preparation](ctx, tx, selectPreparation, pgx.StrictNamedArgs{"group": group, "id": id})
	if errors.Is(err, fault.ErrNotFound) {
		return improvement.Preparation{MatterID: id, GroupID: group}, nil
	}
	return p, err
}

const upsertPreparation = `-- name: save matter preparation
INSERT INTO matter_preparation AS p (matter_id, group_id, tried, alternatives, asked, answered_on, followed)
VALUES (@id, @group, @tried, @alternatives, @asked, @answered, @followed)
ON CONFLICT (matter_id) DO UPDATE SET tried = @tried, alternatives = @alternatives, asked = @asked, answered_on = @answered,
    followed = @followed, version = p.version + 1
WHERE p.version = @version`

// SavePreparation stores how a question was prepared; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SavePreparation(ctx context.Context, p improvement.Preparation) error {
	return exec(ctx, tx, upsertPreparation, pgx.StrictNamedArgs{"id": p.MatterID, "group": p.GroupID, "tried": p.Tried,
		"alternatives": p.Alternatives, "asked": p.Asked, "answered": p.AnsweredOn, "followed": p.Followed, "version": p.Version}, 1, fault.ErrConflict)
}

// LiftedMatter is a question that was lifted, with how it was prepared.
type LiftedMatter struct {
	MatterRow
	Preparation improvement.Preparation
}

const selectPreparations = `-- name: preparations of lifted questions
SELECT p.matter_id, p.group_id, p.tried, p.alternatives, p.asked, p.answered_on, p.followed, p.version
FROM matter_preparation p JOIN matter q ON q.id = p.matter_id
WHERE p.group_id = @group AND q.lifted_at IS NOT NULL`

const selectLifted = `-- name: lifted questions
` + matterColumns + `
WHERE q.group_id = @group AND q.lifted_at IS NOT NULL AND (q.lifted_at >= @from AND q.lifted_at < @to OR @waiting::boolean AND q.state = 'lifted')
ORDER BY q.lifted_at DESC, q.id DESC
LIMIT 200`

// LiftedMatters reads the questions lifted between the moments, and with waiting also those
// that wait for an answer, the latest first.
func (tx *Tx) LiftedMatters(ctx context.Context, group org.GroupID, from, to time.Time, waiting bool) ([]LiftedMatter, error) {
	rows, err := collect[MatterRow](ctx, tx, selectLifted, pgx.StrictNamedArgs{"group": group, "from": from, "to": to, "waiting": waiting})
	if err != nil {
		return nil, err
	}
	prepared, err := collect[improvement.Preparation](ctx, tx, selectPreparations, pgx.StrictNamedArgs{"group": group})
	byID := map[improvement.MatterID]improvement.Preparation{}
	for _, p := range prepared {
		byID[p.MatterID] = p
	}
	var list []LiftedMatter
	for _, r := range rows {
		list = append(list, LiftedMatter{r, byID[r.ID]})
	}
	return list, err
}
