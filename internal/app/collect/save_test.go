package collect

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestSavedRowsAreStoredAndLogged(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	saved, err := room.SaveFigures(t.Context(), lead, alaK1, these(everything()))
	if err != nil || saved.Count != 6 || len(saved.Problems)+len(saved.Conflicts) > 0 {
		t.Fatalf("%+v, %v", saved, err)
	}
	got := form(t, room, lead, alaK1)
	if len(got.Empty()) != 0 || got.LastSavedBy.Name != "Lena Läkare" || !got.LastSaved.Equal(testgroup.Now) {
		t.Errorf("%d empty, last saved %v by %+v", len(got.Empty()), got.LastSaved, got.LastSavedBy)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'figure.save' AND person_id = 1 AND group_id = 1 AND unit_id = 1
	                AND subject = 'figure' AND subject_id IS NOT NULL AND before IS NULL AND client_address = '192.0.2.1' AND request_id = 'prov'`); n != "6" {
		t.Errorf("%s audit rows", n)
	}
	if zero := f.Text(`SELECT state || ' ' || numerator FROM figure WHERE indicator_id = 8`); zero != "reported 0" {
		t.Errorf("zero is stored as %s", zero)
	}

	// One row changed, one emptied, the rest as they were.
	entries := everything()
	for n := range entries {
		entries[n].Read = Mark(figure(got, entries[n].Key))
	}
	entries[0].Figure.Value = of(13, 20)
	entries[5].Figure = quality.Figure{}
	if saved, err = room.SaveFigures(t.Context(), lead, alaK1, these(entries)); err != nil || saved.Count != 2 {
		t.Fatalf("%+v, %v", saved, err)
	}
	for sql, want := range map[string]string{
		`SELECT numerator || ' version ' || version FROM figure WHERE indicator_id = 1`:                                                                "13 version 2",
		`SELECT count(*)::text FROM figure WHERE indicator_id = 10`:                                                                                    "0",
		`SELECT sum(version)::text FROM figure WHERE indicator_id NOT IN (1, 10)`:                                                                      "4",
		`SELECT concat(before->>'numerator', ' till ', after->>'numerator', ', ', after->>'indicator', ' ', after->>'period') FROM audit WHERE id = 7`: "12 till 13, MED1 2026K1",
		`SELECT concat(before->>'text', ' till ', after) FROM audit WHERE id = 8`:                                                                      "Från vecka 22 till ",
		`SELECT (SELECT subject_id FROM audit WHERE id = 7) = (SELECT id FROM figure WHERE indicator_id = 1)`:                                          "true",
	} {
		if got := f.Text(`SELECT (` + sql + `)::text`); got != want {
			t.Errorf("%s: %q, want %q", sql, got, want)
		}
	}
}

func figure(f Form, key quality.FigureKey) quality.Figure { return f.byKey()[key].Figure }

func TestMissingAndNotApplicableAreNotZero(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	missing, elsewhere := entry(temperature, 0, quality.Value{}), entry(infection, 0, quality.Value{})
	missing.Figure = quality.Figure{State: quality.Missing, MissingReasonID: 1, Comment: "Kommer i juni"}
	elsewhere.Figure = quality.Figure{State: quality.NotApplicable}
	save(t, room, lead, alaK1, []Entry{missing, elsewhere})
	if got := f.Text(`SELECT string_agg(concat(state, '/', missing_reason_id, '/', numerator), ' ' ORDER BY indicator_id) FROM figure`); got != "missing/1/ not_applicable//" {
		t.Errorf("stored %q", got)
	}
	f.Exec(`INSERT INTO missing_reason (group_id, text) VALUES (2, 'Den andra gruppens')`)
	theirs := entry(admitted, 0, quality.Value{})
	theirs.Figure = quality.Figure{State: quality.Missing, MissingReasonID: 3}
	saved, err := room.SaveFigures(t.Context(), lead, alaK1, these([]Entry{theirs}))
	if err != nil || len(saved.Problems) != 1 || saved.Problems[0].Code != "unknown_choice" {
		t.Errorf("another group's reason: %+v, %v", saved, err)
	}
}

func TestAMistakeInOneRowDoesNotCostTheOthers(t *testing.T) {
	f, room := open(t)
	entries := everything()
	entries[0].Figure.Value = of(21, 20)
	entries[1].Figure = quality.Figure{Comment: "Kommer"}
	day := testgroup.Now
	entries[5].Figure = quality.Figure{Value: quality.Value{ValidFrom: &day}}
	saved, err := room.SaveFigures(t.Context(), f.Actor(testgroup.MedicalLead), alaK1, these(entries))
	if err != nil || saved.Count != 3 {
		t.Fatalf("%+v, %v", saved, err)
	}
	var problems []string
	for _, p := range saved.Problems {
		problems = append(problems, p.Field+" "+p.Code)
	}
	want := []string{"figure.1.0.2026K1.numerator numerator_exceeds_denominator",
		"figure.2.0.2026K1.numerator comment_alone", "figure.10.0.2026K1.text required"}
	if !slices.Equal(problems, want) {
		t.Errorf("problems %q", problems)
	}
	if n := f.Text(`SELECT count(*)::text FROM figure`); n != "3" {
		t.Errorf("%s figures are stored", n)
	}
}

func TestFiguresAreEnteredByThoseWhoMayInAnOpenState(t *testing.T) {
	f, room := open(t)
	refused(t, f, outsiders, func(actor org.Actor) error {
		_, err := room.SaveFigures(t.Context(), actor, alaK1, these(everything()))
		return err
	})
	if n := f.Text(`SELECT count(*)::text FROM submission`); n != "0" {
		t.Error("a refused person began a submission")
	}
	lead := f.Actor(testgroup.MedicalLead)
	save(t, room, lead, alaK1, nil)
	if n := f.Text(`SELECT count(*)::text FROM submission`); n != "0" {
		t.Error("an empty form began a submission")
	}
	_, err := room.SaveFigures(t.Context(), lead, quarter("ALA", "2026K3"), these(nil))
	if !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a quarter to come: %v", err)
	}
	save(t, room, lead, alaK1, everything())
	for _, state := range []string{"submitted", "approved", "final"} {
		f.Exec(`UPDATE submission SET state = '` + state + `', submitted_at = now(), approved_at = now(), finalised_at = now()`)
		if _, err := room.SaveFigures(t.Context(), lead, alaK1, these(everything())); !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("%s: %v", state, err)
		}
	}
	stray := everything()[:1]
	stray[0].Key.IndicatorID = births // due in the last quarter only
	f.Exec(`UPDATE submission SET state = 'draft'`)
	if _, err := room.SaveFigures(t.Context(), lead, alaK1, these(stray)); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("a figure that is not due: %v", err)
	}
}

func TestTheConvenersFiguresSayWhoseTheyAre(t *testing.T) {
	f, room := open(t)
	save(t, room, f.Actor(testgroup.Convener), alaK1, everything()[:1])
	got := row(t, form(t, room, f.Actor(testgroup.MedicalLead), alaK1), temperature)
	if got.EnteredBy != (Author{Name: "Sara Samman", OnBehalf: true}) {
		t.Errorf("entered by %+v", got.EnteredBy)
	}
	// Somebody who was the unit's own then is so in history too.
	f.Exec(`INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to) VALUES (3, 1, 1, 'delegate', '2026-05-01', '2026-05-04')`)
	got = row(t, form(t, room, f.Actor(testgroup.MedicalLead), alaK1), temperature)
	if got.EnteredBy.OnBehalf {
		t.Error("a delegate's last day does not count")
	}
}

func TestTwoEditorsOfOneForm(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	save(t, room, lead, alaK1, everything())
	opened := form(t, room, lead, alaK1)
	typed := func(change func([]Entry)) []Entry {
		entries := everything()
		for n := range entries {
			entries[n].Read = Mark(figure(opened, entries[n].Key))
		}
		change(entries)
		return entries
	}
	// The convener changes two rows of the form that the lead has open.
	save(t, later(f, time.Minute), convener, alaK1, typed(func(e []Entry) {
		e[0].Figure.Value, e[2].Figure.Value = of(11, 20), quality.Value{Numerator: num(7)}
	}))

	// The lead changes one of them, and a third.
	mine := typed(func(e []Entry) { e[0].Figure.Value, e[1].Figure.Value = of(13, 20), of(2, 480.5) })
	saved, err := room.SaveFigures(t.Context(), lead, alaK1, these(mine))
	if err != nil || saved.Count != 1 || len(saved.Conflicts) != 1 {
		t.Fatalf("%+v, %v", saved, err)
	}
	c := saved.Conflicts[0]
	if c.Key.IndicatorID != temperature || *c.Theirs.Value.Numerator != 11 || c.By != (Author{"Sara Samman", true}) ||
		!c.Theirs.EnteredAt.Equal(testgroup.Now.Add(time.Minute)) {
		t.Errorf("the conflict is %+v", c)
	}
	stored := func(want string) {
		t.Helper()
		if got := f.Text(`SELECT string_agg(trim_scale(numerator)::text, ' ' ORDER BY indicator_id) FROM figure WHERE indicator_id IN (1, 2, 8)`); got != want {
			t.Errorf("stored %s, want %s", got, want)
		}
	}
	stored("11 2 7") // what the lead did not touch is the convener's

	// Sending the same again changes nothing: it stays a question.
	if saved, _ = room.SaveFigures(t.Context(), lead, alaK1, these(mine[:1])); len(saved.Conflicts) != 1 {
		t.Error("the second try was taken for an answer")
	}
	// "Mine" holds for what was seen, not for what came after.
	mine[0].Choice, mine[0].Seen = Mine, "1-0"
	if saved, _ = room.SaveFigures(t.Context(), lead, alaK1, these(mine[:1])); len(saved.Conflicts) != 1 {
		t.Error("an answer to something else was taken")
	}
	mine[0].Choice, mine[0].Seen = Theirs, Mark(c.Theirs)
	if saved, _ = room.SaveFigures(t.Context(), lead, alaK1, these(mine[:1])); saved.Count != 0 || len(saved.Conflicts) != 0 {
		t.Errorf("theirs: %+v", saved)
	}
	stored("11 2 7")
	mine[0].Choice = Mine
	if saved, _ = room.SaveFigures(t.Context(), lead, alaK1, these(mine[:1])); saved.Count != 1 {
		t.Errorf("mine: %+v", saved)
	}
	stored("13 2 7")
}

func TestARowEmptiedByAnother(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	save(t, room, lead, alaK1, everything()[:1])
	opened := row(t, form(t, room, lead, alaK1), temperature).Figure
	emptied := everything()[:1]
	emptied[0].Read, emptied[0].Figure = Mark(opened), quality.Figure{}
	save(t, room, convener, alaK1, emptied)
	// The same version and another content is still a conflict.
	again := everything()[:1]
	again[0].Figure.Value = of(1, 1)
	save(t, room, convener, alaK1, again)
	mine := everything()[:1]
	mine[0].Read, mine[0].Figure.Value = Mark(opened), of(14, 20)
	if saved, err := room.SaveFigures(t.Context(), lead, alaK1, these(mine)); err != nil || len(saved.Conflicts) != 1 {
		t.Errorf("entered anew: %+v, %v", saved, err)
	}
	emptied[0].Read = Mark(row(t, form(t, room, lead, alaK1), temperature).Figure)
	save(t, room, convener, alaK1, emptied)
	saved, err := room.SaveFigures(t.Context(), lead, alaK1, these(mine))
	if err != nil || len(saved.Conflicts) != 1 || saved.Conflicts[0].Theirs.State != "" {
		t.Errorf("emptied: %+v, %v", saved, err)
	}
}

func TestTwoAtOnceDoNotLoseEachOther(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	done := make(chan string)
	enter := func(actor org.Actor, e Entry) {
		saved, err := room.SaveFigures(t.Context(), actor, alaK1, these([]Entry{e}))
		done <- fmt.Sprintf("%d saved %d conflicts %v", saved.Count, len(saved.Conflicts), err)
	}
	go enter(lead, entry(temperature, 0, of(1, 2)))
	go enter(convener, entry(temperature, 0, of(2, 2)))
	answers := []string{<-done, <-done}
	slices.Sort(answers)
	if got := strings.Join(answers, "; "); got != "0 saved 1 conflicts <nil>; 1 saved 0 conflicts <nil>" {
		t.Errorf("the same row: %s", got)
	}
	go enter(lead, entry(infection, 0, of(1, 2)))
	go enter(convener, entry(admitted, 0, quality.Value{Numerator: num(2)}))
	for range 2 {
		if got := <-done; got != "1 saved 0 conflicts <nil>" {
			t.Errorf("different rows: %s", got)
		}
	}
}
