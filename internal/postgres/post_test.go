package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// subjects makes one of each thing that can be talked about in the full group, and
// gives them in the order of their kinds.
func (w *world) subjects() []improvement.Subject {
	goal := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.GoalID, error) {
		return tx.AddGoal(ctx, quality.Goal{GroupID: w.full, Year: 2026, Category: quality.Medical, Title: "Varma barn", ValueForChildren: "Barnen mår bättre"})
	})
	w.exec(`INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, scope, proposed_at, changed_at)
		VALUES ($1, 2027, 'medical', 'Ett förslag', 'Värde', 'all_units', now(), now())`, w.full)
	w.exec(`INSERT INTO example (group_id, unit_id, title, state, published_at, written_at) VALUES ($1, $2, 'Ett exempel', 'published', now(), now())`, w.full, w.ala)
	w.exec(`INSERT INTO example (group_id, unit_id, title, written_at) VALUES ($1, $2, 'Ett utkast', now())`, w.full, w.ala)
	w.exec(`INSERT INTO action (group_id, area, kind, due_on, written_at) VALUES ($1, 'En åtgärd', 'routine', '2026-12-31', now())`, w.full)
	return []improvement.Subject{{Kind: improvement.AboutGoal, ID: int64(goal)}, {Kind: improvement.AboutProposal, ID: 1},
		{Kind: improvement.AboutIndicator, ID: int64(w.divided.ID)}, {Kind: improvement.AboutExample, ID: 1}, {Kind: improvement.AboutAction, ID: 1}}
}

// says stores a post so many minutes past noon and gives its id.
func (w *world) says(about improvement.Subject, author org.PersonID, minute int, mentions ...org.PersonID) improvement.PostID {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PostID, error) {
		return tx.AddPost(ctx, improvement.Post{GroupID: w.full, About: about, AuthorID: author, Body: "Hej\nalla", Mentions: mentions,
			WrittenAt: noon.Add(time.Duration(minute) * time.Minute)})
	})
}

func TestSubjectsHaveNames(t *testing.T) {
	w := newWorld(t)
	all := w.subjects()
	names := func(group org.GroupID, wanted ...improvement.Subject) map[improvement.Subject]postgres.SubjectName {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[improvement.Subject]postgres.SubjectName, error) {
			return tx.Subjects(ctx, group, wanted)
		})
	}
	compared := all[2]
	compared.Span = "2025"
	draft := improvement.Subject{Kind: improvement.AboutExample, ID: 2}
	got := names(w.full, append(all, compared, draft, improvement.Subject{Kind: improvement.AboutGoal, ID: 99})...)
	same(t, "the names", got, map[improvement.Subject]postgres.SubjectName{
		all[0]: {About: all[0], Name: "Varma barn", Year: 2026}, all[1]: {About: all[1], Name: "Ett förslag", Year: 2027},
		all[2]: {About: all[2], Name: "Sen infektion", Code: "FULL"}, compared: {About: compared, Name: "Sen infektion", Code: "FULL"},
		all[3]: {About: all[3], Name: "Ett exempel"}, all[4]: {About: all[4], Name: "En åtgärd"}})
	same(t, "in another group", len(names(w.bare, all...)), 0)
	w.refused("one of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Subject(ctx, w.bare, all[0])
		return err
	})
	same(t, "by code", fetch(w, func(ctx context.Context, tx *postgres.Tx) (quality.IndicatorID, error) {
		return tx.MeasureWith(ctx, w.full, "FULL")
	}), w.divided.ID)
	w.refused("a code of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.MeasureWith(ctx, w.bare, "FULL")
		return err
	})
}

func TestPosts(t *testing.T) {
	w := newWorld(t)
	all := w.subjects()
	for n, about := range all {
		w.says(about, w.anna, n)
	}
	about := all[0]
	second := w.says(about, w.bert, 10, w.anna)
	posts := func(group org.GroupID, win postgres.Window) []postgres.Post {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Post, error) {
			return tx.Posts(ctx, group, about, win)
		})
	}
	local := func(p postgres.Post) postgres.Post {
		p.WrittenAt = p.WrittenAt.UTC()
		return p
	}
	got := posts(w.full, postgres.Window{Most: 10})
	same(t, "how many about the goal", len(got), 2)
	same(t, "the first", local(got[0]), postgres.Post{AuthorName: "Anna", Post: improvement.Post{ID: 1, GroupID: w.full, About: about, AuthorID: w.anna,
		Body: "Hej\nalla", Mentions: []org.PersonID{}, WrittenAt: noon, Version: 1}})
	same(t, "whom the second mentions", got[1].Mentions, []org.PersonID{w.anna})
	same(t, "a part of them", posts(w.full, postgres.Window{Skip: 1, Most: 1})[0].ID, second)
	same(t, "in another group", len(posts(w.bare, postgres.Window{Most: 10})), 0)
	count, earlier := 0, 0
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		count, earlier, err = tx.PostCount(ctx, w.full, about, second)
		return err
	})
	same(t, "counted", []int{count, earlier}, []int{2, 1})

	p, at := got[1].Post, noon.Add(time.Hour)
	p.Body, p.EditedAt, p.Mentions = "Annat", &at, nil
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePost(ctx, p) }
	w.write(save)
	w.refused("a version that is not the latest", fault.ErrConflict, save)
	p.Version, p.Body, p.RemovedAt, p.RemovedBy = 2, "", &at, w.anna
	w.write(save)
	stored := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Post, error) { return tx.Post(ctx, w.full, second) })
	same(t, "taken away", []any{stored.Body, stored.RemovedBy, stored.Version, len(stored.Mentions), stored.EditedAt.Equal(at), stored.RemovedAt.Equal(at)},
		[]any{"", w.anna, 3, 0, true, true})
	w.refused("a post of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Post(ctx, w.bare, second)
		return err
	})
	w.refused("a goal of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddPost(ctx, improvement.Post{GroupID: w.bare, About: about, AuthorID: w.anna, Body: "Hej", WrittenAt: noon})
		return err
	})
}

