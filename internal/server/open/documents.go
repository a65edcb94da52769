package open

import (
	"context"
	"net/http"
	"path"
	"strconv"
	"strings"

	"samsyn/internal/app/open"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

func openDocumentURL(ctx context.Context, g open.Group, id improvement.DocumentID, more string) string {
	return groupURL(ctx, g, "/dokument/"+page.Digits(id)+more)
}

// documentsPage is the documents that everybody may read, kind by kind, the latest year first.
func (h *Handlers) documentsPage(ctx context.Context, asked open.Asked) (content, error) {
	d, err := h.room.Documents(ctx, asked)
	if err != nil {
		return content{}, err
	}
	v := view.PublicView{Preview: previewed(ctx, asked), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Dokument"), Trail: trail(ctx, d.Group),
		Lead: i18n.T(ctx, "Det här har gruppen skrivit och valt att låta alla läsa.")}}
	for _, kind := range improvement.DocumentKinds() {
		t := view.Table{ID: string(kind) + "-tabell", Caption: words.DocumentsOfKind(ctx, kind),
			Columns: []string{i18n.T(ctx, "Dokument"), i18n.T(ctx, "År"), i18n.T(ctx, "Innehåll"), i18n.T(ctx, "Version")}}
		for _, one := range d.Documents {
			if one.Kind != kind {
				continue
			}
			url := openDocumentURL(ctx, d.Group, one.ID, "")
			if asked.By.Person.ID != 0 {
				url = "/gruppen/dokument/" + page.Digits(one.ID) // there is no page for all to lead to yet
			}
			t.Rows = append(t.Rows, []view.Cell{{Text: one.Title, URL: url, Lang: written(ctx)}, {Text: yearOf(one)}, {Text: format(ctx, one)},
				{Text: versionText(ctx, one.Number), Note: i18n.LongDate(ctx, one.PublishedAt.In(i18n.Location()))}})
		}
		if len(t.Rows) > 0 {
			v.Sections = append(v.Sections, view.Section{ID: string(kind), Title: t.Caption, Tables: []view.Table{t}})
		}
	}
	if len(d.Editions) > 0 {
		v.Sections = append(v.Sections, reportsSection(ctx, d.Group, d.Editions))
	}
	if len(v.Sections) == 0 {
		v.Sections = []view.Section{{ID: "inget", Title: i18n.T(ctx, "Inget att läsa än"), Empty: i18n.T(ctx, "Gruppen har inte publicerat något dokument för alla än.")}}
	}
	return made(v.Heading.Title+", "+d.Group.Name, frame(ctx, d.Group, "dokument", v)), nil
}

func yearOf(d open.OpenDocument) string {
	if d.Year == 0 {
		return i18n.NoValue
	}
	return strconv.Itoa(d.Year)
}

func versionText(ctx context.Context, number int) string { return i18n.T(ctx, "Version %d", number) }

// format is what one gets: a text to read here, or a file of a sort and a size.
func format(ctx context.Context, d open.OpenDocument) string {
	if d.FileName == "" {
		return i18n.T(ctx, "Text att läsa här")
	}
	return i18n.T(ctx, "Fil, %s, %s", strings.ToUpper(strings.TrimPrefix(path.Ext(d.FileName), ".")), words.FileSize(ctx, d.Size))
}

// documentPage is one document: its text, or the file to save.
func (h *Handlers) documentPage(ctx context.Context, asked open.Asked, id improvement.DocumentID) (content, error) {
	d, err := h.room.Document(ctx, asked, id)
	if err != nil {
		return content{}, err
	}
	published := i18n.T(ctx, "Version %d, publicerad %s", d.Number, i18n.LongDate(ctx, d.PublishedAt.In(i18n.Location())))
	kind := words.DocumentKind(ctx, d.Kind)
	if d.Kind == improvement.OtherDocument {
		kind = i18n.T(ctx, "Ett dokument") // what it is has no word of its own
	}
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: d.Title, Lang: written(ctx), Lead: kind + ". " + published + ".",
		Trail: trail(ctx, d.Group, ui.Link{Text: i18n.T(ctx, "Dokument"), URL: groupURL(ctx, d.Group, "/dokument")})}}
	if d.Year != 0 {
		v.Heading.Lead = i18n.T(ctx, "%s för %s. %s.", kind, strconv.Itoa(d.Year), published)
	}
	s := view.Section{ID: "text", Title: i18n.T(ctx, "Texten"), ParagraphsLang: written(ctx)}
	if d.FileName == "" {
		s.Prose = show.Prose(d.Body)
	} else {
		s.ID, s.Title = "fil", i18n.T(ctx, "Filen")
		s.Ways = []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Hämta %s", d.FileName), URL: openDocumentURL(ctx, d.Group, d.ID, "/fil")}, Text: format(ctx, d.OpenDocument)}}
	}
	v.Sections = []view.Section{s}
	if len(d.Earlier) > 0 {
		earlier := view.Section{ID: "tidigare", Title: i18n.T(ctx, "Tidigare versioner"), Lead: i18n.T(ctx, "Versionen på den här sidan gäller. Behöver du läsa en tidigare, så fråga gruppen.")}
		for _, e := range d.Earlier {
			earlier.Definitions = append(earlier.Definitions, ui.Definition{Term: versionText(ctx, e.Number), Text: i18n.T(ctx, "publicerad %s", i18n.LongDate(ctx, e.PublishedAt.In(i18n.Location())))})
		}
		v.Sections = append(v.Sections, earlier)
	}
	return made(d.Title+", "+d.Group.Name, frame(ctx, d.Group, "dokument/"+page.Digits(id), v)), nil
}

// SendDocument hands out the archive copy of a document that is a file, to save and not to
// open in the site's name.
func (h *Handlers) SendDocument(w http.ResponseWriter, r *http.Request) error {
	id, err := page.ID(r, "document")
	if err != nil {
		return err
	}
	g, asked, err := h.group(r)
	if err != nil {
		return err
	}
	c, err := h.room.DocumentFile(r.Context(), asked, improvement.DocumentID(id))
	if err != nil {
		return err
	}
	header, mark := w.Header(), page.OpenMark(r.URL.Path, g.Revision)
	header.Set("ETag", mark)
	if !Indexed(g) {
		header.Set("X-Robots-Tag", "noindex")
	}
	if page.Holds(r, mark) {
		header.Set("Cache-Control", publicFor)
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set("X-Content-Type-Options", "nosniff")
	return page.Send(w, r, page.Download{Name: c.Name, Type: c.MediaType, Content: c.Content, Public: publicFor})
}
