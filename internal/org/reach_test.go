package org

import "testing"

// What is shown of the permissions is what holds.
func TestReachIsWhatMayGoesBy(t *testing.T) {
	if len(Actions()) != len(permissions) || len(Actions()) < 30 {
		t.Fatalf("%d actions", len(Actions()))
	}
	for _, action := range Actions() {
		for _, role := range Roles() {
			actor := holding(role)
			want := Nowhere
			switch {
			case actor.May(action, 0, 0):
				want = Everywhere
			case actor.May(action, theGroup, 0):
				want = InOwnGroup
			case actor.May(action, theGroup, theUnit):
				want = AtOwnUnit
			}
			if got := ReachOf(action, role); got != want {
				t.Errorf("%s, %s: %q, want %q", action, role, got, want)
			}
			if got := actor.Reaches(action, theGroup); got != want {
				t.Errorf("somebody who is %s, %s: %q, want %q", role, action, got, want)
			}
			if got := actor.Reaches(action, otherGroup); got != Nowhere && role != Administrator {
				t.Errorf("somebody who is %s elsewhere, %s: %q", role, action, got)
			}
		}
	}
	both := Actor{Memberships: append(holding(UnitManager).Memberships, holding(Convener).Memberships...)}
	if got := both.Reaches(EnterFigures, theGroup); got != InOwnGroup {
		t.Errorf("two roles reach %q, want the wider", got)
	}
}
