package collect

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// remindersPage is what the page about reminders shows.
type remindersPage struct {
	settings collect.ReminderSettings
	form     *page.Form // what was typed, nil when the page opens
	previews [][2]string
	stored   *collect.ReminderSettings // what somebody else has saved since it was opened, nil for nothing
}

func (h *Handlers) showReminders(w http.ResponseWriter, r *http.Request, p remindersPage) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	v := newRemindersView(ctx, visitor, p)
	v.Notice = h.silent(ctx, visitor.Group)
	status := http.StatusOK
	if p.form != nil && p.form.Err() != nil {
		status = http.StatusUnprocessableEntity
	}
	if p.stored != nil {
		status = http.StatusConflict
		v.Version, v.Conflict = strconv.Itoa(p.stored.Setting.Version), ui.Conflict{Text: page.Overtaken(ctx, "", time.Time{}),
			Now: page.Differing(reminderFacts(ctx, v, *p.stored), reminderFacts(ctx, v, p.settings))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Reminders(v)})
}

// reminderFacts are the settings with the words of their fields.
func reminderFacts(ctx context.Context, v view.RemindersView, s collect.ReminderSettings) []ui.Definition {
	said := func(yes bool) string {
		if yes {
			return i18n.T(ctx, "Ja")
		}
		return i18n.T(ctx, "Nej")
	}
	digest := v.Digest.Empty
	if n := s.Setting.DigestWeekday; n > 0 {
		digest = words.Weekdays(ctx)[n-1]
	}
	facts := []ui.Definition{{Term: v.Enabled.Label, Text: said(s.Setting.Enabled)}, {Term: v.Before.Label, Text: daysText(s.Setting.Days, -1)},
		{Term: v.OnDay.Label, Text: said(slices.Contains(s.Setting.Days, 0))}, {Term: v.After.Label, Text: daysText(s.Setting.Days, 1)}, {Term: v.Digest.Label, Text: digest}}
	for n, text := range s.Texts {
		facts = append(facts, ui.Definition{Term: i18n.T(ctx, "%s: %s", v.Texts[n].Title, v.Texts[n].Subject.Label), Text: text.Subject},
			ui.Definition{Term: i18n.T(ctx, "%s: %s", v.Texts[n].Title, v.Texts[n].Body.Label), Text: text.Body})
	}
	return facts
}

func newRemindersView(ctx context.Context, visitor page.Visitor, p remindersPage) view.RemindersView {
	form := p.form
	if form == nil {
		form = page.NewForm(nil)
	}
	s := p.settings.Setting
	v := view.RemindersView{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}, {Text: i18n.T(ctx, "Alla enheter"), URL: boardURL}},
			Title: i18n.T(ctx, "Påminnelser"),
			Lead:  i18n.T(ctx, "Mejl till dem som rapporterar för en enhet som inte har lämnat in."),
		},
		Action: remindersURL, Problems: form.Summary(ctx), Version: strconv.Itoa(s.Version),
		Enabled: ui.CheckboxProps{Name: "enabled", Label: i18n.T(ctx, "Skicka påminnelser av sig själva"), Checked: s.Enabled},
		Before: ui.FieldProps{Name: "before", Label: i18n.T(ctx, "Dagar före sista dag"), Width: 12, Error: form.Error(ctx, "before"),
			Description: i18n.T(ctx, "Med komma emellan, till exempel 7, 1. Tomt om ingen ska gå före."), Value: daysText(s.Days, -1)},
		OnDay: ui.CheckboxProps{Name: "due", Label: i18n.T(ctx, "På sista dagen"), Checked: slices.Contains(s.Days, 0)},
		After: ui.FieldProps{Name: "after", Label: i18n.T(ctx, "Dagar efter sista dag"), Width: 12, Error: joined(" ", form.Error(ctx, "after"), form.Error(ctx, "days")),
			Description: i18n.T(ctx, "Går bara till enheter som ännu inte har lämnat in."), Value: daysText(s.Days, 1)},
		Digest: ui.SelectProps{Name: "digest", Label: i18n.T(ctx, "Veckans översikt till sammanställande"), Empty: i18n.T(ctx, "Ingen översikt"),
			Error: form.Error(ctx, "digest"), Value: strconv.Itoa(s.DigestWeekday)},
	}
	if p.form != nil { // as it was typed
		v.Before.Value, v.After.Value = form.Value("before"), form.Value("after")
	}
	for n, name := range words.Weekdays(ctx) {
		v.Digest.Options = append(v.Digest.Options, ui.Option{Value: strconv.Itoa(n + 1), Label: name})
	}
	for n, text := range p.settings.Texts {
		occasion := string(text.Occasion)
		field := view.ReminderText{ID: "text-" + occasion, Title: words.Occasion(ctx, text.Occasion),
			Lead: i18n.T(ctx, "Byts ut i mejlet: %s", strings.Join(quality.Places(text.Occasion), " ")),
			Subject: ui.FieldProps{Name: "subject." + occasion, Label: i18n.T(ctx, "Ämne"), Value: text.Subject,
				Error: form.Error(ctx, "subject."+occasion), MaxLength: collect.MaxReminderSubject},
			Body: ui.TextAreaProps{Name: "body." + occasion, Label: i18n.T(ctx, "Text"), Value: text.Body,
				Error: form.Error(ctx, "body."+occasion), MaxLength: collect.MaxReminderBody, Rows: 12}}
		if p.previews != nil {
			field.Preview = &view.ReminderPreview{Subject: p.previews[n][0], Body: p.previews[n][1]}
		}
		v.Texts = append(v.Texts, field)
	}
	for _, sent := range p.settings.Log {
		logged := view.ReminderLogged{When: moment(ctx, sent.QueuedAt, visitor.Now, collect.Author{}), To: sent.PersonName,
			About: i18n.T(ctx, "Alla enheter"), Why: words.Occasion(ctx, sent.Occasion), State: words.ReminderState(ctx, string(sent.State))}
		switch {
		case sent.Occasion == quality.Letter:
			logged.About = sent.Subject
		case sent.Period.Months > 0:
			logged.About = i18n.T(ctx, "%s, %s", sent.UnitName, words.Period(ctx, sent.Period))
		}
		v.Log = append(v.Log, logged)
	}
	return v
}

// daysText writes the days on one side of the due day: -1 is before, 1 is after.
func daysText(days []int, side int) string {
	var parts []string
	for _, day := range days {
		if day*side > 0 {
			parts = append(parts, strconv.Itoa(day*side))
		}
	}
	return strings.Join(parts, ", ")
}
