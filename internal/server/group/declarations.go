package group

import (
	"context"
	"net/http"
	"strconv"
	"time"

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

func declarationURL(id improvement.NomineeID) string { return declarationsURL + "/" + page.Digits(id) }

// ShowDeclarations lists the visitor's own declarations, and everybody's for those who
// handle them.
func (h *Handlers) ShowDeclarations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	d, err := h.room.Declarations(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.DeclarationsView{Handles: d.Handles}
	if visitor.May(org.Discuss, 0) {
		v.Trail = areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL})
	}
	for _, n := range d.Mine {
		v.Mine = append(v.Mine, declarationRow(ctx, n, n.Assignment, d.Today))
	}
	for _, n := range d.All {
		v.All = append(v.All, declarationRow(ctx, n, i18n.T(ctx, "%s: %s", n.Name, n.Assignment), d.Today))
	}
	v.Rule = i18n.T(ctx, "En deklaration gäller i %d månader. Texten får gallras %d månader efter att den har gått ut. Det är gruppens eget val, och ändras i programområdets inställningar.",
		d.Settings.DeclarationMonths, d.Settings.KeepMonths)
	if d.ToThin > 0 {
		v.Thin = i18n.N(ctx, "En deklaration har gått ut och ska gallras. Det som står i den tas bort för alltid. Att den lämnades och bedömdes står kvar.",
			"%d deklarationer har gått ut och ska gallras. Det som står i dem tas bort för alltid. Att de lämnades och bedömdes står kvar.", d.ToThin)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Jävsdeklarationer"), Content: view.Declarations(v)})
}

func declarationRow(ctx context.Context, n group.NomineeRow, title string, today time.Time) view.ConsultationRow {
	row := view.ConsultationRow{Task: ui.TaskProps{Title: title, URL: declarationURL(n.ID), Text: words.NomineeState(ctx, n.State)}}
	text := declarationStanding(ctx, n.Declaration, today)
	switch {
	case n.Declaration.ID == 0 || !n.Declaration.Valid(today):
		row.Badge = stateBadge("missing", text, ui.Warning, ui.IconWarning)
	case n.Declaration.HandledAt == nil:
		row.Badge = stateBadge("given", text, ui.Info, ui.IconClock)
	default:
		row.Badge = stateBadge("handled", text, ui.Success, ui.IconCheck)
	}
	if !n.Declares(today) {
		row.Badge = stateBadge("ended", i18n.T(ctx, "Behövs inte längre"), ui.Neutral, ui.IconDash)
	}
	return row
}

// ThinDeclarations takes away the text of declarations that are too old.
func (h *Handlers) ThinDeclarations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if _, err := page.ParseForm(w, r); err != nil {
		return err
	}
	count, err := h.room.ThinDeclarations(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, declarationsURL, page.Done(i18n.N(ctx, "En deklaration är gallrad.", "%d deklarationer är gallrade.", count)))
}

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
func givenView(ctx context.Context, d group.Declaration, latest bool) view.GivenDeclaration {
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
func readDeclaration(form *page.Form) improvement.DeclarationContent {
	c := improvement.DeclarationContent{Nothing: form.Bool("nothing"), More: form.Text("more", maxWritten)}
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
	if form.Rejected(err) {
		return h.showDeclaration(w, r, form, false)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, declarationURL(improvement.NomineeID(id)), page.Done(i18n.T(ctx, "Deklarationen är lämnad.")))
}

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
	seen := improvement.DeclarationStanding{ID: improvement.DeclarationID(form.ID("declaration")), GroupID: visitor.Group.ID, NomineeID: improvement.NomineeID(id), Version: versionIn(form)}
	a := improvement.Assessment{Hindrance: improvement.Hindrance(form.Value("hindrance")), What: form.Text("what", maxWritten)}
	if err = form.Err(); err == nil {
		err = h.room.HandleDeclaration(ctx, visitor.Actor, seen, a)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: declarationURL(seen.NomineeID), Said: i18n.T(ctx, "Bedömningen är sparad."),
		Again: func(late bool) error { return h.showDeclaration(w, r, form, late) }})
}
