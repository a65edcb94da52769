package group

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// Where what is told of is named, in forms.
const (
	ofDocument = "document"
	ofDecision = "decision"
	ofEdition  = "edition"
)

// showTelling shows the form that notes who has been told of one thing.
func (h *Handlers) showTelling(w http.ResponseWriter, r *http.Request, form *page.Form, of improvement.TellingOf) error {
	visitor := page.VisitorOf(r)
	p, err := h.room.Recipients(r.Context(), visitor.Actor, visitor.Group.ID, of)
	if err != nil {
		return err
	}
	v := h.newTellView(r.Context(), p, form)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.Tell(v)})
}

func (h *Handlers) newTellView(ctx context.Context, p group.Recipients, form *page.Form) view.TellView {
	t := typed{ctx, form}
	v := view.TellView{FormState: ui.FormState{Action: recipientsURL + "/fatt-veta", BackURL: p.Thing.Page, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Vem har fått veta?"),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}, {Text: i18n.T(ctx, "Mottagare"), URL: recipientsURL}}},
		Of:     ui.Link{Text: p.Thing.Title, URL: p.Thing.Page},
		Hidden: []ui.Hidden{{Name: ofDocument, Value: idOrNone(p.Of.DocumentID)}, {Name: ofDecision, Value: idOrNone(p.Of.DecisionID)}, {Name: ofEdition, Value: idOrNone(p.Of.EditionID)}},
		ToldOn: t.field(ui.FieldProps{Name: "told_on", Label: i18n.T(ctx, "Dag"), Type: "date", Required: true}),
		Note: t.area(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Description: i18n.T(ctx, "För gruppen själv."), Rows: 2,
			MaxLength: improvement.MaxText, Optional: true}),
		Letters: ui.CheckboxProps{Name: "letters", Label: i18n.T(ctx, "Skicka ett brev till dem som har en e-postadress"), Checked: form.Bool("letters"),
			Description: i18n.T(ctx, "Ett kort brev från gruppen med länk till det som är publicerat. Ingen får två brev om samma sak.")},
		Words: t.area(ui.TextAreaProps{Name: "words", Label: i18n.T(ctx, "Egna ord i brevet"), Rows: 3, MaxLength: improvement.MaxText, Optional: true}),
		Told:  toldRows(ctx, p.Told)}
	addresses := 0
	for _, d := range improvement.RecipientDirections() {
		g := ui.ChoiceGroupProps{Name: "recipients", ID: "recipients-" + string(d), Legend: words.RecipientDirection(ctx, d), Chosen: form.Values("recipients")}
		for _, r := range p.List {
			if r.Direction == d {
				g.Options = append(g.Options, ui.Option{Value: page.Digits(r.ID), Label: r.Name, Description: reachedBy(ctx, r, p.Told)})
			}
			if r.Direction == d && r.Email != "" {
				addresses++
			}
		}
		if len(g.Options) > 0 {
			v.Recipients = append(v.Recipients, g)
		}
	}
	if len(v.Recipients) > 0 {
		v.Recipients[0].ID, v.Recipients[0].Error = "", form.Error(ctx, "recipients")
	}
	switch {
	case len(v.Recipients) == 0: // there is no form
	case addresses == 0:
		v.NoLetters = i18n.T(ctx, "Ingen mottagare har en e-postadress, så inga brev går.")
	case !p.Sends:
		v.NoLetters = i18n.T(ctx, "Gruppen har exempeldata, så inga brev går.")
	case !h.mail:
		v.Letters.Description += " " + i18n.T(ctx, "Ingen e-postserver är inställd: mejlen väntar tills systemförvaltaren har ordnat det.")
	}
	return v
}

// reachedBy is how the recipient is reached, and whether it knows already.
func reachedBy(ctx context.Context, r improvement.Recipient, told []group.TellingRow) string {
	var parts []string
	for _, part := range []string{r.Way, r.Email} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	for _, t := range told {
		switch {
		case t.RecipientID != r.ID:
		case t.ByLetter:
			parts = append(parts, i18n.T(ctx, "fick veta %s, med brev", i18n.LongDate(ctx, t.ToldOn)))
		default:
			parts = append(parts, i18n.T(ctx, "fick veta %s", i18n.LongDate(ctx, t.ToldOn)))
		}
	}
	return strings.Join(parts, ". ")
}

// TellRecipients notes who has been told of one thing, and lets letters go.
func (h *Handlers) TellRecipients(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t := group.Told{Letters: form.Bool("letters"), Words: form.Text("words", maxWritten), Telling: improvement.Telling{GroupID: visitor.Group.ID, Note: form.Text("note", maxWritten),
		TellingOf: improvement.TellingOf{DocumentID: improvement.DocumentID(form.ID(ofDocument)), DecisionID: improvement.DecisionID(form.ID(ofDecision)), EditionID: form.ID(ofEdition)}}}
	if told := form.Date("told_on"); told != nil {
		t.ToldOn = *told
	}
	if !t.One() {
		return fault.ErrNotFound
	}
	for _, id := range form.IDs("recipients") {
		t.Recipients = append(t.Recipients, improvement.RecipientID(id))
	}
	letters := 0
	if err = form.Err(); err == nil {
		letters, err = h.room.Tell(ctx, visitor.Actor, t)
	}
	said := i18n.N(ctx, "En mottagare är antecknad.", "%d mottagare är antecknade.", len(t.Recipients), len(t.Recipients))
	if t.Letters {
		said += " " + i18n.N(ctx, "Ett brev är på väg.", "%d brev är på väg.", letters, letters)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: tellURL(t.TellingOf), Said: said,
		Again: func(bool) error { return h.showTelling(w, r, form, t.TellingOf) }})
}

// tellURL is where it is noted who has been told of the thing.
func tellURL(of improvement.TellingOf) string {
	q := url.Values{}
	for name, id := range map[string]int64{"dokument": int64(of.DocumentID), "beslut": int64(of.DecisionID), "utgava": of.EditionID} {
		if id != 0 {
			q.Set(name, page.Digits(id))
		}
	}
	return recipientsURL + "?" + q.Encode()
}

// idOrNone writes an id into a field; "" for none.
func idOrNone[T ~int64](id T) string {
	if id == 0 {
		return ""
	}
	return page.Digits(id)
}
