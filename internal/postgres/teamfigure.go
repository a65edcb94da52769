package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// TeamFigureFilter says which figures to read; what is zero is not asked for.
type TeamFigureFilter struct {
	GroupID   org.GroupID
	Teams     []improvement.TeamID
	MeasureID improvement.TeamMeasureID
	UnitID    org.UnitID
	Since     time.Time // periods that begin on the day or later
}

const selectTeamFigures = `-- name: team figures
SELECT f.measure_id, f.unit_id, f.period, f.state, coalesce(f.numerator, 0) AS numerator, coalesce(f.denominator, 0) AS denominator,
       f.reason, f.version
FROM team_figure f
JOIN improvement_team t ON t.id = f.team_id
WHERE t.group_id = @group AND f.team_id = ANY(@teams::bigint[])
  AND (@measure::bigint = 0 OR f.measure_id = @measure)
  AND (@unit::bigint = 0 OR f.unit_id = @unit)
  AND f.period >= @since
ORDER BY f.measure_id, f.unit_id, f.period`

// TeamFigures reads figures of the teams', all units', by measure, unit and period. One query.
func (tx *Tx) TeamFigures(ctx context.Context, f TeamFigureFilter) ([]improvement.TeamFigure, error) {
	return collect[improvement.TeamFigure](ctx, tx, selectTeamFigures, pgx.StrictNamedArgs{"group": f.GroupID, "teams": nonNil(f.Teams),
		"measure": f.MeasureID, "unit": f.UnitID, "since": f.Since})
}

// TeamEntry is a figure as it is entered, with when and by whom.
type TeamEntry struct {
	improvement.TeamFigure
	TeamID improvement.TeamID
	At     time.Time
	By     org.PersonID
}

const insertTeamFigure = `-- name: insert team figure
INSERT INTO team_figure (team_id, measure_id, unit_id, period, state, numerator, denominator, reason, entered_at, entered_by)
VALUES (@team, @measure, @unit, @period, @state, @numerator, @denominator, @reason, @at, nullif(@by::bigint, 0))
ON CONFLICT (measure_id, unit_id, period) DO NOTHING`

const updateTeamFigure = `-- name: update team figure
UPDATE team_figure SET state = @state, numerator = @numerator, denominator = @denominator, reason = @reason,
    entered_at = @at, entered_by = nullif(@by::bigint, 0), version = version + 1
WHERE team_id = @team AND measure_id = @measure AND unit_id = @unit AND period = @period AND version = @version`

// SaveTeamFigure stores a figure: anew when Version is 0, else instead of that version;
// fault.ErrConflict when somebody else entered it since it was read. fault.ErrNotFound for a
// measure that is not the team's, or a unit that does not take part.
func (tx *Tx) SaveTeamFigure(ctx context.Context, e TeamEntry) error {
	args := pgx.StrictNamedArgs{"team": e.TeamID, "measure": e.MeasureID, "unit": e.UnitID, "period": e.Period, "state": e.State,
		"numerator": nil, "denominator": nil, "reason": e.Reason, "at": e.At, "by": e.By}
	if e.State == improvement.FigureValue {
		args["numerator"], args["denominator"] = e.Numerator, e.Denominator
	}
	if e.Version == 0 {
		return exec(ctx, tx, insertTeamFigure, args, 1, fault.ErrConflict)
	}
	args["version"] = e.Version
	return exec(ctx, tx, updateTeamFigure, args, 1, fault.ErrConflict)
}
