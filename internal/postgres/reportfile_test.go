package postgres_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// sum32 is a SHA-256 that begins with the letter.
func sum32(letter byte) []byte { return bytes.Repeat([]byte{letter}, 32) }

// withDocuments has an internal draft "d" and an edition with the documents "i" and "p".
func withDocuments(t *testing.T) *world {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.BeginReport(ctx, w.full, 2026, noon, w.anna)
	})
	for letter, audience := range map[byte]string{'d': "internal", 'i': "internal", 'p': "public"} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.AddReportDocument(ctx, postgres.ReportDocument{SHA256: sum32(letter), GroupID: w.full, Year: 2026, Audience: audience,
				Content: []byte("{}"), MadeAt: noon})
		})
	}
	w.exec(`INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at) VALUES ($1, 2026, 1, $2, $3, $4)`,
		w.full, sum32('i'), sum32('p'), noon)
	return w
}

// askFile asks for a file of the document, and gives its number.
func (w *world) askFile(letter byte, format string, by org.PersonID) int64 {
	w.t.Helper()
	var id int64
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		id, err = tx.AskForReportFile(ctx, postgres.ReportFile{SHA256: sum32(letter), Format: format, Maker: "1", AskedAt: noon}, by)
		return err
	})
	return id
}

func (w *world) reportFile(id int64) postgres.ReportFile {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ReportFile, error) { return tx.ReportFile(ctx, id) })
}

func (w *world) claimReportFile(id int64, try int) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ClaimReportFile(ctx, postgres.ReportFileJob{FileID: id, Try: try})
		return err
	})
}

func (w *world) settleReportFile(f postgres.ReportFile, content []byte) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SettleReportFile(ctx, f, content) })
}

func TestAReportFileIsMadeOnce(t *testing.T) {
	w := withDocuments(t)
	id := w.askFile('d', "pdf", w.anna)
	same(t, "asked again", w.askFile('d', "pdf", 0), id)
	if w.askFile('d', "docx", 0) == id {
		t.Error("another format is the same file")
	}
	want := postgres.ReportFile{ID: id, SHA256: sum32('d'), Format: "pdf", Maker: "1", State: postgres.ReportFileWaiting, Try: 1,
		AskedAt: noon, AskedBy: "Anna", GroupID: w.full, Year: 2026, Audience: "internal"}
	same(t, "waiting", w.reportFile(id), want)
	same(t, "jobs", w.text(`SELECT string_agg(concat(args ->> 'file_id', ' ', args ->> 'try', ' ', state), ',' ORDER BY id) FROM river.river_job WHERE args ->> 'file_id' = $1`, fmt.Sprint(want.ID)),
		jobLine(id, 1))
	w.claimReportFile(id, 1)
	w.refused("claimed twice", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ClaimReportFile(ctx, postgres.ReportFileJob{FileID: id, Try: 1})
		return err
	})
	want.Stage, want.Done, want.Total = "charts", 3, 24
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.HearOfReportFile(ctx, want) })
	want.State = postgres.ReportFileWorking
	same(t, "working", w.reportFile(id), want)

	want.State, want.Name, want.ContentSHA256, want.MadeAt = postgres.ReportFileMade, "a.pdf", sum32('c'), ptr(noon)
	w.settleReportFile(want, []byte("%PDF"))
	want.Size = 4
	same(t, "made", w.reportFile(id), want)
	same(t, "its content", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]byte, error) { return tx.ReportFileContent(ctx, id) }), []byte("%PDF"))
	same(t, "asked for when made", w.askFile('d', "pdf", 0), id)
	w.refused("heard of when made", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.HearOfReportFile(ctx, want) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CancelReportFile(ctx, id) })
	same(t, "cancelled when made", w.reportFile(id).State, postgres.ReportFileMade)
}

