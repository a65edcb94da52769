package group

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MissingUnit is a unit that the organisation has and the register has not. The
// hospital is one of the register's, or a new one when HospitalID is zero.
type MissingUnit struct {
	HospitalID       int64
	Hospital, City   string       // of a new hospital
	RegionID         org.RegionID // of a new hospital; zero for a new region
	Region           string       // of a new region
	Clinic           string
	Name, ShortName  string
	Code             string // "" makes one of the short name
	CareLevel        org.CareLevel
	Participation    org.Participation
	healthcareRegion int64
}

// The longest names of places, in characters.
const (
	maxPlace     = 200
	maxShortName = 40
)

// check notes what is wrong at "hospital", "new_hospital", "city", "region",
// "new_region", "clinic", "name", "short_name", "code", "care_level" and
// "participation".
func (u MissingUnit) check(v *fault.ValidationError) {
	if u.HospitalID == 0 {
		quality.NeededText(v, "new_hospital", u.Hospital, maxPlace)
		quality.NeededText(v, "city", u.City, maxPlace)
		if u.RegionID == 0 {
			quality.NeededText(v, "new_region", u.Region, maxPlace)
		}
	}
	quality.NeededText(v, "clinic", u.Clinic, maxPlace)
	quality.NeededText(v, "name", u.Name, maxPlace)
	quality.NeededText(v, "short_name", u.ShortName, maxShortName)
	if u.Code != "" && !quality.ValidCode(u.Code) {
		v.Add("code", "code_letters")
	}
	if !slices.Contains([]org.CareLevel{org.HighlySpecialised, org.GeneralCare, org.BirthSite}, u.CareLevel) {
		v.Add("care_level", "unknown_choice")
	}
	if u.Participation != org.Full && u.Participation != org.ProcessOnly {
		v.Add("participation", "unknown_choice")
	}
}

// AddUnit registers a unit that is missing and lets it take part in the group. A code
// that is taken is a problem at "code".
func (room *Room) AddUnit(ctx context.Context, actor org.Actor, seen Seen, u MissingUnit) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		var v fault.ValidationError
		if u.check(&v); v.OrNil() != nil {
			return nil, v.OrNil()
		}
		if err := tx.LockSetup(ctx); err != nil { // two must not make the same code
			return nil, err
		}
		unit, err := u.add(ctx, tx, seen.GroupID)
		if err != nil {
			return nil, err
		}
		if err := room.takePart(ctx, tx, seen.GroupID, Joiners{[]org.UnitID{unit}, u.Participation}); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.add_unit", UnitID: unit, After: auditedUnit{
			Name: u.Name, ShortName: u.ShortName, Hospital: u.Hospital, Clinic: u.Clinic, CareLevel: u.CareLevel, Participation: u.Participation}}, nil
	})
}

// auditedUnit is what the log keeps of a unit.
type auditedUnit struct {
	Name          string            `json:"name"`
	ShortName     string            `json:"short_name"`
	Hospital      string            `json:"hospital,omitempty"` // when it is new too
	Clinic        string            `json:"clinic"`
	CareLevel     org.CareLevel     `json:"care_level"`
	Participation org.Participation `json:"participation"`
}

// add stores the unit, with the hospital and the region that are new, and gives its id.
func (u MissingUnit) add(ctx context.Context, tx *postgres.Tx, group org.GroupID) (org.UnitID, error) {
	codes, err := tx.PlaceCodes(ctx)
	if err != nil {
		return 0, err
	}
	taken := func(code string) bool {
		return slices.ContainsFunc(codes, func(c string) bool { return strings.EqualFold(c, code) })
	}
	if u.Code != "" && taken(u.Code) {
		return 0, &fault.ValidationError{Problems: []fault.Problem{{Field: "code", Code: "code_taken"}}}
	}
	free := func(name, otherwise string) string {
		code := org.FreeCode(strings.ToUpper(cmp.Or(org.CodeOf(name), otherwise)), taken)
		codes = append(codes, code)
		return code
	}
	u.Code = cmp.Or(u.Code, free(u.ShortName, "enhet"))
	if u.healthcareRegion, err = tx.HealthcareRegionOf(ctx, group); err != nil {
		return 0, err
	}
	hospital, err := u.hospital(ctx, tx, free)
	if err != nil {
		return 0, err
	}
	clinic, err := tx.EnsureClinic(ctx, hospital)
	if err != nil {
		return 0, err
	}
	return tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: clinic, Code: u.Code, Name: u.Name, ShortName: u.ShortName, CareLevel: u.CareLevel})
}

// hospital is where the unit is: one of the healthcare region's, or a new one.
func (u MissingUnit) hospital(ctx context.Context, tx *postgres.Tx, free func(name, otherwise string) string) (postgres.NewHospital, error) {
	none := postgres.NewHospital{}
	if u.HospitalID != 0 {
		hospitals, err := tx.Hospitals(ctx, u.healthcareRegion)
		if err != nil {
			return none, err
		}
		for _, h := range hospitals {
			if h.ID == u.HospitalID {
				return postgres.NewHospital{RegionID: h.RegionID, Code: h.Code, Name: h.Name, City: h.City, Clinic: u.Clinic}, nil
			}
		}
		return none, &fault.ValidationError{Problems: []fault.Problem{{Field: "hospital", Code: "unknown_choice"}}}
	}
	regions, err := tx.Regions(ctx, u.healthcareRegion)
	if err != nil {
		return none, err
	}
	region := u.RegionID
	switch {
	case region == 0:
		region, err = tx.EnsureRegion(ctx, postgres.NewRegion{HealthcareRegionID: u.healthcareRegion, Code: free(u.Region, "region"), Name: u.Region})
	case !slices.ContainsFunc(regions, func(r Region) bool { return r.ID == region }):
		return none, &fault.ValidationError{Problems: []fault.Problem{{Field: "region", Code: "unknown_choice"}}}
	}
	return postgres.NewHospital{RegionID: region, Code: free(u.Hospital, "sjukhus"), Name: u.Hospital, City: u.City, Clinic: u.Clinic}, err
}
