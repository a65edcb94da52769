package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// wholePathway is an introduction with everything that can be said of it.
func (w *world) wholePathway() improvement.PathwayIntroduction {
	return improvement.PathwayIntroduction{GroupID: w.full, Title: "Vårdförlopp", Aim: "Syfte", Source: "Källa", LeadID: w.anna, StartsOn: date(2026, time.January, 31),
		EffectFrom: ptr(date(2026, time.May, 1)), Measures: []quality.IndicatorID{w.plain.ID, w.divided.ID},
		Economics: improvement.Economics{Costs: "Kostnader", Effects: "Effekter", Assumptions: "Antas", AssumedFrom: "Därifrån"},
		State:     improvement.PathwayStopped, EndedOn: ptr(date(2026, time.June, 1)), EndNote: "Slut", CarriedOn: "Fortsätter", WrittenAt: noon, WrittenBy: w.anna}
}

func (w *world) addPathway(p improvement.PathwayIntroduction) improvement.PathwayID {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PathwayID, error) {
		return tx.AddPathway(ctx, p)
	})
}

// barePathway is an introduction with as little as there may be, and the program's own
// phases.
func (w *world) barePathway() improvement.PathwayID {
	w.t.Helper()
	start := date(2026, time.February, 2)
	id := w.addPathway(improvement.PathwayIntroduction{GroupID: w.full, Title: "Bart", StartsOn: start, State: improvement.PathwayRunning, WrittenAt: noon})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddPathwayPhases(ctx, id, improvement.StandardPathwayTemplate(w.full).Begin(start))
	})
	return id
}

func (w *world) pathway(id improvement.PathwayID) postgres.PathwayRow {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.PathwayRow, error) {
		return tx.Pathway(ctx, w.full, id)
	})
}

func TestPathways(t *testing.T) {
	w := newWorld(t)
	full := w.wholePathway()
	full.ID, full.Version = w.addPathway(full), 1
	bare := improvement.PathwayIntroduction{ID: w.barePathway(), GroupID: w.full, Title: "Bart", StartsOn: date(2026, time.February, 2),
		State: improvement.PathwayRunning, Measures: []quality.IndicatorID{}, WrittenAt: noon, Version: 1}
	got := w.pathway(full.ID)
	same(t, "with everything", got.PathwayIntroduction, full)
	same(t, "who leads", got.LeadName != "", true)
	same(t, "with as little as there may be", w.pathway(bare.ID), postgres.PathwayRow{PathwayIntroduction: bare})
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PathwayRow, error) {
		return tx.Pathways(ctx, w.full)
	})
	same(t, "what goes on first", []improvement.PathwayID{list[0].ID, list[1].ID}, []improvement.PathwayID{bare.ID, full.ID})
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.LockPathway(ctx, w.bare, full.ID)
		return err
	})
	save := func(p improvement.PathwayIntroduction) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			if _, err := tx.LockPathway(ctx, p.GroupID, p.ID); err != nil {
				return err
			}
			return tx.SavePathway(ctx, p)
		}
	}
	bare.Title, bare.Measures, bare.LeadID = "Ändrat", []quality.IndicatorID{w.divided.ID}, w.bert
	w.write(save(bare))
	w.refused("a version that is not the latest", fault.ErrConflict, save(bare))
	bare.Version = 2
	same(t, "as it was changed", w.pathway(bare.ID).PathwayIntroduction, bare)
	foreign := full
	foreign.GroupID = w.bare
	w.refused("another group's measure", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddPathway(ctx, foreign)
		return err
	})
}

