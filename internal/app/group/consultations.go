package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ConsultationsAsked is which consultations to list.
type ConsultationsAsked struct {
	GroupID org.GroupID
	State   string // "waiting", an improvement.ConsultationState, or "" for all
	Words   string
	Page    int // from 1
}

// ConsultationsPage is how many consultations stand on a page.
const ConsultationsPage = 25

// Consultations is a page of the group's consultations.
type Consultations struct {
	List    []postgres.ConsultationRow
	Count   int // in all
	Regions int // whose views are gathered
	Today   time.Time
}

// Consultations lists what others ask the group's opinion of, for those inside it.
func (room *Room) Consultations(ctx context.Context, actor org.Actor, asked ConsultationsAsked) (Consultations, error) {
	list := Consultations{Today: room.today()}
	if !actor.May(org.Discuss, asked.GroupID, 0) {
		return list, fault.ErrForbidden
	}
	q := postgres.ConsultationsAsked{GroupID: asked.GroupID, State: asked.State, Words: asked.Words, Most: ConsultationsPage, First: (max(asked.Page, 1) - 1) * ConsultationsPage}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		units, err := tx.UnitsDuring(ctx, asked.GroupID, room.today(), room.today())
		if err != nil {
			return err
		}
		list.Regions = len(improvement.RegionsOf(units))
		if list.Count, err = tx.ConsultationCount(ctx, q); err != nil {
			return err
		}
		list.List, err = tx.Consultations(ctx, q)
		return err
	})
	return list, err
}

// ConsultationPage is a consultation with the regions' views and what can be done.
type ConsultationPage struct {
	postgres.ConsultationRow
	Choices
	Files []improvement.ConsultationFile // the proposal, and what came with it
	Views []RegionsView                  // in the units' order
	Chair []string                       // who may approve, by name
	Copy  *postgres.ConsultationCopy     // what was sent; nil before that
	// Outlook is the note of what happens elsewhere that it came out of; zero for none.
	Outlook improvement.OutlookID
	Today   time.Time
	Last    postgres.LastChange
}

// RegionsView is what one region says.
type RegionsView struct {
	postgres.RegionViewRow
	Region improvement.Region
	// MayWrite says that the actor is one of the region's people, or gathers the views.
	MayWrite bool
	Late     bool
}

// consultationSubject is what the log calls a change of a consultation.
const consultationSubject = "consultation"

// Consultation reads one consultation, for those inside the group; one whose answer is
// written also for the receiving body's chair, who may approve it.
func (room *Room) Consultation(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.ConsultationID) (ConsultationPage, error) {
	p := ConsultationPage{Today: room.today()}
	inside := actor.May(org.Discuss, group, 0)
	if !inside && !actor.May(org.ApproveAnswers, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error { return room.readConsultation(ctx, tx, actor, group, id, &p) })
	if err == nil && !inside && (p.State == improvement.ConsultationOpen || p.State == improvement.ConsultationDeclined) {
		return ConsultationPage{}, fault.ErrForbidden
	}
	return p, err
}

func (room *Room) readConsultation(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, id improvement.ConsultationID, p *ConsultationPage) (err error) {
	if p.ConsultationRow, err = tx.Consultation(ctx, group, id); err != nil {
		return err
	}
	if p.Choices, err = room.readChoices(ctx, tx, group, []org.PersonID{p.OwnerID}); err != nil {
		return err
	}
	written, err := tx.RegionViews(ctx, group, []improvement.ConsultationID{id})
	if err != nil {
		return err
	}
	p.Views = regionsViews(actor, p, written)
	if p.Files, err = tx.ConsultationFiles(ctx, group, id); err != nil {
		return err
	}
	if p.Outlook, err = tx.OutlookOf(ctx, group, consultationLink(id)); err != nil {
		return err
	}
	p.Chair = nil
	for _, m := range p.Members {
		if org.ReachOf(org.ApproveAnswers, m.Role) != org.Nowhere && !slices.Contains(p.Chair, m.Person.Name) {
			p.Chair = append(p.Chair, m.Person.Name)
		}
	}
	p.Copy = nil
	if p.State == improvement.ConsultationSent {
		archived, err := tx.ConsultationCopy(ctx, group, id)
		if err != nil {
			return err
		}
		p.Copy = &archived
	}
	p.Last, err = tx.LastChange(ctx, consultationSubject, int64(id))
	return err
}

// regionsViews are the views of the group's regions, and those of regions that have left
// since they were written.
func regionsViews(actor org.Actor, p *ConsultationPage, written []postgres.RegionViewRow) []RegionsView {
	var list []RegionsView
	regions := improvement.RegionsOf(p.Units)
	for _, v := range written {
		if !slices.ContainsFunc(regions, func(r improvement.Region) bool { return r.ID == v.RegionID }) {
			regions = append(regions, improvement.Region{ID: v.RegionID})
		}
	}
	for _, r := range regions {
		v := RegionsView{Region: r, MayWrite: mayWriteView(actor, p.GroupID, r.ID, p.Units) && p.State == improvement.ConsultationOpen}
		v.GroupID, v.ConsultationID, v.RegionID = p.GroupID, p.ID, r.ID
		if n := slices.IndexFunc(written, func(w postgres.RegionViewRow) bool { return w.RegionID == r.ID }); n >= 0 {
			v.RegionViewRow = written[n]
		}
		v.Late = v.RegionView.Late(p.ViewsDueOn, p.Today, i18n.Location())
		list = append(list, v)
	}
	return list
}

func mayWriteView(actor org.Actor, group org.GroupID, region org.RegionID, units []org.Unit) bool {
	return actor.May(org.ManageArea, group, 0) || improvement.MaySpeakFor(actor, group, region, units)
}

// AreaChoices reads the members and units of the group, for those who see to its area.
func (room *Room) AreaChoices(ctx context.Context, actor org.Actor, group org.GroupID) (Choices, error) {
	var c Choices
	if !actor.May(org.ManageArea, group, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		c, err = room.readChoices(ctx, tx, group, nil)
		return err
	})
	return c, err
}
