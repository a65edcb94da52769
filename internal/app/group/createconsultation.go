package group

import (
	"context"
	"slices"

	"samsyn/internal/app/outlook"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateConsultation stores a consultation that has come and gives its id. note is that of
// what happens elsewhere that it came out of, zero for none.
func (room *Room) CreateConsultation(ctx context.Context, actor org.Actor, c improvement.Consultation, note improvement.OutlookID) (id improvement.ConsultationID, err error) {
	if !actor.May(org.ManageArea, c.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	c.State, c.CreatedAt, c.CreatedBy = improvement.ConsultationOpen, room.now(), actor.Person.ID
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.checkConsultation(ctx, tx, c, improvement.Consultation{}); err != nil {
			return err
		}
		if id, err = tx.AddConsultation(ctx, c); err != nil {
			return err
		}
		c.ID = id
		if err := room.auditConsultation(ctx, tx, actor, "consultation.create", nil, &c); err != nil {
			return err
		}
		return outlook.Use(ctx, tx, outlook.Used{GroupID: c.GroupID, ID: note, Became: consultationLink(id), At: room.now(), By: actor})
	})
	return id, err
}

// consultationLink is where a consultation can be read.
func consultationLink(id improvement.ConsultationID) string { return "/gruppen/remisser/" + idText(id) }

// checkConsultation is what is wrong with the consultation's own fields, and an owner that
// is not one of the group. Who stood there before may stay.
func (room *Room) checkConsultation(ctx context.Context, tx *postgres.Tx, c, before improvement.Consultation) error {
	var v fault.ValidationError
	take(&v, c.Check())
	if c.OwnerID != 0 && c.OwnerID != before.OwnerID {
		members, err := room.members(ctx, tx, c.GroupID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(members, func(m Member) bool { return m.Person.ID == c.OwnerID }) {
			v.Add("owner", "unknown_choice")
		}
	}
	return v.OrNil()
}
