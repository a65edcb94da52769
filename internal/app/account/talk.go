package account

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// talkDays is how many days somebody who is mentioned is reminded of it here.
const talkDays = 14

// Awaiting is what others in the group wait for the actor to say.
type Awaiting struct {
	// Mentions are where the actor is mentioned and has not written since: the latest
	// post of each talk.
	Mentions []Mention
	// ToAnswer are requests for support that the actor may answer, and Answered those of
	// the actor's own that have an answer.
	ToAnswer, Answered []postgres.Support
}

// Mention is a post that mentions the actor.
type Mention struct {
	postgres.Told
	Subject postgres.SubjectName
}

// mostAwaiting is how many requests are looked through, the latest first.
const mostAwaiting = 100

// Awaiting reads what others wait for; nothing for somebody outside the group's talks.
func (room *Room) Awaiting(ctx context.Context, actor org.Actor, group org.GroupID) (Awaiting, error) {
	var a Awaiting
	if !actor.May(org.Discuss, group, 0) {
		return a, nil
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		a = Awaiting{}
		told, err := tx.Unanswered(ctx, group, actor.Person.ID, room.now().AddDate(0, 0, -talkDays))
		if err != nil {
			return err
		}
		var subjects []improvement.Subject
		for _, t := range told {
			subjects = append(subjects, t.About)
		}
		names, err := tx.Subjects(ctx, group, subjects)
		if err != nil {
			return err
		}
		for _, t := range told {
			if name, known := names[t.About]; known {
				a.Mentions = append(a.Mentions, Mention{t, name})
			}
		}
		open, err := tx.Supports(ctx, group, postgres.SupportFilter{Window: postgres.Window{Most: mostAwaiting},
			States: []improvement.SupportState{improvement.SupportAsked, improvement.SupportTaken, improvement.SupportAnswered}})
		for _, s := range open {
			switch {
			case s.State == improvement.SupportAnswered && s.AskedBy == actor.Person.ID:
				a.Answered = append(a.Answered, s)
			case s.State == improvement.SupportAsked && s.MayAnswer(actor), s.State == improvement.SupportTaken && s.TakenBy == actor.Person.ID:
				a.ToAnswer = append(a.ToAnswer, s)
			}
		}
		return err
	})
	return a, err
}

// WantsTalkMail reports whether the actor gets mails about what is said.
func (room *Room) WantsTalkMail(ctx context.Context, actor org.Actor) (bool, error) {
	var wanted bool
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		wanted, err = tx.TalkDigest(ctx, actor.Person.ID)
		return err
	})
	return wanted, err
}

// ChooseTalkMail turns the actor's mails about what is said on or off.
func (room *Room) ChooseTalkMail(ctx context.Context, actor org.Actor, wanted bool) error {
	type kept struct {
		Wanted bool `json:"talk_digest"`
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.TalkDigest(ctx, actor.Person.ID)
		if err != nil || before == wanted {
			return err
		}
		if err := tx.SetTalkDigest(ctx, actor.Person.ID, wanted); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "talk.digest", Subject: "person",
			SubjectID: int64(actor.Person.ID), Before: kept{before}, After: kept{wanted}})
	})
}
