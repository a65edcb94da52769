package setup

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// groupFile is group.json.
type groupFile struct {
	Source           string
	HealthcareRegion struct{ Code, Name string } `json:"healthcare_region"`
	Bodies           []struct {
		Code, Parent, Name string
		ShortName          string `json:"short_name"`
	}
	Group struct {
		Code, Name, Body string
		ShortName        string `json:"short_name"`
	}
	Promises       []struct{ Code, Text string }
	MissingReasons []string                            `json:"missing_reasons"`
	ReportHeadings []struct{ Content, Heading string } `json:"report_headings"`
}

// quarterly is how often a new group collects, in months.
const quarterly = 3

// install sets up everything that the group stands on and gives its id.
func (f groupFile) install(ctx context.Context, tx *postgres.Tx) (org.GroupID, error) {
	region, err := tx.EnsureHealthcareRegion(ctx, f.HealthcareRegion.Code, f.HealthcareRegion.Name)
	if err != nil {
		return 0, err
	}
	bodies := map[string]int64{}
	for _, b := range f.Bodies {
		bodies[b.Code], err = tx.EnsureBody(ctx, postgres.NewBody{
			ParentID: bodies[b.Parent], Code: b.Code, Name: b.Name, ShortName: b.ShortName})
		if err != nil {
			return 0, err
		}
	}
	group, err := tx.EnsureGroup(ctx, postgres.NewGroup{HealthcareRegionID: region, BodyID: bodies[f.Group.Body],
		Code: f.Group.Code, Name: f.Group.Name, ShortName: f.Group.ShortName, CollectionMonths: quarterly})
	if err != nil {
		return 0, err
	}
	for _, p := range f.Promises {
		if _, err := tx.EnsurePromise(ctx, region, p.Code, p.Text); err != nil {
			return 0, err
		}
	}
	if err := f.installTexts(ctx, tx, group); err != nil {
		return 0, err
	}
	return group, installUnits(ctx, tx, region, group)
}

// installTexts gives the group its reasons for missing figures and the headings
// of its yearly report.
func (f groupFile) installTexts(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	for _, text := range f.MissingReasons {
		if _, err := tx.EnsureMissingReason(ctx, group, text); err != nil {
			return err
		}
	}
	for _, h := range f.ReportHeadings {
		if err := tx.AddReportHeading(ctx, group, postgres.ReportHeading{Heading: h.Heading, Content: h.Content}); err != nil {
			return err
		}
	}
	return nil
}

// installUnits sets up units.csv; the group's fixed order is the file's.
func installUnits(ctx context.Context, tx *postgres.Tx, healthcareRegion int64, group org.GroupID) error {
	rows, err := readCSV("units.csv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		region, err := tx.EnsureRegion(ctx, postgres.NewRegion{
			HealthcareRegionID: healthcareRegion, Code: r["region_code"], Name: r["region"]})
		if err != nil {
			return err
		}
		clinic, err := tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: region, Code: r["hospital_code"],
			Name: r["hospital"], City: r["city"], Clinic: r["clinic"]})
		if err != nil {
			return err
		}
		unit, err := tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: clinic, Code: r["code"], Name: r["name"],
			ShortName: r["short_name"], CareLevel: org.CareLevel(r["care_level"]),
			Description: r["description"], Source: r["source"]})
		if err != nil {
			return err
		}
		if err := tx.JoinGroup(ctx, group, unit, org.Participation(r["participation"])); err != nil {
			return err
		}
	}
	return nil
}
