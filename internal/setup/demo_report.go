package setup

import (
	"context"
	"fmt"

	"samsyn/internal/postgres"
)

// fillReport writes last year's report: example texts under the group's headings.
func (d *demo) fillReport(ctx context.Context, tx *postgres.Tx) error {
	headings, err := tx.ReportHeadings(ctx, d.group.ID)
	if err != nil {
		return err
	}
	ids := map[string]int64{}
	for _, h := range headings {
		ids[h.Heading] = h.ID
	}
	year := d.year - 1
	for _, text := range d.file.Report {
		id, known := ids[text.Heading]
		if !known {
			return fmt.Errorf("no heading %q", text.Heading)
		}
		err := tx.SaveReportSection(ctx, postgres.SectionEdit{HeadingID: id, Year: year, Body: text.Body,
			At: d.after(d.group.ReportDue(year), 0), By: d.people.convener})
		if err != nil {
			return err
		}
	}
	return nil
}
