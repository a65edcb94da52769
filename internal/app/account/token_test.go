package account

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestATokenStandsForItsPerson(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Convener, testgroup.Member, testgroup.Observer, testgroup.Other} {
		actor := f.Actor(id)
		token, err := room.CreateToken(ctx, actor, NewToken{Name: " Power BI "})
		if err != nil || !regexp.MustCompile(`^samsyn_[a-z2-7]{52}$`).MatchString(token) {
			t.Fatalf("%q, %v", token, err)
		}
		b, err := room.Bearer(ctx, token)
		if err != nil || b.Actor.Person != actor.Person || len(b.Actor.Memberships) != 1 || len(b.Groups) != 1 ||
			b.Groups[0].ID != actor.Memberships[0].GroupID {
			t.Errorf("person %d: %+v, %v", id, b, err)
		}
		if f.Text(`SELECT count(*) FROM api_token WHERE position(convert_to('`+token+`', 'UTF8') IN token_hash) > 0`) != "0" {
			t.Error("the token itself is stored")
		}
	}
	if _, err := room.CreateToken(ctx, f.Actor(testgroup.Administrator), NewToken{Name: "R"}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("somebody without a group: %v", err)
	}
	if _, err := room.Tokens(ctx, org.Actor{}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("nobody: %v", err)
	}
}

func TestATokenEnds(t *testing.T) {
	f := testgroup.New(t)
	now := testgroup.Now
	room, ctx, lead := New(f.DB, func() time.Time { return now }), t.Context(), f.Actor(testgroup.MedicalLead)
	last := day(2026, time.May, 5)
	token, err := room.CreateToken(ctx, lead, NewToken{Name: "R", LastDay: &last})
	if err != nil {
		t.Fatal(err)
	}
	works := func(what, token string, want bool) {
		t.Helper()
		if _, err := room.Bearer(ctx, token); (err == nil) != want || err != nil && !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	now = now.AddDate(0, 0, 1)
	works("on its last day", token, true)
	now = now.AddDate(0, 0, 1)
	works("the day after", token, false)
	for _, bad := range []string{"", "samsyn_", token[:len(token)-1], strings.ToUpper(token), "samsyn_" + strings.Repeat("a", 52)} {
		works("what is none: "+bad, bad, false)
	}
	now = testgroup.Now
	f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 1`)
	works("of somebody who has left", token, false)
	f.Exec(`UPDATE person SET left_on = NULL; UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 1`)
	works("of somebody whose role has ended", token, false)
	f.Exec(`UPDATE membership SET valid_to = NULL WHERE person_id = 1`)
	works("again", token, true)
	list, err := room.Tokens(ctx, lead)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := room.RevokeToken(ctx, f.Actor(testgroup.Convener), list[0].ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("revoked by somebody else: %v", err)
	}
	if err := room.RevokeToken(ctx, lead, list[0].ID); err != nil {
		t.Fatal(err)
	}
	works("revoked", token, false)
	if got := f.Text(`SELECT string_agg(action || ' ' || coalesce(after, before)::text, ', ' ORDER BY id) FROM audit`); got !=
		`account.create_token {"to": "2026-05-05", "name": "R"}, account.revoke_token {"to": "2026-05-05", "name": "R"}` {
		t.Errorf("log %s", got)
	}
}

func TestTokensDoNotComeBackWithTheAccount(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	token, err := room.CreateToken(ctx, f.Actor(testgroup.Chair), NewToken{Name: "R"})
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := room.CreateCalendar(ctx, f.Actor(testgroup.Chair))
	if err != nil {
		t.Fatal(err)
	}
	if err := room.Leave(ctx, admin, testgroup.Chair, day(2026, time.May, 4)); err != nil {
		t.Fatal(err)
	}
	if err := room.Return(ctx, admin, testgroup.Chair); err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE membership SET valid_to = NULL WHERE person_id = 4`)
	if _, err := room.Bearer(ctx, token); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if _, _, err := room.Calendar(ctx, calendar); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the calendar: %v", err)
	}
	if got := f.Text(`SELECT string_agg(actor_name, ', ') FROM audit WHERE action IN ('account.revoke_token', 'account.revoke_calendar')`); got != "Amir Admin, Amir Admin" {
		t.Errorf("revoked by %q", got)
	}
}

