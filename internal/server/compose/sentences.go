package compose

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/prose"
	"samsyn/internal/quality"
)

// Sentence is one that the data can write. It is made of references, so that it stays true
// when the figures change; it claims no cause and ranks nobody.
type Sentence struct {
	Text  string // to put into a text, with references
	Reads string // as it reads now
}

// SectionSentences are what the data can say in a section with the content.
func SectionSentences(ctx context.Context, r *report.Report, content string) []Sentence {
	c := newComposer(r)
	set := map[string]string{"medical": prose.Medical, "nursing": prose.Nursing, "patient_satisfaction": prose.Patient}[content]
	var list []string
	switch {
	case set != "":
		list = c.ofSet(ctx, set)
		for _, row := range c.rowsOf(set, c.Year) {
			list = append(list, c.reached(ctx, row)...)
		}
	case content == "overview" || content == "text":
		list = append(c.ofSet(ctx, prose.All), c.ofMissing(ctx, prose.All))
	case content == "data_quality":
		list = append(list, c.ofMissing(ctx, prose.All))
		for _, row := range c.rowsOf(prose.All, c.Year) {
			if len(row.Total.Gaps) > 0 {
				list = append(list, i18n.T(ctx, "%s: det saknas %s.", c.ref(row, prose.Name), c.ref(row, prose.Missing)))
			}
		}
	case content == "variation":
		for _, row := range c.rowsOf(prose.All, c.Year) {
			if c.compared(row) {
				list = append(list, i18n.T(ctx, "%s, skillnaden mellan enheterna: %s.", c.ref(row, prose.Name), c.ref(row, prose.Spread)))
			}
		}
	}
	return c.sentences(ctx, list)
}

// MeasureSentences are what the data can say of a measure, part by part.
func MeasureSentences(ctx context.Context, r *report.Report, id quality.IndicatorID) []Sentence {
	c := newComposer(r)
	var list []string
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if row.Measure.ID != id {
				continue
			}
			list = append(list, c.reached(ctx, row)...)
			list = append(list, c.valued(ctx, row)...)
			if c.compared(row) {
				list = append(list, i18n.T(ctx, "%s, skillnaden mellan enheterna: %s.", c.ref(row, prose.Name), c.ref(row, prose.Spread)))
			}
			if len(row.Total.Gaps) > 0 {
				list = append(list, i18n.T(ctx, "Det saknas %s.", c.ref(row, prose.Missing)))
			}
		}
	}
	return c.sentences(ctx, list)
}

// ofSet is how a set of measures stands, and what has moved.
func (c composer) ofSet(ctx context.Context, set string) (list []string) {
	rows := c.rowsOf(set, c.Year)
	of := func(form prose.Form) string { return c.setRef(set, form) }
	if slices.ContainsFunc(rows, func(r analysis.Row) bool { return isJudged(r.Total) }) {
		list = append(list, i18n.T(ctx, "För hela gruppen nåddes målet i %s. Säkert nåddes det i %s, och säkert inte i %s.",
			of(prose.Reached), of(prose.Surely), of(prose.Missed)))
	}
	for _, way := range []struct {
		form prose.Form
		text string
	}{
		{prose.Improved, i18n.T(ctx, "Bättre än året före, mer än slumpen förklarar: %s.", of(prose.Improved))},
		{prose.Worsened, i18n.T(ctx, "Sämre än året före, mer än slumpen förklarar: %s.", of(prose.Worsened))},
	} {
		if len(mostCertain(rows, way.form)) > 0 {
			list = append(list, way.text)
		}
	}
	return list
}

func (c composer) ofMissing(ctx context.Context, set string) string {
	return i18n.T(ctx, "Det saknas %s för året.", c.setRef(set, prose.Missing))
}

// reached is how many of the units reach the target; nothing when none can be judged.
func (c composer) reached(ctx context.Context, row analysis.Row) []string {
	if !judgesUnits(row) || !slices.ContainsFunc(row.Units, isJudged) {
		return nil
	}
	return []string{i18n.T(ctx, "%s: %s nådde målet (%s). Säkert nådde %s det och säkert inte %s; för %s kan slumpen avgöra.", c.ref(row, prose.Name),
		c.ref(row, prose.Reached), c.ref(row, prose.Target), c.ref(row, prose.Surely), c.ref(row, prose.Missed), c.ref(row, prose.Unclear))}
}

