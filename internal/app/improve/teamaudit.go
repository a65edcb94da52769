package improve

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
)

// auditedTeam is what the audit keeps of a team.
type auditedTeam struct {
	Team      string                `json:"team"`
	Aim       string                `json:"team_aim"`
	Parties   string                `json:"parties,omitempty"`
	BeginsOn  string                `json:"begins_on"`
	EndsOn    string                `json:"ends_on"`
	State     improvement.TeamState `json:"team_state"`
	EndNote   string                `json:"end_note,omitempty"`
	Continues string                `json:"continues,omitempty"`
}

func auditTeam(ctx context.Context, t improvement.Team) auditedTeam {
	return auditedTeam{Team: t.Title, Aim: t.Aim, Parties: t.Parties, BeginsOn: i18n.Date(ctx, t.BeginsOn), EndsOn: i18n.Date(ctx, t.EndsOn),
		State: t.State, EndNote: t.EndNote, Continues: t.Continues}
}

type auditedTeamName struct {
	Team string `json:"team"`
}

type auditedTeamUnits struct {
	Team  string   `json:"team"`
	Units []string `json:"team_units"`
}

// auditedTeamMember is what the audit keeps of somebody who takes part.
type auditedTeamMember struct {
	Team         string                     `json:"team"`
	Name         string                     `json:"member"`
	Kind         improvement.TeamMemberKind `json:"member_kind"`
	Competence   improvement.Competence     `json:"competence"`
	Profession   string                     `json:"member_profession,omitempty"`
	Organisation string                     `json:"organisation,omitempty"`
	Email        string                     `json:"email,omitempty"`
}

func auditTeamMember(team string, m improvement.TeamMember) auditedTeamMember {
	return auditedTeamMember{team, m.Name, m.Kind, m.Competence, m.Profession, m.Organisation, m.Email}
}

// auditedTeamGoal is what the audit keeps of a team's goal.
type auditedTeamGoal struct {
	Team  string `json:"team"`
	Title string `json:"team_goal"`
	Body  string `json:"body,omitempty"`
	Goal  string `json:"goal,omitempty"`
}

// auditedTeamMeasure is what the audit keeps of a team's measure.
type auditedTeamMeasure struct {
	Team        string             `json:"team"`
	Name        string             `json:"team_measure"`
	Goal        string             `json:"team_goal,omitempty"`
	Indicator   string             `json:"indicator,omitempty"`
	Numerator   string             `json:"numerator_text"`
	Denominator string             `json:"denominator_text"`
	Rhythm      improvement.Rhythm `json:"rhythm"`
	Direction   quality.Direction  `json:"direction"`
	StartsOn    string             `json:"starts_on"`
	Baseline    *float64           `json:"team_baseline,omitempty"`
	Target      *float64           `json:"target_share,omitempty"`
}

// auditedTeamFigure is what the audit keeps of a unit's figure.
type auditedTeamFigure struct {
	Team        string                      `json:"team"`
	Measure     string                      `json:"team_measure"`
	Period      string                      `json:"team_period"`
	State       improvement.TeamFigureState `json:"team_figure"`
	Numerator   *int                        `json:"numerator,omitempty"`
	Denominator *int                        `json:"denominator,omitempty"`
	Reason      string                      `json:"missing_reason,omitempty"`
}

func auditTeamFigure(team string, m improvement.TeamMeasure, f improvement.TeamFigure) auditedTeamFigure {
	kept := auditedTeamFigure{Team: team, Measure: m.Name, Period: f.Period.Format("2006-01-02"), State: f.State, Reason: f.Reason}
	if f.State == improvement.FigureValue {
		kept.Numerator, kept.Denominator = &f.Numerator, &f.Denominator
	}
	return kept
}
