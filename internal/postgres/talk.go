package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// SubjectName is a thing that can be talked about, by its name.
type SubjectName struct {
	About improvement.Subject
	Name  string
	Code  string // a measure's; "" for others
	Year  int    // a goal's and a proposal's; zero for others
}

const selectSubjects = `-- name: subjects
WITH wanted AS (SELECT DISTINCT w.kind, w.id FROM unnest(@kinds::text[], @ids::bigint[]) AS w(kind, id))
SELECT w.kind, w.id, g.title AS name, '' AS code, g.year::int AS year
FROM wanted w JOIN goal g ON g.id = w.id WHERE w.kind = 'goal' AND g.group_id = @group
UNION ALL
SELECT w.kind, w.id, p.title, '', p.year::int
FROM wanted w JOIN goal_proposal p ON p.id = w.id WHERE w.kind = 'proposal' AND p.group_id = @group
UNION ALL
SELECT w.kind, w.id, v.name, i.code, 0
FROM wanted w JOIN indicator i ON i.id = w.id
JOIN LATERAL (SELECT v.name FROM indicator_version v WHERE v.indicator_id = i.id ORDER BY v.valid_from DESC LIMIT 1) v ON true
WHERE w.kind = 'indicator' AND i.group_id = @group
UNION ALL
SELECT w.kind, w.id, e.title, '', 0
FROM wanted w JOIN example e ON e.id = w.id WHERE w.kind = 'example' AND e.group_id = @group AND e.state <> 'draft'
UNION ALL
SELECT w.kind, w.id, a.area, '', 0
FROM wanted w JOIN action a ON a.id = w.id WHERE w.kind = 'action' AND a.group_id = @group
UNION ALL
SELECT w.kind, w.id, t.title, '', 0
FROM wanted w JOIN improvement_team t ON t.id = w.id WHERE w.kind = 'team' AND t.group_id = @group
UNION ALL
SELECT w.kind, w.id, i.title, '', 0
FROM wanted w JOIN pathway_introduction i ON i.id = w.id WHERE w.kind = 'pathway' AND i.group_id = @group`

// Subjects reads the names of those of the subjects that are the group's; an example
// that is not published cannot be talked about. One query.
func (tx *Tx) Subjects(ctx context.Context, group org.GroupID, wanted []improvement.Subject) (map[improvement.Subject]SubjectName, error) {
	type row struct {
		Kind improvement.SubjectKind
		ID   int64
		Name string
		Code string
		Year int
	}
	kinds, ids, _ := columnsOf(wanted)
	rows, err := collect[row](ctx, tx, selectSubjects, pgx.StrictNamedArgs{"group": group, "kinds": kinds, "ids": ids})
	names := map[improvement.Subject]SubjectName{}
	for _, about := range wanted {
		for _, r := range rows {
			if r.Kind == about.Kind && r.ID == about.ID {
				names[about] = SubjectName{About: about, Name: r.Name, Code: r.Code, Year: r.Year}
			}
		}
	}
	return names, err
}

// columnsOf are the subjects' parts, each in a list of its own.
func columnsOf(subjects []improvement.Subject) (kinds []string, ids []int64, spans []string) {
	kinds, ids, spans = []string{}, []int64{}, []string{}
	for _, s := range subjects {
		kinds, ids, spans = append(kinds, string(s.Kind)), append(ids, s.ID), append(spans, s.Span)
	}
	return kinds, ids, spans
}

// Subject reads the name of one of the group's; fault.ErrNotFound when it is not.
func (tx *Tx) Subject(ctx context.Context, group org.GroupID, about improvement.Subject) (SubjectName, error) {
	names, err := tx.Subjects(ctx, group, []improvement.Subject{about})
	if err != nil {
		return SubjectName{}, err
	}
	name, known := names[about]
	if !known {
		return SubjectName{}, fault.ErrNotFound
	}
	return name, nil
}

// talkRow is the columns of a Talk.
type talkRow struct {
	Kind       improvement.SubjectKind
	SubjectID  int64
	Span       string
	Code       string
	Posts      int
	LastAt     *time.Time
	LastAuthor string
}

func (r talkRow) talk() improvement.Talk {
	t := improvement.Talk{About: improvement.Subject{Kind: r.Kind, ID: r.SubjectID, Span: r.Span}, Code: r.Code, Posts: r.Posts, LastAuthor: r.LastAuthor}
	if r.LastAt != nil {
		t.LastAt = *r.LastAt
	}
	return t
}

