package quality

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Occasion is why a reminder is sent.
type Occasion string

// The occasions. A reminder by hand is Now, in the words of another occasion: Mend's
// for what came back. Digest is the convener's weekly one. A Letter is about something
// else than figures to hand in.
const (
	BeforeDue Occasion = "before"
	OnDue     Occasion = "due"
	AfterDue  Occasion = "late"
	Mend      Occasion = "mend"
	Digest    Occasion = "digest"
	Now       Occasion = "now"
	Letter    Occasion = "letter"
)

// OccasionOn is the occasion that a day is, so many days from the due day.
func OccasionOn(days int) Occasion {
	switch {
	case days < 0:
		return BeforeDue
	case days == 0:
		return OnDue
	}
	return AfterDue
}

// remindWithin is how many days after its day a reminder may still be sent, for
// when nothing was running on the day itself.
const remindWithin = 3

// ReminderOn is the reminder to send today about what is due on a day: the
// latest one that has come, as days from the due day (negative is before). False
// when none has, or the latest is too old to be of use.
func ReminderOn(days []int, due, today time.Time) (fromDue int, ok bool) {
	passed := int(today.Sub(due).Hours() / 24)
	for _, d := range slices.Sorted(slices.Values(days)) {
		if d <= passed {
			fromDue, ok = d, passed-d < remindWithin
		}
	}
	return fromDue, ok
}

// The placeholders that a reminder's text may hold; FillText puts words in their
// place. They are what a coordinator writes, and so Swedish.
const (
	PlaceName     = "{namn}"
	PlaceUnit     = "{enhet}"
	PlacePeriod   = "{period}"
	PlaceLastDay  = "{sista dag}"
	PlaceLink     = "{länk}"
	PlaceGroup    = "{grupp}"
	PlaceList     = "{lista}"
	PlaceProgress = "{ifyllt}"
)

// Places lists the placeholders of the occasion's text.
func Places(o Occasion) []string {
	if o == Digest {
		return []string{PlaceName, PlaceGroup, PlaceList, PlaceLink}
	}
	return []string{PlaceName, PlaceUnit, PlacePeriod, PlaceLastDay, PlaceProgress, PlaceLink, PlaceGroup}
}

var place = regexp.MustCompile(`\{[^{}\n]*\}`)

// UnknownPlaces lists what stands in braces in the text and is no placeholder of
// the occasion.
func UnknownPlaces(o Occasion, text string) []string {
	var unknown []string
	for _, found := range place.FindAllString(text, -1) {
		if !slices.Contains(Places(o), strings.ToLower(found)) && !slices.Contains(unknown, found) {
			unknown = append(unknown, found)
		}
	}
	return unknown
}

// FillText puts the words in place of the placeholders, whatever their case. What
// the words themselves hold is left alone.
func FillText(text string, words map[string]string) string {
	return place.ReplaceAllStringFunc(text, func(found string) string {
		if word, known := words[strings.ToLower(found)]; known {
			return word
		}
		return found
	})
}
