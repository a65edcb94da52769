package group

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func outlookNoteURL(id improvement.OutlookID) string { return outlookURL + "/" + page.Digits(id) }

func (h *Handlers) outlookIn(r *http.Request) (group.OutlookNotePage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "outlook")
	if err != nil {
		return group.OutlookNotePage{}, err
	}
	return h.room.OutlookNote(r.Context(), visitor.Actor, visitor.Group.ID, improvement.OutlookID(id))
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
	if p.State == improvement.OutlookNew {
		v.Further = outlookFurther(ctx, page.VisitorOf(r), p)
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

// outlookFurther is what can be made of a note in a form of its own, which begins with its
// words.
func outlookFurther(ctx context.Context, visitor page.Visitor, p group.OutlookNotePage) (links []ui.Link) {
	if p.Manages {
		links = append(links, ui.Link{Text: i18n.T(ctx, "En remiss"), URL: consultationsURL + "/ny?omvarld=" + page.Digits(p.ID)})
	}
	if visitor.May(org.EditActions, 0) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "En metod som införs eller fasas ut"), URL: "/forbattring/metoder/ny?omvarld=" + page.Digits(p.ID)})
	}
	return links
}
