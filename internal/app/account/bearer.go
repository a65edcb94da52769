package account

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Bearer is whom a token stands for today: the person who made it, with the roles
// held today and the groups that they reach.
type Bearer struct {
	Actor  org.Actor
	Groups []org.Group
	token  Token
	// handedOut are the groups whose data the token has handed out today, as the log
	// knows already.
	handedOut []org.GroupID
}

// Bearer reads whom the token stands for. fault.ErrNotFound for what is no token, or
// one that has been revoked or is past its last day, and when the person has left or
// holds no role today. A fixed number of queries.
func (room *Room) Bearer(ctx context.Context, token string) (Bearer, error) {
	var b Bearer
	if !tokenPattern.MatchString(token) {
		return b, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if b.token, err = tx.TokenByHash(ctx, tokenHash(token), room.today()); err != nil {
			return err
		}
		if b.Actor, err = room.actor(ctx, tx, b.token.PersonID); err != nil {
			return err
		}
		if b.Actor.Person.HasLeft(room.today()) || len(b.Actor.Memberships) == 0 {
			return fault.ErrNotFound
		}
		if b.handedOut, err = tx.TokenGroups(ctx, b.token.ID, room.today()); err != nil {
			return err
		}
		b.Groups, err = tx.Groups(ctx, b.Actor.Groups())
		return err
	})
	return b, err
}

// tokenUsed is what the audit keeps of data handed out to a token.
type tokenUsed struct {
	Name   string `json:"name"`
	Masked bool   `json:"masked"`
}

// NoteUse notes that the bearer's token has been used today and, in the log of the
// group, that its data were handed out; zero for none. That is one row for each
// token, group and day, so that a program that asks every minute does not fill the
// log. Nothing is written when it is known already. fault.ErrNotFound when the token
// has been revoked meanwhile.
func (room *Room) NoteUse(ctx context.Context, b Bearer, group org.GroupID) error {
	today := room.today()
	known := group == 0 || slices.Contains(b.handedOut, group)
	if known && b.token.LastUsedOn != nil && !b.token.LastUsedOn.Before(today) {
		return nil
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.SaveTokenUse(ctx, b.token.ID, today); err != nil || known {
			return err
		}
		first, err := tx.SaveTokenGroup(ctx, b.token.ID, group, today)
		if err != nil || !first {
			return err
		}
		return tx.AppendAudit(ctx, b.Actor, postgres.AuditEntry{
			At: room.now(), Action: "account.use_token", GroupID: group, Subject: "api_token", SubjectID: int64(b.token.ID),
			After: tokenUsed{Name: b.token.Name, Masked: !b.Actor.May(org.ViewUnmasked, group, 0)}, OnlyRead: true})
	})
}
