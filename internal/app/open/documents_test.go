package open

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

func TestEverybodyReadsADocumentThatIsOpen(t *testing.T) {
	f, room, patient := fixture(t)
	f.Exec(`INSERT INTO document (group_id, kind, title, readers, written_at) VALUES (1, 'report', 'Rapport', 'all', now()), (1, 'notes', 'Inre', 'group', now());
		INSERT INTO document_version (document_id, number, state, body, file_name, written_at, reviewed_at, published_at) VALUES
			(1, 1, 'published', 'Med namn', '', now(), now(), '2026-01-10'), (1, 2, 'published', '', 'b.pdf', now(), now(), '2026-02-10'), (1, 3, 'draft', 'Ny', '', now(), NULL, NULL),
			(2, 1, 'published', 'Inre', '', now(), now(), '2026-01-10');
		INSERT INTO document_archive (document_id, number, name, media_type, content, archived_at) VALUES
			(1, 1, 'a.md', 'text/markdown', 'Med namn', now()), (1, 2, 'b.pdf', 'application/pdf', '%PDF-1', now()), (2, 1, 'c.md', 'text/markdown', 'Inre', now())`)
	ctx, convener, stranger := t.Context(), f.Actor(testgroup.Convener), Asked{Code: f.Programme().Code}
	read := func(asked Asked) error { _, err := room.Documents(ctx, asked); return err }
	want(t, "a stranger before it is open", read(stranger), fault.ErrNotFound)
	want(t, "who chooses looks at it before", read(Asked{stranger.Code, convener}), nil)
	want(t, "a unit does not", read(Asked{stranger.Code, f.Actor(testgroup.MedicalLead)}), fault.ErrNotFound)
	want(t, "opened", room.OpenKind(ctx, convener, postgres.OpenedKind{GroupID: testgroup.Group, Audience: org.Everybody, Kind: org.OpenDocuments}), nil)
	want(t, "who speaks for patients", read(Asked{stranger.Code, patient}), nil)
	list, err := room.Documents(ctx, stranger)
	if err != nil || len(list.Documents) != 1 || list.Documents[0].Title != "Rapport" || list.Documents[0].FileName != "b.pdf" {
		t.Errorf("%v: %+v", err, list.Documents)
	}
	d, err := room.Document(ctx, stranger, 1)
	if err != nil || d.Number != 2 || len(d.Earlier) != 1 || d.Earlier[0].Number != 1 || d.Earlier[0].PublishedAt.Format("2006-01-02") != "2026-01-10" {
		t.Errorf("%v: %+v", err, d)
	}
	if c, err := room.DocumentFile(ctx, stranger, 1); err != nil || c.Name != "b.pdf" || string(c.Content) != "%PDF-1" {
		t.Errorf("%v: %+v", err, c)
	}
	for what, id := range map[string]int64{"one for the group": 2, "none": 3} {
		_, err := room.Document(ctx, stranger, improvement.DocumentID(id))
		want(t, what, err, fault.ErrNotFound)
		_, err = room.DocumentFile(ctx, stranger, improvement.DocumentID(id))
		want(t, what+", its file", err, fault.ErrNotFound)
	}
	c, err := room.Choice(ctx, convener, f.Programme())
	if err != nil || len(c.Documents) != 1 {
		t.Errorf("what can be chosen: %v, %+v", err, c.Documents)
	}
	f.Exec(`UPDATE document SET withdrawn_at = now() WHERE id = 1`)
	_, err = room.Document(ctx, stranger, 1)
	want(t, "withdrawn", err, fault.ErrNotFound)
	_, err = room.DocumentFile(ctx, stranger, 1)
	want(t, "withdrawn, its file", err, fault.ErrNotFound)
}
