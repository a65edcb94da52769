package improve

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

// What handlers name without knowing the database.
type (
	PathwayRow     = postgres.PathwayRow
	PathwayUnitRow = postgres.PathwayUnitRow
	PathwayGapRow  = postgres.PathwayGapRow
	PhaseMoveRow   = postgres.PhaseMoveRow
	CheckMeeting   = postgres.CheckMeeting
)

// PathwayRef names an introduction; Version is the one it was read with, for changes.
type PathwayRef struct {
	GroupID org.GroupID
	ID      improvement.PathwayID
	Version int
}

// PathwayPage is one introduction with all that belongs to it.
type PathwayPage struct {
	PathwayRow
	Rights PathwayRights
	Phases improvement.Phases
	Team   improvement.CoreTeam
	// Units are those that are concerned.
	Units         []PathwayUnitRow
	PatientGroups []improvement.PatientGroup
	// Followed are the pathway's measures, as they are defined today.
	Followed []quality.Indicator
	Actions  []ActionRow
	Meetings []CheckMeeting
	Packages []PackageRow // made for the introduction
	Moves    []PhaseMoveRow
	// Sheets are for the group alone.
	Sheets []PathwayGapRow
	Talk   improvement.Talk // for those who take part in the group's talks
	Last   LastChange
	Today  time.Time
}

// Gaps is what the core team lacks; nothing once the introduction has ended.
func (p PathwayPage) Gaps() []improvement.TeamGap {
	if p.State != improvement.PathwayRunning {
		return nil
	}
	return p.Team.Gaps(p.concerned())
}

// OpenActions are the introduction's actions that nobody has settled.
func (p PathwayPage) OpenActions() []ActionRow {
	var open []ActionRow
	for _, a := range p.Actions {
		if a.State.Open() {
			open = append(open, a)
		}
	}
	return open
}

// ChecksAhead are the check meetings that have not been held.
func (p PathwayPage) ChecksAhead() []CheckMeeting {
	var ahead []CheckMeeting
	for _, m := range p.Meetings {
		if m.Ahead() {
			ahead = append(ahead, m)
		}
	}
	return ahead
}

// concerned are the units that take part: not those that it does not apply to.
func (p PathwayPage) concerned() []org.UnitID {
	var units []org.UnitID
	for _, u := range p.Units {
		if u.State != improvement.UnitNotApplicable {
			units = append(units, u.UnitID)
		}
	}
	return units
}

// Unit is the concerned unit with the code; false when it is not concerned.
func (p PathwayPage) Unit(code string) (PathwayUnitRow, bool) {
	return first(p.Units, func(u PathwayUnitRow) bool { return u.UnitCode == code })
}

// Sheet is the unit's about the measure; false when none is written.
func (p PathwayPage) Sheet(measure quality.IndicatorID, unit org.UnitID) (PathwayGapRow, bool) {
	return first(p.Sheets, func(s PathwayGapRow) bool { return s.IndicatorID == measure && s.UnitID == unit })
}

// Member is one of the core team; false when there is none with the id.
func (p PathwayPage) Member(id improvement.CoreMemberID) (improvement.CoreMember, bool) {
	return first(p.Team, func(m improvement.CoreMember) bool { return m.ID == id })
}

// Pathway reads one of the group's introductions. fault.ErrForbidden for those who may not.
func (room *Room) Pathway(ctx context.Context, actor org.Actor, ref PathwayRef) (PathwayPage, error) {
	var p PathwayPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = room.readPathway(ctx, tx, actor, ref)
		return err
	})
	return p, err
}

// readPathway reads it in a number of queries that is always the same.
func (room *Room) readPathway(ctx context.Context, tx *postgres.Tx, actor org.Actor, ref PathwayRef) (PathwayPage, error) {
	p := PathwayPage{Today: room.today()}
	if !actor.May(org.ViewPublished, ref.GroupID, 0) {
		return p, fault.ErrForbidden
	}
	var err error
	if p.PathwayRow, err = tx.Pathway(ctx, ref.GroupID, ref.ID); err != nil {
		return p, err
	}
	if p.Team, err = tx.CoreMembers(ctx, ref.GroupID, ref.ID); err != nil {
		return p, err
	}
	if !readsPathway(actor, p.PathwayIntroduction, p.Team) {
		return p, fault.ErrForbidden
	}
	p.Rights = pathwayRights(actor, p.PathwayIntroduction, p.Team)
	phases, err := tx.PathwayPhases(ctx, ref.GroupID, ref.ID)
	if err != nil {
		return p, err
	}
	p.Phases = phases[ref.ID]
	if p.Units, err = tx.PathwayUnits(ctx, ref.GroupID, ref.ID); err != nil {
		return p, err
	}
	if p.PatientGroups, err = tx.PatientGroups(ctx, ref.GroupID, ref.ID); err != nil {
		return p, err
	}
	library, err := tx.Indicators(ctx, ref.GroupID, p.Today)
	if err != nil {
		return p, err
	}
	for _, id := range p.Measures {
		if m, ok := first(library, func(i quality.Indicator) bool { return i.ID == id }); ok {
			p.Followed = append(p.Followed, m)
		}
	}
	return p, p.readWork(ctx, tx, actor)
}

