package improve

import (
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// nominating is the first group with a round that is open at the tests' moment, 4 May 2026,
// and a room whose clock can be set.
type nominatingTest struct {
	*testgroup.Fixture
	t     *testing.T
	now   *time.Time
	room  *Room
	round improvement.RoundID
}

func newNominating(t *testing.T) nominatingTest {
	t.Helper()
	now := testgroup.Now
	w := nominatingTest{Fixture: testgroup.New(t), t: t, now: &now}
	w.Exec(withGoal)
	w.room = New(w.DB, func() time.Time { return *w.now }).WithBaseURL("https://samsyn.exempel.se")
	var err error
	if w.round, err = w.room.CreateRound(t.Context(), w.Actor(testgroup.Convener), springRound()); err != nil {
		t.Fatal(err)
	}
	return w
}

func springRound() improvement.NominationRound {
	decides := day(2026, time.June, 15)
	return improvement.NominationRound{GroupID: testgroup.Group, Year: 2026, Invitation: "Nominera!", OpensOn: day(2026, time.May, 4),
		ClosesOn: day(2026, time.May, 31), DecidesOn: &decides, Wanted: 1}
}

// topic is a whole nomination from the unit.
func (w nominatingTest) topic(unit org.UnitID, title string) improvement.Nomination {
	begins, ends := springRound().UsualTime()
	return improvement.Nomination{GroupID: testgroup.Group, RoundID: w.round, UnitID: unit, Title: title, Kind: improvement.TopicCare, Problem: "Problem", Effect: "Effekt",
		PoorQuality: improvement.Criterion{Met: true, Why: "Därför", Measures: []quality.IndicatorID{1}}, BeginsOn: &begins, EndsOn: &ends}
}

func (w nominatingTest) nominates(person org.PersonID, n improvement.Nomination) improvement.NominationID {
	w.t.Helper()
	id, err := w.room.Nominate(w.t.Context(), w.Actor(person), n, true)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// roundLetters are the letters about rounds and nominations, in order.
func (w nominatingTest) roundLetters() string {
	return w.Text(`SELECT string_agg(concat(p.name, ': ', r.subject), ', ' ORDER BY r.id) FROM reminder r JOIN person p ON p.id = r.person_id
		WHERE r.about LIKE 'round %' OR r.about LIKE 'nomination %'`)
}

func TestARoundFromOpeningToChoice(t *testing.T) {
	w, ctx := newNominating(t), t.Context()
	lead, manager, convener, chair := w.Actor(testgroup.MedicalLead), w.Actor(testgroup.UnitManager), w.Actor(testgroup.Convener), w.Actor(testgroup.Chair)

	// A draft is its unit's own; it is sent in when it is whole.
	draft := improvement.Nomination{GroupID: testgroup.Group, RoundID: w.round, UnitID: testgroup.Ala, Title: "Varma barn"}
	if _, err := w.room.Nominate(ctx, lead, draft, true); err == nil {
		t.Error("half a nomination is sent in")
	}
	id, err := w.room.Nominate(ctx, lead, draft, false)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.room.Nomination(ctx, manager, testgroup.Group, id)
	wantError(t, "another unit's draft", err, fault.ErrForbidden)
	if p, err := w.room.Round(ctx, manager, testgroup.Group, w.round); err != nil || len(p.Nominations) != 0 || len(p.Silent()) != 2 {
		t.Errorf("the round for another unit: %+v, %v", p.Nominations, err)
	}
	whole := w.topic(testgroup.Ala, "Varma barn")
	whole.ID, whole.Version = id, 1
	if err := w.room.SaveNomination(ctx, lead, whole, true); err != nil {
		t.Fatal(err)
	}
	wantError(t, "an older version", w.room.SaveNomination(ctx, lead, whole, true), fault.ErrConflict)
	whole.Version, whole.Effect = 2, ""
	wantCodes(t, w.room.SaveNomination(ctx, lead, whole, false), "effect: required") // what is in stays whole
	whole.Effect = "Fler varma barn"
	wantError(t, "by another unit", w.room.SaveNomination(ctx, manager, whole, false), fault.ErrForbidden)
	if err := w.room.SaveNomination(ctx, lead, whole, false); err != nil {
		t.Fatal(err)
	}
	foreign := w.topic(testgroup.Bo, "För någon annan")
	_, err = w.room.Nominate(ctx, lead, foreign, true)
	wantCodes(t, err, "unit: unknown_choice")
	other := w.nominates(testgroup.UnitManager, w.topic(testgroup.Bo, "Färre infektioner"))
	third := w.nominates(testgroup.Chair, w.topic(0, "Ordförandens ämne"))

	// The evidence is taken from the figures.
	p, err := w.room.Nomination(ctx, lead, testgroup.Group, id)
	if err != nil || len(p.PoorQuality) != 1 || p.PoorQuality[0].Indicator.Code != "MED1" || len(p.PoorQuality[0].References) != 1 || !p.MayChange || p.MayDecide {
		t.Errorf("%+v, %v", p.PoorQuality, err)
	}
	weigh := improvement.Weighing{NominationID: id, UnitID: testgroup.Bo, PoorQuality: improvement.Strong, Stand: quality.Supports}
	wantError(t, "weighed while it is open", w.room.Weigh(ctx, manager, testgroup.Group, weigh), fault.ErrWrongState)

	// It closes by itself when its last day is over.
	*w.now = time.Date(2026, time.June, 1, 0, 0, 1, 0, testgroup.Now.Location())
	whole.Version = 3
	wantError(t, "changed after the last day", w.room.SaveNomination(ctx, lead, whole, true), fault.ErrWrongState)
	_, err = w.room.Nominate(ctx, lead, w.topic(testgroup.Ala, "För sent"), true)
	wantError(t, "nominated after the last day", err, fault.ErrWrongState)
	wantCodes(t, w.room.Weigh(ctx, manager, testgroup.Group, improvement.Weighing{NominationID: id, UnitID: testgroup.Bo, Stand: quality.Against}),
		"weigh_poor_quality: unknown_choice", "remark: required")
	wantError(t, "weighed for another unit", w.room.Weigh(ctx, lead, testgroup.Group, weigh), fault.ErrForbidden)
	for range 2 { // said again it is the same
		if err := w.room.Weigh(ctx, manager, testgroup.Group, weigh); err != nil {
			t.Fatal(err)
		}
	}
	page, err := w.room.Round(ctx, lead, testgroup.Group, w.round)
	if err != nil || page.State != improvement.RoundWeighing || page.StandsOn(id) != (quality.StandCount{Supports: 1, Silent: 1}) {
		t.Errorf("weighed: %+v, %v", page.StandsOn(id), err)
	}
	_, err = w.room.Round(ctx, w.Actor(testgroup.Member), testgroup.Group, w.round)
	wantError(t, "read by the receiving body before it is decided", err, fault.ErrForbidden)

	// The decision is about everything that is in, and another number takes a yes.
	deciding := DecidingRound{GroupID: testgroup.Group, ID: w.round, Version: 1, Decision: improvement.RoundDecision{On: day(2026, time.June, 1), Outcomes: []improvement.OutcomeOf{
		{ID: id, Outcome: improvement.TopicChosen, Reason: "Alla vill"}, {ID: other, Outcome: improvement.TopicChosen, Reason: "Också"}}}}
	wantError(t, "by somebody who does not decide", w.room.DecideRound(ctx, lead, deciding), fault.ErrForbidden)
	wantCodes(t, w.room.DecideRound(ctx, chair, deciding), "outcome."+digits(third)+": outcome_required")
	deciding.Decision.Outcomes = append(deciding.Decision.Outcomes, improvement.OutcomeOf{ID: third, Outcome: improvement.TopicDeclined, Reason: "Inte nu"})
	wantCodes(t, w.room.DecideRound(ctx, chair, deciding), "confirm: teams_other_number")
	deciding.Decision.Outcomes[1] = improvement.OutcomeOf{ID: other, Outcome: improvement.TopicKept, Reason: "Nästa år"}
	if err := w.room.DecideRound(ctx, convener, deciding); err != nil {
		t.Fatal(err)
	}
	if got := w.roundLetters(); got != "Lena Läkare: Er nominering är avgjord: Varma barn, Viktor Vård: Er nominering är avgjord: Färre infektioner, "+
		"Olle Ordförande: Er nominering är avgjord: Ordförandens ämne" {
		t.Errorf("letters: %s", got)
	}
	wantError(t, "an older version of the round", w.room.DecideRound(ctx, convener, deciding), fault.ErrConflict)
	outside, err := w.room.Nomination(ctx, w.Actor(testgroup.Member), testgroup.Group, id)
	if err != nil || outside.Nomination.Outcome != improvement.TopicChosen || len(outside.Weighings) != 0 {
		t.Errorf("to the receiving body: %+v, %v", outside.Weighings, err)
	}
	deciding.Version, deciding.Decision.Outcomes[0].Reason = 2, "Alla vill, och det brådskar"
	if err := w.room.DecideRound(ctx, convener, deciding); err != nil { // mended: nobody is told twice
		t.Fatal(err)
	}
	if got := strings.Count(w.roundLetters(), ":"); got != 6 {
		t.Errorf("%d letters: %s", got/2, w.roundLetters())
	}

	// What was kept comes along once, with its time moved.
	next := springRound().Next()
	next.OpensOn, next.ClosesOn = day(2026, time.June, 1), day(2027, time.May, 1)
	round, err := w.room.CreateRound(ctx, convener, next)
	if err != nil {
		t.Fatal(err)
	}
	along := improvement.Nomination{GroupID: testgroup.Group, RoundID: round, PreviousID: id}
	_, err = w.room.BringAlong(ctx, lead, along)
	wantError(t, "what was chosen", err, fault.ErrWrongState)
	along.PreviousID = other
	_, err = w.room.BringAlong(ctx, lead, along)
	wantError(t, "another unit's", err, fault.ErrForbidden)
	brought, err := w.room.BringAlong(ctx, manager, along)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.room.BringAlong(ctx, manager, along)
	wantError(t, "twice", err, fault.ErrConflict)
	again, err := w.room.Nomination(ctx, manager, testgroup.Group, brought)
	if err != nil || again.Nomination.State != improvement.NominationSent || again.Nomination.Year != 2027 || again.Nomination.BeginsOn.Year() != 2028 || again.Nomination.PreviousID != other {
		t.Errorf("%+v, %v", again.Nomination, err)
	}
	if got := w.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'round.%'`); got !=
		"round.create round.draft round.nominate round.save_nomination round.nominate round.nominate round.weigh round.decide round.outcome round.outcome round.outcome "+
			"round.decide round.outcome round.create round.bring_along" {
		t.Errorf("the log says %s", got)
	}
}

func digits(id improvement.NominationID) string { return string(rune('0' + id)) }

func TestARoundIsCaredFor(t *testing.T) {
	w, ctx := newNominating(t), t.Context()
	convener, lead := w.Actor(testgroup.Convener), w.Actor(testgroup.MedicalLead)
	for _, id := range append(outside, testgroup.MedicalLead, testgroup.Chair) {
		_, err := w.room.CreateRound(ctx, w.Actor(id), springRound().Next())
		wantError(t, "begun by somebody else", err, fault.ErrForbidden)
		_, err = w.room.NextRound(ctx, w.Actor(id), testgroup.Group)
		wantError(t, "the template to somebody else", err, fault.ErrForbidden)
	}
	_, err := w.room.CreateRound(ctx, convener, springRound())
	wantCodes(t, err, "year: round_exists")
	past := springRound().Next()
	past.OpensOn, past.ClosesOn, past.DecidesOn = day(2026, time.January, 1), day(2026, time.May, 3), nil
	_, err = w.room.CreateRound(ctx, convener, past)
	wantCodes(t, err, "closes_on: date_past")
	next, err := w.room.NextRound(ctx, convener, testgroup.Group)
	if err != nil || next.Year != 2027 || next.Invitation != "Nominera!" || next.ClosesOn != day(2027, time.May, 31) {
		t.Errorf("the template: %+v, %v", next, err)
	}

	// One that has not opened is removed again.
	coming, err := w.room.CreateRound(ctx, convener, next)
	if err != nil {
		t.Fatal(err)
	}
	wrong := improvement.NominationRound{GroupID: testgroup.Group, ID: coming, Version: 1}
	wantError(t, "removed by somebody else", w.room.DeleteRound(ctx, lead, wrong), fault.ErrForbidden)
	if err := w.room.DeleteRound(ctx, convener, wrong); err != nil {
		t.Fatal(err)
	}
	wrong.ID = w.round
	wantError(t, "removed when it has opened", w.room.DeleteRound(ctx, convener, wrong), fault.ErrWrongState)

	// When it has opened its days are moved with a reason only.
	changed := springRound()
	changed.ID, changed.Version, changed.Invitation, changed.ClosesOn, changed.Wanted = w.round, 1, "Kom igen", day(2026, time.May, 10), 3
	if err := w.room.SaveRound(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	p, err := w.room.Round(ctx, lead, testgroup.Group, w.round)
	if err != nil || p.Round.Invitation != "Kom igen" || p.Round.Wanted != 3 || p.Round.ClosesOn != day(2026, time.May, 31) {
		t.Errorf("%+v, %v", p.Round, err)
	}
	if err := w.room.CloseRound(ctx, convener, improvement.NominationRound{GroupID: testgroup.Group, ID: w.round, Version: 2}); err != nil {
		t.Fatal(err)
	}
	_, err = w.room.NominationForm(ctx, lead, testgroup.Group, w.round)
	wantError(t, "nominating when it is closed", err, fault.ErrWrongState)
	e := Extension{GroupID: testgroup.Group, ID: w.round, Version: 3, ClosesOn: day(2026, time.June, 7)}
	wantCodes(t, w.room.ExtendRound(ctx, convener, e), "extended_why: required")
	e.Why = "Fler vill vara med"
	if err := w.room.ExtendRound(ctx, convener, e); err != nil {
		t.Fatal(err)
	}
	if got := w.roundLetters(); got != "Lena Läkare: Ny sista dag att nominera ämnen: 7 juni 2026, Olle Ordförande: Ny sista dag att nominera ämnen: 7 juni 2026, Viktor Vård: Ny sista dag att nominera ämnen: 7 juni 2026" {
		t.Errorf("letters: %s", got)
	}
	form, err := w.room.NominationForm(ctx, lead, testgroup.Group, w.round)
	if err != nil || len(form.Own) != 1 || form.Own[0].ID != testgroup.Ala || len(form.Measures) != 1 {
		t.Errorf("the form offers %+v, %v", form.Measures, err)
	}
	rounds, err := w.room.Rounds(ctx, w.Actor(testgroup.Member), testgroup.Group)
	if err != nil || len(rounds.List) != 0 {
		t.Errorf("to the receiving body: %+v, %v", rounds, err)
	}
}

func TestANominationIsTakenBack(t *testing.T) {
	w, ctx := newNominating(t), t.Context()
	lead := w.Actor(testgroup.MedicalLead)
	id := w.nominates(testgroup.MedicalLead, w.topic(testgroup.Ala, "Varma barn"))
	seen := improvement.Nomination{GroupID: testgroup.Group, ID: id, Version: 1}
	_, err := w.room.WithdrawNomination(ctx, w.Actor(testgroup.UnitManager), seen)
	wantError(t, "by another unit", err, fault.ErrForbidden)
	if _, err := w.room.WithdrawNomination(ctx, lead, seen); err != nil {
		t.Fatal(err)
	}
	seen.Version = 2
	_, err = w.room.WithdrawNomination(ctx, lead, seen)
	wantError(t, "twice", err, fault.ErrWrongState)
	draft, err := w.room.Nominate(ctx, lead, w.topic(testgroup.Ala, "Utkast"), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.room.WithdrawNomination(ctx, lead, improvement.Nomination{GroupID: testgroup.Group, ID: draft, Version: 1}); err != nil {
		t.Fatal(err)
	}
	_, err = w.room.Nomination(ctx, lead, testgroup.Group, draft)
	wantError(t, "a draft that is removed", err, fault.ErrNotFound)
	if got := w.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'round.%' AND id > 2`); got != "round.withdraw round.draft round.delete_draft" {
		t.Errorf("the log says %s", got)
	}
}

func TestLettersAboutARound(t *testing.T) {
	w, ctx := newNominating(t), t.Context()
	plan := func(at time.Time) {
		t.Helper()
		*w.now = at
		if err := w.room.PlanRoundLetters(ctx); err != nil {
			t.Fatal(err)
		}
	}
	plan(time.Date(2026, time.May, 4, 6, 0, 0, 0, testgroup.Now.Location()))
	if got := w.roundLetters(); got != "" {
		t.Errorf("before the morning: %s", got)
	}
	opened := ""
	for _, name := range []string{"Lena Läkare", "Olle Ordförande", "Sara Samman", "Viktor Vård"} {
		opened += ", " + name + ": Nominera ämnen för lärande- och kvalitetsteam 2026"
	}
	for range 2 { // planned again it adds nothing
		plan(time.Date(2026, time.May, 5, 8, 0, 0, 0, testgroup.Now.Location()))
	}
	if got := w.roundLetters(); ", "+got != opened {
		t.Errorf("when it has opened: %s", got)
	}
	w.nominates(testgroup.MedicalLead, w.topic(testgroup.Ala, "Varma barn"))
	plan(time.Date(2026, time.May, 20, 8, 0, 0, 0, testgroup.Now.Location()))
	if got := w.roundLetters(); ", "+got != opened {
		t.Errorf("more than a week before: %s", got)
	}
	plan(time.Date(2026, time.May, 24, 8, 0, 0, 0, testgroup.Now.Location()))
	if got := strings.TrimPrefix(", "+w.roundLetters(), opened); got != ", Viktor Vård: Senast 31 maj 2026: nominera ämnen för lärande- och kvalitetsteam" {
		t.Errorf("a week before, to the unit that has not: %s", got)
	}
	w.Exec(`INSERT INTO reminder_setting (group_id, enabled, days) VALUES (1, false, '{0}') ON CONFLICT (group_id) DO UPDATE SET enabled = false; DELETE FROM reminder`)
	plan(time.Date(2026, time.May, 24, 9, 0, 0, 0, testgroup.Now.Location()))
	if got := w.roundLetters(); got != "" {
		t.Errorf("with reminders off: %s", got)
	}
}

// TestATeamOfAChosenTopic: what was chosen becomes one team, with the units that it proposes.
func TestATeamOfAChosenTopic(t *testing.T) {
	w, ctx := newNominating(t), t.Context()
	convener := w.Actor(testgroup.Convener)
	topic := w.topic(testgroup.Ala, "Varma barn")
	topic.Units = []org.UnitID{testgroup.Ala, testgroup.Bo}
	id := w.nominates(testgroup.MedicalLead, topic)
	create := func() (improvement.TeamID, error) {
		begun, err := w.room.BeginTeam(ctx, convener, testgroup.Group, id)
		if err != nil {
			return 0, err
		}
		return w.room.CreateTeam(ctx, convener, begun.Team)
	}
	_, err := create()
	wantError(t, "not chosen", err, fault.ErrNotFound)
	_, err = w.room.CreateTeam(ctx, convener, improvement.Team{GroupID: testgroup.Group, Title: "Smygvägen", Aim: "x", NominationID: id,
		BeginsOn: day(2026, time.July, 1), EndsOn: day(2028, time.June, 30)})
	wantError(t, "not chosen, and the form skipped", err, fault.ErrNotFound)
	w.Exec(`UPDATE nomination SET outcome = 'chosen', outcome_reason = 'Alla vill'`)
	team, err := create()
	if err != nil {
		t.Fatal(err)
	}
	_, err = create()
	wantCodes(t, err, ": nomination_has_team")
	p, err := w.room.Team(ctx, convener, testgroup.Group, team)
	if err != nil || p.Title != "Varma barn" || p.NominationID != id || len(p.Units) != 2 {
		t.Errorf("%+v, %v", p.Team, err)
	}
	if n, err := w.room.Nomination(ctx, convener, testgroup.Group, id); err != nil || n.Nomination.TeamID != team {
		t.Errorf("the nomination's team is %d, %v", n.Nomination.TeamID, err)
	}
}
