package words

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

var careLevels = map[org.CareLevel]string{
	org.HighlySpecialised: i18n.Mark("Högspecialiserad vård"),
	org.GeneralCare:       i18n.Mark("Specialiserad vård"),
	org.BirthSite:         i18n.Mark("Förlossning utan neonatalenhet"),
}

// CareLevel is how advanced a unit's care is, in words.
func CareLevel(ctx context.Context, l org.CareLevel) string { return i18n.T(ctx, careLevels[l]) }

// Written says who wrote something and when; without a name only when.
func Written(ctx context.Context, name string, at time.Time) string {
	if name == "" {
		return i18n.T(ctx, "Skrivet %s", i18n.LongDate(ctx, at))
	}
	return i18n.T(ctx, "Skrivet av %s, %s", name, i18n.LongDate(ctx, at))
}
