package group

import (
	"context"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func (h *Handlers) declarationIn(r *http.Request) (group.DeclarationPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "nominee")
	if err != nil {
		return group.DeclarationPage{}, err
	}
	return h.room.Declaration(r.Context(), visitor.Actor, visitor.Group.ID, improvement.NomineeID(id))
}

// ShowDeclaration shows what somebody has declared, to whoever wrote it and those who
// handle it.
func (h *Handlers) ShowDeclaration(w http.ResponseWriter, r *http.Request) error {
	return h.showDeclaration(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showDeclaration(w http.ResponseWriter, r *http.Request, form *page.Form, late bool) error {
	ctx := r.Context()
	p, err := h.declarationIn(r)
	if err != nil {
		return err
	}
	v, status := newDeclarationView(ctx, page.VisitorOf(r), form, p), form.Status()
	if late {
		status, v.Form.Conflict = http.StatusConflict, overtaken(ctx, "", p.Today)
	}
	w.Header().Set("Cache-Control", "no-store") // nothing of it stays in a browser
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Declaration(v)})
}

func newDeclarationView(ctx context.Context, visitor page.Visitor, form *page.Form, p group.DeclarationPage) view.DeclarationView {
	address := declarationURL(p.ID)
	v := view.DeclarationView{Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Jävsdeklarationer"), URL: declarationsURL}}, Title: i18n.T(ctx, "Jävsdeklaration"),
		Lead: i18n.T(ctx, "%s, %s", p.Name, p.Assignment)}, Form: ui.FormState{Action: address, BackURL: declarationsURL, Problems: form.Summary(ctx)},
		Privacy: i18n.T(ctx, "Bara %s och de som handlägger deklarationerna, gruppens ordförande och processtöd, kan läsa det här. Loggen säger att deklarationen har lämnats, lästs och bedömts, aldrig vad som står i den.", p.Name)}
	if p.Own {
		v.Privacy = i18n.T(ctx, "Bara du och de som handlägger deklarationerna, gruppens ordförande och processtöd, kan läsa det här. Loggen säger att deklarationen har lämnats, lästs och bedömts, aldrig vad som står i den.")
	}
	for n, g := range p.Given {
		v.Given = append(v.Given, givenView(ctx, g, n == 0))
	}
	if len(p.Given) > 0 && p.Handles && !p.Own && p.Given[0].HandledAt == nil && p.Given[0].ThinnedAt == nil {
		v.Judge = judgeStep(ctx, form, p)
	}
	if p.MayDeclare {
		v.Submit = i18n.T(ctx, "Lämna en deklaration")
		if len(p.Given) > 0 {
			v.Submit = i18n.T(ctx, "Lämna en ny deklaration")
		}
		fillDeclaration(ctx, form, &v)
	}
	return v
}

// givenView is a declaration that was given, in words.
func givenView(ctx context.Context, d group.InterestDeclaration, latest bool) view.GivenDeclaration {
	g := view.GivenDeclaration{Title: i18n.T(ctx, "Lämnad %s", i18n.LongDate(ctx, d.GivenAt)),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Skriven av"), Text: d.GivenByName}, {Term: i18n.T(ctx, "Gäller till och med"), Text: i18n.LongDate(ctx, d.ValidUntil)}}}
	if !latest {
		g.Title = i18n.T(ctx, "Tidigare, lämnad %s", i18n.LongDate(ctx, d.GivenAt))
	}
	if d.ThinnedAt != nil {
		g.Thinned = i18n.T(ctx, "Gallrad %s. Det som stod här är borta.", i18n.LongDate(ctx, *d.ThinnedAt))
	}
	if d.Content != nil {
		g.Nothing, g.More = d.Content.Nothing, d.Content.More
		for _, i := range d.Content.Interests {
			g.Rows = append(g.Rows, []ui.Definition{{Term: i18n.T(ctx, "Vad"), Text: i.What}, {Term: i18n.T(ctx, "Med vem"), Text: i.With},
				{Term: i18n.T(ctx, "Från"), Text: i.From}, {Term: i18n.T(ctx, "Till"), Text: i.To}})
		}
	}
	if d.HandledAt != nil {
		g.Facts = append(g.Facts, ui.Definition{Term: i18n.T(ctx, "Bedömd"), Text: i18n.T(ctx, "%s av %s", i18n.LongDate(ctx, *d.HandledAt), d.HandledByName)})
	}
	if d.Assessment != nil {
		g.Facts = append(g.Facts, ui.Definition{Term: i18n.T(ctx, "Bedömning"), Text: words.Hindrance(ctx, d.Assessment.Hindrance)},
			ui.Definition{Term: i18n.T(ctx, "Gäller"), Text: d.Assessment.What})
	}
	return g
}
