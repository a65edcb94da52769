package improve

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowPathway is one introduction with all that belongs to it.
func (h *Handlers) ShowPathway(w http.ResponseWriter, r *http.Request) error {
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: p.Title, Content: view.Pathway(newPathwayView(r.Context(), page.VisitorOf(r), p))})
}

// pathwayRef names the introduction that the address does.
func pathwayRef(r *http.Request) (improve.PathwayRef, error) {
	id, err := page.ID(r, "pathway")
	return improve.PathwayRef{GroupID: page.VisitorOf(r).Group.ID, ID: improvement.PathwayID(id)}, err
}

// pathway reads the introduction that the address names.
func (h *Handlers) pathway(r *http.Request) (improve.PathwayPage, error) {
	ref, err := pathwayRef(r)
	if err != nil {
		return improve.PathwayPage{}, err
	}
	return h.room.Pathway(r.Context(), page.VisitorOf(r).Actor, ref)
}

// pathwayTrail leads from the room to an introduction's own pages.
func pathwayTrail(ctx context.Context, p improve.PathwayPage) []ui.Link {
	return []ui.Link{{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}, {Text: p.Title, URL: pathwayURL(p.ID)}}
}

func newPathwayView(ctx context.Context, visitor page.Visitor, p improve.PathwayPage) view.PathwayView {
	at := pathwayURL(p.ID)
	running := p.State == improvement.PathwayRunning
	v := view.PathwayView{Heading: ui.PageHeadingProps{Title: p.Title, Lead: p.Aim, Trail: []ui.Link{{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}}},
		State: pathwayBadge(ctx, p.PathwayIntroduction, p.Phases, p.Today), SummaryURL: at + "/sammanfattning", Facts: pathwayFacts(ctx, p),
		Team: coreTeamView(ctx, p), Units: pathwayUnitsView(ctx, visitor, p), Activities: activitiesView(ctx, visitor, p), Checks: checksView(ctx, visitor, p),
		EvaluateURL: at + "/utvardering", Evaluate: evaluateLead(ctx, p), Last: changed(ctx, p.Last), Talk: looks.Talk(ctx, p.Talk, visitor.Now)}
	if !running {
		v.LeftOpen = leftOpen(ctx, visitor, p)
	}
	if now := p.Phases.Current(); running && now != nil && now.Late(p.Today) {
		v.Warnings = append(v.Warnings, i18n.T(ctx, "Fasen %s skulle ha slutat %s. Stäng den, eller flytta slutet.", now.Name, i18n.LongDate(ctx, now.End)))
	}
	for _, phase := range p.Phases {
		state := phaseState(p.PathwayIntroduction, p.Phases, phase, p.Today)
		v.Steps = append(v.Steps, phaseStep(ctx, phase, state))
		v.Phases = append(v.Phases, phaseCard(ctx, p, phase, state))
	}
	for _, g := range p.PatientGroups {
		shown := view.VisionView{Name: g.Name, Vision: g.Vision}
		if p.Rights.Work && running {
			shown.EditURL = at + "/malbilder/" + page.Digits(g.ID)
		}
		v.Visions = append(v.Visions, shown)
	}
	if p.Rights.Inside {
		v.Gaps = pathwayGapsView(ctx, visitor, p)
	}
	v.Packages = packagesView(ctx, visitor, p.Packages, url.Values{"inforande": {number(p.ID)}})
	if p.Economics.Written() {
		v.Economics.Parts = economicsTexts(ctx, p.Economics)
	}
	if p.Rights.Work {
		v.Economics.EditURL = at + "/halsoekonomi"
		if running {
			v.NewVisionURL = at + "/malbilder/ny"
		}
	}
	if p.Rights.Lead {
		v.EditURL, v.Team.EditURL = at+"/andra", at+"/karntrupp"
		v.End.EndURL, v.End.ReopenURL, v.End.Version = at+"/avsluta", "", strconv.Itoa(p.Version)
		if !running {
			v.End.EndURL, v.End.ReopenURL = "", at+"/oppna"
		}
	}
	v.End.Parts = endTexts(ctx, p)
	for _, m := range p.Moves {
		v.Moves = append(v.Moves, moveWords(ctx, p, m))
	}
	if visitor.May(org.ApproveFigures, 0) {
		v.LogURL = "/gruppen/logg?nr=" + page.Digits(p.ID) + "&sak=pathway_introduction"
	}
	return v
}

