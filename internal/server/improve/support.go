package improve

import (
	"context"
	"errors"
	"net/http"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowSupport shows one request.
func (h *Handlers) ShowSupport(w http.ResponseWriter, r *http.Request) error {
	return h.showSupport(w, r, typedAnswer{status: http.StatusOK, form: page.NewForm(nil)})
}

// typedAnswer is what the page about a request comes back with.
type typedAnswer struct {
	status int
	form   *page.Form
	// overtaken says that somebody else was first.
	overtaken bool
}

func (h *Handlers) showSupport(w http.ResponseWriter, r *http.Request, typed typedAnswer) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := page.ID(r, "request")
	if err != nil {
		return err
	}
	p, err := h.room.Support(ctx, visitor.Actor, visitor.Group.ID, improvement.SupportID(id))
	if err != nil {
		return err
	}
	v := newSupportView(ctx, visitor, p)
	v.Problems, v.Errors = typed.form.Summary(ctx), typed.form.Errors(ctx)
	if typed.form.Has("answer") {
		v.Typed = typed.form.Value("answer")
	}
	if typed.overtaken {
		term := i18n.T(ctx, "Ditt svar")
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", visitor.Now), Now: page.Differing(
			[]ui.Definition{{Term: term, Text: p.Support.Answer}}, []ui.Definition{{Term: term, Text: v.Typed}})}
	}
	return page.Show(w, r, typed.status, page.Page{Title: p.Support.Title, Content: view.Support(v)})
}

func newSupportView(ctx context.Context, visitor page.Visitor, p improve.SupportPage) view.SupportView {
	s := p.Support
	address := supportURL + "/" + page.Digits(s.ID)
	v := view.SupportView{FormState: ui.FormState{Version: page.Digits(s.Version)}, Title: s.Title, Body: s.Body, Answer: s.Answer, Typed: s.Answer,
		State: ui.SupportState(s.State), StateWords: words.SupportState(ctx, s.State), About: ui.Link{Text: s.LinkText, URL: s.Link},
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Från"), Text: p.Members.Unit(s.UnitID).Name}, {Term: i18n.T(ctx, "Till"), Text: askedWords(ctx, p.Members, s.AskedUnit)}},
	}
	happened := func(what, who string, at *time.Time) {
		if at != nil {
			v.History = append(v.History, ui.Definition{Term: words.Moment(ctx, *at, visitor.Now), Text: i18n.T(ctx, "%s av %s", what, who)})
		}
	}
	happened(i18n.T(ctx, "Frågan ställdes"), s.AskedByName, &s.AskedAt)
	happened(i18n.T(ctx, "Togs om hand"), s.TakenByName, s.TakenAt)
	happened(i18n.T(ctx, "Besvarades"), s.AnsweredByName, s.AnsweredAt)
	if s.State == improvement.SupportWithdrawn {
		happened(i18n.T(ctx, "Togs tillbaka"), s.EndedByName, s.EndedAt)
	} else {
		happened(i18n.T(ctx, "Avslutades"), s.EndedByName, s.EndedAt)
	}
	if s.State.Ended() {
		return v
	}
	if v.CanAnswer = s.MayAnswer(visitor.Actor); v.CanAnswer {
		v.AnswerURL = address + "/svara"
		if s.State == improvement.SupportAsked {
			v.TakeURL = address + "/ta"
		}
	}
	if s.MayEnd(visitor.Actor) {
		v.EndURL, v.EndText, v.EndNote = address+"/avsluta", i18n.T(ctx, "Ta tillbaka frågan"), i18n.T(ctx, "Behöver ni inte längre hjälp, så slipper någon annan svara.")
		if s.State == improvement.SupportAnswered {
			v.EndText, v.EndNote = i18n.T(ctx, "Avsluta"), i18n.T(ctx, "Har ni fått den hjälp ni behövde? Räcker svaret inte: ställ en ny fråga.")
		}
	}
	return v
}

// seenSupport is the request that the address and the form name.
func seenSupport(r *http.Request, form *page.Form) (improve.SeenSupport, error) {
	id, err := page.ID(r, "request")
	seen := improve.SeenSupport{GroupID: page.VisitorOf(r).Group.ID, ID: improvement.SupportID(id)}
	if version := form.Whole("version"); version != nil {
		seen.Version = int(*version)
	}
	return seen, err
}

// TakeSupport says that the visitor sees to the request.
func (h *Handlers) TakeSupport(w http.ResponseWriter, r *http.Request) error {
	return h.changeSupport(w, r, i18n.T(r.Context(), "Det syns nu att du tar hand om frågan."), func(ctx context.Context, seen improve.SeenSupport, _ *page.Form) error {
		return h.room.TakeSupport(ctx, page.VisitorOf(r).Actor, seen)
	})
}

// AnswerSupport answers the request.
func (h *Handlers) AnswerSupport(w http.ResponseWriter, r *http.Request) error {
	return h.changeSupport(w, r, i18n.T(r.Context(), "Svaret är skickat."), func(ctx context.Context, seen improve.SeenSupport, form *page.Form) error {
		answer := form.Text("answer", maxTyped)
		if err := form.Err(); err != nil {
			return err
		}
		return h.room.AnswerSupport(ctx, page.VisitorOf(r).Actor, seen, answer)
	})
}

// EndSupport closes the request, or withdraws it.
func (h *Handlers) EndSupport(w http.ResponseWriter, r *http.Request) error {
	return h.changeSupport(w, r, i18n.T(r.Context(), "Frågan är avslutad."), func(ctx context.Context, seen improve.SeenSupport, _ *page.Form) error {
		return h.room.EndSupport(ctx, page.VisitorOf(r).Actor, seen)
	})
}

// changeSupport does it, and shows the request again: with what was typed when that
// cannot be stored, or when somebody else was first.
func (h *Handlers) changeSupport(w http.ResponseWriter, r *http.Request, done string, do func(context.Context, improve.SeenSupport, *page.Form) error) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	seen, err := seenSupport(r, form)
	if err != nil {
		return err
	}
	err = do(r.Context(), seen, form)
	switch {
	case form.Rejected(err):
		return h.showSupport(w, r, typedAnswer{status: form.Status(), form: form})
	case errors.Is(err, fault.ErrConflict):
		return h.showSupport(w, r, typedAnswer{status: http.StatusConflict, form: form, overtaken: true})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, supportURL+"/"+page.Digits(seen.ID), page.Done(done))
}
