package words

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/i18n"
)

// ClockSince is a time of day, with its day when that is another than the one it is told
// from: "kl. 14:02", "28 februari 2026 kl. 02:15".
func ClockSince(ctx context.Context, t, from time.Time) string {
	if i18n.Date(ctx, t) == i18n.Date(ctx, from) {
		return i18n.T(ctx, "kl. %s", i18n.Clock(ctx, t))
	}
	return i18n.T(ctx, "%s kl. %s", i18n.LongDate(ctx, t), i18n.Clock(ctx, t))
}

// Duration is a time that passes, in whole minutes: "1 timme och 30 minuter".
func Duration(ctx context.Context, d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	var parts []string
	if hours > 0 {
		parts = append(parts, i18n.N(ctx, "%d timme", "%d timmar", hours, hours))
	}
	if minutes > 0 || hours == 0 {
		parts = append(parts, i18n.N(ctx, "%d minut", "%d minuter", minutes, minutes))
	}
	return strings.Join(parts, i18n.T(ctx, " och "))
}

var signedInMethods = map[string]string{
	"password":          i18n.Mark("med lösenord"),
	"password+code":     i18n.Mark("med lösenord och kod"),
	"password+recovery": i18n.Mark("med lösenord och reservkod"),
	"passkey":           i18n.Mark("med lösennyckel"),
}

// SignedInHow says how somebody signed in, to stand after "Inloggad"; "" for a way that
// is not ours and not known.
func SignedInHow(ctx context.Context, method string) string {
	if mark, known := signedInMethods[method]; known {
		return i18n.T(ctx, mark)
	}
	return ""
}

// Browser names a browser and where it runs: "Firefox på Windows".
func Browser(ctx context.Context, browser, system string) string {
	switch {
	case browser == "" && system == "":
		return i18n.T(ctx, "Okänd webbläsare")
	case browser == "":
		return i18n.T(ctx, "Okänd webbläsare på %s", system)
	case system == "":
		return browser
	}
	return i18n.T(ctx, "%s på %s", browser, system)
}
