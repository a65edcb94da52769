package group

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const surveyURL = settingsURL + "/enkat"

// usualLimit is the response rate that is suggested to a group that has not chosen one: the
// library's own suggestion for the measure.
const usualLimit = 50

// SaveSurvey stores which measure counts the answers to the group's survey.
func (h *Handlers) SaveSurvey(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	survey := quality.Survey{IndicatorID: quality.IndicatorID(form.ID("response_measure"))}
	if survey.IndicatorID != 0 {
		survey.Limit = readWhole(form, "response_limit")
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveSurvey(ctx, visitor.Actor, seen(form, visitor), survey)
	}
	return h.settingsSaved(w, r, form, err, saved{settingsURL + "#enkat", []ui.FlashProps{page.Done(i18n.T(ctx, "Svarsfrekvensen är sparad."))}})
}

// newSurveyView is the section about the survey, with what was typed or what is stored.
func newSurveyView(ctx context.Context, s group.Settings, form *page.Form) view.SurveyView {
	measure, limit := "", strconv.Itoa(usualLimit)
	if s.Survey.IndicatorID != 0 {
		measure, limit = page.Digits(s.Survey.IndicatorID), strconv.Itoa(s.Survey.Limit)
	}
	if form.Has("response_measure") {
		measure, limit = form.Value("response_measure"), form.Value("response_limit")
	}
	v := view.SurveyView{URL: surveyURL, Version: strconv.Itoa(s.Version),
		Measure: ui.SelectProps{Name: "response_measure", Label: i18n.T(ctx, "Mått med svarsfrekvensen"), Value: measure, Error: form.Error(ctx, "response_measure"),
			Empty: i18n.T(ctx, "Inget: visa ingen svarsfrekvens"), Description: i18n.T(ctx, "Hur många som har svarat, av hur många som har fått enkäten.")},
		Limit: ui.NumberField(ui.FieldProps{Name: "response_limit", Label: i18n.T(ctx, "Varna när färre svarar än"), Value: limit, Suffix: "%", Width: 4,
			Error: form.Error(ctx, "response_limit"), Description: i18n.T(ctx, "När få svarar kan de som svarar tycka något annat än de som inte gör det.")}, 0)}
	for _, i := range s.Library {
		if s.Survey.Carries(i) {
			v.Measure.Options = append(v.Measure.Options, ui.Option{Value: page.Digits(i.ID), Label: i.Definition.Name})
		}
	}
	return v
}
