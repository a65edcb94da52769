package improve

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"samsyn/internal/app/letter"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

const (
	// digestDays is how old a post may be and still be told of: what came while the
	// mails stood still is not lost, and nobody gets last year's.
	digestDays = 14
)

// PlanDigests puts the day's mails about what has been said into the queue: at most
// one to each person, about posts that mention the person, and new ones where the
// person has written. Called again, by any number of processes, it adds only what is
// new. A group that fails does not stop the others.
func (room *Room) PlanDigests(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		return room.planDigests(ctx, tx, group)
	})
}

func (room *Room) planDigests(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	untold, err := tx.Untold(ctx, group.ID, room.now().AddDate(0, 0, -digestDays))
	if err != nil || len(untold) == 0 {
		return err
	}
	members, err := room.readMembers(ctx, tx, group.ID)
	if err != nil {
		return err
	}
	var subjects []improvement.Subject
	byPerson := map[org.PersonID][]postgres.Told{}
	for _, t := range untold {
		subjects = append(subjects, t.About)
		byPerson[t.PersonID] = append(byPerson[t.PersonID], t)
	}
	names, err := tx.Subjects(ctx, group.ID, subjects)
	if err != nil {
		return err
	}
	for _, person := range members.Talking {
		if told := byPerson[person.ID]; len(told) > 0 {
			if err := room.tell(ctx, tx, digest{group, person, told, names}); err != nil {
				return err
			}
		}
	}
	return nil
}

// digest is what one person is told.
type digest struct {
	group  org.Group
	person org.Person
	told   []postgres.Told
	names  map[improvement.Subject]SubjectName
}

// tell queues the mail, unless the person has had today's, and notes what is told. Of
// two processes one has the day's mail to queue, and the other leaves it.
func (room *Room) tell(ctx context.Context, tx *postgres.Tx, d digest) error {
	queued, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, letter.Letter{GroupID: d.group.ID, To: d.person, About: "talk",
		Subject: "Nytt i samtalen i " + d.group.Name, Body: d.body(room.base)})
	if err != nil || !queued {
		return err
	}
	var posts []improvement.PostID
	for _, t := range d.told {
		posts = append(posts, t.PostID)
	}
	return tx.MarkTold(ctx, d.person.ID, posts, room.now())
}

// body says where something is said, not what: mails are read by more than one.
func (d digest) body(base string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "Hej %s!\n", d.person.Name)
	for _, part := range []struct {
		title     string
		mentioned bool
	}{{"Du är nämnd:", true}, {"Nytt i samtal som du har skrivit i:", false}} {
		if lines := d.lines(base, part.mentioned); len(lines) > 0 {
			fmt.Fprintf(&text, "\n%s\n%s\n", part.title, strings.Join(lines, "\n"))
		}
	}
	fmt.Fprintf(&text, "\nAlla samtal:\n%s\n\nVill du inte ha de här breven stänger du av dem under Mitt konto:\n%s\n\nHälsningar\n%s",
		letter.URL(base, improvement.TalksAddress), letter.URL(base, "/konto#samtal"), d.group.Name)
	return text.String()
}

// lines are the talks with posts that do or do not mention the person, each once, with
// who has written and an address that leads to the first of the posts.
func (d digest) lines(base string, mentioned bool) []string {
	var lines []string
	writers, first := map[improvement.Subject][]string{}, []postgres.Told{}
	for _, t := range d.told {
		if t.Mentioned != mentioned {
			continue
		}
		if len(writers[t.About]) == 0 {
			first = append(first, t)
		}
		if !slices.Contains(writers[t.About], t.AuthorName) {
			writers[t.About] = append(writers[t.About], t.AuthorName)
		}
	}
	for _, t := range first {
		name := d.names[t.About]
		lines = append(lines, fmt.Sprintf("- %s, om %s\n  %s", strings.Join(writers[t.About], ", "), name.Name,
			letter.URL(base, t.About.PostAddress(name.Code, t.PostID))))
	}
	return lines
}
