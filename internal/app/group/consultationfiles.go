package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AddConsultationFile keeps a file with a consultation that waits, for those who see to the
// area. What the file is is told from its content; the problems are at "file".
func (room *Room) AddConsultationFile(ctx context.Context, actor org.Actor, in SeenConsultation, name string, content []byte) error {
	return room.changeFiles(ctx, actor, in, func(tx *postgres.Tx, c improvement.Consultation, there []improvement.ConsultationFile) (e postgres.AuditEntry, err error) {
		f, err := c.NewFile(name, content, len(there))
		if err != nil {
			return e, err
		}
		f.AddedAt, f.AddedBy = room.now(), actor.Person.ID
		f.ID, err = tx.AddConsultationFile(ctx, f, content)
		return postgres.AuditEntry{Action: "consultation.attach", SubjectID: int64(f.ID), After: auditedConsultationFile{c.Title, f.Name, f.Size}}, err
	})
}

// RemoveConsultationFile takes a wrong file away from a consultation that waits, for those
// who see to the area.
func (room *Room) RemoveConsultationFile(ctx context.Context, actor org.Actor, in SeenConsultation, id improvement.ConsultationFileID) error {
	return room.changeFiles(ctx, actor, in, func(tx *postgres.Tx, c improvement.Consultation, there []improvement.ConsultationFile) (e postgres.AuditEntry, err error) {
		f, err := consultationFileOf(there, id)
		if err != nil {
			return e, err
		}
		if !c.Waits() {
			return e, fault.ErrWrongState
		}
		return postgres.AuditEntry{Action: "consultation.detach", SubjectID: int64(id), Before: auditedConsultationFile{c.Title, f.Name, f.Size}}, tx.DeleteConsultationFile(ctx, f)
	})
}

// changeFiles changes which files a consultation has, and writes it into the log. What is
// said of the consultation has no part in that, so that its version does not matter.
func (room *Room) changeFiles(ctx context.Context, actor org.Actor, in SeenConsultation,
	do func(*postgres.Tx, improvement.Consultation, []improvement.ConsultationFile) (postgres.AuditEntry, error)) error {
	if !actor.May(org.ManageArea, in.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.LockConsultation(ctx, in.GroupID, in.ID)
		if err != nil {
			return err
		}
		there, err := tx.ConsultationFiles(ctx, in.GroupID, in.ID)
		if err != nil {
			return err
		}
		entry, err := do(tx, row.Consultation, there)
		if err != nil {
			return err
		}
		entry.At, entry.GroupID, entry.Subject = room.now(), in.GroupID, "consultation_file"
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// auditedConsultationFile is what the log keeps of a file.
type auditedConsultationFile struct {
	Title string `json:"consultation"`
	File  string `json:"file"`
	Bytes int    `json:"bytes"`
}

// ConsultationFile reads a file of a consultation that the actor may read.
func (room *Room) ConsultationFile(ctx context.Context, actor org.Actor, in SeenConsultation, id improvement.ConsultationFileID) (f improvement.ConsultationFile, content []byte, err error) {
	p, err := room.Consultation(ctx, actor, in.GroupID, in.ID)
	if err != nil {
		return f, nil, err
	}
	if f, err = consultationFileOf(p.Files, id); err != nil {
		return f, nil, err
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		content, err = tx.ConsultationFile(ctx, f)
		return err
	})
	return f, content, err
}

func consultationFileOf(files []improvement.ConsultationFile, id improvement.ConsultationFileID) (f improvement.ConsultationFile, err error) {
	n := slices.IndexFunc(files, func(f improvement.ConsultationFile) bool { return f.ID == id })
	if n < 0 {
		return f, fault.ErrNotFound
	}
	return files[n], nil
}
