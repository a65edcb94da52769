package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TeamMeasurePage is a team's measure to write.
type TeamMeasurePage struct {
	TeamGoalPage                         // Goal is not read
	Shares       []quality.Indicator     // the group's measures that can be followed, those of the nomination first
	Proposed     int                     // how many of Shares the team's nomination is about
	Measure      postgres.TeamMeasureRow // zero for a new one
	Used         bool                    // figures of it have been entered
}

// TeamMeasure reads a team's measure to change, id zero for a new one. fault.ErrForbidden for
// those who may not, and fault.ErrWrongState for a team that is over.
func (room *Room) TeamMeasure(ctx context.Context, actor org.Actor, team improvement.Team, id improvement.TeamMeasureID) (TeamMeasurePage, error) {
	var p TeamMeasurePage
	if !MayLeadTeams(actor, team.GroupID) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Team, err = tx.Team(ctx, team.GroupID, team.ID); err != nil {
			return err
		}
		if !p.Team.State.Open() {
			return fault.ErrWrongState
		}
		return room.readTeamMeasure(ctx, tx, &p, id)
	})
	return p, err
}

func (room *Room) readTeamMeasure(ctx context.Context, tx *postgres.Tx, p *TeamMeasurePage, id improvement.TeamMeasureID) error {
	if err := room.readTeamGoal(ctx, tx, &p.TeamGoalPage, 0); err != nil {
		return err
	}
	p.Shares = shareMeasures(p.Choices)
	if id == 0 {
		return p.propose(ctx, tx)
	}
	all, err := tx.TeamMeasures(ctx, p.Team.GroupID, p.Team.ID)
	if err != nil {
		return err
	}
	var ok bool
	if p.Measure, ok = first(all, func(m postgres.TeamMeasureRow) bool { return m.ID == id }); !ok {
		return fault.ErrNotFound
	}
	figures, err := tx.TeamFigures(ctx, postgres.TeamFigureFilter{GroupID: p.Team.GroupID, Teams: []improvement.TeamID{p.Team.ID}, MeasureID: id})
	p.Used = len(figures) > 0
	return err
}

// propose puts the measures that the team's nomination is about first.
func (p *TeamMeasurePage) propose(ctx context.Context, tx *postgres.Tx) error {
	n, err := teamsNomination(ctx, tx, p.Team)
	about := func(i quality.Indicator) bool {
		return slices.Contains(n.PoorQuality.Measures, i.ID) || slices.Contains(n.Variation.Measures, i.ID)
	}
	others := slices.DeleteFunc(slices.Clone(p.Shares), about)
	p.Proposed = len(p.Shares) - len(others)
	p.Shares = append(slices.DeleteFunc(p.Shares, func(i quality.Indicator) bool { return !about(i) }), others...)
	return err
}

// SaveTeamMeasure stores a measure of a team: a new one for ID zero, and otherwise a changed
// one, whose rhythm and group's measure stay; fault.ErrConflict when somebody else has changed
// it since its Version. One that follows a measure of the group's has its direction, and its
// words where none are given. Problems stand at the fields of improvement.TeamMeasure.Check, and at "goal" and
// "indicator".
func (room *Room) SaveTeamMeasure(ctx context.Context, actor org.Actor, group org.GroupID, m improvement.TeamMeasure) (improvement.TeamMeasureID, error) {
	if !MayLeadTeams(actor, group) {
		return 0, fault.ErrForbidden
	}
	id := m.ID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.changedMeasure(ctx, tx, group, m)
		if err != nil {
			return err
		}
		if m.ID != 0 {
			m.Rhythm, m.IndicatorID = p.Measure.Rhythm, p.Measure.IndicatorID
		}
		if m, err = p.completed(m); err != nil {
			return err
		}
		if err := m.Check(); err != nil {
			return err
		}
		e := postgres.AuditEntry{At: room.now(), Action: "improve.add_team_measure", GroupID: group, Subject: teamSubject, SubjectID: int64(m.TeamID),
			After: p.audited(ctx, m)}
		if m.ID == 0 {
			if id, err = tx.AddTeamMeasure(ctx, group, m); err != nil {
				return err
			}
			return tx.AppendAudit(ctx, actor, e)
		}
		if err := tx.SaveTeamMeasure(ctx, group, m); err != nil {
			return err
		}
		e.Action, e.Before = "improve.save_team_measure", p.audited(ctx, p.Measure.TeamMeasure)
		return tx.AppendAudit(ctx, actor, e)
	})
	return id, err
}

