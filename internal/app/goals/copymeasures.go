package goals

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Taking is what a group takes from a template, and for which year. Codes name the
// measures, Goals the goals by their keys.
type Taking struct {
	GroupID  org.GroupID
	Template string // its key
	Year     int
	Codes    []string
	Goals    []string
	// WithTargets takes the goals' targets too, which were somebody else's choice.
	WithTargets bool
}

// Taken is what came of it.
type Taken struct {
	Measures int // added to the library
	Goals    int
	// Followed are the names of measures that came along because another depends on them.
	Followed []string
}

// CopyMeasures adds the template's measures to the group's library, as measures of its
// own: with their definitions from the first day of the year, the sources they have, and
// marked as proposals for the group to review. A measure that is there already, by code
// and name, is not added again. Process measures are collected in the year from now on.
func (room *Room) CopyMeasures(ctx context.Context, actor org.Actor, t Taking) (Taken, error) {
	if len(t.Codes) == 0 {
		return Taken{}, &fault.ValidationError{Problems: []fault.Problem{{Field: "measures", Code: "choose_any"}}}
	}
	return room.take(ctx, actor, t, func(ctx context.Context, tx *postgres.Tx, c *copying) error {
		var process []quality.IndicatorID
		for _, code := range t.Codes {
			id, err := c.measure(ctx, tx, code)
			if err != nil {
				return err
			}
			if c.template.measure(code).Indicator.Category == quality.Process {
				process = append(process, id)
			}
		}
		return c.collect(ctx, tx, process)
	})
}

// take does something with a template within one transaction that nobody else copies
// into the same group in.
func (room *Room) take(ctx context.Context, actor org.Actor, t Taking, do func(context.Context, *postgres.Tx, *copying) error) (Taken, error) {
	if err := mayEdit(actor, t.GroupID); err != nil {
		return Taken{}, err
	}
	if t.Year < firstYear || t.Year > lastYear {
		return Taken{}, fault.ErrNotFound
	}
	var taken Taken
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockGoals(ctx, t.GroupID, t.Year); err != nil {
			return err
		}
		c := &copying{room: room, actor: actor, taking: t, ids: map[string]quality.IndicatorID{}}
		var err error
		if c.template, err = room.template(ctx, tx, actor, templateWanted{t.Template, t.GroupID}); err != nil {
			return err
		}
		if c.library, err = tx.Indicators(ctx, t.GroupID, endOf(t.Year)); err != nil {
			return err
		}
		if c.promises, err = tx.Promises(ctx, t.GroupID); err != nil {
			return err
		}
		err = do(ctx, tx, c)
		taken = c.taken
		return err
	})
	if err != nil {
		return Taken{}, err
	}
	return taken, nil
}

// copying is one taking of a template under way.
type copying struct {
	room     *Room
	actor    org.Actor
	taking   Taking
	template Template
	library  []quality.Indicator // the group's before
	promises []quality.Promise   // the group's region's
	// ids are the group's own measures by the template's codes, those found and those added.
	ids   map[string]quality.IndicatorID
	taken Taken
}

// measure gives the group's own measure for the template's with the code, added when
// there is none; fault.ErrNotFound when the template has none.
func (c *copying) measure(ctx context.Context, tx *postgres.Tx, code string) (quality.IndicatorID, error) {
	if id, done := c.ids[code]; done {
		return id, nil
	}
	m := c.template.measure(code)
	if m == nil {
		return 0, fault.ErrNotFound
	}
	for _, own := range c.library {
		if own.Code == code && own.Definition.Name == m.Indicator.Definition.Name {
			c.ids[code] = own.ID
			return own.ID, nil
		}
	}
	n, err := c.newIndicator(ctx, tx, *m)
	if err != nil {
		return 0, err
	}
	id, err := tx.AddIndicator(ctx, n)
	if err != nil {
		return 0, err
	}
	for _, r := range m.References {
		r.IndicatorID = id
		if err := tx.AddReference(ctx, r); err != nil {
			return 0, err
		}
	}
	c.ids[code] = id
	n.Indicator.ID = id
	c.library = append(c.library, n.Indicator)
	c.taken.Measures++
	kept := copiedIndicator{keptIndicator(n.Indicator, n.Indicator.Definition), c.template.Name}
	kept.Promises = c.promiseCodes(n.Promises)
	if m.ConditionCode != "" {
		kept.Condition = m.ConditionCode
	}
	return id, tx.AppendAudit(ctx, c.actor, postgres.AuditEntry{At: c.room.now(), Action: "goals.copy_indicator",
		GroupID: c.taking.GroupID, Subject: "indicator", SubjectID: int64(id), After: kept})
}

