package page

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/words"
	"samsyn/templates/layout"
	"samsyn/templates/ui"
	"samsyn/web"
)

// Version is the program's version, shown in the footer; the build sets it.
var Version = ""

// Page is what a room's handler answers with: the content alone, without frame.
type Page struct {
	Title   string
	Content templ.Component
	// Scripts are files below web/static that improve this page, such as
	// "js/charts.js", in the order they are needed.
	Scripts []string
	// HideGroup leaves the group out of the frame, with its mark of example data,
	// for pages that are about the whole installation.
	HideGroup bool
	// Refresh is how often, in seconds, a browser without JavaScript fetches the page
	// again; 0 for never.
	Refresh int
}

// Show answers with the page in the frame that fits the visitor: this is how
// every handler ends.
func Show(w http.ResponseWriter, r *http.Request, status int, p Page) error {
	return Render(w, r, status, framed(w, r, p))
}

// InFrame is the Frame that error pages stand in.
func InFrame(w http.ResponseWriter, r *http.Request, title string, content templ.Component) templ.Component {
	return framed(w, r, Page{Title: title, Content: content})
}

func framed(w http.ResponseWriter, r *http.Request, p Page) templ.Component {
	meta := newMeta(r, p)
	meta.Flashes = TakeFlashes(w, r)
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		return layout.Page(meta).Render(templ.WithChildren(ctx, p.Content), out)
	})
}

func newMeta(r *http.Request, p Page) layout.Meta {
	ctx, v := r.Context(), VisitorOf(r)
	meta := layout.Meta{
		Title:     p.Title,
		Languages: languages(r),

		AccessibilityURL: Spoken(ctx, AccessibilityURL),
		Version:          Version,
		Refresh:          p.Refresh,
		Assets:           layout.Assets{StyleSheet: web.URL("css/samsyn.css"), Icon: web.URL("img/icon.svg")},
	}
	for _, script := range append([]string{"js/samsyn.js"}, p.Scripts...) {
		meta.Assets.Scripts = append(meta.Assets.Scripts, web.URL(script))
	}
	if !v.SignedIn() {
		return meta
	}
	if v.HeldBack { // no menu of what cannot be reached
		meta.Person = layout.Person{Name: v.Actor.Person.Name, Role: roleWords(ctx, v), SignOutURL: "/logga-ut"}
		return meta
	}
	meta.Session = sessionInWords(ctx, v)
	meta.Assets.Scripts = append(meta.Assets.Scripts, web.URL("js/session.js"))
	meta.Nav = navigation(ctx, v, r.URL.Path)
	meta.Person = layout.Person{
		Name: v.Actor.Person.Name, Role: roleWords(ctx, v), SignOutURL: "/logga-ut",
		Links: []ui.Link{{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto", Current: r.URL.Path == "/konto"}},
	}
	if v.Group.ID != 0 && !p.HideGroup {
		meta.Group, meta.ExampleData = v.Group.Name, v.Group.ExampleData
		meta.GroupLinks = groupLinks(ctx, v, r.URL.Path)
	}
	return meta
}

// navigation is the rooms the visitor may enter; what may not be done is not shown.
func navigation(ctx context.Context, v Visitor, path string) []ui.Link {
	rooms := []struct {
		text, url string
		open      bool
	}{
		{i18n.T(ctx, "Start"), "/", true},
		{i18n.T(ctx, "Inrapportering"), "/inrapportering", v.May(org.ViewBoard, 0)},
		{i18n.T(ctx, "Resultat"), "/resultat", v.May(org.ViewResults, 0)},
		{i18n.T(ctx, "Mål"), "/mal", v.May(org.ViewResults, 0)},
		{i18n.T(ctx, "Förbättring"), "/forbattring", v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Årsrapport"), "/arsrapport", v.May(org.ViewReport, 0)},
		{i18n.T(ctx, "Synpunkter"), "/patient", v.May(org.CommentAsPatient, 0)},
		{i18n.T(ctx, "Konton"), "/konton", v.Actor.May(org.ManageAccounts, 0, 0)},
	}
	var links []ui.Link
	for _, room := range rooms {
		if room.open {
			links = append(links, ui.Link{Text: room.text, URL: room.url, Current: within(path, room.url)})
		}
	}
	return links
}

// groupLinks is the group's own menu, with the visitor's other groups last.
func groupLinks(ctx context.Context, v Visitor, path string) []ui.Link {
	var links []ui.Link
	if v.May(org.ViewGroup, 0) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Om gruppen"), URL: "/gruppen", Current: path == "/gruppen"})
	}
	for _, l := range []struct {
		text, url string
		open      bool
	}{
		{i18n.T(ctx, "Uppdrag"), "/gruppen/uppdrag", v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Årshjul"), "/gruppen/arshjul", v.May(org.Discuss, 0)},
		{i18n.T(ctx, "Möten"), "/gruppen/moten", v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Frågor"), "/gruppen/fragor", v.May(org.AskMatter, 0)},
		{i18n.T(ctx, "Gruppens läge"), "/gruppen/laget", v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Öppet för alla"), "/gruppen/oppet", v.May(org.Discuss, 0)},
	} {
		if l.open {
			links = append(links, ui.Link{Text: l.text, URL: l.url, Current: within(path, l.url)})
		}
	}
	if v.May(org.ApproveFigures, 0) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Logg"), URL: "/gruppen/logg", Current: path == "/gruppen/logg"})
	}
	if len(v.Groups) > 1 {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Byt grupp"), URL: "/gruppen/byt", Current: path == "/gruppen/byt"})
	}
	return links
}

func within(path, room string) bool {
	return path == room || room != "/" && strings.HasPrefix(path, room+"/")
}

func roleWords(ctx context.Context, v Visitor) string {
	var roles []string
	for _, m := range v.Actor.Memberships {
		if m.GroupID == v.Group.ID || m.GroupID == 0 {
			roles = append(roles, words.Role(ctx, m.Role))
		}
	}
	return strings.Join(roles, ", ")
}

// languages offers the other language; the choice is a form, since it is stored.
func languages(r *http.Request) []layout.LanguageChoice {
	choices := []layout.LanguageChoice{{Code: "sv", Name: "Svenska"}, {Code: "en", Name: "English"}}
	back := "/"
	if r.Method == http.MethodGet {
		back = r.URL.RequestURI()
	}
	for n := range choices {
		choices[n].URL, choices[n].Return = "/sprak", back
		choices[n].Current = choices[n].Code == string(i18n.LanguageOf(r.Context()))
	}
	return choices
}
