package goals

import (
	"context"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// promiseCodes is the codes of the promises, which must be the region's own: a
// problem at "promises" otherwise.
func promiseCodes(ctx context.Context, tx *postgres.Tx, group org.GroupID, ids []quality.PromiseID) ([]string, error) {
	all, err := tx.Promises(ctx, group)
	if err != nil {
		return nil, err
	}
	codes := []string{}
	for _, p := range all {
		if slices.Contains(ids, p.ID) {
			codes = append(codes, p.Code)
		}
	}
	if len(codes) != len(ids) {
		return nil, &fault.ValidationError{Problems: []fault.Problem{{Field: "promises", Code: "unknown_choice"}}}
	}
	return codes, nil
}

func checkDivision(ctx context.Context, tx *postgres.Tx, group org.GroupID, id int64) error {
	if id == 0 {
		return nil
	}
	all, err := tx.Stratifications(ctx, group)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(s postgres.Stratification) bool { return s.ID == id }) {
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "stratification", Code: "unknown_choice"}}}
	}
	return nil
}

// checkCondition checks what it takes for the measure to apply, against the group's
// own measures, and says it for the audit.
func (room *Room) checkCondition(ctx context.Context, tx *postgres.Tx, i quality.Indicator) (kept string, err error) {
	if i.Condition == nil {
		return "", nil
	}
	library, err := tx.Indicators(ctx, i.GroupID, room.now())
	if err != nil {
		return "", err
	}
	var on quality.Indicator
	for _, other := range library {
		if other.ID == i.Condition.IndicatorID {
			on = other
		}
	}
	if on.ID == 0 {
		return "", &fault.ValidationError{Problems: []fault.Problem{{Field: "condition", Code: "unknown_choice"}}}
	}
	return keptCondition(*i.Condition, on), i.Condition.Check(i, on)
}

// keptCondition is the condition as the audit keeps it: "PRO15", "PRO13 < 196".
func keptCondition(c quality.Condition, on quality.Indicator) string {
	if c.Below == nil {
		return on.Code
	}
	return fmt.Sprintf("%s < %g", on.Code, *c.Below)
}

// conditions are the measures of the library that others can depend on.
func conditions(library []quality.Indicator) []quality.Indicator {
	return keep(library, quality.Indicator.CanBeCondition)
}

// auditedIndicator is what the audit keeps of a measure and one definition of it.
type auditedIndicator struct {
	Code            string            `json:"code"`
	Category        quality.Category  `json:"category"`
	Scope           quality.Scope     `json:"scope"`
	ReportedBy      []org.CareLevel   `json:"reported_by"`
	CountsChildren  bool              `json:"counts_children"`
	CarriesOver     bool              `json:"carries_over"`
	Condition       string            `json:"condition,omitempty"`
	Certainty       quality.Certainty `json:"certainty"`
	CareStep        string            `json:"care_step,omitempty"`
	Promises        []string          `json:"promises"`
	ValidFrom       string            `json:"valid_from"`
	Name            string            `json:"name"`
	NameEnglish     string            `json:"name_en,omitempty"`
	NumeratorText   string            `json:"numerator_text,omitempty"`
	DenominatorText string            `json:"denominator_text,omitempty"`
	Exclusions      string            `json:"exclusions,omitempty"`
	ICD10           string            `json:"icd10,omitempty"`
	Gestation       string            `json:"gestation,omitempty"`
	DataSource      string            `json:"data_source,omitempty"`
	Source          string            `json:"source,omitempty"`
	Note            string            `json:"note,omitempty"`
	UnitLabel       string            `json:"unit_label,omitempty"`
	RatePer         float64           `json:"rate_per,omitempty"`
	Direction       quality.Direction `json:"direction"`
	Decimals        int               `json:"decimals"`
	ReportingMonths int               `json:"reporting_months"`
	ScaleMin        *float64          `json:"scale_min,omitempty"`
	ScaleMax        *float64          `json:"scale_max,omitempty"`
	ChangeNote      string            `json:"change_note,omitempty"`
	Comparable      bool              `json:"comparable"`
}

func keptIndicator(i quality.Indicator, d quality.Version) auditedIndicator {
	return auditedIndicator{
		Code: i.Code, Category: i.Category, Scope: i.Scope, ReportedBy: i.ReportedBy, CountsChildren: i.CountsChildren,
		CarriesOver: i.CarriesOver, Certainty: i.Certainty, CareStep: i.CareStep, ValidFrom: d.ValidFrom.Format(time.DateOnly), Name: d.Name,
		NameEnglish: d.NameEnglish, NumeratorText: d.NumeratorText, DenominatorText: d.DenominatorText,
		Exclusions: d.Exclusions, ICD10: d.ICD10, Gestation: d.Gestation, DataSource: d.DataSource, Source: d.Source, Note: d.Note, UnitLabel: d.UnitLabel,
		RatePer: d.RatePer, Direction: d.Direction, Decimals: d.Decimals, ReportingMonths: d.ReportingMonths,
		ScaleMin: d.ScaleMin, ScaleMax: d.ScaleMax, ChangeNote: d.ChangeNote, Comparable: d.Comparable,
	}
}
