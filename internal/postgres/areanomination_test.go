package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestNominationsAndDeclarations(t *testing.T) {
	w := newWorld(t)
	n := improvement.PersonNomination{GroupID: w.full, Title: "Arbetsgrupp", Kind: improvement.ToWorkingGroup, AskedBy: "Någon", ReceivedOn: date(2026, 5, 1), DueOn: date(2026, 6, 1), Version: 1}
	n.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PersonNominationID, error) {
		return tx.AddPersonNomination(ctx, n)
	})
	same(t, "a nomination", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.PersonNominationRow, error) {
		return tx.PersonNomination(ctx, w.full, n.ID)
	}), postgres.PersonNominationRow{PersonNomination: n})
	bare := improvement.Nominee{GroupID: w.full, NominationID: n.ID, Name: "Utan konto", State: improvement.NomineeAsked, Version: 1}
	full := improvement.Nominee{GroupID: w.full, NominationID: n.ID, PersonID: w.anna, Name: "Anna", Email: "anna@exempel.se", Competence: "Neonatolog", Profession: "Läkare", Organisation: "Ala",
		RegionID: w.region, State: improvement.NomineeAppointed, TermFrom: ptr(date(2026, 7, 1)), TermTo: ptr(date(2028, 6, 30)), Note: "Obs", Version: 1}
	for _, e := range []*improvement.Nominee{&bare, &full} {
		e.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NomineeID, error) {
			return tx.AddNominee(ctx, *e)
		})
	}
	named := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.NomineeRow, error) {
		return tx.Nominees(ctx, w.full, n.ID)
	})
	same(t, "named", named, []postgres.NomineeRow{
		{DeclaringNominee: improvement.DeclaringNominee{Nominee: bare, Assignment: "Arbetsgrupp", DueOn: n.DueOn}},
		{DeclaringNominee: improvement.DeclaringNominee{Nominee: full, Assignment: "Arbetsgrupp", DueOn: n.DueOn}, RegionName: "Region Norr"}})
	bare.State = improvement.NomineeDeclined
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveNominee(ctx, bare) })
	w.refused("a nominee that somebody else changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveNominee(ctx, bare) })

	content := improvement.InterestDeclarationContent{Interests: []improvement.Interest{{What: "Föreläsning", With: "Bolaget", From: "2026-01-01"}}, More: "Annat"}
	d := improvement.InterestDeclarationStanding{GroupID: w.full, NomineeID: full.ID, GivenAt: noon, GivenBy: w.anna, ValidUntil: date(2026, 12, 31), Version: 1}
	d.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.InterestDeclarationID, error) {
		return tx.AddDeclaration(ctx, d, content)
	})
	handle := func(ctx context.Context, tx *postgres.Tx) error {
		handled := d
		handled.HandledAt, handled.HandledBy = ptr(noon), w.bert
		return tx.HandleDeclaration(ctx, handled, improvement.Assessment{Hindrance: improvement.PartHindrance, What: "Läkemedel"})
	}
	w.write(handle)
	w.refused("handled already", fault.ErrConflict, handle)
	given := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.InterestDeclaration, error) {
		return tx.Declarations(ctx, w.full, full.ID)
	})
	if len(given) != 1 || given[0].Content == nil || given[0].Assessment == nil || given[0].GivenByName != "Anna" || given[0].HandledByName != "Bert" {
		t.Fatalf("given: %+v", given)
	}
	same(t, "what it says", *given[0].Content, content)
	standing := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.NomineeRow, error) {
		return tx.Nominee(ctx, w.full, full.ID)
	}).Declaration
	if standing.ID != d.ID || standing.HandledBy != w.bert || !standing.ValidUntil.Equal(d.ValidUntil) || standing.Version != 2 {
		t.Errorf("where it stands: %+v", standing)
	}
	for person, want := range map[org.PersonID]int{0: 1, w.anna: 1, w.bert: 0} {
		got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.NomineeRow, error) {
			return tx.Declaring(ctx, w.full, person)
		})
		if len(got) != want {
			t.Errorf("declaring for %d: %+v", person, got)
		}
	}
	for before, want := range map[time.Time]int{date(2026, 12, 31): 0, date(2027, 1, 1): 1} {
		if got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) {
			return tx.DeclarationsToThin(ctx, w.full, before)
		}); got != want {
			t.Errorf("to thin before %s: %d", before, got)
		}
	}
	thinned := made(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Thinned, error) {
		return tx.ThinDeclarations(ctx, w.full, date(2027, 1, 1), noon, w.bert)
	})
	same(t, "thinned", thinned, []postgres.Thinned{{ID: d.ID, Name: "Anna", Assignment: "Arbetsgrupp"}})
	given = fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.InterestDeclaration, error) {
		return tx.Declarations(ctx, w.full, full.ID)
	})
	if given[0].Content != nil || given[0].Assessment != nil || given[0].ThinnedAt == nil || given[0].HandledAt == nil {
		t.Errorf("after thinning: %+v", given[0])
	}
	n.ClosedAt, n.ClosedBy = ptr(noon), w.anna
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePersonNomination(ctx, n) })
	w.refused("a nomination that somebody else changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePersonNomination(ctx, n) })
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PersonNominationRow, error) {
		return tx.PersonNominations(ctx, w.full, postgres.Window{Most: 5})
	})
	if len(list) != 1 || list[0].Nominees != 2 || list[0].Appointed != 1 || list[0].ClosedAt == nil {
		t.Errorf("listed: %+v", list)
	}
	if got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.PersonNominationCount(ctx, w.full) }); got != 1 {
		t.Errorf("counted %d", got)
	}
}
