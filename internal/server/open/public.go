package open

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/open"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// groupURL is the address of one of the group's pages, in the language of the context.
func groupURL(ctx context.Context, g open.Group, path string) string {
	return page.Spoken(ctx, page.PublicURL+"/"+url.PathEscape(g.Code)+path)
}

// part is one of a group's public pages, by the last part of its address.
type part struct {
	path, name, told string
	kind             org.OpenKind
}

// partsOf are they, in the order they are told.
func partsOf(ctx context.Context) []part {
	return []part{
		{"mal", i18n.T(ctx, "Mål"), i18n.T(ctx, "Vad gruppen vill nå, och varför det är viktigt för barn och familjer."), org.OpenGoals},
		{"resultat", i18n.T(ctx, "Resultat"), i18n.T(ctx, "Hur det går, för hela gruppen och enhet för enhet."), org.OpenResults},
		{"atgarder", i18n.T(ctx, "Det här görs"), i18n.T(ctx, "Vad enheterna gör för att vården ska bli bättre."), org.OpenActions},
		{"exempel", i18n.T(ctx, "Goda exempel"), i18n.T(ctx, "Hur enheter har gjort något bättre, för andra att lära av."), org.OpenExamples},
		{"dokument", i18n.T(ctx, "Dokument"), i18n.T(ctx, "Handlingsplaner, rapporter, anteckningar och annat som gruppen har skrivit."), org.OpenDocuments},
	}
}

// tabs lead between the pages that the group has opened, or would have, with the previewed
// kind.
func tabs(ctx context.Context, g open.Group, current string) []ui.Link {
	links := []ui.Link{{Text: i18n.T(ctx, "Översikt"), URL: groupURL(ctx, g, ""), Current: current == ""}}
	for _, p := range partsOf(ctx) {
		if slices.Contains(g.Kinds, p.kind) || current == p.path {
			links = append(links, ui.Link{Text: p.name, URL: groupURL(ctx, g, "/"+p.path), Current: current == p.path})
		}
	}
	return links
}

// trail leads from the group, which is written in Swedish, to the page above.
func trail(ctx context.Context, g open.Group, above ...ui.Link) []ui.Link {
	return append([]ui.Link{{Text: g.Name, URL: groupURL(ctx, g, ""), Lang: written(ctx)}}, above...)
}

// frame is what all of a group's public pages have in common; at is the page's address below
// the group's: "resultat/MED03".
func frame(ctx context.Context, g open.Group, at string, v view.PublicView) view.PublicView {
	if written(ctx) != "" {
		v.Notes = append([]string{i18n.T(ctx, "Det som gruppen själv har skrivit står på svenska.")}, v.Notes...)
	}
	return around(ctx, g, at, v)
}

// around is the frame without what it says of the language.
func around(ctx context.Context, g open.Group, at string, v view.PublicView) view.PublicView {
	tab, _, _ := strings.Cut(at, "/")
	v.Tabs, v.TabsLabel = tabs(ctx, g, tab), g.Name
	v.Heading.Trail = append([]ui.Link{{Text: i18n.T(ctx, "Publicerat"), URL: page.Spoken(ctx, page.PublicURL)}}, v.Heading.Trail...)
	v.Whose = g.Name + ", " + g.Region + "."
	v.Foot = i18n.T(ctx, "Samsyn innehåller bara sammanställda uppgifter, aldrig uppgifter om enskilda barn.")
	v.FeedbackURL = page.Spoken(ctx, feedbackURL+"?"+url.Values{"grupp": {g.Code}, "sida": {strings.TrimSuffix(page.PublicURL+"/"+g.Code+"/"+at, "/")}}.Encode())
	if g.ChangedAt.Unix() > 0 {
		v.Updated = i18n.T(ctx, "Uppgifterna i Samsyn ändrades senast %s.", i18n.LongDate(ctx, g.ChangedAt.In(i18n.Location())))
	}
	return v
}

// ShowGroups is the groups that have opened something to everybody.
func (h *Handlers) ShowGroups(w http.ResponseWriter, r *http.Request) error {
	groups, err := h.room.Groups(r.Context())
	if err != nil {
		return err
	}
	var revisions []string
	for _, g := range groups {
		revisions = append(revisions, g.Code, g.Revision)
	}
	return h.serve(w, r, publicPage{name: page.PublicURL, revision: strings.Join(revisions, " "), noindex: !slices.ContainsFunc(groups, Indexed),
		make: func(ctx context.Context) (content, error) {
			v := view.PublicView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Publicerat"),
				Lead: i18n.T(ctx, "Här är det som programgrupper i vården har valt att visa för alla: vad de vill nå, hur det går och vad som görs.")},
				FeedbackURL: page.Spoken(ctx, feedbackURL)}
			s := view.Section{ID: "grupper", Title: i18n.T(ctx, "Grupper"), Empty: i18n.T(ctx, "Ingen grupp har öppnat något för alla än.")}
			for _, g := range groups {
				text := g.Region
				if g.Example {
					text += ". " + i18n.T(ctx, "Exempeldata – inga verkliga siffror")
				}
				s.Ways = append(s.Ways, ui.Way{Link: ui.Link{Text: g.Name, URL: groupURL(ctx, g, ""), Lang: written(ctx)}, Text: text})
			}
			v.Sections = []view.Section{s}
			return made(v.Heading.Title, v), nil
		}})
}

