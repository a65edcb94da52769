package improve

import (
	"context"
	"errors"
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// PublishExample publishes an example. When something that others need is missing, its
// form opens with what that is.
func (h *Handlers) PublishExample(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	_, ref, err := sentExample(w, r)
	if err != nil {
		return err
	}
	err = h.room.PublishExample(ctx, visitor.Actor, ref)
	if errors.As(err, new(*fault.ValidationError)) {
		return h.showUnpublishable(w, r, ref, err)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, exampleURL(ref.ID), page.Done(i18n.T(ctx, "Exemplet är publicerat.")))
}

// showUnpublishable is the example's form with what others need that is missing.
func (h *Handlers) showUnpublishable(w http.ResponseWriter, r *http.Request, ref improve.ExampleRef, problems error) error {
	f, err := h.exampleForm(r, ref.ID)
	if err != nil {
		return err
	}
	form := page.NewForm(exampleValues(f.Example))
	form.Rejected(problems)
	return showExampleForm(w, r, form.Status(), newExampleFormView(r.Context(), form, f))
}

// WithdrawExample takes an example back from its readers.
func (h *Handlers) WithdrawExample(w http.ResponseWriter, r *http.Request) error {
	return h.moveExample(w, r, exampleStep{h.room.WithdrawExample, "", i18n.T(r.Context(), "Exemplet är tillbakadraget.")})
}

// DeleteExample removes a draft.
func (h *Handlers) DeleteExample(w http.ResponseWriter, r *http.Request) error {
	return h.moveExample(w, r, exampleStep{h.room.DeleteExample, examplesURL, i18n.T(r.Context(), "Utkastet är borttaget.")})
}

// exampleStep is something done to an example; to is where it leads, "" for the example.
type exampleStep struct {
	do       func(context.Context, org.Actor, improve.ExampleRef) error
	to, done string
}

func (h *Handlers) moveExample(w http.ResponseWriter, r *http.Request, step exampleStep) error {
	_, ref, err := sentExample(w, r)
	if err != nil {
		return err
	}
	if err := step.do(r.Context(), page.VisitorOf(r).Actor, ref); err != nil {
		return err
	}
	if step.to == "" {
		step.to = exampleURL(ref.ID)
	}
	return page.RedirectWith(w, r, step.to, page.Done(step.done))
}
