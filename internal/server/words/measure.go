package words

import (
	"context"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

var kinds = map[quality.Kind]string{
	quality.Proportion: i18n.Mark("Andel: täljare av nämnare, i procent"),
	quality.Rate:       i18n.Mark("Frekvens: händelser per vårddygn eller liknande"),
	quality.Mean:       i18n.Mark("Medelvärde, med antal och spridning"),
	quality.Score:      i18n.Mark("Poäng på en skala, med antal och spridning"),
	quality.Count:      i18n.Mark("Antal"),
	quality.YesNo:      i18n.Mark("Ja eller nej"),
	quality.Text:       i18n.Mark("Text"),
	quality.Gestation:  i18n.Mark("Graviditetslängd, i veckor och dagar"),
}

// Kind is the kind of measure, in words.
func Kind(ctx context.Context, k quality.Kind) string { return i18n.T(ctx, kinds[k]) }

var shortCertainties = map[quality.Certainty]string{
	quality.Sourced:       i18n.Mark("Står i källan"),
	quality.PartlySourced: i18n.Mark("Delvis i källan"),
	quality.Proposal:      i18n.Mark("Förslag att granska"),
}

// ShortCertainty is how well a definition is founded, in a word or two for a list.
func ShortCertainty(ctx context.Context, c quality.Certainty) string {
	return i18n.T(ctx, shortCertainties[c])
}

var targetKinds = map[quality.TargetKind]string{
	quality.ValueTarget:   i18n.Mark("Nå ett värde"),
	quality.BetterHalf:    i18n.Mark("Vara bland den bättre halvan av enheterna"),
	quality.SmallerSpread: i18n.Mark("Mindre skillnad mellan enheterna än året före"),
	quality.FollowOnly:    i18n.Mark("Följas, utan målvärde"),
}

// TargetKind is what it means to reach a target, in words.
func TargetKind(ctx context.Context, k quality.TargetKind) string {
	return i18n.T(ctx, targetKinds[k])
}

// ReportingLength is how often a measure is reported, in words, from the length
// of its period in months.
func ReportingLength(ctx context.Context, months int) string {
	switch months {
	case 1:
		return i18n.T(ctx, "Varje månad")
	case 3:
		return i18n.T(ctx, "Varje kvartal")
	case 4:
		return i18n.T(ctx, "Varje tertial")
	case 12:
		return i18n.T(ctx, "En gång om året")
	}
	return i18n.T(ctx, "Vart %s år, för hela tiden", ordinal(ctx, months/12))
}

func ordinal(ctx context.Context, n int) string {
	switch n {
	case 2:
		return i18n.T(ctx, "annat")
	case 3:
		return i18n.T(ctx, "tredje")
	case 4:
		return i18n.T(ctx, "fjärde")
	case 5:
		return i18n.T(ctx, "femte")
	}
	return strconv.Itoa(n)
}

var participations = map[org.Participation]string{
	org.Full:        i18n.Mark("Resultat och processmått"),
	org.ProcessOnly: i18n.Mark("Bara processmått"),
}

// Participation is what a unit takes part in, in words.
func Participation(ctx context.Context, p org.Participation) string {
	return i18n.T(ctx, participations[p])
}
