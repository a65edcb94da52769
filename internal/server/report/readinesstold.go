package report

import (
	"context"
	"net/url"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// told reads what the report says now, and what has become another since its latest
// edition; the latter is empty when there is none.
func (h *Handlers) told(ctx context.Context, visitor page.Visitor, ready report.Readiness) (*report.Report, edition.Differences, error) {
	if ready.Standing.Edition == 0 {
		whole, err := h.room.Read(ctx, visitor.Actor, visitor.Group.ID, ready.Year)
		return whole, edition.Differences{}, err
	}
	fixed, err := h.room.Edition(ctx, visitor.Actor, report.AskedEdition{Group: visitor.Group.ID, Year: ready.Year, Number: ready.Standing.Edition})
	if err != nil {
		return nil, edition.Differences{}, err
	}
	since, err := changedSince(ctx, fixed)
	return fixed.Now, since, err
}

// brokenReferences are the references in the year's texts that point at nothing, each with
// the way to the text that it stands in.
func brokenReferences(ctx context.Context, r readying) (list []ui.TaskProps) {
	for _, p := range compose.Problems(ctx, r.whole) {
		t := ui.TaskProps{Title: i18n.T(ctx, "%s i ”%s”", p.Typed, p.Where), Text: p.Why, URL: yearURL(r.Year) + sectionsTab + "/" + strconv.FormatInt(p.Section, 10)}
		for _, m := range r.whole.Data.Measures {
			if m.ID == p.Measure {
				t.URL = yearURL(r.Year) + "/matt/" + url.PathEscape(m.Code)
			}
		}
		list = append(list, t)
	}
	return list
}

// sinceEdition is how much has become another in the report since its latest edition, with
// the way to what it is.
func sinceEdition(ctx context.Context, r readying) (list []ui.TaskProps) {
	to := yearURL(r.Year) + editionsTab + "/" + strconv.Itoa(r.Standing.Edition)
	if n := len(r.since.Results); n > 0 {
		list = append(list, ui.TaskProps{URL: to, Title: i18n.N(ctx, "Ett resultat är ett annat än i utgåvan", "%d resultat är andra än i utgåvan", n)})
	}
	if n := len(r.since.Sections) + len(r.since.Goals) + len(r.since.Measures); n > 0 {
		list = append(list, ui.TaskProps{URL: to, Title: i18n.N(ctx, "Ett avsnitt, mål eller mått är beskrivet på annat sätt än i utgåvan", "%d avsnitt, mål och mått är beskrivna på annat sätt än i utgåvan", n)})
	}
	return list
}
