package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// ConsultationRow is a consultation with the names of those who have had a part in it.
type ConsultationRow struct {
	improvement.Consultation
	OwnerName, ApprovedByName, SentByName string
	// Done is how many regions have said their word.
	Done int
}

const consultationColumns = `
SELECT c.id, c.group_id, c.title, c.sender, c.received_on, c.due_on, c.views_due_on, c.link, c.asked, c.consequences,
       coalesce(c.owner_id, 0) AS owner_id, c.owner_role, c.state, c.answer, c.returned_note, c.approved_at,
       coalesce(c.approved_by, 0) AS approved_by, c.sent_on, c.sent_to, coalesce(c.sent_by, 0) AS sent_by, c.decline_reason,
       c.created_at, coalesce(c.created_by, 0) AS created_by, c.version,
       coalesce(o.name, '') AS owner_name, coalesce(a.name, '') AS approved_by_name, coalesce(s.name, '') AS sent_by_name,
       (SELECT count(*) FROM consultation_view v WHERE v.consultation_id = c.id AND v.given_at IS NOT NULL)::integer AS done
FROM consultation c
LEFT JOIN person o ON o.id = c.owner_id
LEFT JOIN person a ON a.id = c.approved_by
LEFT JOIN person s ON s.id = c.sent_by`

const selectConsultation = `-- name: consultation
` + consultationColumns + `
WHERE c.id = @id AND c.group_id = @group`

// Consultation reads one of the group's consultations, or fault.ErrNotFound.
func (tx *Tx) Consultation(ctx context.Context, group org.GroupID, id improvement.ConsultationID) (ConsultationRow, error) {
	return one[ConsultationRow](ctx, tx, selectConsultation, pgx.StrictNamedArgs{"group": group, "id": id})
}

const lockConsultation = selectConsultation + `
FOR UPDATE OF c`

// LockConsultation is Consultation, and keeps everybody else from changing the consultation
// and all that belongs to it until the transaction ends. Done may be of before the wait.
func (tx *Tx) LockConsultation(ctx context.Context, group org.GroupID, id improvement.ConsultationID) (ConsultationRow, error) {
	return one[ConsultationRow](ctx, tx, lockConsultation, pgx.StrictNamedArgs{"group": group, "id": id})
}

// ConsultationsAsked is which of a group's consultations to read.
type ConsultationsAsked struct {
	GroupID org.GroupID
	// State is "waiting" for those without an answer that has gone, a
	// ConsultationState, or "" for all.
	State       string
	Words       string // that stand in the title or the sender; "" for all
	First, Most int
}

func (q ConsultationsAsked) args() pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": q.GroupID, "state": q.State, "words": q.Words}
}

const consultationsWhere = `
WHERE c.group_id = @group
  AND (@state::text = '' OR c.state = @state OR @state = 'waiting' AND c.state IN ('open', 'ready', 'approved'))
  AND (@words::text = '' OR strpos(lower(c.title || ' ' || c.sender), lower(@words)) > 0)`

const selectConsultations = `-- name: consultations
` + consultationColumns + consultationsWhere + `
ORDER BY (c.state IN ('open', 'ready', 'approved')) DESC, CASE WHEN c.state IN ('open', 'ready', 'approved') THEN c.due_on END, c.due_on DESC, c.id DESC
LIMIT @most OFFSET @first`

// Consultations reads consultations: those that wait by their days, then the others, the
// latest first.
func (tx *Tx) Consultations(ctx context.Context, q ConsultationsAsked) ([]ConsultationRow, error) {
	args := q.args()
	args["most"], args["first"] = q.Most, q.First
	return collect[ConsultationRow](ctx, tx, selectConsultations, args)
}

const selectConsultationCount = `-- name: consultation count
SELECT count(*) FROM consultation c` + consultationsWhere

// ConsultationCount counts the consultations that are asked for, whatever First and Most say.
func (tx *Tx) ConsultationCount(ctx context.Context, q ConsultationsAsked) (int, error) {
	return value[int](ctx, tx, selectConsultationCount, q.args())
}

const insertConsultation = `-- name: insert consultation
INSERT INTO consultation (group_id, title, sender, received_on, due_on, views_due_on, link, asked, consequences, owner_id, owner_role,
                          created_at, created_by)
VALUES (@group, @title, @sender, @received, @due, @views_due, @link, @asked, @consequences, nullif(@owner::bigint, 0), @role,
        @at, nullif(@by::bigint, 0))
RETURNING id`

// AddConsultation stores an open consultation and gives its id.
func (tx *Tx) AddConsultation(ctx context.Context, c improvement.Consultation) (improvement.ConsultationID, error) {
	return value[improvement.ConsultationID](ctx, tx, insertConsultation, pgx.StrictNamedArgs{"group": c.GroupID, "title": c.Title,
		"sender": c.Sender, "received": c.ReceivedOn, "due": c.DueOn, "views_due": c.ViewsDueOn, "link": c.Link, "asked": c.Asked,
		"consequences": c.Consequences, "owner": c.OwnerID, "role": c.OwnerRole, "at": c.CreatedAt, "by": c.CreatedBy})
}

