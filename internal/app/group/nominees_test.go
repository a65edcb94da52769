package group

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// nominating is a group with a nomination and somebody named in it without an account.
func nominating(t *testing.T) (*testgroup.Fixture, *Room, improvement.Nominee) {
	t.Helper()
	f := testgroup.New(t)
	room, ctx, convener, today := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener), org.DayOf(testgroup.Now)
	id, err := room.CreatePersonNomination(ctx, convener, improvement.PersonNomination{GroupID: testgroup.Group, Title: "Arbetsgruppen", Kind: improvement.ToWorkingGroup, AskedBy: "Någon",
		ReceivedOn: today, DueOn: today.AddDate(0, 0, 25)})
	n := improvement.Nominee{GroupID: testgroup.Group, NominationID: id, Name: "Utan konto", State: improvement.NomineeProposed}
	if err := errors.Join(err, room.SaveNominee(ctx, convener, n)); err != nil {
		t.Fatal(err)
	}
	n.ID, n.Version = 1, 1
	return f, room, n
}

var declared = improvement.InterestDeclarationContent{Interests: []improvement.Interest{{What: "Aktier", With: "Hemlighetsbolaget"}}}

// A declaration that was noted for somebody without an account is shown to no account by
// those who may not read it, nor to themselves by those who may.
func TestADeclarationWithoutAnAccountStaysWithItsReaders(t *testing.T) {
	f, room, n := nominating(t)
	ctx, convener, chair := t.Context(), f.Actor(testgroup.Convener), f.Actor(testgroup.Chair)
	tie := func(actor org.Actor, to org.PersonID) string {
		changed := n
		changed.PersonID = to
		return problems(room.SaveNominee(ctx, actor, changed))
	}
	const refused = "person declaration_there"
	// While the declaration is being noted.
	err := meanwhile(t, f, func(tx *postgres.Tx) error {
		if _, err := tx.LockNominee(ctx, n.GroupID, n.ID); err != nil {
			return err
		}
		_, err := tx.AddDeclaration(ctx, improvement.InterestDeclarationStanding{GroupID: n.GroupID, NomineeID: n.ID, GivenAt: testgroup.Now, GivenBy: testgroup.Chair, ValidUntil: testgroup.Now.AddDate(1, 0, 0)}, declared)
		return err
	}, func() error {
		changed := n
		changed.PersonID = testgroup.Convener
		return room.SaveNominee(ctx, convener, changed)
	})
	if got := problems(err); got != refused {
		t.Errorf("while it is noted: %q", got)
	}
	for what, got := range map[string]string{"the coordinator's own": tie(convener, testgroup.Convener), "another's by the coordinator": tie(convener, testgroup.MedicalLead), "the chair's own": tie(chair, testgroup.Chair)} {
		if got != refused {
			t.Errorf("%s: %q", what, got)
		}
	}
	if _, err := room.Declaration(ctx, convener, n.GroupID, n.ID); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the coordinator reads it: %v", err)
	}
	renamed := n
	renamed.Name = "Utan Konto"
	if err := room.SaveNominee(ctx, convener, renamed); err != nil {
		t.Errorf("renamed: %v", err)
	}
	n.Version = 2
	if got := tie(chair, testgroup.MedicalLead); got != "<nil>" {
		t.Errorf("by the chair, who has read it: %q", got)
	}
	if p, err := room.Declaration(ctx, f.Actor(testgroup.MedicalLead), n.GroupID, n.ID); err != nil || len(p.Given) != 1 {
		t.Errorf("the nominee reads %+v, %v", p.Given, err)
	}
}

// And the other way around: nothing is noted for somebody who gets an account meanwhile.
func TestADeclarationIsNotNotedForAnAccount(t *testing.T) {
	f, room, n := nominating(t)
	ctx := t.Context()
	err := meanwhile(t, f, func(tx *postgres.Tx) error {
		changed := n
		changed.PersonID = testgroup.MedicalLead
		return tx.SaveNominee(ctx, changed)
	}, func() error { return room.GiveDeclaration(ctx, f.Actor(testgroup.Chair), n.GroupID, n.ID, declared) })
	if !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("noted: %v", err)
	}
}

// PostgreSQL may ask for a transaction to be run again: what is new is new then too.
func TestWhatIsNewIsNewWhenItIsRunAgain(t *testing.T) {
	f, room, n := nominating(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	n.ID, n.Version, n.Name = 0, 0, "En till"
	for what, do := range map[string]func() error{
		"a nominee": func() error { return room.SaveNominee(ctx, convener, n) },
		"a recipient": func() error {
			return room.SaveRecipient(ctx, convener, improvement.Recipient{GroupID: testgroup.Group, Direction: improvement.TellUp, Name: "Rådet"})
		},
	} {
		f.LoseOnce()
		if err := do(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := f.Text(`SELECT concat((SELECT count(*) FROM nominee), (SELECT count(*) FROM recipient), (SELECT max(last_value) FROM tries))`); got != "212" {
		t.Errorf("nominees, recipients, tries: %s", got)
	}
}
