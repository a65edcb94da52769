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
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// publicURL is where what has been opened to everybody is read.
const publicURL = "/publicerat"

func groupURL(g open.Group) string { return publicURL + "/" + url.PathEscape(g.Code) }

// part is one of a group's public pages, by the last part of its address.
type part struct {
	path, name, told string
	kind             org.OpenKind
}

var parts = []part{
	{"mal", "Mål", "Vad gruppen vill nå, och varför det är viktigt för barn och familjer.", org.OpenGoals},
	{"resultat", "Resultat", "Hur det går, för hela gruppen och enhet för enhet.", org.OpenResults},
	{"atgarder", "Det här görs", "Vad enheterna gör för att vården ska bli bättre.", org.OpenActions},
	{"exempel", "Goda exempel", "Hur enheter har gjort något bättre, för andra att lära av.", org.OpenExamples},
}

// tabs lead between the pages that the group has opened, or would have, with the previewed
// kind.
func tabs(g open.Group, current string) []ui.Link {
	links := []ui.Link{{Text: "Översikt", URL: groupURL(g), Current: current == ""}}
	for _, p := range parts {
		if slices.Contains(g.Kinds, p.kind) || current == p.path {
			links = append(links, ui.Link{Text: p.name, URL: groupURL(g) + "/" + p.path, Current: current == p.path})
		}
	}
	return links
}

// frame is what all of a group's public pages have in common.
func frame(g open.Group, current string, v view.PublicView) view.PublicView {
	v.Tabs, v.TabsLabel = tabs(g, current), g.Name
	v.Heading.Trail = append([]ui.Link{{Text: "Publicerat", URL: publicURL}}, v.Heading.Trail...)
	v.Foot = "Samsyn innehåller bara sammanställda uppgifter, aldrig uppgifter om enskilda barn."
	v.FeedbackURL = feedbackURL + "?" + url.Values{"grupp": {g.Code}, "sida": {groupURL(g) + "/" + current}}.Encode()
	if g.ChangedAt.Unix() > 0 {
		v.Updated = "Uppgifterna i Samsyn ändrades senast " + i18n.Date(context.Background(), g.ChangedAt.In(i18n.Location())) + "."
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
	return h.serve(w, r, publicPage{name: publicURL, revision: strings.Join(revisions, " "), noindex: !slices.ContainsFunc(groups, Indexed),
		make: func(context.Context) (page.Page, error) {
			v := view.PublicView{Heading: ui.PageHeadingProps{Title: "Publicerat",
				Lead: "Här är det som programgrupper i vården har valt att visa för alla: vad de vill nå, hur det går och vad som görs."},
				FeedbackURL: feedbackURL}
			s := view.Section{ID: "grupper", Title: "Grupper", Empty: "Ingen grupp har öppnat något för alla än."}
			for _, g := range groups {
				text := g.Region
				if g.Example {
					text += ". Exempeldata – inga verkliga siffror"
				}
				s.Ways = append(s.Ways, ui.Way{Link: ui.Link{Text: g.Name, URL: groupURL(g)}, Text: text})
			}
			v.Sections = []view.Section{s}
			return page.Page{Title: "Publicerat", Content: view.Public(v)}, nil
		}})
}

// group reads the group that the address is about, for a stranger.
func (h *Handlers) group(r *http.Request) (open.Group, open.Asked, error) {
	asked := open.Asked{Code: chi.URLParam(r, "group")}
	g, err := h.room.Group(r.Context(), asked)
	return g, asked, err
}

// show serves a page of the group's, when its kind is open.
func (h *Handlers) show(w http.ResponseWriter, r *http.Request, kind org.OpenKind, make func(context.Context, open.Asked) (page.Page, error)) error {
	g, asked, err := h.group(r)
	if err != nil {
		return err
	}
	if kind != "" && !slices.Contains(g.Kinds, kind) {
		return fault.ErrNotFound
	}
	return h.serve(w, r, publicPage{name: r.URL.Path, revision: g.Revision, group: g, noindex: !Indexed(g),
		make: func(ctx context.Context) (page.Page, error) { return make(ctx, asked) }})
}

// ShowGroup is what a group has opened.
func (h *Handlers) ShowGroup(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, "", func(ctx context.Context, asked open.Asked) (page.Page, error) {
		g, err := h.room.Group(ctx, asked)
		if err != nil {
			return page.Page{}, err
		}
		editions, err := h.room.Editions(ctx, g)
		if err != nil {
			return page.Page{}, err
		}
		return page.Page{Title: g.Name, Content: view.Public(groupView(ctx, g, editions))}, nil
	})
}

func groupView(ctx context.Context, g open.Group, editions []open.Edition) view.PublicView {
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: g.Name,
		Lead: "Det här visar gruppen för alla. " + g.Region + "."}}
	ways := view.Section{ID: "lasa", Title: "Läs om"}
	for _, p := range parts {
		if slices.Contains(g.Kinds, p.kind) {
			ways.Ways = append(ways.Ways, ui.Way{Link: ui.Link{Text: p.name, URL: groupURL(g) + "/" + p.path}, Text: p.told})
		}
	}
	if len(ways.Ways) > 0 {
		v.Sections = append(v.Sections, ways)
	}
	reports := view.Section{ID: "rapporter", Title: "Årsrapporter", Lead: "Varje rapport är som den var när den fastställdes, och ändras inte."}
	for _, e := range editions {
		name := strconv.Itoa(e.Year) + ":" + strconv.Itoa(e.Number)
		reports.Ways = append(reports.Ways, ui.Way{Link: ui.Link{Text: "Årsrapport " + strconv.Itoa(e.Year), URL: groupURL(g) + "/" + strconv.Itoa(e.Year) + "/" + strconv.Itoa(e.Number)},
			Text: "Utgåva " + name + ", publicerad " + i18n.LongDate(ctx, e.PublishedAt.In(i18n.Location()))})
	}
	if len(reports.Ways) > 0 {
		v.Sections = append(v.Sections, reports)
	}
	return frame(g, "", v)
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
	return h.show(w, r, org.OpenResults, func(ctx context.Context, asked open.Asked) (page.Page, error) {
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
	return h.show(w, r, org.OpenExamples, func(ctx context.Context, asked open.Asked) (page.Page, error) {
		return h.examplePage(ctx, asked, improvement.ExampleID(id))
	})
}

// ShowActions is what is being done.
func (h *Handlers) ShowActions(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, org.OpenActions, h.actionsPage)
}
