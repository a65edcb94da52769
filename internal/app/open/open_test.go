package open

import (
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// fixture is the groups with a locked year's goal, an example, and somebody who speaks for
// patients.
func fixture(t *testing.T) (*testgroup.Fixture, *Room, org.Actor) {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(`INSERT INTO goal (group_id, year, category, title, value_for_children, patient_view) VALUES (1, 2026, 'medical', 'Varma', 'Barnen mår bättre.', 'Med föräldrar');
		INSERT INTO goal_year (group_id, year, locked_at) VALUES (1, 2026, '2025-11-19');
		INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, patient_view, scope, proposed_at, changed_at)
		VALUES (1, 2027, 'nursing', 'Närhet', 'Trygghet', 'Enkät', 'all_units', now(), now());
		INSERT INTO example (group_id, unit_id, title, problem, done, result, contact_text, state, published_at, written_at)
		VALUES (1, 1, 'Så gjorde vi', 'Problem', 'Gjort', 'Resultat', 'Fråga Lena', 'published', now(), now());
		INSERT INTO person (email, name, profession) VALUES ('forening@exempel.se', 'Paula Patient', 'other');
		INSERT INTO membership (person_id, group_id, role, valid_from) SELECT id, 1, 'patient_representative', '2020-01-01' FROM person WHERE email = 'forening@exempel.se'`)
	return f, New(f.DB, testgroup.Clock).WithBaseURL("https://samsyn.exempel.se"), f.Actor(9)
}

func want(t *testing.T, what string, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Errorf("%s: %v, want %v", what, err, wanted)
	}
}

