package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// What is ensured is found by its code (a clinic by its name), or added when it
// is not there; what is there already is left as it is. Take LockSetup first:
// two programs that start at once would otherwise wait for each other half-way.

const lockSetup = `-- name: lock set-up
SELECT pg_advisory_xact_lock(hashtextextended('samsyn set-up', 0))`

// LockSetup keeps others from setting up or importing until the transaction ends.
func (tx *Tx) LockSetup(ctx context.Context) error {
	return exec(ctx, tx, lockSetup, pgx.StrictNamedArgs{}, -1, nil)
}

const ensureHealthcareRegion = `-- name: ensure healthcare region
WITH added AS (
    INSERT INTO healthcare_region (code, name) VALUES (@code, @name)
    ON CONFLICT (code) DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT id FROM healthcare_region WHERE code = @code`

// EnsureHealthcareRegion gives the id of the healthcare region with the code.
func (tx *Tx) EnsureHealthcareRegion(ctx context.Context, code, name string) (int64, error) {
	return value[int64](ctx, tx, ensureHealthcareRegion, pgx.StrictNamedArgs{"code": code, "name": name})
}

// NewRegion is a region (county council) of a healthcare region.
type NewRegion struct {
	HealthcareRegionID int64
	Code, Name         string
}

const ensureRegion = `-- name: ensure region
WITH added AS (
    INSERT INTO region (healthcare_region_id, code, name, position)
    SELECT @healthcare_region, @code, @name,
           (SELECT coalesce(max(r.position), 0) + 1 FROM region r WHERE r.healthcare_region_id = @healthcare_region)
    ON CONFLICT (code) DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT id FROM region WHERE code = @code`

// EnsureRegion gives the id of the region with the code.
func (tx *Tx) EnsureRegion(ctx context.Context, r NewRegion) (org.RegionID, error) {
	return value[org.RegionID](ctx, tx, ensureRegion, pgx.StrictNamedArgs{
		"healthcare_region": r.HealthcareRegionID, "code": r.Code, "name": r.Name})
}

// NewHospital is a hospital and its one clinic that a unit belongs to.
type NewHospital struct {
	RegionID         org.RegionID
	Code, Name, City string
	Clinic           string
}

const ensureClinic = `-- name: ensure hospital and clinic
WITH added_hospital AS (
    INSERT INTO hospital (region_id, code, name, city) VALUES (@region, @code, @name, @city)
    ON CONFLICT (code) DO NOTHING RETURNING id),
h AS (SELECT id FROM added_hospital UNION ALL SELECT id FROM hospital WHERE code = @code),
added AS (
    INSERT INTO clinic (hospital_id, name) SELECT h.id, @clinic FROM h
    ON CONFLICT ON CONSTRAINT clinic_name_unique DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT c.id FROM clinic c JOIN h ON h.id = c.hospital_id WHERE c.name = @clinic`

// EnsureClinic gives the id of the clinic at the hospital.
func (tx *Tx) EnsureClinic(ctx context.Context, h NewHospital) (int64, error) {
	return value[int64](ctx, tx, ensureClinic, pgx.StrictNamedArgs{
		"region": h.RegionID, "code": h.Code, "name": h.Name, "city": h.City, "clinic": h.Clinic})
}

// NewUnit is a unit at a clinic.
type NewUnit struct {
	ClinicID            int64
	Code, Name          string
	ShortName           string
	CareLevel           org.CareLevel
	Description, Source string
}

const ensureUnit = `-- name: ensure unit
WITH added AS (
    INSERT INTO unit (clinic_id, code, name, short_name, care_level, description, source)
    VALUES (@clinic, @code, @name, @short_name, @care_level, @description, @source)
    ON CONFLICT (code) DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT id FROM unit WHERE code = @code`

// EnsureUnit gives the id of the unit with the code.
func (tx *Tx) EnsureUnit(ctx context.Context, u NewUnit) (org.UnitID, error) {
	return value[org.UnitID](ctx, tx, ensureUnit, pgx.StrictNamedArgs{
		"clinic": u.ClinicID, "code": u.Code, "name": u.Name, "short_name": u.ShortName,
		"care_level": u.CareLevel, "description": u.Description, "source": u.Source})
}

const joinGroup = `-- name: join group
INSERT INTO group_unit (group_id, unit_id, participation, position)
SELECT @group, @unit, @participation,
       (SELECT coalesce(max(g.position), 0) + 1 FROM group_unit g WHERE g.group_id = @group)
ON CONFLICT (group_id, unit_id) DO NOTHING`

// JoinGroup makes the unit the group's last, if it is not in the group already.
func (tx *Tx) JoinGroup(ctx context.Context, group org.GroupID, unit org.UnitID, p org.Participation) error {
	return exec(ctx, tx, joinGroup, pgx.StrictNamedArgs{"group": group, "unit": unit, "participation": p}, -1, nil)
}

const selectUnitByCode = `-- name: unit by code
SELECT id FROM unit WHERE code = @code`

// UnitByCode is the id of the unit with the code, whatever groups it takes part
// in, or fault.ErrNotFound.
func (tx *Tx) UnitByCode(ctx context.Context, code string) (org.UnitID, error) {
	return value[org.UnitID](ctx, tx, selectUnitByCode, pgx.StrictNamedArgs{"code": code})
}
