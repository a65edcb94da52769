package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/postgres"
)

// TestOpenDocuments: what everybody may read is what is published, for all, and not withdrawn;
// and of it the latest published version.
func TestOpenDocuments(t *testing.T) {
	w := newWorld(t)
	list := func(id improvement.DocumentID) []postgres.OpenDocument {
		rows := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.OpenDocument, error) {
			return tx.OpenDocuments(ctx, postgres.OpenDocumentsAsked{GroupID: w.full, ID: id, Limit: 10})
		})
		for n := range rows {
			rows[n].PublishedAt = rows[n].PublishedAt.UTC()
		}
		return rows
	}
	publish := func(id improvement.DocumentID, number int, at time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			v := improvement.DocumentVersion{DocumentID: id, Number: number, State: improvement.DocumentPublished, Body: "Text", WrittenAt: noon, ReviewedAt: &at, PublishedAt: &at}
			if err := tx.SaveDocumentVersion(ctx, v, improvement.DocumentDraft, nil); err != nil {
				return err
			}
			return tx.ArchiveDocument(ctx, v, improvement.ArchiveCopy{Name: "a.md", MediaType: "text/markdown", Content: []byte("# Text")}, at)
		}
	}
	draft := func(id improvement.DocumentID, number int) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.AddDocumentVersion(ctx, improvement.DocumentVersion{DocumentID: id, Number: number, Body: "Text", WrittenAt: noon}, nil)
		}
	}
	add := func(title string, readers improvement.DocumentReaders, year int) improvement.DocumentID {
		id := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.DocumentID, error) {
			return tx.AddDocument(ctx, improvement.Document{GroupID: w.full, Kind: improvement.ReportDocument, Title: title, Year: year, Readers: readers, WrittenAt: noon, WrittenBy: w.anna})
		})
		w.write(draft(id, 1))
		return id
	}
	old, inner, unpublished := add("Äldre", improvement.ReadByAll, 2024), add("Inre", improvement.ReadByBody, 2025), add("Utkast", improvement.ReadByAll, 2025)
	newest := add("Nyast", improvement.ReadByAll, 2025)
	for _, id := range []improvement.DocumentID{old, inner, newest} {
		w.write(publish(id, 1, noon))
	}
	first := postgres.OpenDocument{ID: newest, Kind: improvement.ReportDocument, Title: "Nyast", Year: 2025, Number: 1, PublishedAt: noon, Size: len("# Text")}
	second := first
	second.ID, second.Title, second.Year = old, "Äldre", 2024
	same(t, "the latest year first, without texts", list(0), []postgres.OpenDocument{first, second})
	for _, id := range []improvement.DocumentID{inner, unpublished} {
		if got := list(id); len(got) != 0 {
			t.Errorf("one that everybody may not read: %+v", got)
		}
	}
	w.write(draft(newest, 2))
	first.Body = "Text"
	same(t, "the next version is a draft", list(newest), []postgres.OpenDocument{first})
	w.write(publish(newest, 2, noon.Add(time.Hour)))
	first.Number, first.PublishedAt = 2, noon.Add(time.Hour)
	same(t, "and is published", list(newest), []postgres.OpenDocument{first})
	w.exec(`UPDATE document SET withdrawn_at = now() WHERE id = $1`, newest)
	if got := list(newest); len(got) != 0 {
		t.Errorf("one that is withdrawn: %+v", got)
	}
}
