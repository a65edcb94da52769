package improve

import (
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// talking is a room and a talk in it, about the measure MED1.
type talking struct {
	*testgroup.Fixture
	t    *testing.T
	room *Room
	part TalkPart
}

func newTalking(t *testing.T) talking {
	f := testgroup.New(t)
	return talking{f, t, New(f.DB, testgroup.Clock).WithBaseURL("https://samsyn.exempel.se/"),
		TalkPart{About: improvement.Subject{Kind: improvement.AboutIndicator}, Code: "MED1"}}
}

// says writes a post as the person and gives its id.
func (w talking) says(person org.PersonID, body string, tell ...org.PersonID) improvement.PostID {
	w.t.Helper()
	id, err := w.room.WritePost(w.t.Context(), w.Actor(person), testgroup.Group, w.part, Said{body, tell})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func TestATalk(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	lead := w.Actor(testgroup.MedicalLead)
	first := w.says(testgroup.MedicalLead, "Hur gör ni, @viktor vård?", testgroup.Convener)
	w.says(testgroup.UnitManager, "Så här.")
	talk, err := w.room.Talk(ctx, lead, testgroup.Group, w.part)
	if err != nil {
		t.Fatal(err)
	}
	if talk.Subject.Name != "Temperatur vid inskrivning" || talk.All != 2 || talk.Pages != 1 || len(talk.Posts) != 2 {
		t.Errorf("the talk is %+v", talk)
	}
	if got := fmt.Sprint(talk.Posts[0].Mentions); got != "[2 3]" {
		t.Errorf("it mentions %s", got)
	}
	held := talk.Members.RolesOn(testgroup.MedicalLead, testgroup.Now)
	if len(held) != 1 || held[0].Role != org.MedicalLead || held[0].Unit.ShortName != "Ala" {
		t.Errorf("the author is %+v", held)
	}
	if got := w.Text(`SELECT string_agg(concat_ws('|', action, subject_id, after::text), ' ' ORDER BY id) FROM audit WHERE action LIKE 'talk.%'`); got !=
		`talk.write|1|{"talk_about": "Temperatur vid inskrivning"} talk.write|2|{"talk_about": "Temperatur vid inskrivning"}` {
		t.Errorf("the log says %s", got)
	}
	_, err = w.room.WritePost(ctx, lead, testgroup.Group, w.part, Said{"", nil})
	wantCodes(t, err, "body: required")
	_, err = w.room.WritePost(ctx, lead, testgroup.Group, w.part, Said{"Barnet 20121212-1212", nil})
	wantCodes(t, err, "body: personal_number")
	_, err = w.room.WritePost(ctx, lead, testgroup.Group, w.part, Said{"Hej", []org.PersonID{testgroup.Member}})
	wantCodes(t, err, "tell: unknown_choice")
	for what, part := range map[string]TalkPart{
		"another group's measure": {About: w.part.About, Code: "ANN1"},
		"a goal that is not":      {About: improvement.Subject{Kind: improvement.AboutGoal, ID: 9}},
		"a page that is not":      {About: w.part.About, Code: "MED1", Page: 2},
	} {
		_, err := w.room.Talk(ctx, lead, testgroup.Group, part)
		wantError(t, what, err, fault.ErrNotFound)
	}
	for _, id := range outside {
		actor := w.Actor(id)
		_, err := w.room.Talk(ctx, actor, testgroup.Group, w.part)
		wantError(t, "reading", err, fault.ErrForbidden)
		_, err = w.room.Talks(ctx, actor, testgroup.Group, TalkFilter{})
		wantError(t, "listing", err, fault.ErrForbidden)
		_, err = w.room.WritePost(ctx, actor, testgroup.Group, w.part, Said{"Hej", nil})
		wantError(t, "writing", err, fault.ErrForbidden)
		_, err = w.room.RemovePost(ctx, actor, testgroup.Group, first)
		wantError(t, "removing", err, fault.ErrForbidden)
	}
	_, err = w.room.Post(ctx, w.Actor(testgroup.Other), testgroup.OtherGroup, first)
	wantError(t, "through another group", err, fault.ErrNotFound)
}

func TestPostsAreChangedByTheirAuthors(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	lead, manager, convener := w.Actor(testgroup.MedicalLead), w.Actor(testgroup.UnitManager), w.Actor(testgroup.Convener)
	id := w.says(testgroup.MedicalLead, "Hej", testgroup.Chair)
	change := ChangedPost{ID: id, Version: 1, Said: Said{Body: "Hej @Sara Samman"}}
	_, err := w.room.SavePost(ctx, manager, testgroup.Group, change)
	wantError(t, "another's words", err, fault.ErrForbidden)
	_, err = w.room.SavePost(ctx, convener, testgroup.Group, change)
	wantError(t, "the convener's changes", err, fault.ErrForbidden)
	if _, err := w.room.SavePost(ctx, lead, testgroup.Group, change); err != nil {
		t.Fatal(err)
	}
	_, err = w.room.SavePost(ctx, lead, testgroup.Group, change)
	wantError(t, "an older version", err, fault.ErrConflict)
	p, err := w.room.Post(ctx, lead, testgroup.Group, id)
	if err != nil || p.Post.Body != "Hej @Sara Samman" || p.Post.EditedAt == nil || fmt.Sprint(p.Post.Mentions) != "[3]" {
		t.Errorf("changed to %+v, %v", p.Post, err)
	}
	_, err = w.room.RemovePost(ctx, manager, testgroup.Group, id)
	wantError(t, "removing another's", err, fault.ErrForbidden)
	if _, err := w.room.RemovePost(ctx, convener, testgroup.Group, id); err != nil {
		t.Fatal(err)
	}
	_, err = w.room.RemovePost(ctx, lead, testgroup.Group, id)
	wantError(t, "removing what is gone", err, fault.ErrWrongState)
	_, err = w.room.Post(ctx, lead, testgroup.Group, id)
	wantError(t, "changing what is gone", err, fault.ErrWrongState)
	if got := w.Text(`SELECT concat_ws('|', body, removed_by, (SELECT count(*) FROM post_mention), (SELECT count(*) FROM audit WHERE concat(before, after) LIKE '%Hej%')) FROM post`); got != "|3|0|0" {
		t.Errorf("what is left: %s", got) // nothing of the words, not in the log either
	}
	if found, err := w.room.Talks(ctx, lead, testgroup.Group, TalkFilter{}); err != nil || len(found.Rows) != 0 {
		t.Errorf("a talk without words is listed: %+v, %v", found, err)
	}
}

func TestLongTalksHavePages(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	w.Exec(fmt.Sprintf(`INSERT INTO post (group_id, indicator_id, author_id, body, written_at)
		SELECT 1, 1, 1, 'Inlägg ' || n, '2026-01-01'::timestamptz + n * interval '1 hour' FROM generate_series(1, %d) n`, 2*postsPerPage+1))
	lead := w.Actor(testgroup.MedicalLead)
	for _, c := range []struct {
		page  int
		post  improvement.PostID
		at    int
		first string
	}{{0, 0, 3, "Inlägg 51"}, {1, 0, 1, "Inlägg 1"}, {2, 0, 2, "Inlägg 26"}, {0, 25, 1, "Inlägg 1"}, {0, 26, 2, "Inlägg 26"}, {0, 51, 3, "Inlägg 51"}} {
		w.part.Page, w.part.Post = c.page, c.post
		talk, err := w.room.Talk(ctx, lead, testgroup.Group, w.part)
		if err != nil || talk.Page != c.at || talk.Pages != 3 || talk.Posts[0].Body != c.first {
			t.Errorf("page %d, post %d: page %d of %d, %v", c.page, c.post, talk.Page, talk.Pages, err)
		}
	}
}

func TestTalksAreFound(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	w.says(testgroup.MedicalLead, "Hej")
	w.part.About.Span = "2025"
	w.says(testgroup.UnitManager, "Hej @Olle Ordförande")
	for what, c := range map[string]struct {
		person org.PersonID
		filter TalkFilter
		want   string
	}{
		"all":       {testgroup.Chair, TalkFilter{}, "2025 "},
		"mentioned": {testgroup.Chair, TalkFilter{Mine: true}, "2025"},
		"written":   {testgroup.MedicalLead, TalkFilter{Mine: true}, ""},
		"of a kind": {testgroup.Chair, TalkFilter{Kind: improvement.AboutGoal}, "none"},
	} {
		found, err := w.room.Talks(ctx, w.Actor(c.person), testgroup.Group, c.filter)
		if err != nil {
			t.Fatal(err)
		}
		got := "none"
		for n, row := range found.Rows {
			if n == 0 {
				got = row.About.Span
			} else {
				got += " " + row.About.Span
			}
			if row.Subject.Name != "Temperatur vid inskrivning" {
				t.Errorf("%s: about %+v", what, row.Subject)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	_, err := w.room.Talks(ctx, w.Actor(testgroup.Chair), testgroup.Group, TalkFilter{Page: 2})
	wantError(t, "a page that is not", err, fault.ErrNotFound)
}

// at is the room at another time.
func (w talking) at(now time.Time) *Room {
	return New(w.DB, func() time.Time { return now }).WithBaseURL("https://samsyn.exempel.se/")
}
