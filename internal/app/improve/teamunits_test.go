package improve

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// TestUnitsAreNotTakenAwayUnseen: whoever chose among the units as they were before is told,
// and a unit with people in its local team stays until they are taken out.
func TestUnitsAreNotTakenAwayUnseen(t *testing.T) {
	r := run(t)
	ctx, convener := t.Context(), r.Actor(testgroup.Convener)
	const third = org.UnitID(3)
	all, two := []org.UnitID{testgroup.Ala, testgroup.Bo, third}, []org.UnitID{testgroup.Ala, testgroup.Bo}
	opened := r.read(t)
	if err := r.room.SaveTeamUnits(ctx, convener, opened.Team, all); err != nil {
		t.Fatal(err)
	}
	wantError(t, "the same units once more", r.room.SaveTeamUnits(ctx, convener, opened.Team, all), nil)
	if got := r.Text(`SELECT count(*)::text FROM audit WHERE action = 'improve.set_team_units'`); got != "2" {
		t.Errorf("the log has %s changes", got)
	}
	local := improvement.TeamMember{TeamID: r.team.ID, Kind: improvement.LocalMember, UnitID: third, Name: "Barnmorska", Competence: improvement.Clinical}
	if err := r.room.SaveTeamMember(ctx, convener, testgroup.Group, local); err != nil {
		t.Fatal(err)
	}
	wantError(t, "the units as they were", r.room.SaveTeamUnits(ctx, convener, opened.Team, two), fault.ErrConflict)
	now := r.read(t)
	if len(now.Chosen) != 3 || !now.Local[third] || now.Local[testgroup.Ala] || now.Last.ActorName == "" {
		t.Fatalf("stored: %+v", now)
	}
	wantCodes(t, r.room.SaveTeamUnits(ctx, convener, now.Team, two), "units: unit_has_local_team")
	page, err := r.room.Team(ctx, convener, testgroup.Group, r.team.ID)
	if err != nil || len(page.Members) != 1 {
		t.Fatalf("%+v, %v", page.Members, err)
	}
	if err := r.room.RemoveTeamMember(ctx, convener, testgroup.Group, page.Members[0]); err != nil {
		t.Fatal(err)
	}
	wantError(t, "when nobody is left there", r.room.SaveTeamUnits(ctx, convener, now.Team, two), nil)
}
