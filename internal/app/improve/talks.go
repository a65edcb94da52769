package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// talksPerPage is how many talks a page of the list has.
const talksPerPage = 20

// TalkFilter says which of the group's talks to list.
type TalkFilter struct {
	Kind improvement.SubjectKind // "" for all
	// Mine are those that the actor has written in or is mentioned in.
	Mine bool
	Page int // from 1
}

// TalkRow is a talk in the list, with the name of what it is about.
type TalkRow struct {
	FoundTalk
	Subject SubjectName
}

// Talks is a page of the group's talks, the latest first.
type Talks struct {
	Rows        []TalkRow
	Page, Pages int
}

// Talks lists the group's talks; fault.ErrNotFound for a page that there is not.
func (room *Room) Talks(ctx context.Context, actor org.Actor, group org.GroupID, f TalkFilter) (Talks, error) {
	page := Talks{Page: max(1, f.Page)}
	if err := mayDiscuss(actor, group); err != nil {
		return page, err
	}
	filter := postgres.TalkFilter{Kind: f.Kind, Window: postgres.Window{Skip: (page.Page - 1) * talksPerPage, Most: talksPerPage}}
	if f.Mine {
		filter.Person = actor.Person.ID
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		page.Rows = nil
		found, all, err := tx.FindTalks(ctx, group, filter)
		if err != nil {
			return err
		}
		if len(found) == 0 && page.Page > 1 {
			return fault.ErrNotFound
		}
		page.Pages = max(1, (all+talksPerPage-1)/talksPerPage)
		var subjects []improvement.Subject
		for _, t := range found {
			subjects = append(subjects, t.About)
		}
		names, err := tx.Subjects(ctx, group, subjects)
		for _, t := range found {
			if name, known := names[t.About]; known {
				page.Rows = append(page.Rows, TalkRow{t, name})
			}
		}
		return err
	})
	return page, err
}
