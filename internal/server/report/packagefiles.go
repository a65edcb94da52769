package report

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// packageFormats are what a package is made, in the order they are offered.
var packageFormats = []edition.FileFormat{edition.PDFFile, edition.WorkbookFile}

// packageFiles are the package's files, made and to be made, as those of a report.
func packageFiles(ctx context.Context, visitor page.Visitor, p report.PackagePage) view.FilesView {
	base := packageURL(p.ID) + "/" + strconv.Itoa(p.Edition.Number) + "/filer"
	v := view.FilesView{URL: base, AudienceField: ui.Hidden{Name: audienceName}, StillURL: packageAddress(p, p.Audience)}
	ending := ""
	if p.Audience == edition.Public && p.CanInternal {
		v.AudienceField.Value, ending = forAll, "?"+audienceName+"="+forAll
	}
	for _, format := range packageFormats {
		f := view.FileView{ID: formatID(format), Format: string(format)}
		f.Name, f.About = packageFormatWords(ctx, format)
		for _, file := range p.Files {
			if file.Format != string(format) {
				continue
			}
			m := newMadeFile(ctx, file, false, visitor)
			v.Working = v.Working || m.CancelURL != ""
			m.CancelURL = ""
			if m.URL != "" {
				m.URL = base + "/" + string(format) + ending
			}
			f.Made = append(f.Made, m)
		}
		v.Files = append(v.Files, f)
	}
	v.Said = saidOfFiles(ctx, v.Files)
	return v
}

func packageFormatWords(ctx context.Context, f edition.FileFormat) (name, about string) {
	if f == edition.PDFFile {
		return i18n.T(ctx, "PDF"), i18n.T(ctx, "Hela paketet att läsa och skriva ut. Kan läsas upp.")
	}
	return i18n.T(ctx, "Excel"), i18n.T(ctx, "Alla tabeller, alla resultat som rader, och ett blad med definitionerna.")
}

// askedPackageEdition is the edition of a package that the address names.
func askedPackageEdition(r *http.Request) (report.AskedPackage, error) {
	asked, err := askedPackage(r)
	if err != nil {
		return asked, err
	}
	if asked.Number, err = strconv.Atoi(chi.URLParam(r, "number")); err != nil || asked.Number < 1 || asked.Number > maxNumber {
		return asked, fault.ErrNotFound
	}
	return asked, nil
}

// CreatePackageFile asks for a file of a package.
func (h *Handlers) CreatePackageFile(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedPackageEdition(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	format := edition.FileFormat(form.Value("format"))
	if !slices.Contains(packageFormats, format) {
		return fault.ErrNotFound
	}
	asked.Public = form.Value(audienceName) == forAll
	if err := h.room.AskForPackageFile(r.Context(), page.VisitorOf(r).Actor, asked, format); err != nil {
		return err
	}
	to := packageURL(asked.ID) + "?" + versionName + "=" + strconv.Itoa(asked.Number)
	if asked.Public {
		to += "&" + audienceName + "=" + forAll
	}
	return page.Redirect(w, r, to+"#"+formatID(format))
}

// SendPackageFile hands out a made file of a package.
func (h *Handlers) SendPackageFile(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedPackageEdition(r)
	if err != nil {
		return err
	}
	format := edition.FileFormat(chi.URLParam(r, "format"))
	if !slices.Contains(packageFormats, format) {
		return fault.ErrNotFound
	}
	f, content, err := h.room.PackageFile(r.Context(), page.VisitorOf(r).Actor, asked, format)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: f.Name, Type: format.MediaType(), Content: content})
}

// SendPackageDocument hands out what a version of a package says as it is stored, so that
// its sum can be checked.
func (h *Handlers) SendPackageDocument(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedPackageEdition(r)
	if err != nil {
		return err
	}
	visitor := page.VisitorOf(r)
	content, err := h.room.PackageDocument(r.Context(), visitor.Actor, asked)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: fmt.Sprintf("%s-datapaket-%d-%d.json", visitor.Group.Code, asked.ID, asked.Number), Type: "application/json", Content: content})
}
