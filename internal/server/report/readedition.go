package report

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/a-h/templ"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ReadEdition is a fixed edition as a page, as it is stored, with marks at what is otherwise
// now.
func (h *Handlers) ReadEdition(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	f, since, err := h.fixed(r)
	if err != nil {
		return err
	}
	swedish := i18n.WithLanguage(ctx, i18n.Language(f.Document.Language))
	markChanged(swedish, f.Document, since)
	body := view.View{Document: f.Document}
	if body.Pictures, err = h.embedded(ctx, f.Document); err != nil {
		return err
	}
	name := edition.Name(f.Edition.Year, f.Edition.Number)
	head := headOf(ctx, visitor, f.Year, editionsTab, f.Document.Title)
	head.Trail = append(head.Trail, ui.Link{Text: i18n.T(ctx, "Utgåva %s", name), URL: editionURL(f.Edition)})
	v := view.ReadView{Head: head, Language: f.Document.Language, Body: inLanguage(f.Document.Language, view.Body(body)), EditionURL: editionURL(f.Edition),
		Name: name, Day: i18n.LongDate(ctx, f.FixedAt.In(i18n.Location())), Example: f.Document.Example && !visitor.Group.ExampleData, Changed: since.Any(), Latest: f.Latest,
		Public: f.Audience == edition.Public}
	if f.CanInternal {
		if v.Other = (ui.Link{Text: i18n.T(ctx, "Läs den som alla läser, med små tal dolda"), URL: editionURL(f.Edition) + "/las?for=alla"}); v.Public {
			v.Other = ui.Link{Text: i18n.T(ctx, "Läs gruppens egen, med alla siffror"), URL: editionURL(f.Edition) + "/las"}
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "%s, utgåva %s", f.Document.Title, name), Content: view.Read(v)})
}

// inLanguage renders the content in a document's language, whatever the visitor reads.
func inLanguage(language string, content templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return content.Render(i18n.WithLanguage(ctx, i18n.Language(language)), w)
	})
}

// markChanged puts marks into a document that has been read, at what is otherwise now. What
// is stored stays as it is.
func markChanged(ctx context.Context, d *edition.Document, since edition.Differences) {
	for m := range d.Measures() {
		for _, c := range since.Results {
			if c.Anchor != m.Anchor || c.Was == nil {
				continue
			}
			for n := range m.Results {
				if r := &m.Results[n]; r.Who == c.Was.Who && r.Sum == c.Was.Sum && r.UnitID == c.Was.UnitID {
					r.Since = i18n.T(ctx, "Ändrat sedan utgåvan fastställdes.")
					if c.Is != nil && c.Is.Value != r.Value {
						r.Since = i18n.T(ctx, "Ändrat sedan utgåvan fastställdes: nu %s.", lineWords(ctx, c.Is))
					}
				}
			}
		}
		for _, c := range since.Measures {
			if c.Anchor == m.Anchor {
				m.Notes = append(m.Notes, i18n.T(ctx, "Ändrat sedan utgåvan fastställdes: %s", changesWords(ctx, c)))
			}
		}
	}
	for n := range d.Sections {
		s := &d.Sections[n]
		for _, c := range since.Sections {
			if c.Anchor == s.ID {
				s.Blocks = append([]edition.Block{{Note: i18n.T(ctx, "Ändrat sedan utgåvan fastställdes: %s", changesWords(ctx, c))}}, s.Blocks...)
			}
		}
	}
}

// changesWords says what has become of a part of a fixed edition, seen from the edition.
func changesWords(ctx context.Context, d edition.Difference) string {
	text := ""
	for _, c := range d.Changes {
		said := changeWords(ctx, c, d)
		if c == edition.Renamed {
			said = i18n.T(ctx, "Heter nu %s.", d.Is)
		}
		if text != "" {
			text += " "
		}
		text += said
	}
	return text
}

// SendDocument hands out an edition's document as it is stored, so that its sum can be checked.
func (h *Handlers) SendDocument(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedEdition(r)
	if err != nil {
		return err
	}
	visitor := page.VisitorOf(r)
	content, err := h.room.EditionDocument(r.Context(), visitor.Actor, asked)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: fmt.Sprintf("%s-%d-%d.json", visitor.Group.Code, asked.Year, asked.Number), Type: "application/json", Content: content})
}
