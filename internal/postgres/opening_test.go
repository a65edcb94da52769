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

func TestOpenings(t *testing.T) {
	w := newWorld(t)
	group := func(code string) postgres.PublicGroup {
		g := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.PublicGroup, error) {
			return tx.PublicGroup(ctx, code)
		})
		return g
	}
	bare := group("full")
	same(t, "nothing is open", bare, postgres.PublicGroup{ID: w.full, Code: "full", Name: "Östra gruppen", Region: "Provregionen", Kinds: []org.OpenKind{}, ChangedAt: bare.ChangedAt})
	if bare.Anything() || bare.ChangedAt.Unix() != 0 {
		t.Errorf("a group that nothing has been done to: %+v", bare)
	}
	w.refused("no such group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.PublicGroup(ctx, "ingen")
		return err
	})
	goals := postgres.OpenedKind{GroupID: w.full, Audience: org.Everybody, Kind: org.OpenGoals}
	search := postgres.OpenedKind{GroupID: w.full, Audience: org.Everybody, Kind: org.OpenSearch}
	draft := postgres.OpenedKind{GroupID: w.full, Audience: org.Patients, Kind: org.OpenDraft}
	open := func(k postgres.OpenedKind, by org.PersonID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			if err := tx.OpenKind(ctx, k, noon, by); err != nil {
				return err
			}
			return tx.AppendAudit(ctx, org.Actor{Person: org.Person{Name: "Anna"}}, postgres.AuditEntry{At: noon, Action: "x", GroupID: w.full, Subject: "x"})
		}
	}
	w.write(open(search, 0))
	if g := group("full"); g.Anything() || g.Revision == "" || g.ChangedAt.Unix() == 0 {
		t.Errorf("being found is nothing to read, and the mark has a day: %+v", g)
	}
	w.write(open(goals, w.anna))
	w.write(open(draft, 0))
	w.refused("twice", fault.ErrConflict, open(goals, w.anna))
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Openings, error) { return tx.Openings(ctx, w.full) })
	for n := range list {
		list[n].At = list[n].At.UTC()
	}
	same(t, "what is open", list, org.Openings{{Audience: org.Everybody, Kind: org.OpenGoals, At: noon, By: "Anna"},
		{Audience: org.Everybody, Kind: org.OpenSearch, At: noon}, {Audience: org.Patients, Kind: org.OpenDraft, At: noon}})
	same(t, "for everybody", group("full").Kinds, []org.OpenKind{org.OpenGoals, org.OpenSearch})
	all := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PublicGroup, error) {
		return tx.PublicGroups(ctx)
	})
	if len(all) != 2 || all[0].Code != "bare" || !all[1].Anything() {
		t.Errorf("all groups by name: %+v", all)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CloseKind(ctx, goals) })
	w.refused("closed twice", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.CloseKind(ctx, goals) })

	w.begunReport(2025)
	made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) {
		id, err := tx.AddEdition(ctx, postgres.Edition{GroupID: w.full, Year: 2025, Number: 1, InternalSHA256: sum(1), PublicSHA256: sum(2), FixedAt: noon}, 0)
		if err != nil {
			return 0, err
		}
		return id, tx.PublishEdition(ctx, id, ptr(noon), w.anna)
	})
	if g := group("full"); g.Editions != 1 || !g.Anything() {
		t.Errorf("a published edition: %+v", g)
	}
	same(t, "its document", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([][]byte, error) { return tx.PublicDocuments(ctx, w.full) }), [][]byte{[]byte("{}")})
}

