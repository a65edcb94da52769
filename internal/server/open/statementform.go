package open

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

const statementURL = "/konton/tillganglighet"

// EditStatement opens the statement's facts, for an administrator.
func (h *Handlers) EditStatement(w http.ResponseWriter, r *http.Request) error {
	s, err := h.room.Statement(r.Context())
	if err != nil {
		return err
	}
	values := url.Values{"owner": {s.Owner}, "conformance": {string(s.Conformance)}, "shortcomings": {s.Shortcomings}, "burdens": {s.Burdens},
		"tested_how": {s.TestedHow}, "email": {s.Email}, "phone": {s.Phone}, "address": {s.Address}, "version": {page.Digits(s.Version)}}
	if s.TestedOn != nil {
		values.Set("tested_on", i18n.Date(r.Context(), *s.TestedOn))
	}
	return h.showStatementForm(w, r, page.NewForm(values), nil)
}

// SaveStatement stores them.
func (h *Handlers) SaveStatement(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	s := org.AccessibilityStatement{Owner: form.Text("owner", org.MostOwner), Conformance: org.Conformance(form.Value("conformance")),
		Shortcomings: form.Text("shortcomings", org.MostShortcomings), Burdens: form.Text("burdens", org.MostShortcomings),
		TestedHow: form.Text("tested_how", org.MostTestedHow), TestedOn: form.Date("tested_on"), Email: form.Text("email", org.MostOwner),
		Phone: form.Text("phone", org.MostPhone), Address: form.Text("address", org.MostStreet)}
	if version := form.Whole("version"); version != nil {
		s.Version = int(*version)
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveStatement(r.Context(), page.VisitorOf(r).Actor, s)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: statementURL,
		Said: i18n.T(r.Context(), "Redogörelsen är sparad. Den som nyss har läst den kan se den förra några minuter till."),
		Again: func(late bool) error {
			if !late {
				return h.showStatementForm(w, r, form, nil)
			}
			stored, err := h.room.Statement(r.Context())
			if err != nil {
				return err
			}
			return h.showStatementForm(w, r, form, &overtakenStatement{stored: stored, typed: s})
		}})
}

// overtakenStatement is a statement that somebody else has stored while another was typed.
type overtakenStatement struct{ stored, typed org.AccessibilityStatement }

// conflict says what is stored now, where it is another than what was typed.
func (o overtakenStatement) conflict(ctx context.Context, v view.StatementFormView) ui.Conflict {
	facts := func(s org.AccessibilityStatement) []ui.Definition {
		tested := ""
		if s.TestedOn != nil {
			tested = i18n.LongDate(ctx, *s.TestedOn)
		}
		return []ui.Definition{{Term: v.Owner.Label, Text: s.Owner}, {Term: v.Conformance.Legend, Text: words.Conformance(ctx, s.Conformance)},
			{Term: v.Shortcomings.Label, Text: s.Shortcomings}, {Term: v.Burdens.Label, Text: s.Burdens}, {Term: v.TestedHow.Label, Text: s.TestedHow},
			{Term: v.TestedOn.Label, Text: tested}, {Term: v.Email.Label, Text: s.Email}, {Term: v.Phone.Label, Text: s.Phone}, {Term: v.Address.Label, Text: s.Address}}
	}
	return ui.Conflict{Text: page.Overtaken(ctx, "", time.Time{}), Now: page.Differing(facts(o.stored), facts(o.typed))}
}

// showStatementForm is the form; overtaken is nil unless somebody else was first.
func (h *Handlers) showStatementForm(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken *overtakenStatement) error {
	ctx := r.Context()
	if !page.VisitorOf(r).Actor.May(org.ManageAccounts, 0, 0) {
		return fault.ErrForbidden
	}
	field := func(name, label string) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: label, Value: form.Value(name), Error: form.Error(ctx, name)}
	}
	area := func(name, label, about string, rows int) ui.TextAreaProps {
		return ui.TextAreaProps{Name: name, Label: label, Description: about, Value: form.Value(name), Error: form.Error(ctx, name), Rows: rows, Optional: true}
	}
	v := view.StatementFormView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Tillgänglighetsredogörelse"), Trail: []ui.Link{{Text: i18n.T(ctx, "Konton"), URL: "/konton"}},
		Lead: i18n.T(ctx, "Lagen (2018:1937) kräver att webbplatsen har en. Den nås från varje sidas fot, också utan inloggning. Se över den minst en gång om året.")},
		Form:         ui.FormState{Action: statementURL, BackURL: "/konton", Problems: form.Summary(ctx), Version: form.Value("version")},
		Conformance:  ui.ChoiceGroupProps{Name: "conformance", Legend: i18n.T(ctx, "Hur väl kraven följs"), Chosen: []string{form.Value("conformance")}, Error: form.Error(ctx, "conformance")},
		Shortcomings: area("shortcomings", i18n.T(ctx, "Brister"), i18n.T(ctx, "En på varje rad: vad som inte fungerar, för vem, och när det rättas."), 5),
		Burdens:      area("burdens", i18n.T(ctx, "Undantag för oskäligt betungande anpassning"), i18n.T(ctx, "En på varje rad, med skälet. Lämna tomt om ni inte gör något undantag."), 3),
		TestedHow:    area("tested_how", i18n.T(ctx, "Så har webbplatsen prövats"), i18n.T(ctx, "Av vem och hur: självskattning, extern granskning, med hjälpmedel, med användare."), 3),
		ReadURL:      page.AccessibilityURL}
	for _, c := range org.Conformances() {
		v.Conformance.Options = append(v.Conformance.Options, ui.Option{Value: string(c), Label: words.Conformance(ctx, c)})
	}
	v.Owner, v.TestedOn = field("owner", i18n.T(ctx, "Den som ansvarar för webbplatsen")), field("tested_on", i18n.T(ctx, "Senast prövad"))
	v.Owner.Description, v.Owner.Required = i18n.T(ctx, "Regionen eller myndigheten."), true
	v.TestedOn.Type, v.TestedOn.Optional = "date", true
	v.Email, v.Phone, v.Address = field("email", i18n.T(ctx, "E-post för synpunkter")), field("phone", i18n.T(ctx, "Telefon")), field("address", i18n.T(ctx, "Adress"))
	v.Email.Type, v.Phone.Optional, v.Address.Optional = "email", true, true
	v.Email.Description = i18n.T(ctx, "E-post eller telefon behövs, för den som inte kan använda formuläret.")
	status := form.Status()
	if overtaken != nil {
		status, v.Form.Conflict, v.Form.Version = http.StatusConflict, overtaken.conflict(ctx, v), page.Digits(overtaken.stored.Version)
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.StatementForm(v), HideGroup: true})
}
