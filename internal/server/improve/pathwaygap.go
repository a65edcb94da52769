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
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// pathwayGapURL leads to a unit's sheet about a measure, by their codes.
func pathwayGapURL(id improvement.PathwayID, unit, measure string) string {
	return pathwayURL(id) + "/nulage/" + unit + "/" + measure
}

// pathwayGapsView is which units have written of which measures.
func pathwayGapsView(ctx context.Context, visitor page.Visitor, p improve.PathwayPage) *view.PathwayGapsView {
	v := &view.PathwayGapsView{}
	if len(p.Followed) == 0 {
		v.Empty = i18n.T(ctx, "Inget mått är valt. Välj dem under Ändra, så kan varje enhet skriva var den står.")
	}
	own := visitor.Actor.Units(visitor.Group.ID)
	for _, m := range p.Followed {
		shown := view.GapGoal{Title: m.Definition.Name, URL: measureURL(m.Code)}
		written, concerned := 0, 0
		for _, u := range p.Units {
			if u.State == improvement.UnitNotApplicable {
				continue
			}
			concerned++
			unit := view.GapUnit{Name: u.UnitName, URL: pathwayGapURL(p.ID, u.UnitCode, m.Code), State: i18n.T(ctx, "inte skriven"), Own: slices.Contains(own, u.UnitID)}
			if s, ok := p.Sheet(m.ID, u.UnitID); ok {
				written++
				unit.State = i18n.T(ctx, "skriven %s", i18n.Date(ctx, s.WrittenAt))
			}
			shown.Units = append(shown.Units, unit)
		}
		shown.Count = i18n.T(ctx, "%d av %d enheter har skrivit.", written, concerned)
		v.Measures = append(v.Measures, shown)
	}
	return v
}

// ShowPathwayGap is a unit's sheet about a measure with the figures beside it, to write for
// those who may.
func (h *Handlers) ShowPathwayGap(w http.ResponseWriter, r *http.Request) error {
	p, err := h.pathwayGap(r)
	if err != nil {
		return err
	}
	s := p.Sheet
	return showPathwayGap(w, r, p, page.NewForm(url.Values{"current": {s.Current}, "gap": {s.Gap}, "goal": {s.Goal}, "causes": {s.Causes}, "effort": {s.Effort}, "version": {number(s.Version)}}), http.StatusOK)
}

func (h *Handlers) pathwayGap(r *http.Request) (improve.PathwayGapPage, error) {
	ref, err := pathwayRef(r)
	if err != nil {
		return improve.PathwayGapPage{}, err
	}
	return h.room.PathwayGap(r.Context(), page.VisitorOf(r).Actor, ref, chi.URLParam(r, "unit"), chi.URLParam(r, "measure"))
}

func showPathwayGap(w http.ResponseWriter, r *http.Request, p improve.PathwayGapPage, form *page.Form, status int) error {
	ctx := r.Context()
	v := newPathwayGapView(ctx, p, form)
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Sheet.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Sheet.WriterName, p.Sheet.WrittenAt), Now: page.Differing(pathwayGapTexts(ctx, p.Sheet.PathwayGap), pathwayGapTexts(ctx, readPathwayGap(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.PathwayGap(v)})
}

