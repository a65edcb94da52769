package group

import (
	"context"
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
