package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/server/words"
)

// userCommand is what stands in the log of changes for what the command does. Whoever
// can run it reaches the database itself, and may do what an administrator may.
var userCommand = org.Actor{Person: org.Person{Name: "samsyn user"}, Memberships: []org.Membership{{Role: org.Administrator}}}

// userActions are the things that can be done with accounts, for the first day and for
// when nobody else can.
func userActions() []userAction {
	return []userAction{
		{"list", "", "visar alla konton och roller", listUsers},
		{"invite", "E-POST", "lägger till en person (--name, --profession, --role, --group, --unit)", inviteUser},
		{"password", "E-POST", "gör en länk där personen väljer ett nytt lösenord; den visas en gång", newUserPassword},
		{"factor-reset", "E-POST", "tar bort tvåstegsinloggningen för någon som har blivit av med sin telefon", resetUserFactor},
		{"role", "E-POST", "ger (--give ROLL) eller avslutar (--end ROLL) en roll (--group, --unit, --from, --to)", changeUserRole},
		{"leave", "E-POST", "avslutar kontot och alla roller från en dag (--day, annars i dag)", leaveUser},
	}
}

// userAction is one of them.
type userAction struct {
	name, who, about string
	run              func(ctx context.Context, u userRun, args []string) error
}

// userRun is what each works with.
type userRun struct {
	env  environment
	room *account.Room
	all  account.Directory
}

// careForUsers is the command: samsyn user ACTION.
func careForUsers(ctx context.Context, env environment, args []string) error {
	n := -1
	if len(args) > 0 {
		n = slices.IndexFunc(userActions(), func(a userAction) bool { return a.name == args[0] })
	}
	if n < 0 {
		fmt.Fprintln(env.errOut, "Användning: samsyn user VAD")
		for _, a := range userActions() {
			fmt.Fprintf(env.errOut, "  %-17s %s\n", a.name+" "+a.who, a.about)
		}
		return errors.New("skriv vad som ska göras med kontona")
	}
	db, err := openBeside(ctx, env, false)
	if err != nil {
		return err
	}
	defer db.close()
	u := userRun{env: env, room: accountRoom(env, db)}
	if u.all, err = u.room.Accounts(ctx, userCommand); err != nil {
		return err
	}
	return inWords(ctx, userActions()[n].run(ctx, u, args[1:]))
}

// accountRoom is the use cases. No mails: what the command makes is handed over by whoever
// runs it.
func accountRoom(env environment, db *database) *account.Room {
	return account.New(db.DB, env.now).WithMail(false, env.config.BaseURL)
}

// inWords is the error in sentences.
func inWords(ctx context.Context, err error) error {
	var invalid *fault.ValidationError
	switch {
	case errors.As(err, &invalid):
		var sentences []string
		for _, p := range invalid.Problems {
			sentences = append(sentences, p.Field+": "+words.Problem(ctx, p))
		}
		return errors.New("det gick inte:\n" + strings.Join(sentences, "\n"))
	case errors.Is(err, fault.ErrWrongState):
		return errors.New("det går inte nu: personen har slutat, eller rollen är redan avslutad")
	}
	return err
}

// options reads what follows the action: one address, before or after the flags.
func (u userRun) options(flags *flag.FlagSet, args []string) (email string, err error) {
	flags.SetOutput(u.env.errOut)
	return oneWord(flags, args, "samsyn user "+flags.Name()+" E-POST")
}

// find is the account with the address.
func (u userRun) find(email string) (account.Account, error) {
	for _, a := range u.all.Accounts {
		if strings.EqualFold(a.Person.Email, email) {
			return a, nil
		}
	}
	return account.Account{}, fmt.Errorf("det finns inget konto med adressen %s (samsyn user list visar alla)", email)
}

// listUsers writes who there is.
func listUsers(ctx context.Context, u userRun, _ []string) error {
	for _, a := range u.all.Accounts {
		left := ""
		if a.Person.LeftOn != nil {
			left = ", slutade " + a.Person.LeftOn.Format(time.DateOnly)
		}
		fmt.Fprintf(u.env.out, "%s, %s, %s%s\n", a.Person.Email, a.Person.Name, words.Profession(ctx, a.Person.Profession), left)
		for _, m := range a.Roles {
			fmt.Fprintf(u.env.out, "    %s\n", u.roleWords(ctx, m))
		}
	}
	fmt.Fprintf(u.env.out, "%d konton\n", len(u.all.Accounts))
	return nil
}

// roleWords is a role with where and when.
func (u userRun) roleWords(ctx context.Context, m org.Membership) string {
	text := words.Role(ctx, m.Role) + " (" + string(m.Role) + ")"
	for _, g := range u.all.Groups {
		if g.ID != m.GroupID {
			continue
		}
		text += ", " + g.Code
		for _, unit := range u.all.Units[g.ID] {
			if unit.ID == m.UnitID {
				text += ", " + unit.Code
			}
		}
	}
	text += ", från " + m.From.Format(time.DateOnly)
	if m.To != nil {
		text += " till " + m.To.Format(time.DateOnly)
	}
	return text
}

// newUserPassword makes a link to choose a password with.
func newUserPassword(ctx context.Context, u userRun, args []string) error {
	email, err := u.options(flag.NewFlagSet("password", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	found, err := u.find(email)
	if err != nil {
		return err
	}
	url, err := u.room.MakeKey(ctx, userCommand, found.Person.ID, account.ResetKey)
	if err != nil {
		return err
	}
	fmt.Fprintf(u.env.out, "%s väljer ett nytt lösenord här inom en timme, och loggas då ut överallt: %s\n", found.Person.Name, url)
	return nil
}

// resetUserFactor takes away the second step of somebody who has lost it.
func resetUserFactor(ctx context.Context, u userRun, args []string) error {
	email, err := u.options(flag.NewFlagSet("factor-reset", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	found, err := u.find(email)
	if err != nil {
		return err
	}
	err = u.room.ResetSecondFactor(ctx, userCommand, found.Person.ID)
	if errors.Is(err, fault.ErrNotFound) {
		return fmt.Errorf("%s har ingen tvåstegsinloggning", found.Person.Name)
	}
	if err == nil {
		fmt.Fprintf(u.env.out, "%s loggar nu in med bara lösenordet, och är utloggad överallt.\n", found.Person.Name)
	}
	return err
}

// leaveUser ends an account.
func leaveUser(ctx context.Context, u userRun, args []string) error {
	flags := flag.NewFlagSet("leave", flag.ContinueOnError)
	text := flags.String("day", "", "den första dagen utan åtkomst, som 2026-12-31")
	email, err := u.options(flags, args)
	if err != nil {
		return err
	}
	found, err := u.find(email)
	if err != nil {
		return err
	}
	day, err := u.day(*text)
	if err != nil {
		return err
	}
	if err := u.room.Leave(ctx, userCommand, found.Person.ID, day); err != nil {
		return err
	}
	fmt.Fprintf(u.env.out, "%s kommer inte in från och med %s. Namnet står kvar i historiken.\n", found.Person.Name, day.Format(time.DateOnly))
	return nil
}

// day is the day that was written, today for none.
func (u userRun) day(text string) (time.Time, error) {
	if text == "" {
		return u.all.Today, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, fmt.Errorf("%q är inget datum. Skriv det som 2026-12-31", text)
	}
	return day, nil
}
