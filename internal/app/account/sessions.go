package account

import (
	"context"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Session is what can be seen of one of a person's sessions.
type Session = postgres.Session

// auditedSession is what the audit keeps of a session that somebody ended.
type auditedSession struct {
	Session string `json:"session,omitempty"` // browser, system and when it began
	Count   int    `json:"sessions,omitempty"`
}

// Sessions reads the actor's sessions, the last used first.
func (room *Room) Sessions(ctx context.Context, actor org.Actor) ([]Session, error) {
	var list []Session
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.Sessions(ctx, actor.Person.ID, room.now())
		return err
	})
	return list, err
}

// EndSession ends one of the actor's sessions, in whatever browser it is;
// fault.ErrNotFound when there is none such.
func (room *Room) EndSession(ctx context.Context, actor org.Actor, publicID string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := tx.Sessions(ctx, actor.Person.ID, room.now())
		if err != nil {
			return err
		}
		for _, s := range held {
			if s.PublicID != publicID {
				continue
			}
			if err := tx.EndSession(ctx, actor.Person.ID, publicID); err != nil {
				return err
			}
			began := i18n.Date(ctx, s.BeganAt) + " " + i18n.Clock(ctx, s.BeganAt)
			return room.auditSession(ctx, tx, actor, postgres.AuditEntry{Action: "account.end_session", SubjectID: int64(actor.Person.ID),
				Before: auditedSession{Session: joined(s.Browser, s.System, began)}})
		}
		return fault.ErrNotFound
	})
}

// joined is what is known of the words, with commas.
func joined(words ...string) string {
	var known []string
	for _, w := range words {
		if w != "" {
			known = append(known, w)
		}
	}
	return strings.Join(known, ", ")
}

// EndOtherSessions ends the actor's sessions but the one in use, and says how many.
func (room *Room) EndOtherSessions(ctx context.Context, actor org.Actor, inUse string) (int, error) {
	return room.endSessions(ctx, actor, actor.Person.ID, inUse)
}

// EndPersonsSessions ends all of a person's sessions, for those who care for accounts,
// and says how many. fault.ErrNotFound when there is no such person.
func (room *Room) EndPersonsSessions(ctx context.Context, actor org.Actor, person org.PersonID) (int, error) {
	if err := mayManage(actor); err != nil {
		return 0, err
	}
	return room.endSessions(ctx, actor, person, "")
}

func (room *Room) endSessions(ctx context.Context, actor org.Actor, person org.PersonID, kept string) (ended int, err error) {
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if _, err := tx.Person(ctx, person); err != nil {
			return err
		}
		ended, err = room.endSessionsIn(ctx, tx, actor, sessionsToEnd{Person: person, Kept: kept})
		return err
	})
	return ended, err
}

// sessionsToEnd are all of a person's but one.
type sessionsToEnd struct {
	Person org.PersonID
	Kept   string
}

func (room *Room) endSessionsIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, s sessionsToEnd) (int, error) {
	ended, err := tx.EndSessions(ctx, s.Person, s.Kept, room.now())
	if err != nil || ended == 0 {
		return ended, err
	}
	return ended, room.auditSession(ctx, tx, actor, postgres.AuditEntry{Action: "account.end_sessions", SubjectID: int64(s.Person),
		Before: auditedSession{Count: ended}})
}

func (room *Room) auditSession(ctx context.Context, tx *postgres.Tx, actor org.Actor, e postgres.AuditEntry) error {
	e.At, e.Subject = room.now(), "person"
	return tx.AppendAudit(ctx, actor, e)
}
