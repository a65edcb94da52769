package collect

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Handover is what somebody who begins to report for a unit needs to know.
type Handover struct {
	Group org.Group
	Unit  org.Unit
	Today time.Time
	// Now is what is due or came back, Running what may be begun, Coming what is next.
	Now, Running []Progress
	Coming       []Coming
	Returns      []Return  // what waits to be mended, and why; the latest first
	Comments     []Comment // the last ones on the unit's figures, the latest first
	Reporters    []Reporter
	Contacts     []Contact      // the unit's people, then the group's
	Readings     []MeasureWords // of the measures that the unit reports this year
	HandedIn     []Progress     // the last periods, the latest first
	// CanWrite says that the reader may write the readings.
	CanWrite bool
}

// Coming is a period that has not begun, with the last day to hand it in.
type Coming struct {
	Period quality.Period
	Due    time.Time
}

// Return is something that was sent back to the unit or opened for it.
type Return struct {
	Collection quality.Period // the period that it was handed in with
	// Measure is what was returned alone, "" when it was the whole period.
	Measure string
	Stratum string // whom the figure is about, "" when it is not divided
	Reason  string
	By      string // who decided so
	At      time.Time
	Until   *time.Time // the last day for a change, for what was opened again
}

// Comment is what somebody has written at one of the unit's figures.
type Comment struct {
	Measure quality.Indicator
	Stratum string // whom the figure is about, "" when the measure is not divided
	Period  quality.Period
	Text    string
	By      Author
	At      time.Time
}

// Reporter is somebody who has entered or handed in the unit's figures.
type Reporter struct {
	Person org.Person
	Last   time.Time // when, the last time
	// Now says that the person reports for the unit today, HasLeft that the account
	// is closed.
	Now, HasLeft bool
}

// Contact is somebody to ask.
type Contact struct {
	Person org.Person
	Role   org.Role
	To     *time.Time // the role's last day; nil while it lasts
}

// MeasureWords is a measure with the unit's own words on how it reads it; nil when
// there are none.
type MeasureWords struct {
	Measure quality.Indicator
	Reading *postgres.Reading
}

// How much a hand-over shows of what is behind.
const (
	handoverComments = 10
	handoverPeriods  = 6
	handoverComing   = 2
)

// Handover reads the page for whoever takes over a unit: for all who may see what
// it has entered.
func (room *Room) Handover(ctx context.Context, actor org.Actor, group org.GroupID, unitCode string) (Handover, error) {
	var h Handover
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		unit, _, err := room.unitIn(ctx, tx, actor, unitAction{group, unitCode, org.ViewUnitEntries})
		if err != nil {
			return err
		}
		h = Handover{Unit: unit, Today: room.today(), CanWrite: actor.May(org.EnterFigures, group, unit.ID)}
		if h.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		year := h.Today.Year()
		p, err := room.readProgress(ctx, tx, h.Group, year-yearsBack, year)
		if err != nil {
			return err
		}
		h.setPeriods(p)
		if err := room.readPeople(ctx, tx, &h, p); err != nil {
			return err
		}
		readings, err := tx.Readings(ctx, group)
		h.setReadings(p.plan, readings)
		return err
	})
	return h, err
}

// unitAction is what somebody wants to do at a unit of today's.
type unitAction struct {
	group    org.GroupID
	unitCode string
	action   org.Action
}

// unitIn finds the unit among the group's today, which are given too, and checks
// that the actor may do the action there.
func (room *Room) unitIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, want unitAction) (org.Unit, []org.Unit, error) {
	units, err := tx.UnitsDuring(ctx, want.group, room.today(), room.today())
	if err != nil {
		return org.Unit{}, nil, err
	}
	n := slices.IndexFunc(units, func(u org.Unit) bool { return u.Code == want.unitCode })
	switch {
	case n < 0:
		return org.Unit{}, nil, fault.ErrNotFound
	case !actor.May(want.action, want.group, units[n].ID):
		return org.Unit{}, nil, fault.ErrForbidden
	}
	return units[n], units, nil
}

// setPeriods puts the unit's periods where they belong.
func (h *Handover) setPeriods(p progress) {
	list := Periods{Units: []org.Unit{h.Unit}}
	list.sort(p)
	h.Now, h.Running = list.Now, list.Running
	h.HandedIn = list.Earlier[:min(handoverPeriods, len(list.Earlier))]
	next := quality.PeriodOf(h.Today, h.Group.CollectionMonths)
	for range handoverComing {
		next = next.Next()
		h.Coming = append(h.Coming, Coming{next, next.Due(h.Group.DueDays)})
	}
}

// setReadings pairs the measures that the unit reports this year with its words.
func (h *Handover) setReadings(p plan, readings []postgres.Reading) {
	for _, s := range p.selected {
		i := p.indicators[s.IndicatorID]
		if s.Year != h.Today.Year() || !i.AppliesTo(h.Unit) {
			continue
		}
		words := MeasureWords{Measure: i}
		for n := range readings {
			if readings[n].UnitID == h.Unit.ID && readings[n].IndicatorID == i.ID {
				words.Reading = &readings[n]
			}
		}
		h.Readings = append(h.Readings, words)
	}
}

// returns are the unit's periods and figures that came back and are not handed in
// again.
func (h *Handover) returns(p plan, figures []quality.Figure, names map[org.PersonID]string) []Return {
	var list []Return
	for _, at := range h.Now {
		switch s := at.Submission; s.State {
		case quality.Returned:
			list = append(list, Return{Collection: at.Period, Reason: s.ReturnReason, By: names[s.ReturnedBy], At: *s.ReturnedAt})
		case quality.Reopened:
			list = append(list, Return{Collection: at.Period, Reason: s.ReopenReason, By: names[s.ReopenedBy], At: *s.ReopenedAt, Until: s.ReopenedUntil})
		}
	}
	for _, f := range figures {
		if r := f.Review; r.State == quality.ReviewedReturned {
			list = append(list, Return{Collection: quality.PeriodOf(f.Period.End(), h.Group.CollectionMonths), Measure: p.measure(f).Definition.Name,
				Stratum: p.stratum(f), Reason: r.ReturnReason, By: names[r.By], At: *r.At})
		}
	}
	slices.SortStableFunc(list, func(a, b Return) int { return b.At.Compare(a.At) })
	return list
}
