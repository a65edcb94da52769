package collect

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Seeing is what a head of clinic says of what a unit handed in.
type Seeing struct {
	Where
	// HandedIn is the handing in that was seen on the page.
	HandedIn time.Time
	Comment  string // to the unit's people
}

// AcknowledgeEntry notes that the head of the clinic has seen what the unit handed in.
// fault.ErrWrongState when nothing is handed in, or the actor has said so already;
// fault.ErrConflict when it has been handed in anew since.
func (room *Room) AcknowledgeEntry(ctx context.Context, actor org.Actor, seeing Seeing) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		at, err := seeing.place(ctx, tx, actor, org.AcknowledgeFigures)
		if err != nil {
			return err
		}
		s, err := tx.Submission(ctx, at.group.ID, at.unit.ID, at.period)
		if err != nil {
			return err
		}
		if err := s.Acknowledge(actor); err != nil {
			return err
		}
		if !s.SubmittedAt.Equal(seeing.HandedIn) {
			return fault.ErrConflict
		}
		seen := quality.FiguresSeen{SubmissionID: s.ID, SubmittedAt: *s.SubmittedAt, PersonID: actor.Person.ID, Comment: seeing.Comment, At: room.now()}
		if err := seen.Check(); err != nil {
			return err
		}
		if err := tx.AddFiguresSeen(ctx, seen); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: seen.At, Action: "submission.acknowledge", GroupID: at.group.ID, UnitID: at.unit.ID,
			Subject: "submission", SubjectID: int64(s.ID), After: auditedSeen{at.period.Code(), seen.Comment}})
	})
}

type auditedSeen struct {
	Period  string `json:"period"`
	Comment string `json:"comment,omitempty"`
}

// Acknowledged is whether the head of the clinic has seen what a unit handed in.
type Acknowledged struct {
	Seen []quality.FiguresSeen // of what is handed in now, the first one first
	// Can says that the actor may say so now, and HandedIn what it would be about.
	Can      bool
	HandedIn time.Time
}

// Acknowledged reads whether the head of the clinic has seen what the unit handed in for the
// period, for all who may see that.
func (room *Room) Acknowledged(ctx context.Context, actor org.Actor, where Where) (Acknowledged, error) {
	var a Acknowledged
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		a = Acknowledged{}
		at, err := where.place(ctx, tx, actor, org.ViewUnitEntries)
		if err != nil {
			return err
		}
		list, err := tx.UnitSubmissions(ctx, at.group.ID, []org.UnitID{at.unit.ID}, at.period.Start(), at.period.Start())
		if err != nil {
			return err
		}
		all, err := tx.FiguresSeen(ctx, at.group.ID, at.period.Start(), at.period.Start())
		for _, s := range list {
			if s.Period != at.period || s.SubmittedAt == nil {
				continue
			}
			a.Seen, a.HandedIn = quality.SeenOf(all, s), *s.SubmittedAt
			a.Can = s.Acknowledge(actor) == nil
			for _, seen := range a.Seen {
				a.Can = a.Can && seen.PersonID != actor.Person.ID
			}
		}
		return err
	})
	return a, err
}
