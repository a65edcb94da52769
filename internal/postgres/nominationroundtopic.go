package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const insertNomination = `-- name: insert nomination
INSERT INTO nomination (group_id, round_id, unit_id, title, kind, problem, poor_quality, poor_quality_why, variation, variation_why, effect,
    data_source, known, parties, other_parties, resources, begins_on, ends_on, state, written_by, written_at, changed_at, sent_by, sent_at, previous_id)
VALUES (@group, @round, nullif(@unit::bigint, 0), @title, @kind, @problem, @poor, @poor_why, @varies, @varies_why, @effect,
    @source, @known, @parties, @others, @resources, @begins, @ends, @state, nullif(@by::bigint, 0), @at, @changed, nullif(@sent_by::bigint, 0),
    @sent_at, nullif(@previous::bigint, 0))
RETURNING id`

// AddNomination stores a new nomination, a draft or one that is sent in, and gives its id.
// fault.ErrConflict when what it goes on from has come along before.
func (tx *Tx) AddNomination(ctx context.Context, n improvement.Nomination) (improvement.NominationID, error) {
	args := nominationArgs(n)
	args["round"], args["by"], args["at"], args["previous"] = n.RoundID, n.WrittenBy, n.WrittenAt, n.PreviousID
	id, err := value[improvement.NominationID](ctx, tx, insertNomination, args)
	if err != nil {
		return 0, err
	}
	n.ID = id
	return id, tx.setNominationParts(ctx, n)
}

func nominationArgs(n improvement.Nomination) pgx.StrictNamedArgs {
	parties := make([]string, len(n.Parties))
	for at, p := range n.Parties {
		parties[at] = string(p)
	}
	return pgx.StrictNamedArgs{"group": n.GroupID, "unit": n.UnitID, "title": n.Title, "kind": n.Kind, "problem": n.Problem,
		"poor": n.PoorQuality.Met, "poor_why": n.PoorQuality.Why, "varies": n.Variation.Met, "varies_why": n.Variation.Why, "effect": n.Effect,
		"source": n.DataSource, "known": n.Known, "parties": parties, "others": n.OtherParties, "resources": n.Resources,
		"begins": n.BeginsOn, "ends": n.EndsOn, "state": n.State, "changed": n.ChangedAt, "sent_by": n.SentBy, "sent_at": n.SentAt}
}

const updateNomination = `-- name: update nomination
UPDATE nomination SET unit_id = nullif(@unit::bigint, 0), title = @title, kind = @kind, problem = @problem, poor_quality = @poor,
    poor_quality_why = @poor_why, variation = @varies, variation_why = @varies_why, effect = @effect, data_source = @source, known = @known,
    parties = @parties, other_parties = @others, resources = @resources, begins_on = @begins, ends_on = @ends, state = @state,
    changed_at = @changed, sent_by = nullif(@sent_by::bigint, 0), sent_at = @sent_at, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND state IN ('draft', 'sent') AND outcome = ''`

