package reportfile

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// TestAPackageAsPaperAndWorkbook opens the example's data package for both audiences with
// other programs than those that made it.
func TestAPackageAsPaperAndWorkbook(t *testing.T) {
	ctx, db := t.Context(), testdb.New(t).DB
	if err := setup.Default(ctx, db, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(ctx, db, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	if err := setup.DemoPackages(ctx, db, today, compose.Package); err != nil {
		t.Fatal(err)
	}
	var group org.Group
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(ctx, "neonatologi")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for audience, role := range readers {
		actor := org.Actor{Person: org.Person{ID: 1}, Memberships: []org.Membership{{GroupID: group.ID, Role: role}}}
		p, err := report.New(db, func() time.Time { return today }).Package(ctx, actor, report.AskedPackage{Group: group.ID, ID: 1})
		if err != nil {
			t.Fatal(err)
		}
		if p.Audience != audience || p.Document.Audience != audience {
			t.Fatalf("%s reads what is for %s", role, p.Document.Audience)
		}
		hidden := 0
		for m := range p.Document.Measures() {
			for _, r := range m.Results {
				if r.Status == "masked" {
					hidden++
					if r.Numerator != nil || r.Denominator != nil || r.Point != nil || r.Counts != "" {
						t.Errorf("%s, %s: a hidden number is left: %+v", m.Title, r.Who, r)
					}
				}
			}
		}
		if (hidden > 0) != (audience == edition.Public) {
			t.Errorf("%s: %d results are hidden", audience, hidden)
		}

		f, err := maker().Make(ctx, p.Document, Order{Format: edition.PDFFile}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(f.Name, "neonatologi-datapaket-exempel-barn-som-fods-fore-vecka-32-2025-1-") {
			t.Error(f.Name)
		}
		said(t, f, []string{"qpdf", "--check"})
		wants(t, "the information", said(t, f, []string{"pdfinfo"}), "Title: Exempel: barn som föds före vecka 32", "Tagged: yes")
		wants(t, "the paper", plain(said(t, f, []string{"pdftotext", "-layout"}, "-")), append(headings(p.Document), "Version", "Exempeldata – inga verkliga siffror",
			"Redovisas inte: inget av de valda måtten delas upp efter hemregion.", "Barnmorska")...)

		f, err = maker().Make(ctx, p.Document, Order{Format: edition.WorkbookFile}, nil)
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(f.Content))
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range []string{"Om datapaketet", "Resultat", "Antal barn per år, hela gruppen", "Professioner", "Publicerade värden", "Definitioner"} {
			if rows, err := book.GetRows(sheet); err != nil || len(rows) < 2 {
				t.Errorf("%s: %d rows, %v, among %v", sheet, len(rows), err, book.GetSheetList())
			}
		}
		rows, _ := book.GetRows("Sen avnavling (≥ 60 sekunder)")
		if len(rows) != 4 || !slices.ContainsFunc(rows, func(r []string) bool { return r[0] == "Alla tillsammans" }) {
			t.Errorf("the parts by sex: %q", rows)
		}
	}
}
