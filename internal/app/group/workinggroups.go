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

// WorkingGroups is the group's working groups, those that have not ended first.
type WorkingGroups struct {
	List  []postgres.WorkingGroupRow
	Today time.Time
}

// WorkingGroups lists the working groups under the area, for those inside it.
func (room *Room) WorkingGroups(ctx context.Context, actor org.Actor, group org.GroupID) (WorkingGroups, error) {
	list := WorkingGroups{Today: room.today()}
	if !actor.May(org.Discuss, group, 0) {
		return list, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list.List, err = tx.WorkingGroups(ctx, group)
		return err
	})
	return list, err
}

// WorkingGroupPage is a working group with its members and what it has told.
type WorkingGroupPage struct {
	postgres.WorkingGroupRow
	Choices
	Members []postgres.WorkingGroupMemberRow
	Events  []postgres.WorkingGroupEventRow // the latest first
	// MayReport says that the actor may write what it tells: its members with an account,
	// and those who see to the area.
	Manages, MayReport bool
	Today              time.Time
	Last               postgres.LastChange
}

// workingGroupSubject is what the log calls a change of a working group.
const workingGroupSubject = "working_group"

// WorkingGroup reads one working group, for those inside the group.
func (room *Room) WorkingGroup(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.WorkingGroupID) (WorkingGroupPage, error) {
	p := WorkingGroupPage{Today: room.today(), Manages: actor.May(org.ManageArea, group, 0)}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.WorkingGroupRow, err = tx.WorkingGroup(ctx, group, id); err != nil {
			return err
		}
		if p.Members, err = tx.WorkingGroupMembers(ctx, group, id); err != nil {
			return err
		}
		if p.Events, err = tx.WorkingGroupEvents(ctx, group, id); err != nil {
			return err
		}
		if p.Choices, err = room.readChoices(ctx, tx, group, nil); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, workingGroupSubject, int64(id))
		return err
	})
	p.MayReport = p.Manages || within(actor, p.Members)
	return p, err
}

func within(actor org.Actor, members []postgres.WorkingGroupMemberRow) bool {
	return slices.ContainsFunc(members, func(m postgres.WorkingGroupMemberRow) bool { return m.PersonID != 0 && m.PersonID == actor.Person.ID })
}

// CreateWorkingGroup stores a working group and gives its id.
func (room *Room) CreateWorkingGroup(ctx context.Context, actor org.Actor, g improvement.WorkingGroup) (id improvement.WorkingGroupID, err error) {
	if !actor.May(org.ManageArea, g.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := g.Check(); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if id, err = tx.AddWorkingGroup(ctx, g); err != nil {
			return err
		}
		g.ID = id
		return room.auditWorkingGroup(ctx, tx, actor, "working_group.create", nil, keptWorkingGroup(g), g)
	})
	return id, err
}

// SeenWorkingGroup is a working group as somebody has seen it.
type SeenWorkingGroup struct {
	GroupID org.GroupID
	ID      improvement.WorkingGroupID
	Version int
}

// SaveWorkingGroup changes what is said of a working group. Its last day is changed by
// extending it.
func (room *Room) SaveWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, to improvement.WorkingGroup) error {
	return room.changeWorkingGroup(ctx, actor, seen, "working_group.save", func(_ *postgres.Tx, g *improvement.WorkingGroup) error {
		g.Title, g.Mandate, g.DecidedBy, g.Link, g.From = to.Title, to.Mandate, to.DecidedBy, to.Link, to.From
		return g.Check()
	})
}

// ExtendWorkingGroup gives a working group a later last day, with why.
func (room *Room) ExtendWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, to time.Time, why string) error {
	return room.changeWorkingGroup(ctx, actor, seen, "working_group.extend", func(tx *postgres.Tx, g *improvement.WorkingGroup) error {
		e, err := g.Extend(to, why)
		if err != nil {
			return err
		}
		e.On, e.WrittenBy, e.WrittenAt = room.today(), actor.Person.ID, room.now()
		return tx.AddWorkingGroupEvent(ctx, e)
	})
}

// EndWorkingGroup notes what came of a working group.
func (room *Room) EndWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, outcome string) error {
	return room.changeWorkingGroup(ctx, actor, seen, "working_group.end", func(_ *postgres.Tx, g *improvement.WorkingGroup) error {
		return g.End(room.today(), outcome)
	})
}

func (room *Room) changeWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, action string, do func(*postgres.Tx, *improvement.WorkingGroup) error) error {
	if !actor.May(org.ManageArea, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.WorkingGroup(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		g := row.WorkingGroup
		if err := do(tx, &g); err != nil {
			return err
		}
		if err := tx.SaveWorkingGroup(ctx, g); err != nil {
			return err
		}
		return room.auditWorkingGroup(ctx, tx, actor, action, keptWorkingGroup(row.WorkingGroup), keptWorkingGroup(g), g)
	})
}

