package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
)

const insertNominee = `-- name: insert nominee
INSERT INTO nominee (group_id, nomination_id, person_id, name, email, competence, profession, organisation, region_id, state,
                     term_from, term_to, note)
VALUES (@group, @nomination, nullif(@person::bigint, 0), @name, @email, @competence, @profession, @organisation,
        nullif(@region::bigint, 0), @state, @term_from, @term_to, @note)
RETURNING id`

func nomineeArgs(n improvement.Nominee) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": n.GroupID, "person": n.PersonID, "name": n.Name, "email": n.Email, "competence": n.Competence,
		"profession": n.Profession, "organisation": n.Organisation, "region": n.RegionID, "state": n.State, "term_from": n.TermFrom,
		"term_to": n.TermTo, "note": n.Note}
}

// AddNominee stores somebody who is named and gives the id.
func (tx *Tx) AddNominee(ctx context.Context, n improvement.Nominee) (improvement.NomineeID, error) {
	args := nomineeArgs(n)
	args["nomination"] = n.NominationID
	return value[improvement.NomineeID](ctx, tx, insertNominee, args)
}

const updateNominee = `-- name: update nominee
UPDATE nominee SET person_id = nullif(@person::bigint, 0), name = @name, email = @email, competence = @competence,
    profession = @profession, organisation = @organisation, region_id = nullif(@region::bigint, 0), state = @state,
    term_from = @term_from, term_to = @term_to, note = @note, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveNominee stores what has become of somebody's nomination; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveNominee(ctx context.Context, n improvement.Nominee) error {
	args := nomineeArgs(n)
	args["id"], args["version"] = n.ID, n.Version
	return exec(ctx, tx, updateNominee, args, 1, fault.ErrConflict)
}
