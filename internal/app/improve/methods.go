package improve

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// What handlers name without knowing the database: what a unit has said or seen, with who
// wrote it.
type (
	MethodRow      = postgres.MethodRow
	MethodNote     = postgres.MethodNote
	MethodFollowUp = postgres.MethodFollowUp
)

// Methods is the group's methods and how far its units have come with each.
type Methods struct {
	// Units are those of today, in the group's order, and AllUnits all that the group has
	// had, to name those of what has been said.
	Units, AllUnits []org.Unit
	// Lines are in the group's order: what is introduced before what is phased out.
	Lines []MethodLine
	// Own are the units that the actor belongs to and may speak for, and CanEdit says that
	// the actor may change the register.
	Own     []org.Unit
	CanEdit bool
	// Ended is how many are not followed any longer, and so not among the Lines unless they
	// were asked for.
	Ended int
	Today time.Time
}

// MethodLine is one method at all units.
type MethodLine struct {
	MethodRow
	Cells []MethodCell // one for each of the units
	Tally improvement.MethodTally
}

// MethodCell is how far one unit has come with one method.
type MethodCell struct {
	Unit org.Unit
	// Course is what the unit has said, as a course over time; none when it has said
	// nothing.
	Course []improvement.MethodNote
	// Latest is the note that was written last, zero for none.
	Latest MethodNote
	// Given are its follow-ups, and AskAgain the next day that it is asked again; nil for
	// none.
	Given    []MethodFollowUp
	AskAgain *time.Time
	// Own says that the actor belongs to the unit, and CanNote that the actor may speak for
	// it.
	Own, CanNote bool
}

// Now is what holds today; zero for a unit that has said nothing.
func (c MethodCell) Now() improvement.MethodNote {
	if len(c.Course) == 0 {
		return improvement.MethodNote{}
	}
	return c.Course[len(c.Course)-1]
}

// Due reports whether the unit was to be asked again on the day or before.
func (c MethodCell) Due(today time.Time) bool { return c.AskAgain != nil && !c.AskAgain.After(today) }

// Methods reads the register as it is today; ended takes those in that are not followed any
// longer. The number of queries does not depend on how many there are.
func (room *Room) Methods(ctx context.Context, actor org.Actor, group org.GroupID, ended bool) (Methods, error) {
	if err := mayView(actor, group); err != nil {
		return Methods{}, err
	}
	var p Methods
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = room.readMethods(ctx, tx, actor, group, ended)
		return err
	})
	return p, err
}

func (room *Room) readMethods(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, ended bool) (Methods, error) {
	p := Methods{Today: room.today(), CanEdit: actor.May(org.EditActions, group, 0)}
	units, err := tx.Units(ctx, group)
	if err != nil {
		return p, err
	}
	p.Units = slices.DeleteFunc(slices.Clone(units), func(u org.Unit) bool { return !u.ActiveDuring(p.Today, p.Today) })
	p.AllUnits, p.Own = units, room.ownUnits(actor, group, units)
	rows, err := tx.Methods(ctx, group)
	if err != nil {
		return p, err
	}
	said, err := readSaid(ctx, tx, group, 0)
	if err != nil {
		return p, err
	}
	for _, m := range rows {
		if !m.Followed(p.Today) {
			p.Ended++
			if !ended {
				continue
			}
		}
		p.Lines = append(p.Lines, room.methodLine(actor, m, p.Units, said))
	}
	return p, nil
}

// methodLine is the method at each of the units.
func (room *Room) methodLine(actor org.Actor, m MethodRow, units []org.Unit, said said) MethodLine {
	line := MethodLine{MethodRow: m}
	editable, own := unitIDs(room.editable(actor, m.GroupID, units)), unitIDs(room.ownUnits(actor, m.GroupID, units))
	for _, u := range units {
		c := said.cell(m.Method, u)
		c.Own, c.CanNote = slices.Contains(own, u.ID), slices.Contains(editable, u.ID)
		line.Tally.Count(c.Now().State)
		line.Cells = append(line.Cells, c)
	}
	return line
}

// said is what units have said and seen of methods.
type said struct {
	notes   []MethodNote
	courses map[improvement.MethodUnit][]improvement.MethodNote
	latest  map[improvement.MethodUnit]MethodNote
	given   map[improvement.MethodUnit][]MethodFollowUp
}

// readSaid reads it of one method, or of all for zero. Two queries.
func readSaid(ctx context.Context, tx *postgres.Tx, group org.GroupID, method improvement.MethodID) (said, error) {
	s := said{latest: map[improvement.MethodUnit]MethodNote{}, given: map[improvement.MethodUnit][]MethodFollowUp{}}
	var err error
	if s.notes, err = tx.MethodNotes(ctx, group, method); err != nil {
		return s, err
	}
	bare := make([]improvement.MethodNote, len(s.notes))
	for n, note := range s.notes {
		bare[n], s.latest[note.At()] = note.MethodNote, note
	}
	s.courses = improvement.MethodCourses(bare)
	given, err := tx.MethodFollowUps(ctx, group, method)
	for _, f := range given {
		s.given[f.At()] = append(s.given[f.At()], f)
	}
	return s, err
}

// cell is how far the unit has come with the method.
func (s said) cell(m improvement.Method, u org.Unit) MethodCell {
	at := improvement.MethodUnit{MethodID: m.ID, UnitID: u.ID}
	c := MethodCell{Unit: u, Course: s.courses[at], Latest: s.latest[at], Given: s.given[at]}
	bare := make([]improvement.MethodFollowUp, len(c.Given))
	for n, f := range c.Given {
		bare[n] = f.MethodFollowUp
	}
	c.AskAgain = m.NextFollowUp(c.Course, bare)
	return c
}
