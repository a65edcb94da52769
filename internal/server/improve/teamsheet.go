package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// shownPeriods is how many of the latest periods stand open in the form.
const shownPeriods = 6

// EditTeamSheet shows what a unit counts in a team, to fill in.
func (h *Handlers) EditTeamSheet(w http.ResponseWriter, r *http.Request) error {
	s, err := h.teamSheet(r)
	if err != nil {
		return err
	}
	return showTeamSheet(w, r, sheetShown{TeamSheet: s, form: page.NewForm(url.Values{})}, http.StatusOK)
}

// teamSheet reads the sheet that the address names.
func (h *Handlers) teamSheet(r *http.Request) (improve.TeamSheet, error) {
	t, err := teamOf(r)
	if err != nil {
		return improve.TeamSheet{}, err
	}
	return h.room.TeamSheet(r.Context(), page.VisitorOf(r).Actor, t, chi.URLParam(r, "unit"))
}

// SaveTeamSheet stores all that was typed. When somebody else was first with one of them the
// form comes back with what was typed, and says where.
func (h *Handlers) SaveTeamSheet(w http.ResponseWriter, r *http.Request) error {
	shown, saved, err := h.saveSheet(w, r)
	switch {
	case errors.Is(err, fault.ErrConflict):
		return showTeamSheet(w, r, shown, http.StatusConflict)
	case shown.form != nil && shown.form.Rejected(err):
		return showTeamSheet(w, r, shown, shown.form.Status())
	case err != nil:
		return err
	}
	ctx := r.Context()
	done := i18n.T(ctx, "Inget var ändrat.")
	switch {
	case len(saved) > 0:
		done = i18n.N(ctx, "En siffra är sparad.", "%d siffror är sparade.", len(saved), len(saved))
	case shown.any(): // the rows have saved themselves as they were left
		done = i18n.T(ctx, "Siffrorna är sparade.")
	}
	return page.RedirectWith(w, r, teamURL(shown.Team.ID), page.Done(done))
}

// SaveTeamRow stores one row as soon as it is left, and answers with the row as it then is:
// it is what the form's script calls.
func (h *Handlers) SaveTeamRow(w http.ResponseWriter, r *http.Request) error {
	shown, saved, err := h.saveSheet(w, r)
	status := http.StatusOK
	switch {
	case errors.Is(err, fault.ErrConflict):
		status = http.StatusConflict
	case shown.form != nil && shown.form.Rejected(err):
		status = shown.form.Status()
	case err != nil:
		return err
	}
	shown.saved = saved
	if status == http.StatusOK { // as it has become
		if shown.TeamSheet, err = h.teamSheet(r); err != nil {
			return err
		}
	}
	for _, m := range shown.Measures {
		for _, f := range m.Figures {
			if shown.form.Has(improve.TeamFigureField(f, "numerator")) {
				return page.Render(w, r, status, view.TeamSheetRowForm(shown.row(r.Context(), m.TeamMeasure, f, status)))
			}
		}
	}
	return fault.ErrNotFound
}

// saveSheet stores what was typed, and gives the sheet as it was read before.
func (h *Handlers) saveSheet(w http.ResponseWriter, r *http.Request) (sheetShown, []improvement.TeamFigure, error) {
	var shown sheetShown
	form, err := page.ParseForm(w, r)
	if err != nil {
		return shown, nil, err
	}
	if shown.TeamSheet, err = h.teamSheet(r); err != nil {
		return shown, nil, err
	}
	shown.form = form
	var figures []improvement.TeamFigure
	for _, m := range shown.Measures {
		for _, f := range m.Figures {
			if form.Has(improve.TeamFigureField(f, "numerator")) {
				figures = append(figures, readTeamFigure(form, f))
			}
		}
	}
	if err := form.Err(); err != nil {
		return shown, nil, err
	}
	saved, err := h.room.SaveTeamFigures(r.Context(), page.VisitorOf(r).Actor, shown.Team, shown.Unit.Code, figures)
	return shown, saved, err
}

