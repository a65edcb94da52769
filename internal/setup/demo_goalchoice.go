package setup

import (
	"context"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// goalChoiceFile is demo_goalchoice.json. Years count from the one that the example data
// are filled in; days ("10-14") are in the year before the goal's own, but a goal is
// retired in its own.
type goalChoiceFile struct {
	About   string
	Retired []struct {
		Year          int
		Goal, On, Why string
	}
	Locked []struct {
		Year int
		On   string
	}
	Proposals []demoProposal
}

// demoProposal is a goal that was proposed, by the key that goals.json or demo.json has it
// under.
type demoProposal struct {
	Year     int
	Goal     string
	Carries  quality.Carries
	By       string // the unit whose reporter it is; the convener's when empty
	On       string
	Scope    quality.Scope
	Aims     map[string]targetPlan // where they differ from the plan's
	Stands   [][3]string           // unit, stand, remark
	Decision *struct {
		State  quality.ProposalState
		On     string
		Reason string
	}
}

// fillGoalChoice ties the years' goals together, and tells how they were proposed, weighed,
// decided and locked: this year's are settled, and next year's are being weighed.
func (d *demo) fillGoalChoice(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[goalChoiceFile]("demo_goalchoice.json")
	if err != nil {
		return err
	}
	choice := goalChoice{demo: d, plans: map[string]goalPlan{}}
	if err := choice.read(ctx, tx); err != nil {
		return err
	}
	if err := choice.carry(ctx, tx); err != nil {
		return err
	}
	for _, p := range file.Proposals {
		if err := choice.propose(ctx, tx, p); err != nil {
			return fmt.Errorf("%s %d: %w", p.Goal, d.year+p.Year, err)
		}
	}
	for _, r := range file.Retired {
		g, known := choice.goal(r.Goal, d.year+r.Year)
		on, err := d.dateIn(d.year+r.Year, r.On)
		if err != nil || !known {
			return fmt.Errorf("%s %d: %w", r.Goal, d.year+r.Year, err)
		}
		if on.After(d.now) {
			continue // not decided yet
		}
		g.Retired = quality.Retirement{On: org.DayOf(on), Why: r.Why}
		if err := tx.RetireGoal(ctx, g, d.people.convener); err != nil {
			return err
		}
	}
	for _, l := range file.Locked {
		at, err := d.dateIn(d.year+l.Year-1, l.On)
		if err != nil {
			return err
		}
		if err := tx.SaveGoalYear(ctx, d.group.ID, quality.GoalYear{Year: d.year + l.Year, LockedAt: at, LockedBy: d.people.convener}); err != nil {
			return err
		}
	}
	return nil
}

// dateIn is a moment of the day ("10-14") in the year.
func (d *demo) dateIn(year int, day string) (time.Time, error) {
	on, err := time.ParseInLocation("2006-01-02 15:04", fmt.Sprintf("%04d-%s 10:30", year, day), d.now.Location())
	return on, err
}

// goalChoice is what the story about choosing goals is told with.
type goalChoice struct {
	*demo
	lib     library
	plans   map[string]goalPlan
	goals   []quality.Goal
	targets []quality.Target
}

func (c *goalChoice) read(ctx context.Context, tx *postgres.Tx) (err error) {
	plans, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return err
	}
	for _, g := range slices.Concat(plans.Goals, c.file.Goals) {
		c.plans[g.Key] = g
	}
	if c.lib, err = readLibrary(ctx, tx, c.group.ID, firstDay(c.year)); err != nil {
		return err
	}
	if c.targets, err = tx.Targets(ctx, c.group.ID, c.year-historyYears, c.year); err != nil {
		return err
	}
	c.goals, err = tx.Goals(ctx, c.group.ID, c.year-historyYears, c.year)
	return err
}

// goal is the year's goal by its key.
func (c *goalChoice) goal(key string, year int) (quality.Goal, bool) {
	n := slices.IndexFunc(c.goals, func(g quality.Goal) bool { return g.Year == year && g.Title == c.plans[key].Title })
	if n < 0 {
		return quality.Goal{}, false
	}
	return c.goals[n], true
}

