package improve

import (
	"bytes"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestHowFarAUnitHasCome(t *testing.T) {
	x := newExamples(t)
	ref, draft := x.published(), x.create(goodExample())
	ctx, manager, today := t.Context(), x.Actor(testgroup.UnitManager), org.DayOf(testgroup.Now)
	a := improvement.Adoption{ExampleID: ref.ID, GroupID: ref.GroupID, UnitID: testgroup.Bo, State: improvement.Considering, Since: today}
	adopt := func(actor org.Actor, change func(*improvement.Adoption)) error {
		with := a
		change(&with)
		return x.room.Adopt(ctx, actor, with)
	}
	same := func(*improvement.Adoption) {}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Other} {
		wantErr(t, "for another's unit", adopt(x.Actor(id), same), fault.ErrForbidden)
	}
	wantErr(t, "one's own example", adopt(x.Actor(testgroup.Convener), func(a *improvement.Adoption) { a.UnitID = testgroup.Ala }), fault.ErrWrongState)
	wantErr(t, "a draft of others", adopt(manager, func(a *improvement.Adoption) { a.ExampleID = draft.ID }), fault.ErrNotFound)
	wantErr(t, "a draft", adopt(x.Actor(testgroup.Convener), func(a *improvement.Adoption) { a.ExampleID = draft.ID }), fault.ErrWrongState)
	wantProblems(t, adopt(manager, func(a *improvement.Adoption) { a.State, a.Since = improvement.NotForUs, today.AddDate(0, 0, 1) }), "since: date_to_come", "why: required")

	if err := adopt(manager, same); err != nil {
		t.Fatal(err)
	}
	if err := adopt(manager, same); err != nil {
		t.Errorf("the same once more: %v", err)
	}
	wantErr(t, "another, as if nothing was noted", adopt(manager, func(a *improvement.Adoption) { a.State = improvement.Trying }), fault.ErrConflict)
	if err := adopt(x.Actor(testgroup.Convener), func(a *improvement.Adoption) {
		a.State, a.Why, a.Since, a.Version = improvement.NotForUs, "Annat hus", today.AddDate(0, -1, 0), 1
	}); err != nil {
		t.Fatal(err)
	}
	p, err := x.room.Adoption(ctx, manager, ref, "BO")
	if err != nil || p.Noted.State != improvement.NotForUs || p.Noted.PersonName != "Sara Samman" || p.Noted.Version != 2 {
		t.Fatalf("%v %+v", err, p)
	}
	if got := x.Text(`SELECT string_agg(concat_ws('>', before->>'adoption', after->>'adoption'), ' ' ORDER BY id) FROM audit WHERE action = 'example.adopt' AND unit_id = 2`); got !=
		"considering considering>not_for_us" {
		t.Errorf("the log says %s", got)
	}

	if err := x.room.TryExample(ctx, manager, ref, "BO"); err != nil {
		t.Fatal(err)
	}
	if p, err = x.room.Adoption(ctx, manager, ref, "BO"); err != nil || p.Noted.State != improvement.Trying || !p.Noted.Since.Equal(today) || p.Noted.Why != "" {
		t.Errorf("%v %+v", err, p.Noted)
	}
	if err := x.room.TryExample(ctx, manager, ref, "BO"); err != nil || x.Text(`SELECT version FROM example_adoption`) != "3" {
		t.Errorf("tried twice: %v", err)
	}
	wantErr(t, "trying one's own", x.room.TryExample(ctx, x.Actor(testgroup.MedicalLead), ref, "ALA"), fault.ErrNotFound)
	wantErr(t, "trying for another", x.room.TryExample(ctx, x.Actor(testgroup.MedicalLead), ref, "BO"), fault.ErrForbidden)
	wantErr(t, "trying nowhere", x.room.TryExample(ctx, manager, ref, "XYZ"), fault.ErrNotFound)

	list, err := x.room.Examples(ctx, manager, ref.GroupID, func(ExampleList) (ExampleFilter, error) {
		return ExampleFilter{Published: true, Adopted: improvement.Trying, Limit: 5}, nil
	})
	if err != nil || len(list.Examples) != 1 || list.Examples[0].Spread != (improvement.Spread{Trying: 1}) || list.Total != 1 ||
		len(list.Own) != 1 || list.Choice.Unpublished != 0 {
		t.Errorf("%v %+v", err, list)
	}
	if last := x.page(testgroup.MedicalLead, ref).Last; last.ActorName != "Lena Läkare" {
		t.Errorf("%s is said to have changed the example", last.ActorName)
	}
}

func TestFilesOfAnExample(t *testing.T) {
	x := newExamples(t)
	draft, ctx, lead := x.create(goodExample()), t.Context(), x.Actor(testgroup.MedicalLead)
	pdf := func(n byte) SentFile { return SentFile{"rutin.pdf", []byte("%PDF-1.4" + string('0'+n))} }
	if err := x.room.AttachFile(ctx, lead, draft, pdf(0)); err != nil {
		t.Fatal(err)
	}
	wantProblems(t, x.room.AttachFile(ctx, lead, draft, pdf(0)), "file: attached_already")
	wantProblems(t, x.room.AttachFile(ctx, lead, draft, SentFile{"x.pdf", []byte("<svg/>")}), "file: attachment_type")
	for n := byte(1); n < improvement.MostAttachments; n++ {
		if err := x.room.AttachFile(ctx, lead, draft, pdf(n)); err != nil {
			t.Fatal(err)
		}
	}
	wantProblems(t, x.room.AttachFile(ctx, lead, draft, pdf(99)), "file: too_many_attachments")
	files := x.page(testgroup.MedicalLead, draft).Attachments
	first := files[0].ID
	a, content, err := x.room.Attachment(ctx, lead, draft, first)
	if err != nil || !bytes.Equal(content, pdf(0).Content) || a.Name != "rutin.pdf" || a.AddedBy != testgroup.MedicalLead {
		t.Fatalf("%v %+v", err, a)
	}
	for id, want := range map[org.PersonID][2]error{testgroup.Member: {fault.ErrNotFound, nil}, testgroup.UnitManager: {fault.ErrNotFound, nil},
		testgroup.Observer: {fault.ErrForbidden, fault.ErrForbidden}, testgroup.Other: {fault.ErrForbidden, fault.ErrForbidden}} {
		x.Exec(`UPDATE example SET state = 'draft', published_at = NULL`)
		_, _, err := x.room.Attachment(ctx, x.Actor(id), draft, first)
		wantErr(t, "a file of a draft", err, want[0])
		x.Exec(`UPDATE example SET state = 'published', published_at = now()`)
		_, _, err = x.room.Attachment(ctx, x.Actor(id), draft, first)
		wantErr(t, "a file of what is published", err, want[1])
	}
	other := x.published()
	_, _, err = x.room.Attachment(ctx, lead, other, first)
	wantErr(t, "another example's file", err, fault.ErrNotFound)
	wantErr(t, "removing another example's file", x.room.RemoveAttachment(ctx, lead, other, first), fault.ErrNotFound)
	wantErr(t, "removing as a reader", x.room.RemoveAttachment(ctx, x.Actor(testgroup.UnitManager), draft, first), fault.ErrForbidden)
	if err := x.room.RemoveAttachment(ctx, lead, draft, first); err != nil || len(x.page(testgroup.MedicalLead, draft).Attachments) != improvement.MostAttachments-1 {
		t.Errorf("removing: %v", err)
	}
	if got := x.Text(`SELECT count(*) || ' ' || min(after->>'file') FROM audit WHERE action = 'example.attach'`); got != "10 rutin.pdf" {
		t.Errorf("the log says %s", got)
	}
}
