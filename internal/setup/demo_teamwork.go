package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// fillMeasure stores a measure of a team's with its units' figures, the last of which are of
// the latest period that the team has.
func (t teaming) fillMeasure(ctx context.Context, tx *postgres.Tx, team improvement.Team, given demoTeam, goal improvement.TeamGoalID, g demoTeamMeasure) error {
	m := improvement.TeamMeasure{TeamID: team.ID, TeamGoalID: goal, Name: g.Name, NumeratorText: g.Numerator, DenominatorText: g.Denominator, Rhythm: g.Rhythm,
		Direction: g.Direction, Baseline: g.Baseline, Target: g.Target}
	if g.Indicator != "" {
		i, err := t.lib.indicator(g.Indicator)
		if err != nil {
			return err
		}
		m.IndicatorID, m.Name, m.NumeratorText, m.DenominatorText = i.ID, i.Definition.Name, i.Definition.NumeratorText, i.Definition.DenominatorText
	}
	last := org.DayOf(t.now)
	if given.State == improvement.TeamHandedOver {
		last = t.month(given.Settled).AddDate(0, 0, 8)
	}
	longest := 0
	for _, figures := range g.Figures {
		longest = max(longest, len(figures))
	}
	m.StartsOn = m.Rhythm.Start(last)
	for range longest {
		m.StartsOn = m.Rhythm.Start(m.StartsOn.AddDate(0, 0, -1))
	}
	if err := m.Check(); err != nil {
		return err
	}
	var err error
	if m.ID, err = tx.AddTeamMeasure(ctx, t.group.ID, m); err != nil {
		return err
	}
	periods := m.Rhythm.Ended(m.StartsOn, m.Rhythm.Start(last))
	for _, unit := range given.Units {
		for n, raw := range g.Figures[unit] {
			f, err := demoFigure(raw)
			if err != nil {
				return fmt.Errorf("%s: %w", unit, err)
			}
			f.MeasureID, f.UnitID, f.Period = m.ID, t.demo.people.units[unit].ID, periods[len(periods)-len(g.Figures[unit])+n]
			at := t.after(m.Rhythm.Next(f.Period), 3)
			if err := tx.SaveTeamFigure(ctx, postgres.TeamEntry{TeamFigure: f, TeamID: team.ID, At: at, By: t.reporter(f.UnitID)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoFigure reads a figure of the file.
func demoFigure(raw json.RawMessage) (improvement.TeamFigure, error) {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		if word == string(improvement.FigureNotApplicable) {
			return improvement.TeamFigure{State: improvement.FigureNotApplicable}, nil
		}
		return improvement.TeamFigure{State: improvement.FigureMissing, Reason: word}, nil
	}
	var counts [2]int
	err := json.Unmarshal(raw, &counts)
	f := improvement.TeamFigure{State: improvement.FigureValue, Numerator: counts[0], Denominator: counts[1]}
	if err == nil {
		err = f.Check()
	}
	return f, err
}

// fillWork stores a team's seminars and actions.
func (t teaming) fillWork(ctx context.Context, tx *postgres.Tx, team improvement.Team, given demoTeam) error {
	for n, s := range given.Seminars {
		day := t.month(s.Month).AddDate(0, 0, s.Day-1)
		starts := time.Date(day.Year(), day.Month(), day.Day(), 9, 0, 0, 0, i18n.Location())
		m := improvement.Meeting{GroupID: t.group.ID, Kind: improvement.WorkingMeeting, Title: fmt.Sprintf("Lärandeseminarium %d: %s", n+1, team.Title), StartsAt: starts,
			EndsAt: starts.Add(4 * time.Hour), Place: "Videomöte", ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(team.ID)}
		id, err := tx.AddMeeting(ctx, m)
		if err != nil {
			return err
		}
		for position, title := range []string{"Siffrorna enhet för enhet", "Vad vi har prövat, och vad det gav", "Vad vi prövar till nästa gång"} {
			item := improvement.AgendaItem{GroupID: t.group.ID, MeetingID: id, Position: position + 1, Title: title, Minutes: 60}
			if _, err := tx.AddAgendaItem(ctx, item); err != nil {
				return err
			}
		}
	}
	for _, a := range given.Actions {
		owner, known := t.people[a.Owner]
		if !known {
			return fmt.Errorf("nobody has the address %s", a.Owner)
		}
		action := improvement.Action{GroupID: t.group.ID, UnitID: t.demo.people.units[a.Unit].ID, Area: a.Area, Kind: improvement.EquipmentAction, State: improvement.ActionPlanned,
			Priority: improvement.MediumPriority, OwnerID: owner.ID, DueOn: t.month(a.Month), Origin: improvement.OwnIdea, ProgrammeKind: improvement.TeamProgramme,
			ProgrammeID: int64(team.ID), WrittenAt: t.after(team.BeginsOn, 30), WrittenBy: owner.ID}
		if _, err := tx.AddAction(ctx, action); err != nil {
			return err
		}
	}
	return nil
}
