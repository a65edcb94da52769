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

// SaveNominee names somebody in a nomination, or with an ID changes what is said of them;
// written.Version is the one that was read. Somebody with an account is named as the account is.
func (room *Room) SaveNominee(ctx context.Context, actor org.Actor, written improvement.Nominee) error {
	if !actor.May(org.ManageArea, written.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n := written // the transaction may be run again
		nomination, err := tx.PersonNomination(ctx, n.GroupID, n.NominationID)
		if err != nil {
			return err
		}
		var before postgres.NomineeRow
		if n.ID != 0 {
			if before, err = tx.LockNominee(ctx, n.GroupID, n.ID); err != nil {
				return err
			}
			if before.NominationID != n.NominationID {
				return fault.ErrNotFound
			}
			if before.Version != n.Version {
				return fault.ErrConflict
			}
		}
		if err := room.checkNominee(ctx, tx, naming{actor, &n, before}); err != nil {
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

// naming is what somebody says of a nominee, and what was stored before.
type naming struct {
	by     org.Actor
	to     *improvement.Nominee
	before postgres.NomineeRow
}

// givesAway reports whether the account would be shown a declaration that was noted when
// there was none, by somebody who may not read it, or who would then read it as the own and
// so without a row in the log.
func (c naming) givesAway() bool {
	tied := c.before.Declaration.ID != 0 && c.before.PersonID == 0 && c.to.PersonID != 0
	return tied && (!c.by.May(org.HandleDeclarations, c.to.GroupID, 0) || c.to.PersonID == c.by.Person.ID)
}

// checkNominee fills in the name of somebody with an account, and lists what is wrong.
func (room *Room) checkNominee(ctx context.Context, tx *postgres.Tx, change naming) error {
	n, before := change.to, change.before
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
	if change.givesAway() {
		v.Add("person", "declaration_there")
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
