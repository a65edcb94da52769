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

// ShowGoals shows a year's goals; ?ar= chooses the year, ?omrade= the category and ?marke=
// what they are marked with.
func (h *Handlers) ShowGoals(w http.ResponseWriter, r *http.Request) error {
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	return h.showGoals(w, r, year, page.NewForm(nil))
}

// showGoals shows the year's goals, with what was typed about opening the year.
func (h *Handlers) showGoals(w http.ResponseWriter, r *http.Request, year int, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	o, err := h.room.Overview(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	v := newGoalsView(ctx, o, goalFilter{quality.Category(query.Get(categoryName)), quality.CareMark(query.Get(markName))})
	v.CanEdit = canEdit(r) && !o.Lock().Locked()
	if !v.CanEdit {
		v.Copy = view.CopyOffer{}
	}
	if v.Lock, err = h.lockView(r, o, form); err != nil {
		return err
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.Goals(v)})
}

// goalFilter is which of the year's goals are shown, all of them by the zero one.
type goalFilter struct {
	category quality.Category
	mark     quality.CareMark
}

func (f goalFilter) takes(g quality.Goal) bool {
	return (f.category == "" || g.Category == f.category) && (f.mark == "" || slices.Contains(g.Marks, f.mark))
}

func newGoalsView(ctx context.Context, o goals.Overview, filter goalFilter) view.GoalsView {
	v := view.GoalsView{
		Frame: view.Frame{Tabs: tabs(ctx, "/mal")},
		Title: i18n.T(ctx, "Mål %s", strconv.Itoa(o.Year)), Year: yearSelect(ctx, o),
		Category: ui.SelectProps{Name: categoryName, Label: i18n.T(ctx, "Område"), Value: string(filter.category),
			Empty: i18n.T(ctx, "Alla områden")},
		NewURL: yearURL("/mal/nytt", o.Year), ProcessURL: yearURL("/mal/processmatt", o.Year),
		Gaps: gaps(ctx, o), Empty: i18n.T(ctx, "Inga mål är bestämda för %s", strconv.Itoa(o.Year)),
	}
	for _, c := range quality.GoalCategories() {
		v.Category.Options = append(v.Category.Options, ui.Option{Value: string(c), Label: words.Category(ctx, c)})
	}
	v.Mark = markSelect(ctx, o.Goals, filter.mark)
	for _, g := range o.Goals {
		if filter.takes(g) {
			v.Goals = append(v.Goals, newGoalCard(ctx, o, g))
		}
	}
	if len(o.Goals) == 0 && mayWeigh(ctx) {
		v.ProposalsURL = yearURL(proposalsURL, o.Year)
	}
	switch {
	case len(o.Goals) > 0 && filter.mark != "":
		v.Empty = i18n.T(ctx, "Inget mål är märkt med det valda")
	case len(o.Goals) > 0:
		v.Empty = i18n.T(ctx, "Inget mål i området %s", words.Category(ctx, filter.category))
	case o.GoalsBefore > 0:
		before := strconv.Itoa(o.Year - 1)
		v.Copy = view.CopyOffer{Year: strconv.Itoa(o.Year),
			Text: i18n.N(ctx, "Börja med %d mål från %s", "Börja med de %d målen från %s", o.GoalsBefore, o.GoalsBefore, before)}
	}
	for _, s := range o.Selected {
		i, known := o.Indicator(s.IndicatorID)
		switch {
		case !known || s.GoalID != 0:
		case i.Category == quality.Process:
			v.Process = append(v.Process, newMeasureRow(ctx, o, i))
		default:
			v.Loose = append(v.Loose, newMeasureRow(ctx, o, i))
		}
	}
	return v
}

// markSelect chooses among what the year's goals are marked with; the zero one when nothing
// is marked.
func markSelect(ctx context.Context, all []quality.Goal, chosen quality.CareMark) ui.SelectProps {
	s := ui.SelectProps{Name: markName, Label: i18n.T(ctx, "Märkt med"), Value: string(chosen), Empty: i18n.T(ctx, "Alla mål")}
	for _, m := range quality.CareMarks() {
		if m == chosen || slices.ContainsFunc(all, func(g quality.Goal) bool { return slices.Contains(g.Marks, m) }) {
			s.Options = append(s.Options, ui.Option{Value: string(m), Label: words.CareMark(ctx, m)})
		}
	}
	if len(s.Options) == 0 {
		return ui.SelectProps{}
	}
	return s
}

