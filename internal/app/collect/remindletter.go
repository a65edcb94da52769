package collect

import (
	"context"
	"fmt"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Letterhead is what reminders need from outside this room. They are always
// written in Swedish.
type Letterhead struct {
	// BaseURL is where people find Samsyn, for links: "https://samsyn.exempel.se".
	BaseURL string
	// Period is the period in running text: "kvartal 3 2026".
	Period func(context.Context, quality.Period) string
}

// url is a whole address.
func (h Letterhead) url(path string) string { return strings.TrimSuffix(h.BaseURL, "/") + path }

// period is the period in Swedish words.
func (h Letterhead) period(p quality.Period) string {
	return h.Period(i18n.WithLanguage(context.Background(), i18n.Swedish), p)
}

// The rules of a group that has not made its own: a week before, on the day and
// a week after, and a digest on Mondays.
var defaultReminding = postgres.ReminderSetting{Enabled: true, Days: []int{-7, 0, 7}, DigestWeekday: 1}

// defaultTexts are the words of a group that has not written its own.
var defaultTexts = map[quality.Occasion]postgres.ReminderText{
	quality.BeforeDue: {
		Subject: "Lämna in {period} för {enhet} senast {sista dag}",
		Body: "Hej {namn}!\n\nSiffrorna för {enhet}, {period}, ska lämnas in senast {sista dag}. {ifyllt}\n\n" +
			"Fyll i och lämna in här:\n{länk}\n\nHälsningar\n{grupp}",
	},
	quality.OnDue: {
		Subject: "Sista dagen i dag: {period} för {enhet}",
		Body: "Hej {namn}!\n\nI dag är sista dagen att lämna in siffrorna för {enhet}, {period}. {ifyllt}\n\n" +
			"Fyll i och lämna in här:\n{länk}\n\nGår det inte i dag, hör av dig till den som är sammanställande.\n\nHälsningar\n{grupp}",
	},
	quality.AfterDue: {
		Subject: "{enhet} har inte lämnat in {period}",
		Body: "Hej {namn}!\n\nSiffrorna för {enhet}, {period}, skulle ha lämnats in senast {sista dag}. {ifyllt}\n\n" +
			"Fyll i och lämna in här:\n{länk}\n\nHindrar något er, hör av dig till den som är sammanställande.\n\nHälsningar\n{grupp}",
	},
	quality.Mend: {
		Subject: "Siffror att rätta: {enhet}, {period}",
		Body: "Hej {namn}!\n\nSiffror för {enhet}, {period}, är återlämnade för att rättas. Varför står i formuläret.\n\n" +
			"Rätta och lämna in igen här:\n{länk}\n\nHindrar något er, hör av dig till den som är sammanställande.\n\nHälsningar\n{grupp}",
	},
	quality.Digest: {
		Subject: "Inrapporteringen i {grupp} just nu",
		Body:    "Hej {namn}!\n\n{lista}\n\nAlla enheter:\n{länk}",
	},
}

// written is a mail that is written but not addressed.
type written struct{ subject, body string }

// fill writes the text with the words in it. A subject is one line.
func fill(t postgres.ReminderText, words map[string]string) written {
	return written{strings.Join(strings.Fields(quality.FillText(t.Subject, words)), " "), quality.FillText(t.Body, words)}
}

// unitWords are the words of a reminder about a unit's period.
func (h Letterhead) unitWords(group org.Group, at Progress, name string) map[string]string {
	return map[string]string{
		quality.PlaceName: name, quality.PlaceUnit: at.Unit.ShortName, quality.PlaceGroup: group.Name,
		quality.PlacePeriod:   h.period(at.Period),
		quality.PlaceLastDay:  i18n.LongDate(i18n.WithLanguage(context.Background(), i18n.Swedish), at.Due),
		quality.PlaceProgress: fmt.Sprintf("%d av %d uppgifter är ifyllda.", at.Filled, at.Total),
		quality.PlaceLink:     h.url("/inrapportering/" + at.Unit.Code + "/" + at.Period.Code()),
	}
}
