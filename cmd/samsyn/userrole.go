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
	"samsyn/internal/app/letter"
	"samsyn/internal/org"
)

// place is where a role is held, as it is written.
type place struct{ group, unit string }

func (p *place) flags(flags *flag.FlagSet) {
	flags.StringVar(&p.group, "group", "", "gruppens kod")
	flags.StringVar(&p.unit, "unit", "", "enhetens kod")
}

// in finds the group and the unit.
func (p place) in(all account.Directory) (group org.GroupID, unit org.UnitID, err error) {
	if p.group == "" && p.unit == "" {
		return 0, 0, nil
	}
	n := slices.IndexFunc(all.Groups, func(g org.Group) bool { return g.Code == p.group })
	if n < 0 {
		return 0, 0, fmt.Errorf("det finns ingen grupp med koden %q", p.group)
	}
	group = all.Groups[n].ID
	if p.unit == "" {
		return group, 0, nil
	}
	at := slices.IndexFunc(all.Units[group], func(u org.Unit) bool { return strings.EqualFold(u.Code, p.unit) })
	if at < 0 {
		return 0, 0, fmt.Errorf("gruppen %s har ingen enhet med koden %q", p.group, p.unit)
	}
	return group, all.Units[group][at].ID, nil
}

// inviteUser adds a person, perhaps with a role.
func inviteUser(ctx context.Context, u userRun, args []string) error {
	flags := flag.NewFlagSet("invite", flag.ContinueOnError)
	name := flags.String("name", "", "personens namn")
	profession := flags.String("profession", string(org.OtherProfession), "physician, nurse eller other")
	role := flags.String("role", "", "den första rollen: "+roleNames())
	var at place
	at.flags(flags)
	email, err := u.options(flags, args)
	if err != nil {
		return err
	}
	group, unit, err := at.in(u.all)
	if err != nil {
		return err
	}
	n := account.NewAccount{Person: org.Person{Name: *name, Email: email, Profession: org.Profession(*profession)}}
	if *role != "" {
		n.Role = &account.RoleGrant{Role: org.Role(*role), GroupID: group, UnitID: unit, From: u.all.Today}
	}
	created, err := u.room.CreateAccount(ctx, userCommand, n)
	if err != nil {
		return err
	}
	fmt.Fprintf(u.env.out, "%s har fått ett konto, och väljer sitt lösenord här: %s\n", *name, letter.URL(u.env.config.BaseURL, created.Key.Path))
	if *role == "" {
		fmt.Fprintln(u.env.out, "Utan roll går det inte att logga in: samsyn user role "+email+" --give ROLL.")
	}
	return nil
}

func roleNames() string {
	var names []string
	for _, r := range org.Roles() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

// changeUserRole gives a role or ends one.
func changeUserRole(ctx context.Context, u userRun, args []string) error {
	flags := flag.NewFlagSet("role", flag.ContinueOnError)
	give := flags.String("give", "", "rollen som ges: "+roleNames())
	end := flags.String("end", "", "rollen som avslutas")
	from := flags.String("from", "", "första dagen; annars i dag")
	to := flags.String("to", "", "sista dagen; annars tills vidare, och för --end i dag")
	var at place
	at.flags(flags)
	email, err := u.options(flags, args)
	if err != nil {
		return err
	}
	if (*give == "") == (*end == "") {
		return errors.New("skriv --give ROLL eller --end ROLL")
	}
	found, err := u.find(email)
	if err != nil {
		return err
	}
	group, unit, err := at.in(u.all)
	if err != nil {
		return err
	}
	if *end != "" {
		return u.endRole(ctx, found, org.Membership{Role: org.Role(*end), GroupID: group, UnitID: unit}, *to)
	}
	grant := account.RoleGrant{Role: org.Role(*give), GroupID: group, UnitID: unit}
	if grant.From, err = u.day(*from); err != nil {
		return err
	}
	if *to != "" {
		last, err := u.day(*to)
		if err != nil {
			return err
		}
		grant.To = &last
	}
	if err := u.room.GiveRole(ctx, userCommand, found.Person.ID, grant); err != nil {
		return err
	}
	fmt.Fprintf(u.env.out, "%s har fått rollen: %s\n", found.Person.Name,
		u.roleWords(ctx, org.Membership{Role: grant.Role, GroupID: group, UnitID: unit, From: grant.From, To: grant.To}))
	return nil
}

// endRole ends the role that is held.
func (u userRun) endRole(ctx context.Context, of account.Account, role org.Membership, to string) error {
	last, err := u.day(to)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(of.Roles, func(m org.Membership) bool {
		return m.Role == role.Role && m.GroupID == role.GroupID && m.UnitID == role.UnitID && (m.To == nil || m.To.After(last))
	})
	if n < 0 {
		return fmt.Errorf("%s har ingen sådan roll att avsluta (samsyn user list visar alla; ange --group och --unit)", of.Person.Name)
	}
	if err := u.room.EndRole(ctx, userCommand, of.Roles[n], last); err != nil {
		return err
	}
	fmt.Fprintf(u.env.out, "%s har rollen till och med %s.\n", of.Person.Name, last.Format(time.DateOnly))
	return nil
}