// valued is the group's value, and how it has moved.
func (c composer) valued(ctx context.Context, row analysis.Row) (list []string) {
	if !row.Total.Known() {
		return nil
	}
	value := c.ref(row, prose.Value)
	if row.Measure.Kind == quality.Proportion {
		value += " (" + c.ref(row, prose.Counts) + ")"
	}
	list = append(list, i18n.T(ctx, "%s, hela gruppen: %s.", c.ref(row, prose.Name), value))
	if row.Total.Change != nil {
		list = append(list, i18n.T(ctx, "%s, hela gruppen mot året före: %s.", c.ref(row, prose.Name), c.ref(row, prose.Change)))
	}
	return list
}

// compared reports whether chance has a say in the differences between the row's units.
func (c composer) compared(row analysis.Row) bool {
	switch c.Data.Variation(row).Verdict {
	case analysis.ChanceEnough, analysis.PerhapsMore, analysis.MoreThanChance:
		return true
	}
	return false
}

// ref is a reference to the whole group's result in the row, as it is typed.
func (c composer) ref(row analysis.Row, form prose.Form) string {
	return prose.Reference{Code: row.Measure.Code, Period: quality.WholeYear(c.Year), Names: row.Stratum.Name, Form: form}.String()
}

func (c composer) setRef(set string, form prose.Form) string {
	return prose.Reference{Code: set, Period: quality.WholeYear(c.Year), Form: form}.String()
}

func (c composer) sentences(ctx context.Context, list []string) []Sentence {
	sentences := make([]Sentence, len(list))
	for n, text := range list {
		sentences[n] = Sentence{Text: text, Reads: prose.Plain(text, c.resolver(ctx))}
	}
	return sentences
}

// written puts what the group says of the measure into its pages. It is about the whole
// measure, so it stands with the last of its parts, and the message with the first.
func (c composer) written(ctx context.Context, row analysis.Row, m *edition.Measure) {
	parts, text := row.Measure.Parts(), c.TextOf(row.Measure.ID)
	m.Message = c.message(ctx, row)
	if row.Stratum.ID != parts[len(parts)-1].ID {
		return
	}
	m.Discussion, m.Assessment, m.Next = c.prose(ctx, text.Discussion), c.prose(ctx, text.Assessment), c.prose(ctx, text.NextSteps)
}

// message is how it went in one sentence or two: the group's own, else the data's; ""
// when there is nothing to say.
func (c composer) message(ctx context.Context, row analysis.Row) string {
	if own := c.TextOf(row.Measure.ID).Message; own != "" && row.Stratum.ID == row.Measure.Parts()[0].ID {
		return prose.Plain(own, c.resolver(ctx))
	}
	var list []string
	if judgesUnits(row) && slices.ContainsFunc(row.Units, isJudged) {
		list = append(list, i18n.T(ctx, "%s nådde målet (%s).", c.ref(row, prose.Reached), c.ref(row, prose.Target)))
	}
	if row.Total.Known() {
		list = append(list, i18n.T(ctx, "Hela gruppen: %s.", c.ref(row, prose.Value)))
	}
	return prose.Plain(strings.Join(list, " "), c.resolver(ctx))
}

// DataMessage is the message that the data writes for the measure's first part; "" when
// there is nothing to say.
func DataMessage(ctx context.Context, r *report.Report, id quality.IndicatorID) string {
	without := *r
	without.Texts = nil
	c := newComposer(&without)
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if row.Measure.ID == id {
				return c.message(ctx, row)
			}
		}
	}
	return ""
}

// MeasurePages are the measure's pages as they stand in the report, one for each part. The
// error is a chart that cannot be drawn as it is put together: a programmer's.
func MeasurePages(ctx context.Context, r *report.Report, id quality.IndicatorID) (list []edition.Measure, err error) {
	c := newComposer(r)
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if row.Measure.ID != id {
				continue
			}
			m, err := c.measure(ctx, row)
			if err != nil {
				return nil, err
			}
			list = append(list, m)
		}
	}
	return list, nil
}