func TestPathwayPhases(t *testing.T) {
	w := newWorld(t)
	id := w.barePathway()
	read := func() improvement.Phases {
		t.Helper()
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[improvement.PathwayID]improvement.Phases, error) {
			return tx.PathwayPhases(ctx, w.full, 0)
		})[id]
	}
	phases := read()
	if len(phases) != improvement.PhaseCount || phases[2].Start != date(2026, time.April, 27) || phases.Ends() != date(2026, time.July, 26) {
		t.Fatalf("phases %+v", phases)
	}
	standard := improvement.StandardPathwayTemplate(w.full)
	if got := phases[0].Of(improvement.DoneCriterion); len(got) != len(standard.Phases[0].Criteria) || got[0].Text != standard.Phases[0].Criteria[0] {
		t.Errorf("criteria %+v", got)
	}
	changed, item := phases[0], phases[0].Items[0]
	changed.Name, changed.Length, changed.ClosedOn, changed.ClosedBy, changed.CloseReason = "Annat", improvement.Length{Count: 50, Unit: improvement.InDays}, ptr(date(2026, time.March, 1)), w.anna, "Därför"
	item.Text, item.Position, item.DoneOn, item.DoneBy = "Rad", 7, ptr(date(2026, time.February, 5)), w.bert
	move := improvement.PhaseMove{Phase: 1, From: date(2026, time.March, 15), To: date(2026, time.March, 23), Why: "Sportlov", MovedAt: noon, MovedBy: w.anna}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.SavePathwayPhase(ctx, id, changed); err != nil {
			return err
		}
		if err := tx.SavePathwayItem(ctx, id, item); err != nil {
			return err
		}
		if err := tx.DeletePathwayItem(ctx, id, phases[1].Items[0].ID); err != nil {
			return err
		}
		if err := tx.AddPathwayItem(ctx, id, improvement.PathwayItem{Phase: 2, Kind: improvement.CheckItem, Text: "Ny", Position: 30}); err != nil {
			return err
		}
		if err := tx.AddPathwayMove(ctx, id, improvement.PhaseMove{Phase: 0, From: move.From, To: move.To, Why: "x", MovedAt: noon.Add(-time.Hour)}); err != nil {
			return err
		}
		return tx.AddPathwayMove(ctx, id, move)
	})
	after := read()
	if after[0].Name != "Annat" || after[0].End != date(2026, time.March, 23) || *after[0].ClosedOn != date(2026, time.March, 1) || after[0].ClosedBy != w.anna ||
		after[0].CloseReason != "Därför" || after[1].Start != date(2026, time.March, 24) || after[2].Length != phases[2].Length {
		t.Errorf("after %+v", after)
	}
	if last := after[0].Items[len(after[0].Items)-1]; last.Text != "Rad" || *last.DoneOn != date(2026, time.February, 5) || last.DoneBy != w.bert {
		t.Errorf("the line is %+v", last)
	}
	if got := after[1].Items; len(got) != len(phases[1].Items) || got[len(got)-1].Text != "Ny" {
		t.Errorf("lines of the second %+v", got)
	}
	moves := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PhaseMoveRow, error) {
		return tx.PathwayMoves(ctx, id)
	})
	same(t, "the last move", moves[1].PhaseMove, move)
	same(t, "a command's", moves[0].MoverName, "")
	w.refused("a line of another introduction", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SavePathwayItem(ctx, w.addPathway(w.wholePathway()), item)
	})
}

func TestPathwayTemplates(t *testing.T) {
	w := newWorld(t)
	full := improvement.StandardPathwayTemplate(w.full)
	full.WrittenAt, full.WrittenBy = noon, w.anna
	bare := improvement.PathwayTemplate{GroupID: w.full, Title: "A", Retired: true, WrittenAt: noon,
		Phases: []improvement.TemplatePhase{{Number: 1, Name: "Enda", Length: improvement.Length{Count: 1, Unit: improvement.InMonths}}}}
	add := func(of improvement.PathwayTemplate) improvement.PathwayTemplateID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PathwayTemplateID, error) {
			return tx.AddPathwayTemplate(ctx, of)
		})
	}
	full.ID, bare.ID = add(full), add(bare)
	full.Version, bare.Version = 1, 1
	bare.Phases[0].Criteria, bare.Phases[0].Checks = []string{}, []string{}
	read := func() []improvement.PathwayTemplate {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.PathwayTemplate, error) {
			return tx.PathwayTemplates(ctx, w.full)
		})
	}
	same(t, "what is offered first", read(), []improvement.PathwayTemplate{full, bare})
	full.Title, full.Phases[2].Count = "Ändrad", 4
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePathwayTemplate(ctx, full) }
	w.write(save)
	w.refused("a version that is not the latest", fault.ErrConflict, save)
	full.Version = 2
	same(t, "as it was changed", read()[0], full)
}

