package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// indicatorsFile is indicators.json.
type indicatorsFile struct {
	Meta       any
	Indicators []struct {
		Code        string
		Name        string
		NameEnglish string `json:"name_en"`
		Category    quality.Category
		Scope       quality.Scope
		Kind        quality.Kind
		CarriesOver bool `json:"carries_over"`
		// AppliesIf is the code of a measure that this one applies only after a yes to.
		AppliesIf      struct{ Code string } `json:"applies_if"`
		ReportedBy     []org.CareLevel       `json:"reported_by"`
		CountsChildren bool                  `json:"counts_children"`
		Certainty      quality.Certainty
		Direction      quality.Direction
		Decimals       int
		Unit           string
		RatePer        float64  `json:"rate_per"`
		Months         int      `json:"reporting_months"`
		ScaleMin       *float64 `json:"scale_min"`
		ScaleMax       *float64 `json:"scale_max"`
		Numerator      string
		Denominator    string
		Exclusions     string
		DataSource     string `json:"data_source"`
		Source         string
		Note           string
		Promises       []string
	}
}

// indicator is number n of the file as the domain knows it.
func (f indicatorsFile) indicator(n int, group org.GroupID, from time.Time) quality.Indicator {
	i := f.Indicators[n]
	return quality.Indicator{
		GroupID: group, Code: i.Code, Category: i.Category, Scope: i.Scope, ReportedBy: i.ReportedBy, Kind: i.Kind,
		CountsChildren: i.CountsChildren, Certainty: i.Certainty, CarriesOver: i.CarriesOver,
		Definition: quality.Version{ValidFrom: from, Name: i.Name, NameEnglish: i.NameEnglish,
			NumeratorText: i.Numerator, DenominatorText: i.Denominator, Exclusions: i.Exclusions,
			DataSource: i.DataSource, Source: i.Source, Note: i.Note, UnitLabel: i.Unit, RatePer: i.RatePer,
			Direction: i.Direction, Decimals: i.Decimals, ReportingMonths: i.Months,
			ScaleMin: i.ScaleMin, ScaleMax: i.ScaleMax, Comparable: true},
	}
}

// installIndicators stores the library with definitions valid from the day and
// the published values, and gives the number of measures.
func installIndicators(ctx context.Context, tx *postgres.Tx, group org.GroupID, from time.Time) (int, error) {
	file, err := readJSON[indicatorsFile]("indicators.json")
	if err != nil {
		return 0, err
	}
	lib, err := readLibrary(ctx, tx, group, from)
	if err != nil {
		return 0, err
	}
	ids := map[string]quality.IndicatorID{}
	for n, i := range file.Indicators {
		promises, err := lib.promisesOf(i.Promises)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", i.Code, err)
		}
		ids[i.Code], err = tx.AddIndicator(ctx, postgres.NewIndicator{
			Indicator: file.indicator(n, group, from), Promises: promises})
		if err != nil {
			return 0, fmt.Errorf("%s: %w", i.Code, err)
		}
	}
	for _, i := range file.Indicators {
		if i.AppliesIf.Code == "" {
			continue
		}
		if err := tx.SetCondition(ctx, ids[i.Code], &quality.Condition{IndicatorID: ids[i.AppliesIf.Code]}); err != nil {
			return 0, fmt.Errorf("%s: %w", i.Code, err)
		}
	}
	return len(ids), installReferences(ctx, tx, ids)
}

func installReferences(ctx context.Context, tx *postgres.Tx, ids map[string]quality.IndicatorID) error {
	rows, err := readCSV("benchmarks.csv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		err := tx.AddReference(ctx, postgres.Reference{IndicatorID: ids[r["indicator"]], ValueText: r["value"],
			Population: r["population"], YearText: r["year"], Source: r["source"]})
		if err != nil {
			return fmt.Errorf("%s: %w", r["indicator"], err)
		}
	}
	return nil
}