// copiedIndicator is what the audit keeps of a measure that was copied.
type copiedIndicator struct {
	auditedIndicator
	CopiedFrom string `json:"copied_from"`
}

// newIndicator is the template's measure as the group's own.
func (c *copying) newIndicator(ctx context.Context, tx *postgres.Tx, m TemplateMeasure) (postgres.NewIndicator, error) {
	n := postgres.NewIndicator{Indicator: m.Indicator, CreatedBy: c.actor.Person.ID}
	i := &n.Indicator
	i.ID, i.GroupID, i.Certainty, i.Condition = 0, c.taking.GroupID, quality.Proposal, nil
	i.Code = org.FreeCode(m.Indicator.Code, func(code string) bool {
		return slices.ContainsFunc(c.library, func(own quality.Indicator) bool { return strings.EqualFold(own.Code, code) })
	})
	i.Definition.ValidFrom = time.Date(c.taking.Year, time.January, 1, 0, 0, 0, 0, time.UTC)
	i.Definition.Comparable, i.Definition.ChangeNote = true, ""
	i.Definition.Source = cmp.Or(i.Definition.Source, c.template.Name)
	for _, p := range c.promises {
		if slices.Contains(m.Promises, p.Code) {
			n.Promises = append(n.Promises, p.ID)
		}
	}
	if m.ConditionCode != "" {
		known := c.taken.Measures
		on, err := c.measure(ctx, tx, m.ConditionCode)
		if err != nil {
			return n, err
		}
		if c.taken.Measures > known && !slices.Contains(c.taking.Codes, m.ConditionCode) {
			c.taken.Followed = append(c.taken.Followed, c.template.measure(m.ConditionCode).Indicator.Definition.Name)
		}
		i.Condition = &quality.Condition{IndicatorID: on, Below: m.Below}
	}
	var err error
	n.StratificationID, err = c.division(ctx, tx, m)
	return n, err
}

func (c *copying) promiseCodes(ids []quality.PromiseID) []string {
	codes := []string{}
	for _, p := range c.promises {
		if slices.Contains(ids, p.ID) {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

// division gives the group's own way of dividing the children as the template's measure
// does: one of the same code with the same parts, or a new one; zero for none.
func (c *copying) division(ctx context.Context, tx *postgres.Tx, m TemplateMeasure) (id int64, err error) {
	if m.Division.Code == "" || len(m.Indicator.Strata) == 0 {
		return 0, nil
	}
	parts, err := tx.Divisions(ctx, c.taking.GroupID)
	if err != nil {
		return 0, err
	}
	var same *postgres.Division
	code := org.FreeCode(m.Division.Code, func(code string) bool {
		n := slices.IndexFunc(parts, func(d postgres.Division) bool { return d.Code == code })
		if n < 0 {
			return false
		}
		if equalStrata(parts[n].Strata, m.Indicator.Strata) && same == nil {
			same = &parts[n]
		}
		return same == nil
	})
	if same != nil {
		return same.ID, nil
	}
	for _, s := range m.Indicator.Strata {
		id, err = tx.EnsureStratum(ctx, postgres.NewStratum{GroupID: c.taking.GroupID, Division: code,
			DivisionName: m.Division.Name, Code: s.Code, Name: s.Name})
		if err != nil {
			return 0, err
		}
	}
	return id, nil
}

func equalStrata(a, b []quality.Stratum) bool {
	return slices.EqualFunc(a, b, func(x, y quality.Stratum) bool { return x.Code == y.Code && x.Name == y.Name })
}

// collect lets the group collect the process measures in the year, beside those that it
// does.
func (c *copying) collect(ctx context.Context, tx *postgres.Tx, more []quality.IndicatorID) error {
	if len(more) == 0 {
		return nil
	}
	selected, err := tx.SelectedIndicators(ctx, c.taking.GroupID, c.taking.Year, c.taking.Year)
	if err != nil {
		return err
	}
	chosen := ProcessMeasures{GroupID: c.taking.GroupID, Year: c.taking.Year}
	for _, s := range selected {
		if s.GoalID == 0 {
			chosen.Indicators = append(chosen.Indicators, s.IndicatorID)
		}
	}
	for _, id := range more {
		if !slices.Contains(chosen.Indicators, id) {
			chosen.Indicators = append(chosen.Indicators, id)
		}
	}
	return c.room.setProcessMeasures(ctx, tx, c.actor, chosen)
}
