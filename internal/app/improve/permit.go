package improve

import (
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// mayView is fault.ErrForbidden for those who may not see what is done in the group.
func mayView(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.ViewWork, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// Inside reports whether the actor reads what is for the group alone: gap sheets, needs,
// PDSA cycles, and what an action was made from. They tell of few children.
func Inside(actor org.Actor, group org.GroupID) bool { return actor.May(org.ViewUnmasked, group, 0) }

// mayInside is fault.ErrForbidden for those who may not.
func mayInside(actor org.Actor, group org.GroupID) error {
	if !Inside(actor, group) {
		return fault.ErrForbidden
	}
	return nil
}

// MayEditAction reports whether the actor may change the action: those who see to its
// unit's, and whoever is to see that it is done.
func MayEditAction(actor org.Actor, a improvement.Action) bool {
	return actor.May(org.EditActions, a.GroupID, a.UnitID) ||
		a.OwnerID != 0 && a.OwnerID == actor.Person.ID && Inside(actor, a.GroupID)
}

// MayAct reports whether the actor may make actions for any of the units, or joint ones.
func MayAct(actor org.Actor, group org.GroupID, units []org.Unit) bool {
	may := actor.May(org.EditActions, group, 0)
	for _, u := range units {
		may = may || actor.May(org.EditActions, group, u.ID)
	}
	return may
}
