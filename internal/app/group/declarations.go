package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Declarations is where declarations of interests stand; never what they say.
type Declarations struct {
	Mine []postgres.NomineeRow // where the actor is nominated
	// All are everybody's, for those who handle them; ToThin is how many have run out so
	// long ago that their text is to go.
	All      []postgres.NomineeRow
	ToThin   int
	Handles  bool
	Settings improvement.AreaSettings
	Today    time.Time
}

// Declarations lists the actor's own declarations, and everybody's for those who handle
// them. Anybody with a role in the group may have been nominated.
func (room *Room) Declarations(ctx context.Context, actor org.Actor, group org.GroupID) (Declarations, error) {
	d := Declarations{Today: room.today(), Handles: actor.May(org.HandleDeclarations, group, 0)}
	if !actor.May(org.ViewPublished, group, 0) {
		return d, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if d.Settings, err = tx.AreaSettings(ctx, group); err != nil {
			return err
		}
		if d.Mine, err = tx.Declaring(ctx, group, actor.Person.ID); err != nil || !d.Handles {
			return err
		}
		if d.All, err = tx.Declaring(ctx, group, 0); err != nil {
			return err
		}
		d.ToThin, err = tx.DeclarationsToThin(ctx, group, d.Settings.ThinBefore(room.today()))
		return err
	})
	return d, err
}

// DeclarationPage is one nominee's declarations, for whoever wrote them and those who
// handle them.
type DeclarationPage struct {
	postgres.NomineeRow
	Given []postgres.Declaration // the latest first
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
func (room *Room) declarationEntry(action string, n postgres.NomineeRow, id improvement.DeclarationID) postgres.AuditEntry {
	return postgres.AuditEntry{At: room.now(), Action: action, GroupID: n.GroupID, Subject: declarationSubject, SubjectID: int64(id),
		After: auditedDeclaration{n.Name, n.Assignment}}
}

// auditedDeclaration is all that the log keeps of a declaration.
type auditedDeclaration struct {
	Name       string `json:"person"`
	Nomination string `json:"person_nomination"`
}

// GiveDeclaration stores what a nominee declares: written by the nominee, or noted by who
// handles declarations for somebody without an account. A new one takes the place of the
// one before.
func (room *Room) GiveDeclaration(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.NomineeID, content improvement.DeclarationContent) error {
	if !actor.May(org.ViewPublished, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := room.declaringFor(ctx, tx, actor, group, id)
		if err != nil {
			return err
		}
		if n.PersonID != 0 && n.PersonID != actor.Person.ID {
			return fault.ErrForbidden // who handles it does not write it
		}
		if !n.Declares(room.today()) {
			return fault.ErrWrongState
		}
		if err := content.Check(); err != nil {
			return err
		}
		settings, err := tx.AreaSettings(ctx, group)
		if err != nil {
			return err
		}
		d := improvement.DeclarationStanding{GroupID: group, NomineeID: id, GivenAt: room.now(), GivenBy: actor.Person.ID, ValidUntil: settings.ValidUntil(room.today())}
		if d.ID, err = tx.AddDeclaration(ctx, d, content); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, room.declarationEntry("declaration.give", n, d.ID))
	})
}

// HandleDeclaration stores how the nominee's last declaration was judged; seen is the
// declaration that was read. Nobody judges the own.
func (room *Room) HandleDeclaration(ctx context.Context, actor org.Actor, seen improvement.DeclarationStanding, a improvement.Assessment) error {
	if !actor.May(org.HandleDeclarations, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := tx.Nominee(ctx, seen.GroupID, seen.NomineeID)
		if err != nil {
			return err
		}
		if n.PersonID == actor.Person.ID {
			return fault.ErrForbidden
		}
		d := n.Declaration
		if d.ID != seen.ID || d.Version != seen.Version {
			return fault.ErrConflict
		}
		if err := a.Check(); err != nil {
			return err
		}
		if err := d.Handle(room.now(), actor.Person.ID); err != nil {
			return err
		}
		if err := tx.HandleDeclaration(ctx, d, a); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, room.declarationEntry("declaration.handle", n, d.ID))
	})
}

// ThinDeclarations takes away the text of the declarations that ran out longer ago than the
// group keeps them, and gives how many there were. That they were given and handled stays.
func (room *Room) ThinDeclarations(ctx context.Context, actor org.Actor, group org.GroupID) (count int, err error) {
	if !actor.May(org.HandleDeclarations, group, 0) {
		return 0, fault.ErrForbidden
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		settings, err := tx.AreaSettings(ctx, group)
		if err != nil {
			return err
		}
		thinned, err := tx.ThinDeclarations(ctx, group, settings.ThinBefore(room.today()), room.now(), actor.Person.ID)
		if err != nil {
			return err
		}
		count = len(thinned)
		for _, t := range thinned {
			n := postgres.NomineeRow{DeclaringNominee: improvement.DeclaringNominee{Nominee: improvement.Nominee{GroupID: group, Name: t.Name}, Assignment: t.Assignment}}
			if err := tx.AppendAudit(ctx, actor, room.declarationEntry("declaration.thin", n, t.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return count, err
}
