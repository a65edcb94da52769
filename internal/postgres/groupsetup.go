package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// HealthcareRegion is one that groups can belong to.
type HealthcareRegion struct {
	ID   int64
	Name string
}

const selectHealthcareRegions = `-- name: healthcare regions
SELECT h.id, h.name FROM healthcare_region h ORDER BY h.name COLLATE "sv-x-icu", h.id`

// HealthcareRegions reads all of them, by name.
func (tx *Tx) HealthcareRegions(ctx context.Context) ([]HealthcareRegion, error) {
	return collect[HealthcareRegion](ctx, tx, selectHealthcareRegions, pgx.StrictNamedArgs{})
}

const insertGroup = `-- name: insert group
INSERT INTO programme_group (healthcare_region_id, body_id, code, name, short_name, national_area, active_from, active_to,
                             set_up_at, days_decided)
VALUES (@region, nullif(@body::bigint, 0), @code, @name, @short_name, @area, @from, @to, NULL, false)
RETURNING id`

// AddGroup stores a group that its coordinator is to set up, and gives its id. A code
// that is taken is a problem at "code".
func (tx *Tx) AddGroup(ctx context.Context, region int64, code string, n org.GroupNames) (org.GroupID, error) {
	return value[org.GroupID](ctx, tx, insertGroup, pgx.StrictNamedArgs{"region": region, "body": n.BodyID, "code": code,
		"name": n.Name, "short_name": n.ShortName, "area": n.NationalArea, "from": n.From, "to": n.To})
}

// GroupSetup is how far a group has come on the way to its first figures.
type GroupSetup struct {
	// SetUpAt is when the set-up was done with; nil while it goes on.
	SetUpAt *time.Time
	// DaysDecided says that the group has decided how often it collects and by when.
	DaysDecided bool
	// Units take part today, Measures are in the library, Collected are chosen for a
	// year, Goals are the goals of any year, and People have a role beside the
	// coordinator, all as numbers.
	Units, Measures, Collected, Goals, People int
	// Promises is how many promises have been chosen for the latest year that has any.
	Promises int
	// Figures is how many figures there are: the first settles how often the group collects.
	Figures int
}

// Ready reports whether there is what a first round of collection needs: units, a
// measure that is collected, and days.
func (s GroupSetup) Ready() bool { return s.Units > 0 && s.Collected > 0 && s.DaysDecided }

// Pending reports whether the coordinator still has something to set up: it has not been
// said to be done, and something is missing of what the first figures need.
func (s GroupSetup) Pending() bool { return s.SetUpAt == nil && !(s.Ready() && s.People > 0) }

const selectGroupSetup = `-- name: group set-up
SELECT g.set_up_at, g.days_decided,
       (SELECT count(*) FROM group_unit u WHERE u.group_id = g.id AND (u.active_to IS NULL OR u.active_to >= @today)) AS units,
       (SELECT count(*) FROM indicator i WHERE i.group_id = g.id) AS measures,
       (SELECT count(DISTINCT s.indicator_id) FROM selected_indicator s WHERE s.group_id = g.id) AS collected,
       (SELECT count(*) FROM goal o WHERE o.group_id = g.id) AS goals,
       (SELECT count(DISTINCT m.person_id) FROM membership m WHERE m.group_id = g.id AND m.role <> 'convener'
            AND (m.valid_to IS NULL OR m.valid_to >= @today)) AS people,
       (SELECT count(*) FROM goal_year_promise p WHERE p.group_id = g.id
            AND p.year = (SELECT max(q.year) FROM goal_year_promise q WHERE q.group_id = g.id)) AS promises,
       (SELECT count(*) FROM (SELECT 1 FROM submission s JOIN figure f ON f.submission_id = s.id
            WHERE s.group_id = g.id LIMIT 1) any_figure) AS figures
FROM programme_group g
WHERE g.id = @group`

// GroupSetup reads how far the group has come by the day, or fault.ErrNotFound.
// Figures is one when there are any.
func (tx *Tx) GroupSetup(ctx context.Context, group org.GroupID, today time.Time) (GroupSetup, error) {
	return one[GroupSetup](ctx, tx, selectGroupSetup, pgx.StrictNamedArgs{"group": group, "today": today})
}

const finishSetup = `-- name: finish group set-up
UPDATE programme_group SET set_up_at = @at WHERE id = @group AND set_up_at IS NULL`

// FinishSetup notes that the group is set up; fault.ErrWrongState when it is already.
func (tx *Tx) FinishSetup(ctx context.Context, group org.GroupID, at time.Time) error {
	return exec(ctx, tx, finishSetup, pgx.StrictNamedArgs{"group": group, "at": at}, 1, fault.ErrWrongState)
}

const updateCollection = `-- name: update collection of group
UPDATE programme_group SET collection_months = @months, days_decided = true WHERE id = @group`

// SaveCollection stores how many months one round of the group's covers, and that the
// group has decided so.
func (tx *Tx) SaveCollection(ctx context.Context, group org.GroupID, months int) error {
	return exec(ctx, tx, updateCollection, pgx.StrictNamedArgs{"group": group, "months": months}, 1, fault.ErrNotFound)
}
