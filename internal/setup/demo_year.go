package setup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// demoYearFile is demo_year.json. Years in it count from the year the example data are
// filled in; days are "01-28".
type demoYearFile struct {
	About   string
	Mandate struct {
		Year       int
		Day        string
		GivenOn    string `json:"given_on"`
		ChangeNote string `json:"change_note"`
		Add        string // a paragraph after the first version's
	}
	Signed []demoSignature
	Tasks  []demoTask
}

// demoSignature is that of a unit's head of department.
type demoSignature struct {
	Version int
	Unit    string
	Year    int
	Day     string
}

// demoTask is what became of a task of the template, counted from 1. Those that are not
// named were done in time when their day has passed, and are open when it has not.
type demoTask struct {
	Year, Task     int
	Owner, Outcome string // the owner by address
	State          improvement.TaskState
}

// settledBefore is how many days before the last one the example's tasks are done.
const settledBefore = 3

// fillYear stores two versions of the mandate, signed by some, and two years of tasks.
func (d *demo) fillYear(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[demoYearFile]("demo_year.json")
	if err != nil {
		return err
	}
	if err := d.fillMandate(ctx, tx, file); err != nil {
		return err
	}
	template, err := group.Template()
	if err != nil {
		return err
	}
	for _, year := range []int{-1, 0} {
		for n, plan := range template.Tasks {
			t := plan.In(d.group.ID, d.year+year)
			t.Position = n + 1
			if err := d.fillTask(ctx, tx, t, file.of(year, n+1)); err != nil {
				return fmt.Errorf("%s: %w", plan.Title, err)
			}
		}
	}
	return nil
}

// of is what became of a task of the template.
func (f demoYearFile) of(year, task int) demoTask {
	for _, t := range f.Tasks {
		if t.Year == year && t.Task == task {
			return t
		}
	}
	return demoTask{}
}

func (d *demo) fillTask(ctx context.Context, tx *postgres.Tx, t improvement.Task, became demoTask) error {
	if became.Owner != "" {
		login, err := tx.Login(ctx, became.Owner)
		if err != nil {
			return err
		}
		t.OwnerID, t.OwnerRole = login.ID, ""
	}
	if settled := d.after(t.DueOn, -settledBefore); became.State != improvement.TaskOpen && t.DueOn.Before(d.now) {
		state := became.State
		if state == "" {
			state = improvement.TaskDone
		}
		var err error
		if t, err = t.Settle(improvement.Settling{State: state, Outcome: became.Outcome, At: settled, By: d.people.convener}); err != nil {
			return err
		}
	}
	_, err := tx.AddTask(ctx, t)
	return err
}

// fillMandate lets the first version hold from the example's first year, and adds another
// that fewer have signed.
func (d *demo) fillMandate(ctx context.Context, tx *postgres.Tx, file demoYearFile) error {
	if err := tx.BackdateMandate(ctx, d.group.ID, d.after(firstDay(d.year-historyYears), 0)); err != nil {
		return err
	}
	versions, err := tx.Mandates(ctx, d.group.ID)
	if err != nil || len(versions) == 0 {
		return errors.Join(err, fault.ErrNotFound)
	}
	adopted, err := d.dayOf(file.Mandate.Year, file.Mandate.Day)
	if err != nil {
		return err
	}
	given, err := d.dayOf(file.Mandate.Year, file.Mandate.GivenOn)
	if err != nil {
		return err
	}
	next := versions[0]
	next.ChangeNote, next.GivenOn, next.Body = file.Mandate.ChangeNote, &given, next.Body+"\n\n"+file.Mandate.Add
	if err := adopt(ctx, tx, next, adoption{d.after(adopted, 0), d.people.convener}); err != nil {
		return err
	}
	if versions, err = tx.Mandates(ctx, d.group.ID); err != nil {
		return err
	}
	return d.sign(ctx, tx, versions, file.Signed)
}

// sign stores the signatures under the versions.
func (d *demo) sign(ctx context.Context, tx *postgres.Tx, versions []org.Mandate, list []demoSignature) error {
	memberships, err := tx.Memberships(ctx, d.group.ID)
	if err != nil {
		return err
	}
	for _, s := range list {
		day, err := d.dayOf(s.Year, s.Day)
		if err != nil {
			return err
		}
		a := org.Acknowledgement{UnitID: d.people.units[s.Unit].ID, At: d.after(day, 0)}
		for _, m := range memberships {
			if m.Role == org.HeadOfDepartment && m.UnitID == a.UnitID {
				person, err := tx.Person(ctx, m.PersonID)
				if err != nil {
					return err
				}
				a.PersonID, a.Name = person.ID, person.Name
			}
		}
		for _, m := range versions {
			if m.Number == s.Version {
				a.MandateID = m.ID
			}
		}
		if err := tx.AddAcknowledgement(ctx, d.group.ID, a); err != nil {
			return fmt.Errorf("%s: %w", s.Unit, err)
		}
	}
	return nil
}

// dayOf is a day such as "01-28" in the year counted from the example's own.
func (d *demo) dayOf(year int, day string) (time.Time, error) {
	return time.Parse(time.DateOnly, fmt.Sprintf("%d-%s", d.year+year, day))
}
