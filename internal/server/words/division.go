package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var divisionKinds = map[quality.DivisionKind]string{
	quality.ByGestation:  i18n.Mark("Graviditetslängd"),
	quality.BySex:        i18n.Mark("Kön"),
	quality.ByHomeRegion: i18n.Mark("Hemregion"),
	quality.ByOther:      i18n.Mark("Något annat"),
}

// DivisionKind is what children are divided by.
func DivisionKind(ctx context.Context, k quality.DivisionKind) string {
	return i18n.T(ctx, divisionKinds[k])
}
