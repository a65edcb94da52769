package open

import (
	"context"
	"errors"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// somebody is who the log says wrote without being signed in. From where is not kept.
var somebody = org.Actor{Person: org.Person{Name: "Någon utan konto"}}

// auditedFeedback is what the log keeps: that something came and what became of it, not who
// wrote it.
type auditedFeedback struct {
	Kind    string `json:"feedback_kind,omitempty"`
	State   string `json:"feedback_state,omitempty"`
	Outcome string `json:"feedback_outcome,omitempty"`
}

// CheckFeedback lists what is wrong with what somebody without an account has written, or nil.
func (room *Room) CheckFeedback(f improvement.Feedback) error {
	return checked(f.Check(), "reply_to", f.ReplyTo)
}

// SendFeedback stores what somebody without an account has written, about the group with the
// code or, when it is "", about the site. Those who look after it get a letter, one a day at
// most. The caller brakes those who write too often.
func (room *Room) SendFeedback(ctx context.Context, code string, f improvement.Feedback) error {
	if err := room.CheckFeedback(f); err != nil {
		return err
	}
	f.SentAt, f.State = room.now(), improvement.FeedbackNew
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if code != "" {
			g, err := tx.PublicGroup(ctx, code)
			if err != nil && !errors.Is(err, fault.ErrNotFound) {
				return err
			}
			f.GroupID = g.ID // a group that is not there: about the site
		}
		id, err := tx.AddFeedback(ctx, f)
		if err != nil {
			return err
		}
		// The group's public pages stay as they are: strangers cannot make them be made anew.
		if err := tx.AppendAudit(ctx, somebody, postgres.AuditEntry{At: room.now(), Action: "open.feedback", GroupID: f.GroupID,
			Subject: "public_feedback", SubjectID: int64(id), After: auditedFeedback{Kind: string(f.Kind)}, OnlyRead: true}); err != nil {
			return err
		}
		return room.tellOfFeedback(ctx, tx, f.GroupID)
	})
}

// tellOfFeedback queues letters to those who are to read it: the group's coordinator and
// process support, or the installation's administrators.
func (room *Room) tellOfFeedback(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	roles, path := []org.Role{org.Convener, org.ProcessSupport}, "/gruppen/oppet/synpunkter"
	if group == 0 {
		roles, path = []org.Role{org.Administrator}, "/konton/synpunkter"
	}
	readers, err := tx.Holders(ctx, group, roles, room.today())
	if err != nil {
		return err
	}
	from := group
	if from == 0 { // a letter goes out in some group's name; those with made-up people send none
		groups, err := tx.PublicGroups(ctx)
		if err != nil {
			return err
		}
		for _, g := range groups {
			if !g.Example {
				from = g.ID
				break
			}
		}
		if from == 0 {
			return nil
		}
	}
	for _, p := range readers {
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, letter.Letter{GroupID: from, To: p, About: "feedback " + path,
			Subject: "Någon har lämnat en synpunkt",
			Body: "Hej " + p.Name + "!\n\nNågon har lämnat en synpunkt på det som går att läsa utan att logga in. Läs den och skriv vad ni gör åt den här:\n" +
				letter.URL(room.base, path) + "\n\nDu får högst ett sådant brev om dagen, även om det kommer fler.\n"}); err != nil {
			return err
		}
	}
	return nil
}

// mayHandle is fault.ErrForbidden for those who do not look after what is written about the
// group, or about the site when it is zero.
func mayHandle(actor org.Actor, group org.GroupID) error {
	if group == 0 && actor.May(org.ManageAccounts, 0, 0) || group != 0 && actor.May(org.AnswerPatients, group, 0) {
		return nil
	}
	return fault.ErrForbidden
}

// mostFeedback is how many rows a page shows.
const mostFeedback = 200

// Feedback reads what strangers have written about the group, or about the site when it is
// zero: what is left to do first.
func (room *Room) Feedback(ctx context.Context, actor org.Actor, group org.GroupID) ([]postgres.FeedbackRow, error) {
	if err := mayHandle(actor, group); err != nil {
		return nil, err
	}
	var list []postgres.FeedbackRow
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.Feedback(ctx, group, mostFeedback)
		return err
	})
	return list, err
}

// HandleFeedback stores how far somebody has come with it: ID, GroupID, State, Outcome and
// the Version that was read. fault.ErrConflict when somebody else was first.
func (room *Room) HandleFeedback(ctx context.Context, actor org.Actor, f improvement.Feedback) error {
	if err := mayHandle(actor, f.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.LockFeedback(ctx, f.GroupID, f.ID)
		if err != nil {
			return err
		}
		if err := f.CheckHandling(); err != nil {
			return err
		}
		if err := tx.HandleFeedback(ctx, f, room.now(), actor.Person.ID); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "open.handle_feedback", GroupID: f.GroupID,
			Subject: "public_feedback", SubjectID: int64(f.ID), OnlyRead: true,
			Before: auditedFeedback{State: string(before.State), Outcome: before.Outcome},
			After:  auditedFeedback{State: string(f.State), Outcome: f.Outcome}})
	})
}
