package group

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditMinutes shows the minutes to write: the whole agenda on one page.
func (h *Handlers) EditMinutes(w http.ResponseWriter, r *http.Request) error {
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	if p.Meeting.State != improvement.MeetingHeld || p.Meeting.Published() {
		return fault.ErrWrongState
	}
	form := page.NewForm(minutesValues(p))
	return showWriting(w, r, form.Status(), newWritingView(r.Context(), form, p))
}

func showWriting(w http.ResponseWriter, r *http.Request, status int, v view.WritingView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Writing(v)})
}

// versionOf names the field with the version of what another field holds.
func versionOf(field string) string { return field + ".version" }

// minutesValues are stored minutes as if they had been typed.
func minutesValues(p group.MeetingPage) url.Values {
	values := url.Values{group.MinutesField: {p.Meeting.MinutesText}}
	for field, version := range storedVersions(p) {
		values.Set(versionOf(field), strconv.Itoa(version))
	}
	for _, i := range p.Agenda {
		values.Set(group.DiscussedField+page.Digits(i.ID), i.Discussed)
	}
	for _, d := range p.Decisions {
		values.Set(group.DecisionField+page.Digits(d.ID), d.Text)
	}
	return values
}

func storedVersions(p group.MeetingPage) map[string]int {
	versions := map[string]int{group.MinutesField: p.Meeting.MinutesVersion}
	for _, i := range p.Agenda {
		versions[group.DiscussedField+page.Digits(i.ID)] = i.Version
	}
	for _, d := range p.Decisions {
		versions[group.DecisionField+page.Digits(d.ID)] = d.Version
	}
	return versions
}

// SaveMinutes stores what was written. When somebody else has changed the same words
// the page comes back with what was typed, beside what is stored now.
func (h *Handlers) SaveMinutes(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	edit := readMinutes(form, p)
	if err = form.Err(); err == nil {
		err = h.room.SaveMinutes(ctx, visitor.Actor, edit)
	}
	switch {
	case form.Rejected(err):
		return showWriting(w, r, form.Status(), newWritingView(ctx, form, p))
	case errors.Is(err, fault.ErrConflict):
		return h.showWritingConflict(w, r, form)
	case err != nil:
		return err
	}
	then := "/protokoll/skriv"
	if form.Value("do") == "done" {
		then = "/protokoll"
	}
	return page.RedirectWith(w, r, meetingURL(p.Meeting.ID)+then, page.Done(i18n.T(ctx, "Minnesanteckningarna är sparade.")))
}

func (h *Handlers) showWritingConflict(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	p, err := h.managedMeeting(r) // as it has become
	if err != nil {
		return err
	}
	adopt(form, p)
	now := page.Differing(writtenFacts(ctx, page.NewForm(minutesValues(p)), p), writtenFacts(ctx, form, p))
	for field, version := range storedVersions(p) {
		form.All().Set(versionOf(field), strconv.Itoa(version))
	}
	v := newWritingView(ctx, form, p)
	v.Form.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: now}
	return showWriting(w, r, http.StatusConflict, v)
}

// orphans are words in the form about items and decisions that somebody else has taken
// away meanwhile, by field.
func orphans(form *page.Form, p group.MeetingPage) map[string]string {
	known, found := storedVersions(p), map[string]string{}
	for field := range form.All() {
		_, stored := known[field]
		about := strings.HasPrefix(field, group.DiscussedField) || strings.HasPrefix(field, group.DecisionField)
		if text := form.Value(field); about && !stored && !strings.HasSuffix(field, ".version") && strings.TrimSpace(text) != "" {
			found[field] = text
		}
	}
	return found
}

// adopt moves the orphans to where they can be seen: what was said to the beginning of
// the minutes, decisions to a new one beside the agenda.
func adopt(form *page.Form, p group.MeetingPage) {
	lost := orphans(form, p)
	for _, field := range slices.Sorted(maps.Keys(lost)) {
		to := group.MinutesField
		if strings.HasPrefix(field, group.DecisionField) {
			to = group.NewDecisionField + "0"
		}
		form.All().Set(to, strings.TrimSpace(form.Value(to)+"\n\n"+lost[field]))
		form.All().Del(field)
	}
}

// writtenFacts is all that is written in the form, by what it is about.
func writtenFacts(ctx context.Context, form *page.Form, p group.MeetingPage) []ui.Definition {
	facts := []ui.Definition{{Term: i18n.T(ctx, "Inledning"), Text: page.NewForm(form.All()).Text(group.MinutesField, maxWritten)}}
	for _, i := range p.Agenda {
		facts = append(facts, ui.Definition{Term: i.Title, Text: page.NewForm(form.All()).Text(group.DiscussedField+page.Digits(i.ID), maxWritten)})
	}
	for _, d := range p.Decisions {
		facts = append(facts, ui.Definition{Term: decisionNumber(ctx, d), Text: page.NewForm(form.All()).Text(group.DecisionField+page.Digits(d.ID), maxWritten)})
	}
	return facts
}

