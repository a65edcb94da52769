package account

import (
	"context"
	"fmt"

	"samsyn/internal/app/account"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// roleNotes are what the visitor should know of the roles in the group.
func roleNotes(ctx context.Context, visitor page.Visitor, roles account.StartRoles) []ui.Way {
	var notes []ui.Way
	if i := roles.Introduction; i != nil {
		notes = append(notes, ui.Way{Text: i18n.T(ctx, "Ny i gruppen? %d av %d steg är klara.", i.Done, i.Of),
			Link: ui.Link{Text: i18n.T(ctx, "Kom in i gruppens arbete"), URL: introductionURL}})
	}
	if h := roles.Coming; h != nil {
		text := i18n.T(ctx, "Du är sammanställande från och med %s.", i18n.LongDate(ctx, h.First))
		if h.To != visitor.Actor.Person.ID {
			text = i18n.T(ctx, "%s tar över som sammanställande %s.", h.ToName, i18n.LongDate(ctx, h.First))
		}
		notes = append(notes, ui.Way{Text: text, Link: ui.Link{Text: i18n.T(ctx, "Se överlämningen"), URL: handingOverURL}})
	}
	for _, m := range roles.Ending {
		notes = append(notes, ui.Way{Text: i18n.T(ctx, "Din roll som %s slutar %s.", words.RoleWithin(ctx, m.Role), i18n.LongDate(ctx, *m.To)),
			Link: ui.Link{Text: i18n.T(ctx, "Se dina roller"), URL: "/konto"}})
	}
	if n := roles.LeftOpen; n > 0 {
		notes = append(notes, ui.Way{Text: i18n.N(ctx, "En sak ligger hos någon som inte längre är med.", "%d saker ligger hos någon som inte längre är med.", n),
			Link: ui.Link{Text: i18n.T(ctx, "Se vad"), URL: membersURL + "#kvar"}})
	}
	return notes
}

// publishedWays lead to the group's published reports, for those who read nothing else; nil
// for everybody else.
func publishedWays(ctx context.Context, visitor page.Visitor, roles account.StartRoles) *view.PublishedReports {
	if visitor.Group.ID == 0 || visitor.May(org.ViewReport, 0) {
		return nil
	}
	p := &view.PublishedReports{}
	for _, m := range visitor.Actor.Memberships {
		if m.GroupID == visitor.Group.ID && m.Represents != "" {
			p.For = i18n.T(ctx, "Du läser för %s.", m.Represents)
		}
	}
	for _, e := range roles.Published {
		p.List = append(p.List, ui.TaskProps{Title: i18n.T(ctx, "Årsrapport %s", edition.Name(e.Year, e.Number)),
			URL:  fmt.Sprintf("/publicerat/%s/%d/%d", visitor.Group.Code, e.Year, e.Number),
			Text: i18n.T(ctx, "Publicerad %s.", i18n.LongDate(ctx, e.PublishedAt.In(i18n.Location())))})
	}
	return p
}
