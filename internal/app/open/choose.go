package open

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Choice is what a group has opened, with all there is to choose.
type Choice struct {
	Group    postgres.PublicGroup
	Openings org.Openings
	Examples []postgres.ExampleOpening // published ones
	Editions []postgres.Edition        // published ones
	// Documents are those that are published for everybody.
	Documents []postgres.OpenDocument
	Feedback  int // how much strangers have written that nobody has handled
	Waiting   int // how many patients' comments wait for an answer
	// CanChoose says that the actor may open and close.
	CanChoose bool
}

// mostWaiting is how many comments are counted at most.
const mostWaiting = 1000

// Choice reads what the group has opened, for its members.
func (room *Room) Choice(ctx context.Context, actor org.Actor, group org.Group) (Choice, error) {
	c := Choice{CanChoose: actor.May(org.OpenToAll, group.ID, 0)}
	if !actor.May(org.Discuss, group.ID, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if c.Group, err = tx.PublicGroup(ctx, group.Code); err != nil {
			return err
		}
		if c.Openings, err = tx.Openings(ctx, group.ID); err != nil {
			return err
		}
		if c.Examples, err = tx.ExampleOpenings(ctx, group.ID); err != nil {
			return err
		}
		if c.Editions, err = publishedEditions(ctx, tx, group.ID); err != nil {
			return err
		}
		if c.Documents, err = tx.OpenDocuments(ctx, postgres.OpenDocumentsAsked{GroupID: group.ID, Limit: mostDocuments}); err != nil {
			return err
		}
		if !actor.May(org.AnswerPatients, group.ID, 0) {
			return nil
		}
		if c.Feedback, err = tx.UnhandledFeedback(ctx, group.ID); err != nil {
			return err
		}
		waiting, err := tx.PatientComments(ctx, postgres.CommentFilter{GroupID: group.ID, Waiting: true, Limit: mostWaiting})
		c.Waiting = len(waiting)
		return err
	})
	return c, err
}

// kept is what the log keeps of what was opened.
type kept struct {
	Kind     string `json:"open_kind,omitempty"`
	Audience string `json:"audience,omitempty"`
	Example  string `json:"example,omitempty"`
}

// OpenKind opens a kind of thing for the audience; fault.ErrNotFound when it cannot be opened
// for it, fault.ErrConflict when it is open already.
func (room *Room) OpenKind(ctx context.Context, actor org.Actor, k postgres.OpenedKind) error {
	return room.change(ctx, actor, k, "open.open_kind", func(tx *postgres.Tx) error {
		return tx.OpenKind(ctx, k, room.now(), actor.Person.ID)
	})
}

// CloseKind closes it again; fault.ErrConflict when it is closed already.
func (room *Room) CloseKind(ctx context.Context, actor org.Actor, k postgres.OpenedKind) error {
	return room.change(ctx, actor, k, "open.close_kind", func(tx *postgres.Tx) error { return tx.CloseKind(ctx, k) })
}

func (room *Room) change(ctx context.Context, actor org.Actor, k postgres.OpenedKind, action string, do func(*postgres.Tx) error) error {
	if !actor.May(org.OpenToAll, k.GroupID, 0) {
		return fault.ErrForbidden
	}
	if !slices.Contains(org.OpenKinds(k.Audience), k.Kind) {
		return fault.ErrNotFound
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: k.GroupID,
			Subject: "programme_group", SubjectID: int64(k.GroupID), After: kept{Kind: string(k.Kind), Audience: string(k.Audience)}})
	})
}
