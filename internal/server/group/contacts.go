package group

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const contactsURL = "/gruppen/kontakter"

// ShowContacts shows whom the group's members ask about what.
func (h *Handlers) ShowContacts(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := h.room.Contacts(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newContactsView(ctx, visitor, c)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Contacts(v)})
}

func newContactsView(ctx context.Context, visitor page.Visitor, c group.Contacts) view.ContactsView {
	v := view.ContactsView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: c.Group.Name, URL: groupURL}}, Title: i18n.T(ctx, "Kontakter"),
			Lead: i18n.T(ctx, "Vem man frågar om vad, i gruppen och hemma på enheten.")},
		Own: ui.Link{Text: i18n.T(ctx, "Ändra hur man når dig"), URL: "/konto#kontakt"},
	}
	for _, q := range questions(ctx, c) {
		if len(q.People) > 0 {
			v.Questions = append(v.Questions, q)
		}
	}
	own := visitor.Actor.Units(c.Group.ID)
	for _, mine := range []bool{true, false} {
		for _, u := range c.Units {
			if contains(own, u.ID) == mine {
				v.Places = append(v.Places, view.ContactPlace{ID: unitID(u), Name: u.Name, People: contactRows(ctx, c, u.ID)})
			}
		}
	}
	return v
}

func contains(units []org.UnitID, id org.UnitID) bool {
	for _, u := range units {
		if u == id {
			return true
		}
	}
	return false
}

// questions is what there is to ask, and whom.
func questions(ctx context.Context, c group.Contacts) []view.ContactQuestion {
	holding := func(roles ...org.Role) []view.ContactRow {
		var rows []view.ContactRow
		for _, role := range roles {
			for _, m := range c.Members {
				if m.Role == role {
					rows = append(rows, contactRow(ctx, c, m))
				}
			}
		}
		return rows
	}
	list := []view.ContactQuestion{
		{About: i18n.T(ctx, "Siffror, sista dagar, mål och årsrapport"), People: holding(org.Convener)},
		{About: i18n.T(ctx, "Uppdraget, besluten och vägen vidare"), People: holding(org.Chair)},
		{About: i18n.T(ctx, "Årshjul, möten, påminnelser och stöd i förbättringsarbetet"), People: holding(org.ProcessSupport)},
	}
	accounts := view.ContactQuestion{About: i18n.T(ctx, "Konto, inloggning och behörighet")}
	for _, p := range c.Administrators {
		accounts.People = append(accounts.People, reached(c, p, words.Role(ctx, org.Administrator)))
	}
	return append(list, accounts)
}

// contactRows are those with a role at the unit, each once with all roles.
func contactRows(ctx context.Context, c group.Contacts, unit org.UnitID) []view.ContactRow {
	var rows []view.ContactRow
	at := map[org.PersonID]int{}
	for _, m := range c.Members {
		if m.UnitID != unit {
			continue
		}
		row := contactRow(ctx, c, m)
		if n, seen := at[m.Person.ID]; seen {
			rows[n].Role += ", " + strings.ToLower(row.Role)
			continue
		}
		at[m.Person.ID] = len(rows)
		rows = append(rows, row)
	}
	return rows
}

func contactRow(ctx context.Context, c group.Contacts, m group.Member) view.ContactRow {
	role := words.Role(ctx, m.Role)
	if m.To != nil {
		role += ", " + i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *m.To))
	}
	return reached(c, m.Person, role)
}

func reached(c group.Contacts, p org.Person, role string) view.ContactRow {
	r := c.Reached[p.ID]
	return view.ContactRow{Name: p.Name, Role: role, Email: p.Email, Phone: r.Phone, About: r.About,
		PhoneURL: "tel:" + strings.Map(dialled, r.Phone)}
}

// dialled is what of a written telephone number is dialled.
func dialled(r rune) rune {
	if r >= '0' && r <= '9' || r == '+' {
		return r
	}
	return -1
}