// pathwayFacts are what there is to know of an introduction.
func pathwayFacts(ctx context.Context, p improve.PathwayPage) []view.Fact {
	list := []view.Fact{{Term: i18n.T(ctx, "Tid"), Links: []ui.Link{{Text: pathwaySpan(ctx, p.PathwayIntroduction, p.Phases)}}}}
	if p.LeadName != "" {
		list = append(list, view.Fact{Term: i18n.T(ctx, "Leds av"), Links: []ui.Link{{Text: p.LeadName}}})
	}
	if p.Source != "" {
		list = append(list, view.Fact{Term: i18n.T(ctx, "Underlag"), Links: []ui.Link{{Text: p.Source}}})
	}
	var measures []ui.Link
	for _, m := range p.Followed {
		link := ui.Link{Text: m.Definition.Name, URL: measureURL(m.Code)}
		if !p.Rights.Results {
			link.URL = ""
		}
		measures = append(measures, link)
	}
	if len(measures) > 0 {
		list = append(list, view.Fact{Term: i18n.T(ctx, "Följs med"), Links: measures})
	}
	return list
}

func phaseStep(ctx context.Context, p improvement.PathwayPhase, state phaseStanding) ui.Step {
	s := ui.Step{Text: p.Name, Detail: i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, p.End)), State: ui.StepNext}
	switch state {
	case phasePast:
		s.State, s.Detail = ui.StepDone, i18n.T(ctx, "stängd %s", i18n.LongDate(ctx, *p.ClosedOn))
	case phaseNow, phaseLate:
		s.State = ui.StepCurrent
	case phaseCut:
		s.Detail = i18n.T(ctx, "avbröts")
	case phaseNever:
		s.Detail = i18n.T(ctx, "började aldrig")
	}
	return s
}

func phaseCard(ctx context.Context, p improve.PathwayPage, phase improvement.PathwayPhase, state phaseStanding) view.PhaseCard {
	done := func(kind improvement.ItemKind) (done, all int) {
		items := phase.Of(kind)
		for _, i := range items {
			if i.DoneOn != nil {
				done++
			}
		}
		return done, len(items)
	}
	c := view.PhaseCard{Name: phase.Name, URL: phaseURL(p.ID, phase.Number), Dates: phaseSpan(ctx, p.PathwayIntroduction, phase), State: phaseBadge(ctx, phase, state)}
	if d, began := p.PhaseLasted(phase); began && d == phase.Dates {
		c.Length = words.Length(ctx, phase.Length)
	}
	n, all := done(improvement.DoneCriterion)
	c.Criteria = i18n.T(ctx, "%d av %d klarkriterier", n, all)
	if n, all = done(improvement.CheckItem); all > 0 {
		c.Checks = i18n.T(ctx, "%d av %d på checklistan", n, all)
	}
	if phase.CloseReason != "" {
		c.Reason = i18n.T(ctx, "Stängdes ändå: %s", phase.CloseReason)
	}
	return c
}

// moveWords is how the days were moved, in words.
func moveWords(ctx context.Context, p improve.PathwayPage, m improve.PhaseMoveRow) string {
	what := i18n.T(ctx, "Första dagen")
	if phase := p.Phases.Numbered(m.Phase); phase != nil {
		what = i18n.T(ctx, "Slutet på %s", phase.Name)
	}
	who := m.MoverName
	if who == "" {
		who = i18n.T(ctx, "systemet")
	}
	return i18n.T(ctx, "%s flyttades från %s till %s: %s (%s, %s)", what, i18n.LongDate(ctx, m.From), i18n.LongDate(ctx, m.To), m.Why, who, i18n.LongDate(ctx, m.MovedAt))
}

