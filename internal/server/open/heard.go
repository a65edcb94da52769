package open

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"samsyn/internal/app/open"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

const commentsURL = "/gruppen/patienter"

// ShowHeard is what those who speak for patients have said, and what they have not.
func (h *Handlers) ShowHeard(w http.ResponseWriter, r *http.Request) error {
	return h.showHeard(w, r, page.NewForm(nil), false)
}

// showHeard is the page, with the answer that came back in form; late says that somebody else
// changed the comment first.
func (h *Handlers) showHeard(w http.ResponseWriter, r *http.Request, form *page.Form, late bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	heard, err := h.room.Heard(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.HeardView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Patienter och närstående"), Trail: []ui.Link{{Text: i18n.T(ctx, "Öppet för alla"), URL: choiceURL}},
		Lead: i18n.N(ctx, "En person för patienters och närståendes talan i gruppen. Det som skrivs här läser hela gruppen.",
			"%d personer för patienters och närståendes talan i gruppen. Det som skrivs här läser hela gruppen.", heard.Representatives, heard.Representatives)},
		Form: ui.FormState{Problems: form.Summary(ctx)}, Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen synpunkt än"),
			Text: i18n.T(ctx, "Öppna mål och förslag för patientföreträdarna under Öppet för alla, så kan de lämna synpunkter.")}}
	for _, c := range heard.Comments {
		row := view.HeardRow{CommentProps: looks.Comment(ctx, c), URL: commentsURL + "/" + page.Digits(c.ID), Version: page.Digits(c.Version), CanAnswer: heard.CanAnswer, CanRead: heard.CanAnswer && c.ReadAt == nil}
		row.About = c.About
		name := answerField(c.ID)
		row.Field = ui.TextAreaProps{Name: name, Label: i18n.T(ctx, "Gruppens svar"), Rows: 3, MaxLength: improvement.MostComment, Value: c.Answer}
		if form.Has(name) {
			row.Field.Value, row.Field.Error, row.Open = form.Value(name), form.Error(ctx, name), true
			if late {
				v.Form.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", time.Time{}), Now: page.Differing(
					[]ui.Definition{{Term: row.Field.Label, Text: c.Answer}}, []ui.Definition{{Text: row.Field.Value}})}
			} else {
				row.Version = form.Value("version") // it is still the one that was read
			}
		}
		v.Rows = append(v.Rows, row)
	}
	for _, g := range heard.SilentProposals {
		v.Silent = append(v.Silent, ui.Way{Link: ui.Link{Text: g.Title, URL: "/mal/forslag/" + page.Digits(g.ID)}, Text: i18n.T(ctx, "Förslag till mål %s", strconv.Itoa(g.Year))})
	}
	for _, g := range heard.SilentGoals {
		v.Silent = append(v.Silent, ui.Way{Link: ui.Link{Text: g.Title, URL: "/mal/" + page.Digits(g.ID)}, Text: i18n.T(ctx, "Mål %s", strconv.Itoa(g.Year))})
	}
	status := form.Status()
	if late {
		status = http.StatusConflict
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Heard(v)})
}

// answerField is the field with the answer to a comment.
func answerField(id improvement.CommentID) string { return "answer." + page.Digits(id) }

// AnswerComment stores that a comment is read, or the group's answer.
func (h *Handlers) AnswerComment(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.AnswerPatients, 0) {
		return fault.ErrForbidden // before what was typed is looked at
	}
	id, err := page.ID(r, "comment")
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	a, name := open.Answering{Group: visitor.Group.ID, ID: improvement.CommentID(id)}, answerField(improvement.CommentID(id))
	if version := form.Whole("version"); version != nil {
		a.Version = int(*version)
	}
	done := i18n.T(ctx, "Den som skrev ser att synpunkten är läst.")
	if form.Value("do") != "read" {
		a.Answer, done = form.Text(name, improvement.MostComment), i18n.T(ctx, "Svaret är sparat, och den som skrev ser det.")
		a.Answers = true
	}
	if err = form.Err(); err == nil {
		err = page.AtField(h.room.AnswerComment(ctx, visitor.Actor, a), name)
	}
	if !a.Answers && errors.Is(err, fault.ErrConflict) {
		err = nil // somebody else has read it, or answered it
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: commentsURL + "#synpunkt-" + page.Digits(id), Said: done,
		Again: func(late bool) error { return h.showHeard(w, r, form, late) }})
}
