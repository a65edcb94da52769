package collect

import (
	"context"

	"samsyn/internal/i18n"
)

// newEntryWords is what the form's script says, in the reader's language.
// Where a text holds {1} and {2}, the script puts words in their place.
func newEntryWords(ctx context.Context) map[string]string {
	return map[string]string{
		"saving":    i18n.T(ctx, "Sparar …"),
		"unsaved":   i18n.T(ctx, "Inte sparad"),
		"saved":     i18n.T(ctx, "Sparad"),
		"allSaved":  i18n.T(ctx, "Allt är sparat"),
		"waits":     i18n.T(ctx, "{1} inte sparade"),
		"waitsOne":  i18n.T(ctx, "1 inte sparad"),
		"wrong":     i18n.T(ctx, "Inte sparad: något behöver rättas"),
		"choose":    i18n.T(ctx, "Inte sparad: välj vad som ska gälla"),
		"offline":   i18n.T(ctx, "Inte sparad: ingen kontakt. Det du skrev finns kvar på den här datorn och sparas när det går."),
		"signedOut": i18n.T(ctx, "Inte sparad: du är utloggad. Det du skrev finns kvar här. Logga in igen så sparas det."),
		"signIn":    i18n.T(ctx, "Logga in igen"),
		"closed":    i18n.T(ctx, "Inte sparad: uppgiften kan inte ändras längre."),
		"restored":  i18n.T(ctx, "Skrevs {1} utan att sparas"),
		"left":      i18n.T(ctx, "Det här skrev du {1}, men uppgiften kan inte ändras nu: {2}"),
		"pasted":    i18n.T(ctx, "{1} värden inklistrade."),
		"undone":    i18n.T(ctx, "Inklistringen är ångrad."),
		"notNumber": i18n.T(ctx, "Inget tal"),
		"noRoom":    i18n.T(ctx, "{1} värden får inte plats och tas inte med."),
	}
}
