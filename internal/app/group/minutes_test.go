package group

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// held is a meeting today with two items, whose minutes are begun.
func held(t *testing.T, room *Room, convener org.Actor) MeetingPage {
	t.Helper()
	m := planned()
	m.StartsAt, m.EndsAt = swedish().Add(-2*time.Hour), swedish()
	id := must[org.MeetingID](t)(room.CreateMeeting(t.Context(), convener, m))
	_, seen := room.at(t, convener, id)
	if err := room.AddAgendaItems(t.Context(), convener, seen, []improvement.AgendaItem{{Title: "Ett"}, {Title: "Två"}}, nil); err != nil {
		t.Fatal(err)
	}
	if err := room.BeginMinutes(t.Context(), convener, seen); err != nil {
		t.Fatal(err)
	}
	p, _ := room.at(t, convener, id)
	return p
}

func TestMinutesAreBegunInTheirOrder(t *testing.T) {
	_, room, convener := meetingRoom(t)
	ctx := t.Context()
	ahead := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, planned()))
	_, seen := room.at(t, convener, ahead)
	if err := room.BeginMinutes(ctx, convener, seen); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("of a meeting to come: %v", err)
	}
	for n := range 2 {
		if p := held(t, room, convener); p.Meeting.MinutesName() != fmt.Sprintf("2026:%d", n+1) {
			t.Errorf("minutes %d are %s", n+1, p.Meeting.MinutesName())
		}
	}
}

func TestTwoWriteTheSameMinutes(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx, p := t.Context(), held(t, room, convener)
	edit := func() MinutesEdit {
		return MinutesEdit{GroupID: testgroup.Group, MeetingID: p.Meeting.ID, Version: p.Meeting.MinutesVersion, Text: p.Meeting.MinutesText}
	}
	mine := edit()
	mine.Items = []DiscussedItem{{ID: p.Agenda[0].ID, Version: 1, Discussed: "Jag skrev om ett"}, {ID: p.Agenda[1].ID, Version: 1}}
	mine.New = []improvement.Decision{{AgendaItemID: p.Agenda[0].ID, Text: "Vi följer ett"}, {Text: "Vi möts igen"}}
	if err := room.SaveMinutes(ctx, convener, mine); err != nil {
		t.Fatal(err)
	}
	// Somebody who opened the page before writes on the other item alone.
	chair, theirs := f.Actor(testgroup.Chair), edit()
	theirs.Items = []DiscussedItem{{ID: p.Agenda[0].ID, Version: 1, Discussed: "Jag skrev om ett"}, {ID: p.Agenda[1].ID, Version: 1, Discussed: "Hon skrev om två"}}
	theirs.Text = "Mötet öppnades."
	if err := room.SaveMinutes(ctx, chair, theirs); err != nil {
		t.Errorf("different words: %v", err)
	}
	late := edit()
	late.Items = []DiscussedItem{{ID: p.Agenda[1].ID, Version: 1, Discussed: "Något annat om två"}}
	late.New = []improvement.Decision{{Text: "Ska inte lagras"}}
	if err := room.SaveMinutes(ctx, convener, late); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("the same words: %v", err)
	}
	introduction := edit()
	introduction.Text = "En annan inledning"
	if err := room.SaveMinutes(ctx, convener, introduction); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("the same introduction: %v", err)
	}
	if err := room.SaveMinutes(ctx, convener, theirs); err != nil {
		t.Errorf("what is as it was: %v", err)
	}
	if got := f.Text(`SELECT concat_ws('|', minutes_text, (SELECT string_agg(discussed, ',' ORDER BY position) FROM agenda_item),
		(SELECT string_agg(number || ' ' || text, ',' ORDER BY number) FROM decision)) FROM meeting`); got != "Mötet öppnades.|Jag skrev om ett,Hon skrev om två|1 Vi följer ett,2 Vi möts igen" {
		t.Errorf("stored: %s", got)
	}
	if got := f.Text(`SELECT string_agg(actor_name, ', ' ORDER BY id) FROM audit WHERE action = 'meeting.write_minutes'`); got != "Sara Samman, Olle Ordförande" {
		t.Errorf("the log has %s", got)
	}
	child := edit()
	child.Items = []DiscussedItem{{ID: p.Agenda[0].ID, Version: 2, Discussed: "Barnet 20121212-1212"}}
	if got := problems(room.SaveMinutes(ctx, convener, child)); got != "discussed."+fmt.Sprint(p.Agenda[0].ID)+" personal_number" {
		t.Errorf("a child's number: %s", got)
	}
}

