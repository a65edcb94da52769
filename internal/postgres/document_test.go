package postgres_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"testing"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5/pgconn"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TestDocuments: a version is published once, and its archive copy can be neither changed
// nor removed by the application.
func TestDocuments(t *testing.T) {
	w := newWorld(t)
	bare := improvement.Document{GroupID: w.full, Kind: improvement.OtherDocument, Title: "Bara titel", Readers: improvement.ReadByGroup, WrittenAt: noon, Version: 1}
	full := improvement.Document{GroupID: w.full, Kind: improvement.ReportDocument, Title: "Rapport", Year: 2026, Readers: improvement.ReadByAll, IndicatorID: w.divided.ID,
		WrittenAt: noon, WrittenBy: w.anna, Version: 1}
	add := func(d improvement.Document) improvement.DocumentID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.DocumentID, error) {
			id, err := tx.AddDocument(ctx, d)
			if err != nil {
				return 0, err
			}
			return id, tx.AddDocumentVersion(ctx, improvement.DocumentVersion{DocumentID: id, Number: 1, Body: "Text", WrittenAt: noon}, nil)
		})
	}
	one := func(id improvement.DocumentID) postgres.DocumentRow {
		d := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.DocumentRow, error) {
			return tx.Document(ctx, w.full, id)
		})
		d.WrittenAt = d.WrittenAt.UTC()
		return d
	}
	bare.ID, full.ID = add(bare), add(full)
	same(t, "as little as there may be", one(bare.ID), postgres.DocumentRow{Document: bare, Latest: 1, State: improvement.DocumentDraft})
	same(t, "all there may be", one(full.ID), postgres.DocumentRow{Document: full, Latest: 1, State: improvement.DocumentDraft, MeasureCode: "FULL", MeasureName: "Sen infektion"})

	versions := func(id improvement.DocumentID) []postgres.DocumentVersion {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.DocumentVersion, error) {
			return tx.DocumentVersions(ctx, id)
		})
	}
	v := versions(full.ID)[0].DocumentVersion
	save := func(v improvement.DocumentVersion, before improvement.DocumentState, content []byte) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SaveDocumentVersion(ctx, v, before, content)
		}
	}
	v.FileName, v.MediaType, v.Body = "a.pdf", "application/pdf", ""
	w.write(save(v, improvement.DocumentDraft, []byte("%PDF-1")))
	file := func() (improvement.ArchiveCopy, error) {
		var c improvement.ArchiveCopy
		err := w.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
			c, err = tx.DocumentFile(t.Context(), full.ID, 1)
			return err
		})
		return c, err
	}
	if c, err := file(); err != nil || c.Name != "a.pdf" || string(c.Content) != "%PDF-1" {
		t.Errorf("%v %+v", err, c)
	}
	v, err := v.Review(w.bert, noon)
	if err != nil {
		t.Fatal(err)
	}
	w.write(save(v, improvement.DocumentDraft, nil))
	w.refused("from a state that it is not in", fault.ErrConflict, save(v, improvement.DocumentDraft, nil))
	if v, err = v.Publish(improvement.ReadByBody, w.anna, noon); err != nil {
		t.Fatal(err)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		c, err := tx.DocumentFile(ctx, full.ID, 1)
		if err != nil {
			return err
		}
		if err := tx.SaveDocumentVersion(ctx, v, improvement.DocumentReviewed, nil); err != nil {
			return err
		}
		return tx.ArchiveDocument(ctx, v, c, noon)
	})
	got := versions(full.ID)[0]
	sum := sha256.Sum256([]byte("%PDF-1"))
	if string(got.SHA256) != string(sum[:]) || got.Size != 6 || got.ReviewedByName != "Bert" || got.PublishedByName != "Anna" || got.State != improvement.DocumentPublished {
		t.Errorf("published: %+v", got)
	}
	if c, err := file(); err != nil || string(c.Content) != "%PDF-1" {
		t.Errorf("the archive copy: %v %q", err, c.Content)
	}
	for _, sql := range []string{`UPDATE document_archive SET content = 'x'`, `DELETE FROM document_archive`, `DELETE FROM document_version`, `DELETE FROM document`, `DELETE FROM telling`, `UPDATE telling SET note = 'x'`} {
		var pg *pgconn.PgError
		if err := w.try(func(ctx context.Context, tx *postgres.Tx) error { return tx.Exec(ctx, sql) }); !errors.As(err, &pg) || pg.Code != pgerrcode.InsufficientPrivilege {
			t.Errorf("%s: %v", sql, err)
		}
	}
	if err := w.try(save(v, improvement.DocumentPublished, nil)); err == nil {
		t.Error("what is published was changed")
	}

	list := func(f postgres.DocumentFilter) (titles []string) {
		f.GroupID, f.Limit = w.full, 10
		if f.Readers == nil {
			f.Readers = improvement.AllDocumentReaders()
		}
		for _, d := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.DocumentRow, error) {
			return tx.Documents(ctx, f)
		}) {
			titles = append(titles, d.Title)
		}
		return titles
	}
	same(t, "what is published", list(postgres.DocumentFilter{}), []string{"Rapport"})
	same(t, "all", list(postgres.DocumentFilter{Unpublished: true}), []string{"Bara titel", "Rapport"})
	same(t, "for outside readers", list(postgres.DocumentFilter{Readers: []improvement.DocumentReaders{improvement.ReadByBody}}), nil)
	same(t, "another year", list(postgres.DocumentFilter{Year: 2020}), nil)
	same(t, "of a kind", list(postgres.DocumentFilter{Kind: improvement.ReportDocument, Year: 2026}), []string{"Rapport"})

	withdrawn := full
	withdrawn.WithdrawnAt = ptr(noon)
	change := func(d improvement.Document) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDocument(ctx, d) }
	}
	w.write(change(withdrawn))
	w.refused("an old version", fault.ErrConflict, change(withdrawn))
	same(t, "withdrawn", list(postgres.DocumentFilter{}), nil)
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Document(ctx, w.bare, full.ID)
		return err
	})
	foreign := bare
	foreign.GroupID, foreign.IndicatorID = w.bare, w.divided.ID
	w.refused("another group's measure", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddDocument(ctx, foreign)
		return err
	})
	tellings(t, w, bare.ID)
}

