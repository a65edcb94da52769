package goals

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// sourceName is the choice of template in an address and in a form.
const sourceName = "kalla"

const (
	measuresFromURL = "/mal/fran-mall"
	goalsFromURL    = "/mal/mal-fran-mall"
	guideURL        = "/gruppen/start"
)

// EditMeasuresFrom shows the measures that can be taken from somebody else.
func (h *Handlers) EditMeasuresFrom(w http.ResponseWriter, r *http.Request) error {
	return h.showMeasuresFrom(w, r, page.NewForm(url.Values{sourceName: {r.URL.Query().Get(sourceName)}}))
}

func (h *Handlers) showMeasuresFrom(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	o, err := h.room.Offer(ctx, visitor.Actor, visitor.Group.ID, form.Value(sourceName))
	if err != nil {
		return err
	}
	v := newTemplateView(ctx, form, o, visitor)
	v.Action, v.Heading.Title = measuresFromURL, i18n.T(ctx, "Hämta mått")
	v.Heading.Lead = i18n.T(ctx, "Måtten blir gruppens egna, med definition och källa kvar, och märks som förslag tills ni har granskat dem.")
	v.OwnURL, v.OwnText, v.Submit = "/mal/nytt-matt", i18n.T(ctx, "Skriv ett eget mått"), i18n.T(ctx, "Hämta måtten")
	v.Groups = measureChoices(ctx, form, o)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.FromTemplate(v)})
}

// CopyMeasures adds the chosen measures to the group's library.
func (h *Handlers) CopyMeasures(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t, err := readTaking(form, visitor)
	if err != nil {
		return err
	}
	t.Codes = form.Values("measures")
	taken, err := h.room.CopyMeasures(ctx, visitor.Actor, t)
	if form.Rejected(err) {
		return h.showMeasuresFrom(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, guideURL, takenMessages(ctx, taken)...)
}

// EditGoalsFrom shows the goals that can be taken from somebody else.
func (h *Handlers) EditGoalsFrom(w http.ResponseWriter, r *http.Request) error {
	return h.showGoalsFrom(w, r, page.NewForm(url.Values{sourceName: {r.URL.Query().Get(sourceName)}}))
}

func (h *Handlers) showGoalsFrom(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	o, err := h.room.Offer(ctx, visitor.Actor, visitor.Group.ID, form.Value(sourceName))
	if err != nil {
		return err
	}
	v := newTemplateView(ctx, form, o, visitor)
	v.Action, v.Heading.Title = goalsFromURL, i18n.T(ctx, "Hämta mål")
	v.Heading.Lead = i18n.T(ctx, "Att börja med och ändra. Mått som saknas i gruppen följer med.")
	v.OwnURL, v.OwnText, v.Submit = "/mal/nytt", i18n.T(ctx, "Skriv ett eget mål"), i18n.T(ctx, "Hämta målen")
	v.WithTargets = &ui.CheckboxProps{Name: "with_targets", Label: i18n.T(ctx, "Ta med målvärdena"), Checked: form.Bool("with_targets"),
		Description: i18n.T(ctx, "De är någon annans. Låt bli om gruppen vill bestämma själv.")}
	if len(o.Template.Goals) > 0 {
		v.Groups = []ui.ChoiceGroupProps{goalChoices(ctx, form, o.Template)}
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.FromTemplate(v)})
}