// readTeamFigure reads a figure as it was typed: one with a number, or a reason why there is
// none, or nothing.
func readTeamFigure(form *page.Form, stored improvement.TeamFigure) improvement.TeamFigure {
	at := func(name string) string { return improve.TeamFigureField(stored, name) }
	form.Split(at("numerator"), at("denominator"))
	f := improvement.TeamFigure{MeasureID: stored.MeasureID, UnitID: stored.UnitID, Period: stored.Period, State: improvement.TeamFigureState(form.Value(at("state")))}
	if v := form.Whole(at("version")); v != nil {
		f.Version = int(*v)
	}
	numerator, denominator := form.Whole(at("numerator")), form.Whole(at("denominator"))
	typed := form.Value(at("numerator")) != "" || form.Value(at("denominator")) != ""
	switch {
	case f.State == improvement.FigureMissing:
		f.Reason = form.Text(at("reason"), maxTyped)
		fallthrough
	case f.State == improvement.FigureNotApplicable:
		if typed {
			form.Problem(at("numerator"), "value_and_missing")
		}
	case f.State != "":
		form.Problem(at("state"), "unknown_choice")
	case typed:
		f.State = improvement.FigureValue
		f.Numerator, f.Denominator = count(form, at("numerator"), numerator), count(form, at("denominator"), denominator)
	}
	return f
}

// count is a number of children that must be there.
func count(form *page.Form, name string, n *int64) int {
	switch {
	case n != nil:
		return int(min(*n, 1<<31-1))
	case form.Value(name) == "":
		form.Problem(name, "required")
	}
	return 0
}

// sheetShown is a sheet with what was typed in it.
type sheetShown struct {
	improve.TeamSheet
	form  *page.Form
	saved []improvement.TeamFigure
}

// any reports whether anything is stored in the sheet.
func (s sheetShown) any() bool {
	return slices.ContainsFunc(s.Measures, func(m improve.TeamSheetMeasure) bool {
		return slices.ContainsFunc(m.Figures, func(f improvement.TeamFigure) bool { return f.Version > 0 })
	})
}

func showTeamSheet(w http.ResponseWriter, r *http.Request, s sheetShown, status int) error {
	ctx := r.Context()
	path := teamURL(s.Team.ID)
	v := view.TeamSheetView{
		FormState: ui.FormState{Action: path + "/siffror/" + s.Unit.Code, BackURL: path, Problems: s.form.Summary(ctx)}, RowURL: path + "/siffror/" + s.Unit.Code + "/rad",
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Siffror för %s", s.Unit.Name), Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: s.Team.Title, URL: path}}},
		Words:   map[string]string{"saving": i18n.T(ctx, "Sparar"), "saved": i18n.T(ctx, "Sparad"), "unsaved": i18n.T(ctx, "Inte sparad. Rätta, eller spara med knappen nedanför.")},
	}
	for _, m := range s.Measures {
		v.Measures = append(v.Measures, s.measure(ctx, m, status))
	}
	switch {
	case s.Team.State == improvement.TeamPlanned:
		v.Locked, v.Measures = i18n.T(ctx, "Teamet är inte igång än. Siffror kan lämnas när det har startat."), nil
		v.Empty = i18n.T(ctx, "Inget att fylla i")
	case !s.Team.State.Open():
		v.Locked, v.Measures = i18n.T(ctx, "Teamet är avslutat, och siffrorna kan inte ändras."), nil
		v.Empty = i18n.T(ctx, "Inget att fylla i")
	case !slices.ContainsFunc(v.Measures, func(m view.TeamSheetMeasure) bool { return len(m.Rows) > 0 }):
		v.Empty = i18n.T(ctx, "Ingen period har tagit slut än")
	}
	if status == http.StatusConflict {
		v.Conflict.Text = i18n.T(ctx, "Någon annan har ändrat en siffra medan du skrev. Raden är markerad.")
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamSheet(v), Scripts: []string{"js/team-sheet.js"}})
}

