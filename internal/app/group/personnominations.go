package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PersonNominationsPage is how many nominations stand on a page.
const PersonNominationsPage = 25

// PersonNominations is a page of the group's nominations.
type PersonNominations struct {
	List  []postgres.PersonNominationRow
	Count int // in all
	Today time.Time
}

// PersonNominations lists the nominations of persons, for those inside the group.
func (room *Room) PersonNominations(ctx context.Context, actor org.Actor, group org.GroupID, number int) (PersonNominations, error) {
	list := PersonNominations{Today: room.today()}
	if !actor.May(org.Discuss, group, 0) {
		return list, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if list.Count, err = tx.PersonNominationCount(ctx, group); err != nil {
			return err
		}
		list.List, err = tx.PersonNominations(ctx, group, postgres.Window{Most: PersonNominationsPage, Skip: (max(number, 1) - 1) * PersonNominationsPage})
		return err
	})
	return list, err
}

// PersonNominationPage is a nomination with those who are named.
type PersonNominationPage struct {
	postgres.PersonNominationRow
	Choices
	Named []postgres.NomineeRow
	Today time.Time
	Last  postgres.LastChange
}

// nominationSubject is what the log calls a change of a nomination.
const nominationSubject = "person_nomination"

// PersonNomination reads one nomination, for those inside the group. Where declarations
// stand is told to those who see to the area alone.
func (room *Room) PersonNomination(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.PersonNominationID) (PersonNominationPage, error) {
	p := PersonNominationPage{Today: room.today()}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.PersonNominationRow, err = tx.PersonNomination(ctx, group, id); err != nil {
			return err
		}
		if p.Named, err = tx.Nominees(ctx, group, id); err != nil {
			return err
		}
		if p.Choices, err = room.readChoices(ctx, tx, group, nil); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, nominationSubject, int64(id))
		return err
	})
	if !actor.May(org.ManageArea, group, 0) {
		for n := range p.Named {
			p.Named[n].Declaration, p.Named[n].Email, p.Named[n].Note = improvement.InterestDeclarationStanding{}, "", ""
		}
	}
	return p, err
}

// CreatePersonNomination stores a nomination and gives its id.
func (room *Room) CreatePersonNomination(ctx context.Context, actor org.Actor, n improvement.PersonNomination) (id improvement.PersonNominationID, err error) {
	if !actor.May(org.ManageArea, n.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if id, err = tx.AddPersonNomination(ctx, n); err != nil {
			return err
		}
		n.ID = id
		return room.auditNomination(ctx, tx, actor, "person_nomination.create", nil, n)
	})
	return id, err
}

// SeenNomination is a nomination as somebody has seen it.
type SeenNomination struct {
	GroupID org.GroupID
	ID      improvement.PersonNominationID
	Version int
}

// SavePersonNomination changes what is said of a nomination.
func (room *Room) SavePersonNomination(ctx context.Context, actor org.Actor, seen SeenNomination, to improvement.PersonNomination) error {
	return room.changeNomination(ctx, actor, seen, "person_nomination.save", func(n *improvement.PersonNomination) error {
		n.Title, n.Kind, n.AskedBy, n.ReceivedOn, n.DueOn = to.Title, to.Kind, to.AskedBy, to.ReceivedOn, to.DueOn
		n.Competence, n.Link, n.Note = to.Competence, to.Link, to.Note
		return n.Check()
	})
}

// ClosePersonNomination ends a nomination when it is known what came of it, or opens it
// again.
func (room *Room) ClosePersonNomination(ctx context.Context, actor org.Actor, seen SeenNomination, closed bool) error {
	action := "person_nomination.open"
	if closed {
		action = "person_nomination.close"
	}
	return room.changeNomination(ctx, actor, seen, action, func(n *improvement.PersonNomination) error {
		if closed == (n.ClosedAt != nil) {
			return fault.ErrWrongState
		}
		n.ClosedAt, n.ClosedBy = nil, 0
		if at := room.now(); closed {
			n.ClosedAt, n.ClosedBy = &at, actor.Person.ID
		}
		return nil
	})
}

func (room *Room) changeNomination(ctx context.Context, actor org.Actor, seen SeenNomination, action string, do func(*improvement.PersonNomination) error) error {
	if !actor.May(org.ManageArea, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.PersonNomination(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		before, n := row.PersonNomination, row.PersonNomination
		if err := do(&n); err != nil {
			return err
		}
		if err := tx.SavePersonNomination(ctx, n); err != nil {
			return err
		}
		return room.auditNomination(ctx, tx, actor, action, &before, n)
	})
}

