package collect

import (
	"net/http"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// ApproveEntry accepts what the unit has handed in.
func (h *Handlers) ApproveEntry(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	version, err := reviewed(form)
	if err != nil {
		return err
	}
	ctx := r.Context()
	left, err := h.room.Approve(ctx, page.VisitorOf(r).Actor, where(r), version)
	done := i18n.T(ctx, "Uppgifterna är godkända.")
	if left > 0 {
		done = i18n.N(ctx, "Allt utom en uppgift är godkänt. Den behöver du avgöra för sig.",
			"Allt utom %d uppgifter är godkänt. De behöver du avgöra var för sig.", left)
	}
	return h.decided(w, r, form, outcome{err, done})
}

// ReturnEntry sends the figures back to be mended, with a reason.
func (h *Handlers) ReturnEntry(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	version, err := reviewed(form)
	if err != nil {
		return err
	}
	err = h.room.Return(r.Context(), page.VisitorOf(r).Actor, where(r),
		collect.Returning{Version: version, Reason: form.Text("reason", quality.MaxComment)})
	return h.decided(w, r, form, outcome{err, i18n.T(r.Context(), "Uppgifterna är återlämnade till enheten.")})
}

// ReopenEntry lets the unit change approved figures until a day, with a reason.
func (h *Handlers) ReopenEntry(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	until := form.Date("until")
	reason := form.Text("reason", quality.MaxComment)
	if until == nil {
		if form.Error(r.Context(), "until") == "" {
			form.Problem("until", "required")
		}
		if reason == "" {
			form.Problem("reason", "required")
		}
		return h.showReview(w, r, form)
	}
	err = h.room.Reopen(r.Context(), page.VisitorOf(r).Actor, where(r), collect.Reopening{Until: *until, Reason: reason})
	return h.decided(w, r, form, outcome{err, i18n.T(r.Context(), "Perioden är öppen för ändring.")})
}

// reviewed is the version of the submission that the decision rests on.
func reviewed(form *page.Form) (int, error) {
	version, err := strconv.Atoi(form.Value("version"))
	if err != nil || version < 1 {
		return 0, fault.ErrNotFound
	}
	return version, nil
}

// outcome is what became of a decision.
type outcome struct {
	err  error
	done string
}

// decided shows the review again, with what to mend or with what was done.
func (h *Handlers) decided(w http.ResponseWriter, r *http.Request, form *page.Form, o outcome) error {
	if form.Rejected(o.err) {
		return h.showReview(w, r, form)
	}
	if o.err != nil {
		return o.err
	}
	at := where(r)
	return page.RedirectWith(w, r, overviewURL+"/granska/"+at.UnitCode+"/"+at.PeriodCode, page.Done(o.done))
}
