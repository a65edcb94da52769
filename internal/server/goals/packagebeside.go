package goals

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// packageName is in the address, and in the form, the data package that a proposal is written
// from.
const packageName = "datapaket"

// packageBeside is the data package that stands beside a proposal's form, nil for none: the
// one it is written from, else the latest that is about any of the measures chosen.
func (h *Handlers) packageBeside(r *http.Request, form *page.Form) (*view.PackageBeside, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	read := page.NewForm(form.All()) // what is wrong with it is the form's own to say
	wanted := goals.WantedPackage{GroupID: visitor.Group.ID, ID: improvement.PackageID(read.ID(packageName))}
	for _, id := range read.IDs("indicators") {
		wanted.Indicators = append(wanted.Indicators, quality.IndicatorID(id))
	}
	p, err := h.room.PackageBeside(ctx, visitor.Actor, wanted)
	if err != nil || p.Document == nil {
		return nil, err
	}
	return newPackageBeside(ctx, p, wanted.Indicators), nil
}

func newPackageBeside(ctx context.Context, p goals.PackageBeside, chosen []quality.IndicatorID) *view.PackageBeside {
	d := p.Document
	v := &view.PackageBeside{Title: d.Title, URL: "/forbattring/datapaket/" + number(p.ID), Language: d.Language, Notices: d.Notices,
		About: i18n.T(ctx, "Version %d, sparad %s.", p.Latest.Number, i18n.LongDate(ctx, p.Latest.MadeAt.In(i18n.Location())))}
	for m := range d.Measures() {
		measure := newPackageMeasure(d, m, v.URL)
		if slices.Contains(chosen, quality.IndicatorID(m.ID)) {
			v.Chosen = append(v.Chosen, measure)
		} else {
			v.Others = append(v.Others, measure)
		}
	}
	return v
}

// newPackageMeasure is what the package says of one measure: how many children, how it goes
// unit by unit against the target, and what others have published.
func newPackageMeasure(d *edition.Document, m *edition.Measure, address string) view.PackageMeasure {
	v := view.PackageMeasure{ID: "paket-" + m.Anchor, Title: m.Title, URL: address + "#" + m.Anchor, Against: sentences(m.Target, m.Period), Message: m.Message}
	for _, r := range m.Results {
		v.Results = append(v.Results, view.PackageResult{Who: r.Who, Sum: r.Sum, Counts: r.Counts, Value: r.Value, Note: r.Note, Status: ui.Status(r.Status)})
	}
	for t := range tablesOf(d) {
		for _, row := range t.Rows {
			if len(row.Cells) != len(t.Columns) {
				continue
			}
			switch {
			case t.ID == edition.PatientsTable && row.Cells[0].Anchor == m.Anchor:
				v.Counted = row.Cells[0].Detail
				for n, c := range row.Cells[1:] {
					v.Children = append(v.Children, ui.Definition{Term: t.Columns[n+1].Text, Text: strings.TrimSpace(c.Text + " " + c.Detail)})
				}
			case t.ID == edition.ReferencesTable && (m.Title == row.Cells[0].Text || strings.HasPrefix(m.Title, row.Cells[0].Text+", ")):
				v.References = append(v.References, ui.Definition{Term: row.Cells[1].Text, Text: joined(row.Cells[2:])})
			}
		}
	}
	return v
}

// sentences are the texts that there are, one after another.
func sentences(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), ". ")
}

// joined is the cells' texts after one another.
func joined(cells []edition.Cell) string {
	var parts []string
	for _, c := range cells {
		if c.Text != "" {
			parts = append(parts, c.Text)
		}
	}
	return strings.Join(parts, ", ")
}

// tablesOf are all the document's tables in the order they are read.
func tablesOf(d *edition.Document) func(yield func(*edition.Table) bool) {
	return func(yield func(*edition.Table) bool) {
		for _, s := range d.Sections {
			for _, b := range s.Blocks {
				if b.Table != nil && !yield(b.Table) {
					return
				}
			}
		}
	}
}
