package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

var careLevels = map[org.CareLevel]string{
	org.HighlySpecialised: i18n.Mark("Högspecialiserad neonatalvård"),
	org.GeneralCare:       i18n.Mark("Neonatalenhet"),
	org.BirthSite:         i18n.Mark("Förlossning utan neonatalenhet"),
}

// CareLevel is how advanced a unit's care is, in words.
func CareLevel(ctx context.Context, l org.CareLevel) string { return i18n.T(ctx, careLevels[l]) }
