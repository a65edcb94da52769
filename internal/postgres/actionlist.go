package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ActionFilter says which of a group's actions to read; what is zero is not asked for.
type ActionFilter struct {
	GroupID     org.GroupID
	OwnerID     org.PersonID
	UnitID      org.UnitID
	Units       []org.UnitID // any of them, such as a region's
	Joint       bool         // only those that the clinics do together
	PromiseID   quality.PromiseID
	GoalID      quality.GoalID
	IndicatorID quality.IndicatorID
	ExampleID   improvement.ExampleID
	DecisionID  improvement.DecisionID
	// ProgrammeKind and ProgrammeID are the programme that they belong to.
	ProgrammeKind improvement.ProgrammeKind
	ProgrammeID   int64
	Kind          improvement.ActionKind
	States        []improvement.ActionState
	NationalPlan  bool      // only those that belong to a national plan
	DueBefore     time.Time // those that were to be done before the day
	// Limit is how many to read, after the first Skip.
	Limit, Skip int
}

const actionsWhere = `
WHERE a.group_id = @group
  AND (@owner::bigint = 0 OR a.owner_id = @owner)
  AND (@unit::bigint = 0 OR a.unit_id = @unit)
  AND (cardinality(@units::bigint[]) = 0 OR a.unit_id = ANY(@units))
  AND (NOT @joint::boolean OR a.unit_id IS NULL)
  AND (@goal::bigint = 0 OR a.goal_id = @goal)
  AND (@indicator::bigint = 0 OR a.indicator_id = @indicator)
  AND (@example::bigint = 0 OR a.example_id = @example)
  AND (@decision::bigint = 0 OR a.decision_id = @decision)
  AND (@programme::bigint = 0 OR a.programme_kind = @programme_kind AND a.programme_id = @programme)
  AND (@kind::text = '' OR a.kind = @kind)
  AND (cardinality(@states::text[]) = 0 OR a.state = ANY(@states))
  AND (NOT @national_plan::boolean OR btrim(a.national_plan) <> '')
  AND (@due_before::date IS NULL OR a.due_on < @due_before)
  AND (@promise::bigint = 0 OR EXISTS (SELECT FROM action_promise ap WHERE ap.action_id = a.id AND ap.promise_id = @promise))`

const selectActions = `-- name: actions` + actionColumns + actionTables + actionsWhere + `
ORDER BY a.state IN ('done', 'stopped'), a.due_on, a.priority, a.id
LIMIT @limit OFFSET @skip`

// Actions reads a part of the actions that the filter asks for: what is open before what
// is settled, each by the day it is due.
func (tx *Tx) Actions(ctx context.Context, f ActionFilter) ([]ActionRow, error) {
	args := f.args()
	args["limit"], args["skip"] = f.Limit, f.Skip
	return collect[ActionRow](ctx, tx, selectActions, args)
}

const countActions = `-- name: count actions
SELECT count(*)::int FROM action a` + actionsWhere

// CountActions is how many actions the filter asks for; Limit and Skip are not read.
func (tx *Tx) CountActions(ctx context.Context, f ActionFilter) (int, error) {
	return value[int](ctx, tx, countActions, f.args())
}

func (f ActionFilter) args() pgx.StrictNamedArgs {
	var due *time.Time
	if !f.DueBefore.IsZero() {
		due = &f.DueBefore
	}
	return pgx.StrictNamedArgs{"group": f.GroupID, "owner": f.OwnerID, "unit": f.UnitID, "units": nonNil(f.Units), "joint": f.Joint, "promise": f.PromiseID,
		"goal": f.GoalID, "indicator": f.IndicatorID, "example": f.ExampleID, "decision": f.DecisionID,
		"programme_kind": f.ProgrammeKind, "programme": f.ProgrammeID, "kind": f.Kind,
		"states": nonNil(f.States), "due_before": due, "national_plan": f.NationalPlan}
}

const selectActionMarks = `-- name: action marks
SELECT a.id, coalesce(a.unit_id, 0) AS unit_id, a.indicator_id, a.area, a.state, a.began_on, a.due_on, a.settled_on
FROM action a
WHERE a.group_id = @group AND a.indicator_id = ANY(@indicators::bigint[])
ORDER BY a.indicator_id, a.began_on NULLS LAST, a.id`

