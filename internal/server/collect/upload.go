package collect

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// The names of the form with a file in it.
const (
	fileField = "fil"
	filesURL  = overviewURL + "/fil"
	// drained is how much of a file that is too large is read past, so that the
	// browser gets to hear that it was.
	drained = 64 << 20
	// longestName is the most characters of a file's name that are kept.
	longestName = 200
	// mostProblems is how many problems of a file as a whole are listed.
	mostProblems = 50
)

// EditUpload is the page to upload a file on: for the unit's period, or for all
// units that the visitor may enter for.
func (h *Handlers) EditUpload(w http.ResponseWriter, r *http.Request) error {
	return h.showUpload(w, r, http.StatusOK, nil)
}

// CreateUpload takes the file, and leads on to what is in it.
func (h *Handlers) CreateUpload(w http.ResponseWriter, r *http.Request) error {
	name, content, problem := receive(w, r)
	if problem != "" {
		noteFile(r, problem)
		return h.showUpload(w, r, http.StatusUnprocessableEntity, []exchange.Problem{{Code: problem}})
	}
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := h.room.TakeFile(ctx, visitor.Actor, collect.File{Where: where(r), Name: name, Content: content})
	if err != nil {
		return err
	}
	status, err := h.room.FileStatus(ctx, visitor.Actor, visitor.Group.ID, id)
	if err != nil {
		return err
	}
	if status.State == collect.Unreadable {
		noteFile(r, "unreadable")
		return h.showUpload(w, r, http.StatusUnprocessableEntity, status.Problems)
	}
	return page.Redirect(w, r, fileURL(id))
}

// noteFile writes into the log that a file was refused; none at all is no refusal.
func noteFile(r *http.Request, problem string) {
	if problem != "file_required" {
		page.NoteRefusal(r.Context(), page.Refusal{Why: "file", Person: page.VisitorOf(r).Actor.Person.ID})
	}
}

// receive reads the file that came; the code says what is wrong with it.
func receive(w http.ResponseWriter, r *http.Request) (name string, content []byte, problem string) {
	r.Body = http.MaxBytesReader(w, r.Body, drained)
	parts, err := r.MultipartReader()
	if err != nil {
		return "", nil, "file_required"
	}
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return name, content, asked(name, content)
		case err != nil:
			return "", nil, exchange.FileTooLarge
		}
		if part.FormName() == fileField && part.FileName() != "" {
			if name, content, err = readPart(part); err != nil {
				return "", nil, exchange.FileTooLarge
			}
		}
	}
}

func readPart(part *multipart.Part) (name string, content []byte, err error) {
	content, err = io.ReadAll(io.LimitReader(part, collect.MaxFile+1))
	name = strings.ToValidUTF8(path.Base(strings.ReplaceAll(part.FileName(), `\`, "/")), "")
	if letters := []rune(name); len(letters) > longestName {
		name = string(letters[len(letters)-longestName:])
	}
	return name, content, err
}

func asked(name string, content []byte) string {
	switch {
	case name == "":
		return "file_required"
	case len(content) > collect.MaxFile:
		return exchange.FileTooLarge
	}
	return ""
}

// showUpload is the page to upload a file on, with what was wrong with the last.
func (h *Handlers) showUpload(w http.ResponseWriter, r *http.Request, status int, problems []exchange.Problem) error {
	ctx, visitor, at := r.Context(), page.VisitorOf(r), where(r)
	v := view.UploadView{Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}}},
		Field: fileField, SaveURL: filesURL, Limits: i18n.T(ctx, "Excel (.xlsx) eller CSV, högst %s MB och %s rader.",
			i18n.Integer(ctx, collect.MaxFile>>20), i18n.Integer(ctx, collect.MaxFileRows))}
	if at.UnitCode == "" {
		periods, err := h.room.PeriodsToFill(ctx, visitor.Actor, visitor.Group.ID)
		if err != nil {
			return err
		}
		v.Heading.Title = i18n.T(ctx, "Lämna siffror i en fil")
		v.Workbooks = workbookLinks(ctx, periods)
	} else {
		form, err := h.room.Form(ctx, visitor.Actor, at)
		if err != nil {
			return err
		}
		if !visitor.May(org.EnterFigures, form.Unit.ID) { // others see the form itself alone
			return fault.ErrForbidden
		}
		v.Heading.Trail = append(v.Heading.Trail, ui.Link{Text: title(ctx, form.Unit, form.Period), URL: entryURL(form.Unit, form.Period)})
		v.Heading.Title = i18n.T(ctx, "Lämna %s i en fil", title(ctx, form.Unit, form.Period))
		v.SaveURL = entryURL(form.Unit, form.Period) + "/fil"
		if v.Closed = !form.CanRecord; !v.Closed {
			v.Workbooks = []ui.Link{{Text: i18n.T(ctx, "Hämta Excelfil att fylla i"), URL: entryURL(form.Unit, form.Period) + "/mall.xlsx"}}
		}
	}
	files, err := h.room.Files(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v.Files = newFileTasks(ctx, files, visitor.Today())
	for _, text := range fileSentences(ctx, problems) {
		v.Problems = append(v.Problems, ui.FieldProblem{Name: fileField, Text: text})
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Upload(v)})
}

func workbookLinks(ctx context.Context, periods []quality.Period) []ui.Link {
	var links []ui.Link
	for _, p := range periods {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Hämta Excelfil för %s", words.Period(ctx, p)),
			URL: overviewURL + "/mall.xlsx?" + periodName + "=" + p.Code()})
	}
	return links
}

// fileSentences are what is wrong with the file as a whole, the first of them.
func fileSentences(ctx context.Context, problems []exchange.Problem) []string {
	var list []string
	for n, p := range problems {
		if n == mostProblems {
			list = append(list, i18n.N(ctx, "En sak till är fel.", "%d saker till är fel.", len(problems)-n))
			break
		}
		list = append(list, located(ctx, p))
	}
	return list
}

// located is the sentence about a problem, after the place where it is.
func located(ctx context.Context, p exchange.Problem) string {
	sentence := words.FileProblem(ctx, spoken(p))
	switch {
	case p.Cell != "":
		return i18n.T(ctx, "%s, cell %s: %s", p.Sheet, p.Cell, sentence)
	case p.Sheet != "" && p.Line > 0:
		return i18n.T(ctx, "%s, rad %d: %s", p.Sheet, p.Line, sentence)
	case p.Line > 0:
		return i18n.T(ctx, "Rad %d: %s", p.Line, sentence)
	}
	return sentence
}

// spoken is a file's problem as words take it: a limit in bytes is told in
// megabytes, and a column by the name it has in the file.
func spoken(p exchange.Problem) fault.Problem {
	switch p.Code {
	case exchange.FileTooLarge:
		return fault.Problem{Code: p.Code, Args: []any{collect.MaxFile >> 20}}
	case exchange.UnknownColumn, exchange.MissingColumn, exchange.DuplicateColumn:
		return fault.Problem{Code: p.Code, Args: []any{p.Column}}
	}
	return fault.Problem{Code: p.Code, Args: p.Args}
}
