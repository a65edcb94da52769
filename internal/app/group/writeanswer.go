package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AnswerWriting is what somebody writes of an answer.
type AnswerWriting struct {
	Text string
	// HandOver gives it to the chair; Confirmed says that it may go without the views of
	// regions that have said nothing.
	HandOver, Confirmed bool
}

// WriteAnswer stores the answer's text as far as it is written, or gives it to the chair.
func (room *Room) WriteAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, a AnswerWriting) error {
	return room.changeConsultation(ctx, actor, seen, org.Discuss, func(tx *postgres.Tx, c *improvement.Consultation) (string, error) {
		if !MayWriteAnswer(actor, *c) {
			return "", fault.ErrForbidden
		}
		if err := c.Write(a.Text); err != nil || !a.HandOver {
			return "consultation.write_answer", err
		}
		missing, err := room.missingViews(ctx, tx, *c)
		if err != nil {
			return "", err
		}
		return "consultation.hand_over_answer", c.HandOver(missing, a.Confirmed)
	})
}

// missingViews are the group's regions that have not said their word on the consultation.
func (room *Room) missingViews(ctx context.Context, tx *postgres.Tx, c improvement.Consultation) ([]improvement.Region, error) {
	units, err := tx.UnitsDuring(ctx, c.GroupID, room.today(), room.today())
	if err != nil {
		return nil, err
	}
	written, err := tx.RegionViews(ctx, c.GroupID, []improvement.ConsultationID{c.ID})
	area := improvement.Area{Regions: improvement.RegionsOf(units)}
	for _, v := range written {
		area.Views = append(area.Views, v.RegionView)
	}
	return area.Silent(c.ID), err
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
