package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// auditedPatientGroup is what the audit keeps of a patient group.
type auditedPatientGroup struct {
	Title  string `json:"pathway"`
	Name   string `json:"patient_group"`
	Vision string `json:"vision"`
}

// SavePatientGroup stores a patient group with its vision, a new one with ID zero;
// fault.ErrConflict when somebody else has changed it since its Version. Problems stand at
// "name" and "vision".
func (room *Room) SavePatientGroup(ctx context.Context, actor org.Actor, g improvement.PatientGroup) error {
	return room.changePatientGroup(ctx, actor, g, "improve.save_patient_group", func(tx *postgres.Tx, w *pathwayWork) error {
		if err := g.Check(); err != nil {
			return err
		}
		w.audit.After = auditedPatientGroup{w.Title, g.Name, g.Vision}
		if g.ID != 0 {
			return tx.SavePatientGroup(ctx, g)
		}
		_, err := tx.AddPatientGroup(ctx, g)
		return err
	})
}

// RemovePatientGroup takes a patient group away.
func (room *Room) RemovePatientGroup(ctx context.Context, actor org.Actor, g improvement.PatientGroup) error {
	return room.changePatientGroup(ctx, actor, g, "improve.remove_patient_group", func(tx *postgres.Tx, _ *pathwayWork) error {
		return tx.DeletePatientGroup(ctx, g)
	})
}

// changePatientGroup notes in the audit what a stored group was, and lets do change it.
func (room *Room) changePatientGroup(ctx context.Context, actor org.Actor, g improvement.PatientGroup, action string, do func(*postgres.Tx, *pathwayWork) error) error {
	ref := PathwayRef{GroupID: g.GroupID, ID: g.PathwayID}
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, work: true, beside: true, action: action, do: func(tx *postgres.Tx, w *pathwayWork) error {
		if g.ID != 0 {
			stored, err := tx.PatientGroups(ctx, g.GroupID, g.PathwayID)
			if err != nil {
				return err
			}
			before, ok := first(stored, func(each improvement.PatientGroup) bool { return each.ID == g.ID })
			if !ok {
				return fault.ErrNotFound
			}
			w.audit.Before = auditedPatientGroup{w.Title, before.Name, before.Vision}
		}
		return do(tx, w)
	}})
}
