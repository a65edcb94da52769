package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectAreaSettings = `-- name: area settings
SELECT group_id, declaration_months, keep_months, term_months, coalesce(national_person_id, 0) AS national_person_id, national_name, version
FROM area_setting WHERE group_id = @group`

// AreaSettings reads what the group has chosen, or what holds until it has.
func (tx *Tx) AreaSettings(ctx context.Context, group org.GroupID) (improvement.AreaSettings, error) {
	s, err := one[improvement.AreaSettings](ctx, tx, selectAreaSettings, pgx.StrictNamedArgs{"group": group})
	if errors.Is(err, fault.ErrNotFound) {
		return improvement.DefaultAreaSettings(group), nil
	}
	return s, err
}

const upsertAreaSettings = `-- name: save area settings
INSERT INTO area_setting AS s (group_id, declaration_months, keep_months, term_months, national_person_id, national_name)
VALUES (@group, @declaration, @keep, @term, nullif(@person::bigint, 0), @name)
ON CONFLICT (group_id) DO UPDATE SET declaration_months = @declaration, keep_months = @keep, term_months = @term,
    national_person_id = nullif(@person::bigint, 0), national_name = @name, version = s.version + 1
WHERE s.version = @version`

// SaveAreaSettings stores what the group has chosen; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveAreaSettings(ctx context.Context, s improvement.AreaSettings) error {
	return exec(ctx, tx, upsertAreaSettings, pgx.StrictNamedArgs{"group": s.GroupID, "declaration": s.DeclarationMonths, "keep": s.KeepMonths,
		"term": s.TermMonths, "person": s.NationalPersonID, "name": s.NationalName, "version": s.Version}, 1, fault.ErrConflict)
}

// mostOfArea bounds what waits at once, far beyond what any group has.
const mostOfArea = 200

// Area reads what the group has on its hands of a programme area's duties. The number of
// queries depends on nothing that grows.
func (tx *Tx) Area(ctx context.Context, group org.GroupID, today time.Time) (improvement.Area, []org.Unit, error) {
	var a improvement.Area
	var err error
	if a.Settings, err = tx.AreaSettings(ctx, group); err != nil {
		return a, nil, err
	}
	units, err := tx.UnitsDuring(ctx, group, today, today)
	if err != nil {
		return a, nil, err
	}
	a.Regions = improvement.RegionsOf(units)
	waiting, err := tx.Consultations(ctx, ConsultationsAsked{GroupID: group, State: "waiting", Most: mostOfArea})
	if err != nil {
		return a, nil, err
	}
	var ids []improvement.ConsultationID
	for _, c := range waiting {
		a.Consultations, ids = append(a.Consultations, c.Consultation), append(ids, c.ID)
	}
	views, err := tx.RegionViews(ctx, group, ids)
	if err != nil {
		return a, nil, err
	}
	for _, v := range views {
		a.Views = append(a.Views, v.RegionView)
	}
	nominations, err := tx.PersonNominations(ctx, group, Window{Most: mostOfArea})
	if err != nil {
		return a, nil, err
	}
	for _, n := range nominations {
		a.Nominations = append(a.Nominations, n.PersonNomination)
	}
	declaring, err := tx.Declaring(ctx, group, 0)
	if err != nil {
		return a, nil, err
	}
	for _, n := range declaring {
		a.Nominees = append(a.Nominees, n.DeclaringNominee)
	}
	receivers, err := tx.Receivers(ctx, group, today)
	if err != nil {
		return a, nil, err
	}
	for _, r := range receivers {
		a.Held = append(a.Held, org.Membership{PersonID: r.Person.ID, GroupID: group, UnitID: r.UnitID, Role: r.Role})
	}
	groups, err := tx.WorkingGroups(ctx, group)
	if err != nil {
		return a, nil, err
	}
	for _, g := range groups {
		if g.EndedOn == nil {
			a.WorkingGroups = append(a.WorkingGroups, g.WorkingGroup)
		}
	}
	terms, err := tx.ChairTerms(ctx, group)
	for _, t := range terms {
		a.Terms = append(a.Terms, t.ChairTerm)
	}
	return a, units, err
}

// ChairTermRow is a chair's turn with names.
type ChairTermRow struct {
	improvement.ChairTerm
	RegionName, PersonName string
}

const selectChairTerms = `-- name: chair terms
SELECT t.id, t.group_id, t.region_id, coalesce(t.person_id, 0) AS person_id, t.name, t.from_on AS "from", t.to_on AS "to", t.note, t.version,
       r.name AS region_name, coalesce(p.name, '') AS person_name
FROM chair_term t
JOIN region r ON r.id = t.region_id
LEFT JOIN person p ON p.id = t.person_id
WHERE t.group_id = @group
ORDER BY t.from_on, t.id`

// ChairTerms reads whose turn it has been, is and is to be to lead the group, by their days.
func (tx *Tx) ChairTerms(ctx context.Context, group org.GroupID) ([]ChairTermRow, error) {
	return collect[ChairTermRow](ctx, tx, selectChairTerms, pgx.StrictNamedArgs{"group": group})
}

const lockChairTerms = `-- name: lock chair terms
SELECT pg_advisory_xact_lock(hashtextextended('samsyn chair terms', @group::bigint))`

// LockChairTerms keeps others from changing whose turn it is to lead the group until the
// transaction ends: two turns that are planned at once would not see each other.
func (tx *Tx) LockChairTerms(ctx context.Context, group org.GroupID) error {
	return exec(ctx, tx, lockChairTerms, pgx.StrictNamedArgs{"group": group}, -1, nil)
}

const insertChairTerm = `-- name: insert chair term
INSERT INTO chair_term (group_id, region_id, person_id, name, from_on, to_on, note)
VALUES (@group, @region, nullif(@person::bigint, 0), @name, @from, @to, @note)
RETURNING id`

func chairTermArgs(t improvement.ChairTerm) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": t.GroupID, "region": t.RegionID, "person": t.PersonID, "name": t.Name, "from": t.From, "to": t.To, "note": t.Note}
}

// AddChairTerm stores a chair's turn and gives its id.
func (tx *Tx) AddChairTerm(ctx context.Context, t improvement.ChairTerm) (improvement.ChairTermID, error) {
	return value[improvement.ChairTermID](ctx, tx, insertChairTerm, chairTermArgs(t))
}

const updateChairTerm = `-- name: update chair term
UPDATE chair_term SET region_id = @region, person_id = nullif(@person::bigint, 0), name = @name, from_on = @from, to_on = @to,
    note = @note, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveChairTerm stores a chair's turn as it is now; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveChairTerm(ctx context.Context, t improvement.ChairTerm) error {
	args := chairTermArgs(t)
	args["id"], args["version"] = t.ID, t.Version
	return exec(ctx, tx, updateChairTerm, args, 1, fault.ErrConflict)
}

const deleteChairTerm = `-- name: delete chair term
DELETE FROM chair_term WHERE id = @id AND group_id = @group AND version = @version`

// RemoveChairTerm takes a chair's turn away; fault.ErrConflict when somebody else changed it.
func (tx *Tx) RemoveChairTerm(ctx context.Context, t improvement.ChairTerm) error {
	return exec(ctx, tx, deleteChairTerm, pgx.StrictNamedArgs{"id": t.ID, "group": t.GroupID, "version": t.Version}, 1, fault.ErrConflict)
}
