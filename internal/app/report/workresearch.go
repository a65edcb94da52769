package report

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// loadResearch reads the research that the group follows: what came out in the year, and the
// projects that went on in it.
func (w *Work) loadResearch(ctx context.Context, tx *postgres.Tx, group org.Group, s days) error {
	links, err := tx.LibraryLinks(ctx, group.ID)
	for _, l := range links {
		if l.Kind == improvement.PublicationLink && l.Year == s.last.Year() || l.Kind == improvement.ResearchLink && l.Year <= s.last.Year() {
			w.Research = append(w.Research, l.LibraryLink)
		}
	}
	return err
}
