package improve

import (
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// pathwayWorld is a group with an introduction from 1 May 2026, at Ala and Bo.
type pathwayWorld struct {
	*testgroup.Fixture
	t    *testing.T
	room *Room
	lead org.Actor // the coordinator
	ref  PathwayRef
}

func newPathwayWorld(t *testing.T) *pathwayWorld {
	t.Helper()
	f := testgroup.New(t)
	w := &pathwayWorld{Fixture: f, t: t, room: New(f.DB, testgroup.Clock).WithBaseURL("https://samsyn.exempel.se"), lead: f.Actor(testgroup.Convener)}
	id, err := w.room.CreatePathway(t.Context(), w.lead, BeginPathway{Units: []org.UnitID{testgroup.Ala, testgroup.Bo}, PathwayIntroduction: improvement.PathwayIntroduction{
		GroupID: testgroup.Group, Title: "Vårdförlopp", StartsOn: day(2026, time.May, 1), Measures: []quality.IndicatorID{1}}})
	if err != nil {
		t.Fatal(err)
	}
	w.ref = PathwayRef{GroupID: testgroup.Group, ID: id}
	return w
}

// page is the introduction as the actor sees it, and the reference with its version.
func (w *pathwayWorld) page(actor org.Actor) (PathwayPage, PathwayRef) {
	w.t.Helper()
	p, err := w.room.Pathway(w.t.Context(), actor, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	ref := w.ref
	ref.Version = p.Version
	return p, ref
}

func (w *pathwayWorld) no(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// tickAll ticks every line of the phase.
func (w *pathwayWorld) tickAll(phase int) {
	w.t.Helper()
	p, ref := w.page(w.lead)
	ticks := Ticks{Phase: phase}
	for _, i := range p.Phases.Numbered(phase).Items {
		ticks.Ticked = append(ticks.Ticked, i.ID)
	}
	w.no(w.room.TickItems(w.t.Context(), w.lead, ref, ticks))
}

func TestAnIntroductionThroughItsPhases(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	p, ref := w.page(w.lead)
	if len(p.Phases) != 3 || !p.Phases[0].End.Equal(day(2026, time.June, 11)) || !p.Rights.Lead || len(p.Followed) != 1 || len(p.Units) != 2 {
		t.Fatalf("begun: %+v", p)
	}
	wantCodes(t, w.room.ClosePhase(ctx, w.lead, ref, improvement.PhaseClosing{Phase: 1}), "reason: criteria_left")
	w.no(w.room.MovePhase(ctx, w.lead, ref, improvement.PhaseMove{Phase: 1, To: day(2026, time.June, 18), Why: "Datapaketet dröjer"}))
	wantError(t, "with the old version", w.room.MovePhase(ctx, w.lead, ref, improvement.PhaseMove{Phase: 1, To: day(2026, time.June, 19), Why: "x"}), fault.ErrConflict)
	w.tickAll(1)
	p, ref = w.page(w.lead)
	if len(p.Moves) != 1 || p.Moves[0].MoverName != "Sara Samman" || !p.Phases[1].Start.Equal(day(2026, time.June, 19)) || p.Phases[0].Left() != 0 {
		t.Errorf("moved and ticked: %+v, %+v", p.Moves, p.Phases)
	}
	w.no(w.room.ClosePhase(ctx, w.lead, ref, improvement.PhaseClosing{Phase: 1}))
	wantError(t, "ticked when it is closed", w.room.TickItems(ctx, w.lead, ref, Ticks{Phase: 1}), fault.ErrWrongState)
	_, ref = w.page(w.lead)
	wantError(t, "moved when it is closed", w.room.MovePhase(ctx, w.lead, ref, improvement.PhaseMove{Phase: 0, To: day(2026, time.June, 1), Why: "x"}), fault.ErrWrongState)
	wantCodes(t, w.room.SavePhaseLines(ctx, w.lead, ref, PhaseLines{Phase: 2, Name: " "}), "name: required", "criteria: required")
	w.tickAll(2)
	kept := p.Phases[1].Of(improvement.DoneCriterion)[1].Text
	w.no(w.room.SavePhaseLines(ctx, w.lead, ref, PhaseLines{Phase: 2, Name: "Start", Criteria: []string{"Nytt", kept}}))
	p, ref = w.page(w.lead)
	if got := p.Phases[1].Of(improvement.DoneCriterion); len(p.Phases[1].Items) != 2 || got[0].Text != "Nytt" || got[0].DoneOn != nil || got[1].DoneOn == nil || p.Phases[1].Name != "Start" {
		t.Errorf("lines: %+v", got)
	}
	for phase := 2; phase <= 3; phase++ {
		w.no(w.room.ClosePhase(ctx, w.lead, ref, improvement.PhaseClosing{Phase: phase, Reason: "Räcker"}))
		_, ref = w.page(w.lead)
	}
	wantCodes(t, w.room.EndPathway(ctx, w.lead, ref, improvement.Ending{State: improvement.PathwayFinished}), "carried_on: required", "end_note: required")
	w.no(w.room.EndPathway(ctx, w.lead, ref, improvement.Ending{State: improvement.PathwayFinished, EndNote: "Klart", CarriedOn: "Följs"}))
	_, ref = w.page(w.lead)
	wantError(t, "opened a phase of what has ended", w.room.OpenPhase(ctx, w.lead, ref, 3), fault.ErrWrongState)
	w.no(w.room.ReopenPathway(ctx, w.lead, ref))
	_, ref = w.page(w.lead)
	w.no(w.room.OpenPhase(ctx, w.lead, ref, 3))
	if got := w.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE subject = 'pathway_introduction'`); got != "improve.begin_pathway improve.move_phase improve.tick_phase improve.close_phase "+
		"improve.tick_phase improve.save_phase_lines improve.close_phase improve.close_phase improve.end_pathway improve.reopen_pathway improve.open_phase" {
		t.Errorf("audit: %s", got)
	}
}

// Two who tick at once do not undo each other's.
func TestTickingAtOnce(t *testing.T) {
	w := newPathwayWorld(t)
	p, ref := w.page(w.lead)
	first, second := p.Phases[0].Items[0].ID, p.Phases[0].Items[1].ID
	w.no(w.room.TickItems(t.Context(), w.lead, ref, Ticks{Phase: 1, Ticked: []improvement.PathwayItemID{first}}))
	w.no(w.room.TickItems(t.Context(), w.lead, ref, Ticks{Phase: 1, Ticked: []improvement.PathwayItemID{second}}))
	if p, _ = w.page(w.lead); p.Phases[0].Items[0].DoneOn == nil || p.Phases[0].Items[1].DoneOn == nil {
		t.Errorf("%+v", p.Phases[0].Items)
	}
	w.no(w.room.TickItems(t.Context(), w.lead, ref, Ticks{Phase: 1, Were: []improvement.PathwayItemID{first}}))
	if p, _ = w.page(w.lead); p.Phases[0].Items[0].DoneOn != nil || p.Phases[0].Items[1].DoneOn == nil {
		t.Errorf("one taken away: %+v", p.Phases[0].Items)
	}
}

// Somebody from outside who is invited reads the introduction of the core team, and
// nothing else; who is invited to nothing reads none.
func TestSomebodyInvited(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	w.Exec(`INSERT INTO person (email, name, profession) VALUES ('gast@exempel.se', 'Gäst', 'other');
		INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (9, 1, 'invited', '2026-01-01')`)
	guest := w.Actor(9)
	_, err := w.room.Pathway(ctx, guest, w.ref)
	wantError(t, "before", err, fault.ErrForbidden)
	_, err = w.room.Pathways(ctx, guest, testgroup.Group)
	wantError(t, "the list before", err, fault.ErrForbidden)
	w.no(w.room.AddCoreMember(ctx, w.lead, improvement.CoreMember{GroupID: testgroup.Group, PathwayID: w.ref.ID, Name: "Gäst", Email: "Gast@exempel.se", Kind: improvement.CoreExpert,
		Profession: org.OtherProfession, Competence: "Narkos"}))
	other, err := w.room.CreatePathway(ctx, w.lead, BeginPathway{Units: []org.UnitID{testgroup.Ala}, PathwayIntroduction: improvement.PathwayIntroduction{GroupID: testgroup.Group, Title: "Ett annat", StartsOn: day(2026, time.May, 1)}})
	w.no(err)
	w.no(w.room.SavePathwayGap(ctx, w.lead, improvement.PathwayGap{GroupID: testgroup.Group, PathwayID: w.ref.ID, UnitID: testgroup.Ala, IndicatorID: 1, Current: "Två barn"}))
	p, ref := w.page(guest)
	if p.Rights != (PathwayRights{}) || len(p.Sheets) != 0 {
		t.Errorf("rights %+v, sheets %+v", p.Rights, p.Sheets)
	}
	list, err := w.room.Pathways(ctx, guest, testgroup.Group)
	if err != nil || len(list.Rows) != 1 || list.Rows[0].ID != w.ref.ID {
		t.Errorf("the list: %+v, %v", list.Rows, err)
	}
	_, err = w.room.Pathway(ctx, guest, PathwayRef{GroupID: testgroup.Group, ID: other})
	wantError(t, "another", err, fault.ErrForbidden)
	wantError(t, "ticking", w.room.TickItems(ctx, guest, ref, Ticks{Phase: 1}), fault.ErrForbidden)
	_, err = w.room.PathwayGap(ctx, guest, w.ref, "ALA", "MED1")
	wantError(t, "a gap sheet", err, fault.ErrForbidden)
	_, err = w.room.Actions(ctx, guest, ActionList{GroupID: testgroup.Group})
	wantError(t, "actions", err, fault.ErrForbidden)
	w.Exec(`UPDATE membership SET valid_to = '2026-02-01' WHERE person_id = 9`)
	_, err = w.room.Pathway(ctx, w.Actor(9), w.ref)
	wantError(t, "without a role", err, fault.ErrForbidden)
}

func TestUnitsAndGapsOfAnIntroduction(t *testing.T) {
	w := newPathwayWorld(t)
	ctx, lead := t.Context(), w.Actor(testgroup.MedicalLead)
	since := day(2026, time.May, 2)
	u := improvement.PathwayUnit{GroupID: testgroup.Group, PathwayID: w.ref.ID, UnitID: testgroup.Ala, State: improvement.UnitBegun, Since: &since, Version: 1}
	w.no(w.room.NotePathwayUnit(ctx, lead, u))
	wantError(t, "with the old version", w.room.NotePathwayUnit(ctx, lead, u), fault.ErrConflict)
	u.UnitID = testgroup.Bo
	wantError(t, "another's", w.room.NotePathwayUnit(ctx, lead, u), fault.ErrForbidden)
	u.UnitID = testgroup.Ceda
	wantError(t, "one that is not concerned", w.room.NotePathwayUnit(ctx, w.lead, u), fault.ErrNotFound)

	g := improvement.PathwayGap{GroupID: testgroup.Group, PathwayID: w.ref.ID, UnitID: testgroup.Ala, IndicatorID: 1, Goal: "90 %"}
	w.no(w.room.SavePathwayGap(ctx, lead, g))
	wantError(t, "written by another meanwhile", w.room.SavePathwayGap(ctx, lead, g), fault.ErrConflict)
	g.UnitID = testgroup.Bo
	wantError(t, "another unit's", w.room.SavePathwayGap(ctx, lead, g), fault.ErrForbidden)
	g.UnitID, g.IndicatorID = testgroup.Ala, 2
	wantError(t, "a measure that it is not followed by", w.room.SavePathwayGap(ctx, lead, g), fault.ErrNotFound)
	p, err := w.room.PathwayGap(ctx, lead, w.ref, "ALA", "MED1")
	if err != nil || p.Sheet.Goal != "90 %" || p.Sheet.WriterName != "Lena Läkare" || !p.MayWrite || p.Figures.Unit.ID != testgroup.Ala {
		t.Errorf("%+v, %v", p.Sheet, err)
	}
	_, err = w.room.PathwayGap(ctx, lead, w.ref, "CED", "MED1")
	wantError(t, "a unit that is not concerned", err, fault.ErrNotFound)
	_, err = w.room.PathwayGap(ctx, w.Actor(testgroup.Member), w.ref, "ALA", "MED1")
	wantError(t, "the receiving body", err, fault.ErrForbidden)

	page, ref := w.page(w.lead)
	edited := page.PathwayIntroduction
	edited.Measures, edited.Title = []quality.IndicatorID{1, 9}, ""
	wantCodes(t, w.room.SavePathway(ctx, w.lead, edited, nil), "title: required", "units: units_required", "measures: unknown_choice")
	edited.Measures, edited.Title = []quality.IndicatorID{3}, "Annat"
	w.no(w.room.SavePathway(ctx, w.lead, edited, []org.UnitID{testgroup.Bo}))
	if page, ref = w.page(w.lead); len(page.Units) != 2 || page.Title != "Annat" || page.Followed[0].Code != "OMV1" {
		t.Errorf("who has said something stays: %+v", page.Units)
	}
	wantCodes(t, w.room.SaveEconomics(ctx, w.lead, ref, improvement.Economics{Assumptions: "x"}), "assumed_from: required")
	w.no(w.room.SaveEconomics(ctx, w.lead, ref, improvement.Economics{Costs: "Två timmar"}))
	w.no(w.room.SavePatientGroup(ctx, w.lead, improvement.PatientGroup{GroupID: testgroup.Group, PathwayID: w.ref.ID, Name: "Barn", Vision: "Varma"}))
	page, _ = w.page(w.lead)
	w.no(w.room.RemovePatientGroup(ctx, w.lead, page.PatientGroups[0]))
	wantError(t, "removed twice", w.room.RemovePatientGroup(ctx, w.lead, page.PatientGroups[0]), fault.ErrNotFound)
}

func TestPathwayTemplatesOfAGroup(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	own, err := w.room.PathwayTemplate(ctx, w.lead, testgroup.Group, 0)
	w.no(err)
	own.Title, own.Phases[2].Length = "Vår egen", improvement.Length{Count: 2, Unit: improvement.InMonths}
	w.no(w.room.SavePathwayTemplate(ctx, w.lead, own))
	c, err := w.room.PathwayChoices(ctx, w.lead, testgroup.Group)
	if err != nil || len(c.Templates) != 1 || c.Templates[0].Title != "Vår egen" {
		t.Fatalf("%+v, %v", c.Templates, err)
	}
	begin := BeginPathway{Template: 99, Units: []org.UnitID{testgroup.Ala}, PathwayIntroduction: improvement.PathwayIntroduction{GroupID: testgroup.Group, Title: "x", StartsOn: day(2026, time.May, 1)}}
	_, err = w.room.CreatePathway(ctx, w.lead, begin)
	wantCodes(t, err, "template: unknown_choice")
	begin.Template = c.Templates[0].ID
	w.ref.ID, err = w.room.CreatePathway(ctx, w.lead, begin)
	w.no(err)
	if p, _ := w.page(w.lead); !p.Phases.Ends().Equal(day(2026, time.September, 23)) {
		t.Errorf("ends %v", p.Phases.Ends())
	}
	stored := c.Templates[0]
	stored.Retired = true
	w.no(w.room.SavePathwayTemplate(ctx, w.lead, stored))
	wantError(t, "with the old version", w.room.SavePathwayTemplate(ctx, w.lead, stored), fault.ErrConflict)
	if c, err = w.room.PathwayChoices(ctx, w.lead, testgroup.Group); err != nil || c.Templates[0].ID != 0 {
		t.Errorf("with none left the program's own: %+v, %v", c.Templates, err)
	}
	_, err = w.room.PathwayTemplates(ctx, w.Actor(testgroup.MedicalLead), testgroup.Group)
	wantError(t, "who does not lead", err, fault.ErrForbidden)
}

func TestCheckMeetings(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	for _, m := range []improvement.CoreMember{{PersonID: testgroup.MedicalLead, Kind: improvement.CoreLead, Competence: "Neonatolog"},
		{Name: "Gäst", Email: "gast@exempel.se", Kind: improvement.CoreExpert, Profession: org.OtherProfession, Competence: "Narkos", Organisation: "Annan klinik"}} {
		m.GroupID, m.PathwayID = testgroup.Group, w.ref.ID
		w.no(w.room.AddCoreMember(ctx, w.lead, m))
	}
	at := testgroup.Now.AddDate(0, 0, 3)
	plan := PlanCheck{Ref: w.ref, Phase: 1, Meeting: improvement.Meeting{Title: "Avstämning", StartsAt: at, EndsAt: at.Add(time.Hour)}, Agenda: []string{"Läget"}}
	_, err := w.room.PlanCheckMeeting(ctx, w.Actor(testgroup.MedicalLead), plan)
	wantError(t, "who does not lead meetings", err, fault.ErrForbidden)
	id, err := w.room.PlanCheckMeeting(ctx, w.lead, plan)
	w.no(err)
	p, _ := w.page(w.lead)
	if len(p.Meetings) != 1 || p.Meetings[0].ID != id || p.Meetings[0].Phase != 1 {
		t.Errorf("%+v", p.Meetings)
	}
	if got := w.Text(`SELECT string_agg(name || ' ' || email, ', ' ORDER BY name) FROM meeting_participant`); got != "Gäst gast@exempel.se, Lena Läkare lead@exempel.se" {
		t.Errorf("participants: %s", got)
	}
	w.Exec(`UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 1; DELETE FROM meeting_participant`) // the member has left the group
	_, err = w.room.PlanCheckMeeting(ctx, w.lead, plan)
	w.no(err)
	if got := w.Text(`SELECT string_agg(name || ' ' || email, ', ' ORDER BY name) FROM meeting_participant`); got != "Gäst gast@exempel.se" {
		t.Errorf("participants when one has left: %s", got)
	}
	w.Exec(`UPDATE membership SET valid_to = NULL WHERE person_id = 1`)
	plan.Phase = 5
	_, err = w.room.PlanCheckMeeting(ctx, w.lead, plan)
	wantError(t, "a phase that is not there", err, fault.ErrNotFound)
	a := warm()
	a.ProgrammeKind, a.ProgrammeID = improvement.PathwayProgramme, int64(w.ref.ID)
	if _, err := w.room.CreateAction(ctx, w.lead, a); err != nil {
		t.Fatal(err)
	}
	if p, _ = w.page(w.Actor(testgroup.Member)); len(p.Actions) != 1 || p.Actions[0].OriginText != "" {
		t.Errorf("activities as the receiving body sees them: %+v", p.Actions)
	}
}

func TestEvaluation(t *testing.T) {
	w := newPathwayWorld(t)
	w.Exec(withGoal)
	w.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
		SELECT 1, 1, date '2024-01-01' + make_interval(months => 3 * n), 3, 'submitted', now() FROM generate_series(0, 8) n;
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
		SELECT s.id, 1, 1, 'proportion', s.period_start, 3, 'reported', CASE WHEN s.period_start < '2025-01-01' THEN 50 ELSE 80 END, 100, now() FROM submission s;
		UPDATE pathway_introduction SET effect_from = '2025-01-01'; UPDATE pathway_unit SET state = 'introduced', since = '2025-01-01' WHERE unit_id = 1`)
	e, err := w.room.Evaluate(t.Context(), w.lead, w.ref)
	if err != nil || len(e.Lines) != 1 || e.Lines[0].Measure == nil || len(e.Lines[0].Joint) != 1 || len(e.Lines[0].Units) != 1 {
		t.Fatalf("%+v, %v", e.Lines, err)
	}
	if got := e.Lines[0].Units[0].Effects[0]; got.ValuesBefore != 4 || got.ValuesAfter != 5 || *got.MedianBefore != 50 || *got.MedianAfter != 80 {
		t.Errorf("%+v", got)
	}
	w.Exec(`UPDATE pathway_introduction SET effect_from = '2027-01-01'`)
	if e, err = w.room.Evaluate(t.Context(), w.lead, w.ref); err != nil || len(e.Lines[0].Joint) != 0 {
		t.Errorf("before its day: %+v, %v", e.Lines, err)
	}
}

func TestLettersBeforeAPhaseEnds(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	for _, m := range []improvement.CoreMember{{PersonID: testgroup.MedicalLead, Kind: improvement.CoreLead, Competence: "Neonatolog"}, {PersonID: testgroup.Convener, Kind: improvement.CoreOrdinary, Competence: "Barnläkare"}} {
		m.GroupID, m.PathwayID = testgroup.Group, w.ref.ID
		w.no(w.room.AddCoreMember(ctx, w.lead, m))
	}
	remind := func(on time.Time) string {
		t.Helper()
		morning := time.Date(on.Year(), on.Month(), on.Day(), 8, 0, 0, 0, testgroup.Now.Location())
		w.no(New(w.DB, func() time.Time { return morning }).WithBaseURL("https://samsyn.exempel.se").RemindOfPhases(ctx))
		return w.Text(`SELECT string_agg(email, ' ' ORDER BY id) FROM reminder`)
	}
	if got := remind(day(2026, time.May, 27)); got != "" {
		t.Errorf("fifteen days before: %s", got)
	}
	both := "convener@exempel.se lead@exempel.se"
	for _, on := range []int{28, 28, 29} {
		if got := sorted(remind(day(2026, time.May, on))); got != both {
			t.Errorf("on the %dth: %s", on, got)
		}
	}
	if got := sorted(remind(day(2026, time.June, 8))); strings.Count(got, "@") != 4 {
		t.Errorf("three days before: %s", got)
	}
	if got := w.Text(`SELECT subject || '|' || body FROM reminder WHERE email = 'lead@exempel.se' ORDER BY id LIMIT 1`); !strings.Contains(got, "Fasen Förberedelse slutar 11 juni 2026: Vårdförlopp") ||
		!strings.Contains(got, "3 klarkriterier återstår.") || !strings.Contains(got, letter.URL("https://samsyn.exempel.se", "/forbattring/inforanden/1/faser/1")) {
		t.Errorf("the letter: %s", got)
	}
	w.Exec(`UPDATE pathway_introduction SET state = 'stopped', ended_on = '2026-06-01', end_note = 'x'; DELETE FROM reminder`)
	if got := remind(day(2026, time.June, 8)); got != "" {
		t.Errorf("about one that was stopped: %s", got)
	}
}

// sorted are the words in order.
func sorted(text string) string {
	words := strings.Fields(text)
	slices.Sort(words)
	return strings.Join(words, " ")
}
