package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// newWorkingGroup is where a working group is that has just begun.
func newWorkingGroup(t *testing.T, f *testgroup.Fixture) string {
	t.Helper()
	return as(t, f, testgroup.Convener).Post("/gruppen/arbetsgrupper/ny", url.Values{"title": {"Hemgång"}, "mandate": {"Gör en lista"}, "decided_by": {"Mötet"}, "from_on": {"2026-01-01"},
		"to_on": {"2026-12-31"}}).Want(http.StatusSeeOther).Location
}

// Somebody outside the group who is in a working group reads that one, writes what it has
// come to, and sees nothing more of the group's.
func TestAMemberFromOutsideReadsTheirWorkingGroup(t *testing.T) {
	f := testgroup.New(t)
	f.Exec("UPDATE membership SET role = 'invited' WHERE person_id = 6")
	coordinator, invited := as(t, f, testgroup.Convener), as(t, f, testgroup.Observer)
	address, other := newWorkingGroup(t, f), newWorkingGroup(t, f)
	invited.Get(address).Want(http.StatusForbidden)
	coordinator.Post(address, url.Values{"do": {"member"}, "person": {"6"}}).Want(http.StatusSeeOther)
	shown := invited.Get(address).Want(http.StatusOK)
	if shown.Find("a[href='/gruppen/arbetsgrupper'], #ta-med, #avsluta").Length() != 0 {
		t.Error("the page leads to what they may not do")
	}
	invited.Post(address, url.Values{"do": {"report"}, "happened_on": {"2026-05-01"}, "body": {"Listan finns"}}).Want(http.StatusSeeOther)
	if got := coordinator.Get(address).Text("#berattat"); !strings.Contains(got, "Listan finns") {
		t.Errorf("told: %q", got)
	}
	for _, path := range []string{other, "/gruppen/arbetsgrupper", address + "/andra", "/gruppen/arbetsgrupper/99"} {
		invited.Get(path).Want(http.StatusForbidden)
	}
	invited.Post(other, url.Values{"do": {"report"}, "happened_on": {"2026-05-01"}, "body": {"X"}}).Want(http.StatusForbidden)
	invited.Post(address, url.Values{"do": {"end"}, "version": {"1"}, "outcome": {"X"}}).Want(http.StatusForbidden)
	as(t, f, testgroup.Member).Get(address).Want(http.StatusForbidden)
}

// What the account says of somebody need not be typed: the unit's region and the profession.
func TestAWorkingGroupsMemberIsKnownFromTheAccount(t *testing.T) {
	f := testgroup.New(t)
	coordinator, address := as(t, f, testgroup.Convener), newWorkingGroup(t, f)
	for _, typed := range []url.Values{{"person": {"1"}}, {"person": {"2"}, "region": {"1"}, "profession": {"Barnmorska"}}, {"person": {"6"}}, {"name": {"Utan konto"}}} {
		typed.Set("do", "member")
		coordinator.Post(address, typed).Want(http.StatusSeeOther)
	}
	shown := coordinator.Get(address).Text("#deltagare")
	for _, want := range []string{"Lena LäkareLäkareRegion Norr", "Viktor VårdBarnmorskaRegion Norr"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in %q", want, shown)
		}
	}
	if got := f.Text("SELECT string_agg(coalesce(region_id::text, '-'), ',' ORDER BY id) FROM working_group_member"); got != "1,1,-,-" {
		t.Errorf("regions: %s", got)
	}
}

// Nobody comes into a working group that has ended, or out of it.
func TestAnEndedWorkingGroupsMembersStand(t *testing.T) {
	f := testgroup.New(t)
	coordinator, address := as(t, f, testgroup.Convener), newWorkingGroup(t, f)
	coordinator.Post(address, url.Values{"do": {"member"}, "person": {"1"}}).Want(http.StatusSeeOther)
	if coordinator.Get(address).Find("#ta-med, button[value='remove.1']").Length() != 2 {
		t.Error("nobody can be added or removed while it goes on")
	}
	coordinator.Post(address, url.Values{"do": {"end"}, "version": {"1"}, "outcome": {"En lista"}}).Want(http.StatusSeeOther)
	if coordinator.Get(address).Find("#ta-med, button[value='remove.1']").Length() != 0 {
		t.Error("the forms are there after the end")
	}
	coordinator.Post(address, url.Values{"do": {"member"}, "person": {"2"}}).Want(http.StatusConflict)
	coordinator.Post(address, url.Values{"do": {"remove.1"}}).Want(http.StatusConflict)
	if got := f.Text("SELECT string_agg(name, ',') FROM working_group_member"); got != "Lena Läkare" {
		t.Errorf("its members: %s", got)
	}
}
