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
