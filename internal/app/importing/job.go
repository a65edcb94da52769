package importing

import (
	"context"
	"time"

	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// job is the import of one group's rows, in one transaction.
type job struct {
	tx      *postgres.Tx
	actor   org.Actor
	request Request
	now     time.Time

	group    org.Group
	units    map[string]org.Unit
	reasons  map[string]quality.ReasonID
	library  map[time.Time]map[string]quality.Indicator // by first day of the figure's period, then code
	selected map[selection]bool

	plan     GroupPlan
	problems []exchange.Problem
}

// selection is an indicator that the group collects in a year.
type selection struct {
	indicator quality.IndicatorID
	year      int
}

func newJob(tx *postgres.Tx, actor org.Actor, r Request, now time.Time) *job {
	return &job{tx: tx, actor: actor, request: r, now: now, units: map[string]org.Unit{},
		reasons: map[string]quality.ReasonID{}, library: map[time.Time]map[string]quality.Indicator{},
		selected: map[selection]bool{}}
}

func (j *job) note(problems ...exchange.Problem) { j.problems = append(j.problems, problems...) }

// row is one of the file's rows whose period is known.
type row struct {
	exchange.Row
	period quality.Period
}

// run resolves what the rows name, makes figures of them and stores those, as
// far as that goes without a problem.
func (j *job) run(ctx context.Context, file []exchange.Row) error {
	rows := j.periods(file)
	found, err := j.openGroup(ctx, file, rows)
	if err != nil || !found {
		return err
	}
	for _, step := range []func(context.Context, []row) error{
		j.openUnits, j.openReasons, j.openIndicators, j.openSelection,
	} {
		if err := step(ctx, rows); err != nil {
			return err
		}
	}
	figures, err := j.figures(ctx, rows)
	if err != nil || len(figures) == 0 {
		return err
	}
	if err := j.store(ctx, figures); err != nil {
		return err
	}
	return j.auditCreated(ctx)
}

// periods reads the rows' periods and notes those that are none, or have not
// ended.
func (j *job) periods(file []exchange.Row) []row {
	var rows []row
	for _, r := range file {
		p, ok := quality.ParsePeriod(r.Period)
		switch {
		case !ok:
			j.note(r.Problem(exchange.Period, exchange.PeriodInvalid))
		case !p.End().Before(j.today()):
			j.note(r.Problem(exchange.Period, PeriodNotEnded, p.End()))
		default:
			rows = append(rows, row{Row: r, period: p})
		}
	}
	return rows
}

// today is the calendar day where the clinics are, as days are kept.
func (j *job) today() time.Time {
	return org.DayOf(j.now)
}
