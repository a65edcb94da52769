package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

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

func outlookNoteURL(id improvement.OutlookID) string { return outlookURL + "/" + page.Digits(id) }

// outlookChoices are the states that can be chosen, with the names they have in addresses.
var outlookChoices = []struct {
	name  string
	state improvement.OutlookState
}{{"nya", improvement.OutlookNew}, {"tagna-vidare", improvement.OutlookUsed}, {"at-sidan", improvement.OutlookPutAway}}

func outlookBadge(ctx context.Context, s improvement.OutlookState) ui.WordBadgeProps {
	text := words.OutlookState(ctx, s)
	switch s {
	case improvement.OutlookNew:
		return stateBadge(string(s), text, ui.Info, ui.IconOpen)
	case improvement.OutlookUsed:
		return stateBadge(string(s), text, ui.Success, ui.IconCheck)
	}
	return stateBadge(string(s), text, ui.Neutral, ui.IconDash)
}

// noted is who noted something, when, and what it is about.
func noted(ctx context.Context, n group.OutlookRow) string {
	who := i18n.T(ctx, "%s, %s", n.NotedByName, i18n.LongDate(ctx, n.NotedAt))
	if n.Field != "" {
		return i18n.T(ctx, "%s. %s", n.Field, who)
	}
	return who
}

