package account

import (
	"context"
	"strconv"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// maxTyped bounds what is read from a field; the use case has the real limits.
const maxTyped = 1000

func readPerson(form *page.Form) org.Person {
	return org.Person{
		Name:       form.Text("name", maxTyped),
		Email:      form.Text("email", maxTyped),
		Profession: org.Profession(form.Value("profession")),
	}
}

func newPersonForm(ctx context.Context, form *page.Form) view.PersonForm {
	return view.PersonForm{Name: form.Value("name"), Email: form.Value("email"), Profession: form.Value("profession"),
		Professions: professions(ctx)}
}

// professions are those to choose among.
func professions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, p := range []org.Profession{org.Physician, org.Nurse, org.OtherProfession} {
		options = append(options, ui.Option{Value: string(p), Label: words.Profession(ctx, p)})
	}
	return options
}

// readGrant reads the role to give; from today when no day is typed.
func readGrant(form *page.Form, visitor page.Visitor) account.RoleGrant {
	g := account.RoleGrant{
		Role:    org.Role(form.Value("role")),
		GroupID: org.GroupID(form.ID("group")),
		UnitID:  org.UnitID(form.ID("unit")),
		From:    visitor.Today(),
		To:      form.Date("to"),

		Represents: form.Text("represents", maxTyped),
	}
	if from := form.Date("from"); from != nil {
		g.From = *from
	}
	return g
}

func newRoleForm(ctx context.Context, form *page.Form, d account.Directory) view.RoleForm {
	f := view.RoleForm{
		Role: form.Value("role"), Group: form.Value("group"), Unit: form.Value("unit"),
		From: form.Value("from"), To: form.Value("to"), Represents: representsField(ctx, form),
	}
	if !form.Has("role") { // not typed in yet
		f.From = i18n.Date(ctx, d.Today)
		if len(d.Groups) == 1 {
			f.Group = strconv.FormatInt(int64(d.Groups[0].ID), 10)
		}
	}
	for _, role := range org.Roles() {
		f.Roles = append(f.Roles, ui.Option{Value: string(role), Label: words.Role(ctx, role)})
	}
	for _, g := range d.Groups {
		f.Groups = append(f.Groups, ui.Option{Value: strconv.FormatInt(int64(g.ID), 10), Label: g.Name})
		for _, u := range d.Units[g.ID] {
			label := u.ShortName
			if len(d.Groups) > 1 {
				label += " (" + g.Name + ")"
			}
			f.Units = append(f.Units, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Label: label})
		}
	}
	return f
}

// representsField asks for whom a reader outside the group reads.
func representsField(ctx context.Context, form *page.Form) ui.FieldProps {
	return ui.FieldProps{Name: "represents", Label: i18n.T(ctx, "Läser för"), Value: form.Value("represents"), Error: form.Error(ctx, "represents"), MaxLength: 200, Optional: true,
		Description: i18n.T(ctx, "För läsare utanför gruppen: vem de läser för, till exempel regionens ledning eller det nationella programområdet.")}
}

// where is the unit and the group that a role is held in, in words.
func where(ctx context.Context, m org.Membership, d account.Directory) string {
	place := ""
	for _, u := range d.Units[m.GroupID] {
		if u.ID == m.UnitID {
			place = u.ShortName
		}
	}
	for _, g := range d.Groups {
		switch {
		case g.ID != m.GroupID:
		case place == "":
			return g.Name
		default:
			return place + ", " + g.Name
		}
	}
	return i18n.T(ctx, "Hela systemet")
}
