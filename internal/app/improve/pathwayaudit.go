package improve

import (
	"context"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// pathwaySubject is what the audit calls an introduction.
const pathwaySubject = "pathway_introduction"

// auditedPathway is what the audit keeps of an introduction: words and codes that can be
// read without the tables they come from.
type auditedPathway struct {
	Title      string   `json:"pathway"`
	Aim        string   `json:"pathway_aim,omitempty"`
	Source     string   `json:"pathway_source,omitempty"`
	Lead       string   `json:"owner,omitempty"`
	StartsOn   string   `json:"pathway_start"`
	EffectFrom string   `json:"effect_from,omitempty"`
	Measures   []string `json:"measures"`
	Units      []string `json:"units"`
	Template   string   `json:"pathway_template,omitempty"`
}

func (c Choices) auditedPathway(ctx context.Context, p improvement.PathwayIntroduction, units []org.UnitID) auditedPathway {
	kept := auditedPathway{Title: p.Title, Aim: p.Aim, Source: p.Source, StartsOn: i18n.Date(ctx, p.StartsOn), EffectFrom: dayOf(ctx, p.EffectFrom),
		Measures: []string{}, Units: []string{}}
	if m, ok := first(c.Members, func(m Member) bool { return m.ID == p.LeadID }); ok {
		kept.Lead = m.Name
	}
	for _, id := range p.Measures {
		if m, ok := c.MeasureOf(id); ok {
			kept.Measures = append(kept.Measures, m.Code)
		}
	}
	for _, id := range units {
		if u, ok := c.UnitOf(id); ok {
			kept.Units = append(kept.Units, u.ShortName)
		}
	}
	return kept
}

// auditedEconomics is what the audit keeps of the notes on health economy.
type auditedEconomics struct {
	Title       string `json:"pathway"`
	Costs       string `json:"costs,omitempty"`
	Effects     string `json:"cost_effects,omitempty"`
	Assumptions string `json:"assumptions,omitempty"`
	AssumedFrom string `json:"assumed_from,omitempty"`
}

func auditEconomics(p improvement.PathwayIntroduction) auditedEconomics {
	return auditedEconomics{p.Title, p.Costs, p.Effects, p.Assumptions, p.AssumedFrom}
}

// auditedEnd is what the audit keeps of an introduction's end.
type auditedEnd struct {
	Title     string                   `json:"pathway"`
	State     improvement.PathwayState `json:"pathway_state"`
	EndNote   string                   `json:"end_note,omitempty"`
	CarriedOn string                   `json:"carried_on,omitempty"`
}

func auditEnd(p improvement.PathwayIntroduction) auditedEnd {
	return auditedEnd{p.Title, p.State, p.EndNote, p.CarriedOn}
}

// auditedPhase is what the audit keeps of a phase.
type auditedPhase struct {
	Title  string   `json:"pathway"`
	Phase  string   `json:"phase,omitempty"`
	Start  string   `json:"from,omitempty"`
	End    string   `json:"to,omitempty"`
	Closed string   `json:"phase_closed,omitempty"`
	Reason string   `json:"phase_reason,omitempty"`
	Left   string   `json:"criteria_left,omitempty"`
	Done   []string `json:"ticked,omitempty"`
	Lines  []string `json:"phase_lines,omitempty"`
}

func auditPhase(ctx context.Context, title string, p *improvement.PathwayPhase) auditedPhase {
	kept := auditedPhase{Title: title, Phase: p.Name, Start: i18n.Date(ctx, p.Start), End: i18n.Date(ctx, p.End), Closed: dayOf(ctx, p.ClosedOn), Reason: p.CloseReason}
	if left := p.Left(); p.ClosedOn != nil && left > 0 {
		kept.Left = strconv.Itoa(left)
	}
	return kept
}
