package open

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Statement reads the installation's accessibility statement, for anybody; its version is
// zero when nobody has written it.
func (room *Room) Statement(ctx context.Context) (org.AccessibilityStatement, error) {
	var s org.AccessibilityStatement
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		s, err = tx.AccessibilityStatement(ctx)
		return err
	})
	return s, err
}

// auditedStatement is what the log keeps of it.
type auditedStatement struct {
	Owner        string `json:"owner_body"`
	Conformance  string `json:"conformance"`
	Shortcomings string `json:"shortcomings,omitempty"`
	TestedHow    string `json:"tested_how,omitempty"`
}

// SaveStatement stores the installation's statement, for its administrators; fault.ErrConflict
// when it has been changed since its version was read.
func (room *Room) SaveStatement(ctx context.Context, actor org.Actor, s org.AccessibilityStatement) error {
	if !actor.May(org.ManageAccounts, 0, 0) {
		return fault.ErrForbidden
	}
	if err := checked(s.Check(room.today()), "email", s.Email); err != nil {
		return err
	}
	s.UpdatedAt = room.now()
	audited := func(s org.AccessibilityStatement) auditedStatement {
		return auditedStatement{s.Owner, string(s.Conformance), s.Shortcomings, s.TestedHow}
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.AccessibilityStatement(ctx)
		if err != nil {
			return err
		}
		if err := tx.SaveAccessibilityStatement(ctx, s, actor.Person.ID); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "open.save_statement", Subject: "accessibility_statement", After: audited(s)}
		if before.Version > 0 {
			entry.Before = audited(before)
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}
