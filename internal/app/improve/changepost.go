package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PostPage is a post that its author is to change.
type PostPage struct {
	Post    Post
	Subject SubjectName
	Members Members
}

// Post reads a post that the actor may change; fault.ErrNotFound when it is not the
// group's, fault.ErrForbidden when it is another's, fault.ErrWrongState when it has
// been taken away.
func (room *Room) Post(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.PostID) (PostPage, error) {
	var p PostPage
	if err := mayDiscuss(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Post, p.Subject, err = ownPost(ctx, tx, actor, postKey{group, id}); err != nil {
			return err
		}
		p.Members, err = room.readMembers(ctx, tx, group)
		return err
	})
	return p, err
}

// postKey is one of a group's posts.
type postKey struct {
	group org.GroupID
	id    improvement.PostID
}

// ownPost reads a post that the actor may change.
func ownPost(ctx context.Context, tx *postgres.Tx, actor org.Actor, key postKey) (Post, SubjectName, error) {
	p, err := tx.Post(ctx, key.group, key.id)
	switch {
	case err != nil:
		return p, SubjectName{}, err
	case p.RemovedAt != nil:
		return p, SubjectName{}, fault.ErrWrongState
	case !p.MayEdit(actor):
		return p, SubjectName{}, fault.ErrForbidden
	}
	subject, err := tx.Subject(ctx, key.group, p.About)
	return p, subject, err
}

// ChangedPost is a post's new words; Version is that of the ones that were changed.
type ChangedPost struct {
	ID      improvement.PostID
	Version int
	Said
}

// SavePost changes what the actor has written and gives what it is about: problems as
// WritePost, fault.ErrConflict when it was changed since it was read.
func (room *Room) SavePost(ctx context.Context, actor org.Actor, group org.GroupID, c ChangedPost) (SubjectName, error) {
	var subject SubjectName
	if err := mayDiscuss(actor, group); err != nil {
		return subject, err
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, about, err := ownPost(ctx, tx, actor, postKey{group, c.ID})
		if err != nil {
			return err
		}
		subject = about
		if before.Version != c.Version {
			return fault.ErrConflict
		}
		p, now := before.Post, room.now()
		p.Body, p.EditedAt = c.Body, &now
		if p.Mentions, err = room.mentions(ctx, tx, p, c.Said); err != nil {
			return err
		}
		if p.Body == before.Body { // only whom it is for
			p.EditedAt = before.EditedAt
		}
		if err := tx.SavePost(ctx, p); err != nil {
			return err
		}
		return room.auditPost(ctx, tx, actor, postAudit{"talk.save", p, subject})
	})
	return subject, err
}

// RemovePost takes the words of a post away and gives what it was about; its place
// stays. fault.ErrForbidden for others than its author and who cares for the group,
// fault.ErrWrongState when it is taken away already.
func (room *Room) RemovePost(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.PostID) (SubjectName, error) {
	var subject SubjectName
	if err := mayDiscuss(actor, group); err != nil {
		return subject, err
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		stored, err := tx.Post(ctx, group, id)
		switch {
		case err != nil:
			return err
		case stored.RemovedAt != nil:
			return fault.ErrWrongState
		case !stored.MayRemove(actor):
			return fault.ErrForbidden
		}
		if subject, err = tx.Subject(ctx, group, stored.About); err != nil {
			return err
		}
		p, now := stored.Post, room.now()
		p.Body, p.Mentions, p.RemovedAt, p.RemovedBy = "", nil, &now, actor.Person.ID
		if err := tx.SavePost(ctx, p); err != nil {
			return err
		}
		return room.auditPost(ctx, tx, actor, postAudit{"talk.remove", p, subject})
	})
	return subject, err
}