// ActionMarks reads what stands of the actions on the indicators' time lines, by
// indicator and the day they began. One query.
func (tx *Tx) ActionMarks(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID) ([]improvement.ActionMark, error) {
	return collect[improvement.ActionMark](ctx, tx, selectActionMarks, pgx.StrictNamedArgs{"group": group, "indicators": nonNil(indicators)})
}

// DueAction is an open action with whoever is to see to it.
type DueAction struct {
	ID       improvement.ActionID
	UnitID   org.UnitID // zero when the clinics do it together
	UnitName string     // "" for those
	Area     string
	DueOn    time.Time
	Person   org.Person
}

const selectDueActions = `-- name: due actions
SELECT a.id, coalesce(a.unit_id, 0) AS unit_id, coalesce(u.short_name, '') AS unit_name, a.area, a.due_on,
       p.id AS person_id, p.email, p.name, p.profession, p.left_on
FROM action a
JOIN person p ON p.id = a.owner_id
LEFT JOIN unit u ON u.id = a.unit_id
WHERE a.group_id = @group AND a.state IN ('planned', 'ongoing') AND a.due_on = ANY(@days::date[])
ORDER BY a.due_on, a.id`

// DueActions reads the group's open actions that are due on any of the days, with their
// owners, whether or not these are still in the group.
func (tx *Tx) DueActions(ctx context.Context, group org.GroupID, days []time.Time) ([]DueAction, error) {
	type row struct {
		ID         improvement.ActionID
		UnitID     org.UnitID
		UnitName   string
		Area       string
		DueOn      time.Time
		PersonID   org.PersonID
		Email      string
		Name       string
		Profession org.Profession
		LeftOn     *time.Time
	}
	rows, err := collect[row](ctx, tx, selectDueActions, pgx.StrictNamedArgs{"group": group, "days": nonNil(days)})
	list := make([]DueAction, len(rows))
	for n, r := range rows {
		list[n] = DueAction{ID: r.ID, UnitID: r.UnitID, UnitName: r.UnitName, Area: r.Area, DueOn: r.DueOn,
			Person: org.Person{ID: r.PersonID, Email: r.Email, Name: r.Name, Profession: r.Profession, LeftOn: r.LeftOn}}
	}
	return list, err
}

const selectOwnActions = `-- name: own actions
SELECT a.id, coalesce(a.unit_id, 0) AS unit_id, coalesce(u.short_name, '') AS unit_name, a.area, a.due_on
FROM action a
LEFT JOIN unit u ON u.id = a.unit_id
WHERE a.owner_id = @owner AND a.group_id = @group AND a.state IN ('planned', 'ongoing')
  AND (a.due_on <= @until OR EXISTS (SELECT FROM improvement_team t WHERE t.action_id = a.id AND t.settled_on >= @handed::date))
ORDER BY a.due_on, a.id
LIMIT @limit`

// Own is whose actions to read, due no later than Until, and how many at most. Those that a
// team has handed over since Handed are read whenever they are due.
type Own struct {
	GroupID org.GroupID
	OwnerID org.PersonID
	Until   time.Time
	Handed  time.Time
	Limit   int
}

// OwnActions reads somebody's open actions, those due first first, without the person.
func (tx *Tx) OwnActions(ctx context.Context, o Own) ([]DueAction, error) {
	type row struct {
		ID       improvement.ActionID
		UnitID   org.UnitID
		UnitName string
		Area     string
		DueOn    time.Time
	}
	rows, err := collect[row](ctx, tx, selectOwnActions, pgx.StrictNamedArgs{"group": o.GroupID, "owner": o.OwnerID, "until": o.Until, "handed": o.Handed, "limit": o.Limit})
	list := make([]DueAction, len(rows))
	for n, r := range rows {
		list[n] = DueAction{ID: r.ID, UnitID: r.UnitID, UnitName: r.UnitName, Area: r.Area, DueOn: r.DueOn}
	}
	return list, err
}