func TestExampleOpenings(t *testing.T) {
	w := newWorld(t)
	published := w.goodExample()
	published.ID = w.addExample(published)
	draft := improvement.Example{GroupID: w.full, UnitID: w.bo, Title: "Utkast", State: improvement.ExampleDraft, WrittenAt: noon}
	draft.ID = w.addExample(draft)
	list := func() []postgres.ExampleOpening {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ExampleOpening, error) {
			return tx.ExampleOpenings(ctx, w.full)
		})
	}
	readable := func() int {
		return len(fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Example, error) {
			return tx.OpenExamples(ctx, w.full)
		}))
	}
	before := postgres.ExampleOpening{ID: published.ID, UnitID: w.ala, UnitName: "Enheten i Ala", Title: published.Title, Version: 1}
	same(t, "what nobody has agreed to", list(), []postgres.ExampleOpening{before})
	lock := func(id improvement.ExampleID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.LockExampleOpening(ctx, w.full, id)
			return err
		}
	}
	w.write(lock(published.ID))
	w.refused("a draft", fault.ErrNotFound, lock(draft.ID))
	open := func(at *time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.OpenExample(ctx, published.ID, at, w.bert) }
	}
	w.refused("opened before the unit agrees", fault.ErrConflict, open(ptr(noon)))
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AgreeToOpen(ctx, before, noon, w.anna) })
	w.write(open(ptr(noon)))
	w.refused("opened twice", fault.ErrConflict, open(ptr(noon)))
	opened := list()[0]
	if !opened.Agreed() || !opened.Open() || opened.ConsentedBy != "Anna" || opened.OpenedBy != "Bert" || readable() != 1 {
		t.Errorf("open: %+v", opened)
	}
	changed := w.example(w.full, published.ID)
	changed.Done = "Något annat"
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveExample(ctx, changed) })
	if o := list()[0]; o.Agreed() || o.Open() || readable() != 0 {
		t.Errorf("what the unit has not seen is open: %+v", o)
	}
	w.write(open(nil))
	takeBack := func(ctx context.Context, tx *postgres.Tx) error { return tx.TakeBackConsent(ctx, published.ID) }
	w.write(takeBack)
	w.refused("taken back twice", fault.ErrWrongState, takeBack)
}

func TestAccessibilityStatement(t *testing.T) {
	w := newWorld(t)
	read := func() org.AccessibilityStatement {
		s := fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.AccessibilityStatement, error) {
			return tx.AccessibilityStatement(ctx)
		})
		s.UpdatedAt = s.UpdatedAt.UTC()
		return s
	}
	if s := read(); s.Version != 0 {
		t.Errorf("nobody has written it: %+v", s)
	}
	save := func(s org.AccessibilityStatement) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAccessibilityStatement(ctx, s, w.anna) }
	}
	bare := org.AccessibilityStatement{Owner: "Regionen", Conformance: org.Untested, UpdatedAt: noon}
	w.write(save(bare))
	w.refused("written by two at once", fault.ErrConflict, save(bare))
	bare.Version = 1
	same(t, "with little", read(), bare)
	full := org.AccessibilityStatement{Owner: "Region B", Conformance: org.PartialConformance, Shortcomings: "Diagram", Burdens: "Gamla filer", TestedHow: "Själva",
		TestedOn: ptr(date(2026, time.April, 1)), Email: "a@b.se", Phone: "08", Address: "Gatan", UpdatedAt: noon, Version: 1}
	w.write(save(full))
	w.refused("another was first", fault.ErrConflict, save(full))
	full.Version = 2
	same(t, "with everything", read(), full)
}

func TestFeedback(t *testing.T) {
	w := newWorld(t)
	add := func(f improvement.Feedback) improvement.FeedbackID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.FeedbackID, error) {
			return tx.AddFeedback(ctx, f)
		})
	}
	about := improvement.Feedback{GroupID: w.full, Kind: improvement.ContentFeedback, Page: "/publicerat/full", Body: "Oklart", ReplyTo: "a@b.se", SentAt: noon, State: improvement.FeedbackNew, Version: 1}
	site := improvement.Feedback{Kind: improvement.OtherFeedback, Body: "Bra", SentAt: noon, State: improvement.FeedbackNew, Version: 1}
	about.ID, site.ID = add(about), add(site)
	rows := func(group org.GroupID) []postgres.FeedbackRow {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FeedbackRow, error) {
			return tx.Feedback(ctx, group, 10)
		})
		for n := range list {
			list[n].SentAt = list[n].SentAt.UTC()
		}
		return list
	}
	same(t, "about the group", rows(w.full), []postgres.FeedbackRow{{Feedback: about}})
	same(t, "about the site", rows(0), []postgres.FeedbackRow{{Feedback: site}})
	left := func(group org.GroupID) int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.UnhandledFeedback(ctx, group) })
	}
	lock := func(group org.GroupID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.LockFeedback(ctx, group, about.ID)
			return err
		}
	}
	w.write(lock(w.full))
	w.refused("the site's", fault.ErrNotFound, lock(0))
	handled := about
	handled.State, handled.Outcome = improvement.FeedbackHandled, "Omskrivet"
	handle := func(ctx context.Context, tx *postgres.Tx) error { return tx.HandleFeedback(ctx, handled, noon, w.anna) }
	if left(w.full) != 1 || left(0) != 1 {
		t.Error("one of each is left")
	}
	w.write(handle)
	w.refused("handled by two", fault.ErrConflict, handle)
	if row := rows(w.full)[0]; left(w.full) != 0 || row.HandledBy != "Anna" || row.Outcome != "Omskrivet" || row.State != improvement.FeedbackHandled {
		t.Errorf("handled: %+v", row)
	}
}

