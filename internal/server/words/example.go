package words

import (
	"context"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var exampleStates = map[improvement.ExampleState]string{
	improvement.ExampleDraft:     i18n.Mark("Utkast"),
	improvement.ExamplePublished: i18n.Mark("Publicerat"),
	improvement.ExampleWithdrawn: i18n.Mark("Tillbakadraget"),
}

// ExampleState is where a good example stands.
func ExampleState(ctx context.Context, s improvement.ExampleState) string {
	return i18n.T(ctx, exampleStates[s])
}

var adoptionStates = map[improvement.AdoptionState]string{
	improvement.Considering: i18n.Mark("Överväger"),
	improvement.Trying:      i18n.Mark("Prövar"),
	improvement.Introduced:  i18n.Mark("Infört"),
	improvement.NotForUs:    i18n.Mark("Inte för oss"),
}

// AdoptionState is how far a unit has come with an example; "" for one that has said
// nothing.
func AdoptionState(ctx context.Context, s improvement.AdoptionState) string {
	if text, known := adoptionStates[s]; known {
		return i18n.T(ctx, text)
	}
	return ""
}

// Spread is how many units do as in an example: "prövas av 2, infört av 1"; "" when none
// has said anything.
func Spread(ctx context.Context, s improvement.Spread) string {
	var parts []string
	if s.Introduced > 0 {
		parts = append(parts, i18n.T(ctx, "infört av %d", s.Introduced))
	}
	if s.Trying > 0 {
		parts = append(parts, i18n.T(ctx, "prövas av %d", s.Trying))
	}
	if s.Considering > 0 {
		parts = append(parts, i18n.T(ctx, "övervägs av %d", s.Considering))
	}
	if s.NotForUs > 0 {
		parts = append(parts, i18n.T(ctx, "inte aktuellt för %d", s.NotForUs))
	}
	return strings.Join(parts, ", ")
}

// FileSize is how large a file is: "640 kB", "1,2 MB".
func FileSize(ctx context.Context, bytes int) string {
	if bytes < 1_000_000 {
		return i18n.T(ctx, "%d kB", max(1, (bytes+500)/1000))
	}
	return i18n.T(ctx, "%s MB", i18n.Number(ctx, float64(bytes)/1_000_000, 1))
}
