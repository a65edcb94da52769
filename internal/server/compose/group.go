package compose

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// group is what the group is asked to do, who is in it, and when it met.
func (c composer) group(ctx context.Context) []edition.Block {
	var blocks []edition.Block
	if list := c.mandate(ctx); len(list) > 0 {
		blocks = append(blocks, edition.Block{Terms: list})
	}
	if t := c.members(ctx); len(t.Rows) > 0 {
		blocks = append(blocks, edition.Block{Table: &t})
	}
	return append(blocks, c.meetings(ctx)...)
}

// mandate is the group's mandate and its units, in facts.
func (c composer) mandate(ctx context.Context) (list []edition.Term) {
	if m := c.Work.Mandate; m.Title != "" {
		list = append(list, edition.Term{Term: i18n.T(ctx, "Uppdrag"), Text: m.Title})
		given := m.GivenBy
		if m.GivenOn != nil {
			given = strings.TrimPrefix(given+", "+i18n.LongDate(ctx, *m.GivenOn), ", ")
		}
		if given != "" {
			list = append(list, edition.Term{Term: i18n.T(ctx, "Uppdragsgivare"), Text: given})
		}
	}
	var names []string
	year := quality.WholeYear(c.Year)
	for _, u := range c.Data.Units {
		if u.ActiveDuring(year.Start(), year.End()) {
			names = append(names, u.ShortName)
		}
	}
	if len(names) > 0 {
		list = append(list, edition.Term{Term: i18n.T(ctx, "Enheter under året"), Text: strings.Join(names, ", ")})
	}
	return list
}

// members is who had which role at the end of the year; in the group's own report.
func (c composer) members(ctx context.Context) edition.Table {
	t := edition.Table{ID: "medlemmar-tabell", Caption: i18n.T(ctx, "Gruppens medlemmar vid årets slut"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Roll")}, {Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Namn")}}}
	if !c.mayName() {
		return t
	}
	for _, m := range c.Work.Members {
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: words.Role(ctx, m.Role)}, {Text: c.unitName(m.UnitID)}, {Text: m.Name}}})
	}
	return t
}

// unitName is the unit's short name; "" for none.
func (c composer) unitName(id org.UnitID) string {
	for _, u := range c.Data.Units {
		if u.ID == id {
			return u.ShortName
		}
	}
	return ""
}

// doer is who does something: a unit, or the clinics together.
func (c composer) doer(ctx context.Context, id org.UnitID) string {
	if name := c.unitName(id); name != "" {
		return name
	}
	return i18n.T(ctx, "Gemensamt")
}

// meetings are those held in the year with what they decided.
func (c composer) meetings(ctx context.Context) []edition.Block {
	if len(c.Work.Meetings) == 0 {
		return nil
	}
	t := edition.Table{ID: "moten-tabell", Caption: i18n.T(ctx, "Möten under året"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Dag")}, {Text: i18n.T(ctx, "Möte")}, {Text: i18n.T(ctx, "Minnesanteckningar")}, {Text: i18n.T(ctx, "Beslut"), Number: true}}}
	for _, m := range c.Work.Meetings {
		minutes := i18n.T(ctx, "Utkast")
		if m.Published() {
			minutes = m.MinutesName()
		}
		decided := 0
		for _, d := range c.Work.Decisions {
			if d.MeetingID == m.ID {
				decided++
			}
		}
		number := float64(decided)
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: i18n.LongDate(ctx, m.StartsAt)}, {Text: m.Title, Detail: words.MeetingKind(ctx, m.Kind)},
			{Text: minutes}, {Text: i18n.Integer(ctx, int64(decided)), Number: &number}}})
	}
	blocks := []edition.Block{{Table: &t}}
	var decisions []string
	byDay := slices.Clone(c.Work.Decisions)
	slices.SortStableFunc(byDay, func(a, b report.Decision) int { return a.StartsAt.Compare(b.StartsAt) })
	for _, d := range byDay {
		if d.PublishedAt != nil { // a draft's may still be worded otherwise
			decisions = append(decisions, i18n.LongDate(ctx, d.StartsAt)+": "+d.Text)
		}
	}
	if len(decisions) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Beslut")}, edition.Block{List: decisions})
	}
	return blocks
}
