package improve

import (
	"context"
	"net/url"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// addTeamPeople adds the units with their local teams, the expert group and those asked in.
func addTeamPeople(ctx context.Context, visitor page.Visitor, p improve.TeamPage, lead bool, v *view.TeamView) {
	path := teamURL(p.ID)
	for _, u := range p.Units {
		unit := view.TeamUnitView{Name: u.Name, Code: number(u.UnitID), Open: u.Open(), Opened: i18n.T(ctx, "Inte öppna")}
		if u.Open() {
			unit.Opened = i18n.T(ctx, "Öppna sedan %s, enligt %s", i18n.LongDate(ctx, *u.OpenedAt), u.OpenedBy)
		}
		if p.State.Open() && visitor.May(org.TakeStand, u.UnitID) {
			unit.OpenURL = path + "/oppenhet"
		}
		if p.State.Open() && mayWriteUnit(visitor, u.UnitID) {
			unit.NewURL = path + "/personer/ny?enhet=" + url.QueryEscape(u.Code)
		}
		for _, m := range p.Members {
			if m.UnitID == u.UnitID && m.Kind == improvement.LocalMember {
				unit.Local = append(unit.Local, teamMember(ctx, p, m, p.State.Open() && (lead || mayWriteUnit(visitor, u.UnitID))))
			}
		}
		v.Units = append(v.Units, unit)
	}
	for _, m := range p.Members {
		switch m.Kind {
		case improvement.ExpertMember:
			v.Experts = append(v.Experts, teamMember(ctx, p, m, lead))
		case improvement.InvitedMember:
			v.Invited = append(v.Invited, teamMember(ctx, p, m, lead))
		}
	}
	v.Proposed = proposedExperts(p.ID, p.Proposed)
	if p.State.Open() && p.Inside {
		for _, g := range improvement.ExpertGaps(p.Members) {
			v.ExpertGaps = append(v.ExpertGaps, words.ExpertGap(ctx, g))
		}
	}
}

// teamMember is somebody who takes part, in words.
func teamMember(ctx context.Context, p improve.TeamPage, m improvement.TeamMember, may bool) view.TeamMemberView {
	v := view.TeamMemberView{Name: m.Name, Email: m.Email, About: joined(", ", words.Competence(ctx, m.Competence), m.Profession, m.Organisation)}
	if may {
		v.EditURL = teamURL(p.ID) + "/personer/" + number(m.ID)
	}
	return v
}

// addTeamWork adds the seminars, with days to plan them on, and the actions.
func addTeamWork(ctx context.Context, visitor page.Visitor, p improve.TeamPage, v *view.TeamView) {
	var planned []time.Time
	for _, m := range p.Seminars {
		if m.State == improvement.MeetingCancelled {
			continue
		}
		planned = append(planned, m.StartsAt)
		s := view.TeamSeminar{Title: m.Title, When: words.MeetingTime(ctx, m), Place: m.Place}
		if visitor.May(org.Discuss, 0) || m.Published() && visitor.May(org.ViewWork, 0) {
			s.URL = "/gruppen/moten/" + page.Digits(m.ID)
		}
		v.Seminars = append(v.Seminars, s)
	}
	if p.State.Open() && visitor.May(org.ManageMeetings, 0) {
		for _, day := range p.SeminarsToPlan(p.Today, planned) {
			q := url.Values{"team": {number(p.ID)}, "dag": {i18n.Date(ctx, day)}}
			v.Suggested = append(v.Suggested, ui.Link{Text: i18n.LongDate(ctx, day), URL: "/gruppen/moten/nytt?" + q.Encode()})
		}
	}
	for _, a := range p.Actions {
		v.Actions = append(v.Actions, actionRow(ctx, a, p.Today))
	}
	if p.State.Open() && p.Inside && visitor.MayAtAny(org.EditActions, asUnits(p.Units)) || p.State.Open() && visitor.May(org.EditActions, 0) {
		v.NewActionURL = page.NewAction{Programme: string(improvement.TeamProgramme), ProgrammeID: int64(p.ID)}.URL()
	}
}

// asUnits are the team's units by their ids alone.
func asUnits(list []improvement.TeamUnit) []org.Unit {
	units := make([]org.Unit, len(list))
	for n, u := range list {
		units[n] = org.Unit{ID: u.UnitID, Code: u.Code, ShortName: u.Name}
	}
	return units
}