func TestPatientComments(t *testing.T) {
	w := newWorld(t)
	proposed, _ := w.twoProposals()
	proposal, goal := proposed.ID, proposed.PreviousGoalID
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddMembership(ctx, org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.PatientRepresentative, From: date(2026, time.January, 1)})
		return err
	})
	holders := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Person, error) {
		return tx.Holders(ctx, w.full, []org.Role{org.PatientRepresentative}, date(2026, time.May, 4))
	})
	if len(holders) != 1 || holders[0].Name != "Bert" {
		t.Errorf("who speaks for patients: %+v", holders)
	}
	add := func(c improvement.PatientComment) improvement.PatientComment {
		c.GroupID, c.WrittenBy, c.Writer, c.WrittenAt, c.Version = w.full, w.bert, "Bert", noon, 1
		c.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.CommentID, error) {
			return tx.AddPatientComment(ctx, c)
		})
		return c
	}
	onGoal := add(improvement.PatientComment{Subject: improvement.OnGoal, GoalID: goal, Year: 2025, About: "Mål", Body: "Viktigt"})
	onProposal := add(improvement.PatientComment{Subject: improvement.OnProposal, ProposalID: proposal, Year: 2027, About: "Förslag", Body: "Bra"})
	onReport := add(improvement.PatientComment{Subject: improvement.OnReport, Year: 2025, About: "Rapport", Body: "Otydligt"})
	read := func(f postgres.CommentFilter) []improvement.PatientComment {
		f.GroupID, f.Limit = w.full, 10
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.PatientComment, error) {
			return tx.PatientComments(ctx, f)
		})
		for n := range list {
			list[n].WrittenAt = list[n].WrittenAt.UTC()
		}
		return list
	}
	same(t, "all, the newest first", read(postgres.CommentFilter{}), []improvement.PatientComment{onReport, onProposal, onGoal})
	same(t, "about the goal", read(postgres.CommentFilter{Subject: improvement.OnGoal, GoalID: goal}), []improvement.PatientComment{onGoal})
	same(t, "about the proposal", read(postgres.CommentFilter{ProposalID: proposal, WrittenBy: w.bert}), []improvement.PatientComment{onProposal})
	same(t, "about the year", read(postgres.CommentFilter{Year: 2025}), []improvement.PatientComment{onReport, onGoal})
	answered, err := onGoal.Answered("Tack", noon)
	if err != nil {
		t.Fatal(err)
	}
	save := func(ctx context.Context, tx *postgres.Tx) error {
		if _, err := tx.LockPatientComment(ctx, w.full, answered.ID); err != nil {
			return err
		}
		return tx.SavePatientComment(ctx, answered, w.anna)
	}
	w.write(save)
	w.refused("answered by two", fault.ErrConflict, save)
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.LockPatientComment(ctx, w.bare, onGoal.ID)
		return err
	})
	if got := read(postgres.CommentFilter{GoalID: goal})[0]; got.State() != improvement.CommentAnswered || got.Answer != "Tack" || got.ReadAt == nil {
		t.Errorf("answered: %+v", got)
	}
	same(t, "what waits", read(postgres.CommentFilter{Waiting: true}), []improvement.PatientComment{onReport, onProposal})
}

func TestSurvey(t *testing.T) {
	w := newWorld(t)
	read := func() quality.Survey {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (quality.Survey, error) { return tx.Survey(ctx, w.full) })
	}
	save := func(group org.GroupID, s quality.Survey) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSurvey(ctx, group, s) }
	}
	same(t, "none", read(), quality.Survey{})
	w.write(save(w.full, quality.Survey{IndicatorID: w.plain.ID, Limit: 50}))
	w.write(save(w.full, quality.Survey{IndicatorID: w.divided.ID, Limit: 60}))
	same(t, "another", read(), quality.Survey{IndicatorID: w.divided.ID, Limit: 60})
	if w.try(save(w.bare, quality.Survey{IndicatorID: w.plain.ID, Limit: 50})) == nil {
		t.Error("another group's measure")
	}
	w.write(save(w.full, quality.Survey{}))
	same(t, "taken away", read(), quality.Survey{})
}
