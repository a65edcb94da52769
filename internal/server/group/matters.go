package group

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const mattersURL = "/gruppen/fragor"

// matterChoices are the states that can be chosen, with the names they have in
// addresses.
var matterChoices = []struct{ name, state string }{
	{"vantar", "waiting"}, {"oppna", string(improvement.MatterOpen)}, {"dagordning", string(improvement.MatterOnAgenda)},
	{"lyfta", string(improvement.MatterLifted)}, {"besvarade", string(improvement.MatterAnswered)}, {"atertagna", string(improvement.MatterWithdrawn)},
}

// ShowMatters lists the questions to the group.
func (h *Handlers) ShowMatters(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.MattersAsked{GroupID: visitor.Group.ID, Words: page.Query(r).Text(wordsName, 200)}
	chosen, known := r.URL.Query().Get(stateName), false
	states := ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: chosen, Empty: i18n.T(ctx, "Alla")}
	for _, c := range matterChoices {
		label := i18n.T(ctx, "Väntar på svar")
		if c.state != "waiting" {
			label = words.MatterState(ctx, improvement.MatterState(c.state))
		}
		states.Options = append(states.Options, ui.Option{Value: c.name, Label: label})
		if c.name == chosen {
			asked.State, known = c.state, true
		}
	}
	if chosen != "" && !known {
		return fault.ErrNotFound
	}
	var err error
	if asked.Page, err = addressNumber(r, pageName, 1, 1, mostPages); err != nil {
		return err
	}
	list, err := h.room.Matters(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := view.MattersView{Tabs: tabs(ctx, visitor, mattersURL), State: states, Filter: ui.FilterProps{Action: mattersURL, Label: i18n.T(ctx, "Välj frågor")},
		Words: ui.FieldProps{Name: wordsName, Label: i18n.T(ctx, "Sök"), Value: asked.Words}, Count: i18n.N(ctx, "En fråga", "%d frågor", list.Count),
		Pages: listPages(ctx, mattersURL, r.URL.Query(), asked.Page, list.Count, group.MattersPage)}
	if chosen != "" || asked.Words != "" {
		v.Filter.ResetURL = mattersURL
	}
	for _, m := range list.List {
		v.Matters = append(v.Matters, newMatterLine(ctx, m))
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Frågor"), Content: view.Matters(v)})
}

func newMatterLine(ctx context.Context, m group.MatterRow) view.MatterLine {
	return view.MatterLine{Title: m.Title, URL: mattersURL + "/" + page.Digits(m.ID), State: words.MatterState(ctx, m.State), Kind: string(m.State),
		Asked: asker(ctx, m)}
}

// asker says who asked, where and when.
func asker(ctx context.Context, m group.MatterRow) string {
	who := m.AskedByName
	if m.UnitName != "" {
		who += ", " + m.UnitName
	}
	return i18n.T(ctx, "%s, %s", who, i18n.LongDate(ctx, m.AskedAt))
}

// EditNewMatter shows the form for a new question; the address may say what page it is
// about.
func (h *Handlers) EditNewMatter(w http.ResponseWriter, r *http.Request) error {
	if !page.VisitorOf(r).May(org.AskMatter, 0) {
		return fault.ErrForbidden
	}
	form := page.NewForm(url.Values{"link": {r.URL.Query().Get("om")}})
	return showMatterForm(w, r, form)
}

func showMatterForm(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	v := view.MatterFormView{Form: ui.FormState{Action: mattersURL + "/ny", BackURL: mattersURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Ny fråga till gruppen"), Trail: []ui.Link{{Text: i18n.T(ctx, "Frågor"), URL: mattersURL}}, Fields: matterFields(form)}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.MatterForm(v)})
}

func matterFields(form *page.Form) view.MatterFields {
	return view.MatterFields{Title: form.Value("title"), Body: form.Value("body"), Link: form.Value("link")}
}

// CreateMatter puts a question to the group.
func (h *Handlers) CreateMatter(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	m := readMatter(r, form)
	m.GroupID = visitor.Group.ID
	var id improvement.MatterID
	if err = form.Err(); err == nil {
		id, err = h.room.AskMatter(ctx, visitor.Actor, m)
	}
	if form.Rejected(err) {
		return showMatterForm(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, mattersURL+"/"+page.Digits(id), page.Done(i18n.T(ctx, "Frågan är ställd. Den som är sammanställande ser den på sin startsida.")))
}

// readMatter reads a question as it was typed. A whole address of this site becomes the
// address within it, since that is what one copies.
func readMatter(r *http.Request, form *page.Form) improvement.Matter {
	m := improvement.Matter{Title: form.Text("title", maxTyped), Body: form.Text("body", maxWritten), Link: form.Text("link", maxTyped)}
	if u, err := url.Parse(m.Link); err == nil && u.Host == r.Host && strings.HasPrefix(u.Scheme, "http") {
		m.Link = u.RequestURI()
		if u.Fragment != "" {
			m.Link += "#" + u.EscapedFragment()
		}
	}
	return m
}
