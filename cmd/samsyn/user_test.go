package main

import (
	"bytes"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/config"
	"samsyn/internal/testdb/testgroup"
)

// runUser runs the command on the database and gives what it printed.
func runUser(t *testing.T, url string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	env := environment{config: config.Config{DatabaseURL: url}, out: &out, errOut: &out,
		log: slog.New(slog.NewTextHandler(io.Discard, nil)), now: testgroup.Clock}
	err := careForUsers(t.Context(), env, args)
	return out.String(), err
}

func TestUserCaresForAccounts(t *testing.T) {
	f := testgroup.New(t)
	group, unit := f.Text(`SELECT code FROM programme_group WHERE id = 1`), f.Text(`SELECT code FROM unit WHERE id = 1`)
	must := func(want string, args ...string) string {
		t.Helper()
		out, err := runUser(t, f.AppURL, args...)
		if err != nil || !strings.Contains(out, want) {
			t.Fatalf("%v: %q, %v, want %q", args, out, err, want)
		}
		return out
	}
	out := must("har fått ett konto", "invite", "nina@exempel.se", "--name", "Nina Ny", "--profession", "nurse", "--role", "unit_manager", "--group", group, "--unit", unit)
	signIn := func(out string, purpose account.KeyPurpose, password string) {
		t.Helper()
		key := regexp.MustCompile(`/(valkommen|nytt-losenord)/([A-Z2-7]+)`).FindStringSubmatch(out)
		if len(key) == 0 {
			t.Fatalf("no link in %q", out)
		}
		room := account.New(f.DB, testgroup.Clock)
		if _, err := room.ChoosePassword(t.Context(), account.PasswordChoice{Key: key[2], Purpose: purpose, Password: password, Repeat: password}); err != nil {
			t.Fatal(err)
		}
		if _, err := room.SignIn(t.Context(), account.Credentials{Email: "nina@exempel.se", Password: password}); err != nil {
			t.Errorf("password %q: %v", password, err)
		}
	}
	signIn(out, account.InvitationKey, "en mening att minnas")
	signIn(must("loggas då ut överallt", "password", "NINA@exempel.se"), account.ResetKey, "en annan mening att minnas")
	must("har fått rollen", "role", "--give", "administrator", "nina@exempel.se")
	must("har fått rollen", "role", "nina@exempel.se", "--give", "chair", "--group", group, "--from", "2026-06-01", "--to", "2026-12-31")
	must("till och med 2026-05-04", "role", "nina@exempel.se", "--end", "unit_manager", "--group", group, "--unit", unit)
	list := must("9 konton", "list")
	for _, want := range []string{"nina@exempel.se, Nina Ny", "(administrator), från 2026-05-04\n", "(chair), " + group + ", från 2026-06-01 till 2026-12-31",
		"(unit_manager), " + group + ", " + unit + ", från 2026-05-04 till 2026-05-04"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q:\n%s", want, list)
		}
	}
	must("kommer inte in från och med 2026-05-10", "leave", "nina@exempel.se", "--day", "2026-05-10")
	if got := f.Text(`SELECT string_agg(DISTINCT actor_name || coalesce(person_id::text, '-') , ',') || ' ' || string_agg(DISTINCT action, ' ' ORDER BY action)
		FROM audit WHERE person_id IS NULL`); got != "samsyn user- account.create account.end_role account.give_role account.invite_link account.leave account.offer_password_link" {
		t.Errorf("the log: %s", got)
	}
}

func TestUserSaysWhatIsWrong(t *testing.T) {
	f := testgroup.New(t)
	for want, args := range map[string][]string{
		"skriv vad som ska göras":      nil,
		"det finns inget konto med":    {"password", "ingen@exempel.se"},
		"har ingen tvåstegsinloggning": {"factor-reset", "chair@exempel.se"},
		"samsyn user leave E-POST":     {"leave"},
		"email: ":                      {"invite", "inte en adress", "--name", "X"},
		"det finns ingen grupp":        {"invite", "x@exempel.se", "--name", "X", "--role", "chair", "--group", "saknas"},
		"är inget datum":               {"leave", "chair@exempel.se", "--day", "snart"},
		"--give ROLL eller --end":      {"role", "chair@exempel.se"},
		"har ingen sådan roll":         {"role", "chair@exempel.se", "--end", "administrator"},
		"last: ":                       {"leave", "admin@exempel.se"}, // the last administrator
		"skriv bara en: a@b eller c@d": {"password", "a@b", "c@d"},
	} {
		if out, err := runUser(t, f.AppURL, args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %q, %v, want %q", args, out, err, want)
		}
	}
	if n := f.Text(`SELECT count(*)::text FROM audit`); n != "0" {
		t.Errorf("%s rows in the log for what was refused", n)
	}
}
