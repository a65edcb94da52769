package results_test

import (
	"testing"

	"samsyn/internal/app/results"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ofUnit is somebody with a role at the unit.
func ofUnit(t *testing.T, db *postgres.DB, group org.GroupID, code string, role org.Role) org.Actor {
	t.Helper()
	var id org.UnitID
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		id, err = tx.UnitByCode(t.Context(), code)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return org.Actor{Memberships: []org.Membership{{Role: role, GroupID: group, UnitID: id}}}
}

// TestWhomToAsk: Kalmar has become better at skin to skin in 2025, which the others are
// told with whom to ask and what Kalmar has published; readers without a unit are not.
func TestWhomToAsk(t *testing.T) {
	db, group := example(t)
	room := results.New(db, now)
	of := func(actor org.Actor) map[string]results.Askable {
		t.Helper()
		p, err := room.Indicator(t.Context(), actor, group, results.IndicatorFilter{Code: "OMV01", Year: 2025})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]results.Askable{}
		for _, a := range p.Askable {
			found[a.Cell.Unit.Code] = a
		}
		return found
	}
	for _, role := range []org.Role{org.UnitManager, org.MedicalLead, org.Delegate, org.HeadOfDepartment} {
		kalmar, asked := of(ofUnit(t, db, group, "JON", role))["KAL"]
		if !asked || len(kalmar.Contacts) != 1 || kalmar.Contacts[0].Name != "Exempelläkare Kalmar" || kalmar.Contacts[0].Email != "kalmar@exempel.se" || kalmar.Contacts[0].Role != org.MedicalLead {
			t.Fatalf("%s: %+v", role, kalmar.Contacts)
		}
		if len(kalmar.Examples) != 1 || kalmar.Examples[0].Title != "Hud mot hud redan under flytten från förlossningen" {
			t.Errorf("%s: examples %+v", role, kalmar.Examples)
		}
	}
	if _, asked := of(ofUnit(t, db, group, "KAL", org.MedicalLead))["KAL"]; asked {
		t.Error("Kalmar is to ask Kalmar")
	}
	for _, role := range []org.Role{org.Convener, org.Chair, org.ProcessSupport, org.ProgramAreaMember} {
		if got := of(as(role, group)); len(got) != 0 {
			t.Errorf("%s is told whom to ask", role)
		}
	}
	// Nor somebody of a unit who is to read as the programme area does.
	outside := ofUnit(t, db, group, "JON", org.ProgramAreaMember)
	if got := of(outside); len(got) != 0 {
		t.Error("a reader outside is told whom to ask")
	}

	profile := func(actor org.Actor, code string) int {
		t.Helper()
		p, err := room.UnitProfile(t.Context(), actor, group, results.UnitFilter{Code: code, Year: 2025})
		if err != nil {
			t.Fatal(err)
		}
		return len(p.Askable)
	}
	jonkoping := ofUnit(t, db, group, "JON", org.UnitManager)
	if profile(jonkoping, "JON") == 0 {
		t.Error("nobody to ask on one's own unit's page")
	}
	if profile(jonkoping, "LIN") != 0 || profile(as(org.Convener, group), "JON") != 0 || profile(as(org.ProgramAreaMember, group), "JON") != 0 {
		t.Error("another unit's page, or somebody else, is told whom to ask")
	}
}
