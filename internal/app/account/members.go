package account

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// GivenRoles are the roles that a group's coordinator gives within the group: all but
// the coordinator's own and the installation's.
func GivenRoles() []org.Role {
	return slices.DeleteFunc(org.Roles(), func(r org.Role) bool { return r == org.Convener || r == org.Administrator })
}

// GroupMember is somebody with a role in a group, today or later.
type GroupMember struct {
	org.Membership
	Person org.Person
	// CanEnd is false for the coordinator, whose role the administrator gives.
	CanEnd bool
	// Invited is how far the invitation has come of somebody who has no password yet; nil
	// for all others.
	Invited *OpenInvitation
}

// Members is who has a role in a group.
type Members struct {
	List  []GroupMember // by role, then by when it began
	Units []org.Unit    // those that take part today
	Today time.Time
	// Composition is each unit's members today held against Limits, in the units' order.
	Composition []org.UnitComposition
	Limits      org.MemberLimits
	// Left is what those have left unfinished who are no longer in the group.
	Left []postgres.LeftOpen
	// Outsider is the coordinator, when that is no member of the group.
	Outsider *org.Person
}

func mayAppoint(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.AppointMembers, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// Members lists who has a role in the group, for its coordinator.
func (room *Room) Members(ctx context.Context, actor org.Actor, group org.GroupID) (Members, error) {
	m := Members{Today: room.today()}
	if err := mayAppoint(actor, group); err != nil {
		return m, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if m.Units, err = tx.UnitsDuring(ctx, group, m.Today, m.Today); err != nil {
			return err
		}
		byID, err := personsByID(ctx, tx)
		if err != nil {
			return err
		}
		held, err := tx.Memberships(ctx, group)
		if err != nil {
			return err
		}
		invited, err := openInvitations(ctx, tx)
		if err != nil {
			return err
		}
		m.List, m.Outsider = nil, nil
		for _, role := range org.Roles() {
			for _, h := range held {
				if h.Role == role && (h.To == nil || !h.To.Before(m.Today)) && !byID[h.PersonID].HasLeft(m.Today) {
					member := GroupMember{Membership: h, Person: byID[h.PersonID], CanEnd: role != org.Convener}
					if i, waits := invited[h.PersonID]; waits {
						member.Invited = &i
					}
					m.List = append(m.List, member)
				}
			}
		}
		if m.Limits, err = tx.MemberLimits(ctx, group); err != nil {
			return err
		}
		m.compose()
		m.Left, err = tx.LeftOpen(ctx, group, m.Today, mostLeft)
		return err
	})
	return m, err
}

// compose holds the members of today against what the group wants of its clinics, and of
// its coordinator.
func (m *Members) compose() {
	var today []org.Representative
	var held []org.Membership
	var coordinator *org.Person
	for _, member := range m.List {
		if !member.ActiveOn(m.Today) {
			continue
		}
		today, held = append(today, org.Representative{Membership: member.Membership, Person: member.Person}), append(held, member.Membership)
		if member.Role == org.Convener {
			coordinator = &member.Person
		}
	}
	m.Composition = org.Composition(m.Units, today, m.Limits)
	if members := org.Candidates(held, m.Today, 0); coordinator != nil && len(members) > 0 && !slices.Contains(members, coordinator.ID) {
		m.Outsider = coordinator
	}
}

// personsByID is everybody who has or had an account.
func personsByID(ctx context.Context, tx *postgres.Tx) (map[org.PersonID]org.Person, error) {
	persons, err := tx.Persons(ctx)
	byID := map[org.PersonID]org.Person{}
	for _, p := range persons {
		byID[p.ID] = p
	}
	return byID, err
}

// Invitation is somebody to have a role in a group. The person is found by the e-mail
// address; where nobody has it, an account is made of the name and the profession.
type Invitation struct {
	Person org.Person // without an id
	Grant  RoleGrant
}

// Invited is who got the role. Key is how the invitation reaches the person when it took an
// account, the zero KeySent when there was one.
type Invited struct {
	Person org.Person
	Key    KeySent
}

