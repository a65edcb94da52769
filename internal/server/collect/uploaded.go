package collect

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
)

const (
	// seenField is the plan that the visitor decides upon.
	seenField = "sedd"
	// kindName and pageName are in the address of a page of rows, and stillName in
	// that of a page that does not refresh itself.
	kindName, pageName, stillName = "visa", "sida", "stilla"
	// refreshEvery is how often a page without JavaScript shows how far work has
	// come, in seconds.
	refreshEvery = 5
)

func fileURL(id int64) string { return filesURL + "/" + strconv.FormatInt(id, 10) }

// fileID is the file that the address names.
func fileID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "file"), 10, 64)
	if err != nil {
		return 0, fault.ErrNotFound
	}
	return id, nil
}

// ShowUpload shows how far the work on a file has come, what is in it before
// anything is stored, or what came of it.
func (h *Handlers) ShowUpload(w http.ResponseWriter, r *http.Request) error {
	return h.showFile(w, r, http.StatusOK)
}

func (h *Handlers) showFile(w http.ResponseWriter, r *http.Request, answer int) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := fileID(r)
	if err != nil {
		return err
	}
	status, err := h.room.FileStatus(ctx, visitor.Actor, visitor.Group.ID, id)
	if err != nil {
		return err
	}
	if status.Working() {
		v := newFileWork(ctx, status)
		p := page.Page{Title: v.Heading.Title, Content: view.FileWork(v), Scripts: []string{"js/upload.js"}}
		if page.Query(r).Value(stillName) == "" {
			p.Refresh = refreshEvery
		}
		return page.Show(w, r, answer, p)
	}
	if status.State != collect.Read {
		v := newFileEnd(ctx, status)
		return page.Show(w, r, answer, page.Page{Title: v.Heading.Title, Content: view.FileEnd(v)})
	}
	shown, err := askedRows(r, status)
	if err != nil {
		return err
	}
	lines, err := h.room.FileLines(ctx, visitor.Actor, visitor.Group.ID, shown.asked(id))
	if err != nil {
		return err
	}
	v := newFileView(ctx, lines, shown, visitor.Today())
	if answer == http.StatusConflict {
		v.Overtaken = overtaken(ctx)
	}
	return page.Show(w, r, answer, page.Page{Title: v.Heading.Title, Content: view.File(v)})
}

// ApplyUpload stores the file's rows, all or none.
func (h *Handlers) ApplyUpload(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := fileID(r)
	if err != nil {
		return err
	}
	err = h.room.StoreFile(ctx, visitor.Actor, visitor.Group.ID, collect.FileDecision{ID: id, Seen: form.Value(seenField)})
	if errors.Is(err, fault.ErrConflict) {
		return h.showFile(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	status, err := h.room.FileStatus(ctx, visitor.Actor, visitor.Group.ID, id)
	switch {
	case err != nil:
		return err
	case status.Overtaken:
		return h.showFile(w, r, http.StatusConflict)
	case status.State == collect.Stored:
		return page.RedirectWith(w, r, afterFile(status), page.Done(storedWords(ctx, status)))
	}
	return page.Redirect(w, r, fileURL(id))
}

// afterFile is the form that the file was about, or the room's first page when it
// was about several.
func afterFile(s collect.FileStatus) string {
	if s.Unit == "" {
		return overviewURL
	}
	return overviewURL + "/" + s.Unit + "/" + s.Period
}

// CancelUpload stops the work on a file.
func (h *Handlers) CancelUpload(w http.ResponseWriter, r *http.Request) error {
	return h.onFile(w, r, h.room.CancelFile)
}

// RereadUpload reads the file once more.
func (h *Handlers) RereadUpload(w http.ResponseWriter, r *http.Request) error {
	return h.onFile(w, r, h.room.RereadFile)
}

// onFile does something with the file, and shows it again.
func (h *Handlers) onFile(w http.ResponseWriter, r *http.Request, do func(context.Context, org.Actor, org.GroupID, int64) error) error {
	visitor := page.VisitorOf(r)
	id, err := fileID(r)
	if err != nil {
		return err
	}
	if err := do(r.Context(), visitor.Actor, visitor.Group.ID, id); err != nil {
		return err
	}
	return page.Redirect(w, r, fileURL(id))
}

// ShowWrongRows hands out the rows that are to be mended, in the workbook to fill
// in, each with what is wrong.
func (h *Handlers) ShowWrongRows(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := fileID(r)
	if err != nil {
		return err
	}
	lines, err := h.room.FileLines(ctx, visitor.Actor, visitor.Group.ID,
		collect.LinesAsked{ID: id, Kind: collect.WrongRow, First: 1, Last: mostWrongRows / collect.LinesOnPage})
	if err != nil {
		return err
	}
	book := wrongRows(ctx, lines, visitor.Today())
	if len(book.Rows) == 0 {
		return fault.ErrNotFound
	}
	content, err := book.Write()
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: "att-ratta.xlsx", Type: page.XLSXType, Content: content})
}