func TestPublishedMinutesAreFixed(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	p := held(t, room, convener)
	id, member := p.Meeting.ID, f.Actor(testgroup.Member)
	if err := room.SaveMinutes(ctx, convener, MinutesEdit{GroupID: testgroup.Group, MeetingID: id, Version: 1, New: []improvement.Decision{{Text: "Vi följer ett"}}}); err != nil {
		t.Fatal(err)
	}
	visible := func() int {
		list := must[Decisions](t)(room.Decisions(ctx, member, DecisionsAsked{GroupID: testgroup.Group}))
		meetings := must[Meetings](t)(room.Meetings(ctx, member, MeetingsAsked{GroupID: testgroup.Group}))
		return list.Count + len(meetings.Past) + len(meetings.Coming)
	}
	if n := visible(); n != 0 {
		t.Errorf("an outside reader sees %d drafts", n)
	}
	_, seen := room.at(t, convener, id)
	if err := room.PublishMinutes(ctx, convener, SeenMeeting{testgroup.Group, id, seen.Version - 1}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("published unread: %v", err)
	}
	if err := room.PublishMinutes(ctx, convener, seen); err != nil {
		t.Fatal(err)
	}
	if n := visible(); n != 2 {
		t.Errorf("an outside reader sees %d, want the minutes and the decision", n)
	}
	shown := must[MeetingPage](t)(room.Meeting(ctx, member, testgroup.Group, id))
	if shown.Publisher != "Sara Samman" || len(shown.Decisions) != 1 {
		t.Errorf("%+v", shown)
	}
	_, seen = room.at(t, convener, id)
	item := p.Agenda[0]
	for what, err := range map[string]error{"words": room.SaveMinutes(ctx, convener, MinutesEdit{GroupID: testgroup.Group, MeetingID: id, Version: 1, Text: "Nytt"}),
		"participants": room.SaveParticipants(ctx, convener, seen, nil), "an item": room.SaveAgendaItem(ctx, convener, item),
		"a new item": room.AddAgendaItems(ctx, convener, seen, []improvement.AgendaItem{{Title: "Ny"}}, nil), "order": room.MoveAgendaItem(ctx, convener, seen, item.ID, false),
		"removal": room.DeleteAgendaItem(ctx, convener, seen, item.ID), "once more": room.PublishMinutes(ctx, convener, seen)} {
		if !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestDecisionsMakeTasks(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	p := held(t, room, convener)
	if err := room.SaveMinutes(ctx, convener, MinutesEdit{GroupID: testgroup.Group, MeetingID: p.Meeting.ID, Version: 1, New: []improvement.Decision{{AgendaItemID: p.Agenda[0].ID, Text: "Vi följer ett"}}}); err != nil {
		t.Fatal(err)
	}
	p, seen := room.at(t, convener, p.Meeting.ID)
	decision := p.Decisions[0]
	due := time.Date(2026, time.June, 30, 0, 0, 0, 0, time.UTC)
	task := improvement.Assignment{GroupID: testgroup.Group, DecisionID: decision.ID, Kind: improvement.DecisionTask, Title: "Göra", OwnerID: testgroup.UnitManager, DueOn: due}
	if n, err := room.AddAssignment(ctx, convener, task); err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
	outside := task
	outside.OwnerID = testgroup.Member
	if _, err := room.AddAssignment(ctx, convener, outside); problems(err) != "owner unknown_choice" {
		t.Errorf("an owner from outside: %v", err)
	}
	task.Kind, task.OwnerID, task.Title = improvement.AnchoringTask, 0, "Förankra"
	if n, err := room.AddAssignment(ctx, convener, task); err != nil || n != 2 {
		t.Errorf("%d regions, %v", n, err)
	}
	page := must[DecisionPage](t)(room.Decision(ctx, convener, testgroup.Group, decision.ID))
	if len(page.Tasks) != 3 || page.Tasks[1].RegionName != "Region Norr" || page.Tasks[2].RegionName != "Region Syd" {
		t.Fatalf("%+v", page.Tasks)
	}
	lead, manager := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.UnitManager) // in the north, in the south
	settle := func(actor org.Actor, a postgres.AssignmentRow, state improvement.TaskState) error {
		return room.SettleAssignment(ctx, actor, Settling{testgroup.Group, a.ID, a.Version, state, "Gjort"})
	}
	for what, err := range map[string]error{"somebody else's": settle(lead, page.Tasks[0], improvement.TaskDone), "another region's": settle(manager, page.Tasks[1], improvement.TaskDone),
		"an outside reader": settle(f.Actor(testgroup.Member), page.Tasks[0], improvement.TaskDone)} {
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for n, actor := range []org.Actor{manager, lead, convener} {
		if err := settle(actor, page.Tasks[n], improvement.TaskDone); err != nil {
			t.Errorf("task %d: %v", n, err)
		}
	}
	if err := settle(manager, page.Tasks[0], improvement.TaskOpen); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("on an older version: %v", err)
	}
	page = must[DecisionPage](t)(room.Decision(ctx, convener, testgroup.Group, decision.ID))
	if page.TasksDone != 3 || page.TasksOpen != 0 || page.Tasks[0].SettledByName != "Viktor Vård" || page.Tasks[0].Outcome != "Gjort" {
		t.Errorf("%+v", page)
	}
	if err := settle(manager, page.Tasks[0], improvement.TaskOpen); err != nil {
		t.Errorf("taken back: %v", err)
	}
	emptied := MinutesEdit{GroupID: testgroup.Group, MeetingID: p.Meeting.ID, Version: 1, Decisions: []improvement.Decision{{ID: decision.ID, Version: 1}}}
	if got := problems(room.SaveMinutes(ctx, convener, emptied)); got != "decision."+fmt.Sprint(decision.ID)+" decision_has_tasks" {
		t.Errorf("a decision with tasks was emptied: %s", got)
	}
	if err := room.DeleteAgendaItem(ctx, convener, seen, p.Agenda[0].ID); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("an item with a decision: %v", err)
	}
	if err := room.DeleteAssignment(ctx, convener, Settling{GroupID: testgroup.Group, ID: page.Tasks[0].ID, Version: page.Tasks[0].Version + 1}); err != nil {
		t.Errorf("removed: %v", err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'decision%'`); got !=
		"decision.add_task decision.add_task decision.add_task decision.settle_task decision.settle_task decision.settle_task decision.settle_task decision.delete_task" {
		t.Errorf("log %s", got)
	}
	if i18n.Date(ctx, page.Tasks[0].DueOn) != "2026-06-30" {
		t.Errorf("due %v", page.Tasks[0].DueOn)
	}
}

func TestQuestionsAreAnsweredAndLifted(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	lead := f.Actor(testgroup.MedicalLead)
	id := must[improvement.MatterID](t)(room.AskMatter(ctx, lead, improvement.Matter{GroupID: testgroup.Group, Title: "Hur gör ni?", Link: "/mal"}))
	at := func() (MatterPage, SeenMatter) {
		p := must[MatterPage](t)(room.Matter(ctx, lead, testgroup.Group, id))
		return p, SeenMatter{testgroup.Group, id, p.Version}
	}
	p, seen := at()
	if p.UnitName != "Ala" || p.AskedByName != "Lena Läkare" || len(p.Bodies) != 1 || !p.MayEdit(lead) || p.MayEdit(f.Actor(testgroup.UnitManager)) {
		t.Errorf("%+v", p)
	}
	if err := room.SaveMatter(ctx, f.Actor(testgroup.UnitManager), seen, improvement.Matter{Title: "Ny"}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := room.SaveMatter(ctx, lead, seen, improvement.Matter{Title: "Hur gör ni nu?"}); err != nil {
		t.Fatal(err)
	}
	if err := room.AnswerMatter(ctx, convener, seen, "Så här"); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("answered what was changed: %v", err)
	}
	_, seen = at()
	for what, err := range map[string]error{"answers": room.AnswerMatter(ctx, lead, seen, "Så här"), "lifts": room.LiftMatter(ctx, lead, Lifting{seen, 1, "Att veta"})} {
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("a representative %s: %v", what, err)
		}
	}
	if got := problems(room.LiftMatter(ctx, convener, Lifting{seen, 99, "Att veta"})); got != "lifted_to unknown_choice" {
		t.Errorf("lifted to nobody's body: %s", got)
	}
	if err := room.LiftMatter(ctx, convener, Lifting{seen, p.Bodies[0].ID, "Att veta"}); err != nil {
		t.Fatal(err)
	}
	_, seen = at()
	if err := room.WithdrawMatter(ctx, lead, seen); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("withdrew what is lifted: %v", err)
	}
	if err := room.AnswerMatter(ctx, convener, seen, "Rådet säger ja"); err != nil {
		t.Fatal(err)
	}
	if p, _ = at(); p.State != improvement.MatterAnswered || p.LiftedToName != "Provområdet barn" || p.Answer != "Rådet säger ja" {
		t.Errorf("%+v", p)
	}
	other := must[improvement.MatterID](t)(room.AskMatter(ctx, lead, improvement.Matter{GroupID: testgroup.Group, Title: "En till"}))
	if err := room.WithdrawMatter(ctx, lead, SeenMatter{testgroup.Group, other, 1}); err != nil {
		t.Fatal(err)
	}
	list := must[Matters](t)(room.Matters(ctx, lead, MattersAsked{GroupID: testgroup.Group, State: "answered"}))
	if list.Count != 1 || list.List[0].ID != id {
		t.Errorf("%+v", list)
	}
	for _, person := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		_, asked := room.AskMatter(ctx, f.Actor(person), improvement.Matter{GroupID: testgroup.Group, Title: "T"})
		_, read := room.Matter(ctx, f.Actor(person), testgroup.Group, id)
		_, listed := room.Matters(ctx, f.Actor(person), MattersAsked{GroupID: testgroup.Group})
		for what, err := range map[string]error{"asks": asked, "reads": read, "lists": listed, "withdraws": room.WithdrawMatter(ctx, f.Actor(person), seen)} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("person %d %s: %v", person, what, err)
			}
		}
	}
}