func newPathwayGapView(ctx context.Context, p improve.PathwayGapPage, form *page.Form) view.PathwayGapView {
	unit := p.Figures.Unit
	at := pathwayGapURL(p.ID, unit.Code, p.Measure.Code)
	v := view.PathwayGapView{FormState: ui.FormState{Action: at, BackURL: pathwayURL(p.ID) + "#nulage", Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "%s: %s", unit.ShortName, p.Measure.Definition.Name), Trail: pathwayTrail(ctx, p.PathwayPage)},
		Texts:   pathwayGapTexts(ctx, p.Sheet.PathwayGap)}
	var figures view.GapView
	addFigures(ctx, p.Figures, &figures)
	v.Packages = packageWays(ctx, p.Packages)
	v.Year, v.Figures, v.Conditions = figures.Year, figures.Figures, figures.Conditions
	if len(figures.Figures) == 0 {
		v.NoFigures = i18n.T(ctx, "Måttet har inga siffror för enheten.")
	}
	if p.Sheet.Version == 0 {
		v.Unread = i18n.T(ctx, "Enheten har inte skrivit något än.")
	} else {
		v.Last = i18n.T(ctx, "Senast skrivet %s.", i18n.LongDate(ctx, p.Sheet.WrittenAt))
		if p.Sheet.WriterName != "" {
			v.Last = i18n.T(ctx, "Senast skrivet av %s %s.", p.Sheet.WriterName, i18n.LongDate(ctx, p.Sheet.WrittenAt))
		}
	}
	if !p.MayWrite {
		return v
	}
	f := formFields{ctx, form}
	for _, field := range []ui.TextAreaProps{
		{Name: "current", Label: i18n.T(ctx, "Nuläge"), Description: i18n.T(ctx, "Vad siffrorna bredvid säger, och vad ni vet som inte syns i dem.")},
		{Name: "gap", Label: i18n.T(ctx, "Gap"), Description: i18n.T(ctx, "Hur långt det är till målet, och för vilka barn.")},
		{Name: "goal", Label: i18n.T(ctx, "Mål"), MaxLength: improvement.MaxText, Rows: 2, Description: i18n.T(ctx, "Vad ni siktar mot och till när, så att det går att mäta.")},
		{Name: "causes", Label: i18n.T(ctx, "Orsaker"), Description: i18n.T(ctx, "Varför det ser ut så. Fråga varför flera gånger.")},
		{Name: "effort", Label: i18n.T(ctx, "Vald insats"), Description: i18n.T(ctx, "Vad ni väljer att göra först, och varför just det.")},
	} {
		if field.MaxLength == 0 {
			field.MaxLength = improvement.MaxLongText
		}
		field.Optional = true
		v.Fields = append(v.Fields, f.area(field))
	}
	if p.State == improvement.PathwayRunning {
		v.NewActionURL = newActivityURL(p.ID, unit.Code, p.Measure.Code)
	}
	return v
}

// pathwayGapTexts are a sheet's parts in words.
func pathwayGapTexts(ctx context.Context, g improvement.PathwayGap) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Nuläge"), Text: g.Current}, {Term: i18n.T(ctx, "Gap"), Text: g.Gap}, {Term: i18n.T(ctx, "Mål"), Text: g.Goal},
		{Term: i18n.T(ctx, "Orsaker"), Text: g.Causes}, {Term: i18n.T(ctx, "Vald insats"), Text: g.Effort}}
}

// readPathwayGap reads a sheet as it was typed.
func readPathwayGap(form *page.Form) improvement.PathwayGap {
	return improvement.PathwayGap{Current: form.Text("current", maxTyped), Gap: form.Text("gap", maxTyped), Goal: form.Text("goal", maxTyped),
		Causes: form.Text("causes", maxTyped), Effort: form.Text("effort", maxTyped), Version: version(form)}
}

// SavePathwayGap stores a sheet. When somebody else was first the form comes back with what
// was typed and what is stored now.
func (h *Handlers) SavePathwayGap(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.pathwayGap(r)
	if err != nil {
		return err
	}
	s := readPathwayGap(form)
	s.GroupID, s.PathwayID, s.UnitID, s.IndicatorID = p.GroupID, p.ID, p.Sheet.UnitID, p.Sheet.IndicatorID
	if err = form.Err(); err == nil {
		err = h.room.SavePathwayGap(ctx, visitor.Actor, s)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.pathwayGap(r); err != nil { // as it has become
			return err
		}
		return showPathwayGap(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showPathwayGap(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(p.ID)+"#nulage", page.Done(i18n.T(ctx, "Nuläge och mål är sparade.")))
}
