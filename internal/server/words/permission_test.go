package words

import (
	"slices"
	"testing"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

// Every permission is told, once, in both languages: who adds an action says what it is.
func TestEveryPermissionHasWords(t *testing.T) {
	var told []org.Action
	for _, room := range PermissionRooms() {
		told = append(told, room.Actions...)
	}
	slices.Sort(told)
	if !slices.Equal(told, org.Actions()) {
		for _, a := range org.Actions() {
			if !slices.Contains(told, a) {
				t.Errorf("%q belongs to no room in PermissionRooms", a)
			}
		}
		if len(told) != len(org.Actions()) {
			t.Errorf("%d actions are told, of %d", len(told), len(org.Actions()))
		}
	}
	swedish, english := t.Context(), i18n.WithLanguage(t.Context(), i18n.English)
	for _, a := range org.Actions() {
		if sv, en := Permission(swedish, a), Permission(english, a); sv == "" || en == "" || sv == en {
			t.Errorf("%q: say what it is in permissions, and in English: %q, %q", a, sv, en)
		}
	}
	for _, role := range org.Roles() {
		if ShortRole(swedish, role) == "" || ShortRole(english, role) == "" {
			t.Errorf("%q has no short name", role)
		}
	}
}
