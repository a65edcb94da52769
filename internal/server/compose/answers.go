package compose

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// answered is what units said of the row's measure in the commentary round. It is said of
// the measure as a whole, and stands with the first of its parts.
func (c composer) answered(ctx context.Context, row analysis.Row) []edition.Statement {
	if row.Measure.Parts()[0].ID != row.Stratum.ID {
		return nil
	}
	var list []edition.Statement
	for _, u := range c.Answers.Units {
		if text := report.About(u.Answer, row.Measure.ID); text != "" {
			list = append(list, c.statement(ctx, u, text))
		}
	}
	return list
}

// answers is what the units say of their year in the commentary round, and who has said
// nothing; none when they have not been asked. What they say of process measures stands
// here too, since those are told of in one table.
func (c composer) answers(ctx context.Context) []edition.Block {
	if c.Answers.Standing.RoundOpenedAt == nil || len(c.Answers.Units) == 0 {
		return nil
	}
	blocks := []edition.Block{{Heading: c.answersHeading(ctx)},
		{Note: i18n.T(ctx, "Varje enhet har fått läsa sina sidor i rapporten och svara om de stämmer. Orden är enheternas egna.")}}
	var brief []string
	for _, u := range c.Answers.Units {
		said := c.said(ctx, u)
		switch {
		case len(said) > 0:
			blocks = append(blocks, said...)
		case u.State == report.Commented:
			brief = append(brief, i18n.T(ctx, "%s har skrivit vid måtten.", u.Unit.ShortName))
		case u.State == report.Confirmed:
			brief = append(brief, i18n.T(ctx, "%s har bekräftat utan kommentar.", u.Unit.ShortName))
		default:
			brief = append(brief, i18n.T(ctx, "%s har inte svarat.", u.Unit.ShortName))
		}
	}
	if len(brief) > 0 {
		blocks = append(blocks, edition.Block{List: brief})
	}
	return blocks
}

func (c composer) answersHeading(ctx context.Context) string {
	return i18n.T(ctx, "Enheternas egna ord")
}

// said is the unit's words about the year, and about its process measures.
func (c composer) said(ctx context.Context, u report.UnitAnswer) (blocks []edition.Block) {
	add := func(about, text string) {
		if text != "" {
			s := c.statement(ctx, u, text)
			s.About = about
			blocks = append(blocks, edition.Block{Statement: &s})
		}
	}
	add("", u.Answer.Body)
	seen := map[quality.IndicatorID]bool{}
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if row.Measure.Category == quality.Process && !seen[row.Measure.ID] {
				seen[row.Measure.ID] = true
				add(row.Definition.Name, report.About(u.Answer, row.Measure.ID))
			}
		}
	}
	return blocks
}

// statement is words of the unit's answer. Only the group reads who gave them.
func (c composer) statement(ctx context.Context, u report.UnitAnswer, text string) edition.Statement {
	s := edition.Statement{Unit: u.Unit.ShortName, UnitID: int64(u.Unit.ID), Text: text, Signed: i18n.T(ctx, "i synpunktsrundan")}
	if at := u.Answer.AnsweredAt; at != nil {
		s.Signed = i18n.T(ctx, "i synpunktsrundan, %s", i18n.LongDate(ctx, *at))
		if c.audience == edition.Internal && u.Answer.AnsweredBy != "" {
			s.Signed = i18n.T(ctx, "i synpunktsrundan, %s, %s", u.Answer.AnsweredBy, i18n.LongDate(ctx, *at))
		}
	}
	return s
}

// withAnswers puts the units' words after the overview, or in a section of their own last
// when the report has no overview: they stand in it whatever headings it has.
func (c composer) withAnswers(ctx context.Context, sections []edition.Section) []edition.Section {
	blocks := c.answers(ctx)
	if len(blocks) == 0 {
		return sections
	}
	for n := range sections {
		if sections[n].Content == "overview" {
			sections[n].Blocks = append(sections[n].Blocks, blocks...)
			return sections
		}
	}
	return append(sections, edition.Section{ID: "enheternas-ord", Heading: c.answersHeading(ctx), Content: "answers", Blocks: blocks[1:]})
}