// gaps are sentences about what the year's goals leave out. Before there is any
// goal everything is left out, and saying so helps nobody.
func gaps(ctx context.Context, o goals.Overview) []string {
	if len(o.Goals) == 0 {
		return nil
	}
	return gapWords(ctx, o.Gaps, o.Ceiling)
}

// gapWords are sentences about gaps; ceiling is how many goals the group means to have.
func gapWords(ctx context.Context, gaps []quality.Gap, ceiling int) []string {
	var list []string
	for _, gap := range gaps {
		switch {
		case gap.Unpromised != "":
			list = append(list, i18n.T(ctx, "Målet ”%s” tjänar inget patientlöfte.", gap.Unpromised))
		case gap.TooMany > 0:
			list = append(list, i18n.T(ctx, "Det är %d mål. Gruppen har bestämt högst %d.", gap.TooMany, ceiling))
		case gap.Category == quality.Nursing:
			list = append(list, i18n.T(ctx, "Omvårdnaden har inget mål."))
		case gap.Category == quality.PatientSatisfaction:
			list = append(list, i18n.T(ctx, "Patientnöjdheten har inget mål."))
		case gap.Category == quality.Medical:
			list = append(list, i18n.T(ctx, "Den medicinska kvaliteten har inget mål."))
		case gap.Scope == quality.ScopeHighlySpecialised:
			list = append(list, i18n.T(ctx, "Inget mått speglar den högspecialiserade vården."))
		case gap.Scope == quality.ScopeAllUnits:
			list = append(list, i18n.T(ctx, "Inget mått speglar den vård som alla kliniker ger."))
		}
	}
	return list
}

func newGoalCard(ctx context.Context, o goals.Overview, g quality.Goal) view.GoalCard {
	card := view.GoalCard{
		ID: "mal-" + number(g.ID), Title: g.Title, URL: "/mal/" + number(g.ID),
		Category: words.Category(ctx, g.Category), Value: g.ValueForChildren, Patients: g.PatientView, ICD10: g.ICD10, Gestation: g.Gestation,
		Marks: words.CareMarks(ctx, g.Marks),
	}
	for _, p := range o.Promises {
		if slices.Contains(g.Promises, p.ID) {
			card.Promises = append(card.Promises, p.Code+" "+p.Text)
		}
	}
	for _, l := range o.LongTerm {
		if l.ID == g.LongTermGoalID {
			card.LongTerm = l.Title
		}
	}
	for _, id := range g.Indicators {
		if i, known := o.Indicator(id); known {
			card.Measures = append(card.Measures, newMeasureRow(ctx, o, i))
		}
	}
	return card
}

func newMeasureRow(ctx context.Context, o goals.Overview, i quality.Indicator) view.MeasureRow {
	row := view.MeasureRow{
		Code: i.Code, Name: i.Definition.Name, URL: measureURL(i.Code), ResultURL: resultURL(i.Code, o.Year),
		Category: words.Category(ctx, i.Category), Scope: words.Scope(ctx, i.Scope),
		Certainty: words.ShortCertainty(ctx, i.Certainty),
	}
	for _, t := range o.TargetsOf(i.ID) {
		text := words.Target(ctx, t, i.Kind, i.Definition)
		if t.UnitID == 0 {
			row.Target = words.Sentence(text)
			row.Lowest = words.Sentence(words.LowestTarget(ctx, t, i.Kind, i.Definition))
			row.Challenging = words.ChallengingTarget(ctx, t, i.Kind, i.Definition)
			continue
		}
		for _, u := range o.Units {
			if u.ID == t.UnitID {
				row.Own = append(row.Own, i18n.T(ctx, "%s: %s", u.ShortName, text))
			}
		}
	}
	return row
}
