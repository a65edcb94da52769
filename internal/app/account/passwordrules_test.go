package account

import (
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func TestNewPasswordsAreChecked(t *testing.T) {
	anna := org.Person{Name: "Anna-Karin Öberg", Email: "anna.oberg@lasarettet.example"}
	for password, want := range map[string]string{
		"niotecken":                             "password_short",
		"tio tecken":                            "",
		"åäöéü åäöx":                            "",
		strings.Repeat("varannan ", 22) + "då":  "", // 200 characters
		strings.Repeat("varannan ", 22) + "där": "too_long",
		"en mening att minnas":                  "",
		"blå trappa i regn":                     "",
		"Kaffe utan mjölk 1968":                 "",
		"sju-små-vita-sköldpaddor":              "",
		"correct horse battery staple":          "",
		"qwertyuiop":                            "password_common", // in the list
		"1q2w3e4r5t":                            "password_common",
		"BASKETBALL":                            "password_common",
		"Password2026!":                         "password_common", // a listed word with signs around it
		"P@ssw0rd!!!!":                          "password_common",
		"Sommaren2026":                          "password_common",
		"!!!lösenord":                           "password_common",
		"neonatologi1":                          "password_common",
		"ab1234567890":                          "password_common", // a listed number with letters around it
		"aaaaaaaaaaaa":                          "password_common",
		"hejahejahejaheja":                      "password_common",
		"blomman3blomman3":                      "password_common",
		"abcdefghijkl":                          "password_common",
		"zyxwvutsrqpon":                         "password_common",
		"ababbaabbabab":                         "password_common",
		"samsyn2026!!":                          "password_personal",
		"Samsyn-Öberg":                          "password_personal",
		"annakarin1975":                         "password_personal",
		"4nna.0berg!!":                          "password_personal",
		"oberg@lasarettet":                      "password_personal",
		"Anna Öberg cyklar till jobbet på onsdagar.": "",
	} {
		var v fault.ValidationError
		checkNewPassword(&v, "password", password, anna)
		got := ""
		if len(v.Problems) > 0 {
			got = v.Problems[0].Code
		}
		if got != want || len(v.Problems) > 1 {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

// The list is there in whole, and what it has is refused whatever its case.
func TestEveryCommonPasswordIsRefused(t *testing.T) {
	count, long := 0, 0
	for line := range strings.Lines(commonPasswords) {
		password := strings.TrimSpace(line)
		count++
		if len(password) < MinPassword {
			continue
		}
		long++
		for _, form := range []string{password, strings.ToUpper(password), password + "1!"} {
			if !isCommon(form) {
				t.Errorf("%q is taken", form)
			}
		}
	}
	if count < 49000 || long < 1500 {
		t.Errorf("%d passwords, %d of them long enough to be chosen", count, long)
	}
}