// pathwayUnitsView is how far each unit has come.
func pathwayUnitsView(ctx context.Context, visitor page.Visitor, p improve.PathwayPage) view.PathwayUnitsView {
	v := view.PathwayUnitsView{Summary: words.Sentence(unitSummary(ctx, p.Units))}
	own := visitor.Actor.Units(visitor.Group.ID)
	for _, u := range p.Units {
		row := view.PathwayUnitRow{Name: u.UnitName, State: words.PathwayUnitState(ctx, u.State), Kind: string(u.State), Why: u.Why, Since: i18n.NoValue, Own: slices.Contains(own, u.UnitID)}
		if u.Since != nil {
			row.Since = i18n.LongDate(ctx, *u.Since)
		}
		if improve.MayNoteUnit(visitor.Actor, visitor.Group.ID, u.UnitID) {
			row.EditURL = pathwayURL(p.ID) + "/enheter/" + u.UnitCode
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// activitiesView is the introduction's actions.
func activitiesView(ctx context.Context, visitor page.Visitor, p improve.PathwayPage) view.ActivitiesView {
	var v view.ActivitiesView
	for _, a := range p.Actions {
		row := actionRow(ctx, a, visitor.Today())
		if !improve.SeesWork(visitor.Actor, visitor.Group.ID) {
			row.URL = ""
		}
		v.Rows = append(v.Rows, row)
	}
	if p.State == improvement.PathwayRunning && p.Rights.Inside && visitor.Actor.Reaches(org.EditActions, visitor.Group.ID) != org.Nowhere {
		v.NewURL = newActivityURL(p.ID, "", "")
	}
	return v
}

// checkMeetingURL leads to a check meeting; "" for those who may not read it.
func checkMeetingURL(visitor page.Visitor, m improve.CheckMeeting) string {
	if visitor.May(org.Discuss, 0) || m.Published() && visitor.May(org.ViewWork, 0) {
		return "/gruppen/moten/" + page.Digits(m.ID)
	}
	return ""
}

// leftOpen is what goes on of an introduction that is ended, or is about to be: check
// meetings that have not been held, and actions that nobody has settled.
func leftOpen(ctx context.Context, visitor page.Visitor, p improve.PathwayPage) (list []ui.Link) {
	for _, m := range p.ChecksAhead() {
		list = append(list, ui.Link{Text: i18n.T(ctx, "%s, %s", m.Title, words.MeetingTime(ctx, m.Meeting)), URL: checkMeetingURL(visitor, m)})
	}
	for _, a := range p.OpenActions() {
		link := ui.Link{Text: i18n.T(ctx, "%s, klar senast %s", a.Area, i18n.LongDate(ctx, a.DueOn)), URL: page.ActionURL(a.ID)}
		if !improve.SeesWork(visitor.Actor, visitor.Group.ID) {
			link.URL = ""
		}
		list = append(list, link)
	}
	return list
}

// checksView is the check meetings.
func checksView(ctx context.Context, visitor page.Visitor, p improve.PathwayPage) view.ChecksView {
	var v view.ChecksView
	for _, m := range p.Meetings {
		row := view.CheckRow{Title: m.Title, When: words.MeetingTime(ctx, m.Meeting), State: words.MeetingState(ctx, m.State)}
		if phase := p.Phases.Numbered(m.Phase); phase != nil {
			row.Phase = phase.Name
		}
		row.URL = checkMeetingURL(visitor, m)
		v.Rows = append(v.Rows, row)
	}
	if now := p.Phases.Current(); now != nil && p.State == improvement.PathwayRunning && visitor.May(org.ManageMeetings, 0) {
		v.New = append(v.New, ui.Link{Text: i18n.T(ctx, "Ny avstämning i %s", now.Name), URL: newCheckURL(p.ID, now.Number)})
	}
	return v
}