// readWork reads what is done in the introduction.
func (p *PathwayPage) readWork(ctx context.Context, tx *postgres.Tx, actor org.Actor) (err error) {
	activities := postgres.ActionFilter{GroupID: p.GroupID, ProgrammeKind: improvement.PathwayProgramme, ProgrammeID: int64(p.ID), Limit: mostActivities}
	if p.Actions, err = tx.Actions(ctx, activities); err != nil {
		return err
	}
	p.Actions = seen(actor, p.GroupID, p.Actions)
	if p.Meetings, err = tx.CheckMeetings(ctx, p.GroupID, p.ID); err != nil {
		return err
	}
	if p.Packages, err = readPackages(ctx, tx, actor, postgres.PackagesFor{GroupID: p.GroupID, PathwayID: int64(p.ID)}); err != nil {
		return err
	}
	if p.Moves, err = tx.PathwayMoves(ctx, p.ID); err != nil {
		return err
	}
	if p.Rights.Inside {
		if p.Sheets, err = tx.PathwayGaps(ctx, p.GroupID, p.ID); err != nil {
			return err
		}
	}
	if actor.May(org.Discuss, p.GroupID, 0) {
		if p.Talk, err = tx.Talk(ctx, p.GroupID, improvement.Subject{Kind: improvement.AboutPathway, ID: int64(p.ID)}); err != nil {
			return err
		}
	}
	p.Last, err = tx.LastChange(ctx, pathwaySubject, int64(p.ID))
	return err
}

// mostActivities is how many of an introduction's actions are shown.
const mostActivities = 200

// Pathways are the group's introductions, to list and to draw on a time line.
type Pathways struct {
	Rows  []PathwayStanding
	Today time.Time
	// MayLead says that the actor may begin one.
	MayLead bool
}

// PathwayStanding is an introduction with where it stands.
type PathwayStanding struct {
	PathwayRow
	Phases improvement.Phases
	Units  []PathwayUnitRow
}

// Pathways reads the group's introductions; for those outside who are in a core team, the
// ones they are in. fault.ErrForbidden when there is none of these.
func (room *Room) Pathways(ctx context.Context, actor org.Actor, group org.GroupID) (Pathways, error) {
	list := Pathways{Today: room.today(), MayLead: actor.May(org.LeadPathways, group, 0)}
	if !actor.May(org.ViewPublished, group, 0) {
		return list, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list.Rows, err = standings(ctx, tx, actor, group)
		return err
	})
	if err == nil && len(list.Rows) == 0 && !actor.May(org.ViewWork, group, 0) {
		err = fault.ErrForbidden
	}
	return list, err
}

// standings reads the introductions that the actor reads.
func standings(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) ([]PathwayStanding, error) {
	rows, err := tx.Pathways(ctx, group)
	if err != nil {
		return nil, err
	}
	team, err := tx.CoreMembers(ctx, group, 0)
	if err != nil {
		return nil, err
	}
	phases, err := tx.PathwayPhases(ctx, group, 0)
	if err != nil {
		return nil, err
	}
	units, err := tx.PathwayUnits(ctx, group, 0)
	if err != nil {
		return nil, err
	}
	var list []PathwayStanding
	for _, r := range rows {
		if !readsPathway(actor, r.PathwayIntroduction, teamOf(team, r.ID)) {
			continue
		}
		s := PathwayStanding{PathwayRow: r, Phases: phases[r.ID]}
		for _, u := range units {
			if u.PathwayID == r.ID {
				s.Units = append(s.Units, u)
			}
		}
		list = append(list, s)
	}
	return list, nil
}

// teamOf are those of the members who are in the introduction's core team.
func teamOf(all improvement.CoreTeam, id improvement.PathwayID) improvement.CoreTeam {
	return slices.DeleteFunc(slices.Clone(all), func(m improvement.CoreMember) bool { return m.PathwayID != id })
}
