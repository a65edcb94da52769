package account

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

const site = "https://samsyn.exempel.se"

// mailing is a room whose mails wait in the database, and its clock.
func mailing(t *testing.T) (*testgroup.Fixture, *Room, *at) {
	t.Helper()
	f, clock := testgroup.New(t), &at{testgroup.Now}
	return f, New(f.DB, clock.now).WithMail(true, site), clock
}

var head = Letterhead{Role: func(_ context.Context, r org.Role) string { return "roll " + string(r) }}

// post claims every mail that waits, as the jobs do, and says that it was sent.
func post(t *testing.T, room *Room) []Mail {
	t.Helper()
	ids, err := room.WaitingMails(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var mails []Mail
	for _, id := range ids {
		m, err := room.ClaimMail(t.Context(), id, head)
		if errors.Is(err, fault.ErrWrongState) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := room.ClaimMail(t.Context(), id, head); !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("claimed twice: %v", err)
		}
		if err := room.SettleMail(t.Context(), m, postgres.ReminderSent, ""); err != nil {
			t.Fatal(err)
		}
		mails = append(mails, m)
	}
	return mails
}

// linkIn is the path of the mail's link to choose a password by.
func linkIn(t *testing.T, m Mail) string {
	t.Helper()
	found := regexp.MustCompile(site + `(/(?:valkommen|nytt-losenord)/[A-Z2-7]{26})\n`).FindStringSubmatch(m.Text)
	if found == nil {
		t.Fatalf("no link in\n%s", m.Text)
	}
	return found[1]
}