func TestCoreTeamsAndPatientGroups(t *testing.T) {
	w := newWorld(t)
	id := w.barePathway()
	full := improvement.CoreMember{GroupID: w.full, PathwayID: id, PersonID: w.anna, UnitID: w.ala, Name: "Ö", Email: "o@exempel.se", Kind: improvement.CoreLead,
		Profession: org.Physician, Competence: "Barnläkare", Organisation: "Kliniken"}
	bare := improvement.CoreMember{GroupID: w.full, PathwayID: id, Name: "A", Kind: improvement.CoreExpert, Profession: org.OtherProfession, Competence: "Hälsoekonom"}
	add := func(m improvement.CoreMember) improvement.CoreMemberID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.CoreMemberID, error) {
			return tx.AddCoreMember(ctx, m)
		})
	}
	full.ID, bare.ID = add(full), add(bare)
	full.Version, bare.Version = 1, 1
	team := func() improvement.CoreTeam {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.CoreTeam, error) {
			return tx.CoreMembers(ctx, w.full, id)
		})
	}
	same(t, "whoever leads first", team(), improvement.CoreTeam{full, bare})
	w.problem("the same person twice", fault.Problem{Field: "person", Code: "in_team"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddCoreMember(ctx, full)
		return err
	})
	bare.UnitID, bare.Organisation = w.bo, "Regionen"
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveCoreMember(ctx, bare) }
	w.write(save)
	w.refused("a version that is not the latest", fault.ErrConflict, save)
	bare.Version = 2
	same(t, "as it was changed", team()[1], bare)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteCoreMember(ctx, bare) })
	same(t, "one left", len(team()), 1)

	g := improvement.PatientGroup{PathwayID: id, GroupID: w.full, Name: "Barn", Vision: "Hud mot hud"}
	g.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PatientGroupID, error) {
		return tx.AddPatientGroup(ctx, g)
	})
	g.Version, g.Vision = 1, "Ändrad"
	saveGroup := func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePatientGroup(ctx, g) }
	w.write(saveGroup)
	w.refused("a version that is not the latest", fault.ErrConflict, saveGroup)
	g.Version = 2
	groups := func() []improvement.PatientGroup {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.PatientGroup, error) {
			return tx.PatientGroups(ctx, w.full, id)
		})
	}
	same(t, "patient groups", groups(), []improvement.PatientGroup{g})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeletePatientGroup(ctx, g) })
	same(t, "none left", len(groups()), 0)
}

