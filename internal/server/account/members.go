package account

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

const membersURL = "/gruppen/personer"

// ShowMembers shows who has a role in the group.
func (h *Handlers) ShowMembers(w http.ResponseWriter, r *http.Request) error {
	return h.showMembers(w, r, page.NewForm(url.Values{"profession": {string(org.Physician)}}))
}

func (h *Handlers) showMembers(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	m, err := h.room.Members(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newMembersView(ctx, form, visitor, m)
	v.How = h.howInvited(ctx)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.Members(v)})
}

// InviteMember gives somebody a role in the group, with an account and an invitation when
// there is none.
func (h *Handlers) InviteMember(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	i := account.Invitation{
		Person: org.Person{Email: form.Text("email", maxTyped), Name: form.Text("person", maxTyped), Profession: org.Profession(form.Value("profession"))},
		Grant: account.RoleGrant{Role: org.Role(form.Value("role")), GroupID: visitor.Group.ID, UnitID: org.UnitID(form.ID("unit")), From: visitor.Today(),
			To: form.Date("to"), Represents: form.Text("represents", maxTyped)},
	}
	var invited account.Invited
	if err = form.Err(); err == nil {
		invited, err = h.room.InviteMember(ctx, visitor.Actor, i)
	}
	if form.Rejected(err) {
		return h.showMembers(w, r, form)
	}
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "%s är med i gruppen.", invited.Person.Name)
	if invited.Key != (account.KeySent{}) {
		done = i18n.T(ctx, "%s är med i gruppen och har fått ett konto.", invited.Person.Name)
	}
	return h.showKeySent(w, r, keySent{sent: invited.Key, person: invited.Person, done: done, url: membersURL,
		trail: append(membersTrail(ctx, visitor.Group), ui.Link{Text: i18n.T(ctx, "Personer"), URL: membersURL})})
}

// EndMember makes a day the last of a role in the group.
func (h *Handlers) EndMember(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := strconv.ParseInt(chi.URLParam(r, "membership"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	role := org.Membership{ID: org.MembershipID(id), GroupID: visitor.Group.ID}
	field := lastField(role.ID)
	last := form.Date(field)
	if last == nil && form.Err() == nil {
		form.Problem(field, "required")
	}
	if err = form.Err(); err == nil {
		err = page.AtField(h.room.EndMember(ctx, visitor.Actor, role, *last), field)
	}
	if form.Rejected(err) {
		return h.showMembers(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, membersURL, page.Done(i18n.T(ctx, "Rollen är avslutad.")))
}

// membersTrail leads back to the steps that a new group is set up by.
func membersTrail(ctx context.Context, g org.Group) []ui.Link {
	return []ui.Link{{Text: g.Name, URL: "/gruppen"}, {Text: i18n.T(ctx, "Steg för steg"), URL: guideURL}}
}

func newMembersView(ctx context.Context, form *page.Form, visitor page.Visitor, m account.Members) view.MembersView {
	v := view.MembersView{
		Heading: ui.PageHeadingProps{Trail: membersTrail(ctx, visitor.Group), Title: i18n.T(ctx, "Personer"),
			Lead: i18n.T(ctx, "Vilka som är med i gruppen, och vad de gör där.")},
		Form: ui.FormState{Action: membersURL, Problems: form.Summary(ctx)},
		Email: ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Type: "email", Value: form.Value("email"), Error: form.Error(ctx, "email"),
			Autocomplete: "off", Required: true},
		Person: ui.FieldProps{Name: "person", Label: i18n.T(ctx, "Namn"), Value: form.Value("person"), Error: form.Error(ctx, "person"), MaxLength: 200,
			Description: i18n.T(ctx, "Behövs bara om personen inte har ett konto."), Autocomplete: "off"},
		Profession: ui.ChoiceGroupProps{Name: "profession", Legend: i18n.T(ctx, "Yrke"), Chosen: form.Values("profession"), Error: form.Error(ctx, "profession"), Inline: true,
			Options: professions(ctx)},
		Role: ui.SelectProps{Name: "role", Label: i18n.T(ctx, "Roll"), Value: form.Value("role"), Error: form.Error(ctx, "role"), Empty: i18n.T(ctx, "Välj roll")},
		Unit: ui.SelectProps{Name: "unit", Label: i18n.T(ctx, "Enhet"), Value: form.Value("unit"), Error: form.Error(ctx, "unit"), Empty: i18n.T(ctx, "Hela gruppen"),
			Description: i18n.T(ctx, "Väljs för dem som lämnar in för en enhet, och för verksamhetschefer.")},
	}
	v.Represents = representsField(ctx, form)
	v.To = ui.FieldProps{Name: "to", Label: i18n.T(ctx, "Till och med"), Type: "date", Value: form.Value("to"), Error: form.Error(ctx, "to"), Optional: true,
		Description: i18n.T(ctx, "För en roll på tid. Lämna tomt så gäller den tills vidare.")}
	v.HandOver = ui.Link{Text: i18n.T(ctx, "Lämna över som sammanställande"), URL: handingOverURL}
	v.Left = leftRows(ctx, m.Left)
	if m.Outsider != nil {
		v.Outsider = i18n.T(ctx, "%s är sammanställande men inte medlem. Ge en roll vid en enhet, som ordförande eller som processtöd, eller lämna över.", m.Outsider.Name)
	}
	for _, c := range m.Composition {
		if lacks := words.Shortages(ctx, c, m.Limits); len(lacks) > 0 {
			v.Lacking = append(v.Lacking, view.LackingUnit{Unit: c.Unit.ShortName, Lacks: lacks})
		}
	}
	for _, role := range account.GivenRoles() {
		v.Role.Options = append(v.Role.Options, ui.Option{Value: string(role), Label: words.Role(ctx, role)})
	}
	for _, member := range m.List {
		row := newMemberRow(ctx, form, member, m)
		if member.Invited != nil {
			row.Invited = invitedWords(ctx, *member.Invited, visitor)
			row.InviteURL = membersURL + "/" + strconv.FormatInt(int64(member.ID), 10) + "/inbjudan"
		}
		v.Members = append(v.Members, row)
	}
	for _, u := range m.Units {
		v.Unit.Options = append(v.Unit.Options, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Label: u.ShortName})
	}
	return v
}

func newMemberRow(ctx context.Context, form *page.Form, member account.GroupMember, m account.Members) view.MemberRow {
	id, field := strconv.FormatInt(int64(member.ID), 10), lastField(member.ID)
	row := view.MemberRow{ID: "roll-" + id, Name: member.Person.Name, Text: words.RoleFor(ctx, member.Role, member.Represents)}
	for _, u := range m.Units {
		if u.ID == member.UnitID {
			row.Text += ", " + u.ShortName
		}
	}
	row.Text += ", " + member.Person.Email
	switch {
	case member.To != nil:
		row.Text += ", " + i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *member.To))
	case member.From.After(m.Today):
		row.Text += ", " + i18n.T(ctx, "från %s", i18n.LongDate(ctx, member.From))
	}
	if !member.CanEnd {
		return row
	}
	row.EndURL = membersURL + "/" + id + "/avsluta"
	row.Last = ui.FieldProps{Name: field, Label: i18n.T(ctx, "Sista dag"), Type: "date", Value: typedOr(form, field, i18n.Date(ctx, m.Today)), Error: form.Error(ctx, field)}
	return row
}
