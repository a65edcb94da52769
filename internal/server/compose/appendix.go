package compose

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// appendix is what is looked up: how the results are made, in plain words, what each
// measure counts, and in the group's own report the figures period by period.
func (c composer) appendix(ctx context.Context) []edition.Block {
	blocks := []edition.Block{{Heading: i18n.T(ctx, "Så är resultaten gjorda")}, {Terms: c.methods(ctx)}}
	blocks = append(blocks, c.definitions(ctx)...)
	return append(blocks, c.periods(ctx)...)
}

// methods are the methods in plain words, and what the words for a result's standing mean.
func (c composer) methods(ctx context.Context) []edition.Term {
	list := []edition.Term{
		{Term: i18n.T(ctx, "Värde"), Text: i18n.T(ctx, "Täljaren delad med nämnaren för hela året, ur enheternas egna siffror. Hela gruppens värde är alla enheters täljare delade med alla nämnare: en stor enhet väger mer än en liten.")},
		{Term: i18n.T(ctx, "95 % intervall"), Text: i18n.T(ctx, "Så mycket kan värdet bero på slumpen. Ett brett intervall betyder få barn. När två intervall inte går omlott är skillnaden säkert mer än slump; när de gör det går det ofta inte att säga.")},
		{Term: i18n.T(ctx, "Tratt"), Text: i18n.T(ctx, "Varje enhet mot hela gruppens värde. Linjerna visar hur långt från det en enhet kan hamna av bara slump: längre ju färre barn den har. Utanför de yttre linjerna hamnar ungefär två enheter av tusen.")},
		{Term: i18n.T(ctx, "Median över tid"), Text: i18n.T(ctx, "Linjen i mitten är medianen. Många värden i rad på samma sida, eller ovanligt få korsningar, är mer än slumpen ger. Då har något ändrats, men siffrorna säger inte vad.")},
	}
	for _, s := range []struct {
		status quality.Status
		text   string
	}{
		{quality.Met, i18n.T(ctx, "Resultatet når målet, även med hänsyn till osäkerheten.")},
		{quality.ProbablyMet, i18n.T(ctx, "Resultatet når målet, men slumpen kan förklara det.")},
		{quality.Uncertain, i18n.T(ctx, "Resultatet når inte målet, men slumpen kan förklara det: barnen är för få för att avgöra.")},
		{quality.NotMet, i18n.T(ctx, "Resultatet når inte målet, även med hänsyn till osäkerheten.")},
		{quality.Followed, i18n.T(ctx, "Måttet följs utan att det finns ett mål.")},
		{quality.MissingStatus, i18n.T(ctx, "Enheten har angett att uppgiften saknas, och varför.")},
		{quality.NotApplied, i18n.T(ctx, "Måttet gäller inte enheten.")},
	} {
		cell := analysis.Cell{Judgement: quality.Judgement{Status: s.status}}
		list = append(list, edition.Term{Term: looks.StatusText(ctx, looks.Status(cell)), Text: s.text})
	}
	if c.Data.Group.MaskingThreshold > 0 && c.audience == edition.Public {
		list = append(list, edition.Term{Term: words.Status(ctx, quality.MaskedStatus), Text: i18n.T(ctx,
			"Tal som bygger på färre än %d barn visas inte, och inte heller det som de skulle gå att räkna ut av.", c.Data.Group.MaskingThreshold)})
	}
	return list
}

// definitions is the definitions that the year's measures had, each once.
func (c composer) definitions(ctx context.Context) (blocks []edition.Block) {
	seen := map[quality.IndicatorID]bool{}
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if seen[row.Measure.ID] {
				continue
			}
			seen[row.Measure.ID] = true
			blocks = append(blocks, edition.Block{Heading: row.Definition.Name}, edition.Block{Terms: definition(ctx, row)})
		}
	}
	return blocks
}

func definition(ctx context.Context, row analysis.Row) (list []edition.Term) {
	d := row.Definition
	top, bottom := i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare")
	if row.Measure.Kind != quality.Proportion && row.Measure.Kind != quality.Rate {
		top, bottom = i18n.T(ctx, "Det som anges"), i18n.T(ctx, "Underlag")
	}
	for _, t := range []edition.Term{
		{Term: top, Text: d.NumeratorText},
		{Term: bottom, Text: strings.Trim(d.DenominatorText, "–")},
		{Term: i18n.T(ctx, "Räknas inte med"), Text: d.Exclusions},
		{Term: i18n.T(ctx, "Diagnoskoder"), Text: d.ICD10},
		{Term: i18n.T(ctx, "Graviditetslängd"), Text: d.Gestation},
		{Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: d.DataSource},
		{Term: i18n.T(ctx, "Källa till definitionen"), Text: d.Source},
		{Term: i18n.T(ctx, "Gäller från"), Text: i18n.LongDate(ctx, d.ValidFrom)},
	} {
		if t.Text != "" {
			list = append(list, t)
		}
	}
	return list
}

// periods are the units' figures period by period; only the group's own report has them,
// since quarters could be subtracted from a year where something is hidden.
func (c composer) periods(ctx context.Context) (blocks []edition.Block) {
	if c.audience == edition.Public {
		return nil
	}
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if row.Measure.Category == quality.Process || !row.Measure.Kind.Numeric() {
				continue
			}
			if t := c.periodTable(ctx, row); len(t.Columns) > 2 && len(t.Rows) > 0 {
				blocks = append(blocks, edition.Block{Table: &t})
			}
		}
	}
	if len(blocks) > 0 {
		blocks = append([]edition.Block{{Heading: i18n.T(ctx, "Period för period")}}, blocks...)
	}
	return blocks
}

// periodTable is a measure's part for each unit in each of the year's periods.
func (c composer) periodTable(ctx context.Context, row analysis.Row) edition.Table {
	t := edition.Table{ID: Anchor(row) + "-perioder", Caption: i18n.T(ctx, "%s, %s", rowTitle(row), strconv.Itoa(c.Year)), Columns: []edition.Column{{Text: i18n.T(ctx, "Enhet")}}}
	line := c.timeline(row.Measure, row.Stratum)
	var at []int
	for n, p := range line.Periods {
		if p.LastYear() == c.Year && p.Months < 12 {
			at = append(at, n)
			t.Columns = append(t.Columns, edition.Column{Text: words.ShortPeriod(ctx, p), Number: true})
		}
	}
	for _, l := range line.Units {
		if !row.Includes(l.Unit) {
			continue
		}
		cells := []edition.Cell{{Text: l.Unit.ShortName}}
		for _, n := range at {
			r := l.Results[n]
			cells = append(cells, edition.Cell{Text: words.Value(ctx, r), Detail: words.Basis(ctx, r), Number: r.Point})
		}
		t.Rows = append(t.Rows, edition.Row{Cells: cells})
	}
	return t
}
