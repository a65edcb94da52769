package setup

import (
	"context"
	"fmt"
	"slices"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// openFile is demo_open.json.
type openFile struct {
	About string
	// PatientView is how patients have been involved, by the goal's key, and otherwise.
	PatientView map[string]string `json:"patient_view"`
	Everybody   []org.OpenKind
	Patients    []org.OpenKind
	Statement   struct {
		Owner        string
		Conformance  org.Conformance
		Shortcomings string
		TestedHow    string `json:"tested_how"`
		Email, Phone string
	}
	Feedback []struct {
		Kind                improvement.FeedbackKind
		Page, Body, Outcome string
		State               improvement.FeedbackState
	}
	Comments []struct{ Goal, Body, Answer string }
}

// patientViewOf is how patients have been involved in the example's goal.
func patientViewOf(key string) (string, error) {
	file, err := readJSON[openFile]("demo_open.json")
	if err != nil {
		return "", err
	}
	if own, found := file.PatientView[key]; found {
		return own, nil
	}
	return file.PatientView["default"], nil
}

// fillOpen stores what the group has opened, what strangers and those who speak for patients
// have said, and the installation's accessibility statement.
func (d *demo) fillOpen(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[openFile]("demo_open.json")
	if err != nil {
		return err
	}
	var opened []postgres.OpenedKind
	for _, k := range file.Everybody {
		opened = append(opened, postgres.OpenedKind{GroupID: d.group.ID, Audience: org.Everybody, Kind: k})
	}
	for _, k := range file.Patients {
		opened = append(opened, postgres.OpenedKind{GroupID: d.group.ID, Audience: org.Patients, Kind: k})
	}
	for _, k := range opened {
		if err := tx.OpenKind(ctx, k, d.now, d.people.convener); err != nil {
			return err
		}
	}
	examples, err := tx.ExampleOpenings(ctx, d.group.ID)
	if err != nil {
		return err
	}
	for n, e := range examples { // the newest is open, and the next only agreed to
		if n > 1 {
			break
		}
		if err := tx.AgreeToOpen(ctx, e, d.now, d.people.reporter[e.UnitID]); err != nil {
			return err
		}
		if n == 0 {
			if err := tx.OpenExample(ctx, e.ID, &d.now, d.people.convener); err != nil {
				return err
			}
		}
	}
	s := file.Statement
	day := org.DayOf(d.now).AddDate(0, -1, 0)
	if err := tx.SaveAccessibilityStatement(ctx, org.AccessibilityStatement{Owner: s.Owner, Conformance: s.Conformance, Shortcomings: s.Shortcomings,
		TestedHow: s.TestedHow, TestedOn: &day, Email: s.Email, Phone: s.Phone, UpdatedAt: d.now}, 0); err != nil {
		return err
	}
	for _, f := range file.Feedback {
		of := improvement.Feedback{GroupID: d.group.ID, Kind: f.Kind, Page: f.Page, Body: f.Body, SentAt: d.now.AddDate(0, 0, -3), State: f.State, Outcome: f.Outcome, Version: 1}
		if of.ID, err = tx.AddFeedback(ctx, of); err != nil {
			return err
		}
		if f.State == improvement.FeedbackNew {
			continue
		}
		if err := tx.HandleFeedback(ctx, of, d.now.AddDate(0, 0, -1), d.people.convener); err != nil {
			return err
		}
	}
	if err := d.fillSurvey(ctx, tx); err != nil {
		return err
	}
	return d.fillComments(ctx, tx, file)
}

// fillSurvey lets the library's measure of the parents' survey be read beside its results.
func (d *demo) fillSurvey(ctx context.Context, tx *postgres.Tx) error {
	library, err := tx.Indicators(ctx, d.group.ID, d.now)
	if err != nil {
		return err
	}
	for _, i := range library {
		if i.Code == "PAT03" {
			return tx.SaveSurvey(ctx, d.group.ID, quality.Survey{IndicatorID: i.ID, Limit: 50})
		}
	}
	return fmt.Errorf("demo_open.json: PAT03")
}

// fillComments stores what the example's representative has said of the year's goals.
func (d *demo) fillComments(ctx context.Context, tx *postgres.Tx, file openFile) error {
	speaks, err := tx.Holders(ctx, d.group.ID, []org.Role{org.PatientRepresentative}, org.DayOf(d.now))
	if err != nil {
		return err
	}
	goals, err := tx.Goals(ctx, d.group.ID, d.year, d.year)
	if err != nil {
		return err
	}
	plans, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return err
	}
	for n, g := range goals {
		p := slices.IndexFunc(plans.Goals, func(plan goalPlan) bool { return plan.Title == g.Title })
		if p < 0 {
			continue
		}
		if goals[n].PatientView, err = patientViewOf(plans.Goals[p].Key); err != nil {
			return err
		}
		if err := tx.SaveGoal(ctx, goals[n]); err != nil {
			return err
		}
	}
	for _, told := range file.Comments {
		p := slices.IndexFunc(plans.Goals, func(g goalPlan) bool { return g.Key == told.Goal })
		if p < 0 || len(speaks) == 0 {
			return fmt.Errorf("demo_open.json: %s", told.Goal)
		}
		g := slices.IndexFunc(goals, func(g quality.Goal) bool { return g.Title == plans.Goals[p].Title })
		if g < 0 {
			continue // the goal was not chosen for the year
		}
		c := improvement.PatientComment{GroupID: d.group.ID, Subject: improvement.OnGoal, GoalID: goals[g].ID, Year: d.year, About: goals[g].Title, Body: told.Body,
			WrittenAt: d.now.AddDate(0, 0, -5), WrittenBy: speaks[0].ID, Version: 1}
		if c.ID, err = tx.AddPatientComment(ctx, c); err != nil {
			return err
		}
		if told.Answer == "" {
			continue
		}
		if c, err = c.Answered(told.Answer, d.now.AddDate(0, 0, -2)); err != nil {
			return err
		}
		if err := tx.SavePatientComment(ctx, c, d.people.convener); err != nil {
			return err
		}
	}
	return nil
}
