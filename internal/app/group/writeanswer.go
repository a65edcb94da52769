package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// WriteAnswer stores the answer's text as far as it is written; with handOver it goes to
// the chair.
func (room *Room) WriteAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, answer string, handOver bool) error {
	return room.changeConsultation(ctx, actor, seen, org.Discuss, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		if !MayWriteAnswer(actor, *c) {
			return "", fault.ErrForbidden
		}
		if err := c.Write(answer); err != nil || !handOver {
			return "consultation.write_answer", err
		}
		return "consultation.hand_over_answer", c.HandOver()
	})
}

// MayWriteAnswer reports whether the actor may write the consultation's answer: who sees to
// it, and those who see to the area.
func MayWriteAnswer(actor org.Actor, c improvement.Consultation) bool {
	return actor.May(org.ManageArea, c.GroupID, 0) || actor.May(org.Discuss, c.GroupID, 0) && c.OwnedBy(actor)
}

// ApproveAnswer fixes the answer, for the chair.
func (room *Room) ApproveAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation) error {
	return room.changeConsultation(ctx, actor, seen, org.ApproveAnswers, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		return "consultation.approve", c.Approve(room.now(), actor.Person.ID)
	})
}

// ReturnAnswer gives the answer back to be changed, for the chair.
func (room *Room) ReturnAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, why string) error {
	return room.changeConsultation(ctx, actor, seen, org.ApproveAnswers, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		return "consultation.return", c.Return(why)
	})
}
