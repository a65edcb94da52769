package open

import (
	"context"
	"fmt"
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
func previewed(asked open.Asked) string {
	if asked.By.Person.ID == 0 {
		return ""
	}
	return "Så här ser sidan ut för den som inte har loggat in. Så länge den inte är öppnad ser ingen annan den."
}

// goalsPage is the goals of the latest locked year.
func (h *Handlers) goalsPage(ctx context.Context, asked open.Asked) (page.Page, error) {
	g, err := h.room.Goals(ctx, asked)
	if err != nil {
		return page.Page{}, err
	}
	v := view.PublicView{Preview: previewed(asked), Heading: ui.PageHeadingProps{Title: "Mål", Trail: []ui.Link{{Text: g.Group.Name, URL: groupURL(g.Group)}}}}
	if g.Year == 0 {
		v.Sections = []view.Section{{ID: "mal", Title: "Årets mål", Empty: "Gruppen har inte bestämt sina mål än."}}
		return page.Page{Title: "Mål, " + g.Group.Name, Content: view.Public(frame(g.Group, "mal", v))}, nil
	}
	v.Heading.Title = fmt.Sprintf("Mål %d", g.Year)
	v.Heading.Lead = "Det här har gruppen bestämt sig för att nå tillsammans under året."
	for n, goal := range g.Goals {
		s := view.Section{ID: "mal-" + strconv.Itoa(n+1), Title: goal.Title}
		s.Definitions = []ui.Definition{
			{Term: "Område", Text: words.Category(ctx, goal.Category)},
			{Term: "Värde för barn och familjer", Text: goal.ValueForChildren},
			{Term: "Så har patienter och närstående varit med", Text: goal.PatientView},
			{Term: "Löften till patienterna", Text: promises(g.Promises, goal.Promises)},
		}
		t := view.Table{ID: "matt-" + strconv.Itoa(n+1), Caption: "Så följs målet", Columns: []string{"Mått", "Målvärde"}}
		for _, id := range goal.Indicators {
			i := slices.IndexFunc(g.Measures, func(m quality.Indicator) bool { return m.ID == id })
			if i < 0 {
				continue
			}
			t.Rows = append(t.Rows, []view.Cell{{Text: g.Measures[i].Definition.Name, Note: g.Measures[i].Definition.NumeratorText}, {Text: target(ctx, g, g.Measures[i])}})
		}
		if len(t.Rows) > 0 {
			s.Tables = []view.Table{t}
		}
		v.Sections = append(v.Sections, s)
	}
	return page.Page{Title: fmt.Sprintf("Mål %d, %s", g.Year, g.Group.Name), Content: view.Public(frame(g.Group, "mal", v))}, nil
}

func target(ctx context.Context, g open.Goals, m quality.Indicator) string {
	for _, t := range g.Targets {
		if t.IndicatorID == m.ID {
			return words.Target(ctx, t, m.Kind, m.Definition)
		}
	}
	return "Följs utan målvärde"
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
func (h *Handlers) examplesPage(ctx context.Context, asked open.Asked) (page.Page, error) {
	e, err := h.room.Examples(ctx, asked)
	if err != nil {
		return page.Page{}, err
	}
	v := view.PublicView{Preview: previewed(asked), Heading: ui.PageHeadingProps{Title: "Goda exempel", Trail: []ui.Link{{Text: e.Group.Name, URL: groupURL(e.Group)}},
		Lead: "Så har enheter gjort något bättre. Varje exempel visas för att enheten har sagt ja till det."}}
	s := view.Section{ID: "exempel", Title: "Exempel", Empty: "Inget exempel är öppnat för alla än."}
	for _, x := range e.Examples {
		link := ui.Link{Text: x.Title, URL: groupURL(e.Group) + "/exempel/" + page.Digits(x.ID)}
		if asked.By.Person.ID != 0 {
			link.URL = "#exempel" // there is no page to lead to yet
		}
		s.Ways = append(s.Ways, ui.Way{Link: link, Text: unitName(e.Units, x.UnitID) + ", " + i18n.LongDate(ctx, x.PublishedAt.In(i18n.Location()))})
	}
	v.Sections = []view.Section{s}
	return page.Page{Title: "Goda exempel, " + e.Group.Name, Content: view.Public(frame(e.Group, "exempel", v))}, nil
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
func (h *Handlers) examplePage(ctx context.Context, asked open.Asked, id improvement.ExampleID) (page.Page, error) {
	e, err := h.room.Example(ctx, asked, id)
	if err != nil {
		return page.Page{}, err
	}
	x := e.Examples[0]
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: x.Title, Lead: unitName(e.Units, x.UnitID),
		Trail: []ui.Link{{Text: e.Group.Name, URL: groupURL(e.Group)}, {Text: "Goda exempel", URL: groupURL(e.Group) + "/exempel"}}}}
	for _, part := range []struct{ id, title, text string }{
		{"problem", "Så var det", x.Problem}, {"gjort", "Det här gjorde enheten", x.Done}, {"krav", "Det här krävdes", x.Conditions},
		{"resultat", "Så blev det", x.Result}, {"varfor", "Därför gick det bra", x.SuccessFactors}, {"loften", "Löften till patienterna", promises(e.Promises, x.Promises)}} {
		if part.text != "" {
			v.Sections = append(v.Sections, view.Section{ID: part.id, Title: part.title, Paragraphs: paragraphs(part.text)})
		}
	}
	return page.Page{Title: x.Title, Content: view.Public(frame(e.Group, "exempel", v))}, nil
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
func (h *Handlers) actionsPage(ctx context.Context, asked open.Asked) (page.Page, error) {
	a, err := h.room.Actions(ctx, asked)
	if err != nil {
		return page.Page{}, err
	}
	v := view.PublicView{Preview: previewed(asked), Heading: ui.PageHeadingProps{Title: "Det här görs", Trail: []ui.Link{{Text: a.Group.Name, URL: groupURL(a.Group)}},
		Lead: "Det här gör enheterna för att vården ska bli bättre."}}
	for _, state := range []struct {
		state           improvement.ActionState
		id, title, none string
	}{{improvement.ActionOngoing, "pagar", "Pågår", "Inget pågår just nu."}, {improvement.ActionPlanned, "planeras", "Planeras", ""}, {improvement.ActionDone, "gjort", "Gjort", ""}} {
		t := view.Table{ID: state.id + "-tabell", Caption: state.title, Columns: []string{"Vad", "Var", "Hör till målet"}}
		for _, row := range a.Rows {
			if row.State == state.state {
				t.Rows = append(t.Rows, []view.Cell{{Text: row.Area}, {Text: where(row)}, {Text: dash(row.GoalTitle)}})
			}
		}
		if len(t.Rows) > 0 {
			v.Sections = append(v.Sections, view.Section{ID: state.id, Title: state.title, Tables: []view.Table{t}})
		} else if state.none != "" {
			v.Sections = append(v.Sections, view.Section{ID: state.id, Title: state.title, Empty: state.none})
		}
	}
	return page.Page{Title: "Det här görs, " + a.Group.Name, Content: view.Public(frame(a.Group, "atgarder", v))}, nil
}

func where(row open.ActionRow) string {
	if row.UnitID == 0 {
		return "Alla enheter tillsammans"
	}
	return row.UnitName
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
