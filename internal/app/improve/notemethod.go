package improve

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// OwnMethods is all the methods that are followed, as they are at one unit.
type OwnMethods struct {
	Unit org.Unit
	// Units are those that the actor may speak for.
	Units []org.Unit
	Lines []OwnMethod
	// Over are those that are not followed any longer.
	Over []OwnMethod
	Methods
}

// OwnMethod is a method with how far the unit has come.
type OwnMethod struct {
	MethodRow
	MethodCell
}

// OwnMethods reads them for the unit with the code, or for the first that the actor belongs
// to, or else may speak for, when it is "". fault.ErrForbidden for somebody who may speak
// for none, and fault.ErrNotFound for another unit.
func (room *Room) OwnMethods(ctx context.Context, actor org.Actor, group org.GroupID, unit string) (OwnMethods, error) {
	if err := mayView(actor, group); err != nil {
		return OwnMethods{}, err
	}
	var p OwnMethods
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Methods, err = room.readMethods(ctx, tx, actor, group, true); err != nil {
			return err
		}
		if p.Units = room.editable(actor, group, p.Methods.Units); len(p.Units) == 0 {
			return fault.ErrForbidden
		}
		p.Unit = p.Units[0]
		if len(p.Own) > 0 {
			p.Unit = p.Own[0]
		}
		if unit != "" {
			var ok bool
			if p.Unit, ok = first(p.Units, func(u org.Unit) bool { return u.Code == unit }); !ok {
				return fault.ErrNotFound
			}
		}
		p.Lines, p.Over = nil, nil
		for _, line := range p.Methods.Lines {
			for _, c := range line.Cells {
				switch {
				case c.Unit.ID != p.Unit.ID:
				case line.Followed(p.Today):
					p.Lines = append(p.Lines, OwnMethod{line.MethodRow, c})
				default:
					p.Over = append(p.Over, OwnMethod{line.MethodRow, c})
				}
			}
		}
		return nil
	})
	return p, err
}

// NoteMethods stores what one unit says of itself, for several methods at once; what says
// the same as before is left out. It gives how many were stored. Each note's Follows is the
// one that was the latest when the page was read. Problems stand at "state.7", "since.7" and
// "comment.7" for the method with the id 7; nothing is stored unless all can be.
// fault.ErrWrongState for a method that is not followed any longer.
func (room *Room) NoteMethods(ctx context.Context, actor org.Actor, group org.GroupID, notes []improvement.MethodNote) (int, error) {
	for _, n := range notes {
		if !actor.May(org.EditActions, group, n.UnitID) {
			return 0, fault.ErrForbidden
		}
	}
	stored := 0
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		stored = 0 // the transaction may run again
		rows, err := tx.Methods(ctx, group)
		if err != nil {
			return err
		}
		said, err := readSaid(ctx, tx, group, 0)
		if err != nil {
			return err
		}
		var v fault.ValidationError
		for _, n := range notes {
			m, ok := first(rows, func(m MethodRow) bool { return m.ID == n.MethodID })
			if !ok {
				return fault.ErrNotFound
			}
			if !m.Followed(room.today()) {
				return fault.ErrWrongState
			}
			n.GroupID, n.NotedAt, n.NotedBy = group, room.now(), actor.Person.ID
			latest := said.latest[n.At()]
			if n.Same(latest.MethodNote) {
				continue
			}
			if room.checkNote(&v, n, latest); len(v.Problems) > 0 {
				continue // to find all that is wrong
			}
			if err := room.note(ctx, tx, actor, m, n, latest); err != nil {
				return err
			}
			stored++
		}
		return v.OrNil()
	})
	if err != nil {
		stored = 0
	}
	return stored, err
}

// checkNote adds what is wrong with the note, by the fields of its method.
func (room *Room) checkNote(v *fault.ValidationError, n improvement.MethodNote, latest MethodNote) {
	of := "." + number(n.MethodID)
	if latest.ID != n.Follows {
		v.Add("state"+of, "method_overtaken", latest.NotedByName, latest.NotedAt)
	}
	var invalid *fault.ValidationError
	if errors.As(n.Check(room.today()), &invalid) {
		for _, p := range invalid.Problems {
			p.Field += of
			v.Problems = append(v.Problems, p)
		}
	}
}

// note stores one note and its row in the log.
func (room *Room) note(ctx context.Context, tx *postgres.Tx, actor org.Actor, m MethodRow, n improvement.MethodNote, latest MethodNote) error {
	if err := tx.AddMethodNote(ctx, n); err != nil {
		return err
	}
	entry := postgres.AuditEntry{At: room.now(), Action: "method.note", GroupID: n.GroupID, UnitID: n.UnitID,
		Subject: "method_note", SubjectID: int64(n.MethodID), After: auditedNote(m.Method, n)}
	if latest.ID != 0 {
		entry.Before = auditedNote(m.Method, latest.MethodNote)
	}
	return tx.AppendAudit(ctx, actor, entry)
}

// MethodAt is one method at one unit, for somebody who may speak for the unit.
type MethodAt struct {
	MethodRow
	MethodCell
	Methods
}

// MethodAt reads the method at the unit with the code. fault.ErrNotFound for a unit that is
// not the group's today, fault.ErrForbidden for somebody who may not speak for it.
func (room *Room) MethodAt(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.MethodID, unit string) (MethodAt, error) {
	if err := mayView(actor, group); err != nil {
		return MethodAt{}, err
	}
	var p MethodAt
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Methods, err = room.readMethods(ctx, tx, actor, group, true); err != nil {
			return err
		}
		line, ok := first(p.Lines, func(l MethodLine) bool { return l.ID == id })
		if !ok {
			return fault.ErrNotFound
		}
		n := slices.IndexFunc(line.Cells, func(c MethodCell) bool { return c.Unit.Code == unit })
		if n < 0 {
			return fault.ErrNotFound
		}
		if p.MethodRow, p.MethodCell = line.MethodRow, line.Cells[n]; !p.CanNote {
			return fault.ErrForbidden
		}
		return nil
	})
	return p, err
}
