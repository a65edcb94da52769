package goals

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// libraryFilter is which measures to list.
type libraryFilter struct {
	category quality.Category
	scope    quality.Scope
	use      string
	step     string
}

// The choices of use.
const (
	inUse    = "ja"
	notInUse = "nej"
)

// ShowIndicators lists the group's whole library; the address chooses category,
// scope, and whether the measure is collected in the year.
func (h *Handlers) ShowIndicators(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	o, err := h.room.Overview(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	v := newLibraryView(ctx, o, libraryFilter{quality.Category(query.Get(categoryName)),
		quality.Scope(query.Get(scopeName)), query.Get(useName), query.Get(stepName)})
	v.CanEdit = canEdit(r)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Mått"), Content: view.Library(v)})
}

func newLibraryView(ctx context.Context, o goals.Overview, f libraryFilter) view.LibraryView {
	year := strconv.Itoa(o.Year)
	v := view.LibraryView{
		Frame: view.Frame{Tabs: tabs(ctx, "/mal/matt")}, Year: year,
		Category: ui.SelectProps{Name: categoryName, Label: i18n.T(ctx, "Område"), Value: string(f.category),
			Empty: i18n.T(ctx, "Alla områden"), Options: choices(ctx, quality.Categories(), words.Category)},
		Scope: ui.SelectProps{Name: scopeName, Label: i18n.T(ctx, "Gäller"), Value: string(f.scope),
			Empty: i18n.T(ctx, "All vård"), Options: choices(ctx, quality.Scopes(), words.Scope)},
		Use: ui.SelectProps{Name: useName, Label: i18n.T(ctx, "Används %s", year), Value: f.use,
			Empty:   i18n.T(ctx, "Både och"),
			Options: []ui.Option{{Value: inUse, Label: i18n.T(ctx, "Ja")}, {Value: notInUse, Label: i18n.T(ctx, "Nej")}}},
	}
	if steps := careSteps(o.Library); len(steps) > 0 {
		v.Step = &ui.SelectProps{Name: stepName, Label: i18n.T(ctx, "Steg i vårdkedjan"), Value: f.step, Empty: i18n.T(ctx, "Alla steg"), Options: steps}
	}
	if f != (libraryFilter{}) {
		v.Reset = "/mal/matt"
	}
	count := 0
	for _, c := range quality.Categories() {
		group := view.LibraryGroup{ID: "omrade-" + string(c), Title: words.Category(ctx, c)}
		for _, i := range o.Library {
			use := useIn(ctx, o, i)
			if i.Category != c || !f.takes(i, use != "") {
				continue
			}
			row := newMeasureRow(ctx, o, i)
			row.Use = use
			group.Rows = append(group.Rows, row)
		}
		if len(group.Rows) > 0 {
			count += len(group.Rows)
			v.Groups = append(v.Groups, group)
		}
	}
	v.Count = i18n.T(ctx, "%d av %d mått visas.", count, len(o.Library))
	return v
}

func (f libraryFilter) takes(i quality.Indicator, used bool) bool {
	return (f.category == "" || f.category == i.Category) && (f.scope == "" || f.scope == i.Scope) &&
		(f.use == "" || (f.use == inUse) == used) && (f.step == "" || f.step == i.CareStep)
}

// careSteps are the steps of the chain of care that the group's measures name, each once,
// in the measures' order.
func careSteps(library []quality.Indicator) []ui.Option {
	var options []ui.Option
	for _, i := range library {
		known := slices.ContainsFunc(options, func(o ui.Option) bool { return o.Value == i.CareStep })
		if i.CareStep != "" && !known {
			options = append(options, ui.Option{Value: i.CareStep, Label: i.CareStep})
		}
	}
	return options
}

// choices is every value with its word.
func choices[T ~string](ctx context.Context, values []T, word func(context.Context, T) string) []ui.Option {
	options := make([]ui.Option, len(values))
	for n, value := range values {
		options[n] = ui.Option{Value: string(value), Label: word(ctx, value)}
	}
	return options
}

// useIn says what the measure is collected for in the year, "" when it is not.
func useIn(ctx context.Context, o goals.Overview, i quality.Indicator) string {
	if goal := goalWith(o, i.ID); goal.ID != 0 {
		return i18n.T(ctx, "Ja, i målet ”%s”", goal.Title)
	}
	for _, s := range o.Selected {
		if s.IndicatorID == i.ID {
			return i18n.T(ctx, "Ja")
		}
	}
	return ""
}