// CopyGoals adds the chosen goals to the group's year.
func (h *Handlers) CopyGoals(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t, err := readTaking(form, visitor)
	if err != nil {
		return err
	}
	t.Goals, t.WithTargets = form.Values("goals"), form.Bool("with_targets")
	taken, err := h.room.CopyGoals(ctx, visitor.Actor, t)
	if form.Rejected(err) {
		return h.showGoalsFrom(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL("/mal", t.Year), takenMessages(ctx, taken)...)
}

func readTaking(form *page.Form, visitor page.Visitor) (goals.Taking, error) {
	t := goals.Taking{GroupID: visitor.Group.ID, Template: form.Value(sourceName)}
	var err error
	if t.Year, err = strconv.Atoi(form.Value("year")); err != nil {
		return t, fault.ErrNotFound
	}
	return t, nil
}

// takenMessages say what came of it.
func takenMessages(ctx context.Context, t goals.Taken) []ui.FlashProps {
	var list []ui.FlashProps
	if t.Goals > 0 {
		list = append(list, page.Done(i18n.N(ctx, "Ett mål är tillagt.", "%d mål är tillagda.", t.Goals)))
	}
	switch {
	case t.Measures > 0:
		list = append(list, page.Done(i18n.N(ctx, "Ett mått är tillagt.", "%d mått är tillagda.", t.Measures)))
	case t.Goals == 0:
		list = append(list, ui.FlashProps{Kind: ui.Info, Text: i18n.T(ctx, "Gruppen hade redan måtten.")})
	}
	for _, name := range t.Followed {
		list = append(list, ui.FlashProps{Kind: ui.Info, Text: i18n.T(ctx, "”%s” följde med, för ett annat av måtten gäller bara efter svaret där.", name)})
	}
	return list
}

func newTemplateView(ctx context.Context, form *page.Form, o goals.Offer, visitor page.Visitor) view.TemplateView {
	v := view.TemplateView{
		FormState: ui.FormState{BackURL: guideURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading:   ui.PageHeadingProps{Trail: []ui.Link{{Text: visitor.Group.Name, URL: "/gruppen"}, {Text: i18n.T(ctx, "Steg för steg"), URL: guideURL}}},
		Key:       o.Template.Key, Sources: len(o.Sources),
		Source: ui.SelectProps{Name: sourceName, Label: i18n.T(ctx, "Hämta från"), Value: o.Template.Key},
		Year:   ui.SelectProps{Name: "year", Label: i18n.T(ctx, "Gäller från och med år"), Value: form.Value("year")},
		Lead:   i18n.T(ctx, "Så som %s har det nu.", o.Template.Name),
	}
	if o.Template.Library {
		v.Lead = i18n.T(ctx, "Biblioteket som följer med Samsyn: %s. Källan följer med varje mått.", o.Template.Name)
	}
	for _, s := range o.Sources {
		label := s.Name
		if s.Library {
			label = i18n.T(ctx, "Biblioteket: %s", s.Name)
		}
		v.Source.Options = append(v.Source.Options, ui.Option{Value: s.Key, Label: label})
	}
	for year := visitor.Now.Year(); year <= visitor.Now.Year()+1; year++ {
		v.Year.Options = append(v.Year.Options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	return v
}

// measureChoices are the template's measures by category; those that the group has
// already are there and cannot be chosen.
func measureChoices(ctx context.Context, form *page.Form, o goals.Offer) []ui.ChoiceGroupProps {
	var groups []ui.ChoiceGroupProps
	for _, category := range quality.Categories() {
		g := ui.ChoiceGroupProps{Name: "measures", Legend: words.Category(ctx, category), Chosen: form.Values("measures")}
		for _, m := range o.Template.Measures {
			if m.Indicator.Category != category {
				continue
			}
			option := ui.Option{Value: m.Indicator.Code, Label: m.Indicator.Definition.Name, Description: words.ReportingLength(ctx, m.Indicator.Definition.ReportingMonths)}
			if text := m.Indicator.Definition.NumeratorText; text != "" {
				option.Description += ". " + text
			}
			if o.Has(m) {
				option.Disabled, option.Description = true, i18n.T(ctx, "Finns redan i gruppen.")
			}
			g.Options = append(g.Options, option)
		}
		if len(groups) > 0 {
			g.ID = "measures-" + strconv.Itoa(len(groups)+1)
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	if len(groups) > 0 {
		groups[0].Error = form.Error(ctx, "measures")
	}
	return groups
}

// goalChoices are the template's goals, with the measures that show each.
func goalChoices(ctx context.Context, form *page.Form, t goals.Template) ui.ChoiceGroupProps {
	g := ui.ChoiceGroupProps{Name: "goals", Legend: i18n.T(ctx, "Mål"), Chosen: form.Values("goals"), Error: form.Error(ctx, "goals")}
	for _, goal := range t.Goals {
		option := ui.Option{Value: goal.Key, Label: goal.Title, Description: words.Category(ctx, goal.Category)}
		if goal.Year != 0 {
			option.Description += ", " + strconv.Itoa(goal.Year)
		}
		for n, code := range goal.Indicators {
			sep := ", "
			if n == 0 {
				sep = ": "
			}
			for _, m := range t.Measures {
				if m.Indicator.Code == code {
					option.Description += sep + m.Indicator.Definition.Name
				}
			}
		}
		g.Options = append(g.Options, option)
	}
	return g
}
