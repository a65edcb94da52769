package improve

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// whoseName is the choice of whose talks, or requests, to list.
const whoseName = "vilka"

// mentionScripts helps with names while one writes.
var mentionScripts = []string{"js/mention.js"}

// ShowTalk shows what has been said about a subject; ?tid= chooses a comparison of a
// measure, ?sida= an older page, and ?inlagg= the page with a post.
func (h *Handlers) ShowTalk(w http.ResponseWriter, r *http.Request) error {
	return h.showTalk(w, r, page.NewForm(nil))
}

func (h *Handlers) showTalk(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	visitor := page.VisitorOf(r)
	part, err := talkPart(r)
	if err != nil {
		return err
	}
	t, err := h.room.Talk(r.Context(), visitor.Actor, visitor.Group.ID, part)
	if err != nil {
		return err
	}
	v := newTalkView(r.Context(), visitor, t, form)
	return page.Show(w, r, form.Status(), page.Page{Title: i18n.T(r.Context(), "Samtal: %s", v.Title), Content: view.Talk(v), Scripts: mentionScripts})
}

// talkPart is which talk the address names, and which part of it.
func talkPart(r *http.Request) (improve.TalkPart, error) {
	q := page.Query(r)
	part := improve.TalkPart{About: improvement.Subject{Kind: improvement.KindIn(chi.URLParam(r, "kind")), Span: q.Value(improvement.SpanName)}}
	if part.About.Kind == improvement.AboutIndicator {
		part.Code = chi.URLParam(r, "id")
	} else {
		id, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 64)
		if err != nil {
			return part, fault.ErrNotFound
		}
		part.About.ID = id
	}
	if _, known := results.ParseSpan(part.About.Span); part.About.Span != "" && !known {
		return part, fault.ErrNotFound
	}
	if n := q.Whole(pageName); n != nil {
		part.Page = max(1, int(*n))
	}
	if n := q.Whole(improvement.PostName); n != nil {
		part.Post = improvement.PostID(*n)
	}
	if q.Err() != nil {
		return part, fault.ErrNotFound
	}
	return part, nil
}

func newTalkView(ctx context.Context, visitor page.Visitor, t improve.Talk, form *page.Form) view.TalkView {
	subject := t.Subject
	v := view.TalkView{Title: subject.Name, Lead: spanWords(ctx, subject), Kind: kindWords(ctx, subject.About), Subject: subjectLink(ctx, subject)}
	address := subject.About.Address(subject.Code)
	v.Pages = page.Pagination(i18n.T(ctx, "Fler inlägg"), page.Paging{Now: t.Page, Last: t.Pages, URL: pageURL(address)})
	if t.Page < t.Pages && form.Err() == nil {
		v.LastURL = address
	}
	for _, p := range t.Posts {
		v.Posts = append(v.Posts, newPost(ctx, visitor, t.Members, p))
	}
	v.Form = newPostForm(ctx, form, t.Members.Talking, visitor.Actor.Person.ID)
	v.Form.Action, v.Form.Label, v.Form.Submit = address, i18n.T(ctx, "Ditt inlägg"), i18n.T(ctx, "Skicka")
	return v
}

func newPost(ctx context.Context, visitor page.Visitor, members improve.Members, p improve.Post) view.Post {
	v := view.Post{ID: improvement.PostName + "-" + page.Digits(p.ID), Author: p.AuthorName, Role: heldWords(ctx, members.RolesOn(p.AuthorID, p.WrittenAt)),
		At: words.Moment(ctx, p.WrittenAt, visitor.Now)}
	if p.RemovedAt != nil {
		v.Removed = i18n.T(ctx, "Inlägget från %s, %s, är borttaget.", p.AuthorName, v.At)
		return v
	}
	if p.EditedAt != nil {
		v.Changed = i18n.T(ctx, "ändrat %s", words.Moment(ctx, *p.EditedAt, visitor.Now))
	}
	said := map[org.PersonID]bool{}
	for _, part := range improvement.Parts(p.Body, members.Talking) {
		v.Body = append(v.Body, view.Words{Text: part.Text, Mention: part.Person != 0})
		said[part.Person] = true
	}
	var told []string
	for _, id := range p.Mentions {
		if name := members.Person(id).Name; name != "" && !said[id] {
			told = append(told, name)
		}
	}
	if len(told) > 0 {
		v.Told = i18n.T(ctx, "Till %s", strings.Join(told, ", "))
	}
	if p.MayEdit(visitor.Actor) {
		v.EditURL = postURL(p.ID)
	}
	if p.MayRemove(visitor.Actor) {
		v.RemoveURL = postURL(p.ID) + "/ta-bort"
	}
	return v
}

// heldWords are roles with their units, in words.
func heldWords(ctx context.Context, held []improve.Held) string {
	var roles []string
	for _, h := range held {
		role := words.Role(ctx, h.Role)
		if h.Unit.ID != 0 {
			role += " " + h.Unit.ShortName
		}
		roles = append(roles, role)
	}
	return strings.Join(roles, ", ")
}

// newPostForm is the form with what was typed.
func newPostForm(ctx context.Context, form *page.Form, people []org.Person, author org.PersonID) view.PostForm {
	f := view.PostForm{FormState: ui.FormState{Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)}, Body: form.Value("body"),
		Tell: ui.ChoiceGroupProps{Name: "tell", Legend: i18n.T(ctx, "Vilka ska få veta det?"), Chosen: form.Values("tell"), Error: form.Error(ctx, "tell"), Inline: true,
			Description: i18n.T(ctx, "De ser det när de loggar in, och i ett brev nästa morgon om de vill ha sådana.")}}
	for _, p := range people {
		if p.ID != author {
			f.Tell.Options = append(f.Tell.Options, ui.Option{Value: page.Digits(p.ID), Label: p.Name})
		}
	}
	return f
}

// readSaid is what somebody wrote.
func readSaid(form *page.Form) improve.Said {
	said := improve.Said{Body: form.Text("body", maxTyped)}
	for _, value := range form.Values("tell") {
		id, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			form.Problem("tell", "unknown_choice")
			continue
		}
		if !slices.Contains(said.Tell, org.PersonID(id)) {
			said.Tell = append(said.Tell, org.PersonID(id))
		}
	}
	return said
}
