package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// What handlers name without knowing the database: a post, a request for support, a
// thing with its name, and a talk in a list.
type (
	Post        = postgres.Post
	Support     = postgres.Support
	SubjectName = postgres.SubjectName
	FoundTalk   = postgres.FoundTalk
)

// postsPerPage is how many posts a page of a talk has.
const postsPerPage = 25

// TalkPart says which talk is wanted, and which page of it.
type TalkPart struct {
	About improvement.Subject
	// Code is the measure's; when it is there, About's ID is not read.
	Code string
	// Page counts from 1; zero is the page with Post, or the last one without.
	Page int
	Post improvement.PostID
}

// Talk is a page of what has been said about a subject.
type Talk struct {
	Subject SubjectName
	Posts   []Post
	Members Members
	// Page of Pages, from 1; All posts, with those taken away.
	Page, Pages, All int
}

// mayDiscuss is fault.ErrForbidden for those outside the group's talks.
func mayDiscuss(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.Discuss, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// Talk reads what has been said; fault.ErrNotFound for a subject that is not the
// group's, and for a page that there is not.
func (room *Room) Talk(ctx context.Context, actor org.Actor, group org.GroupID, part TalkPart) (Talk, error) {
	var t Talk
	if err := mayDiscuss(actor, group); err != nil {
		return t, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		t = Talk{}
		var err error
		if t.Subject, err = findSubject(ctx, tx, group, part); err != nil {
			return err
		}
		all, earlier, err := tx.PostCount(ctx, group, t.Subject.About, part.Post)
		if err != nil {
			return err
		}
		t.All, t.Pages, t.Page = all, max(1, (all+postsPerPage-1)/postsPerPage), part.Page
		switch {
		case part.Page == 0 && part.Post != 0:
			t.Page = min(t.Pages, earlier/postsPerPage+1)
		case part.Page == 0:
			t.Page = t.Pages
		case part.Page < 0 || part.Page > t.Pages:
			return fault.ErrNotFound
		}
		if t.Posts, err = tx.Posts(ctx, group, t.Subject.About, postgres.Window{Skip: (t.Page - 1) * postsPerPage, Most: postsPerPage}); err != nil {
			return err
		}
		t.Members, err = room.readMembers(ctx, tx, group)
		return err
	})
	return t, err
}

// findSubject reads what the talk is about.
func findSubject(ctx context.Context, tx *postgres.Tx, group org.GroupID, part TalkPart) (SubjectName, error) {
	about := part.About
	if part.Code != "" {
		id, err := tx.MeasureWith(ctx, group, part.Code)
		if err != nil {
			return SubjectName{}, err
		}
		about.ID = int64(id)
	}
	if err := about.Check(); err != nil {
		return SubjectName{}, err
	}
	return tx.Subject(ctx, group, about)
}
