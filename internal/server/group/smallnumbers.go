package group

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const smallNumbersURL = settingsURL + "/sma-tal"

// SaveSmallNumbers stores the limits for values of few children, or shows what they
// would mean.
func (h *Handlers) SaveSmallNumbers(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	limits := readSmallNumbers(form)
	if err = form.Err(); err == nil && form.Value("do") == "try" {
		var hidden group.Hidden
		if hidden, err = h.room.TrySmallNumbers(ctx, visitor.Actor, visitor.Group.ID, limits); err == nil {
			return h.showSettings(w, r, settingsPage{form: form, triedHidden: &hidden})
		}
	} else if err == nil {
		err = h.room.SaveSmallNumbers(ctx, visitor.Actor, seen(form, visitor), limits)
	}
	return h.settingsSaved(w, r, form, err, saved{settingsURL + "#sma-tal", []ui.FlashProps{page.Done(i18n.T(ctx, "Gränserna är sparade."))}})
}

func readSmallNumbers(form *page.Form) org.SmallNumbers {
	return org.SmallNumbers{MaskingThreshold: readWhole(form, "masking_threshold"), ReliabilityLimit: readWhole(form, "reliability_limit")}
}

// newSmallNumbersView is the section about values of few children, with what was typed
// or with the group's limits.
func newSmallNumbersView(ctx context.Context, s group.Settings, p settingsPage) view.SmallNumbersView {
	value := func(name string, stored int) string {
		if p.form.Has(name) {
			return p.form.Value(name)
		}
		return strconv.Itoa(stored)
	}
	v := view.SmallNumbersView{URL: smallNumbersURL, Version: strconv.Itoa(s.Version),
		Threshold: ui.NumberField(ui.FieldProps{Name: "masking_threshold", Label: i18n.T(ctx, "Läsare utanför gruppen ser inte antal under"),
			Description: i18n.T(ctx, "Gäller täljaren, nämnaren och dem som inte räknas till täljaren. Noll visas."),
			Value:       value("masking_threshold", s.Group.MaskingThreshold), Error: p.form.Error(ctx, "masking_threshold"),
			Suffix: i18n.T(ctx, "barn"), Width: 4, Required: true}, 0),
		Limit: ui.NumberField(ui.FieldProps{Name: "reliability_limit", Label: i18n.T(ctx, "”Få barn” står vid värden som bygger på färre än"),
			Description: i18n.T(ctx, "Står för alla. Värdet visas, men kan svänga mycket av en slump."),
			Value:       value("reliability_limit", s.Group.ReliabilityLimit), Error: p.form.Error(ctx, "reliability_limit"),
			Suffix: i18n.T(ctx, "barn"), Width: 4, Required: true}, 0)}
	hidden, tried := s.Hidden, p.triedHidden != nil
	if tried {
		hidden = *p.triedHidden
	}
	switch {
	case hidden.Year == 0:
	case tried:
		v.Effect = i18n.T(ctx, "Om du sparar döljs %d av enheternas %d värden för %d.", hidden.Hidden, hidden.Of, hidden.Year)
	default:
		v.Effect = i18n.T(ctx, "Nu döljs %d av enheternas %d värden för %d.", hidden.Hidden, hidden.Of, hidden.Year)
	}
	return v
}

// smallNumberFacts is the limits in words, to hold two against each other.
func smallNumberFacts(ctx context.Context, s org.SmallNumbers) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Dolt under"), Text: strconv.Itoa(s.MaskingThreshold)},
		{Term: i18n.T(ctx, "Få barn under"), Text: strconv.Itoa(s.ReliabilityLimit)},
	}
}

// typedSmallNumbers is the limits as they were typed.
func typedSmallNumbers(ctx context.Context, form *page.Form) []ui.Definition {
	facts := smallNumberFacts(ctx, org.SmallNumbers{})
	facts[0].Text, facts[1].Text = form.Value("masking_threshold"), form.Value("reliability_limit")
	return facts
}
