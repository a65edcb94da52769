package improve

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// letters are those about requests, in order.
const letters = `SELECT string_agg(concat(p.name, ': ', r.subject), ', ' ORDER BY r.id)
	FROM reminder r JOIN person p ON p.id = r.person_id WHERE r.about LIKE 'support %'`

func (w talking) asks(person org.PersonID, unit, asked org.UnitID) improvement.SupportID {
	w.t.Helper()
	id, err := w.room.AskSupport(w.t.Context(), w.Actor(person), improvement.Support{GroupID: testgroup.Group, UnitID: unit, AskedUnit: asked,
		Title: "Hjälp oss", Body: "Hur gör ni?", Link: "/mal/1", LinkText: "Målet"})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func TestAUnitAsksAnother(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	lead, manager := w.Actor(testgroup.MedicalLead), w.Actor(testgroup.UnitManager)
	id := w.asks(testgroup.MedicalLead, testgroup.Ala, testgroup.Bo)
	seen := SeenSupport{testgroup.Group, id, 1}
	wantError(t, "the unit's own answer", w.room.AnswerSupport(ctx, lead, seen, "Så här"), fault.ErrForbidden)
	wantError(t, "the convener, who is not asked", w.room.TakeSupport(ctx, w.Actor(testgroup.Convener), seen), fault.ErrForbidden)
	wantError(t, "the end by who is asked", w.room.EndSupport(ctx, manager, seen), fault.ErrForbidden)
	if err := w.room.TakeSupport(ctx, manager, seen); err != nil {
		t.Fatal(err)
	}
	wantError(t, "an older version", w.room.AnswerSupport(ctx, manager, seen, "Så här"), fault.ErrConflict)
	seen.Version = 2
	wantCodes(t, w.room.AnswerSupport(ctx, manager, seen, ""), "answer: required")
	if err := w.room.AnswerSupport(ctx, manager, seen, "Så här"); err != nil {
		t.Fatal(err)
	}
	seen.Version = 3
	if err := w.room.EndSupport(ctx, lead, seen); err != nil {
		t.Fatal(err)
	}
	seen.Version = 4
	wantError(t, "an answer after the end", w.room.AnswerSupport(ctx, manager, seen, "Mer"), fault.ErrWrongState)
	p, err := w.room.Support(ctx, w.Actor(testgroup.Chair), testgroup.Group, id)
	if err != nil || p.Support.State != improvement.SupportClosed || p.Support.Answer != "Så här" || p.Support.AnsweredByName != "Viktor Vård" {
		t.Errorf("%+v, %v", p.Support, err)
	}
	if got := w.Text(letters); got != "Viktor Vård: Ala ber om stöd: Hjälp oss, Lena Läkare: Svar: Hjälp oss" {
		t.Errorf("letters %s", got)
	}
	if got := w.Text(`SELECT string_agg(concat(action, ' ', after->>'support_state'), ', ' ORDER BY id) FROM audit WHERE action LIKE 'support.%'`); got !=
		"support.ask asked, support.take taken, support.answer answered, support.end closed" {
		t.Errorf("the log says %s", got)
	}
}

func TestTheProcessSupportIsAsked(t *testing.T) {
	w := newTalking(t)
	w.asks(testgroup.MedicalLead, testgroup.Ala, 0)
	if got := w.Text(letters); got != "Sara Samman: Ala ber om stöd: Hjälp oss" {
		t.Errorf("without a process support the letters are %s", got)
	}
	w.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (4, 1, 'process_support', '2020-01-01')`)
	id := w.asks(testgroup.UnitManager, testgroup.Bo, 0)
	if got := w.Text(letters); got != "Sara Samman: Ala ber om stöd: Hjälp oss, Olle Ordförande: Bo ber om stöd: Hjälp oss" {
		t.Errorf("letters %s", got)
	}
	if err := w.room.AnswerSupport(t.Context(), w.Actor(testgroup.Chair), SeenSupport{testgroup.Group, id, 1}, "Så här"); err != nil {
		t.Error(err)
	}
}

func TestWhoMayAskAndRead(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	id := w.asks(testgroup.MedicalLead, testgroup.Ala, testgroup.Bo)
	ask := improvement.Support{GroupID: testgroup.Group, UnitID: testgroup.Ala, Title: "Hjälp", Body: "Hur?"}
	for _, person := range append(outside, testgroup.UnitManager, testgroup.Convener, testgroup.Chair) {
		_, err := w.room.AskSupport(ctx, w.Actor(person), ask)
		wantError(t, "asking for another unit", err, fault.ErrForbidden)
	}
	for _, person := range outside {
		actor := w.Actor(person)
		_, err := w.room.Support(ctx, actor, testgroup.Group, id)
		wantError(t, "reading", err, fault.ErrForbidden)
		_, err = w.room.Supports(ctx, actor, testgroup.Group, SupportFilter{})
		wantError(t, "listing", err, fault.ErrForbidden)
		_, err = w.room.SupportChoices(ctx, actor, testgroup.Group)
		wantError(t, "choosing", err, fault.ErrForbidden)
		wantError(t, "answering", w.room.AnswerSupport(ctx, actor, SeenSupport{testgroup.Group, id, 1}, "Svar"), fault.ErrForbidden)
	}
	_, err := w.room.AskSupport(ctx, w.Actor(testgroup.MedicalLead), improvement.Support{GroupID: testgroup.Group, UnitID: testgroup.Ala,
		AskedUnit: testgroup.Ceda, Title: "Hjälp", Body: "Hur?"})
	wantCodes(t, err, "asked: support_of_nobody") // nobody reports for Ceda
	choices, err := w.room.SupportChoices(ctx, w.Actor(testgroup.MedicalLead), testgroup.Group)
	if err != nil || len(choices.From) != 1 || len(choices.Units) != 1 || choices.Units[0].ShortName != "Bo" || choices.Supporting[0].Name != "Sara Samman" {
		t.Errorf("choices %+v, %v", choices, err)
	}
}

func TestSupportIsListed(t *testing.T) {
	w, ctx := newTalking(t), t.Context()
	w.asks(testgroup.MedicalLead, testgroup.Ala, testgroup.Bo)
	w.asks(testgroup.UnitManager, testgroup.Bo, 0)
	for what, c := range map[string]struct {
		person org.PersonID
		filter SupportFilter
		want   int
	}{
		"everybody's":       {testgroup.Chair, SupportFilter{}, 2},
		"of a state":        {testgroup.Chair, SupportFilter{State: improvement.SupportAnswered}, 0},
		"to nobody":         {testgroup.Chair, SupportFilter{Whose: SupportToMe}, 0},
		"from nobody":       {testgroup.Chair, SupportFilter{Whose: SupportFromMe}, 0},
		"to a unit":         {testgroup.UnitManager, SupportFilter{Whose: SupportToMe}, 1},
		"to the support":    {testgroup.Convener, SupportFilter{Whose: SupportToMe}, 1},
		"from a unit":       {testgroup.MedicalLead, SupportFilter{Whose: SupportFromMe}, 1},
		"to a unit, by who": {testgroup.MedicalLead, SupportFilter{Whose: SupportToMe}, 0},
	} {
		list, err := w.room.Supports(ctx, w.Actor(c.person), testgroup.Group, c.filter)
		if err != nil || len(list.Rows) != c.want || list.More {
			t.Errorf("%s: %d requests, %v", what, len(list.Rows), err)
		}
	}
	_, err := w.room.Supports(ctx, w.Actor(testgroup.Chair), testgroup.Group, SupportFilter{Page: 2})
	wantError(t, "a page that is not", err, fault.ErrNotFound)
}
