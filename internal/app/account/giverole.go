package account

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// RoleGrant is a role to give: what, where and for how long. Both days count.
type RoleGrant struct {
	Role    org.Role
	GroupID org.GroupID // zero for an administrator
	UnitID  org.UnitID  // for the roles that are held at a unit
	From    time.Time
	To      *time.Time // nil while it lasts
	// Represents is for whom a reader outside the group reads, in words; "" for the
	// others, and where it is not said.
	Represents string
}

// maxRepresents is the most characters of for whom somebody reads.
const maxRepresents = 200

// earliestRole is the first day that a role can be held from, and mostYearsAhead
// how far from today its days can be: a slip of the pen must not give somebody a
// role for a thousand years, or end it before there was a Samsyn.
var earliestRole = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

const mostYearsAhead = 10

// checkRoleDay notes at the field a day that is outside those limits.
func (room *Room) checkRoleDay(v *fault.ValidationError, field string, day time.Time) {
	latest := room.today().AddDate(mostYearsAhead, 0, 0)
	if day.Before(earliestRole) || day.After(latest) {
		v.Add(field, "date_limits", earliestRole, latest)
	}
}

// checkGrant notes what is wrong at "role", "group", "unit", "from", "to" and
// "represents".
func (room *Room) checkGrant(v *fault.ValidationError, g RoleGrant) {
	if !g.Role.Valid() {
		v.Add("role", "role_required")
		return
	}
	switch {
	case g.Role == org.Administrator && g.GroupID != 0:
		v.Add("group", "role_of_installation")
	case g.Role != org.Administrator && g.GroupID == 0:
		v.Add("group", "group_required")
	}
	switch {
	case g.Role.OfUnit() && g.UnitID == 0:
		v.Add("unit", "unit_required")
	case !g.Role.OfUnit() && g.UnitID != 0:
		v.Add("unit", "role_of_group")
	}
	if g.From.IsZero() {
		v.Add("from", "required")
	} else {
		room.checkRoleDay(v, "from", g.From)
	}
	quality.FreeText(v, "represents", g.Represents, maxRepresents)
	if g.Represents != "" && !g.Role.Outside() {
		v.Add("represents", "role_within")
	}
	switch {
	case g.To == nil:
	case g.To.Before(g.From):
		v.Add("to", "date_order")
	default:
		room.checkRoleDay(v, "to", *g.To)
	}
}

// GiveRole gives a person a role. A person who has left must first come back:
// fault.ErrWrongState.
func (room *Room) GiveRole(ctx context.Context, actor org.Actor, person org.PersonID, g RoleGrant) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	var v fault.ValidationError
	room.checkGrant(&v, g)
	if err := v.OrNil(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := tx.Person(ctx, person)
		if err != nil {
			return err
		}
		if p.LeftOn != nil {
			return fault.ErrWrongState
		}
		_, err = room.grant(ctx, tx, actor, person, g)
		return err
	})
}

// grant checks the role against what is stored, and gives it.
func (room *Room) grant(ctx context.Context, tx *postgres.Tx, actor org.Actor, person org.PersonID, g RoleGrant) (org.MembershipID, error) {
	var v fault.ValidationError
	if g.UnitID != 0 {
		units, err := tx.Units(ctx, g.GroupID)
		if err != nil {
			return 0, err
		}
		if !slices.ContainsFunc(units, func(u org.Unit) bool { return u.ID == g.UnitID }) {
			v.Add("unit", "unit_of_another_group")
		}
	}
	m := org.Membership{PersonID: person, GroupID: g.GroupID, UnitID: g.UnitID, Role: g.Role, From: g.From, To: g.To, Represents: g.Represents}
	held, err := tx.Memberships(ctx, g.GroupID)
	if err != nil {
		return 0, err
	}
	if slices.ContainsFunc(held, func(h org.Membership) bool { return overlaps(h, m) }) {
		v.Add("role", "role_held")
	}
	if g.Role == org.Convener && !mayCoordinate(held, m) {
		v.Add("role", "coordinator_not_member")
	}
	if err := v.OrNil(); err != nil {
		return 0, err
	}
	return room.addRole(ctx, tx, actor, m)
}

// mayCoordinate reports whether the person can be the group's coordinator: one of its
// members, or anybody as long as it has none, since somebody must begin. Where another has
// the role already that is the problem, and the database tells of it.
func mayCoordinate(held []org.Membership, m org.Membership) bool {
	if slices.ContainsFunc(held, func(h org.Membership) bool { return h.Role == org.Convener && h.Overlaps(m) }) {
		return true
	}
	members := org.Candidates(held, m.From, 0)
	return len(members) == 0 || slices.Contains(members, m.PersonID)
}

// overlaps reports whether the two are the same role of the same person on some day.
func overlaps(a, b org.Membership) bool {
	return a.PersonID == b.PersonID && a.GroupID == b.GroupID && a.UnitID == b.UnitID && a.Role == b.Role && a.Overlaps(b)
}

func (room *Room) addRole(ctx context.Context, tx *postgres.Tx, actor org.Actor, m org.Membership) (org.MembershipID, error) {
	id, err := tx.AddMembership(ctx, m)
	if err != nil {
		return 0, err
	}
	m.ID = id
	return id, room.auditRole(ctx, tx, actor, roleChange{action: "account.give_role", after: &m})
}

// roleChange is a change to a role as the audit keeps it.
type roleChange struct {
	action        string
	before, after *org.Membership
}

type auditedRole struct {
	PersonName string   `json:"person"`
	Role       org.Role `json:"role"`
	From       string   `json:"from"`
	To         string   `json:"to,omitempty"`
	Represents string   `json:"represents,omitempty"`
}

func (room *Room) auditRole(ctx context.Context, tx *postgres.Tx, actor org.Actor, c roleChange) error {
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, Subject: "membership"}
	person, err := tx.Person(ctx, c.after.PersonID)
	if err != nil {
		return err
	}
	kept := func(m org.Membership) auditedRole {
		a := auditedRole{PersonName: person.Name, Role: m.Role, From: i18n.Date(ctx, m.From), Represents: m.Represents}
		if m.To != nil {
			a.To = i18n.Date(ctx, *m.To)
		}
		return a
	}
	entry.GroupID, entry.UnitID, entry.SubjectID = c.after.GroupID, c.after.UnitID, int64(c.after.ID)
	entry.After = kept(*c.after)
	if c.before != nil {
		entry.Before = kept(*c.before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}
