package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ViewEdit is what somebody writes of a region's view on a consultation.
type ViewEdit struct {
	GroupID        org.GroupID
	ConsultationID improvement.ConsultationID
	RegionID       org.RegionID
	State          improvement.RegionViewState
	Body           string
	Version        int // as it was read; zero before anybody had begun
}

// WriteRegionView stores what a region thinks of a consultation: for the region's people in
// the group, and for those who gather the views, whose name then stands there.
// fault.ErrConflict when somebody else wrote meanwhile.
func (room *Room) WriteRegionView(ctx context.Context, actor org.Actor, e ViewEdit) error {
	if !actor.May(org.Discuss, e.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		c, err := tx.LockConsultation(ctx, e.GroupID, e.ConsultationID)
		if err != nil {
			return err
		}
		units, err := tx.UnitsDuring(ctx, e.GroupID, room.today(), room.today())
		if err != nil {
			return err
		}
		n := slices.IndexFunc(units, func(u org.Unit) bool { return u.RegionID == e.RegionID })
		if n < 0 {
			return fault.ErrNotFound
		}
		if !mayWriteView(actor, e.GroupID, e.RegionID, units) {
			return fault.ErrForbidden
		}
		written, err := tx.RegionViews(ctx, e.GroupID, []improvement.ConsultationID{e.ConsultationID})
		if err != nil {
			return err
		}
		before := improvement.RegionView{GroupID: e.GroupID, ConsultationID: e.ConsultationID, RegionID: e.RegionID}
		for _, v := range written {
			if v.RegionID == e.RegionID {
				before = v.RegionView
			}
		}
		if c.State != improvement.ConsultationOpen {
			return fault.ErrWrongState // whoever else wrote: there is nothing to save it in
		}
		if before.Version != e.Version {
			return fault.ErrConflict
		}
		after, err := before.Write(c.Consultation, improvement.ViewWriting{State: e.State, Body: e.Body, At: room.now(), By: actor.Person.ID})
		if err != nil {
			return err
		}
		if err := tx.SaveRegionView(ctx, after); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "consultation.write_view", GroupID: e.GroupID, Subject: "consultation_view",
			SubjectID: int64(e.ConsultationID), After: auditedView{c.Title, units[n].RegionName, after.State, after.Body}}
		if before.Version != 0 {
			entry.Before = auditedView{c.Title, units[n].RegionName, before.State, before.Body}
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// auditedView is what the log keeps of a region's view.
type auditedView struct {
	Title  string                      `json:"consultation"`
	Region string                      `json:"region"`
	State  improvement.RegionViewState `json:"view_state"`
	Body   string                      `json:"view"`
}
