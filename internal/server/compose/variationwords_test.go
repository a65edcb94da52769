package compose

import (
	"context"
	"slices"
	"testing"
)

// A sentence about many measures names whole ones in fewer words, and counts the rest.
func TestVariationInFewerWords(t *testing.T) {
	const said = "Enheterna skiljer sig mer än slumpen förklarar för "
	b := variationWords(context.Background(), []string{"Amning, helt", "Smärta", "Hud mot hud", "Kateter"}, 9)
	if b.Paragraph != said+"4 av 9 mått: Amning, helt, Smärta, Hud mot hud och Kateter." {
		t.Errorf("%q", b.Paragraph)
	}
	if want := []string{said + "4 av 9 mått: Amning, helt, Smärta, Hud mot hud och 1 till.", said + "4 av 9 mått: Amning, helt, Smärta och 2 till.",
		said + "4 av 9 mått: Amning, helt och 3 till.", said + "4 av 9 mått."}; !slices.Equal(b.Shorter, want) {
		t.Errorf("%q", b.Shorter)
	}
	if b := variationWords(context.Background(), []string{"Smärta"}, 9); !slices.Equal(b.Shorter, []string{said + "1 av 9 mått."}) {
		t.Errorf("one: %q", b.Shorter)
	}
}
