package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Thread is what is tied to a goal in other parts of the house, each in a line.
type Thread struct {
	Mandates  []ThreadMandate // the one that holds, or none
	Proposals []ThreadProposal
	Actions   []ThreadAction
	Examples  []ThreadExample
	Gaps      []org.UnitID // the units with a gap sheet for the goal
	Sections  []ThreadSection
	Next      []ThreadGoal // the goals of the year after that go on from it
	Posts     int          // how much has been said about it
	Teams     []ThreadProgramme
	Pathways  []ThreadProgramme
}

// Thread reads what is tied to the goal. The number of queries is always the same.
func (tx *Tx) Thread(ctx context.Context, g quality.Goal) (t Thread, err error) {
	args := pgx.StrictNamedArgs{"group": g.GroupID}
	if t.Mandates, err = collect[ThreadMandate](ctx, tx, selectThreadMandate, args); err != nil {
		return t, err
	}
	args = pgx.StrictNamedArgs{"goal": g.ID}
	if t.Proposals, err = collect[ThreadProposal](ctx, tx, selectThreadProposals, args); err != nil {
		return t, err
	}
	if t.Next, err = collect[ThreadGoal](ctx, tx, selectThreadNext, args); err != nil {
		return t, err
	}
	if t.Posts, err = value[int](ctx, tx, countThreadPosts, args); err != nil {
		return t, err
	}
	type unit struct{ UnitID org.UnitID }
	units, err := collect[unit](ctx, tx, selectThreadGaps, args)
	if err != nil {
		return t, err
	}
	for _, u := range units {
		t.Gaps = append(t.Gaps, u.UnitID)
	}
	args = pgx.StrictNamedArgs{"group": g.GroupID, "goal": g.ID, "year": g.Year, "indicators": nonNil(g.Indicators)}
	if t.Actions, err = collect[ThreadAction](ctx, tx, selectThreadActions, args); err != nil {
		return t, err
	}
	if t.Examples, err = collect[ThreadExample](ctx, tx, selectThreadExamples, args); err != nil {
		return t, err
	}
	if t.Teams, err = collect[ThreadProgramme](ctx, tx, selectThreadTeams, args); err != nil {
		return t, err
	}
	args = pgx.StrictNamedArgs{"group": g.GroupID, "year": g.Year, "indicators": nonNil(g.Indicators)}
	if t.Pathways, err = collect[ThreadProgramme](ctx, tx, selectThreadPathways, args); err != nil {
		return t, err
	}
	args = pgx.StrictNamedArgs{"group": g.GroupID, "year": g.Year, "category": g.Category}
	t.Sections, err = collect[ThreadSection](ctx, tx, selectThreadSections, args)
	return t, err
}

// ThreadMandate is the group's mandate, with how many clinics' heads have signed it.
type ThreadMandate struct {
	Number       int
	Title        string
	GivenBy      string
	Acknowledged int
}

const selectThreadMandate = `-- name: thread: mandate
SELECT m.number, m.title, m.given_by,
       (SELECT count(*)::int FROM mandate_acknowledgement a WHERE a.mandate_id = m.id) AS acknowledged
FROM mandate m
WHERE m.group_id = @group AND m.adopted_at IS NOT NULL
ORDER BY m.number DESC
LIMIT 1`

// ThreadProposal is the proposal that a goal was chosen from.
type ThreadProposal struct {
	ID        int64
	By        string // "" when nobody is remembered
	DecidedOn *time.Time
	Meeting   string // its title, "" when none is recorded
	MeetingID org.MeetingID
	Supports  int
	Remarks   int
	Against   int
}

const selectThreadProposals = `-- name: thread: proposals
SELECT p.id, coalesce(by.name, '') AS by, p.decided_on, coalesce(m.title, '') AS meeting, coalesce(m.id, 0) AS meeting_id,
       (SELECT count(*)::int FROM goal_stand s WHERE s.proposal_id = p.id AND s.stand = 'supports') AS supports,
       (SELECT count(*)::int FROM goal_stand s WHERE s.proposal_id = p.id AND s.stand = 'with_remark') AS remarks,
       (SELECT count(*)::int FROM goal_stand s WHERE s.proposal_id = p.id AND s.stand = 'against') AS against
FROM goal_proposal p
LEFT JOIN person by ON by.id = p.proposed_by
LEFT JOIN meeting m ON m.id = p.meeting_id
WHERE p.goal_id = @goal
ORDER BY p.id`

// ThreadGoal is a goal of another year.
type ThreadGoal struct {
	ID     quality.GoalID
	Year   int
	Title  string
	Raised bool
}

const selectThreadNext = `-- name: thread: next goals
SELECT g.id, g.year::int AS year, g.title, g.raised FROM goal g WHERE g.previous_goal_id = @goal ORDER BY g.year, g.position, g.id`

