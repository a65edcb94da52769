package account

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GroupRow is a group as those who care for accounts see it.
type GroupRow struct {
	org.Group
	Names org.GroupNames
	// Coordinators hold the role today or later, by when it begins.
	Coordinators []Coordinator
	SetUp        bool // done with the set-up
	Version      int  // of the group's settings
}

// Coordinator is who calls a group together.
type Coordinator struct {
	Person org.Person
	org.Membership
}

// GroupList is every group, and what a new one can be put together of.
type GroupList struct {
	Groups  []GroupRow
	Regions []postgres.HealthcareRegion
	Bodies  []org.Body
	Today   time.Time
}

// Groups lists every group, by name.
func (room *Room) Groups(ctx context.Context, actor org.Actor) (GroupList, error) {
	l := GroupList{Today: room.today()}
	if err := mayManage(actor); err != nil {
		return l, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error { return room.readGroups(ctx, tx, &l) })
	return l, err
}

func (room *Room) readGroups(ctx context.Context, tx *postgres.Tx, l *GroupList) error {
	groups, err := tx.AllGroups(ctx)
	if err != nil {
		return err
	}
	administered, err := tx.AdministeredGroups(ctx)
	if err != nil {
		return err
	}
	byID, err := personsByID(ctx, tx)
	if err != nil {
		return err
	}
	memberships, err := tx.Memberships(ctx, 0)
	if err != nil {
		return err
	}
	l.Groups = nil // the transaction may run again
	for _, g := range groups {
		row := GroupRow{Group: g}
		for _, a := range administered {
			if a.ID == g.ID {
				row.Names, row.SetUp, row.Version = a.GroupNames, a.SetUp, a.Version
			}
		}
		for _, m := range memberships {
			if m.GroupID == g.ID && m.Role == org.Convener && (m.To == nil || !m.To.Before(l.Today)) {
				row.Coordinators = append(row.Coordinators, Coordinator{byID[m.PersonID], m})
			}
		}
		l.Groups = append(l.Groups, row)
	}
	if l.Regions, err = tx.HealthcareRegions(ctx); err != nil {
		return err
	}
	l.Bodies, err = tx.Bodies(ctx)
	return err
}

// NewBody is a body to add above the groups; none when it has no name.
type NewBody struct {
	Name, ShortName string
	ParentID        org.BodyID // zero for the highest
}

// NewGroup is a group to make: what it is called, where it belongs, and who is to set
// it up.
type NewGroup struct {
	RegionID int64
	Code     string // "" makes one of the short name
	Names    org.GroupNames
	Body     NewBody // added, and then the group's
	// Coordinator is who sets it up, found by the e-mail address or given an account; an
	// empty address leaves the group without one for now.
	Coordinator org.Person
}

// MadeGroup is a new group and its coordinator. Key is how the invitation reaches a
// coordinator who got an account, the zero KeySent when there was one.
type MadeGroup struct {
	ID          org.GroupID
	Coordinator org.Person
	Key         KeySent
}

// CreateGroup makes an empty group and appoints its coordinator. Problems stand at the
// fields of quality.CheckGroupNames, "region", "code", "body", "body_name",
// "body_short_name", "body_parent", "email" and "person".
func (room *Room) CreateGroup(ctx context.Context, actor org.Actor, wanted NewGroup) (MadeGroup, error) {
	var made MadeGroup
	if err := mayManage(actor); err != nil {
		return made, err
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		made = MadeGroup{}
		n := wanted                               // what is filled in of it goes when the transaction is run again
		if err := tx.LockSetup(ctx); err != nil { // two must not make the same code
			return err
		}
		var v fault.ValidationError
		if err := checkGroup(ctx, tx, &v, n); err != nil {
			return err
		}
		if err := checkCode(ctx, tx, &v, &n); err != nil {
			return err
		}
		person, err := room.findMember(ctx, tx, &v, n.Coordinator)
		if err != nil {
			return err
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		if err := room.addBody(ctx, tx, &n); err != nil {
			return err
		}
		if made.ID, err = tx.AddGroup(ctx, n.RegionID, n.Code, n.Names); err != nil {
			return err
		}
		if err := room.start.give(ctx, tx, made.ID); err != nil {
			return err
		}
		if err := room.auditGroup(ctx, tx, actor, groupChange{action: "account.create_group", group: made.ID, code: n.Code, after: &n.Names}); err != nil {
			return err
		}
		if n.Coordinator.Email == "" {
			return nil
		}
		made.Coordinator, made.Key, err = room.admit(ctx, tx, actor, person, RoleGrant{Role: org.Convener, GroupID: made.ID, From: room.today()})
		return err
	})
	if err != nil {
		return MadeGroup{}, err
	}
	return made, nil
}