func TestAnInvitationGoesByMail(t *testing.T) {
	f, room, clock := mailing(t)
	ctx := t.Context()
	from := testgroup.Now.AddDate(0, 1, 0)
	created, err := room.CreateAccount(ctx, f.Actor(testgroup.Administrator), NewAccount{
		Person: org.Person{Name: "Nina\nNy", Email: "nina@exempel.se", Profession: org.Nurse},
		Role:   &RoleGrant{Role: org.UnitManager, GroupID: testgroup.Group, UnitID: testgroup.Ala, From: from}})
	if err != nil || !created.Key.Mailed || created.Key.Path != "" {
		t.Fatalf("%+v, %v", created, err)
	}
	if n := f.Text(`SELECT count(*)::text FROM person_key`); n != "0" {
		t.Errorf("%s keys before any mail is sent", n)
	}
	if n := f.Text(`SELECT count(*)::text FROM river.river_job WHERE kind = 'send_account_mail'`); n != "1" {
		t.Errorf("%s jobs", n)
	}
	mails := post(t, room)
	if len(mails) != 1 || mails[0].To != "nina@exempel.se" || mails[0].Subject != "Välkommen till Samsyn" {
		t.Fatalf("%+v", mails)
	}
	for _, want := range []string{"Hej Nina Ny!", "Amir Admin har gett dig ett konto", "- roll unit_manager, Ala, Provgruppen, från 4 juni 2026\n",
		"senast 18 maj 2026", "loggar du in med nina@exempel.se"} {
		if !strings.Contains(mails[0].Text, want) {
			t.Errorf("%q is missing in\n%s", want, mails[0].Text)
		}
	}
	link := linkIn(t, mails[0])
	key := link[strings.LastIndex(link, "/")+1:]
	if all := f.Text(`SELECT concat((SELECT string_agg(k::text, '') FROM person_key k), (SELECT string_agg(m::text, '') FROM account_mail m),
		(SELECT string_agg(a::text, '') FROM audit a), (SELECT string_agg(j::text, '') FROM river.river_job j))`); strings.Contains(all, key) {
		t.Error("the key stands in the database")
	}
	d, err := room.Accounts(ctx, f.Actor(testgroup.Administrator))
	if i := d.Invited[created.ID]; err != nil || i.Mail != postgres.ReminderSent || i.KeyExpiresAt == nil || !i.KeyExpiresAt.Equal(testgroup.Now.AddDate(0, 0, 14)) {
		t.Errorf("%+v, %v", i, err)
	}
	// Too old: its owner gets another by asking, by mail and three times at the most.
	if err := room.AskAgain(ctx, key, Asking{}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("asked while it holds: %v", err)
	}
	clock.Time = testgroup.Now.AddDate(0, 0, 14)
	if opened, err := room.OpenKey(ctx, key, InvitationKey); err != nil || opened.State != KeyExpired || !opened.CanAsk {
		t.Errorf("%+v, %v", opened, err)
	}
	for range 5 {
		if err := room.AskAgain(ctx, key, Asking{ClientAddress: "192.0.2.7"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.Text(`SELECT string_agg(state, ' ' ORDER BY id) FROM account_mail`); got != "sent cancelled cancelled queued" {
		t.Errorf("mails: %s", got)
	}
	mails = post(t, room)
	choose(t, room, linkIn(t, mails[0]), "en mening att minnas")
	if err := room.AskAgain(ctx, key, Asking{}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("asked by somebody with a password: %v", err)
	}
	if err := room.AskAgain(ctx, "x", Asking{}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no key: %v", err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE subject = 'person' AND subject_id = 9`); got !=
		"account.create account.invite account.mail_sent account.ask_invitation account.ask_invitation account.ask_invitation account.mail_sent account.choose_password" {
		t.Errorf("log: %s", got)
	}
}

func TestAForgottenPassword(t *testing.T) {
	f, room, clock := mailing(t)
	ctx, admin := t.Context(), f.Actor(testgroup.Administrator)
	forgot := func(email string) {
		t.Helper()
		if err := room.ForgotPassword(ctx, Asking{Email: email, ClientAddress: "192.0.2.7", RequestID: "prov"}); err != nil {
			t.Fatalf("%s: %v", email, err)
		}
	}
	if err := room.WithMail(false, "").ForgotPassword(ctx, Asking{Email: "lead@exempel.se"}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("where no mails are sent: %v", err)
	}
	renew(t, room.WithMail(false, ""), admin, testgroup.MedicalLead, "en mening att minnas")
	renew(t, room.WithMail(false, ""), admin, testgroup.Chair, "en mening att minnas")
	f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 4`)
	// Nobody, somebody who has left, somebody without any role, and one who signs in otherwise.
	f.Exec(`DELETE FROM membership WHERE person_id = 6`)
	for _, email := range []string{"ingen@exempel.se", "chair@exempel.se", "observer@exempel.se", "manager@exempel.se", "", "' OR true --"} {
		forgot(email)
	}
	if n := f.Text(`SELECT count(*)::text FROM account_mail`); n != "0" {
		t.Errorf("%s mails", n)
	}
	who, err := room.SignIn(ctx, Credentials{Email: "lead@exempel.se", Password: "en mening att minnas"})
	if err != nil {
		t.Fatal(err)
	}
	forgot(" LEAD@exempel.se ")
	mails := post(t, room)
	if len(mails) != 1 || mails[0].To != "lead@exempel.se" || !strings.Contains(mails[0].Text, "senast 4 maj 2026 klockan 17:02") ||
		!strings.Contains(mails[0].Text, "Lösenordet du har gäller som förut.") {
		t.Fatalf("%+v", mails)
	}
	first := linkIn(t, mails[0])
	// Asking again does not take the first mail's link away, and a mailbox is not filled.
	for range 5 {
		forgot("lead@exempel.se")
	}
	if n := f.Text(`SELECT count(*)::text FROM account_mail`); n != "3" {
		t.Errorf("%s mails within an hour", n)
	}
	second := linkIn(t, post(t, room)[0])
	if _, _, err := room.Visit(ctx, who); err != nil {
		t.Errorf("asking ended a session: %v", err)
	}
	choose(t, room, first, "en annan mening")
	if _, _, err := room.Visit(ctx, who); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a session goes on: %v", err)
	}
	if _, err := room.ChoosePassword(ctx, choiceAt(second, "en tredje mening")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("the other link: %v", err)
	}
	told := post(t, room)
	if len(told) != 1 || told[0].Subject != "Ditt lösenord är bytt" || !strings.Contains(told[0].Text, site+"/logga-in/glomt") {
		t.Errorf("told: %+v", told)
	}
	// One that waits until nobody does any more is not sent.
	clock.Time = testgroup.Now.Add(2 * time.Hour)
	forgot("lead@exempel.se")
	clock.Time = testgroup.Now.Add(3*time.Hour + time.Second)
	if mails := post(t, room); len(mails) != 0 {
		t.Errorf("a late mail: %+v", mails)
	}
	if got := f.Text(`SELECT state FROM account_mail ORDER BY id DESC LIMIT 1`); got != "cancelled" {
		t.Errorf("it is %s", got)
	}
	if got := f.Text(`SELECT count(*) || ' ' || min(client_address) || ' ' || min(actor_name) FROM audit WHERE action = 'account.ask_reset'`); got != "4 192.0.2.7 samsyn" {
		t.Errorf("log: %s", got)
	}
}

// Somebody who is invited and asks for a forgotten password gets the invitation again, and
// somebody whose password was ended one for a new password.
func TestForgottenByWhoHasNone(t *testing.T) {
	f, room, _ := mailing(t)
	ctx, admin := t.Context(), f.Actor(testgroup.Administrator)
	if _, err := room.SendKey(ctx, admin, KeyOrder{Person: testgroup.MedicalLead}); err != nil {
		t.Fatal(err)
	}
	if err := room.ForgotPassword(ctx, Asking{Email: "lead@exempel.se"}); err != nil {
		t.Fatal(err)
	}
	mails := post(t, room)
	if len(mails) != 1 || !strings.Contains(mails[0].Text, "Här är en ny länk") {
		t.Fatalf("%+v", mails)
	}
	choose(t, room, linkIn(t, mails[0]), "en mening att minnas")
	if _, err := room.SendKey(ctx, admin, KeyOrder{Person: testgroup.MedicalLead, EndNow: true}); err != nil {
		t.Fatal(err)
	}
	mails = post(t, room)
	if len(mails) != 1 || !strings.Contains(mails[0].Text, "Amir Admin, som sköter kontona i Samsyn, skickar en länk") {
		t.Fatalf("%+v", mails)
	}
	if err := room.ForgotPassword(ctx, Asking{Email: "lead@exempel.se"}); err != nil {
		t.Fatal(err)
	}
	if mails = post(t, room); len(mails) != 1 || mails[0].Kind != string(MailReset) {
		t.Errorf("%+v", mails)
	}
}

func TestAnAddressThatChanges(t *testing.T) {
	f, room, _ := mailing(t)
	ctx, admin := t.Context(), f.Actor(testgroup.Administrator)
	save := func(id org.PersonID, email string) {
		t.Helper()
		p := f.Actor(id).Person
		p.Email = email
		if err := room.SavePerson(ctx, admin, p); err != nil {
			t.Fatal(err)
		}
	}
	// Typed wrong when the person was invited: nothing more goes there, and the link that did ends.
	if _, err := room.SendKey(ctx, admin, KeyOrder{Person: testgroup.UnitManager}); err != nil {
		t.Fatal(err)
	}
	wrong := linkIn(t, post(t, room)[0])
	save(testgroup.UnitManager, "viktor@exempel.se")
	mails := post(t, room)
	if len(mails) != 1 || mails[0].To != "viktor@exempel.se" || mails[0].Kind != string(MailInvitation) {
		t.Fatalf("%+v", mails)
	}
	if _, err := room.ChoosePassword(ctx, choiceAt(wrong, "en mening att minnas")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("the link at the wrong address: %v", err)
	}
	// Somebody who uses the account is told at both addresses.
	choose(t, room, linkIn(t, mails[0]), "en mening att minnas")
	save(testgroup.UnitManager, "vard@exempel.se")
	mails = post(t, room)
	if len(mails) != 2 || mails[0].To != "viktor@exempel.se" || mails[1].To != "vard@exempel.se" || !strings.Contains(mails[0].Text, "Det gjordes av Amir Admin.") {
		t.Errorf("%+v", mails)
	}
	if got := f.Text(`SELECT string_agg(after->>'email', ' ' ORDER BY id) FROM audit WHERE action = 'account.mail_sent'`); got !=
		"manager@exempel.se viktor@exempel.se viktor@exempel.se vard@exempel.se" {
		t.Errorf("log: %s", got)
	}
}

// Addresses in an example are made up: nothing is mailed to them, and links are shown.
func TestNothingIsMailedToExamples(t *testing.T) {
	f, room, _ := mailing(t)
	ctx := t.Context()
	example := func(id org.PersonID) (is bool) {
		t.Helper()
		if err := f.DB.Read(ctx, func(tx *postgres.Tx) (err error) {
			is, err = tx.IsExample(ctx, id)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return is
	}
	f.Exec(`UPDATE programme_group SET example_data = true WHERE id = 1`)
	if !example(testgroup.MedicalLead) || example(testgroup.Other) || example(testgroup.Administrator) {
		t.Error("with one group that is an example")
	}
	sent, _, err := room.SendInvitation(ctx, f.Actor(testgroup.Convener), org.Membership{ID: 1, GroupID: testgroup.Group})
	if err != nil || sent.Mailed || sent.Path == "" {
		t.Errorf("%+v, %v", sent, err)
	}
	f.Exec(`UPDATE programme_group SET example_data = true`)
	if !example(testgroup.Administrator) {
		t.Error("where all groups are examples")
	}
	choose(t, room, sent.Path, "en mening att minnas")
	if err := room.ForgotPassword(ctx, Asking{Email: "lead@exempel.se"}); err != nil {
		t.Error(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM account_mail`); n != "0" {
		t.Errorf("%s mails", n)
	}
}

// A mail whose sender died is not sent again: nobody knows if it came.
func TestAMailWhoseSenderDied(t *testing.T) {
	f, room, clock := mailing(t)
	ctx, admin := t.Context(), f.Actor(testgroup.Administrator)
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair} {
		if _, err := room.SendKey(ctx, admin, KeyOrder{Person: id}); err != nil {
			t.Fatal(err)
		}
	}
	ids, err := room.WaitingMails(ctx)
	if err != nil || len(ids) != 2 {
		t.Fatal(ids, err)
	}
	first, err := room.ClaimMail(ctx, ids[0], head)
	if err != nil {
		t.Fatal(err)
	}
	if err := room.SettleMail(ctx, first, postgres.ReminderQueued, "451 senare"); err != nil {
		t.Fatal(err)
	}
	again, err := room.ClaimMail(ctx, ids[0], head)
	if err != nil || linkIn(t, again) == linkIn(t, first) {
		t.Fatalf("each attempt has a key of its own: %v", err)
	}
	if n := f.Text(`SELECT count(*) FILTER (WHERE ended_at IS NULL) || ' ' || count(*) FROM person_key`); n != "1 2" {
		t.Errorf("open and all keys: %s", n)
	}
	clock.Time = testgroup.Now.Add(mailClaimLasts + time.Second)
	if ids, err = room.WaitingMails(ctx); err != nil || len(ids) != 1 {
		t.Errorf("%v, %v", ids, err)
	}
	if got := f.Text(`SELECT string_agg(state || ' ' || attempts, ',' ORDER BY id) FROM account_mail`); got != "unsure 2,queued 0" {
		t.Errorf("mails: %s", got)
	}
	if err := room.SettleMail(ctx, again, postgres.ReminderSent, ""); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("settled after it was given up: %v", err)
	}
	// Somebody who leaves gets no more mail.
	if err := room.Leave(ctx, admin, testgroup.Chair, testgroup.Now); err != nil {
		t.Fatal(err)
	}
	if mails := post(t, room); len(mails) != 0 {
		t.Errorf("%+v", mails)
	}
}

// Every kind of mail has its words.
func TestEveryMailHasWords(t *testing.T) {
	f, room, _ := mailing(t)
	kinds := []MailKind{MailInvitation, MailReset, MailPasswordChanged, MailAddressChanged, MailFactorAdded, MailFactorRemoved,
		MailRecoveryCodes, MailRecoveryUsed, MailPasskeyAdded, MailPasskeyRemoved}
	if len(kinds) != len(notices)+2 {
		t.Errorf("%d kinds, %d with words", len(kinds), len(notices)+2)
	}
	for _, kind := range kinds {
		if err := f.DB.Write(t.Context(), func(tx *postgres.Tx) error {
			return room.queueMail(t.Context(), tx, testgroup.Other, kind, MailDetails{})
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range post(t, room) {
		if m.Subject == "" || strings.Contains(m.Text, "%!") || !strings.HasPrefix(m.Text, "Hej Anna Annan!\n\n") || !strings.Contains(m.Text, "4 maj 2026") && m.Kind != string(MailInvitation) {
			t.Errorf("%s: %s\n%s", m.Kind, m.Subject, m.Text)
		}
	}
}