func TestReportFilesAreListed(t *testing.T) {
	w := withDocuments(t)
	list := func(of postgres.ReportFilesOf) []int64 {
		var ids []int64
		for _, f := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportFile, error) {
			return tx.ReportFiles(ctx, of)
		}) {
			ids = append(ids, f.ID)
		}
		return ids
	}
	drafts := postgres.ReportFilesOf{GroupID: w.full, Year: 2026, Audience: "internal"}
	first := w.askFile('d', "pdf", 0)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CancelReportFile(ctx, first) })
	same(t, "cancelled", w.reportFile(first).State, postgres.ReportFileCancelled)
	second, word := w.askFile('d', "pdf", 0), w.askFile('d', "docx", 0)
	same(t, "the latest of each format", list(drafts), []int64{word, second})
	same(t, "another group's", len(list(postgres.ReportFilesOf{GroupID: w.bare, Year: 2026, Audience: "internal"})), 0)

	edition := drafts
	edition.Edition = 1
	made := w.askFile('i', "pdf", 0)
	w.claimReportFile(made, 1)
	w.settleReportFile(postgres.ReportFile{ID: made, Try: 1, State: postgres.ReportFileMade, Name: "a.pdf", ContentSHA256: sum32('c'), MadeAt: ptr(noon)}, []byte("x"))
	w.exec(`UPDATE report_file SET maker = '0' WHERE id = $1`, made)
	same(t, "an edition's file is not made by a newer program", w.askFile('i', "pdf", 0), made)
	same(t, "the edition's", list(edition), []int64{made})
	same(t, "which edition", w.reportFile(made).Edition, 1)
	public := w.askFile('p', "pdf", 0)
	edition.Audience = "public"
	same(t, "the public ones", list(edition), []int64{public})
}

func TestLostReportFilesAreTakenUp(t *testing.T) {
	w := withDocuments(t)
	takeUp := func() {
		t.Helper()
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.TakeUpLostReportFiles(ctx, 30*time.Second, 2)
		})
	}
	id := w.askFile('d', "pdf", 0)
	w.claimReportFile(id, 1)
	takeUp()
	same(t, "heard of just now", w.reportFile(id).State, postgres.ReportFileWorking)
	quiet := func() { w.exec(`UPDATE report_file SET heard_at = now() - interval '31 seconds'`) }
	quiet()
	takeUp()
	f := w.reportFile(id)
	same(t, "taken up", []any{f.State, f.Try}, []any{postgres.ReportFileWaiting, 2})
	same(t, "with a job", w.text(`SELECT concat(args ->> 'file_id', ' ', args ->> 'try', ' ', state) FROM river.river_job ORDER BY id DESC LIMIT 1`), jobLine(id, 2))
	w.refused("the dead process comes back", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SettleReportFile(ctx, postgres.ReportFile{ID: id, Try: 1, State: postgres.ReportFileFailed, Problem: "x"}, nil)
	})
	quiet()
	takeUp()
	same(t, "waits in the queue", w.reportFile(id).Try, 2)
	w.exec(`DELETE FROM river.river_job`)
	takeUp()
	f = w.reportFile(id)
	same(t, "whose job is gone, once too often", []any{f.State, f.Problem}, []any{postgres.ReportFileFailed, "interrupted"})

	again := w.askFile('d', "pdf", 0)
	w.claimReportFile(again, 1)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.PutBackReportFile(ctx, w.reportFile(again))
	})
	f = w.reportFile(again)
	same(t, "put back", []any{f.State, f.Try}, []any{postgres.ReportFileWaiting, 2})
}

func TestOldReportFilesAreForgotten(t *testing.T) {
	w := withDocuments(t)
	forget := func(before time.Time) string {
		t.Helper()
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteOldReportFiles(ctx, before) })
		return w.text(`SELECT string_agg(substr(encode(sha256, 'escape'), 1, 1), '' ORDER BY sha256) FROM report_document`)
	}
	w.askFile('d', "pdf", 0)
	same(t, "asked for lately", forget(noon), "dip")
	same(t, "old", forget(noon.Add(time.Second)), "ip")
	same(t, "with its files", w.text(`SELECT count(*)::text FROM report_file`), "0")
}

// text is the single text that a query gives.
func (w *world) text(sql string, args ...any) string {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (string, error) { return tx.Text(ctx, sql, args...) })
}

// jobLine is a job that waits, as the tests above read it.
func jobLine(id int64, try int) string { return fmt.Sprint(id, " ", try, " available") }
