package report

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// The fields of what is said of a measure.
const (
	discussionField = "discussion"
	assessmentField = "assessment"
	nextField       = "next_steps"
	messageField    = "message"
)

// EditMeasure is the page where the group writes about a measure.
func (h *Handlers) EditMeasure(w http.ResponseWriter, r *http.Request) error {
	p, err := h.measurePage(r)
	if err != nil {
		return err
	}
	return h.showMeasure(w, r, http.StatusOK, p, page.NewForm(measureValues(p.Text)), nil)
}

func measureValues(t report.MeasureText) url.Values {
	return url.Values{discussionField: {t.Discussion}, assessmentField: {t.Assessment}, nextField: {t.NextSteps}, messageField: {t.Message},
		"version": {strconv.Itoa(t.Version)}}
}

func (h *Handlers) measurePage(r *http.Request) (report.MeasurePage, error) {
	visitor := page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return report.MeasurePage{}, err
	}
	return h.room.Measure(r.Context(), visitor.Actor, visitor.Group.ID, year, chi.URLParam(r, "measure"))
}

// SaveMeasure stores what was written about a measure, shows how it will stand, or puts
// something into one of the texts.
func (h *Handlers) SaveMeasure(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.measurePage(r)
	if err != nil {
		return err
	}
	if asks(form) {
		return h.tryMeasure(w, r, form, p)
	}
	edit := report.MeasureEdit{Group: visitor.Group.ID, Year: p.Year, MeasureText: report.MeasureText{IndicatorID: p.Measure.ID,
		Discussion: form.Text(discussionField, report.MaxMeasureText), Assessment: form.Text(assessmentField, report.MaxMeasureText),
		NextSteps: form.Text(nextField, report.MaxMeasureText), Message: form.Text(messageField, report.MaxMessage)}}
	if edit.Version, err = strconv.Atoi(form.Value("version")); err != nil {
		return fault.ErrNotFound
	}
	if err = form.Err(); err == nil {
		err = h.room.WriteMeasure(ctx, visitor.Actor, edit)
	}
	switch {
	case form.Rejected(err):
		return h.showMeasure(w, r, form.Status(), p, form, nil)
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.measurePage(r); err != nil { // as it has become
			return err
		}
		return h.showMeasure(w, r, http.StatusConflict, p, form, func(v *view.MeasureView) {
			at := time.Time{}
			if p.Text.EditedAt != nil {
				at = *p.Text.EditedAt
			}
			v.Version = strconv.Itoa(p.Text.Version)
			v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Text.EditedBy, at),
				Now: page.Differing(measureFacts(ctx, page.NewForm(measureValues(p.Text))), measureFacts(ctx, form))}
		})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, yearURL(p.Year)+"#"+compose.Anchor(p.Rows[0]), page.Done(i18n.T(ctx, "Texten är sparad.")))
}

func measureFacts(ctx context.Context, form *page.Form) (list []ui.Definition) {
	for _, f := range measureFields(ctx) {
		list = append(list, ui.Definition{Term: f.Label, Text: form.Value(f.Value)})
	}
	return list
}

// measureFields are the texts by their fields' names.
func measureFields(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: discussionField, Label: i18n.T(ctx, "Diskussion")}, {Value: assessmentField, Label: i18n.T(ctx, "Bedömning")},
		{Value: nextField, Label: i18n.T(ctx, "Vad vi gör nu")}, {Value: messageField, Label: i18n.T(ctx, "Budskap på bilden")}}
}

// tryMeasure shows how the texts will stand in the report, or puts something last in one
// of them.
func (h *Handlers) tryMeasure(w http.ResponseWriter, r *http.Request, form *page.Form, p report.MeasurePage) error {
	ctx := r.Context()
	if form.Value("do") != "preview" {
		into := form.RequiredChoice(intoField, discussionField, assessmentField, nextField, messageField)
		if more := wanted(form); into != "" && more != "" {
			all := form.All()
			all.Set(into, putLast(form.Value(into), more))
			form = page.NewForm(all)
		}
	}
	return h.showMeasure(w, r, form.Status(), p, form, func(v *view.MeasureView) {
		v.Preview = &view.PreviewView{}
		for _, f := range measureFields(ctx) {
			if text := form.Value(f.Value); text != "" || f.Value == discussionField {
				v.Preview.Parts = append(v.Preview.Parts, previewPart(ctx, p.Report, f.Label, text))
			}
		}
	})
}

func (h *Handlers) showMeasure(w http.ResponseWriter, r *http.Request, status int, p report.MeasurePage, form *page.Form, change func(*view.MeasureView)) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	measures, err := compose.MeasurePages(ctx, p.Report, p.Measure.ID)
	if err != nil {
		return err
	}
	title := p.Measure.VersionOn(p.Rows[0].Period.End()).Name
	v := view.MeasureView{
		FormState: ui.FormState{BackURL: yearURL(p.Year) + "#" + compose.Anchor(p.Rows[0]), Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Head:      headOf(ctx, visitor, p.Year, sectionsTab, title), Title: title, Measures: measures,
		Discussion: form.Value(discussionField), Assessment: form.Value(assessmentField), NextSteps: form.Value(nextField), Message: form.Value(messageField),
		DataMessage: compose.DataMessage(ctx, p.Report, p.Measure.ID),
		Written:     writtenWords(ctx, report.Section{EditedAt: p.Text.EditedAt, EditedBy: p.Text.EditedBy}),
		Aids:        aidsOf(ctx, p.Report, compose.MeasureSentences(ctx, p.Report, p.Measure.ID)), Person: page.Digits(visitor.Actor.Person.ID),
	}
	v.Aids.Into, v.Aids.Chosen, v.Aids.Errors = measureFields(ctx), chosen(form), v.Errors
	if v.Aids.Chosen[figureMeasure] == "" && len(p.Rows) == 1 {
		v.Aids.Chosen[figureMeasure] = p.Measure.Code
	}
	for _, a := range p.Actions {
		v.Actions = append(v.Actions, ui.Link{Text: a.Area, URL: page.ActionURL(a.ID)})
	}
	drawn := edition.Document{Sections: []edition.Section{{Blocks: []edition.Block{{Goal: &edition.Goal{Measures: measures}}}}}}
	if v.Pictures, err = h.embedded(ctx, &drawn); err != nil {
		return err
	}
	if change != nil {
		change(&v)
	}
	return page.Show(w, r, status, page.Page{Title: title, Content: view.WriteMeasure(v), Scripts: writeScripts})
}
