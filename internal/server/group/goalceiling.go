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

const goalCeilingURL = settingsURL + "/antal-mal"

// SaveGoalCeiling stores how many goals the group means to have at most in a year.
func (h *Handlers) SaveGoalCeiling(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	ceiling := org.GoalCeiling(readWhole(form, "goal_ceiling"))
	if err = form.Err(); err == nil {
		err = h.room.SaveGoalCeiling(ctx, visitor.Actor, seen(form, visitor), ceiling)
	}
	return h.settingsSaved(w, r, form, err, saved{settingsURL + "#antal-mal", []ui.FlashProps{page.Done(i18n.T(ctx, "Antalet mål är sparat."))}})
}

// newGoalCeilingView is the section about how many goals, with what was typed or what is
// stored.
func newGoalCeilingView(ctx context.Context, s group.Settings, form *page.Form) view.GoalCeilingView {
	value := strconv.Itoa(s.Group.GoalCeiling)
	if form.Has("goal_ceiling") {
		value = form.Value("goal_ceiling")
	}
	return view.GoalCeilingView{URL: goalCeilingURL, Version: strconv.Itoa(s.Version),
		Ceiling: ui.NumberField(ui.FieldProps{Name: "goal_ceiling", Label: i18n.T(ctx, "Mål per år, som mest"), Value: value,
			Description: i18n.T(ctx, "Varje mål kostar varje enhet tid. Fler mål än så går att välja, men då står det en varning vid årets mål."),
			Error:       form.Error(ctx, "goal_ceiling"), Suffix: i18n.T(ctx, "mål"), Width: 4, Required: true}, 0)}
}