func TestTalks(t *testing.T) {
	w := newWorld(t)
	all := w.subjects()
	compared := all[2]
	compared.Span = "2025"
	w.says(all[0], w.anna, 0)
	gone := w.says(all[0], w.bert, 1)
	w.says(all[2], w.anna, 2, w.bert)
	w.says(compared, w.anna, 3)
	w.says(compared, w.bert, 4)
	w.exec(`UPDATE post SET body = '', removed_at = now() WHERE id = $1`, gone)
	talks := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Talk, error) {
		return tx.Talks(ctx, w.full, compared, all[0], all[4], all[2])
	})
	for n := range talks {
		if !talks[n].LastAt.IsZero() {
			talks[n].LastAt = talks[n].LastAt.UTC()
		}
	}
	minute := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }
	same(t, "in the order asked for", talks, []improvement.Talk{
		{About: compared, Code: "FULL", Posts: 2, LastAt: minute(4), LastAuthor: "Bert"}, {About: all[0], Posts: 1, LastAt: noon, LastAuthor: "Anna"},
		{About: all[4]}, {About: all[2], Code: "FULL", Posts: 1, LastAt: minute(2), LastAuthor: "Anna"}})
	same(t, "one of them", fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Talk, error) {
		return tx.Talk(ctx, w.bare, all[0])
	}), improvement.Talk{About: all[0]})

	find := func(f postgres.TalkFilter) (found []improvement.Subject, of int) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			rows, n, err := tx.FindTalks(ctx, w.full, f)
			for _, r := range rows {
				found = append(found, r.About)
				if r.Last != "Hej\nalla" || r.LastAuthor == "" {
					t.Errorf("a talk's last post is %+v", r)
				}
			}
			of = n
			return err
		})
		return found, of
	}
	whole := postgres.Window{Most: 10}
	for _, c := range []struct {
		filter postgres.TalkFilter
		want   []improvement.Subject
		of     int
	}{
		{postgres.TalkFilter{Window: whole}, []improvement.Subject{compared, all[2], all[0]}, 3},
		{postgres.TalkFilter{Window: postgres.Window{Skip: 1, Most: 1}}, []improvement.Subject{all[2]}, 3},
		{postgres.TalkFilter{Kind: improvement.AboutGoal, Window: whole}, []improvement.Subject{all[0]}, 1},
		{postgres.TalkFilter{Person: w.bert, Window: whole}, []improvement.Subject{compared, all[2]}, 2}, // written and mentioned; not what is gone
		{postgres.TalkFilter{Kind: improvement.AboutAction, Window: whole}, nil, 0},
	} {
		got, of := find(c.filter)
		same(t, "found", got, c.want)
		same(t, "of", of, c.of)
	}
}

func TestWhomToTell(t *testing.T) {
	w := newWorld(t)
	all := w.subjects()
	w.says(all[0], w.anna, 0)
	answer := w.says(all[0], w.bert, 1)          // anna has written there
	mention := w.says(all[4], w.bert, 2, w.anna) // anna is mentioned
	w.says(all[3], w.bert, 3)                    // nobody's business
	w.says(all[2], w.bert, 4, w.anna)            // mentioned, and has answered
	reply := w.says(all[2], w.anna, 5)           // so this is for bert
	w.says(all[1], w.bert, -60*24*30, w.anna)    // long ago
	gone := w.says(all[4], w.bert, 6, w.anna)    // taken away
	w.exec(`UPDATE post SET body = '', removed_at = now() WHERE id = $1`, gone)
	since := noon.AddDate(0, 0, -14)
	type told struct {
		Person    org.PersonID
		Post      improvement.PostID
		Mentioned bool
	}
	untold := func(group org.GroupID) (list []told) {
		for _, u := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Told, error) {
			return tx.Untold(ctx, group, since)
		}) {
			list = append(list, told{u.PersonID, u.PostID, u.Mentioned})
		}
		return list
	}
	same(t, "to tell", untold(w.full), []told{{w.anna, answer, false}, {w.anna, mention, true}, {w.bert, reply, false}})
	same(t, "in another group", len(untold(w.bare)), 0)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.MarkTold(ctx, w.anna, []improvement.PostID{answer}, noon)
	})
	same(t, "when one is told", untold(w.full), []told{{w.anna, mention, true}, {w.bert, reply, false}})
	wants := func(id org.PersonID) bool {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (bool, error) { return tx.TalkDigest(ctx, id) })
	}
	same(t, "wanted at first", wants(w.anna), true)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetTalkDigest(ctx, w.anna, false) })
	same(t, "wanted no more", wants(w.anna), false)
	same(t, "without who wants none", untold(w.full), []told{{w.bert, reply, false}})

	open := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Told, error) {
		return tx.Unanswered(ctx, w.full, w.anna, since)
	})
	same(t, "unanswered", len(open), 1)
	same(t, "the mention", []any{open[0].PostID, open[0].About, open[0].AuthorName, open[0].Mentioned}, []any{mention, all[4], "Bert", true})
}
