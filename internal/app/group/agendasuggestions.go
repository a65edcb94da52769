package group

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AgendaSuggestions is what a meeting may want to take up.
type AgendaSuggestions struct {
	Matters []postgres.MatterRow // open questions, the latest first
	// Deviations and Runs are the strongest signals in the group's latest figures, as on
	// the page of signals; none before there are figures. Year is theirs.
	Deviations []analysis.Deviation
	Runs       []analysis.RunSignal
	Year       int
	Series     improvement.Series // the meeting's own; zero for none
	// Outlook are new notes of what happens elsewhere, the latest first.
	Outlook []postgres.OutlookRow
}

// mostSignals is how many signals of each kind are suggested.
const mostSignals = 8

// AgendaSuggestions reads what the meeting may want to take up, for those who make its
// agenda. The figures are those that the actor may see.
func (room *Room) AgendaSuggestions(ctx context.Context, actor org.Actor, m improvement.Meeting) (AgendaSuggestions, error) {
	var s AgendaSuggestions
	if !actor.May(org.ManageMeetings, m.GroupID, 0) {
		return s, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		s = AgendaSuggestions{}
		if s.Matters, err = tx.Matters(ctx, postgres.MattersAsked{GroupID: m.GroupID, State: string(improvement.MatterOpen), Most: 100}); err != nil {
			return err
		}
		if s.Outlook, err = tx.OutlookNotes(ctx, postgres.OutlookAsked{GroupID: m.GroupID, State: improvement.OutlookNew, Most: mostSignals}); err != nil {
			return err
		}
		if m.SeriesID != 0 {
			if s.Series, err = seriesIn(ctx, tx, m.GroupID, m.SeriesID); err != nil {
				return err
			}
		}
		return s.readSignals(ctx, tx, actor, m.GroupID)
	})
	return s, err
}

func (s *AgendaSuggestions) readSignals(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) error {
	years, err := tx.ResultYears(ctx, group)
	if err != nil {
		return err
	}
	for _, y := range years {
		if y.HasFigures {
			s.Year = y.Year
		}
	}
	if s.Year == 0 {
		return nil
	}
	ds, err := dataset.LoadLines(ctx, tx, group, years[0].Year, s.Year)
	if err != nil {
		return err
	}
	span := analysis.YearSpan(s.Year)
	if ds, err = dataset.Seen(ctx, tx, actor, ds, span); err != nil {
		return err
	}
	s.Deviations = strongest(ds.Deviations(span).List)
	runs, err := ds.RunSignals()
	for _, r := range runs.Signals {
		if r.Lasting && len(s.Runs) < mostSignals {
			s.Runs = append(s.Runs, r)
		}
	}
	return err
}

// strongest are the deviations that chance explains least; those between two and three
// SD are too often chance to fill an agenda with.
func strongest(all []analysis.Deviation) []analysis.Deviation {
	order := []analysis.DeviationKind{analysis.Beyond3SD, analysis.TargetMissed}
	var list []analysis.Deviation
	for _, kind := range order {
		for _, d := range all {
			if d.Kind == kind && d.Side != analysis.GoodSide && len(list) < mostSignals &&
				!slices.ContainsFunc(list, func(o analysis.Deviation) bool {
					return o.Row.Measure == d.Row.Measure && o.Unit().ID == d.Unit().ID && o.Row.Stratum.ID == d.Row.Stratum.ID
				}) {
				list = append(list, d)
			}
		}
	}
	return list
}
