package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var occasions = map[quality.Occasion]string{
	quality.BeforeDue: i18n.Mark("Före sista dag"),
	quality.OnDue:     i18n.Mark("På sista dagen"),
	quality.AfterDue:  i18n.Mark("Efter sista dag"),
	quality.Mend:      i18n.Mark("När något är återlämnat, skickad för hand"),
	quality.Digest:    i18n.Mark("Veckans översikt till sammanställande"),
	quality.Now:       i18n.Mark("Skickad för hand"),
	quality.Letter:    i18n.Mark("Brev"),
}

// Occasion is why a reminder is sent.
func Occasion(ctx context.Context, o quality.Occasion) string { return i18n.T(ctx, occasions[o]) }

var weekdays = [...]string{i18n.Mark("Måndag"), i18n.Mark("Tisdag"), i18n.Mark("Onsdag"), i18n.Mark("Torsdag"),
	i18n.Mark("Fredag"), i18n.Mark("Lördag"), i18n.Mark("Söndag")}

// Weekdays are the days of the week, from Monday.
func Weekdays(ctx context.Context) []string {
	names := make([]string, len(weekdays))
	for n, name := range weekdays {
		names[n] = i18n.T(ctx, name)
	}
	return names
}