// AddWorkingGroupMember takes somebody into a working group: with an account as the account
// is named, or without.
func (room *Room) AddWorkingGroupMember(ctx context.Context, actor org.Actor, m improvement.WorkingGroupMember) error {
	return room.changeMembers(ctx, actor, m, "working_group.add_member", func(tx *postgres.Tx, p WorkingGroupPage) (string, error) {
		var v fault.ValidationError
		if m.PersonID != 0 {
			n := slices.IndexFunc(p.Choices.Members, func(c Member) bool { return c.Person.ID == m.PersonID })
			if n < 0 {
				v.Add("person", "unknown_choice")
			} else {
				m.Name, m.Email = p.Choices.Members[n].Person.Name, p.Choices.Members[n].Person.Email
			}
			if slices.ContainsFunc(p.Members, func(o postgres.WorkingGroupMemberRow) bool { return o.PersonID == m.PersonID }) {
				v.Add("person", "already_named")
			}
		}
		if m.RegionID != 0 && !slices.ContainsFunc(p.Units, func(u org.Unit) bool { return u.RegionID == m.RegionID }) {
			v.Add("region", "unknown_choice")
		}
		take(&v, m.Check())
		if err := v.OrNil(); err != nil {
			return "", err
		}
		return m.Name, tx.AddWorkingGroupMember(ctx, m)
	})
}

// RemoveWorkingGroupMember takes somebody out of a working group.
func (room *Room) RemoveWorkingGroupMember(ctx context.Context, actor org.Actor, m improvement.WorkingGroupMember) error {
	return room.changeMembers(ctx, actor, m, "working_group.remove_member", func(tx *postgres.Tx, p WorkingGroupPage) (string, error) {
		n := slices.IndexFunc(p.Members, func(o postgres.WorkingGroupMemberRow) bool { return o.ID == m.ID })
		if n < 0 {
			return "", fault.ErrNotFound
		}
		return p.Members[n].Name, tx.RemoveWorkingGroupMember(ctx, m)
	})
}

func (room *Room) changeMembers(ctx context.Context, actor org.Actor, m improvement.WorkingGroupMember, action string, do func(*postgres.Tx, WorkingGroupPage) (string, error)) error {
	if !actor.May(org.ManageArea, m.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		var p WorkingGroupPage
		if p.WorkingGroupRow, err = tx.WorkingGroup(ctx, m.GroupID, m.WorkingGroupID); err != nil {
			return err
		}
		if p.Members, err = tx.WorkingGroupMembers(ctx, m.GroupID, m.WorkingGroupID); err != nil {
			return err
		}
		if p.Choices, err = room.readChoices(ctx, tx, m.GroupID, nil); err != nil {
			return err
		}
		name, err := do(tx, p)
		if err != nil {
			return err
		}
		return room.auditWorkingGroup(ctx, tx, actor, action, nil, auditedWorkingGroup{Title: p.Title, Person: name}, p.WorkingGroup)
	})
}

// ReportFromWorkingGroup notes what a working group tells the area: for its members with an
// account, and those who see to the area.
func (room *Room) ReportFromWorkingGroup(ctx context.Context, actor org.Actor, e improvement.WorkingGroupEvent) error {
	if !actor.May(org.Discuss, e.GroupID, 0) {
		return fault.ErrForbidden
	}
	e.Kind, e.WrittenBy, e.WrittenAt = improvement.WorkingGroupReport, actor.Person.ID, room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		g, err := tx.WorkingGroup(ctx, e.GroupID, e.WorkingGroupID)
		if err != nil {
			return err
		}
		members, err := tx.WorkingGroupMembers(ctx, e.GroupID, e.WorkingGroupID)
		if err != nil {
			return err
		}
		if !actor.May(org.ManageArea, e.GroupID, 0) && !within(actor, members) {
			return fault.ErrForbidden
		}
		if err := e.Check(); err != nil {
			return err
		}
		if e.On.After(room.today()) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "happened_on", Code: "date_future"}}}
		}
		if err := tx.AddWorkingGroupEvent(ctx, e); err != nil {
			return err
		}
		return room.auditWorkingGroup(ctx, tx, actor, "working_group.report", nil, auditedWorkingGroup{Title: g.Title, Text: e.Body}, g.WorkingGroup)
	})
}

// auditedWorkingGroup is what the log keeps of a working group.
type auditedWorkingGroup struct {
	Title     string `json:"working_group"`
	Person    string `json:"person,omitempty"`
	Mandate   string `json:"working_group_mandate,omitempty"`
	DecidedBy string `json:"given_by,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Outcome   string `json:"outcome,omitempty"`
	Text      string `json:"report_words,omitempty"`
}

func keptWorkingGroup(g improvement.WorkingGroup) auditedWorkingGroup {
	return auditedWorkingGroup{Title: g.Title, Mandate: g.Mandate, DecidedBy: g.DecidedBy, From: g.From.Format(time.DateOnly), To: g.To.Format(time.DateOnly), Outcome: g.Outcome}
}

func (room *Room) auditWorkingGroup(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before, after any, g improvement.WorkingGroup) error {
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: g.GroupID, Subject: workingGroupSubject,
		SubjectID: int64(g.ID), Before: before, After: after})
}