// InviteMember gives somebody a role in the group, with an account when there is none.
// Problems stand at the fields of CreateAccount, and at "person" for the name.
func (room *Room) InviteMember(ctx context.Context, actor org.Actor, i Invitation) (Invited, error) {
	var invited Invited
	if err := mayAppoint(actor, i.Grant.GroupID); err != nil {
		return invited, err
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		invited = Invited{}
		var v fault.ValidationError
		if i.Grant.Role.Valid() && !slices.Contains(GivenRoles(), i.Grant.Role) {
			v.Add("role", "role_not_given")
		}
		room.checkGrant(&v, i.Grant)
		if i.Person.Email == "" {
			v.Add("email", "required")
		}
		person, err := room.findMember(ctx, tx, &v, i.Person)
		if err != nil {
			return err
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		invited.Person, invited.Key, err = room.admit(ctx, tx, actor, person, i.Grant)
		return err
	})
	if err != nil {
		return Invited{}, err
	}
	return invited, nil
}

// EndMember makes the day the last of a role in the group; the coordinator's own and
// one of another group are fault.ErrNotFound, one that has ended already
// fault.ErrWrongState.
func (room *Room) EndMember(ctx context.Context, actor org.Actor, role org.Membership, last time.Time) error {
	if err := mayAppoint(actor, role.GroupID); err != nil {
		return err
	}
	var v fault.ValidationError
	if room.checkRoleDay(&v, "last", last); v.OrNil() != nil {
		return v.OrNil()
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Membership(ctx, role.ID)
		if err != nil {
			return err
		}
		if before.GroupID != role.GroupID || !slices.Contains(GivenRoles(), before.Role) {
			return fault.ErrNotFound
		}
		if last.Before(before.From) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "last", Code: "date_order"}}}
		}
		if err := tx.EndMembership(ctx, before.ID, last); err != nil {
			return err
		}
		after := before
		after.To = &last
		return room.auditRole(ctx, tx, actor, roleChange{action: "account.end_role", before: &before, after: &after})
	})
}

// findMember is the person with the address, with an id; or as typed, without one, when
// nobody has it and an account can be made of what was typed. Problems stand at "email",
// "person" (the name) and "profession". Nobody at all for no address.
func (room *Room) findMember(ctx context.Context, tx *postgres.Tx, v *fault.ValidationError, typed org.Person) (org.Person, error) {
	typed.Email, typed.Name = strings.TrimSpace(typed.Email), strings.TrimSpace(typed.Name)
	if typed.Email == "" {
		return org.Person{}, nil
	}
	login, err := tx.Login(ctx, typed.Email)
	if errors.Is(err, fault.ErrNotFound) {
		var wrong fault.ValidationError
		typed.Profession = cmp.Or(typed.Profession, org.OtherProfession)
		checkPerson(&wrong, typed)
		for _, p := range wrong.Problems {
			if p.Field == "name" {
				p.Field = "person"
				if p.Code == "required" {
					p.Code = "name_for_account"
				}
			}
			v.Add(p.Field, p.Code, p.Args...)
		}
		return typed, nil
	}
	if err != nil {
		return org.Person{}, err
	}
	person, err := tx.Person(ctx, login.ID)
	if err == nil && person.LeftOn != nil {
		v.Add("email", "account_closed", person.Name)
	}
	return person, err
}

// admit gives the person the role, with an account and an invitation when there is none.
func (room *Room) admit(ctx context.Context, tx *postgres.Tx, actor org.Actor, p org.Person, g RoleGrant) (org.Person, KeySent, error) {
	known := p.ID != 0
	if !known {
		var err error
		if p.ID, err = tx.AddPerson(ctx, p, ""); err != nil {
			return p, KeySent{}, err
		}
		if err := room.auditPerson(ctx, tx, actor, personChange{action: "account.create", after: &p}); err != nil {
			return p, KeySent{}, err
		}
	}
	if _, err := room.grant(ctx, tx, actor, p.ID, g); err != nil || known {
		return p, KeySent{}, err
	}
	sent, err := room.giveKey(ctx, tx, actor, p, InvitationKey)
	return p, sent, err
}