// changedMeasure is what is stored of a measure to change, while nobody else changes the team.
func (room *Room) changedMeasure(ctx context.Context, tx *postgres.Tx, group org.GroupID, m improvement.TeamMeasure) (p TeamMeasurePage, err error) {
	if p.Team, err = openTeam(ctx, tx, group, m.TeamID); err != nil {
		return p, err
	}
	if err := room.readTeamMeasure(ctx, tx, &p, m.ID); err != nil {
		return p, err
	}
	if p.Measure.Version != m.Version {
		return p, fault.ErrConflict
	}
	return p, nil
}

// Follows reports whether the group's measure with the id says which way is better, so that
// the team does not.
func (p TeamMeasurePage) Follows(id quality.IndicatorID) bool {
	i, ok := p.MeasureOf(id)
	return ok && (i.Definition.Direction == quality.Higher || i.Definition.Direction == quality.Lower)
}

// completed is the measure with the direction of the group's that it follows, and with its
// words where none are given.
func (p TeamMeasurePage) completed(m improvement.TeamMeasure) (improvement.TeamMeasure, error) {
	var v fault.ValidationError
	if _, ok := first(p.Goals, func(g TeamGoalRow) bool { return g.ID == m.TeamGoalID }); m.TeamGoalID != 0 && !ok {
		v.Add("goal", "unknown_choice")
	}
	if m.IndicatorID != 0 {
		i, _ := p.MeasureOf(m.IndicatorID)
		if i.Kind != quality.Proportion && m.IndicatorID != p.Measure.IndicatorID {
			v.Add("indicator", "unknown_choice")
		}
		d := i.Definition
		for to, from := range map[*string]string{&m.Name: d.Name, &m.NumeratorText: d.NumeratorText, &m.DenominatorText: d.DenominatorText} {
			if *to == "" {
				*to = cut(from, improvement.MaxLine)
			}
		}
		if p.Follows(m.IndicatorID) {
			m.Direction = d.Direction
		}
	}
	return m, v.OrNil()
}

// DeleteTeamMeasure removes a measure that nobody has entered figures of; others have a
// problem at "measure". fault.ErrConflict when somebody else has changed it since its Version.
func (room *Room) DeleteTeamMeasure(ctx context.Context, actor org.Actor, group org.GroupID, m improvement.TeamMeasure) error {
	if !MayLeadTeams(actor, group) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.changedMeasure(ctx, tx, group, m)
		if err != nil {
			return err
		}
		if p.Used {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "measure", Code: "measure_has_figures"}}}
		}
		if err := tx.DeleteTeamMeasure(ctx, group, p.Measure.TeamMeasure); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.delete_team_measure", GroupID: group, Subject: teamSubject,
			SubjectID: int64(m.TeamID), Before: p.audited(ctx, p.Measure.TeamMeasure)})
	})
}

func (p TeamMeasurePage) audited(ctx context.Context, m improvement.TeamMeasure) auditedTeamMeasure {
	kept := auditedTeamMeasure{Team: p.Team.Title, Name: m.Name, Numerator: m.NumeratorText, Denominator: m.DenominatorText, Rhythm: m.Rhythm,
		Direction: m.Direction, StartsOn: i18n.Date(ctx, m.StartsOn), Baseline: m.Baseline, Target: m.Target}
	if g, ok := first(p.Goals, func(g TeamGoalRow) bool { return g.ID == m.TeamGoalID }); ok {
		kept.Goal = g.Title
	}
	if i, ok := p.MeasureOf(m.IndicatorID); ok {
		kept.Indicator = i.Code
	}
	return kept
}
