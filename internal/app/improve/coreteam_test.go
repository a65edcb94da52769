package improve

import (
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestCoreTeam(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	member := improvement.CoreMember{GroupID: testgroup.Group, PathwayID: w.ref.ID, PersonID: testgroup.MedicalLead, Kind: improvement.CoreOrdinary, Competence: "Neonatolog"}
	w.no(w.room.AddCoreMember(ctx, w.lead, member))
	wantCodes(t, w.room.AddCoreMember(ctx, w.lead, member), "person: in_team")
	member.PersonID = testgroup.Observer
	wantCodes(t, w.room.AddCoreMember(ctx, w.lead, member), "person: unknown_choice")
	guest := improvement.CoreMember{GroupID: testgroup.Group, PathwayID: w.ref.ID, Name: "Östen Gäst", Email: "Gast@exempel.se", Kind: improvement.CoreExpert, Profession: org.Physician, Competence: "Narkos"}
	w.no(w.room.AddCoreMember(ctx, w.lead, guest))
	p, _ := w.page(w.lead)
	if got := p.Gaps(); len(got) != 2 || got[0].OneProfession != org.Physician || got[1].Unit != testgroup.Bo {
		t.Errorf("gaps %+v", got)
	}
	if lead := p.Team[0]; lead.Name != "Lena Läkare" || lead.UnitID != testgroup.Ala || lead.Profession != org.Physician {
		t.Errorf("from the group: %+v", lead)
	}
	changed := p.Team[1]
	changed.UnitID, changed.Profession = testgroup.Bo, org.Nurse
	w.no(w.room.SaveCoreMember(ctx, w.lead, changed))
	wantError(t, "with the old version", w.room.SaveCoreMember(ctx, w.lead, changed), fault.ErrConflict)
	if p, _ = w.page(w.lead); len(p.Gaps()) != 0 {
		t.Errorf("gaps %+v", p.Gaps())
	}
	lead := w.Actor(testgroup.MedicalLead)
	if p, _ := w.page(lead); p.Rights.Lead || !p.Rights.Work {
		t.Errorf("a member's rights: %+v", p.Rights)
	}
	wantError(t, "a member changes the team", w.room.RemoveCoreMember(ctx, lead, p.Team[0]), fault.ErrForbidden)
	w.no(w.room.RemoveCoreMember(ctx, w.lead, p.Team[0]))
	if p, _ := w.page(lead); p.Rights.Work {
		t.Error("who has left the team works on")
	}
}

// TestOneLeadsAnIntroduction: who leads it leads its core team, whichever of the two is said,
// and whoever led it stays as a member.
func TestOneLeadsAnIntroduction(t *testing.T) {
	w := newPathwayWorld(t)
	ctx := t.Context()
	leads := func() string {
		return w.Text(`SELECT coalesce((SELECT name FROM person p WHERE p.id = i.lead_id), '-') || ': ' ||
			coalesce((SELECT string_agg(m.name || ' ' || m.kind, ', ' ORDER BY m.id) FROM pathway_member m), '') FROM pathway_introduction i`)
	}
	save := func(lead org.PersonID) {
		t.Helper()
		p, _ := w.page(w.lead)
		in := p.PathwayIntroduction
		in.LeadID = lead
		w.no(w.room.SavePathway(ctx, w.lead, in, []org.UnitID{testgroup.Ala, testgroup.Bo}))
	}
	save(testgroup.MedicalLead)
	if got := leads(); got != "Lena Läkare: Lena Läkare lead" {
		t.Errorf("chosen: %s", got)
	}
	if p, _ := w.page(w.lead); len(p.Gaps()) == 0 || p.Gaps()[len(p.Gaps())-1].Unit != testgroup.Bo || !p.Team.Takes(w.Actor(testgroup.MedicalLead).Person) {
		t.Errorf("whoever leads counts for their unit: %+v", p.Gaps())
	}
	w.no(w.room.AddCoreMember(ctx, w.lead, improvement.CoreMember{GroupID: testgroup.Group, PathwayID: w.ref.ID, PersonID: testgroup.Convener, Kind: improvement.CoreLead, Competence: "Barnläkare"}))
	if got := leads(); got != "Sara Samman: Lena Läkare member, Sara Samman lead" {
		t.Errorf("taken over: %s", got)
	}
	save(testgroup.MedicalLead)
	if got := leads(); got != "Lena Läkare: Lena Läkare lead, Sara Samman member" {
		t.Errorf("given back: %s", got)
	}
	p, _ := w.page(w.lead)
	lead := p.Team[0]
	lead.Kind = improvement.CoreExpert
	w.no(w.room.SaveCoreMember(ctx, w.lead, lead))
	if got := leads(); got != "-: Lena Läkare expert, Sara Samman member" {
		t.Errorf("stepped back: %s", got)
	}
	w.no(w.room.AddCoreMember(ctx, w.lead, improvement.CoreMember{GroupID: testgroup.Group, PathwayID: w.ref.ID, Name: "Gäst", Kind: improvement.CoreLead, Profession: org.Nurse, Competence: "Amning"}))
	if p, _ = w.page(w.lead); p.LeadName != "Gäst" || p.LeadID != 0 {
		t.Errorf("without an account: %q, %d", p.LeadName, p.LeadID)
	}
	save(0)
	if p, _ = w.page(w.lead); p.LeadName != "Gäst" {
		t.Errorf("saved with nobody chosen: %q", p.LeadName)
	}
	id, err := w.room.CreatePathway(ctx, w.lead, BeginPathway{Units: []org.UnitID{testgroup.Ala}, PathwayIntroduction: improvement.PathwayIntroduction{
		GroupID: testgroup.Group, Title: "Ett till", StartsOn: day(2026, time.May, 1), LeadID: testgroup.Convener}})
	w.no(err)
	begun, err := w.room.Pathway(ctx, w.lead, PathwayRef{GroupID: testgroup.Group, ID: id})
	if err != nil || len(begun.Team) != 1 || begun.Team[0].Kind != improvement.CoreLead || begun.LeadName != begun.Team[0].Name {
		t.Errorf("begun: %+v, %v", begun.Team, err)
	}
	w.no(w.room.RemoveCoreMember(ctx, w.lead, begun.Team[0]))
	if begun, err = w.room.Pathway(ctx, w.lead, PathwayRef{GroupID: testgroup.Group, ID: id}); err != nil || begun.LeadID != 0 || begun.LeadName != "" {
		t.Errorf("who led has left: %d %q, %v", begun.LeadID, begun.LeadName, err)
	}
}
