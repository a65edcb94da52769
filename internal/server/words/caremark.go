package words

import (
	"context"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var careMarks = map[quality.CareMark]string{
	quality.KnowledgeBased:    i18n.Mark("kunskapsbaserad"),
	quality.SafeCare:          i18n.Mark("säker"),
	quality.PersonCentred:     i18n.Mark("individanpassad"),
	quality.EfficientCare:     i18n.Mark("effektiv"),
	quality.EqualCare:         i18n.Mark("jämlik"),
	quality.AccessibleCare:    i18n.Mark("tillgänglig"),
	quality.ResourceEfficient: i18n.Mark("resurseffektiv"),
}

// CareMark is a side of good care, in lower case; "" for none that there is.
func CareMark(ctx context.Context, m quality.CareMark) string {
	if text, known := careMarks[m]; known {
		return i18n.T(ctx, text)
	}
	return ""
}

// CareMarks are the marks in the order they are told of, with commas.
func CareMarks(ctx context.Context, marks []quality.CareMark) string {
	var list []string
	for _, m := range quality.CareMarks() {
		for _, own := range marks {
			if own == m {
				list = append(list, CareMark(ctx, m))
			}
		}
	}
	return strings.Join(list, ", ")
}
