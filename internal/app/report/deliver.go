package report

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The longest name of who something was delivered to, the longest note, in characters, and
// how many it may be delivered to at once.
const (
	maxWhom       = 300
	maxNote       = 2000
	mostReceivers = 100
)

// Delivery is who an edition was delivered to on a day.
type Delivery struct {
	AskedEdition
	Day *time.Time
	// Up are those above the group, Down its own clinics and units, and Sideways others
	// like it.
	Up, Down, Sideways []string
	Note               string
}

// Deliver notes that the edition has been delivered, once for each receiver. When it went
// up, the receiving body's chair and the group's members get a letter.
func (room *Room) Deliver(ctx context.Context, actor org.Actor, d Delivery) error {
	if !actor.May(org.FixReport, d.AskedEdition.Group, 0) {
		return fault.ErrForbidden
	}
	return room.changeEdition(ctx, actor, d.AskedEdition, func(tx *postgres.Tx, w EditionWay) (postgres.AuditEntry, error) {
		entry := postgres.AuditEntry{Action: "report.deliver"}
		if err := room.checkDelivery(d, w.Edition); err != nil {
			return entry, err
		}
		var whom []string
		for _, to := range []struct {
			direction string
			names     []string
		}{{"up", d.Up}, {"down", d.Down}, {"sideways", d.Sideways}} {
			for _, name := range to.names {
				whom = append(whom, name)
				v := Event{EditionID: w.ID, Kind: Delivered, HappenedOn: *d.Day, Direction: to.direction, WithWhom: name, Note: d.Note, NotedAt: room.now()}
				if _, err := tx.AddEditionEvent(ctx, v, actor.Person.ID); err != nil {
					return entry, err
				}
			}
		}
		entry.After = newKeptEvent(w.Edition, Event{HappenedOn: *d.Day, WithWhom: strings.Join(whom, ", "), Note: d.Note})
		if len(d.Up) == 0 {
			return entry, nil
		}
		return entry, room.tellDelivered(ctx, tx, actor, w.Edition, d)
	})
}

func (room *Room) checkDelivery(d Delivery, e Edition) error {
	var v fault.ValidationError
	room.checkDay(&v, d.Day, e)
	if len(d.Up)+len(d.Down)+len(d.Sideways) == 0 {
		v.Add("up", "receiver_required")
	}
	if len(d.Up)+len(d.Down)+len(d.Sideways) > mostReceivers {
		v.Add("up", "too_many_receivers", mostReceivers)
	}
	checkReceivers(&v, "up", d.Up)
	checkReceivers(&v, "down", d.Down)
	checkReceivers(&v, "sideways", d.Sideways)
	quality.FreeText(&v, "note", d.Note, maxNote)
	return v.OrNil()
}

func checkReceivers(v *fault.ValidationError, field string, names []string) {
	for _, name := range names {
		quality.FreeText(v, field, name, maxWhom)
	}
}

// checkDay: what happens to an edition happens when it is there, and is noted afterwards.
func (room *Room) checkDay(v *fault.ValidationError, day *time.Time, e Edition) {
	switch {
	case day == nil:
		v.Add("day", "required")
	case day.After(org.DayOf(room.now())):
		v.Add("day", "date_future")
	case day.Before(org.DayOf(e.FixedAt.In(room.now().Location()))):
		v.Add("day", "date_before_fixed")
	}
}

// keptEvent is what the log keeps of what has happened to an edition.
type keptEvent struct {
	Edition  string `json:"edition"`
	Day      string `json:"on"`
	WithWhom string `json:"with_whom"`
	Note     string `json:"event_note,omitempty"`
}

func newKeptEvent(e Edition, v Event) keptEvent {
	return keptEvent{edition.Name(e.Year, e.Number), v.HappenedOn.Format(time.DateOnly), v.WithWhom, v.Note}
}
