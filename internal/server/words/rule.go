package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// Rule is what a rule across measures says, as a sentence about the two measures.
func Rule(ctx context.Context, r quality.Rule, left, right quality.Indicator) string {
	a, b := term(ctx, r.Left, left), term(ctx, r.Right, right)
	switch r.Relation {
	case quality.AtMost:
		return Sentence(i18n.T(ctx, "%s ska vara högst %s.", a, b))
	case quality.AtLeast:
		return Sentence(i18n.T(ctx, "%s ska vara minst %s.", a, b))
	}
	return Sentence(i18n.T(ctx, "%s ska vara lika med %s.", a, b))
}

// term is one side of a rule: the measure by its name, or a part of it.
func term(ctx context.Context, t quality.Term, i quality.Indicator) string {
	name := i.Definition.Name
	switch {
	case t.Part == quality.NumeratorPart:
		return i18n.T(ctx, "täljaren i ”%s”", name)
	case t.Part == quality.DenominatorPart && (i.Kind == quality.Mean || i.Kind == quality.Score):
		return i18n.T(ctx, "antalet i ”%s”", name)
	case t.Part == quality.DenominatorPart:
		return i18n.T(ctx, "nämnaren i ”%s”", name)
	}
	return i18n.T(ctx, "”%s”", name)
}

var parts = map[quality.Part]string{
	quality.ValuePart:       i18n.Mark("Värdet"),
	quality.NumeratorPart:   i18n.Mark("Täljaren"),
	quality.DenominatorPart: i18n.Mark("Nämnaren, eller antalet för ett medelvärde"),
}

// Part is a part of a figure in words.
func Part(ctx context.Context, p quality.Part) string { return i18n.T(ctx, parts[p]) }

var relations = map[quality.Relation]string{
	quality.AtMost:  i18n.Mark("ska vara högst"),
	quality.AtLeast: i18n.Mark("ska vara minst"),
	quality.Equals:  i18n.Mark("ska vara lika med"),
}

// Relation is how the two sides of a rule shall stand to each other, in words.
func Relation(ctx context.Context, r quality.Relation) string { return i18n.T(ctx, relations[r]) }