func TestOpeningLeavesARowInTheLog(t *testing.T) {
	f, room, _ := fixture(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	goals := postgres.OpenedKind{GroupID: testgroup.Group, Audience: org.Everybody, Kind: org.OpenGoals}
	want(t, "by a unit", room.OpenKind(ctx, f.Actor(testgroup.MedicalLead), goals), fault.ErrForbidden)
	want(t, "by another group", room.OpenKind(ctx, f.Actor(testgroup.Other), goals), fault.ErrForbidden)
	want(t, "the draft to everybody", room.OpenKind(ctx, convener, postgres.OpenedKind{GroupID: testgroup.Group, Audience: org.Everybody, Kind: org.OpenDraft}), fault.ErrNotFound)
	want(t, "opened", room.OpenKind(ctx, convener, goals), nil)
	want(t, "opened again", room.OpenKind(ctx, convener, goals), fault.ErrConflict)
	code := f.Programme().Code
	g, err := room.Goals(ctx, Asked{Code: code})
	if err != nil || g.Year != 2026 || len(g.Goals) != 1 || g.Goals[0].PatientView != "Med föräldrar" {
		t.Errorf("%v: %+v", err, g)
	}
	want(t, "closed", room.CloseKind(ctx, convener, goals), nil)
	if _, err := room.Goals(ctx, Asked{Code: code}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("closed: %v", err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws('|', action, actor_name, after->>'open_kind', after->>'audience'), ' ' ORDER BY id) FROM audit`); got !=
		"open.open_kind|Sara Samman|goals|everybody open.close_kind|Sara Samman|goals|everybody" {
		t.Errorf("the log says %s", got)
	}
}

func TestAnExampleIsOpenWhenItsUnitAndTheGroupSaySo(t *testing.T) {
	f, room, _ := fixture(t)
	ctx, convener, lead, code := t.Context(), f.Actor(testgroup.Convener), f.Actor(testgroup.MedicalLead), f.Programme().Code
	want(t, "opened", room.OpenKind(ctx, convener, postgres.OpenedKind{GroupID: testgroup.Group, Audience: org.Everybody, Kind: org.OpenExamples}), nil)
	asked := AskedExample{Group: testgroup.Group, ID: 1}
	want(t, "before the unit agrees", room.OpenExample(ctx, convener, asked), fault.ErrWrongState)
	want(t, "the coordinator agrees for the unit", room.AgreeToOpen(ctx, convener, asked, 1), fault.ErrForbidden)
	want(t, "another unit does", room.AgreeToOpen(ctx, f.Actor(testgroup.UnitManager), asked, 1), fault.ErrForbidden)
	want(t, "to another version", room.AgreeToOpen(ctx, lead, asked, 2), fault.ErrConflict)
	want(t, "the unit agrees", room.AgreeToOpen(ctx, lead, asked, 1), nil)
	readable := func() int {
		e, err := room.Examples(ctx, Asked{Code: code})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range e.Examples {
			if x.ContactText != "" || x.ContactID != 0 {
				t.Error("whom to ask is told to everybody")
			}
		}
		return len(e.Examples)
	}
	if n := readable(); n != 0 {
		t.Errorf("%d are read before the group opens any", n)
	}
	want(t, "by its unit alone", room.OpenExample(ctx, lead, asked), fault.ErrForbidden)
	want(t, "opened", room.OpenExample(ctx, convener, asked), nil)
	if n := readable(); n != 1 {
		t.Errorf("%d are read", n)
	}
	f.Exec(`UPDATE example SET done = 'Kalle sa', version = version + 1`)
	if n := readable(); n != 0 {
		t.Error("what the unit has not agreed to is read")
	}
	if _, err := room.Example(ctx, Asked{Code: code}, 1); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("by its address: %v", err)
	}
	want(t, "agreed anew", room.AgreeToOpen(ctx, lead, asked, 2), nil)
	want(t, "closed", room.CloseExample(ctx, convener, asked), nil)
	want(t, "taken back", room.TakeBackConsent(ctx, lead, asked), nil)
	want(t, "a draft", room.AgreeToOpen(ctx, lead, AskedExample{Group: testgroup.Group, ID: 2}, 1), fault.ErrNotFound)
}

func TestFeedbackReachesThoseWhoLookAfterIt(t *testing.T) {
	f, room, _ := fixture(t)
	ctx, convener, admin, code := t.Context(), f.Actor(testgroup.Convener), f.Actor(testgroup.Administrator), f.Programme().Code
	revision := `SELECT coalesce((SELECT revision::text FROM group_revision WHERE group_id = 1), '')`
	before := f.Text(revision)
	want(t, "nothing written", problems(room.SendFeedback(ctx, code, improvement.Feedback{Kind: improvement.ContentFeedback})), errInvalid)
	want(t, "a personal number", problems(room.SendFeedback(ctx, code, improvement.Feedback{Kind: improvement.ContentFeedback, Body: "Barnet 121212-1212"})), errInvalid)
	want(t, "about the group", room.SendFeedback(ctx, code, improvement.Feedback{Kind: improvement.ContentFeedback, Body: "Oklart", Page: "/publicerat/x"}), nil)
	want(t, "again", room.SendFeedback(ctx, code, improvement.Feedback{Kind: improvement.OtherFeedback, Body: "Mer"}), nil)
	want(t, "about the site", room.SendFeedback(ctx, "finns-inte", improvement.Feedback{Kind: improvement.AccessibilityFeedback, Body: "Går inte att läsa"}), nil)
	if f.Text(revision) != before {
		t.Error("a stranger has the group's pages made anew")
	}
	if got := f.Text(`SELECT string_agg(p.name || '|' || r.subject, ' ' ORDER BY r.id) FROM reminder r JOIN person p ON p.id = r.person_id`); got !=
		"Sara Samman|Någon har lämnat en synpunkt "+f.Text(`SELECT name FROM person WHERE id = 7`)+"|Någon har lämnat en synpunkt" {
		t.Errorf("letters: %s", got)
	}
	if got := f.Text(`SELECT string_agg(DISTINCT actor_name || coalesce(client_address, ''), ' ') FROM audit WHERE action = 'open.feedback'`); got != "Någon utan konto" {
		t.Errorf("the log says who wrote: %s", got)
	}
	_, err := room.Feedback(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group)
	want(t, "read by a unit", err, fault.ErrForbidden)
	_, err = room.Feedback(ctx, convener, 0)
	want(t, "the site's by a coordinator", err, fault.ErrForbidden)
	rows, err := room.Feedback(ctx, convener, testgroup.Group)
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v: %d rows", err, len(rows))
	}
	done := rows[0].Feedback
	done.State, done.Outcome = improvement.FeedbackHandled, "Omskrivet"
	want(t, "handled by another", room.HandleFeedback(ctx, admin, done), fault.ErrForbidden)
	want(t, "handled", room.HandleFeedback(ctx, convener, done), nil)
	want(t, "handled twice", room.HandleFeedback(ctx, convener, done), fault.ErrConflict)
	site, err := room.Feedback(ctx, admin, 0)
	if err != nil || len(site) != 1 {
		t.Errorf("%v: %d rows about the site", err, len(site))
	}
}

// errInvalid stands for problems with what was typed.
var errInvalid = errors.New("problems")

func problems(err error) error {
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		return errInvalid
	}
	return err
}

func TestARepresentativeCommentsAndTheGroupAnswers(t *testing.T) {
	f, room, patient := fixture(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	say := func(by org.Actor, s improvement.CommentSubject, id int64) error {
		return room.Comment(ctx, by, NewComment{Group: testgroup.Group, Subject: s, ID: id, Body: "Det här är viktigt."})
	}
	want(t, "what is not open", say(patient, improvement.OnGoal, 1), fault.ErrNotFound)
	for _, k := range []org.OpenKind{org.OpenGoals, org.OpenProposals, org.OpenDraft} {
		want(t, "opened", room.OpenKind(ctx, convener, postgres.OpenedKind{GroupID: testgroup.Group, Audience: org.Patients, Kind: k}), nil)
	}
	if _, err := room.Goals(ctx, Asked{Code: f.Programme().Code}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("opened to patients is open to strangers: %v", err)
	}
	for _, who := range []org.PersonID{testgroup.Convener, testgroup.MedicalLead, testgroup.Member, testgroup.Observer, testgroup.Other} {
		want(t, "by somebody else", say(f.Actor(who), improvement.OnGoal, 1), fault.ErrForbidden)
	}
	want(t, "on the goal", say(patient, improvement.OnGoal, 1), nil)
	want(t, "on the proposal", say(patient, improvement.OnProposal, 1), nil)
	want(t, "on a report that is not begun", say(patient, improvement.OnReport, 2025), fault.ErrNotFound)
	f.Exec(`INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now())`)
	want(t, "on the draft", say(patient, improvement.OnReport, 2025), nil)

	heard, err := room.Heard(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group)
	if err != nil || len(heard.Comments) != 3 || heard.CanAnswer || heard.Representatives != 1 || len(heard.SilentGoals)+len(heard.SilentProposals) != 0 {
		t.Errorf("%v: %+v", err, heard)
	}
	_, err = room.Heard(ctx, f.Actor(testgroup.Observer), testgroup.Group)
	want(t, "read by an observer", err, fault.ErrForbidden)
	c := heard.Comments[2]
	a := Answering{Group: testgroup.Group, ID: c.ID, Version: c.Version}
	want(t, "read by a unit", room.AnswerComment(ctx, f.Actor(testgroup.MedicalLead), a), fault.ErrForbidden)
	want(t, "read", room.AnswerComment(ctx, convener, a), nil)
	want(t, "read in an old version", room.AnswerComment(ctx, convener, a), fault.ErrConflict)
	a.Version, a.Answer = 2, "Tack, vi tar med det."
	want(t, "answered", room.AnswerComment(ctx, convener, a), nil)
	p, err := room.PatientPage(ctx, patient, testgroup.Group)
	if err != nil || len(p.About(improvement.OnGoal, 1)) != 1 || p.About(improvement.OnGoal, 1)[0].State() != improvement.CommentAnswered || p.DraftYear != 2025 {
		t.Errorf("%v: %+v", err, p)
	}
	if got := f.Text(`SELECT string_agg(p.name || '|' || r.subject, ' ' ORDER BY r.id) FROM reminder r JOIN person p ON p.id = r.person_id`); got !=
		"Sara Samman|En synpunkt från en patientföreträdare Paula Patient|Gruppen har svarat på din synpunkt" {
		t.Errorf("letters: %s", got)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'patient.%'`); got !=
		"patient.comment patient.comment patient.comment patient.read patient.answer" {
		t.Errorf("the log says %s", got)
	}
}

func TestTheStatementIsTheAdministrators(t *testing.T) {
	f, room, _ := fixture(t)
	ctx, admin := t.Context(), f.Actor(testgroup.Administrator)
	s := org.AccessibilityStatement{Owner: "Regionen", Conformance: org.PartialConformance, TestedHow: "Själva", Email: "a@b.se"}
	want(t, "by a coordinator", room.SaveStatement(ctx, f.Actor(testgroup.Convener), s), fault.ErrForbidden)
	want(t, "without what lacks, and when", problems(room.SaveStatement(ctx, admin, s)), errInvalid)
	day := time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC)
	s.Shortcomings, s.TestedOn = "Diagrammen", &day
	want(t, "written", room.SaveStatement(ctx, admin, s), nil)
	want(t, "by two at once", room.SaveStatement(ctx, admin, s), fault.ErrConflict)
	read, err := room.Statement(ctx)
	if err != nil || read.Version != 1 || read.Shortcomings != "Diagrammen" {
		t.Errorf("%v: %+v", err, read)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || (after->>'owner_body'), ' ') FROM audit`); got != "open.save_statement Regionen" {
		t.Errorf("the log says %s", got)
	}
}