// measure is a measure with its rows: those that are the latest, or lack a figure, are open.
func (s sheetShown) measure(ctx context.Context, m improve.TeamSheetMeasure, status int) view.TeamSheetMeasure {
	v := view.TeamSheetMeasure{ID: "matt-" + number(m.ID), Name: m.Name, Numerator: m.NumeratorText, Denominator: m.DenominatorText}
	for n, f := range m.Figures {
		row := s.row(ctx, m.TeamMeasure, f, status)
		if n < shownPeriods {
			v.Rows = append(v.Rows, row)
			continue
		}
		v.Earlier = append(v.Earlier, row)
		v.EarlierOpen = v.EarlierOpen || row.Conflict != "" || row.Numerator.Error != "" || row.Denominator.Error != "" || row.Reason.Error != ""
	}
	return v
}

// row is a figure to fill in, with what was typed where something was.
func (s sheetShown) row(ctx context.Context, m improvement.TeamMeasure, stored improvement.TeamFigure, status int) view.TeamSheetRow {
	at := func(name string) string { return improve.TeamFigureField(stored, name) }
	period := words.TeamPeriod(ctx, m.Rhythm, stored.Period)
	values := url.Values{at("state"): {""}, at("version"): {strconv.Itoa(stored.Version)}}
	switch stored.State {
	case improvement.FigureValue:
		values.Set(at("numerator"), strconv.Itoa(stored.Numerator))
		values.Set(at("denominator"), strconv.Itoa(stored.Denominator))
	case improvement.FigureMissing, improvement.FigureNotApplicable:
		values.Set(at("state"), string(stored.State))
		values.Set(at("reason"), stored.Reason)
	}
	f := formFields{ctx, page.NewForm(values)}
	r := view.TeamSheetRow{Name: improve.TeamFigureRow(stored), Period: words.Sentence(period), Version: strconv.Itoa(stored.Version), Saved: words.TeamFigureState(ctx, stored.State)}
	if s.form.Has(at("numerator")) && status != http.StatusOK {
		f.form = s.form
		if v := s.form.Value(at("version")); v != r.Version {
			r.Conflict = i18n.T(ctx, "Ändrad av någon annan: %s. Spara igen om ditt ska gälla.", or(figureWords(ctx, stored), i18n.NoValue))
		}
	}
	number := func(name, label string) ui.FieldProps {
		return f.field(ui.NumberField(ui.FieldProps{Name: at(name), Label: label + ", " + period, HideLabel: true, Width: 6}, 0))
	}
	r.Numerator, r.Denominator = number("numerator", i18n.T(ctx, "Täljare")), number("denominator", i18n.T(ctx, "Nämnare"))
	r.State = f.pick(ui.SelectProps{Name: at("state"), Label: i18n.T(ctx, "Saknas siffran?") + " " + period, HideLabel: true, Empty: i18n.T(ctx, "Nej"), Options: []ui.Option{
		{Value: string(improvement.FigureMissing), Label: words.TeamFigureState(ctx, improvement.FigureMissing)},
		{Value: string(improvement.FigureNotApplicable), Label: words.TeamFigureState(ctx, improvement.FigureNotApplicable)}}})
	r.Reason = f.field(ui.FieldProps{Name: at("reason"), Label: i18n.T(ctx, "Varför den saknas, %s", period), HideLabel: true, MaxLength: improvement.MaxLine})
	return r
}

// figureWords is a stored figure in words.
func figureWords(ctx context.Context, f improvement.TeamFigure) string {
	if f.State == improvement.FigureValue {
		return i18n.T(ctx, "%s av %s", i18n.Integer(ctx, int64(f.Numerator)), i18n.Integer(ctx, int64(f.Denominator)))
	}
	return joined(": ", words.TeamFigureState(ctx, f.State), f.Reason)
}
