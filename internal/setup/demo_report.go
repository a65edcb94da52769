package setup

import (
	"context"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// fillReport writes last year's report: example texts under the group's headings, and about
// some of its measures.
func (d *demo) fillReport(ctx context.Context, tx *postgres.Tx) error {
	year := d.year - 1
	at := d.after(d.group.ReportDue(year), 0)
	if err := tx.BeginReport(ctx, d.group.ID, year, at.AddDate(0, -2, 0), d.people.convener); err != nil {
		return err
	}
	sections, err := tx.ReportSections(ctx, d.group.ID, year)
	if err != nil {
		return err
	}
	for _, text := range d.file.Report {
		n := slices.IndexFunc(sections, func(s postgres.ReportSection) bool { return s.Heading == text.Heading })
		if n < 0 {
			return fmt.Errorf("no heading %q", text.Heading)
		}
		edit := postgres.SectionEdit{GroupID: d.group.ID, Year: year, SectionID: sections[n].ID, Body: text.Body, State: "ready",
			Version: sections[n].Version, At: at, By: d.people.convener}
		if text.Author != "" {
			edit.By = d.people.reporter[d.people.units[text.Author].ID]
			due, err := time.Parse(time.DateOnly, fmt.Sprintf("%d-%s", d.year, text.Due))
			if err != nil {
				return err
			}
			plan := postgres.SectionPlan{GroupID: d.group.ID, Year: year, SectionID: edit.SectionID, Heading: text.Heading,
				Content: sections[n].Content, AuthorID: edit.By, DueOn: &due, Version: edit.Version}
			if err := tx.SaveSectionPlan(ctx, plan); err != nil {
				return err
			}
			edit.Version++
		}
		if err := tx.SaveReportSection(ctx, edit); err != nil {
			return err
		}
	}
	return d.fillReportMeasures(ctx, tx, year, at)
}

func (d *demo) fillReportMeasures(ctx context.Context, tx *postgres.Tx, year int, at time.Time) error {
	library, err := tx.Indicators(ctx, d.group.ID, quality.WholeYear(year).End())
	if err != nil {
		return err
	}
	for _, text := range d.file.ReportMeasures {
		n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.Code == text.Code })
		if n < 0 {
			return fmt.Errorf("no measure %q", text.Code)
		}
		err := tx.SaveReportMeasure(ctx, postgres.MeasureEdit{GroupID: d.group.ID, Year: year, At: at, By: d.people.convener,
			MeasureText: postgres.MeasureText{IndicatorID: library[n].ID, Discussion: text.Discussion, Assessment: text.Assessment,
				NextSteps: text.Next, Message: text.Message}})
		if err != nil {
			return err
		}
	}
	return nil
}
