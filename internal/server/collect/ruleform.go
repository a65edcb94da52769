package collect

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// rulePage is what the form for a rule shows.
type rulePage struct {
	form *page.Form     // what was typed; nil when a stored rule is opened
	id   quality.RuleID // zero for a new rule
	// overtaken says that somebody else changed the rule while typed was typed.
	overtaken bool
	typed     quality.Rule
}

// maxExplanation bounds what is read from a field; the domain has the real limit.
const maxExplanation = 5000

func (h *Handlers) showRuleForm(w http.ResponseWriter, r *http.Request, p rulePage) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.EditGroup, 0) {
		return fault.ErrForbidden
	}
	if p.id == 0 {
		list, err := h.room.Rules(ctx, visitor.Actor, visitor.Group.ID)
		if err != nil {
			return err
		}
		v := newRuleFormView(ctx, p.form, list)
		v.Heading.Title = i18n.T(ctx, "Ny regel")
		v.Form.Action = rulesURL + "/ny"
		return page.Show(w, r, p.form.Status(), page.Page{Title: v.Heading.Title, Content: view.RuleForm(v)})
	}
	stored, list, last, err := h.room.Rule(ctx, visitor.Actor, visitor.Group.ID, p.id)
	if err != nil {
		return err
	}
	if p.form == nil {
		p.form = page.NewForm(ruleValues(stored.Rule))
	}
	status := p.form.Status()
	v := newRuleFormView(ctx, p.form, list)
	v.Heading.Title, v.Form.Action = i18n.T(ctx, "Ändra regel"), ruleURL(p.id)
	if p.overtaken {
		status, v.Form.Version = http.StatusConflict, strconv.Itoa(stored.Version)
		typed := list.With(p.typed)
		v.Form.Conflict = ui.Conflict{Text: page.Overtaken(ctx, last.ActorName, last.At),
			Now: page.Differing(ruleFacts(ctx, stored), ruleFacts(ctx, typed))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.RuleForm(v)})
}

// ruleFacts is a rule in words, to hold two against each other.
func ruleFacts(ctx context.Context, r collect.Ruled) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Regeln"), Text: words.Rule(ctx, r.Rule, r.LeftMeasure, r.RightMeasure)},
		{Term: i18n.T(ctx, "Förklaring"), Text: r.Explanation},
	}
}

// readRule reads a rule as it was typed into what the address says of it.
func readRule(form *page.Form, r quality.Rule) quality.Rule {
	r.Left = quality.Term{IndicatorID: quality.IndicatorID(form.ID("left")), Part: quality.Part(form.Value("left_part"))}
	r.Relation = quality.Relation(form.Value("relation"))
	r.Right = quality.Term{IndicatorID: quality.IndicatorID(form.ID("right")), Part: quality.Part(form.Value("right_part"))}
	r.Explanation = form.Text("explanation", maxExplanation)
	return r
}

// ruleValues is a rule as if it had been typed.
func ruleValues(r quality.Rule) url.Values {
	values := url.Values{"left_part": {string(r.Left.Part)}, "relation": {string(r.Relation)}, "right_part": {string(r.Right.Part)},
		"explanation": {r.Explanation}, "version": {strconv.Itoa(r.Version)}}
	for name, id := range map[string]quality.IndicatorID{"left": r.Left.IndicatorID, "right": r.Right.IndicatorID} {
		if id != 0 {
			values.Set(name, strconv.FormatInt(int64(id), 10))
		}
	}
	return values
}

func newRuleFormView(ctx context.Context, form *page.Form, list collect.Rules) view.RuleFormView {
	var measures, parts, relations []ui.Option
	for _, i := range list.Measures {
		measures = append(measures, ui.Option{Value: strconv.FormatInt(int64(i.ID), 10), Label: i.Code + " " + i.Definition.Name})
	}
	for _, p := range quality.Proportion.Parts() {
		parts = append(parts, ui.Option{Value: string(p), Label: words.Part(ctx, p)})
	}
	for _, r := range quality.Relations() {
		relations = append(relations, ui.Option{Value: string(r), Label: words.Relation(ctx, r)})
	}
	choice := func(name, label, empty string, options []ui.Option) ui.SelectProps {
		return ui.SelectProps{Name: name, Label: label, Value: form.Value(name), Error: form.Error(ctx, name), Options: options, Empty: empty}
	}
	chooseMeasure, which := i18n.T(ctx, "Välj mått"), i18n.T(ctx, "Vilken del")
	return view.RuleFormView{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}, {Text: i18n.T(ctx, "Regler mellan mått"), URL: rulesURL}},
			Lead:  i18n.T(ctx, "Gäller en enhets siffror om samma period. Det som saknas eller inte är tillämpligt jämförs inte.")},
		Form:     ui.FormState{BackURL: rulesURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Left:     choice("left", i18n.T(ctx, "Ett mått"), chooseMeasure, measures),
		LeftPart: choice("left_part", which, "", parts),
		Relation: ui.ChoiceGroupProps{Name: "relation", Legend: i18n.T(ctx, "Hur de ska stå till varandra"), Options: relations,
			Chosen: []string{form.Value("relation")}, Error: form.Error(ctx, "relation"), Inline: true},
		Right:     choice("right", i18n.T(ctx, "Ett annat mått"), chooseMeasure, measures),
		RightPart: choice("right_part", which, "", parts),
		Explanation: ui.TextAreaProps{Name: "explanation", Label: i18n.T(ctx, "Förklaring till den som fyller i"), Value: form.Value("explanation"),
			Description: i18n.T(ctx, "Varför det ska vara så, i en mening. Visas när siffrorna inte stämmer."),
			Error:       form.Error(ctx, "explanation"), MaxLength: quality.MaxExplanation, Rows: 3},
	}
}