// ShowOutlook lists what happens elsewhere.
func (h *Handlers) ShowOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.OutlookAsked{GroupID: visitor.Group.ID, Words: page.Query(r).Text(wordsName, 200)}
	chosen, known := r.URL.Query().Get(stateName), false
	states := ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: chosen, Empty: i18n.T(ctx, "Alla")}
	for _, c := range outlookChoices {
		states.Options = append(states.Options, ui.Option{Value: c.name, Label: words.OutlookState(ctx, c.state)})
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
	list, err := h.room.Outlook(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := view.OutlookView{Trail: areaTrail(ctx), State: states, Filter: ui.FilterProps{Action: outlookURL, Label: i18n.T(ctx, "Välj")},
		Words: ui.FieldProps{Name: wordsName, Label: i18n.T(ctx, "Sök"), Value: asked.Words}, Count: i18n.N(ctx, "Ett tips", "%d tips", list.Count),
		Pages: listPages(ctx, outlookURL, r.URL.Query(), asked.Page, list.Count, group.OutlookPage)}
	if chosen != "" || asked.Words != "" {
		v.Filter.ResetURL = outlookURL
	}
	for _, n := range list.List {
		v.Rows = append(v.Rows, view.ConsultationRow{Task: ui.TaskProps{Title: n.Title, URL: outlookNoteURL(n.ID), Text: noted(ctx, n)}, Badge: outlookBadge(ctx, n.State)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Omvärld"), Content: view.Outlook(v)})
}

// EditNewOutlook shows the form for something that happens elsewhere.
func (h *Handlers) EditNewOutlook(w http.ResponseWriter, r *http.Request) error {
	if !page.VisitorOf(r).May(org.Discuss, 0) {
		return fault.ErrForbidden
	}
	return showOutlookForm(w, r, page.NewForm(nil), group.OutlookNotePage{}, false)
}

func showOutlookForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.OutlookNotePage, late bool) error {
	ctx := r.Context()
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Omvärld"), URL: outlookURL}), Title: i18n.T(ctx, "Tipsa gruppen")},
		Submit: i18n.T(ctx, "Lägg till"), Form: ui.FormState{Action: outlookURL + "/ny", BackURL: outlookURL}}
	if p.ID != 0 {
		v.Heading.Title, v.Submit = i18n.T(ctx, "Ändra"), i18n.T(ctx, "Spara")
		v.Form.Action, v.Form.BackURL = outlookNoteURL(p.ID)+"/andra", outlookNoteURL(p.ID)
	}
	if late {
		form.All().Set("version", strconv.Itoa(p.Version))
		v.Form.Conflict = overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	v.Fields = append(v.Fields,
		f.line(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Vad som händer"), MaxLength: 200, Required: true}),
		f.text(ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Varför det angår oss"), Rows: 5, Optional: true}),
		f.line(ui.FieldProps{Name: "source", Label: i18n.T(ctx, "Källa"), MaxLength: 200, Optional: true}),
		f.link("link", i18n.T(ctx, "Länk")),
		f.line(ui.FieldProps{Name: "field", Label: i18n.T(ctx, "Område"), Description: i18n.T(ctx, "I ett eller två ord, till exempel Infektioner."), MaxLength: 100, Optional: true}))
	return showAreaForm(w, r, form, v)
}

func readOutlook(form *page.Form, g org.GroupID) improvement.OutlookNote {
	return improvement.OutlookNote{GroupID: g, Title: form.Text("title", maxTyped), Body: form.Text("body", maxWritten), Source: form.Text("source", maxTyped),
		Link: form.Text("link", maxTyped), Field: form.Text("field", maxTyped)}
}

// CreateOutlook stores something that happens elsewhere.
func (h *Handlers) CreateOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := readOutlook(form, visitor.Group.ID)
	var id improvement.OutlookID
	if err = form.Err(); err == nil {
		id, err = h.room.NoteOutlook(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		return showOutlookForm(w, r, form, group.OutlookNotePage{}, false)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, outlookNoteURL(id), page.Done(i18n.T(ctx, "Tack. Gruppen ser det under Omvärld och när nästa dagordning görs.")))
}

func (h *Handlers) outlookIn(r *http.Request) (group.OutlookNotePage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "outlook")
	if err != nil {
		return group.OutlookNotePage{}, err
	}
	return h.room.OutlookNote(r.Context(), visitor.Actor, visitor.Group.ID, improvement.OutlookID(id))
}

// EditOutlook shows the form for a note that nothing has come of yet.
func (h *Handlers) EditOutlook(w http.ResponseWriter, r *http.Request) error {
	p, err := h.outlookIn(r)
	switch {
	case err != nil:
		return err
	case !p.MayEdit && p.State != improvement.OutlookNew:
		return fault.ErrWrongState
	case !p.MayEdit:
		return fault.ErrForbidden
	}
	return showOutlookForm(w, r, page.NewForm(url.Values{"title": {p.Title}, "body": {p.Body}, "source": {p.Source}, "link": {p.Link}, "field": {p.Field}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// SaveOutlook changes a note's words.
func (h *Handlers) SaveOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.outlookIn(r)
	if err != nil {
		return err
	}
	to := readOutlook(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SaveOutlook(ctx, visitor.Actor, group.SeenOutlook{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: outlookNoteURL(p.ID), Said: i18n.T(ctx, "Sparat."),
		Again: func(late bool) error { return showOutlookForm(w, r, form, p, late) }})
}

// ShowOutlookNote shows one note and what can become of it.
func (h *Handlers) ShowOutlookNote(w http.ResponseWriter, r *http.Request) error {
	return h.showOutlookNote(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showOutlookNote(w http.ResponseWriter, r *http.Request, form *page.Form, late bool) error {
	ctx := r.Context()
	p, err := h.outlookIn(r)
	if err != nil {
		return err
	}
	v := view.OutlookNoteView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Omvärld"), URL: outlookURL}), Title: p.Title, Lead: noted(ctx, p.OutlookRow)},
		Form: ui.FormState{Problems: form.Summary(ctx)}, Badge: outlookBadge(ctx, p.State), Body: p.Body, Link: linkTo(p.Link, i18n.T(ctx, "Läs mer")),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Källa"), Text: p.Source}, {Term: i18n.T(ctx, "Har läst"), Text: strings.Join(p.SeenBy, ", ")},
			{Term: i18n.T(ctx, "Varför åt sidan"), Text: p.Reason}}, Became: linkTo(p.Became, i18n.T(ctx, "Se vad det blev")), Actions: outlookActions(ctx, form, p)}
	if p.SettledAt != nil {
		v.Facts = append(v.Facts, ui.Definition{Term: words.OutlookState(ctx, p.State), Text: i18n.T(ctx, "%s, %s", p.SettledByName, i18n.LongDate(ctx, *p.SettledAt))})
	}
	if p.MayEdit {
		v.EditURL = outlookNoteURL(p.ID) + "/andra"
	}
	if p.Manages && p.State == improvement.OutlookNew {
		v.Further = []ui.Link{{Text: i18n.T(ctx, "En remiss"), URL: consultationsURL + "/ny?omvarld=" + page.Digits(p.ID)}}
	}
	status := form.Status()
	if late {
		status, v.Form.Conflict = http.StatusConflict, overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: p.Title, Content: view.OutlookNote(v)})
}

// outlookActions are what the visitor may do with a note.
func outlookActions(ctx context.Context, form *page.Form, p group.OutlookNotePage) []view.AreaStep {
	f, do := filled{ctx, form}, form.Value("do")
	step := func(id, title string, button ui.ButtonProps, fields ...templ.Component) view.AreaStep {
		button.Name = "do"
		return view.AreaStep{ID: id, Title: title, Action: outlookNoteURL(p.ID), Version: strconv.Itoa(p.Version), Fields: fields, Buttons: []ui.ButtonProps{button}}
	}
	var steps []view.AreaStep
	if !p.Seen {
		steps = append(steps, step("last", i18n.T(ctx, "Läst"), ui.ButtonProps{Text: i18n.T(ctx, "Jag har läst"), Value: "see", Variant: ui.Secondary}))
	}
	if !p.Manages || p.State != improvement.OutlookNew {
		return steps
	}
	steps = append(steps, step("fraga", i18n.T(ctx, "En fråga till gruppen"), ui.ButtonProps{Text: i18n.T(ctx, "Gör en fråga av det"), Value: "matter", Variant: ui.Secondary}))
	if len(p.Meetings) > 0 {
		meetings := ui.SelectProps{Name: "meeting", Label: i18n.T(ctx, "Möte"), Required: true}
		for _, m := range p.Meetings {
			meetings.Options = append(meetings.Options, ui.Option{Value: page.Digits(m.ID), Label: m.Title + ", " + i18n.LongDate(ctx, m.StartsAt)})
		}
		steps = append(steps, step("dagordning", i18n.T(ctx, "Ta upp på ett möte"), ui.ButtonProps{Text: i18n.T(ctx, "Sätt på dagordningen"), Value: "agenda", Variant: ui.Secondary}, f.choice(meetings)))
	}
	away := step("at-sidan", i18n.T(ctx, "Lägg åt sidan"), ui.ButtonProps{Text: i18n.T(ctx, "Lägg åt sidan"), Value: "away", Variant: ui.Secondary},
		f.text(ui.TextAreaProps{Name: "reason", Label: i18n.T(ctx, "Varför"), Rows: 2, Required: true}))
	away.Folded, away.Open = true, do == "away"
	return append(steps, away)
}

// StepOutlook does with a note what the pressed button says.
func (h *Handlers) StepOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "outlook")
	if err != nil {
		return err
	}
	seen := group.SeenOutlook{GroupID: visitor.Group.ID, ID: improvement.OutlookID(id), Version: versionIn(form)}
	said, to := "", outlookNoteURL(seen.ID)
	switch form.Value("do") {
	case "see":
		said, err = i18n.T(ctx, "Noterat."), h.room.MarkOutlookSeen(ctx, visitor.Actor, seen)
	case "matter":
		var matter improvement.MatterID
		if matter, err = h.room.OutlookToMatter(ctx, visitor.Actor, seen); err == nil {
			said, to = i18n.T(ctx, "Nu är det en fråga till gruppen."), mattersURL+"/"+page.Digits(matter)
		}
	case "agenda":
		meeting := org.MeetingID(form.ID("meeting"))
		if meeting == 0 {
			form.Problem("meeting", "required")
		}
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Det står på mötets dagordning."), h.room.OutlookToAgenda(ctx, visitor.Actor, seen, meeting)
		}
	case "away":
		why := form.Text("reason", maxWritten)
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Det är lagt åt sidan."), h.room.PutOutlookAway(ctx, visitor.Actor, seen, why)
		}
	default:
		return fault.ErrNotFound
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: to, Said: said,
		Again: func(late bool) error { return h.showOutlookNote(w, r, form, late) }})
}
