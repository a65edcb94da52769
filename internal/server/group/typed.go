package group

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// typed fills fields with what was typed and what is wrong with it.
type typed struct {
	ctx  context.Context
	form *page.Form
}

func (t typed) field(p ui.FieldProps) ui.FieldProps {
	p.Value, p.Error = t.form.Value(p.Name), t.form.Error(t.ctx, p.Name)
	return p
}

func (t typed) area(p ui.TextAreaProps) ui.TextAreaProps {
	p.Value, p.Error = t.form.Value(p.Name), t.form.Error(t.ctx, p.Name)
	return p
}

func (t typed) pick(p ui.SelectProps) ui.SelectProps {
	p.Value, p.Error = t.form.Value(p.Name), t.form.Error(t.ctx, p.Name)
	return p
}

// radios is a choice among a few values, in words.
func radios[T ~string](t typed, name, legend string, values []T, word func(context.Context, T) string) ui.ChoiceGroupProps {
	g := ui.ChoiceGroupProps{Name: name, Legend: legend, Chosen: t.form.Values(name), Error: t.form.Error(t.ctx, name)}
	for _, v := range values {
		g.Options = append(g.Options, ui.Option{Value: string(v), Label: word(t.ctx, v)})
	}
	return g
}

// measures are the group's, by area.
func (t typed) measures(all []quality.Indicator) ui.SelectProps {
	s := t.pick(ui.SelectProps{Name: "measure", Label: i18n.T(t.ctx, "Mått"), Empty: i18n.T(t.ctx, "Inget"), Optional: true})
	for _, category := range quality.Categories() {
		g := ui.OptionGroup{Label: words.Category(t.ctx, category)}
		for _, m := range all {
			if m.Category == category {
				g.Options = append(g.Options, ui.Option{Value: page.Digits(m.ID), Label: m.Definition.Name})
			}
		}
		if len(g.Options) > 0 {
			s.Groups = append(s.Groups, g)
		}
	}
	return s
}
