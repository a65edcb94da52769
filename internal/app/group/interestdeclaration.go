package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// DeclarationPage is one nominee's declarations, for whoever wrote them and those who
// handle them.
type DeclarationPage struct {
	postgres.NomineeRow
	Given []postgres.InterestDeclaration // the latest first
	// Own says that the actor is the nominee. MayDeclare that the actor may write a
	// declaration: the nominee, and who handles them for somebody without an account.
	Own, MayDeclare, Handles bool
	Settings                 improvement.AreaSettings
	Today                    time.Time
}

// declarationSubject is what the log calls what happens to a declaration.
const declarationSubject = "interest_declaration"

// Declaration reads what one nominee has declared. For everybody but the nominee and those
// who handle declarations it is fault.ErrForbidden. That somebody else than the nominee has
// read one stands in the log, and never what it says.
func (room *Room) Declaration(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.NomineeID) (DeclarationPage, error) {
	p := DeclarationPage{Today: room.today(), Handles: actor.May(org.HandleDeclarations, group, 0)}
	if !actor.May(org.ViewPublished, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if p.NomineeRow, err = room.declaringFor(ctx, tx, actor, group, id); err != nil {
			return err
		}
		p.Own = p.PersonID == actor.Person.ID
		p.MayDeclare = (p.Own || p.Handles && p.PersonID == 0) && p.Declares(p.Today)
		if p.Settings, err = tx.AreaSettings(ctx, group); err != nil {
			return err
		}
		if p.Given, err = tx.Declarations(ctx, group, id); err != nil || p.Own || len(p.Given) == 0 {
			return err
		}
		entry := room.declarationEntry("declaration.read", p.NomineeRow, p.Given[0].ID)
		entry.OnlyRead = true
		return tx.AppendAudit(ctx, actor, entry)
	})
	return p, err
}

// declaringFor reads the nominee for those who may read the declaration; for others it is
// fault.ErrForbidden, whether there is one or not.
func (room *Room) declaringFor(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, id improvement.NomineeID) (postgres.NomineeRow, error) {
	n, err := tx.Nominee(ctx, group, id)
	if !actor.May(org.HandleDeclarations, group, 0) && (err != nil || n.PersonID == 0 || n.PersonID != actor.Person.ID) {
		return postgres.NomineeRow{}, fault.ErrForbidden
	}
	return n, err
}

// declarationEntry is what the log keeps: who is nominated to what, and nothing of what is
// declared or how it was judged.
func (room *Room) declarationEntry(action string, n postgres.NomineeRow, id improvement.InterestDeclarationID) postgres.AuditEntry {
	return postgres.AuditEntry{At: room.now(), Action: action, GroupID: n.GroupID, Subject: declarationSubject, SubjectID: int64(id),
		After: auditedDeclaration{n.Name, n.Assignment}}
}

// auditedDeclaration is all that the log keeps of a declaration.
type auditedDeclaration struct {
	Name       string `json:"person"`
	Nomination string `json:"person_nomination"`
}
