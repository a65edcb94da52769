package group

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// The chair of the body that receives the group's material decides what is lifted to that
// body, and reads no other question.
func TestTheReceivingBodysChairDecidesWhatIsLifted(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO body (code, name, short_name) VALUES ('rad', 'Kunskapsrådet', 'Rådet'); UPDATE body SET parent_id = 2 WHERE id = 1;
		INSERT INTO person (email, name) VALUES ('rpo@exempel.se', 'Rut Områdesordförande');
		INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (9, 1, 'program_area_chair', '2020-01-01')`)
	room, ctx, chair, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(9), f.Actor(testgroup.Convener)
	ask := func(title string) SeenMatter {
		t.Helper()
		id, err := room.AskMatter(ctx, f.Actor(testgroup.MedicalLead), improvement.Matter{GroupID: testgroup.Group, Title: title, Body: "Vi undrar."})
		if err != nil {
			t.Fatal(err)
		}
		return SeenMatter{testgroup.Group, id, 1}
	}
	lift := func(seen SeenMatter, to org.BodyID) SeenMatter {
		t.Helper()
		if err := room.LiftMatter(ctx, convener, Lifting{Seen: seen, To: to, Note: "Kostar pengar."}); err != nil {
			t.Fatal(err)
		}
		seen.Version++
		return seen
	}
	inside, above, lifted := ask("Mellan oss"), lift(ask("Till rådet"), 2), lift(ask("Till området"), 1)
	for name, seen := range map[string]SeenMatter{"one that is not lifted": inside, "one lifted to another body": above} {
		_, reading := room.Matter(ctx, chair, testgroup.Group, seen.ID)
		if deciding := room.AnswerMatter(ctx, chair, seen, "Ja"); !errors.Is(reading, fault.ErrForbidden) || !errors.Is(deciding, fault.ErrForbidden) {
			t.Errorf("%s: read %v, decided %v", name, reading, deciding)
		}
	}
	p, err := room.Matter(ctx, chair, testgroup.Group, lifted.ID)
	if err != nil || !p.MayDecide(chair) || p.MayEdit(chair) || p.LiftedNote != "Kostar pengar." {
		t.Fatalf("%+v, %v", p, err)
	}
	if err := room.WithdrawMatter(ctx, chair, lifted); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the chair withdrew it: %v", err)
	}
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Other} {
		if err := room.AnswerMatter(ctx, f.Actor(id), lifted, "Ja"); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d decided: %v", id, err)
		}
	}
	if err := room.AnswerMatter(ctx, chair, lifted, "Området betalar."); err != nil {
		t.Fatal(err)
	}
	if p, err = room.Matter(ctx, convener, testgroup.Group, lifted.ID); err != nil || p.State != improvement.MatterAnswered || p.AnsweredByName != "Rut Områdesordförande" {
		t.Errorf("the group reads %+v, %v", p, err)
	}
	if p, err = room.Matter(ctx, chair, testgroup.Group, lifted.ID); err != nil || p.MayDecide(chair) {
		t.Errorf("decided already: %+v, %v", p, err)
	}
}
