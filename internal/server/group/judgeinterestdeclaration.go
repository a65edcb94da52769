package group

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// judgeStep is where a declaration is judged.
func judgeStep(ctx context.Context, form *page.Form, p group.DeclarationPage) *view.AreaStep {
	g := ui.ChoiceGroupProps{Name: "hindrance", Legend: i18n.T(ctx, "Bedömning"), Error: form.Error(ctx, "hindrance"), Chosen: form.Values("hindrance")}
	for _, x := range improvement.Hindrances() {
		g.Options = append(g.Options, ui.Option{Value: string(x), Label: words.Hindrance(ctx, x)})
	}
	f := filled{ctx, form}
	return &view.AreaStep{ID: "bedom", Title: i18n.T(ctx, "Bedöm"), Lead: i18n.T(ctx, "Bedömningen läses av samma personer som deklarationen."), Action: declarationURL(p.ID) + "/bedom",
		Version: strconv.Itoa(p.Given[0].Version), Buttons: []ui.ButtonProps{{Text: i18n.T(ctx, "Spara bedömningen")}},
		Fields: []templ.Component{view.HiddenField(ui.Hidden{Name: "declaration", Value: page.Digits(p.Given[0].ID)}), ui.RadioGroup(g),
			f.text(ui.TextAreaProps{Name: "what", Label: i18n.T(ctx, "I vilka frågor, eller varför"), Description: i18n.T(ctx, "Behövs när det finns ett hinder."), Rows: 3})}}
}

// HandleDeclaration stores how a declaration was judged.
func (h *Handlers) HandleDeclaration(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "nominee")
	if err != nil {
		return err
	}
	if !visitor.May(org.HandleDeclarations, 0) {
		return fault.ErrForbidden
	}
	seen := improvement.InterestDeclarationStanding{ID: improvement.InterestDeclarationID(form.ID("declaration")), GroupID: visitor.Group.ID, NomineeID: improvement.NomineeID(id), Version: versionIn(form)}
	a := improvement.Assessment{Hindrance: improvement.Hindrance(form.Value("hindrance")), What: form.Text("what", maxWritten)}
	if err = form.Err(); err == nil {
		err = h.room.HandleDeclaration(ctx, visitor.Actor, seen, a)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: declarationURL(seen.NomineeID), Said: i18n.T(ctx, "Bedömningen är sparad."),
		Again: func(late bool) error { return h.showDeclaration(w, r, form, late) }})
}
