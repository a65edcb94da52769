package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// evidence reads what speaks for each of the proposal's measures, exactly as the results
// room tells it: the same figures, tests and masking.
func (room *Room) evidence(ctx context.Context, tx *postgres.Tx, actor org.Actor, p ProposalPage) ([]analysis.Evidence, error) {
	reader, err := dataset.Evidence(ctx, tx, actor, p.Proposal.GroupID, p.Proposal.Year)
	if err != nil {
		return nil, err
	}
	var list []analysis.Evidence
	for _, aim := range p.Proposal.Aims {
		i, _ := p.Indicator(aim.IndicatorID) // with the definition of the proposal's year
		e, err := reader.Of(i, aim)
		if err != nil {
			return nil, err
		}
		e.References = dataset.ReferencesOf(p.References, aim.IndicatorID)
		list = append(list, e)
	}
	return list, nil
}
