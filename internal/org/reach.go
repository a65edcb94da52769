package org

import (
	"maps"
	"slices"
)

// Reach is how far a role's permission for an action goes.
type Reach string

// The reaches, from none to the whole installation.
const (
	Nowhere    Reach = ""
	AtOwnUnit  Reach = "unit"
	InOwnGroup Reach = "group"
	Everywhere Reach = "everywhere"
)

// wider says how the relations that permissions are given for are told.
var wider = map[relation]Reach{never: Nowhere, ownUnit: AtOwnUnit, ownGroup: InOwnGroup, everybody: Everywhere}

// Actions lists every action that permissions are given for, in the order of their names.
func Actions() []Action { return slices.Sorted(maps.Keys(permissions)) }

// ReachOf is how far the role reaches with the action: what May goes by, to be shown.
func ReachOf(action Action, role Role) Reach { return wider[permissions[action][role]] }

// Reaches is how far the actor reaches with the action through all roles in the group
// (zero for an administrator's): the widest of them.
func (a Actor) Reaches(action Action, group GroupID) Reach {
	widest := never
	for _, m := range a.Memberships {
		if m.GroupID == group || m.GroupID == 0 {
			widest = max(widest, permissions[action][m.Role])
		}
	}
	return wider[widest]
}
