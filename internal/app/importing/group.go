package importing

import (
	"cmp"
	"context"
	"errors"
	"regexp"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// groupCode is what a group's code is made of, beside what every code is
// (quality.ValidCode).
var groupCode = regexp.MustCompile(`^[a-z0-9-]+$`)

// openGroup finds or makes the group; false when there is none.
func (j *job) openGroup(ctx context.Context, file []exchange.Row, rows []row) (bool, error) {
	first := file[0]
	j.plan = GroupPlan{Code: first.Group, Name: cmp.Or(first.Create.GroupName, first.Group)}
	group, err := j.tx.GroupByCode(ctx, first.Group)
	switch {
	case err == nil:
		j.group, j.plan.Name = group, group.Name
		return true, nil
	case !errors.Is(err, fault.ErrNotFound):
		return false, err
	case !j.request.Create:
		j.note(first.Problem(exchange.Group, UnknownGroup, len(file)))
		return false, nil
	case !groupCode.MatchString(first.Group) || !quality.ValidCode(first.Group):
		j.note(first.Problem(exchange.Group, CodeLetters, quality.MaxCode))
		return false, nil
	case len(rows) == 0: // no period to collect by, and that has been noted
		return false, nil
	}
	region, err := j.tx.AddHealthcareRegion(ctx, j.plan.Code, cmp.Or(rows[0].Create.Region, j.plan.Name))
	if errors.Is(err, fault.ErrConflict) {
		j.note(first.Problem(exchange.Group, RegionCodeTaken))
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, j.createGroup(ctx, region, rows)
}

// createGroup makes the group in the healthcare region, which is one of its own,
// since the file names none: with the group's code. When another healthcare region
// has that code it is a problem, not a way in – the group would otherwise stand
// among strangers – and no other code is made up for it, since codes stay for good
// and the file's author can choose. The group collects by the longest of its periods.
func (j *job) createGroup(ctx context.Context, region int64, rows []row) error {
	name := j.plan.Name
	months := 0
	for _, r := range rows {
		months = max(months, r.period.Months)
	}
	id, err := j.tx.EnsureGroup(ctx, postgres.NewGroup{HealthcareRegionID: region, Code: j.plan.Code, Name: name,
		ShortName: name, CollectionMonths: months})
	if err != nil {
		return err
	}
	for _, h := range j.request.Template.Headings {
		if err := j.tx.AddReportHeading(ctx, id, h); err != nil {
			return err
		}
	}
	for _, text := range j.request.Template.MissingReasons {
		if _, err := j.tx.EnsureMissingReason(ctx, id, text); err != nil {
			return err
		}
	}
	j.plan.Created.Group = true
	j.group, err = j.tx.Group(ctx, id)
	return err
}

// openUnits finds or makes the units that the rows name.
func (j *job) openUnits(ctx context.Context, rows []row) error {
	if err := j.readUnits(ctx); err != nil {
		return err
	}
	for _, part := range partition(rows, func(r row) string { return r.Unit }) {
		first := part[0]
		if _, known := j.units[first.Unit]; known {
			continue
		}
		if !j.request.Create {
			j.note(first.Problem(exchange.Unit, UnknownUnit, len(part)))
			continue
		}
		if !quality.ValidCode(first.Unit) {
			j.note(first.Problem(exchange.Unit, CodeLetters, quality.MaxCode))
			continue
		}
		if err := j.createUnit(ctx, first); err != nil {
			return err
		}
		j.plan.Created.Units++
	}
	return j.readUnits(ctx)
}

func (j *job) readUnits(ctx context.Context) error {
	units, err := j.tx.Units(ctx, j.group.ID)
	for _, u := range units {
		j.units[u.Code] = u
	}
	return err
}

// createUnit makes the unit, unless another group has it already, and lets it
// take part in this one. What the file leaves out about the hospital is taken
// from the unit's own name.
func (j *job) createUnit(ctx context.Context, r row) error {
	unit, err := j.tx.UnitByCode(ctx, r.Unit)
	if errors.Is(err, fault.ErrNotFound) {
		unit, err = j.addUnit(ctx, r)
	}
	if err != nil {
		return err
	}
	return j.tx.JoinGroup(ctx, j.group.ID, unit, org.Full)
}

func (j *job) addUnit(ctx context.Context, r row) (org.UnitID, error) {
	c := r.Create
	region, err := j.region(ctx, cmp.Or(c.Region, j.group.HealthcareRegionName))
	if err != nil {
		return 0, err
	}
	name := cmp.Or(c.UnitName, r.Unit)
	hospital := cmp.Or(c.Hospital, name)
	clinic, err := j.tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: region, Code: j.plan.Code + ":" + hospital,
		Name: hospital, City: cmp.Or(c.City, hospital), Clinic: name})
	if err != nil {
		return 0, err
	}
	return j.tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: clinic, Code: r.Unit, Name: name,
		ShortName: cmp.Or(c.City, name), CareLevel: org.GeneralCare, Source: c.Source})
}

// region finds the region by name in the group's healthcare region, or makes it.
func (j *job) region(ctx context.Context, name string) (org.RegionID, error) {
	healthcareRegion, err := j.tx.HealthcareRegionOf(ctx, j.group.ID)
	if err != nil {
		return 0, err
	}
	id, err := j.tx.RegionByName(ctx, healthcareRegion, name)
	if errors.Is(err, fault.ErrNotFound) {
		return j.tx.EnsureRegion(ctx, postgres.NewRegion{HealthcareRegionID: healthcareRegion,
			Code: j.plan.Code + ":" + name, Name: name})
	}
	return id, err
}

// openReasons finds or makes the reasons for missing figures.
func (j *job) openReasons(ctx context.Context, rows []row) error {
	reasons, err := j.tx.MissingReasons(ctx, j.group.ID)
	if err != nil {
		return err
	}
	for _, r := range reasons {
		j.reasons[r.Text] = r.ID
	}
	for _, r := range rows {
		if _, known := j.reasons[r.MissingReason]; known || r.MissingReason == "" {
			continue
		}
		if !j.request.Create {
			j.note(r.Problem(exchange.MissingReason, UnknownReason))
			continue
		}
		id, err := j.tx.EnsureMissingReason(ctx, j.group.ID, r.MissingReason)
		if err != nil {
			return err
		}
		j.reasons[r.MissingReason] = id
		j.plan.Created.Reasons++
	}
	return nil
}
