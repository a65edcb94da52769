package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

func postURL(id improvement.PostID) string {
	return improvement.TalksAddress + "/" + improvement.PostName + "/" + page.Digits(id)
}

// CreatePost adds what was written to the talk.
func (h *Handlers) CreatePost(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	part, err := talkPart(r)
	if err != nil {
		return err
	}
	said := readSaid(form)
	var id improvement.PostID
	if err = form.Err(); err == nil {
		id, err = h.room.WritePost(ctx, visitor.Actor, visitor.Group.ID, part, said)
	}
	if form.Rejected(err) {
		return h.showTalk(w, r, form)
	}
	if err != nil {
		return err
	}
	about := part.About
	return page.RedirectWith(w, r, about.Address(part.Code)+"#"+improvement.PostName+"-"+page.Digits(id), page.Done(i18n.T(ctx, "Inlägget är skickat.")))
}

// EditPost shows the form for what the visitor has written.
func (h *Handlers) EditPost(w http.ResponseWriter, r *http.Request) error {
	p, err := h.post(r)
	if err != nil {
		return err
	}
	form := page.NewForm(url.Values{"body": {p.Post.Body}, "version": {page.Digits(p.Post.Version)}})
	for _, id := range p.Post.Mentions {
		form.All().Add("tell", page.Digits(id))
	}
	return showPostForm(w, r, http.StatusOK, newPostFormView(r.Context(), p, form))
}

func (h *Handlers) post(r *http.Request) (improve.PostPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "post")
	if err != nil {
		return improve.PostPage{}, err
	}
	return h.room.Post(r.Context(), visitor.Actor, visitor.Group.ID, improvement.PostID(id))
}

func newPostFormView(ctx context.Context, p improve.PostPage, form *page.Form) view.PostFormView {
	address := p.Subject.About.Address(p.Subject.Code)
	v := view.PostFormView{PostForm: newPostForm(ctx, form, p.Members.Talking, p.Post.AuthorID), Title: i18n.T(ctx, "Ändra inlägget"),
		Trail: []ui.Link{{Text: i18n.T(ctx, "Samtal"), URL: improvement.TalksAddress}, {Text: titleWords(ctx, p.Subject), URL: address}}}
	v.Action, v.Label, v.Submit = postURL(p.Post.ID), i18n.T(ctx, "Ditt inlägg"), i18n.T(ctx, "Spara")
	v.BackURL = p.Subject.About.PostAddress(p.Subject.Code, p.Post.ID)
	return v
}

func showPostForm(w http.ResponseWriter, r *http.Request, status int, v view.PostFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.ChangePost(v), Scripts: mentionScripts})
}

// SavePost changes what the visitor has written. When it was changed in another window
// the form comes back with what was typed and what is stored now.
func (h *Handlers) SavePost(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.post(r)
	if err != nil {
		return err
	}
	c := improve.ChangedPost{ID: p.Post.ID, Said: readSaid(form)}
	if version := form.Whole("version"); version != nil {
		c.Version = int(*version)
	}
	if err = form.Err(); err == nil {
		_, err = h.room.SavePost(ctx, visitor.Actor, visitor.Group.ID, c)
	}
	switch {
	case form.Rejected(err):
		return showPostForm(w, r, form.Status(), newPostFormView(ctx, p, form))
	case errors.Is(err, fault.ErrConflict):
		v := newPostFormView(ctx, p, form)
		v.Version = page.Digits(p.Post.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", visitor.Now), Now: page.Differing(
			[]ui.Definition{{Term: v.Label, Text: p.Post.Body}}, []ui.Definition{{Term: v.Label, Text: c.Body}})}
		return showPostForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, p.Subject.About.PostAddress(p.Subject.Code, p.Post.ID), page.Done(i18n.T(ctx, "Inlägget är ändrat.")))
}

// RemovePost takes the words of a post away.
func (h *Handlers) RemovePost(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := page.ID(r, "post")
	if err != nil {
		return err
	}
	subject, err := h.room.RemovePost(ctx, visitor.Actor, visitor.Group.ID, improvement.PostID(id))
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, subject.About.PostAddress(subject.Code, improvement.PostID(id)), page.Done(i18n.T(ctx, "Inlägget är borttaget.")))
}
