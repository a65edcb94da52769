package setup

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// checklist is the file that belongs to one of the examples, and is one of the documents.
//
//go:embed data/checklista-hud-mot-hud.pdf
var checklist []byte

// examplesFile is demo_examples.json.
type examplesFile struct {
	About    string
	Examples []demoExample
}

// demoExample is a good example, and what other units have made of it.
type demoExample struct {
	Unit, Title                       string
	Problem, Done, Conditions, Result string
	SuccessFactors                    string `json:"success_factors"`
	Contact                           string // an account's address, "" for none
	ContactText                       string `json:"contact_text"`
	Indicator                         string
	Began                             exampleDay
	// GoalYear is the year whose goal with the measure the example belongs to.
	GoalYear       int `json:"goal_year"`
	Promises, Tags []string
	State          improvement.ExampleState
	Published      *exampleDay
	Attachment     bool
	Adoptions      []struct {
		Unit  string
		State improvement.AdoptionState
		Since exampleDay
		Why   string
	}
}

// exampleDay is a day, with its year counted from the one that the data are filled in.
type exampleDay struct {
	Year int
	Day  string // "04-07"
}

func (d *demo) day(on exampleDay) (time.Time, error) {
	return time.Parse(time.DateOnly, fmt.Sprintf("%d-%s", d.year+on.Year, on.Day))
}

// fillExamples stores the good examples with a file, and how far other units have come.
// What lies ahead on the day of the set-up is left out.
func (d *demo) fillExamples(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[examplesFile]("demo_examples.json")
	if err != nil {
		return err
	}
	lib, err := readLibrary(ctx, tx, d.group.ID, firstDay(d.year))
	if err != nil {
		return err
	}
	for _, told := range file.Examples {
		e, err := d.example(ctx, tx, lib, told)
		if err != nil {
			return fmt.Errorf("%s: %w", told.Title, err)
		}
		if e.BeganOn.After(d.now) {
			continue
		}
		if err := e.Check(org.DayOf(d.now)); err != nil {
			return fmt.Errorf("%s: %w", told.Title, err)
		}
		if e.ID, err = tx.AddExample(ctx, e); err != nil {
			return err
		}
		if err := d.fillAround(ctx, tx, e, told); err != nil {
			return fmt.Errorf("%s: %w", told.Title, err)
		}
	}
	return nil
}

// example is the example as it is to be stored.
func (d *demo) example(ctx context.Context, tx *postgres.Tx, lib library, told demoExample) (improvement.Example, error) {
	unit := d.people.units[told.Unit]
	e := improvement.Example{GroupID: d.group.ID, UnitID: unit.ID, Title: told.Title, Problem: told.Problem, Done: told.Done,
		Conditions: told.Conditions, Result: told.Result, SuccessFactors: told.SuccessFactors, ContactText: told.ContactText,
		Tags: told.Tags, State: told.State, WrittenBy: d.people.reporter[unit.ID]}
	i, err := lib.indicator(told.Indicator)
	if err != nil {
		return e, err
	}
	e.IndicatorID = i.ID
	began, err := d.day(told.Began)
	if err != nil {
		return e, err
	}
	e.BeganOn, e.WrittenAt = &began, d.after(began, 60)
	if told.Published != nil {
		on, err := d.day(*told.Published)
		if err != nil {
			return e, err
		}
		at := d.after(on, 0)
		e.WrittenAt, e.PublishedAt = at, &at
	}
	if told.Contact != "" {
		login, err := tx.Login(ctx, told.Contact)
		if err != nil {
			return e, err
		}
		e.ContactID = login.ID
	}
	if e.Promises, err = d.promisesOf(ctx, tx, told.Promises); err != nil {
		return e, err
	}
	e.GoalID, err = d.goalOf(ctx, tx, d.year+told.GoalYear, i.ID)
	return e, err
}

// promisesOf are the promises with the codes.
func (d *demo) promisesOf(ctx context.Context, tx *postgres.Tx, codes []string) ([]quality.PromiseID, error) {
	all, err := tx.Promises(ctx, d.group.ID)
	if err != nil {
		return nil, err
	}
	var ids []quality.PromiseID
	for _, p := range all {
		for _, code := range codes {
			if p.Code == code {
				ids = append(ids, p.ID)
			}
		}
	}
	if len(ids) != len(codes) {
		return nil, fmt.Errorf("not all promises of %v", codes)
	}
	return ids, nil
}

// goalOf is the year's goal that the measure follows; zero for none.
func (d *demo) goalOf(ctx context.Context, tx *postgres.Tx, year int, indicator quality.IndicatorID) (quality.GoalID, error) {
	goals, err := tx.Goals(ctx, d.group.ID, year, year)
	for _, g := range goals {
		for _, id := range g.Indicators {
			if id == indicator {
				return g.ID, nil
			}
		}
	}
	return 0, err
}

// fillAround stores what belongs to an example.
func (d *demo) fillAround(ctx context.Context, tx *postgres.Tx, e improvement.Example, told demoExample) error {
	if told.Attachment {
		a, err := improvement.NewAttachment("Checklista hud mot hud.pdf", checklist)
		if err != nil {
			return err
		}
		a.ExampleID, a.AddedAt, a.AddedBy = e.ID, e.WrittenAt, e.WrittenBy
		if _, err := tx.AddAttachment(ctx, a, checklist); err != nil {
			return err
		}
	}
	for _, other := range told.Adoptions {
		since, err := d.day(other.Since)
		if err != nil {
			return err
		}
		if since.After(org.DayOf(d.now)) {
			continue
		}
		unit := d.people.units[other.Unit]
		a := improvement.Adoption{ExampleID: e.ID, GroupID: d.group.ID, UnitID: unit.ID, State: other.State, Why: other.Why,
			Since: since, PersonID: d.people.reporter[unit.ID], NotedAt: d.after(since, 0)}
		if err := a.Check(org.DayOf(d.now)); err != nil {
			return fmt.Errorf("%s: %w", other.Unit, err)
		}
		if err := tx.SaveAdoption(ctx, a); err != nil {
			return err
		}
	}
	return nil
}
