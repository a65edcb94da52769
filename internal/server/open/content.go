package open

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/open"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// previewed says, to somebody who looks at a page before it is opened, that nobody else sees it.
func previewed(ctx context.Context, asked open.Asked) string {
	if asked.By.Person.ID == 0 {
		return ""
	}
	return i18n.T(ctx, "Så här ser sidan ut för den som inte har loggat in. Så länge den inte är öppnad ser ingen annan den.")
}

// goalsPage is the goals of the latest locked year.
func (h *Handlers) goalsPage(ctx context.Context, asked open.Asked) (content, error) {
	g, err := h.room.Goals(ctx, asked)
	if err != nil {
		return content{}, err
	}
	v := view.PublicView{Preview: previewed(ctx, asked), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Mål"), Trail: trail(ctx, g.Group)}}
	if g.Year == 0 {
		v.Sections = []view.Section{{ID: "mal", Title: i18n.T(ctx, "Årets mål"), Empty: i18n.T(ctx, "Gruppen har inte bestämt sina mål än.")}}
		return made(v.Heading.Title+", "+g.Group.Name, frame(ctx, g.Group, "mal", v)), nil
	}
	v.Heading.Title = i18n.T(ctx, "Mål %s", strconv.Itoa(g.Year))
	v.Heading.Lead = i18n.T(ctx, "Det här har gruppen bestämt sig för att nå tillsammans under året.")
	for n, goal := range g.Goals {
		v.Sections = append(v.Sections, goalSection(ctx, g, goal, strconv.Itoa(n+1)))
	}
	return made(v.Heading.Title+", "+g.Group.Name, frame(ctx, g.Group, "mal", v)), nil
}

// goalSection is a goal with its measures and what they are to reach.
func goalSection(ctx context.Context, g open.Goals, goal quality.Goal, id string) view.Section {
	s := view.Section{ID: "mal-" + id, Title: goal.Title, Lang: written(ctx)}
	s.Definitions = []ui.Definition{
		{Term: i18n.T(ctx, "Område"), Text: words.Category(ctx, goal.Category)},
		{Term: i18n.T(ctx, "Värde för barn och familjer"), Text: goal.ValueForChildren, Lang: written(ctx)},
		{Term: i18n.T(ctx, "Så har patienter och närstående varit med"), Text: goal.PatientView, Lang: written(ctx)},
		{Term: i18n.T(ctx, "Löften till patienterna"), Text: promises(g.Promises, goal.Promises), Lang: written(ctx)},
	}
	t := view.Table{ID: "matt-" + id, Caption: i18n.T(ctx, "Så följs målet"), Columns: []string{i18n.T(ctx, "Mått"), i18n.T(ctx, "Målvärde")}}
	for _, id := range goal.Indicators {
		i := slices.IndexFunc(g.Measures, func(m quality.Indicator) bool { return m.ID == id })
		if i < 0 {
			continue
		}
		d := g.Measures[i].Definition
		t.Rows = append(t.Rows, []view.Cell{{Text: d.Name, Note: d.NumeratorText, Lang: written(ctx), NoteLang: written(ctx)}, {Text: target(ctx, g, g.Measures[i])}})
	}
	if len(t.Rows) > 0 {
		s.Tables = []view.Table{t}
	}
	return s
}

func target(ctx context.Context, g open.Goals, m quality.Indicator) string {
	for _, t := range g.Targets {
		if t.IndicatorID == m.ID {
			return words.Target(ctx, t, m.Kind, m.Definition)
		}
	}
	return i18n.T(ctx, "Följs utan målvärde")
}

// promises are the texts of those with the ids.
func promises(all []quality.Promise, ids []quality.PromiseID) string {
	var texts []string
	for _, p := range all {
		if slices.Contains(ids, p.ID) {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, "; ")
}

// examplesPage is the good examples that everybody may read.
func (h *Handlers) examplesPage(ctx context.Context, asked open.Asked) (content, error) {
	e, err := h.room.Examples(ctx, asked)
	if err != nil {
		return content{}, err
	}
	v := view.PublicView{Preview: previewed(ctx, asked), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Goda exempel"), Trail: trail(ctx, e.Group),
		Lead: i18n.T(ctx, "Så har enheter gjort något bättre. Varje exempel visas för att enheten har sagt ja till det.")}}
	s := view.Section{ID: "exempel", Title: i18n.T(ctx, "Exempel"), Empty: i18n.T(ctx, "Inget exempel är öppnat för alla än.")}
	for _, x := range e.Examples {
		link := ui.Link{Text: x.Title, URL: groupURL(ctx, e.Group, "/exempel/"+page.Digits(x.ID)), Lang: written(ctx)}
		if asked.By.Person.ID != 0 {
			link.URL = "/forbattring/exempel/" + page.Digits(x.ID) // there is no page for all to lead to yet
		}
		s.Ways = append(s.Ways, ui.Way{Link: link, Text: unitName(e.Units, x.UnitID) + ", " + i18n.LongDate(ctx, x.PublishedAt.In(i18n.Location()))})
	}
	v.Sections = []view.Section{s}
	return made(v.Heading.Title+", "+e.Group.Name, frame(ctx, e.Group, "exempel", v)), nil
}

func unitName(units []org.Unit, id org.UnitID) string {
	for _, u := range units {
		if u.ID == id {
			return u.Name
		}
	}
	return ""
}

// examplePage is one good example, without whom to ask.
func (h *Handlers) examplePage(ctx context.Context, asked open.Asked, id improvement.ExampleID) (content, error) {
	e, err := h.room.Example(ctx, asked, id)
	if err != nil {
		return content{}, err
	}
	x := e.Examples[0]
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: x.Title, Lang: written(ctx), LeadLang: written(ctx), Lead: unitName(e.Units, x.UnitID),
		Trail: trail(ctx, e.Group, ui.Link{Text: i18n.T(ctx, "Goda exempel"), URL: groupURL(ctx, e.Group, "/exempel")})}}
	for _, part := range []struct{ id, title, text string }{
		{"problem", i18n.T(ctx, "Så var det"), x.Problem}, {"gjort", i18n.T(ctx, "Det här gjorde enheten"), x.Done}, {"krav", i18n.T(ctx, "Det här krävdes"), x.Conditions},
		{"resultat", i18n.T(ctx, "Så blev det"), x.Result}, {"varfor", i18n.T(ctx, "Därför gick det bra"), x.SuccessFactors},
		{"loften", i18n.T(ctx, "Löften till patienterna"), promises(e.Promises, x.Promises)}} {
		if part.text != "" {
			v.Sections = append(v.Sections, view.Section{ID: part.id, Title: part.title, Paragraphs: paragraphs(part.text), ParagraphsLang: written(ctx)})
		}
	}
	return content{page.Page{Title: x.Title + ", " + e.Group.Name, Content: view.Public(frame(ctx, e.Group, "exempel/"+page.Digits(id), v))},
		i18n.T(ctx, "Ett gott exempel från %s.", unitName(e.Units, x.UnitID))}, nil
}

