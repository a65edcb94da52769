package group

import (
	"context"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SendAnswer notes that the answer has gone, and keeps a copy of it that nobody can change.
func (room *Room) SendAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, on time.Time, to string) error {
	return room.changeConsultation(ctx, actor, seen, org.ManageArea, func(tx *postgres.Tx, c *improvement.Consultation) (string, error) {
		if err := c.Send(improvement.Sending{On: on, To: to, By: actor.Person.ID, Today: room.today()}); err != nil {
			return "", err
		}
		p := ConsultationPage{Today: room.today()}
		if err := room.readConsultation(ctx, tx, actor, c.GroupID, c.ID, &p); err != nil {
			return "", err
		}
		p.Consultation = *c
		group, err := tx.Group(ctx, c.GroupID)
		if err != nil {
			return "", err
		}
		return "consultation.send", tx.ArchiveConsultation(ctx, *c, consultationCopy(group, p), room.now())
	})
}

// DeclineConsultation ends a consultation that the group does not answer.
func (room *Room) DeclineConsultation(ctx context.Context, actor org.Actor, seen SeenConsultation, why string) error {
	return room.changeConsultation(ctx, actor, seen, org.ManageArea, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		return "consultation.decline", c.Decline(why)
	})
}
