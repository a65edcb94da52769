package improve

import (
	"context"
	"slices"

	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PathwayGapPage is a unit's sheet about one of a pathway's measures, with the figures that
// it is written from.
type PathwayGapPage struct {
	PathwayPage
	Sheet PathwayGapRow
	// Figures are the unit's of the measure, shown as beside the sheet about a goal.
	Figures GapPage
	Measure quality.Indicator
	// MayWrite says that the actor may.
	MayWrite bool
}

// PathwayGap reads the unit's sheet about the measure, empty when it is not written yet, by
// their codes. fault.ErrNotFound for a unit that is not concerned, or a measure that the
// pathway is not followed by.
func (room *Room) PathwayGap(ctx context.Context, actor org.Actor, ref PathwayRef, unit, measure string) (PathwayGapPage, error) {
	var g PathwayGapPage
	if err := mayInside(actor, ref.GroupID); err != nil {
		return g, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if g.PathwayPage, err = room.readPathway(ctx, tx, actor, ref); err != nil {
			return err
		}
		u, isUnit := g.Unit(unit)
		m, isMeasure := first(g.Followed, func(i quality.Indicator) bool { return i.Code == measure })
		if !isUnit || !isMeasure {
			return fault.ErrNotFound
		}
		g.Measure, g.MayWrite = m, g.Rights.Work || MayNoteUnit(actor, ref.GroupID, u.UnitID)
		var known bool
		if g.Sheet, known = g.PathwayPage.Sheet(m.ID, u.UnitID); !known {
			g.Sheet.PathwayGap = improvement.PathwayGap{PathwayID: ref.ID, GroupID: ref.GroupID, UnitID: u.UnitID, IndicatorID: m.ID}
		}
		year := g.Today.Year()
		g.Figures.Goal = quality.Goal{GroupID: ref.GroupID, Year: year, Indicators: []quality.IndicatorID{m.ID}}
		if g.Figures.Dataset, err = dataset.Load(ctx, tx, ref.GroupID, year-gapYears, year); err != nil {
			return err
		}
		n := slices.IndexFunc(g.Figures.Dataset.Units, func(each org.Unit) bool { return each.ID == u.UnitID })
		if n < 0 { // it has not taken part for long
			g.Figures.Unit = org.Unit{ID: u.UnitID, Code: u.UnitCode, ShortName: u.UnitName}
			return nil
		}
		g.Figures.Unit = g.Figures.Dataset.Units[n]
		g.Figures.fill()
		return nil
	})
	return g, err
}

// auditedPathwayGap is what the audit keeps of a sheet.
type auditedPathwayGap struct {
	Title     string `json:"pathway"`
	Indicator string `json:"indicator"`
	Current   string `json:"current,omitempty"`
	Gap       string `json:"gap,omitempty"`
	Goal      string `json:"gap_goal,omitempty"`
	Causes    string `json:"causes,omitempty"`
	Effort    string `json:"effort,omitempty"`
}

// SavePathwayGap stores a unit's sheet about a measure, for those of the unit, those who
// lead and the core team; fault.ErrConflict when somebody else has written it since its
// Version. Problems stand at the fields of improvement.PathwayGap.Check.
func (room *Room) SavePathwayGap(ctx context.Context, actor org.Actor, s improvement.PathwayGap) error {
	if err := mayInside(actor, s.GroupID); err != nil {
		return err
	}
	s.WrittenAt, s.WrittenBy = room.now(), actor.Person.ID
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.readPathway(ctx, tx, actor, PathwayRef{GroupID: s.GroupID, ID: s.PathwayID})
		if err != nil {
			return err
		}
		if !p.Rights.Work && !MayNoteUnit(actor, s.GroupID, s.UnitID) {
			return fault.ErrForbidden
		}
		if err := s.Check(); err != nil {
			return err
		}
		m, isMeasure := first(p.Followed, func(i quality.Indicator) bool { return i.ID == s.IndicatorID })
		if _, isUnit := first(p.Units, func(u PathwayUnitRow) bool { return u.UnitID == s.UnitID }); !isMeasure || !isUnit {
			return fault.ErrNotFound
		}
		kept := func(g improvement.PathwayGap) auditedPathwayGap {
			return auditedPathwayGap{p.Title, m.Code, g.Current, g.Gap, g.Goal, g.Causes, g.Effort}
		}
		e := postgres.AuditEntry{At: room.now(), Action: "improve.save_pathway_gap", GroupID: s.GroupID, UnitID: s.UnitID, Subject: pathwaySubject,
			SubjectID: int64(s.PathwayID), After: kept(s)}
		if before, ok := p.Sheet(s.IndicatorID, s.UnitID); ok {
			e.Before = kept(before.PathwayGap)
		}
		if err := tx.SavePathwayGap(ctx, s); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, e)
	})
}