// readMinutes reads what was written about the meeting's agenda. What the form does not
// have stays as it is.
func readMinutes(form *page.Form, p group.MeetingPage) group.MinutesEdit {
	e := group.MinutesEdit{GroupID: p.Meeting.GroupID, MeetingID: p.Meeting.ID, Text: p.Meeting.MinutesText, Version: p.Meeting.MinutesVersion}
	version := func(field string) int {
		n, _ := strconv.Atoi(form.Value(versionOf(field))) // what is no number is nobody's version
		return n
	}
	if form.Has(group.MinutesField) {
		e.Text, e.Version = form.Text(group.MinutesField, maxWritten), version(group.MinutesField)
	}
	items := []improvement.AgendaItemID{0}
	for _, i := range p.Agenda {
		items = append(items, i.ID)
		if field := group.DiscussedField + page.Digits(i.ID); form.Has(field) {
			e.Items = append(e.Items, group.DiscussedItem{ID: i.ID, Version: version(field), Discussed: form.Text(field, maxWritten)})
		}
	}
	for _, d := range p.Decisions {
		if field := group.DecisionField + page.Digits(d.ID); form.Has(field) {
			e.Decisions = append(e.Decisions, improvement.Decision{ID: d.ID, Version: version(field), Text: form.Text(field, maxWritten)})
		}
	}
	lost := orphans(form, p)
	for _, field := range slices.Sorted(maps.Keys(lost)) {
		id, _ := strconv.ParseInt(field[strings.Index(field, ".")+1:], 10, 64) // what is no number is nobody's
		if strings.HasPrefix(field, group.DiscussedField) {
			e.Items = append(e.Items, group.DiscussedItem{ID: improvement.AgendaItemID(id), Discussed: lost[field]})
		} else {
			e.Decisions = append(e.Decisions, improvement.Decision{ID: improvement.DecisionID(id), Text: lost[field]})
		}
	}
	for _, id := range items {
		if text := form.Text(group.NewDecisionField+page.Digits(id), maxWritten); text != "" {
			e.New = append(e.New, improvement.Decision{AgendaItemID: id, Text: text})
		}
	}
	return e
}

func newWritingView(ctx context.Context, form *page.Form, p group.MeetingPage) view.WritingView {
	url := meetingURL(p.Meeting.ID) + "/protokoll"
	v := view.WritingView{
		Heading: ui.PageHeadingProps{Trail: meetingTrail(ctx, &p.Meeting), Title: i18n.T(ctx, "Skriv minnesanteckningar %s", p.Meeting.MinutesName()),
			Lead: i18n.T(ctx, "Skriv kort vad som sades vid varje punkt, och besluten för sig.")},
		Form: ui.FormState{Action: url + "/skriv", BackURL: url, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Text: written(ctx, form, group.MinutesField, i18n.T(ctx, "Inledning")), New: newDecision(ctx, form, 0),
		Decisions: writtenDecisions(ctx, form, p, 0),
	}
	for _, row := range agendaRows(ctx, p) {
		v.Items = append(v.Items, view.WrittenItem{ID: row.ID, Number: row.Number, Title: row.Title, Presenter: row.Presenter, Note: row.Note, Link: row.Link})
	}
	for n, item := range p.Agenda {
		v.Items[n].Text = written(ctx, form, group.DiscussedField+page.Digits(item.ID), i18n.T(ctx, "Vad som sades"))
		v.Items[n].Decisions, v.Items[n].New = writtenDecisions(ctx, form, p, item.ID), newDecision(ctx, form, item.ID)
	}
	return v
}

func written(ctx context.Context, form *page.Form, field, label string) view.Written {
	return view.Written{Version: form.Value(versionOf(field)), VersionName: versionOf(field),
		Field: ui.TextAreaProps{Name: field, Label: label, Value: form.Value(field), Error: form.Error(ctx, field), Rows: 4, Optional: true}}
}

func writtenDecisions(ctx context.Context, form *page.Form, p group.MeetingPage, item improvement.AgendaItemID) []view.Written {
	var list []view.Written
	for _, d := range p.Decisions {
		if d.AgendaItemID != item {
			continue
		}
		w := written(ctx, form, group.DecisionField+page.Digits(d.ID), i18n.T(ctx, "Beslut %s", decisionNumber(ctx, d)))
		w.Field.Rows, w.Field.Optional, w.Field.Description = 2, false, i18n.T(ctx, "Töm rutan för att ta bort beslutet.")
		list = append(list, w)
	}
	return list
}

func newDecision(ctx context.Context, form *page.Form, item improvement.AgendaItemID) ui.TextAreaProps {
	field := group.NewDecisionField + page.Digits(item)
	return ui.TextAreaProps{Name: field, Label: i18n.T(ctx, "Nytt beslut"), Value: form.Value(field), Error: form.Error(ctx, field), Rows: 2, Optional: true}
}
