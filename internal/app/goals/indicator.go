package goals

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// IndicatorPage is one measure with everything that is known of it.
type IndicatorPage struct {
	Indicator  quality.Indicator // with the definition that holds today
	Revision   int               // counts the changes to it
	Versions   []quality.Version // all definitions, oldest first
	References []postgres.Reference
	Promises   []quality.Promise   // all of the region's
	Serves     []quality.PromiseID // those that the measure serves
	Selected   []postgres.Selected // the years it is collected in, with their goals
	Goals      []quality.Goal      // of all years
	Targets    []quality.Target    // of all years
	Units      []org.Unit
	Conditions []quality.Indicator // the measures that this one can depend on
	Figures    int                 // how many are stored, of all years
	Settled    []quality.GoalYear  // those that are locked, or have been
	Last       postgres.LastChange
	// Readings is how the units read the definition, in the group's own order of
	// units. None for readers outside the group.
	Readings []postgres.Reading
	// Links are those of the group's library that are about the measure, and those about
	// all; Methods are introduced or phased out and followed by it.
	Links   []postgres.LibraryLinkRow
	Methods []postgres.MethodOf
	// Programmes are the teams and introductions that follow it, for those who see what is
	// done in the group.
	Programmes []postgres.ProgrammeRow
	// Documents are the group's that belong to it and that the actor may read.
	Documents []postgres.DocumentRow
}

// LockedIn is the first locked year that the measure is collected in and the definition
// holds in; false when there is none, so that it may be mended.
func (p IndicatorPage) LockedIn(d quality.Version) (quality.GoalYear, bool) {
	holds := validityOf(p.Versions, d)
	ruled := quality.Ruled(p.Settled, p.years(), holds.from, holds.until)
	if len(ruled) == 0 {
		return quality.GoalYear{}, false
	}
	return ruled[0], true
}

// MayBegin reports whether a new definition may begin on the day: no locked year that
// the measure is collected in has days left by then.
func (p IndicatorPage) MayBegin(day time.Time) bool {
	return len(quality.Ruled(p.Settled, p.years(), day, time.Time{})) == 0
}

// years are those that the measure is collected in.
func (p IndicatorPage) years() []int {
	years := make([]int, len(p.Selected))
	for n, s := range p.Selected {
		years[n] = s.Year
	}
	return years
}

// Newest is the definition with the latest first day.
func (p IndicatorPage) Newest() quality.Version { return p.Versions[len(p.Versions)-1] }

// Indicator reads the measure with the code; fault.ErrNotFound when the group has
// none.
func (room *Room) Indicator(ctx context.Context, actor org.Actor, group org.GroupID, code string) (IndicatorPage, error) {
	var p IndicatorPage
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		library, err := tx.Indicators(ctx, group, room.now())
		if err != nil {
			return err
		}
		if p.Indicator, err = indicatorOf(library, code); err != nil {
			return err
		}
		p.Conditions = conditions(library)
		if p.Settled, err = room.settled(ctx, tx, group); err != nil {
			return err
		}
		if actor.May(org.ViewWork, group, 0) {
			if p.Programmes, err = tx.MeasureProgrammes(ctx, group, p.Indicator.ID); err != nil {
				return err
			}
		}
		if p.Documents, err = documents(ctx, tx, actor, postgres.DocumentFilter{GroupID: group, IndicatorID: p.Indicator.ID}); err != nil {
			return err
		}
		if err := p.read(ctx, tx, group); err != nil || !actor.May(org.ViewReadings, group, 0) {
			return err
		}
		readings, err := tx.Readings(ctx, group)
		p.Readings = keep(readings, func(r postgres.Reading) bool { return r.IndicatorID == p.Indicator.ID })
		return err
	})
	return p, err
}

func (room *Room) indicatorIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, code string) (quality.Indicator, error) {
	library, err := tx.Indicators(ctx, group, room.now())
	if err != nil {
		return quality.Indicator{}, err
	}
	return indicatorOf(library, code)
}

func indicatorOf(library []quality.Indicator, code string) (quality.Indicator, error) {
	n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.Code == code })
	if n < 0 {
		return quality.Indicator{}, fault.ErrNotFound
	}
	return library[n], nil
}

func (p *IndicatorPage) read(ctx context.Context, tx *postgres.Tx, group org.GroupID) (err error) {
	id := p.Indicator.ID
	if p.Revision, err = tx.IndicatorRevision(ctx, id); err != nil {
		return err
	}
	if p.Links, err = tx.LibraryLinks(ctx, group); err != nil {
		return err
	}
	p.Links = keep(p.Links, func(l postgres.LibraryLinkRow) bool {
		return l.IndicatorID == id || l.IndicatorID == 0 && l.Kind != improvement.NationalPlanLink
	})
	if p.Methods, err = tx.MeasureMethods(ctx, group, []quality.IndicatorID{id}); err != nil {
		return err
	}
	if p.Versions, err = tx.Versions(ctx, id); err != nil {
		return err
	}
	if p.Promises, err = tx.Promises(ctx, group); err != nil {
		return err
	}
	if p.Goals, err = tx.Goals(ctx, group, firstYear, lastYear); err != nil {
		return err
	}
	if p.Units, err = tx.Units(ctx, group); err != nil {
		return err
	}
	if err = p.readOwn(ctx, tx, group); err != nil {
		return err
	}
	figures, err := tx.FigureCounts(ctx, group, 0)
	if err != nil {
		return err
	}
	p.Figures = figures[id]
	p.Last, err = tx.LastChange(ctx, "indicator", int64(id))
	return err
}

// readOwn keeps, of what is read for the whole group, what is about the measure.
func (p *IndicatorPage) readOwn(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	id := p.Indicator.ID
	references, err := tx.References(ctx, group)
	if err != nil {
		return err
	}
	p.References = keep(references, func(r postgres.Reference) bool { return r.IndicatorID == id })
	selected, err := tx.SelectedIndicators(ctx, group, firstYear, lastYear)
	if err != nil {
		return err
	}
	p.Selected = keep(selected, func(s postgres.Selected) bool { return s.IndicatorID == id })
	targets, err := tx.Targets(ctx, group, firstYear, lastYear)
	if err != nil {
		return err
	}
	p.Targets = keep(targets, func(t quality.Target) bool { return t.IndicatorID == id })
	serves, err := tx.IndicatorPromises(ctx, group)
	for _, s := range serves {
		if s.IndicatorID == id {
			p.Serves = append(p.Serves, s.PromiseID)
		}
	}
	return err
}

func keep[T any](list []T, wanted func(T) bool) []T {
	var kept []T
	for _, item := range list {
		if wanted(item) {
			kept = append(kept, item)
		}
	}
	return kept
}
