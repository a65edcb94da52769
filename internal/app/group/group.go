// Package group is the use cases about the group itself: who belongs to it, which
// units, its rules and days, and the log of what has been changed. It must not
// know HTTP or templates.
package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Room is the group room's use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
	// base is where people find the site, for the links in letters; "" when not known.
	base string
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithBaseURL gives the use cases with the address where people find the site.
func (room *Room) WithBaseURL(url string) *Room {
	with := *room
	with.base = url
	return &with
}

// today is the calendar day where the clinics are, at midnight UTC as dates are kept.
func (room *Room) today() time.Time {
	return org.DayOf(room.now())
}

// Member is somebody with a role in the group today.
type Member struct {
	Person org.Person
	Role   org.Role
	UnitID org.UnitID // zero for the roles that concern the whole group
	To     *time.Time // the role's last day; nil while it lasts
	// Represents is for whom a reader outside the group reads, in words.
	Represents string
}

// Page is everything about a group.
type Page struct {
	Group   org.Group
	Units   []org.Unit // in the group's own order; those that have left are not here
	Members []Member   // by role, then by when it began
	Reasons []string   // why a figure may be missing, those in use
	Names   org.GroupNames
	Former  []org.FormerName // what it has been called
	// Composition is each unit's members held against Limits, in the units' order.
	Composition []org.UnitComposition
	Limits      org.MemberLimits
	// NextPeriod is the collection period whose figures are due next, by NextDue.
	NextPeriod quality.Period
	NextDue    time.Time
	// ReportYear is the year that the material due next is about, by ReportDue.
	ReportYear int
	ReportDue  time.Time
}

// Page reads the group with its members and days.
func (room *Room) Page(ctx context.Context, actor org.Actor, id org.GroupID) (Page, error) {
	var p Page
	if !actor.May(org.ViewGroup, id, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error { return room.read(ctx, tx, id, &p) })
	return p, err
}

func (room *Room) read(ctx context.Context, tx *postgres.Tx, id org.GroupID, p *Page) (err error) {
	today := room.today()
	if p.Group, err = tx.Group(ctx, id); err != nil {
		return err
	}
	if p.Names, err = tx.GroupNames(ctx, id); err != nil {
		return err
	}
	if p.Former, err = tx.FormerNames(ctx, id); err != nil {
		return err
	}
	if p.Units, err = tx.UnitsDuring(ctx, id, today, today); err != nil {
		return err
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	memberships, err := tx.Memberships(ctx, id)
	if err != nil {
		return err
	}
	p.Members = membersOn(today, persons, memberships)
	if p.Limits, err = tx.MemberLimits(ctx, id); err != nil {
		return err
	}
	p.Composition = org.Composition(p.Units, representatives(p.Members), p.Limits)
	reasons, err := tx.MissingReasons(ctx, id)
	for _, r := range reasons {
		if r.Active {
			p.Reasons = append(p.Reasons, r.Text)
		}
	}
	p.setDays(today)
	return err
}

func membersOn(today time.Time, persons []org.Person, memberships []org.Membership) []Member {
	byID := map[org.PersonID]org.Person{}
	for _, person := range persons {
		byID[person.ID] = person
	}
	var members []Member
	for _, role := range org.Roles() {
		for _, m := range memberships {
			person := byID[m.PersonID]
			if m.Role == role && m.ActiveOn(today) && !person.HasLeft(today) {
				members = append(members, Member{Person: person, Role: role, UnitID: m.UnitID, To: m.To, Represents: m.Represents})
			}
		}
	}
	return members
}

// setDays works out what is due next: the earliest day that is not past.
func (p *Page) setDays(today time.Time) {
	months := p.Group.CollectionMonths
	p.NextPeriod = quality.PeriodOf(today, months)
	for ended := quality.LastEnded(today, months); !ended.Due(p.Group.DueDays).Before(today); {
		p.NextPeriod = ended
		ended = quality.LastEnded(ended.End(), months)
	}
	p.NextDue = p.NextPeriod.Due(p.Group.DueDays)
	p.ReportYear = today.Year() - 1
	if p.Group.ReportDue(p.ReportYear).Before(today) {
		p.ReportYear++
	}
	p.ReportDue = p.Group.ReportDue(p.ReportYear)
}
