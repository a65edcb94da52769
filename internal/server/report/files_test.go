package report

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/server/reportfile"
)

const filesAt = "/arsrapport/2025/filer"

// filesSite is the example's site with the pages of files, and the work on them.
func filesSite(t *testing.T) (*site, *report.Room) {
	s := newSite(t, true)
	room := report.New(s.db, func() time.Time { return today })
	h := New(room, nil)
	s.routes = append(s.routes,
		pagetest.Route{Pattern: "GET /arsrapport/{year}/filer", Handler: h.ShowFiles},
		pagetest.Route{Pattern: "POST /arsrapport/{year}/filer", Handler: h.CreateFile},
		pagetest.Route{Pattern: "GET /arsrapport/{year}/filer/{file}", Handler: h.SendFile},
		pagetest.Route{Pattern: "POST /arsrapport/{year}/filer/{file}/avbryt", Handler: h.CancelFile},
		pagetest.Route{Pattern: "GET /arsrapport/{year}/utgavor/{number}/filer", Handler: h.ShowEditionFiles},
		pagetest.Route{Pattern: "POST /arsrapport/{year}/utgavor/{number}/filer", Handler: h.CreateEditionFile})
	return s, room
}

// workOn makes the file as the jobs do; tables need no other program.
func workOn(t *testing.T, room *report.Room, id int64) {
	t.Helper()
	maker := reportfile.New(nil, nil)
	err := room.WorkOnFile(t.Context(), report.FileJob{FileID: id, Try: 1}, time.Minute, func(ctx context.Context, doc *edition.Document, o report.FileOrder, p func(string, int, int)) (string, []byte, error) {
		f, err := maker.Make(ctx, doc, reportfile.Order{Format: o.Format, UnitID: int64(o.UnitID)}, p)
		if err != nil {
			err = &report.FileError{Problem: reportfile.Problem(err), Err: err}
		}
		return f.Name, f.Content, err
	})
	var failed *report.FileError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
}

func TestAFileIsAskedForFollowedAndFetched(t *testing.T) {
	s, room := filesSite(t)
	b := s.as(t, org.Convener)
	p := b.Get(filesAt).Want(http.StatusOK)
	for _, format := range edition.FileFormats {
		if p.Find("#fil-"+string(format)+" h2").Length() != 1 {
			t.Errorf("%s is not offered", format)
		}
	}
	if strings.Contains(p.Body, `http-equiv="refresh"`) {
		t.Error("the page refreshes itself although nothing is made")
	}
	a := b.Post(filesAt, url.Values{"format": {"xlsx"}}).Want(http.StatusSeeOther)
	if a.Location != filesAt+"#fil-xlsx" {
		t.Errorf("goes to %s", a.Location)
	}
	p = b.Get(filesAt)
	if got := p.Text("#fil-xlsx [data-state=waiting]"); !strings.Contains(got, "Väntar på sin tur") || !strings.Contains(got, "Avbryt") {
		t.Errorf("while it waits: %q", got)
	}
	if !strings.Contains(p.Body, `http-equiv="refresh"`) || !strings.Contains(p.Body, filesAt+"?stilla=1") || strings.Contains(b.Get(filesAt+"?stilla=1").Body, `http-equiv="refresh"`) {
		t.Error("without a script the page does not show how it goes, or cannot be stopped from it")
	}
	b.Get(filesAt + "/1").Want(http.StatusNotFound)
	workOn(t, room, 1)
	p = b.Get(filesAt)
	if got := p.Text("#fil-xlsx [data-state=made]"); !strings.Contains(got, "Hämta (") || !strings.Contains(got, "Gjord 10 februari 2026 kl. 10:00.") || strings.Contains(got, "ändrats") {
		t.Errorf("when it is made: %q", got)
	}
	if got := p.Text("#filer-sagt"); got != "En fil är klar." {
		t.Errorf("those who hear the page are told %q", got)
	}
	address, _ := p.Find("#fil-xlsx a[download]").Attr("href")
	file := b.Get(address).Want(http.StatusOK)
	if got := file.Header.Get("Content-Disposition"); got != "attachment; filename=neonatologi-arsrapport-2025-utkast-intern.xlsx" || file.Header.Get("Content-Type") != edition.WorkbookFile.MediaType() {
		t.Errorf("sent as %s, %s", got, file.Header.Get("Content-Type"))
	}
	if got := b.Post(filesAt, url.Values{"format": {"xlsx"}}); got.Status != http.StatusSeeOther || len(b.Get(filesAt).Find("#fil-xlsx [data-state]").Nodes) != 1 {
		t.Error("asked again it is made again")
	}

	// It is for the group alone, and the report goes on.
	s.as(t, org.ProgramAreaMember).Get(address).Want(http.StatusNotFound)
	s.as(t, org.ProgramAreaMember).Post(filesAt, url.Values{"format": {"unit"}, "enhet": {"1"}}).Want(http.StatusForbidden)
	s.rewrite(t, room)
	if got := b.Get(filesAt).Text("#fil-xlsx"); !strings.Contains(got, "Rapporten har ändrats sedan dess.") || !strings.Contains(got, "Gör en ny") {
		t.Errorf("of an older report: %q", got)
	}
	b.Post(filesAt, url.Values{"format": {"odt"}}).Want(http.StatusNotFound)
	b.Post(filesAt, url.Values{"format": {"unit"}, "enhet": {"99"}}).Want(http.StatusNotFound)
}

