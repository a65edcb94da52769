package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AreaPage is what a programme area has on its hands.
type AreaPage struct {
	improvement.Area
	Choices
	Duties   []AreaDuty
	Outlook  []postgres.OutlookRow // new notes, the latest first
	Lifted   []postgres.LiftedMatter
	Rotation improvement.Rotation
	// Missing are the regions that nobody in the group is of.
	Missing []improvement.Region
	// National is who the healthcare region has in the national programme area, "" for
	// nobody; NationalArea is what it is called.
	National, NationalArea string
	Manages, Handles       bool
	Today                  time.Time
}

// AreaDuty is a thing that waits, and whether it is the actor's.
type AreaDuty struct {
	improvement.Duty
	Mine bool
	Name string // of the one person it waits for, "" for others
}

// mostOutlook is how many new notes the hub shows.
const mostOutlook = 5

// Area reads what waits in the programme area's duties, for those inside the group.
func (room *Room) Area(ctx context.Context, actor org.Actor, group org.GroupID) (AreaPage, error) {
	p := AreaPage{Today: room.today(), Manages: actor.May(org.ManageArea, group, 0), Handles: actor.May(org.HandleDeclarations, group, 0)}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Area, _, err = tx.Area(ctx, group, p.Today); err != nil {
			return err
		}
		if p.Outlook, err = tx.OutlookNotes(ctx, postgres.OutlookAsked{GroupID: group, State: improvement.OutlookNew, Most: mostOutlook}); err != nil {
			return err
		}
		year := p.Today.Year()
		if p.Lifted, err = tx.LiftedMatters(ctx, group, yearBegins(year), yearBegins(year+1), true); err != nil {
			return err
		}
		names, err := tx.GroupNames(ctx, group)
		if err != nil {
			return err
		}
		p.NationalArea = names.NationalArea
		people := []org.PersonID{p.Settings.NationalPersonID}
		for _, t := range p.Terms {
			people = append(people, t.PersonID)
		}
		for _, n := range p.Nominees {
			people = append(people, n.PersonID)
		}
		p.Choices, err = room.readChoices(ctx, tx, group, people)
		return err
	})
	p.work(actor, group)
	return p, err
}

// work makes of what was read what the page shows.
func (p *AreaPage) work(actor org.Actor, group org.GroupID) {
	p.Duties = nil
	for _, d := range p.Area.Duties(p.Today) {
		duty := AreaDuty{Duty: d, Mine: d.Of(actor, group, p.Units), Name: p.Names[d.PersonID]}
		// Whose declaration is missing is nobody's business but theirs and the handlers'.
		hidden := d.Kind == improvement.Declare || d.Kind == improvement.HandleDeclaration
		if !hidden || duty.Mine || p.Handles {
			p.Duties = append(p.Duties, duty)
		}
	}
	p.Rotation = improvement.RotationOn(p.Terms, p.Regions, p.Settings, p.Today)
	spoken := map[org.RegionID]bool{}
	for _, m := range p.Members {
		if n := slices.IndexFunc(p.Units, func(u org.Unit) bool { return u.ID == m.UnitID }); n >= 0 && m.Role.OfMember() {
			spoken[p.Units[n].RegionID] = true
		}
	}
	p.Missing = improvement.Unrepresented(p.Regions, spoken)
	p.National = p.Settings.NationalName
	if p.Settings.NationalPersonID != 0 {
		p.National = p.Names[p.Settings.NationalPersonID]
	}
}

// SaveAreaSettings stores what the group has chosen for the area's duties.
func (room *Room) SaveAreaSettings(ctx context.Context, actor org.Actor, s improvement.AreaSettings) error {
	if !actor.May(org.ManageArea, s.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.AreaSettings(ctx, s.GroupID)
		if err != nil {
			return err
		}
		if before.Version != s.Version {
			return fault.ErrConflict
		}
		c, err := room.readChoices(ctx, tx, s.GroupID, []org.PersonID{before.NationalPersonID})
		if err != nil {
			return err
		}
		var v fault.ValidationError
		take(&v, s.Check())
		if s.NationalPersonID != 0 && s.NationalPersonID != before.NationalPersonID && c.Names[s.NationalPersonID] == "" {
			v.Add("national_person", "unknown_choice")
		}
		if s.NationalPersonID != 0 && s.NationalName != "" {
			v.Add("national_name", "person_and_name")
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		if err := tx.SaveAreaSettings(ctx, s); err != nil {
			return err
		}
		kept := func(s improvement.AreaSettings) auditedArea {
			return auditedArea{s.DeclarationMonths, s.KeepMonths, s.TermMonths, c.Names[s.NationalPersonID] + s.NationalName}
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "area.save_settings", GroupID: s.GroupID, Subject: "area_setting",
			SubjectID: int64(s.GroupID), Before: kept(before), After: kept(s)})
	})
}

// auditedArea is what the log keeps of what the group has chosen.
type auditedArea struct {
	Declaration int    `json:"declaration_months"`
	Keep        int    `json:"keep_months"`
	Term        int    `json:"term_months"`
	National    string `json:"national"`
}
