package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const recipientsURL = "/gruppen/mottagare"

// ShowRecipients is whom the group tells and whom it has told; ?dokument=, ?beslut= and
// ?utgava= ask who has been told of that.
func (h *Handlers) ShowRecipients(w http.ResponseWriter, r *http.Request) error {
	q := page.Query(r)
	of := improvement.TellingOf{DocumentID: improvement.DocumentID(q.ID("dokument")), DecisionID: improvement.DecisionID(q.ID("beslut")), EditionID: q.ID("utgava")}
	if q.Err() != nil || of != (improvement.TellingOf{}) && !of.One() {
		return fault.ErrNotFound
	}
	if of.One() {
		return h.showTelling(w, r, page.NewForm(url.Values{"told_on": {i18n.Date(r.Context(), page.VisitorOf(r).Today())}}), of)
	}
	visitor := page.VisitorOf(r)
	p, err := h.room.Recipients(r.Context(), visitor.Actor, visitor.Group.ID, of)
	if err != nil {
		return err
	}
	v := newRecipientsView(r.Context(), p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Recipients(v)})
}

func newRecipientsView(ctx context.Context, p group.Recipients) view.RecipientsView {
	v := view.RecipientsView{Told: toldRows(ctx, p.Told),
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Mottagare"), Lead: i18n.T(ctx, "Vem gruppen berättar för uppåt, nedåt och åt sidan, och vem som har fått veta vad. Årsrapportens överlämningar står med."),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}}}}
	if p.CanWrite {
		v.NewURL = recipientsURL + "/ny"
	}
	for _, d := range improvement.RecipientDirections() {
		part := view.RecipientPart{Title: words.RecipientDirection(ctx, d)}
		for _, r := range p.List {
			if r.Direction != d {
				continue
			}
			row := view.RecipientRow{Name: r.Name, Way: r.Way, Email: r.Email}
			if p.CanWrite {
				row.EditURL = recipientsURL + "/" + page.Digits(r.ID)
			}
			part.Rows = append(part.Rows, row)
		}
		v.Parts = append(v.Parts, part)
	}
	return v
}

// toldRows are who has been told, and of what.
func toldRows(ctx context.Context, told []group.TellingRow) (rows []view.ToldRow) {
	for _, t := range told {
		row := view.ToldRow{Day: i18n.Date(ctx, t.ToldOn), Who: i18n.T(ctx, "%s (%s)", t.Recipient, words.RecipientDirection(ctx, t.Direction)), Of: t.Title, Note: t.Note, By: t.NotedByName}
		switch {
		case t.Year != 0:
			row.Of = i18n.T(ctx, "Årsrapport %s", edition.Name(t.Year, t.Number))
			row.URL = "/arsrapport/" + strconv.Itoa(t.Year) + "/utgavor/" + strconv.Itoa(t.Number)
		case t.DocumentID != 0:
			row.URL = documentURL(t.DocumentID)
		case t.DecisionID != 0:
			row.URL = decisionsURL + "/" + page.Digits(t.DecisionID)
		}
		if t.ByLetter {
			row.Note = strings.TrimSpace(i18n.T(ctx, "Med brev.") + " " + t.Note)
		}
		if row.By == "" {
			row.By = i18n.NoValue
		}
		rows = append(rows, row)
	}
	return rows
}