func TestReadersOutsideTheGroupGetPublicFiles(t *testing.T) {
	s, room := filesSite(t)
	b := s.as(t, org.ProgramAreaMember)
	p := b.Get(filesAt).Want(http.StatusOK)
	if p.Find("#fil-unit").Length() != 0 || strings.Contains(p.Text("main"), "För gruppen") {
		t.Error("they are offered what they may not have")
	}
	b.Post(filesAt, url.Values{"format": {"csv"}}).Want(http.StatusSeeOther)
	workOn(t, room, 1)
	address, _ := b.Get(filesAt).Find("#fil-csv a[download]").Attr("href")
	if got := b.Get(address).Want(http.StatusOK).Header.Get("Content-Disposition"); !strings.Contains(got, "-publik-") {
		t.Errorf("they got %s", got)
	}
	// The group sees it with what it makes for everybody, and only there.
	convener := s.as(t, org.Convener)
	if convener.Get(filesAt+"?for=alla").Find("#fil-csv a[download]").Length() != 1 || convener.Get(filesAt).Find("#fil-csv a[download]").Length() != 0 {
		t.Error("the choice of audience does not choose")
	}
	a := convener.Post(filesAt, url.Values{"format": {"docx"}, "for": {"alla"}}).Want(http.StatusSeeOther)
	if a.Location != filesAt+"?for=alla#fil-docx" {
		t.Errorf("goes to %s", a.Location)
	}
}

func TestAFileThatIsNotMadeSaysWhy(t *testing.T) {
	s, room := filesSite(t)
	b := s.as(t, org.Convener)
	b.Post(filesAt, url.Values{"format": {"summary"}}).Want(http.StatusSeeOther)
	workOn(t, room, 1)
	if got := b.Get(filesAt).Text("#fil-summary [data-state=failed]"); !strings.Contains(got, "Programmet som gör PDF (WeasyPrint) finns inte på servern.") || !strings.Contains(got, "Försök igen") {
		t.Errorf("says %q", got)
	}
	b.Post(filesAt, url.Values{"format": {"csv"}}).Want(http.StatusSeeOther)
	if a := b.Post(filesAt+"/2/avbryt", nil).Want(http.StatusSeeOther); a.Location != filesAt+"#fil-csv" {
		t.Errorf("goes to %s", a.Location)
	}
	if got := b.Get(filesAt).Text("#fil-csv"); !strings.Contains(got, "Avbruten. Ingen fil gjordes.") || !strings.Contains(got, "Gör filen") {
		t.Errorf("cancelled: %q", got)
	}
	for _, p := range []edition.FileProblem{edition.ProgramMissing, edition.TookTooLong, edition.DiskFull, edition.FileTooLarge, edition.Interrupted} {
		if fileProblem(t.Context(), edition.WordFile, p) == fileProblem(t.Context(), edition.WordFile, edition.ProgramFailed) {
			t.Errorf("%s has no words of its own", p)
		}
	}
}

func TestAnEditionHasItsFiles(t *testing.T) {
	s, room := filesSite(t)
	convener := org.Actor{Person: org.Person{ID: 1, Name: "Exempel"}, Memberships: []org.Membership{{GroupID: s.group.ID, Role: org.Convener}}}
	if err := room.Fix(t.Context(), convener, report.Fixing{Group: s.group.ID, Year: 2025, Number: 1, Compose: compose.Edition}); err != nil {
		t.Fatal(err)
	}
	b, at := s.as(t, org.Convener), "/arsrapport/2025/utgavor/1/filer"
	p := b.Get(at).Want(http.StatusOK)
	for _, format := range []string{"pdf", "pdfa", "html"} {
		if p.Find("#fil-"+format+" [data-state=waiting]").Length() != 1 || b.Get(at+"?for=alla").Find("#fil-"+format+" [data-state=waiting]").Length() != 1 {
			t.Errorf("%s was not asked for when the edition was fixed", format)
		}
	}
	b.Post(at, url.Values{"format": {"csv"}}).Want(http.StatusSeeOther)
	workOn(t, room, 7)
	p = b.Get(at)
	address, _ := p.Find("#fil-csv a[download]").Attr("href")
	if got := b.Get(address).Want(http.StatusOK).Header.Get("Content-Disposition"); !strings.Contains(got, "neonatologi-arsrapport-2025-1-intern-tabeller.zip") {
		t.Errorf("sent as %s", got)
	}
	b.Get("/arsrapport/2025/utgavor/2/filer").Want(http.StatusNotFound)
	s.rewrite(t, room)
	if strings.Contains(b.Get(at).Text("#fil-csv"), "ändrats") {
		t.Error("an edition's file is old")
	}
	// Half a year later the drafts' files are gone and the edition's are there.
	b.Post(filesAt, url.Values{"format": {"csv"}}).Want(http.StatusSeeOther)
	if err := report.New(s.db, func() time.Time { return today.AddDate(0, 6, 0) }).TendFiles(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b.Get(filesAt).Find("[data-state]").Length() != 0 || b.Get(at).Find("#fil-csv a[download]").Length() != 1 {
		t.Error("the wrong files are forgotten")
	}
}

// rewrite changes a text of the year's report.
func (s *site) rewrite(t *testing.T, room *report.Room) {
	t.Helper()
	convener := org.Actor{Person: org.Person{ID: 1, Name: "Exempel"}, Memberships: []org.Membership{{GroupID: s.group.ID, Role: org.Convener}}}
	found, err := room.Read(t.Context(), convener, s.group.ID, 2025)
	if err != nil {
		t.Fatal(err)
	}
	section := found.Sections[0]
	if err := room.WriteSection(t.Context(), convener, report.Edit{Group: s.group.ID, Year: 2025, Section: section.ID, Body: "Ny slutsats.", Version: section.Version}); err != nil {
		t.Fatal(err)
	}
}