func TestWhatIsWrongWithANewToken(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	past := day(2026, time.May, 3)
	create := func(n NewToken) error {
		_, err := room.CreateToken(ctx, lead, n)
		return err
	}
	wantCodes(t, create(NewToken{Name: "  "}), "name: required")
	wantCodes(t, create(NewToken{Name: strings.Repeat("å", MaxTokenName+1), LastDay: &past}), "name: too_long", "last_day: date_past")
	wantCodes(t, create(NewToken{Name: "för 19121212-1212"}), "name: personal_number")
	if err := create(NewToken{Name: strings.Repeat("å", MaxTokenName)}); err != nil {
		t.Error(err)
	}
	if err := create(NewToken{Name: "R"}); err != nil {
		t.Error(err)
	}
	wantCodes(t, create(NewToken{Name: "r"}), "name: token_name_taken")
}

// TestNobodyGetsMoreTokensThanTheLimit: not even by asking many times at once.
func TestNobodyGetsMoreTokensThanTheLimit(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	errs := make([]error, MaxTokens+5)
	var all sync.WaitGroup
	for n := range errs {
		all.Go(func() { _, errs[n] = room.CreateToken(ctx, lead, NewToken{Name: "R " + strconv.Itoa(n)}) })
	}
	all.Wait()
	refused := 0
	for _, err := range errs {
		if err != nil {
			wantCodes(t, err, "name: too_many_tokens")
			refused++
		}
	}
	if got := f.Text(`SELECT count(*) FROM api_token`); refused != 5 || got != strconv.Itoa(MaxTokens) {
		t.Errorf("%d refused, %s made", refused, got)
	}
}

func TestTheLogSaysOnceADayThatDataWereHandedOut(t *testing.T) {
	f := testgroup.New(t)
	now := testgroup.Now
	room, ctx := New(f.DB, func() time.Time { return now }), t.Context()
	var tokens []string
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Member} {
		token, err := room.CreateToken(ctx, f.Actor(id), NewToken{Name: "R"})
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	use := func(token string, group org.GroupID) {
		t.Helper()
		b, err := room.Bearer(ctx, token)
		if err == nil {
			err = room.NoteUse(ctx, b, group)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	logged := func(want string) {
		t.Helper()
		if got := f.Text(`SELECT string_agg(actor_name || ' ' || after::text, ', ' ORDER BY id) FROM audit
			WHERE action = 'account.use_token' AND group_id = 1`); got != want {
			t.Errorf("log %q, want %q", got, want)
		}
	}
	use(tokens[0], 0)
	logged("")
	if got := f.Text(`SELECT last_used_on::text FROM api_token WHERE person_id = 1`); got != "2026-05-04" {
		t.Errorf("used %s", got)
	}
	for range 3 {
		use(tokens[0], testgroup.Group)
		use(tokens[1], testgroup.Group)
	}
	logged(`Lena Läkare {"name": "R", "masked": false}, Lars Ledamot {"name": "R", "masked": true}`)
	now = now.AddDate(0, 0, 1)
	use(tokens[0], testgroup.Group)
	use(tokens[0], testgroup.Group)
	logged(`Lena Läkare {"name": "R", "masked": false}, Lars Ledamot {"name": "R", "masked": true}, Lena Läkare {"name": "R", "masked": false}`)

	b, err := room.Bearer(ctx, tokens[1])
	if err != nil {
		t.Fatal(err)
	}
	list, err := room.Tokens(ctx, b.Actor)
	if err != nil {
		t.Fatal(err)
	}
	if err := room.RevokeToken(ctx, b.Actor, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := room.NoteUse(ctx, b, testgroup.Group); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("revoked while it was used: %v", err)
	}
}
