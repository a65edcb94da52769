package compose

import (
	"context"
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
)

// programmes are the teams and the introductions that went on in the year: which units took
// part, and what came of it.
func (c composer) programmes(ctx context.Context) []edition.Block {
	var blocks []edition.Block
	if len(c.Work.Teams) > 0 {
		blocks = append(blocks, edition.Block{Table: c.teamTable(ctx)})
	}
	if lines := c.teamCourses(ctx); len(lines) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Så går det i teamen")}, edition.Block{List: lines},
			edition.Block{Note: i18n.T(ctx, "Teamens egna siffror visas bara som summor av minst tre enheter.")})
	}
	if len(c.Work.Introductions) > 0 {
		blocks = append(blocks, edition.Block{Table: c.introductionTable(ctx)})
	}
	return blocks
}

func (c composer) teamTable(ctx context.Context) *edition.Table {
	t := &edition.Table{ID: "team-tabell", Caption: i18n.T(ctx, "Förbättringsteam under året"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Team")}, {Text: i18n.T(ctx, "Enheter")}, {Text: i18n.T(ctx, "Läge")}, {Text: i18n.T(ctx, "Mål")}, {Text: i18n.T(ctx, "Vad det gav")}}}
	for _, team := range c.Work.Teams {
		var units []string
		for _, u := range team.Units {
			units = append(units, u.Name)
		}
		when := i18n.T(ctx, "%s till %s", i18n.LongDate(ctx, team.BeginsOn), i18n.LongDate(ctx, team.EndsOn))
		if team.SettledOn != nil {
			when = i18n.LongDate(ctx, *team.SettledOn)
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: team.Title, Detail: team.Aim}, {Text: strings.Join(units, ", ")},
			{Text: words.TeamState(ctx, team.State), Detail: when}, {Text: orNone(strings.Join(team.Goals, "; "))},
			{Text: orNone(team.EndNote), Detail: team.Continues}}})
	}
	return t
}

// teamCourses is how it goes in the teams' own measures, a line for each.
func (c composer) teamCourses(ctx context.Context) (lines []string) {
	for _, team := range c.Work.Teams {
		for _, l := range team.Lines {
			lines = append(lines, i18n.T(ctx, "%s. %s: %s", team.Title, l.Measure.Name, words.TeamCourse(ctx, l)))
		}
	}
	return lines
}

func (c composer) introductionTable(ctx context.Context) *edition.Table {
	t := &edition.Table{ID: "inforanden-tabell", Caption: i18n.T(ctx, "Införanden av vårdförlopp under året"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Införande")}, {Text: i18n.T(ctx, "Läge")}, {Text: i18n.T(ctx, "Enheterna")}, {Text: i18n.T(ctx, "Vad det gav")}}}
	for _, i := range c.Work.Introductions {
		when := i18n.T(ctx, "sedan %s", i18n.LongDate(ctx, i.StartsOn))
		if i.EndedOn != nil {
			when = i18n.LongDate(ctx, *i.EndedOn)
		}
		var stands []string
		for _, state := range improvement.PathwayUnitStates() {
			var names []string
			for _, u := range i.Units {
				if u.State == state {
					names = append(names, u.UnitName)
				}
			}
			if len(names) > 0 {
				stands = append(stands, i18n.T(ctx, "%s: %s.", words.PathwayUnitState(ctx, state), strings.Join(names, ", ")))
			}
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: i.Title, Detail: i.Aim}, {Text: words.PathwayState(ctx, i.State), Detail: when},
			{Text: orNone(strings.Join(stands, " "))}, {Text: orNone(i.EndNote), Detail: i.CarriedOn}}})
	}
	return t
}

// orNone is the text, or the sign for none.
func orNone(text string) string {
	if text == "" {
		return i18n.NoValue
	}
	return text
}
