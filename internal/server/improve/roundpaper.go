package improve

import (
	"bytes"
	"net/http"
	"time"

	"samsyn/internal/document"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/web"
)

// nominationSheet is the style sheet that nominations are printed with: that of minutes.
const nominationSheet = "minutes.css"

// nominationWithin is how long somebody waits for one: a few pages take a second or two.
const nominationWithin = time.Minute

// ShowNominationPDF is a nomination as a PDF, in Swedish like what is written in it, with
// the figures as the reader may see them. fault.ErrNotFound when the program that makes it
// is missing: then no page leads here.
func (h *Handlers) ShowNominationPDF(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := i18n.WithLanguage(r.Context(), i18n.Swedish), page.VisitorOf(r)
	p, err := h.nominationOf(r)
	if err != nil {
		return err
	}
	if h.press.Missing(document.PDF) != nil {
		return fault.ErrNotFound
	}
	sheet, err := web.Static.ReadFile("static/css/" + nominationSheet)
	if err != nil {
		return err
	}
	v := newNominationView(ctx, p)
	v.Sheet, v.ExampleData, v.Group, v.Round = nominationSheet, visitor.Group.ExampleData, visitor.Group.Name, roundTitle(ctx, p.Round)
	v.OnPaper = true
	for _, c := range []view.CriterionView{v.PoorQuality, v.Variation} {
		for n := range c.Evidence {
			c.Evidence[n].ResultURL = "" // a page here, which paper does not lead to
		}
	}
	var html bytes.Buffer
	if err := view.NominationPaper(v).Render(ctx, &html); err != nil {
		return err
	}
	pdf, err := h.press.PDF(ctx, document.Paper{HTML: html.Bytes(), Files: map[string][]byte{nominationSheet: sheet}, At: p.Nomination.ChangedAt, Within: nominationWithin}, document.Accessible)
	if err != nil {
		return err
	}
	name := "nominering-" + v.Year + "-" + page.Digits(p.Nomination.ID)
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".pdf", Type: "application/pdf", Content: pdf})
}