// group reads the group that the address is about, for a stranger.
func (h *Handlers) group(r *http.Request) (open.Group, open.Asked, error) {
	asked := open.Asked{Code: chi.URLParam(r, "group")}
	g, err := h.room.Group(r.Context(), asked)
	return g, asked, err
}

// show serves a page of the group's, when its kind is open.
func (h *Handlers) show(w http.ResponseWriter, r *http.Request, kind org.OpenKind, make func(context.Context, open.Asked) (content, error)) error {
	g, asked, err := h.group(r)
	if err != nil {
		return err
	}
	if kind != "" && !slices.Contains(g.Kinds, kind) {
		return fault.ErrNotFound
	}
	return h.serve(w, r, publicPage{name: r.URL.Path, revision: g.Revision, group: g, noindex: !Indexed(g),
		make: func(ctx context.Context) (content, error) { return make(ctx, asked) }})
}

// ShowGroup is what a group has opened.
func (h *Handlers) ShowGroup(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, "", func(ctx context.Context, asked open.Asked) (content, error) {
		g, err := h.room.Group(ctx, asked)
		if err != nil {
			return content{}, err
		}
		editions, err := h.room.Editions(ctx, g)
		if err != nil {
			return content{}, err
		}
		return made(g.Name, groupView(ctx, g, editions)), nil
	})
}

func groupView(ctx context.Context, g open.Group, editions []open.Edition) view.PublicView {
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: g.Name, Lang: written(ctx), Lead: i18n.T(ctx, "Det här visar gruppen för alla. %s.", g.Region)}}
	ways := view.Section{ID: "lasa", Title: i18n.T(ctx, "Läs om")}
	for _, p := range partsOf(ctx) {
		if slices.Contains(g.Kinds, p.kind) {
			ways.Ways = append(ways.Ways, ui.Way{Link: ui.Link{Text: p.name, URL: groupURL(ctx, g, "/"+p.path)}, Text: p.told})
		}
	}
	if len(ways.Ways) > 0 {
		v.Sections = append(v.Sections, ways)
	}
	if len(editions) > 0 {
		v.Sections = append(v.Sections, reportsSection(ctx, g, editions))
	}
	return frame(ctx, g, "", v)
}

// reportsSection leads to the group's published yearly reports.
func reportsSection(ctx context.Context, g open.Group, editions []open.Edition) view.Section {
	s := view.Section{ID: "rapporter", Title: i18n.T(ctx, "Årsrapporter"), Lead: i18n.T(ctx, "Varje rapport är som den var när den fastställdes, och ändras inte.")}
	for _, e := range editions {
		s.Ways = append(s.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Årsrapport %s", strconv.Itoa(e.Year)), URL: page.Spoken(ctx, editionURL(g.Code, e))},
			Text: i18n.T(ctx, "Utgåva %s, publicerad %s", edition.Name(e.Year, e.Number), i18n.LongDate(ctx, e.PublishedAt.In(i18n.Location())))})
	}
	return s
}

// editionURL is where everybody reads an edition of a group's yearly report.
func editionURL(group string, e open.Edition) string {
	return page.PublicURL + "/" + url.PathEscape(group) + "/" + strconv.Itoa(e.Year) + "/" + strconv.Itoa(e.Number)
}

// ShowGoals is the goals of the latest locked year.
func (h *Handlers) ShowGoals(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, org.OpenGoals, h.goalsPage)
}

// ShowResults is what everybody may read of the results.
func (h *Handlers) ShowResults(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, org.OpenResults, h.resultsPage)
}

// ShowMeasure is one measure's results.
func (h *Handlers) ShowMeasure(w http.ResponseWriter, r *http.Request) error {
	code := chi.URLParam(r, "code")
	return h.show(w, r, org.OpenResults, func(ctx context.Context, asked open.Asked) (content, error) {
		return h.measurePage(ctx, asked, code)
	})
}

// ShowExamples is the good examples that everybody may read.
func (h *Handlers) ShowExamples(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, org.OpenExamples, h.examplesPage)
}

// ShowExample is one of them.
func (h *Handlers) ShowExample(w http.ResponseWriter, r *http.Request) error {
	id, err := page.ID(r, "example")
	if err != nil {
		return err
	}
	return h.show(w, r, org.OpenExamples, func(ctx context.Context, asked open.Asked) (content, error) {
		return h.examplePage(ctx, asked, improvement.ExampleID(id))
	})
}

// ShowActions is what is being done.
func (h *Handlers) ShowActions(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, org.OpenActions, h.actionsPage)
}

// ShowDocuments is the documents that everybody may read.
func (h *Handlers) ShowDocuments(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, org.OpenDocuments, h.documentsPage)
}

// ShowDocument is one of them.
func (h *Handlers) ShowDocument(w http.ResponseWriter, r *http.Request) error {
	id, err := page.ID(r, "document")
	if err != nil {
		return err
	}
	return h.show(w, r, org.OpenDocuments, func(ctx context.Context, asked open.Asked) (content, error) {
		return h.documentPage(ctx, asked, improvement.DocumentID(id))
	})
}
