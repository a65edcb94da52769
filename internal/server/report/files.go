package report

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
)

const (
	// audienceName is in the address and in the form; forAll is its value for everybody.
	audienceName, forAll = "for", "alla"
	// stillName is in the address of a page that does not refresh itself.
	stillName = "stilla"
	// filesEvery is how often a page without JavaScript shows how far files have come, in
	// seconds.
	filesEvery = 5
)

// filesPage is which files a page is about.
type filesPage struct {
	report.FilesOf
	doc *edition.Document // what files are made of now
	url string            // the page's address without a query
	may bool              // choose the audience
}

// ShowFiles is the page with the files of the year's report as it stands now.
func (h *Handlers) ShowFiles(w http.ResponseWriter, r *http.Request) error {
	return h.showFiles(w, r, 0)
}

// ShowEditionFiles is the page with an edition's files.
func (h *Handlers) ShowEditionFiles(w http.ResponseWriter, r *http.Request) error {
	number, err := editionNumber(r)
	if err != nil {
		return err
	}
	return h.showFiles(w, r, number)
}

func (h *Handlers) showFiles(w http.ResponseWriter, r *http.Request, number int) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.filesOf(r, number, page.Query(r).Value(audienceName))
	if err != nil {
		return err
	}
	files, err := h.room.Files(ctx, visitor.Actor, p.FilesOf)
	if err != nil {
		return err
	}
	v := newFilesView(ctx, visitor, p, files)
	shown := page.Page{Title: v.Head.Title, Content: view.Files(v)}
	if v.Working {
		shown.Scripts = []string{"js/report-files.js"}
		if page.Query(r).Value(stillName) == "" {
			shown.Refresh = filesEvery
		}
	}
	return page.Show(w, r, http.StatusOK, shown)
}

// filesOf finds out what the page is about; audience is the visitor's choice.
func (h *Handlers) filesOf(r *http.Request, number int, audience string) (filesPage, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return filesPage{}, err
	}
	p := filesPage{FilesOf: report.FilesOf{Group: visitor.Group.ID, Year: year, Number: number, Audience: edition.Public},
		url: yearURL(year) + filesTab, may: visitor.May(org.ViewUnmasked, 0)}
	if number > 0 {
		p.url = yearURL(year) + editionsTab + "/" + strconv.Itoa(number) + filesTab
	}
	if p.may && audience != forAll {
		p.Audience = edition.Internal
	}
	p.doc, err = h.documentOf(ctx, visitor, p.FilesOf)
	return p, err
}

// documentOf is what files are made of: the edition's document, or the report as it
// stands now, always in Swedish, since a file goes on to others.
func (h *Handlers) documentOf(ctx context.Context, visitor page.Visitor, of report.FilesOf) (*edition.Document, error) {
	if of.Number > 0 {
		content, err := h.room.EditionDocument(ctx, visitor.Actor,
			report.AskedEdition{Group: of.Group, Year: of.Year, Number: of.Number, Public: of.Audience == edition.Public})
		if err != nil {
			return nil, err
		}
		return edition.Decode(content)
	}
	read := h.room.Read
	if of.Audience == edition.Public {
		read = h.room.ReadOutside
	}
	found, err := read(ctx, visitor.Actor, of.Group, of.Year)
	if err != nil {
		return nil, err
	}
	return compose.Document(i18n.WithLanguage(ctx, i18n.Swedish), found, compose.Frame{AsOf: dayOf(visitor.Now)})
}

// CreateFile asks for a file of the year's report as it stands now.
func (h *Handlers) CreateFile(w http.ResponseWriter, r *http.Request) error {
	return h.createFile(w, r, 0)
}

// CreateEditionFile asks for a file of an edition.
func (h *Handlers) CreateEditionFile(w http.ResponseWriter, r *http.Request) error {
	number, err := editionNumber(r)
	if err != nil {
		return err
	}
	return h.createFile(w, r, number)
}

func (h *Handlers) createFile(w http.ResponseWriter, r *http.Request, number int) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	order := report.FileOrder{Format: edition.FileFormat(form.Value("format"))}
	if !slices.Contains(edition.FileFormats, order.Format) {
		return fault.ErrNotFound
	}
	p, err := h.filesOf(r, number, form.Value(audienceName))
	if err != nil {
		return err
	}
	if order.Format == edition.UnitFile {
		unit, err := strconv.ParseInt(form.Value("enhet"), 10, 64)
		if err != nil || p.doc.UnitName(unit) == "" {
			return fault.ErrNotFound
		}
		order.UnitID = org.UnitID(unit)
	}
	if number > 0 {
		_, err = h.room.AskForEditionFile(ctx, visitor.Actor, p.FilesOf, order)
	} else {
		_, err = h.room.AskForFile(ctx, visitor.Actor, p.Group, p.doc, order)
	}
	if err != nil {
		return err
	}
	return page.Redirect(w, r, p.address()+"#"+formatID(order.Format))
}

// address is the page's, with the choice of audience.
func (p filesPage) address() string {
	if p.may && p.Audience == edition.Public {
		return p.url + "?" + audienceName + "=" + forAll
	}
	return p.url
}

// formatID is where a format stands on the page.
func formatID(f edition.FileFormat) string { return "fil-" + string(f) }

// SendFile hands out a made file.
func (h *Handlers) SendFile(w http.ResponseWriter, r *http.Request) error {
	which, err := fileOf(r)
	if err != nil {
		return err
	}
	f, content, err := h.room.FetchFile(r.Context(), page.VisitorOf(r).Actor, which)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: f.Name, Type: edition.FileFormat(f.Format).MediaType(), Content: content})
}

// CancelFile stops the making of a file.
func (h *Handlers) CancelFile(w http.ResponseWriter, r *http.Request) error {
	which, err := fileOf(r)
	if err != nil {
		return err
	}
	visitor := page.VisitorOf(r)
	f, err := h.room.CancelFile(r.Context(), visitor.Actor, which)
	if err != nil {
		return err
	}
	p := filesPage{FilesOf: report.FilesOf{Audience: edition.Audience(f.Audience)}, url: yearURL(f.Year) + filesTab, may: visitor.May(org.ViewUnmasked, 0)}
	if f.Edition > 0 {
		p.url = yearURL(f.Year) + editionsTab + "/" + strconv.Itoa(f.Edition) + filesTab
	}
	return page.Redirect(w, r, p.address()+"#"+formatID(edition.FileFormat(f.Format)))
}

// fileOf is the file that the address names.
func fileOf(r *http.Request) (report.FileID, error) {
	year, err := yearOf(r)
	id, wrong := strconv.ParseInt(chi.URLParam(r, "file"), 10, 64)
	if errors.Join(err, wrong) != nil {
		return report.FileID{}, fault.ErrNotFound
	}
	return report.FileID{Group: page.VisitorOf(r).Group.ID, Year: year, ID: id}, nil
}

// editionNumber is the edition that the address names.
func editionNumber(r *http.Request) (int, error) {
	number, err := strconv.Atoi(chi.URLParam(r, "number"))
	if err != nil || number < 1 {
		return 0, fault.ErrNotFound
	}
	return number, nil
}
