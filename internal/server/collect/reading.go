package collect

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// whereReading is the unit's reading that the address names.
func whereReading(r *http.Request) collect.WhereReading {
	return collect.WhereReading{GroupID: page.VisitorOf(r).Group.ID, UnitCode: chi.URLParam(r, "unit"), IndicatorCode: chi.URLParam(r, "code")}
}

func readingURL(where collect.WhereReading) string {
	return overviewURL + "/" + where.UnitCode + "/tolkning/" + where.IndicatorCode
}

// EditReading shows the form for how a unit reads a measure.
func (h *Handlers) EditReading(w http.ResponseWriter, r *http.Request) error {
	return h.showReading(w, r, nil, false)
}

// SaveReading stores how the unit reads the measure. When somebody else was first
// the form comes back with what was typed and what is stored now.
func (h *Handlers) SaveReading(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(form.Value("version")) // no number is nobody's version
	reading := quality.Reading{Text: form.Text("text", maxExplanation), Version: version}
	if err = form.Err(); err == nil {
		err = h.room.SaveReading(ctx, page.VisitorOf(r).Actor, whereReading(r), reading)
	}
	switch {
	case form.Rejected(err):
		return h.showReading(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showReading(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, measureURL(whereReading(r).IndicatorCode)+"#tolkningar", page.Done(i18n.T(ctx, "Det ni skrev är sparat.")))
}

// measureURL is the measure's own page, in the room of the goals.
func measureURL(code string) string { return "/mal/matt/" + code }

func (h *Handlers) showReading(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx := r.Context()
	p, err := h.room.Reading(ctx, page.VisitorOf(r).Actor, whereReading(r))
	if err != nil {
		return err
	}
	v, status := newReadingView(ctx, p, whereReading(r)), http.StatusOK
	if form != nil {
		status = form.Status()
		v.Form.Problems, v.Text.Error, v.Text.Value = form.Summary(ctx), form.Error(ctx, "text"), form.Value("text")
	}
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Own.WriterName, p.Own.WrittenAt),
			Now: page.Differing([]ui.Definition{{Term: v.Text.Label, Text: p.Own.Text}}, []ui.Definition{{Text: v.Text.Value}})}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Reading(v)})
}

// readings is how the group's units read the measures, beside a unit's form.
type readings struct {
	list []collect.UnitReading
	unit string // whose form it is
	own  bool   // the reader may write for it
}

func (h *Handlers) readings(r *http.Request) (readings, error) {
	visitor, at := page.VisitorOf(r), where(r)
	list, err := h.room.Readings(r.Context(), visitor.Actor, at.GroupID)
	return readings{list: list, unit: at.UnitCode}, err
}

// beside puts the readings of the row's measure where its definition is.
func (l readings) beside(ctx context.Context, row collect.Row, v view.Row) view.Row {
	for _, r := range l.list {
		if r.IndicatorID != row.Indicator.ID {
			continue
		}
		v.Readings = append(v.Readings, otherReading(ctx, r))
	}
	if l.own {
		v.ReadingURL = readingURL(collect.WhereReading{UnitCode: l.unit, IndicatorCode: row.Indicator.Code})
	}
	return v
}

func otherReading(ctx context.Context, r collect.UnitReading) view.OtherReading {
	return view.OtherReading{Unit: r.Unit.ShortName, Text: r.Text, Written: words.Written(ctx, r.WriterName, r.WrittenAt)}
}

func newReadingView(ctx context.Context, p collect.ReadingPage, where collect.WhereReading) view.ReadingView {
	def := p.Indicator.Definition
	v := view.ReadingView{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}, {Text: def.Name, URL: measureURL(p.Indicator.Code)}},
			Title: i18n.T(ctx, "Så räknar %s", p.Unit.ShortName),
			Lead:  i18n.T(ctx, "Några ord om hur ni läser definitionen av ”%s”. Alla i gruppen ser dem.", def.Name)},
		Form: ui.FormState{Action: readingURL(where), BackURL: measureURL(p.Indicator.Code), Version: strconv.Itoa(p.Own.Version)},
		Text: ui.TextAreaProps{Name: "text", Label: i18n.T(ctx, "Så räknar vi"), Value: p.Own.Text, Rows: 5, MaxLength: quality.MaxReading, Optional: true,
			Description: i18n.T(ctx, "Till exempel varifrån siffran hämtas, vad ni räknar med och vad ni lämnar utanför. Tomt tar bort det som står. Inget om enskilda barn.")},
		Written: readingWritten(ctx, p.Own.WriterName, p.Own.Reading),
		Definition: []ui.Definition{
			{Term: i18n.T(ctx, "Täljare"), Text: def.NumeratorText}, {Term: i18n.T(ctx, "Nämnare"), Text: def.DenominatorText},
			{Term: i18n.T(ctx, "Diagnoskoder"), Text: def.ICD10}, {Term: i18n.T(ctx, "Graviditetslängd"), Text: def.Gestation},
			{Term: i18n.T(ctx, "Räknas inte med"), Text: def.Exclusions}, {Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: def.DataSource},
			{Term: i18n.T(ctx, "Att tänka på"), Text: def.Note}},
	}
	for _, r := range p.Others {
		v.Others = append(v.Others, otherReading(ctx, r))
	}
	return v
}

// readingWritten says who wrote the unit's own words, "" when there never were any.
func readingWritten(ctx context.Context, name string, r quality.Reading) string {
	if r.Version == 0 {
		return ""
	}
	return words.Written(ctx, name, r.WrittenAt)
}