// checkGroup notes what is wrong with the group, but for its code.
func checkGroup(ctx context.Context, tx *postgres.Tx, v *fault.ValidationError, n NewGroup) error {
	quality.CheckGroupNames(v, n.Names)
	regions, err := tx.HealthcareRegions(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(regions, func(r postgres.HealthcareRegion) bool { return r.ID == n.RegionID }) {
		v.Add("region", "unknown_choice")
	}
	return checkBody(ctx, tx, v, n)
}

// checkCode notes what is wrong with the code of a new group, and fills in one where none
// was typed.
func checkCode(ctx context.Context, tx *postgres.Tx, v *fault.ValidationError, n *NewGroup) error {
	codes, err := tx.PlaceCodes(ctx)
	if err != nil {
		return err
	}
	taken := func(code string) bool { return slices.Contains(codes, code) }
	switch {
	case n.Code == "":
		if n.Code = org.CodeOf(cmp.Or(n.Names.ShortName, n.Names.Name)); n.Code == "" && n.Names.ShortName != "" {
			v.Add("code", "code_from_name")
		}
		n.Code = org.FreeCode(n.Code, taken)
	case !quality.ValidCode(n.Code) || n.Code != org.CodeOf(n.Code):
		v.Add("code", "group_code_letters")
	case taken(n.Code):
		v.Add("code", "code_taken")
	}
	return nil
}

func checkBody(ctx context.Context, tx *postgres.Tx, v *fault.ValidationError, n NewGroup) error {
	bodies, err := tx.Bodies(ctx)
	if err != nil {
		return err
	}
	known := func(id org.BodyID) bool {
		return id == 0 || slices.ContainsFunc(bodies, func(b org.Body) bool { return b.ID == id })
	}
	if !known(n.Names.BodyID) {
		v.Add("body", "unknown_choice")
	}
	if n.Body == (NewBody{}) {
		return nil
	}
	quality.NeededText(v, "body_name", n.Body.Name, quality.MaxGroupName)
	quality.NeededText(v, "body_short_name", n.Body.ShortName, quality.MaxGroupShortName)
	if !known(n.Body.ParentID) {
		v.Add("body_parent", "unknown_choice")
	}
	return nil
}

// addBody stores the body that is to receive the group's material, when it is a new one.
func (room *Room) addBody(ctx context.Context, tx *postgres.Tx, n *NewGroup) error {
	if n.Body.Name == "" {
		return nil
	}
	codes, err := tx.PlaceCodes(ctx)
	if err != nil {
		return err
	}
	code := org.FreeCode(strings.ToUpper(cmp.Or(org.CodeOf(n.Body.ShortName), "mottagare")), func(c string) bool { return slices.Contains(codes, c) })
	id, err := tx.EnsureBody(ctx, postgres.NewBody{ParentID: int64(n.Body.ParentID), Code: code, Name: n.Body.Name, ShortName: n.Body.ShortName})
	n.Names.BodyID = org.BodyID(id)
	return err
}

// GroupStart is what every new group starts with and can change: the headings of its
// yearly report, and the reasons for missing figures.
type GroupStart struct {
	Headings       []postgres.ReportHeading
	MissingReasons []string
}

func (s GroupStart) give(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	for _, h := range s.Headings {
		if err := tx.AddReportHeading(ctx, group, h); err != nil {
			return err
		}
	}
	for _, text := range s.MissingReasons {
		if _, err := tx.EnsureMissingReason(ctx, group, text); err != nil {
			return err
		}
	}
	return nil
}
