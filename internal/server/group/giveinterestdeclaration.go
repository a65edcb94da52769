package group

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// fillDeclaration makes the fields to declare in.
func fillDeclaration(ctx context.Context, form *page.Form, v *view.DeclarationView) {
	v.Nothing = ui.CheckboxProps{Name: "nothing", Label: i18n.T(ctx, "Jag har inget att uppge"), Checked: form.Bool("nothing"), Error: form.Error(ctx, "nothing")}
	v.More = ui.TextAreaProps{Name: "more", Label: i18n.T(ctx, "Annat"), Value: form.Value("more"), Error: form.Error(ctx, "more"), Rows: 3, Optional: true}
	for n := 1; n <= shownInterests(form); n++ {
		suffix := "." + strconv.Itoa(n)
		field := func(name, label, kind string) ui.FieldProps {
			return ui.FieldProps{Name: name + suffix, Label: label, Type: kind, Value: form.Value(name + suffix), Error: form.Error(ctx, name+suffix), Optional: true}
		}
		v.Rows = append(v.Rows, view.InterestFields{Legend: i18n.T(ctx, "Uppdrag, uppgift eller ägande %d", n), What: field("what", i18n.T(ctx, "Vad"), ""), With: field("with", i18n.T(ctx, "Med vem"), ""),
			From: field("from", i18n.T(ctx, "Från"), "date"), To: field("to", i18n.T(ctx, "Till"), "date")})
	}
}

// usualInterests is how many there is room for at first.
const usualInterests = 3

func shownInterests(form *page.Form) int {
	shown := usualInterests
	for n := usualInterests + 1; n <= improvement.MostInterests; n++ {
		if form.Has("what." + strconv.Itoa(n)) {
			shown = n
		}
	}
	return shown
}

// readDeclaration reads what was declared; empty rows are left out, and the problems stand
// at the rows that are left.
func readDeclaration(form *page.Form) improvement.InterestDeclarationContent {
	c := improvement.InterestDeclarationContent{Nothing: form.Bool("nothing"), More: form.Text("more", maxWritten)}
	for n := 1; n <= improvement.MostInterests; n++ {
		suffix := "." + strconv.Itoa(n)
		i := improvement.Interest{What: form.Text("what"+suffix, maxTyped), With: form.Text("with"+suffix, maxTyped)}
		for _, d := range []struct {
			name string
			to   *string
		}{{"from", &i.From}, {"to", &i.To}} {
			if day := form.Date(d.name + suffix); day != nil {
				*d.to = day.Format(time.DateOnly)
			}
		}
		if !i.Empty() {
			c.Interests = append(c.Interests, i)
			// The rows close up, so that a problem stands where its words are.
			at := "." + strconv.Itoa(len(c.Interests))
			for _, name := range []string{"what", "with", "from", "to"} {
				form.All().Set(name+at, form.Value(name+suffix))
				if at != suffix {
					form.All().Del(name + suffix)
				}
			}
		}
	}
	return c
}

// GiveDeclaration stores what somebody declares.
func (h *Handlers) GiveDeclaration(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "nominee")
	if err != nil {
		return err
	}
	content := readDeclaration(form)
	if err = form.Err(); err == nil {
		err = h.room.GiveDeclaration(ctx, visitor.Actor, visitor.Group.ID, improvement.NomineeID(id), content)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: declarationURL(improvement.NomineeID(id)),
		Said:  i18n.T(ctx, "Deklarationen är lämnad."),
		Again: func(late bool) error { return h.showDeclaration(w, r, form, late) }})
}
