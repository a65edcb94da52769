package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Said is what somebody writes in a talk.
type Said struct {
	Body string
	// Tell are the people chosen to be told, besides those that the text mentions.
	Tell []org.PersonID
}

// WritePost adds a post to the talk and gives its id: problems at "body" and "tell",
// fault.ErrNotFound for a subject that is not the group's.
func (room *Room) WritePost(ctx context.Context, actor org.Actor, group org.GroupID, part TalkPart, said Said) (improvement.PostID, error) {
	if err := mayDiscuss(actor, group); err != nil {
		return 0, err
	}
	p := improvement.Post{GroupID: group, AuthorID: actor.Person.ID, Body: said.Body, WrittenAt: room.now()}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		subject, err := findSubject(ctx, tx, group, part)
		if err != nil {
			return err
		}
		p.About = subject.About
		if p.Mentions, err = room.mentions(ctx, tx, p, said); err != nil {
			return err
		}
		if p.ID, err = tx.AddPost(ctx, p); err != nil {
			return err
		}
		return room.auditPost(ctx, tx, actor, postAudit{"talk.write", p, subject})
	})
	return p.ID, err
}

// mentions is whom a post mentions, when it may be stored so.
func (room *Room) mentions(ctx context.Context, tx *postgres.Tx, p improvement.Post, said Said) ([]org.PersonID, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	members, err := room.readMembers(ctx, tx, p.GroupID)
	if err != nil {
		return nil, err
	}
	for _, id := range said.Tell {
		if members.Person(id).ID == 0 {
			return nil, &fault.ValidationError{Problems: []fault.Problem{{Field: "tell", Code: "unknown_choice"}}}
		}
	}
	return improvement.Mentioned(said.Body, said.Tell, members.Talking, p.AuthorID), nil
}

// postAudit is what is done to a post.
type postAudit struct {
	action  string
	post    improvement.Post
	subject SubjectName
}

// auditedPost is what the log keeps of a post. The words are not among it: what
// somebody takes away is to be gone.
type auditedPost struct {
	About string `json:"talk_about"`
}

func (room *Room) auditPost(ctx context.Context, tx *postgres.Tx, actor org.Actor, a postAudit) error {
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: a.action, GroupID: a.post.GroupID,
		Subject: "post", SubjectID: int64(a.post.ID), After: auditedPost{About: a.subject.Name}})
}