func TestPathwayUnitsAndGaps(t *testing.T) {
	w := newWorld(t)
	id := w.barePathway()
	set := func(units ...org.UnitID) {
		t.Helper()
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetPathwayUnits(ctx, w.full, id, units) })
	}
	units := func() []postgres.PathwayUnitRow {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PathwayUnitRow, error) {
			return tx.PathwayUnits(ctx, w.full, id)
		})
	}
	set(w.ala, w.bo)
	bare := improvement.PathwayUnit{PathwayID: id, GroupID: w.full, UnitID: w.ala, State: improvement.UnitNotBegun, Version: 1}
	same(t, "before it has said anything", units()[0].PathwayUnit, bare)
	full := improvement.PathwayUnit{PathwayID: id, GroupID: w.full, UnitID: w.bo, State: improvement.UnitIntroduced, Why: "Bra", Since: ptr(date(2026, time.March, 1)),
		NotedAt: ptr(noon), NotedBy: w.anna, Version: 1}
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePathwayUnit(ctx, full) }
	w.write(save)
	w.refused("a version that is not the latest", fault.ErrConflict, save)
	full.Version = 2
	got := units()[1]
	same(t, "with everything", got.PathwayUnit, full)
	same(t, "names", got.UnitCode != "" && got.UnitName != "" && got.NoterName != "", true)
	set()
	same(t, "who has said something stays", len(units()), 1)
	w.refused("another group's unit", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetPathwayUnits(ctx, w.full, id, []org.UnitID{9999})
	})

	gap := improvement.PathwayGap{PathwayID: id, GroupID: w.full, UnitID: w.ala, IndicatorID: w.plain.ID, Current: "Nu", Gap: "Gap", Goal: "Mål", Causes: "Orsak",
		Effort: "Insats", WrittenAt: noon, WrittenBy: w.anna}
	saveGap := func(g improvement.PathwayGap) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePathwayGap(ctx, g) }
	}
	w.write(saveGap(gap))
	w.write(saveGap(improvement.PathwayGap{PathwayID: id, GroupID: w.full, UnitID: w.bo, IndicatorID: w.plain.ID, WrittenAt: noon}))
	w.refused("a version that is not the latest", fault.ErrConflict, saveGap(gap))
	gap.Version, gap.Goal = 1, "Annat mål"
	w.write(saveGap(gap))
	gap.Version = 2
	rows := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PathwayGapRow, error) {
		return tx.PathwayGaps(ctx, w.full, id)
	})
	same(t, "with everything", rows[0].PathwayGap, gap)
	same(t, "a command's", rows[1].WriterName, "")
}

func TestCheckMeetings(t *testing.T) {
	w := newWorld(t)
	id := w.barePathway()
	meeting := made(w, func(ctx context.Context, tx *postgres.Tx) (org.MeetingID, error) {
		return tx.AddMeeting(ctx, improvement.Meeting{GroupID: w.full, Kind: improvement.WorkingMeeting, Title: "Avstämning", StartsAt: noon, EndsAt: noon.Add(time.Hour),
			ProgrammeKind: improvement.PathwayProgramme, ProgrammeID: int64(id)})
	})
	set := func(group org.GroupID, phase int) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SetMeetingPhase(ctx, group, meeting, phase)
		}
	}
	w.write(set(w.full, 2))
	meetings := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.CheckMeeting, error) {
		return tx.CheckMeetings(ctx, w.full, 0)
	})
	if len(meetings) != 1 || meetings[0].ID != meeting || meetings[0].Phase != 2 || meetings[0].ProgrammeID != int64(id) {
		t.Errorf("check meetings %+v", meetings)
	}
	w.refused("a phase that there is not", fault.ErrNotFound, set(w.full, 4))
	w.refused("another group", fault.ErrNotFound, set(w.bare, 1))
}

// TestTalkAboutAnIntroduction: what is said of one is found by its name, and of no other thing.
func TestTalkAboutAnIntroduction(t *testing.T) {
	w := newWorld(t)
	id := w.barePathway()
	about := improvement.Subject{Kind: improvement.AboutPathway, ID: int64(id)}
	made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PostID, error) {
		return tx.AddPost(ctx, improvement.Post{GroupID: w.full, About: about, AuthorID: w.anna, Body: "Hej", WrittenAt: noon})
	})
	name := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.SubjectName, error) {
		return tx.Subject(ctx, w.full, about)
	})
	posts := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Post, error) {
		return tx.Posts(ctx, w.full, about, postgres.Window{Most: 5})
	})
	if name.Name != "Bart" || len(posts) != 1 || posts[0].About != about {
		t.Errorf("talk about %+v: %+v", name, posts)
	}
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Subject(ctx, w.bare, about)
		return err
	})
}

func TestWhoLeadsAPathway(t *testing.T) {
	w := newWorld(t)
	id := w.barePathway()
	lead := func(group org.GroupID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SetPathwayLead(ctx, group, id, w.bert) }
	}
	w.write(lead(w.full))
	w.refused("another group's", fault.ErrNotFound, lead(w.bare))
	same(t, "who leads", w.pathway(id).LeadID, w.bert)
}