const selectTalksOf = `-- name: talks of subjects
SELECT w.kind, w.id AS subject_id, w.span, coalesce(i.code, '') AS code, coalesce(said.posts, 0)::int AS posts,
       said.last_at, coalesce(a.name, '') AS last_author
FROM unnest(@kinds::text[], @ids::bigint[], @spans::text[]) WITH ORDINALITY AS w(kind, id, span, place)
LEFT JOIN indicator i ON w.kind = 'indicator' AND i.id = w.id AND i.group_id = @group
LEFT JOIN LATERAL (
    SELECT count(*) AS posts, max(p.written_at) AS last_at, (array_agg(p.author_id ORDER BY p.id DESC))[1] AS author_id
    FROM post p
    WHERE p.group_id = @group AND p.kind = w.kind AND p.subject_id = w.id AND p.span = w.span AND p.removed_at IS NULL
) said ON true
LEFT JOIN person a ON a.id = said.author_id
ORDER BY w.place`

// Talks counts what has been said about each of the subjects, in their order, also
// those about which nothing has. One query, for pages that lead to talks.
func (tx *Tx) Talks(ctx context.Context, group org.GroupID, about ...improvement.Subject) ([]improvement.Talk, error) {
	kinds, ids, spans := columnsOf(about)
	rows, err := collect[talkRow](ctx, tx, selectTalksOf, pgx.StrictNamedArgs{"group": group, "kinds": kinds, "ids": ids, "spans": spans})
	talks := make([]improvement.Talk, len(rows))
	for n, r := range rows {
		talks[n] = r.talk()
	}
	return talks, err
}

// Talk counts what has been said about the subject: Talks for one.
func (tx *Tx) Talk(ctx context.Context, group org.GroupID, about improvement.Subject) (improvement.Talk, error) {
	talks, err := tx.Talks(ctx, group, about)
	if err != nil {
		return improvement.Talk{}, err
	}
	return talks[0], nil
}

// TalkFilter says which of a group's talks are wanted.
type TalkFilter struct {
	Kind improvement.SubjectKind // "" for all
	// Person is somebody who has written in them or is mentioned; zero for anybody.
	Person org.PersonID
	Window
}

// FoundTalk is a talk in a list, with the beginning of its latest post.
type FoundTalk struct {
	improvement.Talk
	Last string
}

const selectTalks = `-- name: talks
SELECT t.kind, t.subject_id, t.span, coalesce(i.code, '') AS code, t.posts::int AS posts, t.last_at, a.name AS last_author,
       left(l.body, 300) AS last, t.talks::int AS talks
FROM (
    SELECT p.kind, p.subject_id, p.span, count(*) AS posts, max(p.written_at) AS last_at, max(p.id) AS last_id,
           count(*) OVER () AS talks
    FROM post p
    WHERE p.group_id = @group AND p.removed_at IS NULL AND (@kind = '' OR p.kind = @kind)
    GROUP BY p.kind, p.subject_id, p.span
    HAVING @person::bigint = 0 OR bool_or(p.author_id = @person OR EXISTS (
        SELECT FROM post_mention m WHERE m.post_id = p.id AND m.person_id = @person))
    ORDER BY last_id DESC
    OFFSET @skip LIMIT @most
) t
JOIN post l ON l.id = t.last_id
JOIN person a ON a.id = l.author_id
LEFT JOIN indicator i ON t.kind = 'indicator' AND i.id = t.subject_id
ORDER BY t.last_id DESC`

// FindTalks reads the group's talks that have any post, the latest first, and how many
// there are in all. Past the last of them there are none in all.
func (tx *Tx) FindTalks(ctx context.Context, group org.GroupID, f TalkFilter) (found []FoundTalk, all int, err error) {
	type row struct {
		talkRow
		Last  string
		Talks int
	}
	rows, err := collect[row](ctx, tx, selectTalks, pgx.StrictNamedArgs{
		"group": group, "kind": f.Kind, "person": f.Person, "skip": f.Skip, "most": f.Most})
	for _, r := range rows {
		found, all = append(found, FoundTalk{r.talk(), r.Last}), r.Talks
	}
	return found, all, err
}

const selectMeasure = `-- name: measure by code
SELECT i.id FROM indicator i WHERE i.group_id = @group AND i.code = @code`

// MeasureWith is the group's measure with the code; fault.ErrNotFound when there is none.
func (tx *Tx) MeasureWith(ctx context.Context, group org.GroupID, code string) (quality.IndicatorID, error) {
	return value[quality.IndicatorID](ctx, tx, selectMeasure, pgx.StrictNamedArgs{"group": group, "code": code})
}
