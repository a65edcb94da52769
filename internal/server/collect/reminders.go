package collect

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
)

// ShowReminders is when the group's reminders go, in which words, and the log.
func (h *Handlers) ShowReminders(w http.ResponseWriter, r *http.Request) error {
	s, err := h.reminderSettings(r)
	if err != nil {
		return err
	}
	return h.showReminders(w, r, remindersPage{settings: s})
}

// SaveReminders stores the rules and the texts, or shows what the mails would
// look like.
func (h *Handlers) SaveReminders(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	s, err := h.reminderSettings(r)
	if err != nil {
		return err
	}
	if err := parseReminders(form, &s); err != nil {
		return err
	}
	if form.Value("do") == "preview" {
		previews, err := h.preview(r, s)
		if err != nil {
			return err
		}
		return h.showReminders(w, r, remindersPage{settings: s, form: form, previews: previews})
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveReminderSettings(ctx, visitor.Actor, visitor.Group.ID, s)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: remindersURL, Said: i18n.T(ctx, "Påminnelserna är sparade."),
		Again: func(late bool) error {
			p := remindersPage{settings: s, form: form}
			if late {
				stored, err := h.reminderSettings(r)
				if err != nil {
					return err
				}
				p.stored = &stored
			}
			return h.showReminders(w, r, p)
		}})
}

func (h *Handlers) reminderSettings(r *http.Request) (collect.ReminderSettings, error) {
	visitor := page.VisitorOf(r)
	return h.room.ReminderSettings(r.Context(), visitor.Actor, visitor.Group.ID)
}

// preview fills every text; one that cannot be saved is shown as far as it goes.
func (h *Handlers) preview(r *http.Request, s collect.ReminderSettings) ([][2]string, error) {
	visitor := page.VisitorOf(r)
	previews := make([][2]string, len(s.Texts))
	for n, text := range s.Texts {
		subject, body, err := h.room.PreviewReminder(r.Context(), visitor.Actor, visitor.Group.ID,
			collect.Previewing{Text: text, Head: h.letterhead(r)})
		if err != nil {
			return nil, err
		}
		previews[n] = [2]string{subject, body}
	}
	return previews, nil
}

// parseReminders puts what was typed into the settings; what cannot be read is a
// problem of the form's.
func parseReminders(form *page.Form, s *collect.ReminderSettings) error {
	version, err := strconv.Atoi(form.Value("version"))
	if err != nil || version < 0 {
		return fault.ErrNotFound
	}
	s.Setting.Version, s.Setting.Enabled = version, form.Bool("enabled")
	before, after := parseDays(form, "before", 90), parseDays(form, "after", 365)
	s.Setting.Days = nil
	for _, day := range before {
		s.Setting.Days = append(s.Setting.Days, -day)
	}
	if form.Bool("due") {
		s.Setting.Days = append(s.Setting.Days, 0)
	}
	s.Setting.Days = append(s.Setting.Days, after...)
	s.Setting.DigestWeekday, _ = strconv.Atoi(form.Choice("digest", "1", "2", "3", "4", "5", "6", "7")) // nothing chosen is zero
	for n := range s.Texts {
		text := &s.Texts[n]
		text.Subject = form.Text("subject."+string(text.Occasion), collect.MaxReminderSubject)
		text.Body = form.Text("body."+string(text.Occasion), collect.MaxReminderBody)
	}
	return nil
}

// parseDays reads "7, 1"; nothing is no days.
func parseDays(form *page.Form, name string, highest int) []int {
	var days []int
	for _, part := range strings.FieldsFunc(form.Value(name), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		day, err := strconv.Atoi(part)
		if err != nil {
			form.Problem(name, "days_invalid")
			return nil
		}
		if day < 1 || day > highest {
			form.Problem(name, "out_of_range", 1, highest)
			return nil
		}
		days = append(days, day)
	}
	slices.Sort(days)
	return slices.Compact(days)
}
