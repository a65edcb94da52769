package group

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// What handlers name without knowing the database: a link with its measure, an action with
// the names of what it points at.
type (
	LibraryLinkRow = postgres.LibraryLinkRow
	ActionRow      = postgres.ActionRow
)

// LibraryLinks is the group's links.
type LibraryLinks struct {
	List     []LibraryLinkRow
	Measures []quality.Indicator
	CanWrite bool
	Today    time.Time
}

// LibraryLinks reads the group's links, by kind.
func (room *Room) LibraryLinks(ctx context.Context, actor org.Actor, group org.GroupID) (LibraryLinks, error) {
	p := LibraryLinks{CanWrite: mayWrite(actor, group), Today: room.today()}
	if !actor.May(org.ViewWork, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.List, err = tx.LibraryLinks(ctx, group); err != nil {
			return err
		}
		p.Measures, err = tx.Indicators(ctx, group, room.today())
		return err
	})
	return p, err
}

// LibraryLink reads one of the links to change it, with the others.
func (room *Room) LibraryLink(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.LibraryLinkID) (LibraryLinkRow, LibraryLinks, error) {
	p, err := room.LibraryLinks(ctx, actor, group)
	switch {
	case err != nil:
		return LibraryLinkRow{}, p, err
	case !p.CanWrite:
		return LibraryLinkRow{}, p, fault.ErrForbidden
	}
	n := slices.IndexFunc(p.List, func(l LibraryLinkRow) bool { return l.ID == id })
	if n < 0 {
		return LibraryLinkRow{}, p, fault.ErrNotFound
	}
	return p.List[n], p, nil
}

// SaveLibraryLink stores a link: anew when the id is zero. Problems stand at the fields of
// improvement.LibraryLink.Check, and at "measure".
func (room *Room) SaveLibraryLink(ctx context.Context, actor org.Actor, l improvement.LibraryLink) error {
	return room.changeLink(ctx, actor, l, func(tx *postgres.Tx, before improvement.LibraryLink) (improvement.LibraryLink, string, error) {
		var v, invalid = fault.ValidationError{}, (*fault.ValidationError)(nil)
		if errors.As(l.Check(room.today()), &invalid) {
			v.Problems = append(v.Problems, invalid.Problems...)
		}
		measures, err := tx.Indicators(ctx, l.GroupID, room.today())
		if l.IndicatorID != 0 && l.IndicatorID != before.IndicatorID && !slices.ContainsFunc(measures, func(i quality.Indicator) bool { return i.ID == l.IndicatorID }) {
			v.Add("measure", "unknown_choice")
		}
		if err == nil {
			err = v.OrNil()
		}
		l.CheckedBy = actor.Person.ID
		if l.ID == 0 {
			return l, "link.create", err
		}
		return l, "link.save", err
	})
}

// CheckLibraryLink says that the link still holds today.
func (room *Room) CheckLibraryLink(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.LibraryLinkID) error {
	return room.changeLink(ctx, actor, improvement.LibraryLink{GroupID: group, ID: id}, func(_ *postgres.Tx, l improvement.LibraryLink) (improvement.LibraryLink, string, error) {
		l.CheckedOn, l.CheckedBy = room.today(), actor.Person.ID
		return l, "link.check", nil
	})
}

// EndLibraryLink takes a link away.
func (room *Room) EndLibraryLink(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.LibraryLinkID) error {
	return room.changeLink(ctx, actor, improvement.LibraryLink{GroupID: group, ID: id}, func(_ *postgres.Tx, l improvement.LibraryLink) (improvement.LibraryLink, string, error) {
		now := room.now()
		l.EndedAt = &now
		return l, "link.end", nil
	})
}

// changeLink makes a change to the link and writes it into the log under the name that it
// gives.
func (room *Room) changeLink(ctx context.Context, actor org.Actor, of improvement.LibraryLink,
	do func(*postgres.Tx, improvement.LibraryLink) (improvement.LibraryLink, string, error)) error {
	if !mayWrite(actor, of.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		var before improvement.LibraryLink
		entry := postgres.AuditEntry{At: room.now(), GroupID: of.GroupID, Subject: "library_link"}
		if of.ID != 0 {
			all, err := tx.LibraryLinks(ctx, of.GroupID)
			if err != nil {
				return err
			}
			n := slices.IndexFunc(all, func(l LibraryLinkRow) bool { return l.ID == of.ID })
			if n < 0 {
				return fault.ErrNotFound
			}
			before = all[n].LibraryLink
			entry.Before = keptLink(before)
		}
		l, action, err := do(tx, before)
		if err != nil {
			return err
		}
		l.WrittenAt = room.now()
		if l.ID == 0 {
			l.ID, err = tx.AddLibraryLink(ctx, l)
		} else {
			err = tx.SaveLibraryLink(ctx, l)
		}
		entry.Action, entry.SubjectID, entry.After = action, int64(l.ID), keptLink(l)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

func keptLink(l improvement.LibraryLink) any {
	return map[string]any{"link": l.Title, "link_kind": l.Kind, "link_url": l.URL, "link_source": l.Source, "link_area": l.Area, "link_what": l.What, "link_year": l.Year,
		"link_checked": l.CheckedOn.Format(time.DateOnly), "link_ended": l.EndedAt != nil}
}

// NationalArea is an improvement area of the national plan beside the group's own actions in
// it.
type NationalArea struct {
	Area    string
	Entries []LibraryLinkRow
	// Actions are those whose plan names the area, or one of its entries, as the national
	// plan that it belongs to.
	Actions []ActionRow
}

// mostActions is how many actions are held beside the national plan.
const mostActions = 500

// NationalPlan reads the national programme area's plan by improvement area, with the group's
// open and finished actions beside it; what actions name that the plan has nothing of stands
// last, without entries.
func (room *Room) NationalPlan(ctx context.Context, actor org.Actor, group org.GroupID) (areas []NationalArea, canWrite bool, err error) {
	p, err := room.LibraryLinks(ctx, actor, group)
	if err != nil {
		return nil, false, err
	}
	var actions []ActionRow
	if err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		actions, err = tx.Actions(ctx, postgres.ActionFilter{GroupID: group, Limit: mostActions})
		return err
	}); err != nil {
		return nil, false, err
	}
	for _, l := range p.List {
		if l.Kind != improvement.NationalPlanLink {
			continue
		}
		if n := len(areas); n == 0 || areas[n-1].Area != l.Area {
			areas = append(areas, NationalArea{Area: l.Area})
		}
		areas[len(areas)-1].Entries = append(areas[len(areas)-1].Entries, l)
	}
	return withActions(areas, actions), p.CanWrite, nil
}

// withActions puts each action that names a national plan in its area.
func withActions(areas []NationalArea, actions []ActionRow) []NationalArea {
	named := len(areas)
	for _, a := range actions {
		plan := strings.TrimSpace(a.NationalPlan)
		if plan == "" {
			continue
		}
		n := slices.IndexFunc(areas, func(area NationalArea) bool { return area.names(plan) })
		if n < 0 {
			n = len(areas)
			areas = append(areas, NationalArea{Area: plan})
		}
		areas[n].Actions = append(areas[n].Actions, a)
	}
	slices.SortStableFunc(areas[named:], func(a, b NationalArea) int { return strings.Compare(a.Area, b.Area) })
	return areas
}

// names reports whether an action that names the plan so is in the area.
func (a NationalArea) names(plan string) bool {
	return strings.EqualFold(a.Area, plan) || slices.ContainsFunc(a.Entries, func(l LibraryLinkRow) bool { return strings.EqualFold(l.Title, plan) })
}
