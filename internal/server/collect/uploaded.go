package collect

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
)

// seenField is the plan that the visitor decides upon.
const seenField = "sedd"

func fileURL(id int64) string { return filesURL + "/" + strconv.FormatInt(id, 10) }

// uploaded is a file that was uploaded, with what is in it.
type uploaded struct {
	file   collect.File
	upload exchange.Upload
}

// uploaded reads the visitor's file that the address names.
func (h *Handlers) uploaded(r *http.Request) (u uploaded, err error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "file"), 10, 64)
	if err != nil {
		return u, fault.ErrNotFound
	}
	visitor := page.VisitorOf(r)
	if u.file, err = h.room.File(r.Context(), visitor.Actor, visitor.Group.ID, id); err != nil {
		return u, err
	}
	u.upload, err = exchange.ReadUpload(u.file.Content, uploadLimits)
	return u, err
}

// ShowUpload shows what is in the file, row by row, before anything is stored.
func (h *Handlers) ShowUpload(w http.ResponseWriter, r *http.Request) error {
	u, err := h.uploaded(r)
	if err != nil {
		return err
	}
	plan, err := h.room.PlanFile(r.Context(), page.VisitorOf(r).Actor, u.file, fileRows(u.upload))
	if err != nil {
		return err
	}
	return showPlan(w, r, http.StatusOK, newFileView(r.Context(), u, plan, page.VisitorOf(r).Today()))
}

func showPlan(w http.ResponseWriter, r *http.Request, status int, v view.FileView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.File(v)})
}

// ApplyUpload stores the file's rows, all or none.
func (h *Handlers) ApplyUpload(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	u, err := h.uploaded(r)
	if err != nil {
		return err
	}
	plan, err := h.room.ApplyFile(ctx, visitor.Actor, u.file, collect.Applying{Rows: fileRows(u.upload), Seen: form.Value(seenField)})
	if err != nil {
		return err
	}
	if !plan.Stored {
		v := newFileView(ctx, u, plan, visitor.Today())
		v.Overtaken = i18n.T(ctx, "Inget är sparat. Något har ändrats sedan du såg det som står här. Titta igen innan du sparar.")
		return showPlan(w, r, http.StatusConflict, v)
	}
	done := i18n.T(ctx, "Allt i filen är redan sparat.")
	if n := plan.New + plan.Changed; n > 0 {
		done = i18n.N(ctx, "En uppgift från filen är sparad.", "%d uppgifter från filen är sparade.", n)
	}
	return page.RedirectWith(w, r, afterFile(plan), page.Done(done))
}

// afterFile is the form that the file was about, or the room's first page when it
// was about several.
func afterFile(plan collect.FilePlan) string {
	address := ""
	for _, r := range plan.Rows {
		at := entryURL(r.Place, r.Form)
		if address != "" && at != address {
			return overviewURL
		}
		address = at
	}
	return address
}

// ShowWrongRows hands out the rows that are to be mended, in the workbook to fill
// in, each with what is wrong.
func (h *Handlers) ShowWrongRows(w http.ResponseWriter, r *http.Request) error {
	u, err := h.uploaded(r)
	if err != nil {
		return err
	}
	visitor := page.VisitorOf(r)
	plan, err := h.room.PlanFile(r.Context(), visitor.Actor, u.file, fileRows(u.upload))
	if err != nil {
		return err
	}
	book := wrongRows(r.Context(), u, plan, visitor.Today())
	if len(book.Rows) == 0 {
		return fault.ErrNotFound
	}
	content, err := book.Write()
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: "att-ratta.xlsx", Type: page.XLSXType, Content: content})
}
