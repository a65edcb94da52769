package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// RegisteredUnit is a unit that the organisation has, and how it takes part in a group.
type RegisteredUnit struct {
	ID           org.UnitID
	Name         string
	ShortName    string
	HospitalName string
	RegionName   string
	CareLevel    org.CareLevel
	// Participation is "" for a unit that has never taken part.
	Participation org.Participation
	Until         *time.Time // its last day in the group, also one to come
}

const selectRegisteredUnits = `-- name: registered units
SELECT u.id, u.name, u.short_name, h.name AS hospital_name, r.name AS region_name, u.care_level,
       coalesce(gu.participation, '') AS participation, gu.active_to AS until
FROM unit u
JOIN clinic c ON c.id = u.clinic_id
JOIN hospital h ON h.id = c.hospital_id
JOIN region r ON r.id = h.region_id
JOIN programme_group g ON g.id = @group AND g.healthcare_region_id = r.healthcare_region_id
LEFT JOIN group_unit gu ON gu.group_id = g.id AND gu.unit_id = u.id
WHERE u.active_to IS NULL OR u.active_to >= @today OR gu.unit_id IS NOT NULL
ORDER BY gu.position NULLS LAST, r.position, r.id, h.name COLLATE "sv-x-icu", u.id`

// RegisteredUnits reads the units of the group's healthcare region: those of the group
// first, in its own order, then the others by region and hospital.
func (tx *Tx) RegisteredUnits(ctx context.Context, group org.GroupID, today time.Time) ([]RegisteredUnit, error) {
	return collect[RegisteredUnit](ctx, tx, selectRegisteredUnits, pgx.StrictNamedArgs{"group": group, "today": today})
}

const takePart = `-- name: take part in group
INSERT INTO group_unit (group_id, unit_id, participation, position, active_from)
SELECT g.id, u.id, @participation,
       (SELECT coalesce(max(x.position), 0) + 1 FROM group_unit x WHERE x.group_id = g.id),
       CASE WHEN g.set_up_at IS NULL THEN '2000-01-01'::date ELSE @from::date END
FROM programme_group g
JOIN unit u ON u.id = @unit
JOIN clinic c ON c.id = u.clinic_id
JOIN hospital h ON h.id = c.hospital_id
JOIN region r ON r.id = h.region_id AND r.healthcare_region_id = g.healthcare_region_id
WHERE g.id = @group
ON CONFLICT (group_id, unit_id) DO UPDATE SET participation = excluded.participation, active_to = NULL`

// Joining is a unit that is to take part in a group.
type Joining struct {
	GroupID       org.GroupID
	UnitID        org.UnitID
	Participation org.Participation
	// From is the first day in a group that is at work already; one that is being set up
	// has had its units for as long as it looks back.
	From time.Time
}

// TakePart makes the unit the group's last, or lets one that has left take part again
// in its old place. A unit of another healthcare region is fault.ErrNotFound.
func (tx *Tx) TakePart(ctx context.Context, j Joining) error {
	return exec(ctx, tx, takePart, pgx.StrictNamedArgs{"group": j.GroupID, "unit": j.UnitID,
		"participation": j.Participation, "from": j.From}, 1, fault.ErrNotFound)
}

const updateParticipation = `-- name: update participation
UPDATE group_unit SET participation = @participation WHERE group_id = @group AND unit_id = @unit`

// SaveParticipation stores what the unit takes part in; fault.ErrNotFound for a unit
// that is not the group's.
func (tx *Tx) SaveParticipation(ctx context.Context, group org.GroupID, unit org.UnitID, p org.Participation) error {
	return exec(ctx, tx, updateParticipation, pgx.StrictNamedArgs{"group": group, "unit": unit, "participation": p}, 1, fault.ErrNotFound)
}

const endParticipation = `-- name: end participation
UPDATE group_unit SET active_to = greatest(@last::date, active_from) WHERE group_id = @group AND unit_id = @unit`

// EndParticipation makes the day the unit's last in the group; fault.ErrNotFound for a
// unit that is not the group's. A unit that would begin later stays for its first day.
func (tx *Tx) EndParticipation(ctx context.Context, group org.GroupID, unit org.UnitID, last time.Time) error {
	return exec(ctx, tx, endParticipation, pgx.StrictNamedArgs{"group": group, "unit": unit, "last": last}, 1, fault.ErrNotFound)
}

const orderUnits = `-- name: order units of group
UPDATE group_unit gu SET position = o.position
FROM unnest(@units::bigint[]) WITH ORDINALITY AS o(unit_id, position)
WHERE gu.group_id = @group AND gu.unit_id = o.unit_id`

// OrderUnits stores the group's fixed order of its units.
func (tx *Tx) OrderUnits(ctx context.Context, group org.GroupID, units []org.UnitID) error {
	return exec(ctx, tx, orderUnits, pgx.StrictNamedArgs{"group": group, "units": nonNil(units)}, -1, nil)
}

// Hospital is one that units can belong to.
type Hospital struct {
	ID         int64
	Code       string
	Name       string
	City       string
	RegionID   org.RegionID
	RegionName string
	Clinics    []string // by name
}

const selectHospitals = `-- name: hospitals
SELECT h.id, h.code, h.name, h.city, r.id AS region_id, r.name AS region_name,
       ARRAY(SELECT c.name FROM clinic c WHERE c.hospital_id = h.id ORDER BY c.name COLLATE "sv-x-icu") AS clinics
FROM hospital h
JOIN region r ON r.id = h.region_id
WHERE r.healthcare_region_id = @region
ORDER BY r.position, r.id, h.name COLLATE "sv-x-icu", h.id`

// Hospitals reads the healthcare region's hospitals with their clinics, by region.
func (tx *Tx) Hospitals(ctx context.Context, healthcareRegion int64) ([]Hospital, error) {
	return collect[Hospital](ctx, tx, selectHospitals, pgx.StrictNamedArgs{"region": healthcareRegion})
}

// Region is a region (county council).
type Region struct {
	ID   org.RegionID
	Name string
}

const selectRegions = `-- name: regions
SELECT r.id, r.name FROM region r WHERE r.healthcare_region_id = @region ORDER BY r.position, r.id`

// Regions reads the healthcare region's regions, in their order.
func (tx *Tx) Regions(ctx context.Context, healthcareRegion int64) ([]Region, error) {
	return collect[Region](ctx, tx, selectRegions, pgx.StrictNamedArgs{"region": healthcareRegion})
}

const selectPlaceCodes = `-- name: codes of places
SELECT ARRAY(SELECT u.code FROM unit u UNION SELECT h.code FROM hospital h UNION SELECT r.code FROM region r
    UNION SELECT b.code FROM body b UNION SELECT g.code FROM programme_group g)`

// PlaceCodes reads every code that a unit, a hospital, a region, a body or a group has:
// one that is made up must be none of them.
func (tx *Tx) PlaceCodes(ctx context.Context) ([]string, error) {
	return value[[]string](ctx, tx, selectPlaceCodes, pgx.StrictNamedArgs{})
}
