package group

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const settingsURL = "/gruppen/installningar"

// ShowSettings shows what the group has decided for itself.
func (h *Handlers) ShowSettings(w http.ResponseWriter, r *http.Request) error {
	return h.showSettings(w, r, settingsPage{form: page.NewForm(nil)})
}

// settingsPage is what the page about the settings shows beside them.
type settingsPage struct {
	form  *page.Form    // what was typed, empty when the page opens
	tried *group.Effect // of the days that were typed
	// triedHidden is what the limits for few children that were typed would hide.
	triedHidden *group.Hidden
	// overtaken says that somebody else changed the settings meanwhile.
	overtaken bool
}

func (h *Handlers) showSettings(w http.ResponseWriter, r *http.Request, p settingsPage) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	s, err := h.room.Settings(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	status := p.form.Status()
	if p.overtaken {
		status = http.StatusConflict
	}
	v := newSettingsView(ctx, s, p)
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Settings(v)})
}

// SaveDays stores the days, or shows what they would mean.
func (h *Handlers) SaveDays(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	days := readDays(form)
	if form.Value("do") == "try" {
		return h.tryDays(w, r, form, days)
	}
	to := saved{settingsURL, []ui.FlashProps{page.Done(i18n.T(ctx, "Dagarna är sparade."))}}
	if err = form.Err(); err == nil {
		effect, trying := h.room.TryDays(ctx, visitor.Actor, visitor.Group.ID, days)
		if err = trying; err == nil {
			err = h.room.SaveDays(ctx, visitor.Actor, seen(form, visitor), days)
		}
		for _, line := range lateLines(ctx, effect) {
			to.messages = append(to.messages, ui.FlashProps{Kind: ui.Warning, Text: line})
		}
	}
	return h.settingsSaved(w, r, form, err, to)
}

func (h *Handlers) tryDays(w http.ResponseWriter, r *http.Request, form *page.Form, days org.Days) error {
	visitor := page.VisitorOf(r)
	var effect group.Effect
	err := form.Err()
	if err == nil {
		effect, err = h.room.TryDays(r.Context(), visitor.Actor, visitor.Group.ID, days)
	}
	if form.Rejected(err) {
		return h.showSettings(w, r, settingsPage{form: form})
	}
	if err != nil {
		return err
	}
	return h.showSettings(w, r, settingsPage{form: form, tried: &effect})
}

// saved is where a change leads to, and what is said of it there.
type saved struct {
	url      string
	messages []ui.FlashProps
}

// settingsSaved answers to a change of the settings: with the page that was typed
// on when something was wrong with it, or somebody else was first.
func (h *Handlers) settingsSaved(w http.ResponseWriter, r *http.Request, form *page.Form, err error, to saved) error {
	switch {
	case form.Rejected(err):
		return h.showSettings(w, r, settingsPage{form: form})
	case errors.Is(err, fault.ErrConflict):
		return h.showSettings(w, r, settingsPage{form: form, overtaken: true})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, to.url, to.messages...)
}

// seen is the version of the settings that the form was opened with; one that is no
// number is nobody's.
func seen(form *page.Form, visitor page.Visitor) group.Seen {
	version, _ := strconv.Atoi(form.Value("version"))
	return group.Seen{GroupID: visitor.Group.ID, Version: version}
}

// readDays reads the days as they were typed.
func readDays(form *page.Form) org.Days {
	d := org.Days{DueDays: readWhole(form, "due_days"), ReportDueDay: readWhole(form, "report_due_day")}
	month, _ := strconv.Atoi(form.RequiredChoice("report_due_month", monthValues()...)) // no month is a problem already
	d.ReportDueMonth = time.Month(month)
	return d
}

// readWhole is the whole number in a field that has to be filled in.
func readWhole(form *page.Form, name string) int {
	if strings.TrimSpace(form.Value(name)) == "" {
		form.Problem(name, "required")
	}
	if n := form.Whole(name); n != nil {
		return int(min(*n, math.MaxInt32))
	}
	return 0
}

func monthValues() []string {
	values := make([]string, 12)
	for n := range values {
		values[n] = strconv.Itoa(n + 1)
	}
	return values
}
