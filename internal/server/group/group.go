// Package group is the pages about the group itself. It turns requests into calls
// of the use cases and their answers into views; it must not know SQL or who may
// do what.
package group

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/document"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// Handlers are the group room's handlers.
type Handlers struct {
	room *group.Room
	// press makes PDF, if the program for it is there.
	press *document.Press
	// mail says whether somebody sends the letters that are queued.
	mail bool
}

// New gives the handlers of the use cases.
func New(room *group.Room) *Handlers { return &Handlers{room: room} }

// WithPDF gives the handlers with what makes PDF, nil for nothing.
func (h *Handlers) WithPDF(press *document.Press) *Handlers {
	with := *h
	with.press = press
	return &with
}

// WithMail gives the handlers with whether somebody sends the letters that are queued.
func (h *Handlers) WithMail(on bool) *Handlers {
	with := *h
	with.mail = on
	return &with
}

// The addresses of the room.
const (
	groupURL   = "/gruppen"
	logURL     = "/gruppen/logg"
	logFileURL = "/gruppen/logg.csv"
)

// ShowGroup shows who belongs to the group, its days and its rules.
func (h *Handlers) ShowGroup(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.Page(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newGroupView(ctx, visitor, p)
	v.Ways, v.Care, v.Tabs = ways(ctx, visitor, p.Units), careWays(ctx, visitor), tabs(ctx, visitor, groupURL)
	if visitor.May(org.ViewWork, 0) {
		composition := newCompositionView(ctx, p)
		v.Composition = &composition
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Name, Content: view.Group(v)})
}

// ways is where the visitor can go from the group's page.
func ways(ctx context.Context, visitor page.Visitor, units []org.Unit) []ui.Link {
	var links []ui.Link
	if visitor.MayAtAny(org.AppointDeputy, units) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Ersättare"), URL: deputiesURL})
	}
	if visitor.May(org.Discuss, 0) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Kontakter"), URL: contactsURL}, ui.Link{Text: i18n.T(ctx, "Överenskommelse"), URL: agreementURL},
			ui.Link{Text: i18n.T(ctx, "Ny i gruppen"), URL: "/gruppen/ny-har"})
	}
	return links
}

// careWays lead to where the group is cared for; none for those who do not.
func careWays(ctx context.Context, visitor page.Visitor) []ui.Way {
	var care []ui.Way
	if visitor.May(org.EditGroup, 0) {
		care = append(care,
			ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Personer"), URL: "/gruppen/personer"}, Text: i18n.T(ctx, "Lägg till någon, avsluta en roll eller lämna över.")},
			ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Inställningar"), URL: settingsURL}, Text: i18n.T(ctx, "Gruppens regler och sista dagar.")},
			ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Steg för steg"), URL: guideURL}, Text: i18n.T(ctx, "Allt som behövs för att gruppen ska komma igång.")})
	}
	if visitor.May(org.ApproveFigures, 0) {
		care = append(care, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Logg"), URL: logURL}, Text: i18n.T(ctx, "Vem som har ändrat eller läst vad.")})
	}
	return care
}

func newGroupView(ctx context.Context, visitor page.Visitor, p group.Page) view.GroupView {
	v := view.GroupView{Name: p.Group.Name, Lead: p.Group.HealthcareRegionName, Days: days(ctx, p), Reasons: p.Reasons,
		Rules: rules(ctx, p.Group), Facts: about(ctx, p)}
	if p.Group.BodyName != "" {
		v.Body = i18n.T(ctx, "Materialet lämnas till %s.", p.Group.BodyName)
	}
	v.Group = members(ctx, p, 0)
	for n, u := range p.Units {
		card := view.ClinicCard{ID: unitID(u), Name: u.Name,
			Place: u.HospitalName + ", " + u.RegionName, Members: members(ctx, p, u.ID)}
		if visitor.May(org.ViewUnitEntries, u.ID) {
			card.HandoverURL = "/inrapportering/" + u.Code + "/overlamning"
		}
		if visitor.May(org.ViewWork, 0) {
			card.Lacks = words.Shortages(ctx, p.Composition[n], p.Limits)
		}
		card.Care = words.CareLevel(ctx, u.CareLevel) + " · " + words.Participation(ctx, u.Participation)
		if u.Description != "" {
			card.Facts = []ui.Definition{
				{Term: i18n.T(ctx, "Känt om enheten"), Text: u.Description},
				{Term: i18n.T(ctx, "Källa"), Text: u.Source},
			}
		}
		v.Clinics = append(v.Clinics, card)
	}
	return v
}

// about is what the group is and has been called, and for how long it is there.
func about(ctx context.Context, p group.Page) []ui.Definition {
	facts := []ui.Definition{{Term: i18n.T(ctx, "Uppdraget gäller"), Text: taskTime(ctx, p.Names)},
		{Term: i18n.T(ctx, "Motsvarande nationellt programområde"), Text: p.Names.NationalArea}}
	for _, f := range p.Former {
		text := f.Name
		if years := formerYears(ctx, f); years != "" {
			text += ", " + years
		}
		facts = append(facts, ui.Definition{Term: i18n.T(ctx, "Tidigare namn"), Text: text})
	}
	return slices.DeleteFunc(facts, func(d ui.Definition) bool { return d.Text == "" })
}

// unitID is the address of a unit within the page.
func unitID(u org.Unit) string { return "enhet-" + strings.ToLower(u.Code) }

// members is those with a role at the unit, or for zero in the whole group.
func members(ctx context.Context, p group.Page, unit org.UnitID) []view.MemberRow {
	var rows []view.MemberRow
	for _, m := range p.Members {
		if m.UnitID != unit {
			continue
		}
		row := view.MemberRow{Name: m.Person.Name, Role: words.RoleFor(ctx, m.Role, m.Represents), Email: m.Person.Email,
			Profession: words.Profession(ctx, m.Person.Profession)}
		if m.To != nil {
			row.Until = i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *m.To))
		}
		rows = append(rows, row)
	}
	return rows
}

func days(ctx context.Context, p group.Page) []string {
	return []string{
		i18n.T(ctx, "Siffrorna för %s lämnas in senast %s.", words.Period(ctx, p.NextPeriod), i18n.LongDate(ctx, p.NextDue)),
		i18n.T(ctx, "Materialet till årsrapporten om %s lämnas senast %s.", strconv.Itoa(p.ReportYear), i18n.LongDate(ctx, p.ReportDue)),
	}
}

// rules is what the group has decided for itself, in words.
func rules(ctx context.Context, g org.Group) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Inrapportering"), Text: words.ReportingLength(ctx, g.CollectionMonths) + i18n.N(ctx,
			", senast en dag efter periodens slut", ", senast %d dagar efter periodens slut", g.DueDays)},
		{Term: i18n.T(ctx, "Få barn döljs"), Text: i18n.T(ctx,
			"Läsare utanför gruppen ser inte siffror om färre än %d barn.", g.MaskingThreshold)},
		{Term: i18n.T(ctx, "Få barn märks ut"), Text: i18n.T(ctx,
			"Värden som bygger på färre än %d barn får märket ”få barn”.", g.ReliabilityLimit)},
	}
}
