package words

import (
	"context"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var proposalStates = map[quality.ProposalState]string{
	quality.Proposed:  i18n.Mark("Föreslaget"),
	quality.Chosen:    i18n.Mark("Valt"),
	quality.Declined:  i18n.Mark("Inte valt"),
	quality.Withdrawn: i18n.Mark("Tillbakadraget"),
}

// ProposalState is where a proposal stands, in a word; "" for no such state.
func ProposalState(ctx context.Context, s quality.ProposalState) string {
	return marked(ctx, proposalStates[s])
}

var carries = map[quality.Carries]string{
	quality.NewGoal:   i18n.Mark("Nytt mål"),
	quality.KeepsGoal: i18n.Mark("Behåller förra årets mål"),
	quality.RaisesIt:  i18n.Mark("Höjer förra årets mål"),
}

// Carries is what a proposal does with last year's goal, in words; "" for no such thing.
func Carries(ctx context.Context, c quality.Carries) string { return marked(ctx, carries[c]) }

var stands = map[quality.StandKind]string{
	quality.Supports:   i18n.Mark("Stöder"),
	quality.WithRemark: i18n.Mark("Stöder med synpunkt"),
	quality.Against:    i18n.Mark("Emot"),
}

// Stand is what a clinic says of a proposal, in words; "" for no such stand.
func Stand(ctx context.Context, s quality.StandKind) string { return marked(ctx, stands[s]) }

func marked(ctx context.Context, text string) string {
	if text == "" {
		return ""
	}
	return i18n.T(ctx, text)
}

// Stands is how many clinics say what: "3 stöder, 1 med synpunkt, 1 emot, 2 har inte
// svarat".
func Stands(ctx context.Context, c quality.StandCount) string {
	var parts []string
	if c.Supports > 0 {
		parts = append(parts, i18n.T(ctx, "%d stöder", c.Supports))
	}
	if c.WithRemark > 0 {
		parts = append(parts, i18n.T(ctx, "%d stöder med synpunkt", c.WithRemark))
	}
	if c.Against > 0 {
		parts = append(parts, i18n.T(ctx, "%d emot", c.Against))
	}
	if c.Silent > 0 {
		parts = append(parts, i18n.T(ctx, "%d har inte svarat", c.Silent))
	}
	return strings.Join(parts, ", ")
}