const updateConsultation = `-- name: update consultation
UPDATE consultation SET title = @title, sender = @sender, received_on = @received, due_on = @due, views_due_on = @views_due,
    link = @link, asked = @asked, consequences = @consequences, owner_id = nullif(@owner::bigint, 0), owner_role = @role,
    state = @state, answer = @answer, returned_note = @returned, approved_at = @approved_at,
    approved_by = nullif(@approved_by::bigint, 0), sent_on = @sent_on, sent_to = @sent_to, sent_by = nullif(@sent_by::bigint, 0),
    decline_reason = @decline, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveConsultation stores what has become of a consultation; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveConsultation(ctx context.Context, c improvement.Consultation) error {
	return exec(ctx, tx, updateConsultation, pgx.StrictNamedArgs{"id": c.ID, "group": c.GroupID, "version": c.Version, "title": c.Title,
		"sender": c.Sender, "received": c.ReceivedOn, "due": c.DueOn, "views_due": c.ViewsDueOn, "link": c.Link, "asked": c.Asked,
		"consequences": c.Consequences, "owner": c.OwnerID, "role": c.OwnerRole, "state": c.State, "answer": c.Answer,
		"returned": c.ReturnedNote, "approved_at": c.ApprovedAt, "approved_by": c.ApprovedBy, "sent_on": c.SentOn, "sent_to": c.SentTo,
		"sent_by": c.SentBy, "decline": c.DeclineReason}, 1, fault.ErrConflict)
}

// RegionViewRow is a region's view with who wrote it.
type RegionViewRow struct {
	improvement.RegionView
	WrittenByName string
}

const regionViewColumns = `
SELECT v.group_id, v.consultation_id, v.region_id, v.state, v.body, coalesce(v.written_by, 0) AS written_by, v.written_at,
       v.given_at, v.version, coalesce(p.name, '') AS written_by_name
FROM consultation_view v
LEFT JOIN person p ON p.id = v.written_by`

const selectRegionViews = `-- name: region views
` + regionViewColumns + `
WHERE v.group_id = @group AND v.consultation_id = ANY (@consultations::bigint[])
ORDER BY v.consultation_id, v.region_id`

// RegionViews reads the regions' views on the consultations, where somebody has begun.
func (tx *Tx) RegionViews(ctx context.Context, group org.GroupID, of []improvement.ConsultationID) ([]RegionViewRow, error) {
	return collect[RegionViewRow](ctx, tx, selectRegionViews, pgx.StrictNamedArgs{"group": group, "consultations": nonNil(of)})
}

const upsertRegionView = `-- name: save region view
INSERT INTO consultation_view (group_id, consultation_id, region_id, state, body, written_by, written_at, given_at)
SELECT @group, @consultation, @region, @state, @body, nullif(@by::bigint, 0), @at, @given WHERE @version::integer = 0
ON CONFLICT (consultation_id, region_id) DO NOTHING`

const updateRegionView = `-- name: update region view
UPDATE consultation_view SET state = @state, body = @body, written_by = nullif(@by::bigint, 0), written_at = @at, given_at = @given,
    version = version + 1
WHERE group_id = @group AND consultation_id = @consultation AND region_id = @region AND version = @version`

// SaveRegionView stores a region's view, a first one with version zero; fault.ErrConflict
// when somebody else was first.
func (tx *Tx) SaveRegionView(ctx context.Context, v improvement.RegionView) error {
	sql := updateRegionView
	if v.Version == 0 {
		sql = upsertRegionView
	}
	return exec(ctx, tx, sql, pgx.StrictNamedArgs{"group": v.GroupID, "consultation": v.ConsultationID, "region": v.RegionID,
		"state": v.State, "body": v.Body, "by": v.WrittenBy, "at": v.WrittenAt, "given": v.GivenAt, "version": v.Version}, 1, fault.ErrConflict)
}

// ConsultationCopy is what was sent, as it was.
type ConsultationCopy struct {
	Content []byte // Markdown, UTF-8
	SHA256  []byte
	MadeAt  time.Time
}

const insertConsultationCopy = `-- name: archive consultation
INSERT INTO consultation_archive (consultation_id, group_id, content, sha256, made_at, made_by)
VALUES (@id, @group, @content, sha256(@content), @at, nullif(@by::bigint, 0))`

// ArchiveConsultation keeps what was sent. It can be neither changed nor taken away
// afterwards.
func (tx *Tx) ArchiveConsultation(ctx context.Context, c improvement.Consultation, content []byte, at time.Time) error {
	return exec(ctx, tx, insertConsultationCopy, pgx.StrictNamedArgs{"id": c.ID, "group": c.GroupID, "content": content, "at": at,
		"by": c.SentBy}, 1, nil)
}

const selectConsultationCopy = `-- name: consultation archive copy
SELECT content, sha256, made_at FROM consultation_archive WHERE consultation_id = @id AND group_id = @group`

// ConsultationCopy reads what was sent, or fault.ErrNotFound.
func (tx *Tx) ConsultationCopy(ctx context.Context, group org.GroupID, id improvement.ConsultationID) (ConsultationCopy, error) {
	return one[ConsultationCopy](ctx, tx, selectConsultationCopy, pgx.StrictNamedArgs{"group": group, "id": id})
}
