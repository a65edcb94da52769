package group

import (
	"bytes"
	"net/http"

	"samsyn/internal/document"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	view "samsyn/templates/group"
	"samsyn/web"
)

// ShowConsultationPDF is the answer as a PDF: what was sent when it has been, else as it
// stands, marked as a draft until it is approved: what is approved is what is sent. fault.ErrNotFound when the program that makes it is missing.
func (h *Handlers) ShowConsultationPDF(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := i18n.WithLanguage(r.Context(), i18n.Swedish), page.VisitorOf(r)
	p, err := h.consultationIn(r)
	if err != nil {
		return err
	}
	if h.press.Missing(document.PDF) != nil || p.Answer == "" && p.Copy == nil {
		return fault.ErrNotFound
	}
	v := view.ConsultationPaperView{Title: i18n.T(ctx, "Remissvar: %s", p.Title), Group: visitor.Group.Line(), Lead: i18n.T(ctx, "Till %s", p.Sender), Draft: p.ApprovedAt == nil,
		Example: visitor.Group.ExampleData, Body: show.Prose(p.Answer), Sheet: minutesSheet}
	paper := document.Paper{At: p.CreatedAt, Within: minutesWithin}
	if p.Copy != nil {
		v.Body, paper.At = show.Prose(string(p.Copy.Content)), p.Copy.MadeAt
	}
	if paper.Files, err = paperSheet(); err != nil {
		return err
	}
	var html bytes.Buffer
	if err := view.ConsultationPaper(v).Render(ctx, &html); err != nil {
		return err
	}
	paper.HTML = html.Bytes()
	pdf, err := h.press.PDF(ctx, paper, document.Accessible)
	if err != nil {
		return err
	}
	name := "remissvar-" + page.Digits(p.ID)
	if v.Draft {
		name += "-utkast"
	}
	if v.Example {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".pdf", Type: "application/pdf", Content: pdf})
}

// paperSheet is the style sheet of a page on paper, by its name.
func paperSheet() (map[string][]byte, error) {
	sheet, err := web.Static.ReadFile("static/css/" + minutesSheet)
	return map[string][]byte{minutesSheet: sheet}, err
}
