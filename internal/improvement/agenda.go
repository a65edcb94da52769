package improvement

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// AgendaItem is one thing that a meeting takes up.
type AgendaItem struct {
	ID        AgendaItemID
	GroupID   org.GroupID
	MeetingID org.MeetingID
	Position  int
	Title     string
	Note      string
	// Link is where what it is about can be read, an address within the site; "" for
	// nowhere.
	Link      string
	Presenter string
	Minutes   int    // how long it may take; zero when nobody has said
	Discussed string // what was said, for the minutes
	Version   int
}

// Check lists what is wrong with the item at its fields, or nil.
func (i AgendaItem) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", i.Title, 200)
	quality.FreeText(&v, "note", i.Note, 5000)
	checkSiteLink(&v, i.Link)
	quality.FreeText(&v, "presenter", i.Presenter, 100)
	if i.Minutes < 0 || i.Minutes > 600 {
		v.Add("minutes", "out_of_range", 1, 600)
	}
	return v.OrNil()
}

var sitePath = regexp.MustCompile(`^/[^/\s\\][^\s\\]*$`)

// checkSiteLink: a link leads within the site and nowhere else.
func checkSiteLink(v *fault.ValidationError, link string) {
	if link != "" && (!sitePath.MatchString(link) || len(link) > 500) {
		v.Add("link", "link_within")
	}
}

// MaxDiscussed is the most characters of what was said about one item.
const MaxDiscussed = 20_000

// Agenda is a meeting's items in their order.
type Agenda []AgendaItem

// Moved is the agenda with the item one step up or down, and every item's position
// counted anew.
func (a Agenda) Moved(id AgendaItemID, up bool) Agenda {
	moved := slices.Clone(a)
	n := slices.IndexFunc(moved, func(i AgendaItem) bool { return i.ID == id })
	to := n + 1
	if up {
		to = n - 1
	}
	if n >= 0 && to >= 0 && to < len(moved) {
		moved[n], moved[to] = moved[to], moved[n]
	}
	for n := range moved {
		moved[n].Position = n + 1
	}
	return moved
}

// Clock is when each item begins, for a meeting that begins at start: the zero time
// for those after an item that nobody has given any minutes.
func (a Agenda) Clock(start time.Time) []time.Time {
	clock := make([]time.Time, len(a))
	for n, item := range a {
		clock[n] = start
		switch {
		case item.Minutes == 0:
			start = time.Time{}
		case !start.IsZero():
			start = start.Add(time.Duration(item.Minutes) * time.Minute)
		}
	}
	return clock
}

// Minutes is how long all items together may take.
func (a Agenda) Minutes() int {
	sum := 0
	for _, item := range a {
		sum += item.Minutes
	}
	return sum
}

var lineMinutes = regexp.MustCompile(`^(.+?)\s*\(\s*([1-9]\d{0,2})\s*min\.?\s*\)$`)

// UsualAgenda reads an agenda with an item on each line; a line may end with how long
// it takes: "Läget i siffrorna (20 min)".
func UsualAgenda(text string) Agenda {
	var agenda Agenda
	for line := range strings.Lines(text) {
		item := AgendaItem{Title: strings.TrimSpace(line)}
		if item.Title == "" {
			continue
		}
		if found := lineMinutes.FindStringSubmatch(item.Title); found != nil {
			item.Title = found[1]
			item.Minutes, _ = strconv.Atoi(found[2]) // three digits at most
		}
		item.Position = len(agenda) + 1
		agenda = append(agenda, item)
	}
	return agenda
}