const countThreadPosts = `-- name: thread: posts
SELECT count(*)::int FROM post p WHERE p.goal_id = @goal AND p.removed_at IS NULL`

const selectThreadGaps = `-- name: thread: gap sheets
SELECT s.unit_id FROM gap_sheet s WHERE s.goal_id = @goal ORDER BY s.unit_id`

// ThreadAction is something done for a goal.
type ThreadAction struct {
	ID          improvement.ActionID
	Area        string
	UnitID      org.UnitID // zero for the clinics together
	State       improvement.ActionState
	DueOn       time.Time
	BeganOn     *time.Time
	Result      string
	IndicatorID quality.IndicatorID // zero for none
}

// What is done about one of the goal's measures in its year counts, though nobody has
// tied it to the goal.
const selectThreadActions = `-- name: thread: actions
SELECT a.id, a.area, coalesce(a.unit_id, 0) AS unit_id, a.state, a.due_on, a.began_on, a.result,
       coalesce(a.indicator_id, 0) AS indicator_id
FROM action a
WHERE a.group_id = @group AND (a.goal_id = @goal OR a.goal_id IS NULL AND a.indicator_id = ANY(@indicators::bigint[])
      AND extract(year FROM coalesce(a.began_on, a.written_at::date)) = @year)
ORDER BY a.began_on NULLS LAST, a.due_on, a.id
LIMIT 50`

// ThreadExample is a published example about a goal, with how far it has spread.
type ThreadExample struct {
	ID         improvement.ExampleID
	Title      string
	UnitID     org.UnitID
	Trying     int
	Introduced int
}

const selectThreadExamples = `-- name: thread: examples
SELECT e.id, e.title, e.unit_id,
       (SELECT count(*)::int FROM example_adoption a WHERE a.example_id = e.id AND a.state = 'trying') AS trying,
       (SELECT count(*)::int FROM example_adoption a WHERE a.example_id = e.id AND a.state = 'introduced') AS introduced
FROM example e
WHERE e.group_id = @group AND e.state = 'published' AND (e.goal_id = @goal
      OR e.goal_id IS NULL AND e.indicator_id = ANY(@indicators::bigint[]) AND extract(year FROM e.published_at) >= @year)
ORDER BY e.published_at, e.id
LIMIT 50`

// ThreadSection is a part of the year's report that a goal is told of in.
type ThreadSection struct {
	SectionID int64
	Heading   string
	Written   bool
}

const selectThreadSections = `-- name: thread: report sections
SELECT s.id AS section_id, s.heading, s.body <> '' AS written
FROM report_section s
WHERE s.group_id = @group AND s.year = @year AND s.content = @category
ORDER BY s.position, s.id`

// ThreadProgramme is a team or an introduction that works with a goal: one that says so, or
// follows one of its measures in its year.
type ThreadProgramme struct {
	ID      int64
	Title   string
	State   string // improvement.TeamState or improvement.PathwayState
	From    time.Time
	To      *time.Time // the day it ended, or is to; nil when that is not set
	Goals   []string   // what the team wants to reach for the goal
	Measure bool       // that it follows one of the goal's measures
}

const selectThreadTeams = `-- name: thread: teams
SELECT t.id, t.title, t.state, t.begins_on AS "from", coalesce(t.settled_on, t.ends_on) AS "to",
       ARRAY(SELECT tg.title FROM team_goal tg WHERE tg.team_id = t.id AND tg.goal_id = @goal ORDER BY tg.id) AS goals,
       EXISTS (SELECT FROM team_measure m WHERE m.team_id = t.id AND m.indicator_id = ANY(@indicators::bigint[])) AS measure
FROM improvement_team t
WHERE t.group_id = @group
  AND (EXISTS (SELECT FROM team_goal tg WHERE tg.team_id = t.id AND tg.goal_id = @goal)
       OR @year BETWEEN extract(year FROM t.begins_on) AND extract(year FROM coalesce(t.settled_on, t.ends_on))
          AND EXISTS (SELECT FROM team_measure m WHERE m.team_id = t.id AND m.indicator_id = ANY(@indicators::bigint[])))
ORDER BY t.begins_on, t.id
LIMIT 50`

const selectThreadPathways = `-- name: thread: introductions
SELECT p.id, p.title, p.state, p.starts_on AS "from", p.ended_on AS "to", '{}'::text[] AS goals, true AS measure
FROM pathway_introduction p
WHERE p.group_id = @group AND @year BETWEEN extract(year FROM p.starts_on) AND extract(year FROM coalesce(p.ended_on, 'infinity'::date))
  AND EXISTS (SELECT FROM pathway_measure m WHERE m.pathway_id = p.id AND m.indicator_id = ANY(@indicators::bigint[]))
ORDER BY p.starts_on, p.id
LIMIT 50`
