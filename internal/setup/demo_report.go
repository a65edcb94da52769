package setup

import (
	"context"
	"fmt"

	"samsyn/internal/postgres"
)

// fillReport writes last year's report: example texts under the group's headings.
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
	ids := map[string]int64{}
	for _, s := range sections {
		ids[s.Heading] = s.ID
	}
	for _, text := range d.file.Report {
		id, known := ids[text.Heading]
		if !known {
			return fmt.Errorf("no heading %q", text.Heading)
		}
		err := tx.SaveReportSection(ctx, postgres.SectionEdit{GroupID: d.group.ID, Year: year, SectionID: id, Body: text.Body,
			State: "ready", Version: 1, At: at, By: d.people.convener})
		if err != nil {
			return err
		}
	}
	return nil
}
