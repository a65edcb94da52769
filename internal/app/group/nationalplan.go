package group

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// NationalArea is an improvement area of the national plan beside the group's own actions in
// it.
type NationalArea struct {
	Area    string
	Entries []LibraryLinkRow
	// Actions are those whose plan names the area, or one of its entries, as the national
	// plan that it belongs to.
	Actions []ActionRow
}

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
		actions, err = tx.Actions(ctx, postgres.ActionFilter{GroupID: group, NationalPlan: true, Limit: mostActions})
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
