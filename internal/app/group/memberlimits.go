package group

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveMemberLimits stores how many members the group wants from each clinic;
// fault.ErrConflict when the settings have been changed since they were read.
func (room *Room) SaveMemberLimits(ctx context.Context, actor org.Actor, seen Seen, l org.MemberLimits) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		if err := l.Check(); err != nil {
			return nil, err
		}
		before, err := tx.MemberLimits(ctx, seen.GroupID)
		if err != nil || before == l {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.save_member_limits", Before: auditedMembers(before), After: auditedMembers(l)},
			tx.SaveMemberLimits(ctx, seen.GroupID, l)
	})
}

// auditedMembers is what the log keeps of the numbers.
type auditedMembers struct {
	Min int `json:"members_min"`
	Max int `json:"members_max"`
}

// representatives are the members as the composition takes them.
func representatives(members []Member) []org.Representative {
	list := make([]org.Representative, len(members))
	for n, m := range members {
		list[n] = org.Representative{Person: m.Person,
			Membership: org.Membership{PersonID: m.Person.ID, Role: m.Role, UnitID: m.UnitID, To: m.To}}
	}
	return list
}
