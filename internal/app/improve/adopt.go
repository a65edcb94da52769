package improve

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AdoptionPage is an example and how far one unit has come with it.
type AdoptionPage struct {
	Example improvement.Example
	Unit    org.Unit
	Noted   postgres.Adoption // State is "" when the unit has said nothing
	Today   time.Time
}

// Adoption reads how far the unit with the code has come with the example, for somebody
// who may note it. fault.ErrNotFound for the example's own unit, and for one that is not
// published.
func (room *Room) Adoption(ctx context.Context, actor org.Actor, ref ExampleRef, unit string) (AdoptionPage, error) {
	p := AdoptionPage{Today: room.today()}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Example, err = seenExample(ctx, tx, actor, ref); err != nil {
			return err
		}
		units, err := tx.Units(ctx, ref.GroupID)
		if err != nil {
			return err
		}
		for _, u := range units {
			if u.Code == unit {
				p.Unit = u
			}
		}
		if p.Unit.ID == 0 || p.Unit.ID == p.Example.UnitID || p.Example.State != improvement.ExamplePublished {
			return fault.ErrNotFound
		}
		if !actor.May(org.EditActions, ref.GroupID, p.Unit.ID) {
			return fault.ErrForbidden
		}
		p.Noted, err = notedBy(ctx, tx, ref.ID, p.Unit.ID)
		return err
	})
	return p, err
}

// notedBy is what the unit has said of the example; zero for nothing.
func notedBy(ctx context.Context, tx *postgres.Tx, example improvement.ExampleID, unit org.UnitID) (postgres.Adoption, error) {
	all, err := tx.Adoptions(ctx, example)
	for _, a := range all {
		if a.UnitID == unit {
			return a, nil
		}
	}
	return postgres.Adoption{}, err
}

// Adopt notes how far a unit has come with another unit's published example. Its Version
// is the one it was read with, 0 for the first: fault.ErrConflict when somebody has noted
// something else since. Problems stand at "unit", "state", "since" and "why".
func (room *Room) Adopt(ctx context.Context, actor org.Actor, a improvement.Adoption) error {
	if !actor.May(org.EditActions, a.GroupID, a.UnitID) {
		return fault.ErrForbidden
	}
	if err := a.Check(room.today()); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		e, err := seenExample(ctx, tx, actor, ExampleRef{GroupID: a.GroupID, ID: a.ExampleID})
		if err != nil {
			return err
		}
		if e.State != improvement.ExamplePublished || e.UnitID == a.UnitID {
			return fault.ErrWrongState
		}
		before, err := notedBy(ctx, tx, a.ExampleID, a.UnitID)
		if err != nil {
			return err
		}
		if before.State == a.State && before.Why == a.Why && before.Since.Equal(a.Since) {
			return nil // pressed twice
		}
		if before.Version != a.Version {
			return fault.ErrConflict
		}
		a.ActionID, a.PersonID, a.NotedAt = before.ActionID, actor.Person.ID, room.now()
		if err := tx.SaveAdoption(ctx, a); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "example.adopt", GroupID: a.GroupID, UnitID: a.UnitID,
			Subject: "example_adoption", SubjectID: int64(a.ExampleID), After: auditedAdoption(e, a)}
		if before.State != "" {
			entry.Before = auditedAdoption(e, before.Adoption)
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// TryExample notes that the unit tries the example from today, in one step: whatever the
// unit said before, unless it tries it or has introduced it already.
func (room *Room) TryExample(ctx context.Context, actor org.Actor, ref ExampleRef, unit string) error {
	p, err := room.Adoption(ctx, actor, ref, unit)
	if err != nil || p.Noted.State.Uses() {
		return err
	}
	return room.Adopt(ctx, actor, improvement.Adoption{ExampleID: ref.ID, GroupID: ref.GroupID, UnitID: p.Unit.ID,
		State: improvement.Trying, Since: room.today(), Version: p.Noted.Version})
}

// auditedAdoption is what the audit keeps of how far a unit has come.
func auditedAdoption(e improvement.Example, a improvement.Adoption) any {
	return struct {
		Example  string                    `json:"example"`
		Adoption improvement.AdoptionState `json:"adoption"`
		Since    string                    `json:"since"`
		Why      string                    `json:"adoption_why,omitempty"`
	}{e.Title, a.State, a.Since.Format(time.DateOnly), a.Why}
}
