package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectNominations = `-- name: nominations
SELECT n.id, n.group_id, n.round_id, coalesce(n.unit_id, 0) AS unit_id, n.title, n.kind, n.problem, n.poor_quality, n.poor_quality_why,
       n.variation, n.variation_why, n.effect, n.data_source, n.known, n.parties, n.other_parties, n.resources, n.begins_on, n.ends_on,
       n.state, coalesce(n.written_by, 0) AS written_by, n.written_at, n.changed_at, coalesce(n.sent_by, 0) AS sent_by, n.sent_at,
       coalesce(n.withdrawn_by, 0) AS withdrawn_by, n.withdrawn_at, coalesce(n.previous_id, 0) AS previous_id, n.outcome, n.outcome_reason,
       n.version, coalesce(writer.name, '') AS written_by_name, coalesce(sender.name, '') AS sent_by_name, r.year::int AS year,
       coalesce((SELECT max(later.id) FROM nomination later WHERE later.previous_id = n.id AND later.state <> 'withdrawn'), 0) AS brought_to,
       coalesce((SELECT t.id FROM improvement_team t WHERE t.nomination_id = n.id AND t.group_id = n.group_id), 0) AS team_id,
       ARRAY(SELECT m.indicator_id FROM nomination_measure m JOIN indicator i ON i.id = m.indicator_id
             WHERE m.nomination_id = n.id AND m.criterion = 'poor_quality' ORDER BY i.position, i.id) AS poor_quality_measures,
       ARRAY(SELECT m.indicator_id FROM nomination_measure m JOIN indicator i ON i.id = m.indicator_id
             WHERE m.nomination_id = n.id AND m.criterion = 'variation' ORDER BY i.position, i.id) AS variation_measures,
       ARRAY(SELECT p.promise_id FROM nomination_promise p JOIN patient_promise l ON l.id = p.promise_id
             WHERE p.nomination_id = n.id ORDER BY l.position, l.id) AS promises,
       ARRAY(SELECT u.unit_id FROM nomination_unit u JOIN group_unit gu ON gu.group_id = u.group_id AND gu.unit_id = u.unit_id
             WHERE u.nomination_id = n.id ORDER BY gu.position, u.unit_id) AS units,
       ARRAY(SELECT e.name FROM nomination_expert e WHERE e.nomination_id = n.id ORDER BY e.position) AS expert_names,
       ARRAY(SELECT e.competence FROM nomination_expert e WHERE e.nomination_id = n.id ORDER BY e.position) AS expert_competences
FROM nomination n
JOIN nomination_round r ON r.id = n.round_id
LEFT JOIN person writer ON writer.id = n.written_by
LEFT JOIN person sender ON sender.id = n.sent_by
WHERE n.group_id = @group AND (@id::bigint = 0 OR n.id = @id) AND (@round::bigint = 0 OR n.round_id = @round)
  AND (@outcome = '' OR n.outcome = @outcome)
ORDER BY n.state = 'withdrawn', n.state = 'draft', n.sent_at, n.id`

// nominationRow is a nomination as it is stored.
type nominationRow struct {
	ID                   improvement.NominationID
	GroupID              org.GroupID
	RoundID              improvement.RoundID
	UnitID               org.UnitID
	Title                string
	Kind                 improvement.TopicKind
	Problem              string
	PoorQuality          bool
	PoorQualityWhy       string
	Variation            bool
	VariationWhy         string
	Effect               string
	DataSource           string
	Known                string
	Parties              []improvement.Party
	OtherParties         string
	Resources            string
	BeginsOn, EndsOn     *time.Time
	State                improvement.NominationState
	WrittenBy            org.PersonID
	WrittenAt, ChangedAt time.Time
	SentBy               org.PersonID
	SentAt               *time.Time
	WithdrawnBy          org.PersonID
	WithdrawnAt          *time.Time
	PreviousID           improvement.NominationID
	Outcome              improvement.Outcome
	OutcomeReason        string
	Version              int
	WrittenByName        string
	SentByName           string
	Year                 int
	BroughtTo            improvement.NominationID
	TeamID               improvement.TeamID
	PoorQualityMeasures  []quality.IndicatorID
	VariationMeasures    []quality.IndicatorID
	Promises             []quality.PromiseID
	Units                []org.UnitID
	ExpertNames          []string
	ExpertCompetences    []string
}

func (r nominationRow) nomination() FoundNomination {
	n := improvement.Nomination{ID: r.ID, GroupID: r.GroupID, RoundID: r.RoundID, UnitID: r.UnitID, Title: r.Title, Kind: r.Kind, Problem: r.Problem,
		PoorQuality: improvement.Criterion{Met: r.PoorQuality, Why: r.PoorQualityWhy, Measures: r.PoorQualityMeasures},
		Variation:   improvement.Criterion{Met: r.Variation, Why: r.VariationWhy, Measures: r.VariationMeasures},
		Effect:      r.Effect, Promises: r.Promises, DataSource: r.DataSource, Known: r.Known, Units: r.Units, Parties: r.Parties, OtherParties: r.OtherParties,
		Resources: r.Resources, BeginsOn: r.BeginsOn, EndsOn: r.EndsOn, State: r.State, WrittenBy: r.WrittenBy, WrittenAt: r.WrittenAt,
		ChangedAt: r.ChangedAt, SentBy: r.SentBy, SentAt: r.SentAt, WithdrawnBy: r.WithdrawnBy, WithdrawnAt: r.WithdrawnAt, PreviousID: r.PreviousID,
		Outcome: r.Outcome, OutcomeReason: r.OutcomeReason, Version: r.Version}
	for at, name := range r.ExpertNames {
		n.Experts = append(n.Experts, improvement.Expert{Name: name, Competence: r.ExpertCompetences[at]})
	}
	return FoundNomination{Nomination: n, WrittenByName: r.WrittenByName, SentByName: r.SentByName, Year: r.Year, BroughtTo: r.BroughtTo, TeamID: r.TeamID}
}

// Nominations reads the group's nominations: those that are in by when they came, then
// drafts, then what is withdrawn. One query, however many there are.
func (tx *Tx) Nominations(ctx context.Context, group org.GroupID, f NominationFilter) ([]FoundNomination, error) {
	rows, err := collect[nominationRow](ctx, tx, selectNominations, pgx.StrictNamedArgs{"group": group, "id": f.ID, "round": f.RoundID, "outcome": f.Outcome})
	list := make([]FoundNomination, len(rows))
	for n, r := range rows {
		list[n] = r.nomination()
	}
	return list, err
}
