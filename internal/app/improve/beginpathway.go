package improve

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PathwayChoices are what can be said of an introduction.
type PathwayChoices struct {
	Choices
	Templates []improvement.PathwayTemplate
}

// BeginPathway is what an introduction begins with.
type BeginPathway struct {
	improvement.PathwayIntroduction
	// Template is one of the group's, zero for the one that comes with the program.
	Template improvement.PathwayTemplateID
	Units    []org.UnitID
}

// PathwayChoices reads what a new introduction is begun from. fault.ErrForbidden for those
// who may begin none.
func (room *Room) PathwayChoices(ctx context.Context, actor org.Actor, group org.GroupID) (PathwayChoices, error) {
	var c PathwayChoices
	if !actor.May(org.LeadPathways, group, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		c, err = room.readPathwayChoices(ctx, tx, group)
		return err
	})
	return c, err
}

func (room *Room) readPathwayChoices(ctx context.Context, tx *postgres.Tx, group org.GroupID) (c PathwayChoices, err error) {
	if c.Choices, err = room.readChoices(ctx, tx, group); err != nil {
		return c, err
	}
	c.Templates, err = offeredTemplates(ctx, tx, group)
	return c, err
}

// offeredTemplates are those that introductions can begin by: the program's own until the
// group has one.
func offeredTemplates(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]improvement.PathwayTemplate, error) {
	all, err := tx.PathwayTemplates(ctx, group)
	var offered []improvement.PathwayTemplate
	for _, t := range all {
		if !t.Retired {
			offered = append(offered, t)
		}
	}
	if len(offered) == 0 {
		offered = append(offered, improvement.StandardPathwayTemplate(group))
	}
	return offered, err
}

// CreatePathway begins an introduction, with the phases of its template, and gives its id.
// Whoever leads it leads its core team.
// Problems stand at the fields of improvement.PathwayIntroduction.Check, and at "template",
// "lead", "units" and "measures" when they are not the group's.
func (room *Room) CreatePathway(ctx context.Context, actor org.Actor, b BeginPathway) (improvement.PathwayID, error) {
	if !actor.May(org.LeadPathways, b.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	b.State, b.WrittenAt, b.WrittenBy = improvement.PathwayRunning, room.now(), actor.Person.ID
	var id improvement.PathwayID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		c, err := room.readPathwayChoices(ctx, tx, b.GroupID)
		if err != nil {
			return err
		}
		template, ok := first(c.Templates, func(t improvement.PathwayTemplate) bool { return t.ID == b.Template })
		v := c.checkPathway(b.PathwayIntroduction, improvement.PathwayIntroduction{}, b.Units)
		if !ok {
			v.Add("template", "unknown_choice")
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		if id, err = tx.AddPathway(ctx, b.PathwayIntroduction); err != nil {
			return err
		}
		phases := template.Begin(b.StartsOn)
		if err := tx.AddPathwayPhases(ctx, id, phases); err != nil {
			return err
		}
		if err := tx.SetPathwayUnits(ctx, b.GroupID, id, b.Units); err != nil {
			return err
		}
		b.ID = id
		if err := room.appoint(ctx, tx, coreLead{actor, b.PathwayIntroduction}, c.Choices); err != nil {
			return err
		}
		after := c.auditedPathway(ctx, b.PathwayIntroduction, b.Units)
		after.Template = template.Title
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.begin_pathway", GroupID: b.GroupID,
			Subject: pathwaySubject, SubjectID: int64(id), After: after})
	})
	return id, err
}

// checkPathway adds to what the introduction's own check says what is not the group's. What
// it pointed at before it may go on pointing at.
func (c Choices) checkPathway(p, before improvement.PathwayIntroduction, units []org.UnitID) *fault.ValidationError {
	v := &fault.ValidationError{}
	var invalid *fault.ValidationError
	if errors.As(p.Check(), &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if _, ok := first(c.Members, func(m Member) bool { return m.ID == p.LeadID }); p.LeadID != 0 && !ok && p.LeadID != before.LeadID {
		v.Add("lead", "unknown_choice")
	}
	if len(units) == 0 {
		v.Add("units", "units_required")
	}
	for _, id := range units {
		if _, ok := c.UnitOf(id); !ok {
			v.Add("units", "unknown_choice")
			break
		}
	}
	for _, id := range p.Measures {
		if _, ok := first(c.Measures, func(m quality.Indicator) bool { return m.ID == id }); !ok && !before.Follows(id) {
			v.Add("measures", "unknown_choice")
			break
		}
	}
	return v
}
