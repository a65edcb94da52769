package compose

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// fewestInPicture is how many measures make a picture of them worth its place.
const fewestInPicture = 3

// variation is how much more the units differ than chance makes them, measure by measure.
// It is an order of measures, never of units.
func (c composer) variation(ctx context.Context) ([]edition.Block, error) {
	list := c.Data.Variations(c.blocks)
	t := edition.Table{ID: "variation-tabell", Caption: i18n.T(ctx, "Skillnader mellan enheterna, %s", strconv.Itoa(c.Year)), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Mått")}, {Text: i18n.T(ctx, "Enheter"), Number: true}, {Text: i18n.T(ctx, "Lägst–högst"), Number: true},
		{Text: i18n.T(ctx, "Variation mot slumpen"), Number: true}, {Text: i18n.T(ctx, "Vad det betyder")}}}
	var more []string
	times := 0
	for _, m := range list {
		if m.Verdict == analysis.NotTested || m.Units+m.Hidden == 0 {
			continue
		}
		if m.Varies() {
			more = append(more, rowTitle(m.Row))
		}
		if m.Times != nil {
			times++
		}
		units := float64(m.Units)
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: rowTitle(m.Row), Anchor: Anchor(m.Row)}, {Text: i18n.Integer(ctx, int64(m.Units)), Number: &units},
			{Text: ends(ctx, m)}, {Text: words.Times(ctx, m.Times), Number: m.Times}, {Text: words.ShortVerdict(ctx, m.Verdict)}}})
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	blocks := []edition.Block{variationWords(ctx, more, len(t.Rows))}
	if times >= fewestInPicture {
		drawing := looks.Variations(ctx, list, strconv.Itoa(c.Year))
		p, err := pictureOf("variation-bild", "spread", drawing, drawing.Alt)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, edition.Block{Picture: &p})
	}
	return append(blocks, edition.Block{Table: &t}, edition.Block{Note: i18n.T(ctx,
		"1 gång är så mycket som slumpen ensam ger när barnen är så få som de är. Skillnader som är större än slumpen kan bero på vården, på vilka barn som vårdas eller på hur siffrorna tas fram: siffrorna säger inte vilket.")}), nil
}

// mostNamed is how many measures the longest of the shorter sentences names.
const mostNamed = 3

// variationWords says which measures differ between units by more than chance explains; in
// fewer words it names the first of them alone, or none.
func variationWords(ctx context.Context, more []string, tested int) edition.Block {
	if len(more) == 0 {
		return edition.Block{Paragraph: i18n.N(ctx, "För det mått som går att pröva skiljer sig enheterna inte mer än slumpen kan förklara. Det betyder inte att de är lika.",
			"För inget av de %d måtten skiljer sig enheterna mer än slumpen kan förklara. Det betyder inte att de är lika.", tested, tested)}
	}
	said := func(named string) string {
		return i18n.N(ctx, "Enheterna skiljer sig mer än slumpen förklarar för %d av %d mått: %s.", "Enheterna skiljer sig mer än slumpen förklarar för %d av %d mått: %s.",
			len(more), len(more), tested, named)
	}
	b := edition.Block{Paragraph: said(enumerated(ctx, more))}
	for named := min(mostNamed, len(more)-1); named > 0; named-- {
		b.Shorter = append(b.Shorter, said(i18n.T(ctx, "%s och %d till", strings.Join(more[:named], ", "), len(more)-named)))
	}
	b.Shorter = append(b.Shorter, i18n.N(ctx, "Enheterna skiljer sig mer än slumpen förklarar för %d av %d mått.", "Enheterna skiljer sig mer än slumpen förklarar för %d av %d mått.",
		len(more), len(more), tested))
	return b
}

// enumerated is the words in a row: "a, b och c".
func enumerated(ctx context.Context, list []string) string {
	switch n := len(list); n {
	case 0:
		return ""
	case 1:
		return list[0]
	default:
		text := list[0]
		for _, w := range list[1 : n-1] {
			text += ", " + w
		}
		return i18n.T(ctx, "%s och %s", text, list[n-1])
	}
}

// ends are the lowest and the highest unit's values; "" when they are not known, as when
// some unit is hidden.
func ends(ctx context.Context, m analysis.MeasureVariation) string {
	if m.Lowest == nil || m.Highest == nil {
		return ""
	}
	return i18n.T(ctx, "%s till %s", words.Measured(ctx, m.Row.Measure.Kind, m.Row.Definition, *m.Lowest),
		words.Measured(ctx, m.Row.Measure.Kind, m.Row.Definition, *m.Highest))
}
