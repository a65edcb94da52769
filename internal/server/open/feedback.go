package open

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

const (
	feedbackURL = page.AccessibilityURL + "/synpunkt"
	thanksURL   = feedbackURL + "/tack"
)

// EditFeedback asks anybody what is on their mind, without cookies.
func (h *Handlers) EditFeedback(w http.ResponseWriter, r *http.Request) error {
	asked := page.Query(r)
	about, _ := h.pageOf(r, asked.Value("sida")) // "" for a page that is none of ours
	return h.showFeedback(w, r, page.NewForm(url.Values{"group": {asked.Value("grupp")}, "page": {about}, "kind": {asked.Value("om")}}))
}

// SendFeedback stores it. Nothing typed is lost when there has been too much of it.
func (h *Handlers) SendFeedback(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f := improvement.Feedback{Kind: improvement.FeedbackKind(form.Value("kind")), Body: form.Text("body", improvement.MostFeedback),
		ReplyTo: form.Text("reply_to", improvement.MostReplyTo), Page: form.Text("page", improvement.MostPage)}
	var known bool
	if f.Page, known = h.pageOf(r, f.Page); !known {
		form.Problem("page", "page_not_public")
	}
	if err = form.Err(); err == nil {
		err = h.room.CheckFeedback(f)
	}
	if err == nil {
		err = h.people.CountFeedback(r.Context(), page.ClientAddress(r))
	}
	if err == nil {
		err = h.room.SendFeedback(r.Context(), form.Value("group"), f)
	}
	var braked *fault.BrakedError
	switch {
	case errors.As(err, &braked):
		form.Problem("", "braked", braked.Minutes())
		return h.showFeedbackAs(w, r, form, page.Refused(w, err))
	case form.Rejected(err):
		return h.showFeedbackAs(w, r, form, http.StatusUnprocessableEntity)
	case err != nil:
		return err
	}
	return page.Redirect(w, r, page.Spoken(r.Context(), thanksURL))
}

func (h *Handlers) showFeedback(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	return h.showFeedbackAs(w, r, form, http.StatusOK)
}

func (h *Handlers) showFeedbackAs(w http.ResponseWriter, r *http.Request, form *page.Form, status int) error {
	ctx := r.Context()
	v := view.FeedbackView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Lämna en synpunkt"), Trail: accessibilityTrail(ctx),
			Lead: i18n.T(ctx, "Berätta om något på webbplatsen inte går att läsa eller använda, om något är fel, eller om något annat. Du behöver inte säga vem du är.")},
		Form: ui.FormState{Action: page.Spoken(ctx, feedbackURL), BackURL: page.Spoken(ctx, page.AccessibilityURL), Problems: form.Summary(ctx)},
		Kind: ui.ChoiceGroupProps{Name: "kind", Legend: i18n.T(ctx, "Vad gäller det?"), Chosen: []string{form.Value("kind")}, Error: form.Error(ctx, "kind")},
		Body: ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Din synpunkt"), Value: form.Value("body"), Error: form.Error(ctx, "body"), Rows: 6, MaxLength: improvement.MostFeedback, Required: true,
			Description: i18n.T(ctx, "Skriv inte om ett enskilt barn eller en enskild person, och inga personnummer.")},
		Page: ui.FieldProps{Name: "page", Label: i18n.T(ctx, "Sida som det gäller"), Value: form.Value("page"), Error: form.Error(ctx, "page"), Optional: true, MaxLength: improvement.MostPage},
		ReplyTo: ui.FieldProps{Name: "reply_to", Label: i18n.T(ctx, "E-postadress, om du vill ha svar"), Type: "email", Autocomplete: "email", Value: form.Value("reply_to"),
			Error: form.Error(ctx, "reply_to"), Optional: true, Description: i18n.T(ctx, "Den används bara till att svara dig.")},
		Group: form.Value("group"),
	}
	for _, k := range improvement.FeedbackKinds() {
		v.Kind.Options = append(v.Kind.Options, ui.Option{Value: string(k), Label: words.FeedbackKind(ctx, k)})
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	return page.ShowOpenAs(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Feedback(v)}, page.Shared{Address: feedbackAddress(form), Base: h.base})
}

// feedbackAddress is the form's own, with what it is about.
func feedbackAddress(form *page.Form) string {
	about := url.Values{}
	for name, field := range map[string]string{"grupp": "group", "sida": "page", "om": "kind"} {
		if value := form.Value(field); value != "" {
			about.Set(name, value)
		}
	}
	if len(about) == 0 {
		return feedbackURL
	}
	return feedbackURL + "?" + about.Encode()
}

// ShowThanks says that what was written has come.
func (h *Handlers) ShowThanks(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("X-Robots-Tag", "noindex")
	ctx := r.Context()
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Tack för din synpunkt"), Trail: accessibilityTrail(ctx),
		Lead: i18n.T(ctx, "Den har kommit fram. Har du lämnat en e-postadress får du svar dit.")}}
	return page.ShowOpen(w, r, page.Page{Title: v.Heading.Title, Content: view.Public(v)}, page.Shared{Address: thanksURL, Base: h.base})
}

// accessibilityTrail leads up to the accessibility statement.
func accessibilityTrail(ctx context.Context) []ui.Link {
	return []ui.Link{{Text: i18n.T(ctx, "Tillgänglighet"), URL: page.Spoken(ctx, page.AccessibilityURL)}}
}

// ShowGroupFeedback is what strangers have written about the group.
func (h *Handlers) ShowGroupFeedback(w http.ResponseWriter, r *http.Request) error {
	of, err := groupsReceived(r)
	if err != nil {
		return err
	}
	return h.showReceived(w, r, page.NewForm(nil), of)
}

// HandleGroupFeedback stores how far the group has come with it.
func (h *Handlers) HandleGroupFeedback(w http.ResponseWriter, r *http.Request) error {
	of, err := groupsReceived(r)
	if err != nil {
		return err
	}
	return h.handle(w, r, of)
}

// groupsReceived is the visitor's group's; fault.ErrForbidden for those who are in none.
func groupsReceived(r *http.Request) (received, error) {
	of := received{group: page.VisitorOf(r).Group.ID, url: choiceURL + "/synpunkter", up: ui.Link{Text: i18n.T(r.Context(), "Öppet för alla"), URL: choiceURL}}
	if of.group == 0 {
		return of, fault.ErrForbidden
	}
	return of, nil
}

const siteFeedbackURL = "/konton/synpunkter"

// ShowSiteFeedback is what has been written about the site.
func (h *Handlers) ShowSiteFeedback(w http.ResponseWriter, r *http.Request) error {
	return h.showReceived(w, r, page.NewForm(nil), received{url: siteFeedbackURL, up: ui.Link{Text: i18n.T(r.Context(), "Konton"), URL: "/konton"}})
}

// HandleSiteFeedback stores how far an administrator has come with it.
func (h *Handlers) HandleSiteFeedback(w http.ResponseWriter, r *http.Request) error {
	return h.handle(w, r, received{url: siteFeedbackURL, up: ui.Link{Text: i18n.T(r.Context(), "Konton"), URL: "/konton"}})
}