// tellings is who is told of the document.
func tellings(t *testing.T, w *world, document improvement.DocumentID) {
	t.Helper()
	r := improvement.Recipient{GroupID: w.full, Direction: improvement.TellDown, Name: "Klinikerna", Way: "Möte", Email: "a@b.se", WrittenAt: noon, Version: 1}
	r.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.RecipientID, error) {
		return tx.AddRecipient(ctx, r)
	})
	up := improvement.Recipient{GroupID: w.full, Direction: improvement.TellUp, Name: "Området", WrittenAt: noon, Version: 1}
	up.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.RecipientID, error) {
		return tx.AddRecipient(ctx, up)
	})
	list := func() []improvement.Recipient {
		all := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Recipient, error) {
			return tx.Recipients(ctx, w.full)
		})
		for n := range all {
			all[n].WrittenAt = all[n].WrittenAt.UTC()
		}
		return all
	}
	same(t, "upwards first", list(), []improvement.Recipient{up, r})
	changed := r
	changed.Name = "Enheterna"
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveRecipient(ctx, changed) }
	w.write(save)
	w.refused("an old version", fault.ErrConflict, save)
	tell := improvement.Telling{GroupID: w.full, RecipientID: r.ID, TellingOf: improvement.TellingOf{DocumentID: document}, ToldOn: date(2026, 5, 1), Note: "På mötet", ByLetter: true, NotedAt: noon, NotedBy: w.anna}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddTelling(ctx, tell) })
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TellingRow, error) {
		return tx.Tellings(ctx, w.full, improvement.TellingOf{DocumentID: document})
	})
	same(t, "told", got, []postgres.TellingRow{{ToldOn: date(2026, 5, 1), Direction: improvement.TellDown, RecipientID: r.ID, Recipient: "Enheterna", DocumentID: document, Title: "Bara titel", Note: "På mötet", ByLetter: true, NotedByName: "Anna"}})
	if all := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TellingRow, error) {
		return tx.Tellings(ctx, w.full, improvement.TellingOf{})
	}); len(all) != 1 {
		t.Errorf("of anything: %+v", all)
	}
	for what, wrong := range map[string]improvement.Telling{"another group": {GroupID: w.bare, RecipientID: r.ID, TellingOf: improvement.TellingOf{DocumentID: document}}, "nobody": {GroupID: w.full, RecipientID: 99, TellingOf: improvement.TellingOf{DocumentID: document}}} {
		wrong.ToldOn, wrong.NotedAt = date(2026, 5, 1), noon
		w.refused(what, fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.AddTelling(ctx, wrong) })
	}
}

func TestLibraryLinks(t *testing.T) {
	w := newWorld(t)
	l := improvement.LibraryLink{GroupID: w.full, Kind: improvement.GuidelineLink, Title: "Riktlinje", URL: "https://exempel.se", Source: "Gruppen", IndicatorID: w.plain.ID,
		CheckedOn: date(2026, 5, 1), CheckedBy: w.anna, WrittenAt: noon, Version: 1}
	plan := improvement.LibraryLink{GroupID: w.full, Kind: improvement.NationalPlanLink, Title: "Plan", Source: "NPO", Area: "Området", CheckedOn: date(2026, 5, 1), WrittenAt: noon, Version: 1}
	earlier := improvement.LibraryLink{GroupID: w.full, Kind: improvement.PublicationLink, Title: "Artikel", URL: "https://exempel.se", Source: "Tidskriften", Year: 2023, CheckedOn: date(2026, 5, 1), WrittenAt: noon, Version: 1}
	later := earlier
	later.Title, later.Year = "Ännu en", 2025
	for _, each := range []*improvement.LibraryLink{&earlier, &later, &plan, &l} {
		each.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.LibraryLinkID, error) {
			return tx.AddLibraryLink(ctx, *each)
		})
	}
	list := func(group org.GroupID) []postgres.LibraryLinkRow {
		all := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.LibraryLinkRow, error) {
			return tx.LibraryLinks(ctx, group)
		})
		for n := range all {
			all[n].WrittenAt = all[n].WrittenAt.UTC()
		}
		return all
	}
	same(t, "by kind", list(w.full), []postgres.LibraryLinkRow{{LibraryLink: l, MeasureCode: "BARE", MeasureName: "Bara namn", CheckedByName: "Anna"}, {LibraryLink: plan}, {LibraryLink: later}, {LibraryLink: earlier}})
	ended := l
	ended.EndedAt = ptr(noon)
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveLibraryLink(ctx, ended) }
	w.write(save)
	w.refused("an old version", fault.ErrConflict, save)
	same(t, "what is left", list(w.full), []postgres.LibraryLinkRow{{LibraryLink: plan}, {LibraryLink: later}, {LibraryLink: earlier}})
	same(t, "another group's", len(list(w.bare)), 0)
}