// paragraphs are a text's, which people write with empty lines between them.
func paragraphs(text string) (list []string) {
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// actionsPage is what is being done, without who does it.
func (h *Handlers) actionsPage(ctx context.Context, asked open.Asked) (content, error) {
	a, err := h.room.Actions(ctx, asked)
	if err != nil {
		return content{}, err
	}
	v := view.PublicView{Preview: previewed(ctx, asked), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Det här görs"), Trail: trail(ctx, a.Group),
		Lead: i18n.T(ctx, "Det här gör enheterna för att vården ska bli bättre.")}}
	for _, state := range []struct {
		state           improvement.ActionState
		id, title, none string
	}{{improvement.ActionOngoing, "pagar", i18n.T(ctx, "Pågår"), i18n.T(ctx, "Inget pågår just nu.")}, {improvement.ActionPlanned, "planeras", i18n.T(ctx, "Planeras"), ""},
		{improvement.ActionDone, "gjort", i18n.T(ctx, "Gjort"), ""}} {
		t := view.Table{ID: state.id + "-tabell", Caption: state.title, Columns: []string{i18n.T(ctx, "Vad"), i18n.T(ctx, "Var"), i18n.T(ctx, "Hör till målet")}}
		for _, row := range a.Rows {
			if row.State == state.state {
				t.Rows = append(t.Rows, []view.Cell{{Text: row.Area, Lang: written(ctx)}, where(ctx, row), {Text: dash(row.GoalTitle), Lang: written(ctx)}})
			}
		}
		if len(t.Rows) > 0 {
			v.Sections = append(v.Sections, view.Section{ID: state.id, Title: state.title, Tables: []view.Table{t}})
		} else if state.none != "" {
			v.Sections = append(v.Sections, view.Section{ID: state.id, Title: state.title, Empty: state.none})
		}
	}
	return made(v.Heading.Title+", "+a.Group.Name, frame(ctx, a.Group, "atgarder", v)), nil
}

func where(ctx context.Context, row open.ActionRow) view.Cell {
	if row.UnitID == 0 {
		return view.Cell{Text: i18n.T(ctx, "Alla enheter tillsammans")}
	}
	return view.Cell{Text: row.UnitName, Lang: written(ctx)}
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