// carry lets each goal go on from the one with the same title the year before.
func (c *goalChoice) carry(ctx context.Context, tx *postgres.Tx) error {
	for n, g := range c.goals {
		for _, before := range c.goals {
			if before.Year != g.Year-1 || before.Title != g.Title {
				continue
			}
			g.PreviousGoalID, g.Raised = before.ID, c.raised(g)
			c.goals[n] = g
			if err := tx.CarryGoal(ctx, g); err != nil {
				return err
			}
		}
	}
	return nil
}

// raised reports whether some measure of the goal asks for more than the year before.
func (c *goalChoice) raised(g quality.Goal) bool {
	return slices.ContainsFunc(c.targets, func(t quality.Target) bool {
		if t.Year != g.Year || t.UnitID != 0 || !slices.Contains(g.Indicators, t.IndicatorID) {
			return false
		}
		return slices.ContainsFunc(c.targets, func(before quality.Target) bool {
			return before.Year == g.Year-1 && before.UnitID == 0 && before.IndicatorID == t.IndicatorID && t.MoreThan(before, c.direction(t.IndicatorID))
		})
	})
}

func (c *goalChoice) direction(id quality.IndicatorID) quality.Direction {
	for _, i := range c.lib.indicators {
		if i.ID == id {
			return i.Definition.Direction
		}
	}
	return quality.NoDirection
}

// propose stores a proposal with its stands and, when there is one, its decision.
func (c *goalChoice) propose(ctx context.Context, tx *postgres.Tx, told demoProposal) error {
	p, err := c.proposal(told)
	if err != nil {
		return err
	}
	if p.ProposedAt.After(c.now) {
		p.ProposedAt = c.now
	}
	if p.ProposedBy = c.people.convener; told.By != "" {
		p.ProposedBy = c.people.reporter[c.people.units[told.By].ID]
	}
	if p.ID, err = tx.AddProposal(ctx, p); err != nil {
		return err
	}
	p.Version = 1
	for n, s := range told.Stands {
		unit := c.people.units[s[0]]
		stand := quality.Stand{ProposalID: p.ID, UnitID: unit.ID, Kind: quality.StandKind(s[1]), Remark: s[2],
			PersonID: c.people.reporter[unit.ID], TakenAt: c.after(p.ProposedAt, 5+2*n)}
		if err := stand.Check(); err != nil {
			return err
		}
		if err := tx.SaveStand(ctx, c.group.ID, stand); err != nil {
			return err
		}
	}
	if told.Decision == nil {
		return nil
	}
	on, err := c.dateIn(p.Year-1, told.Decision.On)
	if err != nil {
		return err
	}
	goal, _ := c.goal(told.Goal, p.Year)
	p.State, p.Decision = told.Decision.State, quality.Decision{On: org.DayOf(on), By: c.people.convener, Reason: told.Decision.Reason, GoalID: goal.ID}
	return tx.SettleProposal(ctx, p)
}

// proposal is what was proposed: the goal of the plan, to go on from last year's.
func (c *goalChoice) proposal(told demoProposal) (quality.GoalProposal, error) {
	plan, year := c.plans[told.Goal], c.year+told.Year
	p := quality.GoalProposal{GroupID: c.group.ID, Year: year, Category: plan.Category, Title: plan.Title, ValueForChildren: plan.Value,
		Scope: told.Scope, LongTermGoalID: c.lib.longTerm[plan.LongTerm].ID, Carries: told.Carries, State: quality.Proposed}
	var err error
	if p.PatientView, err = patientViewOf(told.Goal); err != nil {
		return p, err
	}
	if p.ProposedAt, err = c.dateIn(year-1, told.On); err != nil {
		return p, err
	}
	if p.Promises, err = c.lib.promisesOf(plan.Promises); err != nil {
		return p, err
	}
	if previous, known := c.goal(told.Goal, year-1); known && told.Carries != quality.NewGoal {
		p.PreviousGoalID = previous.ID
	}
	var library []quality.Indicator
	for _, measure := range plan.Indicators {
		i, err := c.lib.indicator(measure.Code)
		if err != nil {
			return p, err
		}
		library = append(library, i)
		target := targetPlan{Kind: quality.FollowOnly}
		if own, differs := told.Aims[measure.Code]; differs {
			target = own
		} else if measure.Target != nil {
			target = *measure.Target
		}
		p.Aims = append(p.Aims, quality.Target{IndicatorID: i.ID, Kind: target.Kind, Threshold: target.Threshold, Second: target.Second,
			Challenging: target.Challenging, Basis: target.Basis})
	}
	return p, p.Check(library)
}