// auditedNomination is what the log keeps of a nomination.
type auditedNomination struct {
	Title      string `json:"person_nomination"`
	AskedBy    string `json:"sender"`
	DueOn      string `json:"due_on"`
	Competence string `json:"competence"`
}

func (room *Room) auditNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before *improvement.PersonNomination, after improvement.PersonNomination) error {
	kept := func(n improvement.PersonNomination) auditedNomination {
		return auditedNomination{n.Title, n.AskedBy, n.DueOn.Format(time.DateOnly), n.Competence}
	}
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, Subject: nominationSubject, SubjectID: int64(after.ID), After: kept(after)}
	if before != nil {
		entry.Before = kept(*before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}

// SaveNominee names somebody in a nomination, or with an ID changes what is said of them;
// n.Version is the one that was read. Somebody with an account is named as the account is.
func (room *Room) SaveNominee(ctx context.Context, actor org.Actor, n improvement.Nominee) error {
	if !actor.May(org.ManageArea, n.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		nomination, err := tx.PersonNomination(ctx, n.GroupID, n.NominationID)
		if err != nil {
			return err
		}
		var before postgres.NomineeRow
		if n.ID != 0 {
			if before, err = tx.Nominee(ctx, n.GroupID, n.ID); err != nil {
				return err
			}
			if before.NominationID != n.NominationID {
				return fault.ErrNotFound
			}
			if before.Version != n.Version {
				return fault.ErrConflict
			}
		}
		if err := room.checkNominee(ctx, tx, &n, before.Nominee); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "person_nomination.save_nominee", GroupID: n.GroupID, Subject: "nominee", After: keptNominee(nomination.Title, n)}
		if n.ID != 0 {
			entry.Before, entry.SubjectID = keptNominee(nomination.Title, before.Nominee), int64(n.ID)
			err = tx.SaveNominee(ctx, n)
		} else {
			entry.Action = "person_nomination.name"
			n.ID, err = tx.AddNominee(ctx, n)
			entry.SubjectID = int64(n.ID)
		}
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// checkNominee fills in the name of somebody with an account, and lists what is wrong.
func (room *Room) checkNominee(ctx context.Context, tx *postgres.Tx, n *improvement.Nominee, before improvement.Nominee) error {
	c, err := room.readChoices(ctx, tx, n.GroupID, nil)
	if err != nil {
		return err
	}
	var v fault.ValidationError
	if n.PersonID != 0 && n.PersonID == before.PersonID {
		n.Name, n.Email = before.Name, before.Email
	} else if n.PersonID != 0 {
		at := slices.IndexFunc(c.Members, func(m Member) bool { return m.Person.ID == n.PersonID })
		if at < 0 {
			v.Add("person", "unknown_choice")
		} else {
			n.Name, n.Email = c.Members[at].Person.Name, c.Members[at].Person.Email
		}
		named, err := tx.Nominees(ctx, n.GroupID, n.NominationID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(named, func(o postgres.NomineeRow) bool { return o.PersonID == n.PersonID && o.ID != n.ID }) {
			v.Add("person", "already_named")
		}
	}
	// A declaration belongs to the person who is declared for: somebody else is another nominee.
	if n.ID != 0 && before.PersonID != 0 && n.PersonID != before.PersonID {
		v.Add("person", "another_person")
	}
	region := slices.ContainsFunc(c.Units, func(u org.Unit) bool { return u.RegionID == n.RegionID })
	if n.RegionID != 0 && n.RegionID != before.RegionID && !region {
		v.Add("region", "unknown_choice")
	}
	take(&v, n.Check())
	return v.OrNil()
}

// auditedNominee is what the log keeps of somebody who is named.
type auditedNominee struct {
	Name       string                   `json:"person"`
	Nomination string                   `json:"person_nomination"`
	State      improvement.NomineeState `json:"nominee_state"`
	From       string                   `json:"from,omitempty"`
	To         string                   `json:"to,omitempty"`
}

func keptNominee(nomination string, n improvement.Nominee) auditedNominee {
	kept := auditedNominee{Name: n.Name, Nomination: nomination, State: n.State}
	if n.TermFrom != nil {
		kept.From = n.TermFrom.Format(time.DateOnly)
	}
	if n.TermTo != nil {
		kept.To = n.TermTo.Format(time.DateOnly)
	}
	return kept
}