// SaveNomination stores what a nomination says and whether it is sent in;
// fault.ErrConflict when somebody else changed or settled it since it was read.
func (tx *Tx) SaveNomination(ctx context.Context, n improvement.Nomination) error {
	args := nominationArgs(n)
	args["id"], args["version"] = n.ID, n.Version
	if err := exec(ctx, tx, updateNomination, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setNominationParts(ctx, n)
}

const clearNominationMeasures = `-- name: clear measures of nomination
DELETE FROM nomination_measure WHERE nomination_id = @nomination`

const insertNominationMeasures = `-- name: insert measures of nomination
INSERT INTO nomination_measure (nomination_id, criterion, indicator_id)
SELECT @nomination, @criterion, chosen.id FROM unnest(@measures::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

const clearNominationPromises = `-- name: clear promises of nomination
DELETE FROM nomination_promise WHERE nomination_id = @nomination`

const insertNominationPromises = `-- name: insert promises of nomination
INSERT INTO nomination_promise (nomination_id, promise_id)
SELECT @nomination, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

const clearNominationUnits = `-- name: clear units of nomination
DELETE FROM nomination_unit WHERE nomination_id = @nomination`

const insertNominationUnits = `-- name: insert units of nomination
INSERT INTO nomination_unit (nomination_id, group_id, unit_id)
SELECT @nomination, @group, chosen.id FROM unnest(@units::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

const clearNominationExperts = `-- name: clear experts of nomination
DELETE FROM nomination_expert WHERE nomination_id = @nomination`

const insertNominationExperts = `-- name: insert experts of nomination
INSERT INTO nomination_expert (nomination_id, position, name, competence)
SELECT @nomination, e.position, e.name, e.competence
FROM unnest(@names::text[], @competences::text[]) WITH ORDINALITY AS e(name, competence, position)`

func (tx *Tx) setNominationParts(ctx context.Context, n improvement.Nomination) error {
	of := func(more pgx.StrictNamedArgs) pgx.StrictNamedArgs {
		more["nomination"] = n.ID
		return more
	}
	names, competences := make([]string, len(n.Experts)), make([]string, len(n.Experts))
	for at, e := range n.Experts {
		names[at], competences[at] = e.Name, e.Competence
	}
	for _, part := range []struct {
		sql  string
		args pgx.StrictNamedArgs
	}{
		{clearNominationMeasures, of(pgx.StrictNamedArgs{})},
		{insertNominationMeasures, of(pgx.StrictNamedArgs{"criterion": "poor_quality", "measures": nonNil(n.PoorQuality.Measures)})},
		{insertNominationMeasures, of(pgx.StrictNamedArgs{"criterion": "variation", "measures": nonNil(n.Variation.Measures)})},
		{clearNominationPromises, of(pgx.StrictNamedArgs{})},
		{insertNominationPromises, of(pgx.StrictNamedArgs{"promises": nonNil(n.Promises)})},
		{clearNominationUnits, of(pgx.StrictNamedArgs{})},
		{insertNominationUnits, of(pgx.StrictNamedArgs{"group": n.GroupID, "units": nonNil(n.Units)})},
		{clearNominationExperts, of(pgx.StrictNamedArgs{})},
		{insertNominationExperts, of(pgx.StrictNamedArgs{"names": names, "competences": competences})},
	} {
		if err := exec(ctx, tx, part.sql, part.args, -1, nil); err != nil {
			return err
		}
	}
	return nil
}

const withdrawNomination = `-- name: withdraw nomination
UPDATE nomination SET state = 'withdrawn', withdrawn_by = nullif(@by::bigint, 0), withdrawn_at = @at, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND state = 'sent' AND outcome = ''`

// WithdrawNomination stores that a nomination that was sent in is taken back, by whom and
// when; fault.ErrConflict when somebody else changed or settled it since it was read.
func (tx *Tx) WithdrawNomination(ctx context.Context, n improvement.Nomination) error {
	return exec(ctx, tx, withdrawNomination, pgx.StrictNamedArgs{"id": n.ID, "group": n.GroupID, "version": n.Version,
		"by": n.WithdrawnBy, "at": n.WithdrawnAt}, 1, fault.ErrConflict)
}

const deleteNomination = `-- name: delete draft of nomination
DELETE FROM nomination WHERE id = @id AND group_id = @group AND version = @version AND state = 'draft'`

// DeleteNomination removes a draft; fault.ErrConflict when somebody else changed it or
// sent it in since it was read.
func (tx *Tx) DeleteNomination(ctx context.Context, n improvement.Nomination) error {
	return exec(ctx, tx, deleteNomination, pgx.StrictNamedArgs{"id": n.ID, "group": n.GroupID, "version": n.Version}, 1, fault.ErrConflict)
}

const decideNominations = `-- name: decide nominations
UPDATE nomination n SET outcome = d.outcome, outcome_reason = d.reason, version = n.version + 1
FROM unnest(@ids::bigint[], @outcomes::text[], @reasons::text[]) AS d(id, outcome, reason)
WHERE n.id = d.id AND n.group_id = @group AND n.round_id = @round AND n.state = 'sent'`

// DecideNominations stores what was decided about a round's nominations;
// fault.ErrConflict when one of them is no longer there to decide about.
func (tx *Tx) DecideNominations(ctx context.Context, r improvement.NominationRound, decided []improvement.OutcomeOf) error {
	ids, outcomes, reasons := make([]improvement.NominationID, len(decided)), make([]string, len(decided)), make([]string, len(decided))
	for n, d := range decided {
		ids[n], outcomes[n], reasons[n] = d.ID, string(d.Outcome), d.Reason
	}
	return exec(ctx, tx, decideNominations, pgx.StrictNamedArgs{"group": r.GroupID, "round": r.ID, "ids": ids, "outcomes": outcomes,
		"reasons": reasons}, int64(len(decided)), fault.ErrConflict)
}

// NominationFilter is which of a group's nominations to read. Zero values leave out
// nothing.
type NominationFilter struct {
	ID      improvement.NominationID
	RoundID improvement.RoundID
	// Outcome is what was decided.
	Outcome improvement.Outcome
}

// FoundNomination is a nomination with the names of who had to do with it, its round's
// year, and the one that has come of it in a later round.
type FoundNomination struct {
	improvement.Nomination
	WrittenByName, SentByName string // "" when a command did it
	Year                      int
	// BroughtTo is the nomination that goes on from it; zero for none.
	BroughtTo improvement.NominationID
	// TeamID is the learning team that was begun from it; zero for none.
	TeamID improvement.TeamID
}

// Nomination reads one of the group's nominations; fault.ErrNotFound when there is none.
func (tx *Tx) Nomination(ctx context.Context, group org.GroupID, id improvement.NominationID) (FoundNomination, error) {
	found, err := tx.Nominations(ctx, group, NominationFilter{ID: id})
	if err == nil && (len(found) == 0 || id == 0) {
		return FoundNomination{}, fault.ErrNotFound
	}
	if err != nil {
		return FoundNomination{}, err
	}
	return found[0], nil
}
