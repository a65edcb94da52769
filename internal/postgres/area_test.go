package postgres_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestConsultations(t *testing.T) {
	w := newWorld(t)
	bare := improvement.Consultation{GroupID: w.full, Title: "Liten", Sender: "Någon", ReceivedOn: date(2026, 5, 1), DueOn: date(2026, 6, 1), ViewsDueOn: date(2026, 5, 20),
		State: improvement.ConsultationOpen, CreatedAt: noon, Version: 1}
	full := bare
	full.Title, full.DueOn, full.Link, full.Asked, full.Consequences, full.OwnerID, full.CreatedBy = "Stor", date(2026, 5, 30), "/mal", "Vad?", "Vilka?", w.anna, w.bert
	one := func(id improvement.ConsultationID) postgres.ConsultationRow {
		c := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ConsultationRow, error) {
			return tx.Consultation(ctx, w.full, id)
		})
		c.CreatedAt = c.CreatedAt.UTC()
		return c
	}
	for _, c := range []*improvement.Consultation{&bare, &full} {
		c.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ConsultationID, error) {
			return tx.AddConsultation(ctx, *c)
		})
	}
	same(t, "as little as there may be", one(bare.ID), postgres.ConsultationRow{Consultation: bare})
	same(t, "all there is to say", one(full.ID), postgres.ConsultationRow{Consultation: full, OwnerName: "Anna"})

	view := improvement.RegionView{GroupID: w.full, ConsultationID: full.ID, RegionID: w.region, State: improvement.ViewGiven, Body: "Ja", WrittenBy: w.anna, WrittenAt: noon, GivenAt: ptr(noon)}
	save := func(v improvement.RegionView) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveRegionView(ctx, v) }
	}
	w.write(save(view))
	w.refused("a second first view", fault.ErrConflict, save(view))
	view.Version, view.State, view.GivenAt = 1, improvement.ViewWorking, nil
	w.write(save(view))
	w.refused("a view that somebody else changed", fault.ErrConflict, save(view))
	views := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.RegionViewRow, error) {
		return tx.RegionViews(ctx, w.full, []improvement.ConsultationID{full.ID, bare.ID})
	})
	if len(views) != 1 || views[0].State != improvement.ViewWorking || views[0].Version != 2 || views[0].WrittenByName != "Anna" || views[0].GivenAt != nil {
		t.Errorf("views: %+v", views)
	}

	full.Answer, full.State, full.ApprovedAt, full.ApprovedBy, full.SentOn, full.SentTo, full.SentBy = "Svar", improvement.ConsultationSent, ptr(noon), w.anna, ptr(date(2026, 5, 29)), "Någon", w.bert
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveConsultation(ctx, full) })
	w.refused("a version that is not the latest", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveConsultation(ctx, full) })
	sent := one(full.ID)
	same(t, "sent", []string{sent.SentByName, sent.ApprovedByName, sent.SentTo, string(sent.State)}, []string{"Bert", "Anna", "Någon", "sent"})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.ArchiveConsultation(ctx, full, []byte("Svaret"), noon)
	})
	archived := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ConsultationCopy, error) {
		return tx.ConsultationCopy(ctx, w.full, full.ID)
	})
	if string(archived.Content) != "Svaret" || len(archived.SHA256) != 32 || !archived.MadeAt.Equal(noon) {
		t.Errorf("archived: %+v", archived)
	}
	for _, sql := range []string{"UPDATE consultation_archive SET content = 'x'", "DELETE FROM consultation_archive"} {
		if err := w.try(func(ctx context.Context, tx *postgres.Tx) error { return tx.Exec(ctx, sql) }); err == nil {
			t.Errorf("the program may %s", sql)
		}
	}
	for _, c := range []struct {
		asked postgres.ConsultationsAsked
		want  []improvement.ConsultationID
	}{
		{postgres.ConsultationsAsked{}, []improvement.ConsultationID{bare.ID, full.ID}},
		{postgres.ConsultationsAsked{State: "waiting"}, []improvement.ConsultationID{bare.ID}},
		{postgres.ConsultationsAsked{State: "sent", Words: "STOR"}, []improvement.ConsultationID{full.ID}},
		{postgres.ConsultationsAsked{Words: "saknas"}, nil},
	} {
		c.asked.GroupID, c.asked.Most = w.full, 10
		var got []improvement.ConsultationID
		for _, row := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ConsultationRow, error) {
			return tx.Consultations(ctx, c.asked)
		}) {
			got = append(got, row.ID)
		}
		same(t, "found", got, c.want)
		count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.ConsultationCount(ctx, c.asked) })
		if count != len(c.want) {
			t.Errorf("%+v: counted %d", c.asked, count)
		}
	}
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Consultation(ctx, w.bare, full.ID)
		return err
	})
}

func TestFilesOfConsultations(t *testing.T) {
	w := newWorld(t)
	id := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ConsultationID, error) {
		return tx.AddConsultation(ctx, improvement.Consultation{GroupID: w.full, Title: "Liten", Sender: "Någon", ReceivedOn: date(2026, 5, 1), DueOn: date(2026, 6, 1), ViewsDueOn: date(2026, 5, 20), CreatedAt: noon})
	})
	bare := improvement.ConsultationFile{GroupID: w.full, ConsultationID: id, Name: "ett.pdf", MediaType: "application/pdf", AddedAt: noon}
	full := bare
	full.Name, full.AddedBy = "två.pdf", w.anna
	add := func(f *improvement.ConsultationFile, content string) {
		t.Helper()
		f.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ConsultationFileID, error) {
			return tx.AddConsultationFile(ctx, *f, []byte(content))
		})
		sum := sha256.Sum256([]byte(content))
		f.Size, f.SHA256 = len(content), sum[:]
	}
	add(&bare, "Ett")
	add(&full, "Två")
	there := func() []improvement.ConsultationFile {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.ConsultationFile, error) {
			return tx.ConsultationFiles(ctx, w.full, id)
		})
		for n := range list {
			list[n].AddedAt = list[n].AddedAt.UTC()
		}
		return list
	}
	same(t, "both", there(), []improvement.ConsultationFile{bare, full})
	err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddConsultationFile(ctx, full, []byte("Ett"))
		return err
	})
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) || invalid.Problems[0].Code != "file_there" {
		t.Errorf("the same file again: %v", err)
	}
	content := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]byte, error) { return tx.ConsultationFile(ctx, full) })
	same(t, "its content", string(content), "Två")
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.Exec(ctx, "UPDATE consultation_file SET name = 'x'")
	}); err == nil {
		t.Error("the program may change a file")
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteConsultationFile(ctx, bare) })
	same(t, "the other", there(), []improvement.ConsultationFile{full})
	w.refused("again", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteConsultationFile(ctx, bare) })
	full.GroupID = w.bare
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ConsultationFile(ctx, full)
		return err
	})
}

func TestTermsGroupsNotesAndPreparations(t *testing.T) {
	w := newWorld(t)
	settings := func() improvement.AreaSettings {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.AreaSettings, error) {
			return tx.AreaSettings(ctx, w.full)
		})
	}
	same(t, "before anything is chosen", settings(), improvement.DefaultAreaSettings(w.full))
	s := improvement.AreaSettings{GroupID: w.full, DeclarationMonths: 6, KeepMonths: 1, TermMonths: 12, NationalPersonID: w.anna}
	saveSettings := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAreaSettings(ctx, s) }
	w.write(saveSettings)
	w.refused("chosen by somebody else", fault.ErrConflict, saveSettings)
	s.Version = 1
	same(t, "chosen", settings(), s)

	term := improvement.ChairTerm{GroupID: w.full, RegionID: w.region, From: date(2026, 1, 1), To: date(2027, 12, 31), Version: 1}
	term.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ChairTermID, error) {
		return tx.AddChairTerm(ctx, term)
	})
	terms := func() []postgres.ChairTermRow {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ChairTermRow, error) {
			return tx.ChairTerms(ctx, w.full)
		})
	}
	same(t, "a turn", terms(), []postgres.ChairTermRow{{ChairTerm: term, RegionName: "Region Norr"}})
	term.PersonID, term.Note = w.anna, "Kort"
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveChairTerm(ctx, term) })
	w.refused("a turn that somebody else changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.RemoveChairTerm(ctx, term) })

	g := improvement.WorkingGroup{GroupID: w.full, Title: "Hemgång", Mandate: "Gör en lista", DecidedBy: "Mötet", From: date(2026, 1, 1), To: date(2026, 6, 30), Version: 1}
	g.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.WorkingGroupID, error) {
		return tx.AddWorkingGroup(ctx, g)
	})
	member := improvement.WorkingGroupMember{GroupID: w.full, WorkingGroupID: g.ID, Name: "Utan konto"}
	leader := improvement.WorkingGroupMember{GroupID: w.full, WorkingGroupID: g.ID, PersonID: w.anna, Name: "Anna", RegionID: w.region, Competence: "Läkare", Leads: true}
	event := improvement.WorkingGroupEvent{GroupID: w.full, WorkingGroupID: g.ID, Kind: improvement.WorkingGroupExtension, On: date(2026, 5, 4), Body: "Hinner inte", Before: ptr(g.To), After: ptr(date(2026, 9, 30)),
		WrittenBy: w.anna, WrittenAt: noon}
	report := improvement.WorkingGroupEvent{GroupID: w.full, WorkingGroupID: g.ID, Kind: improvement.WorkingGroupReport, On: date(2026, 5, 5), Body: "Klart snart", Link: "/mal", WrittenAt: noon}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		for _, m := range []improvement.WorkingGroupMember{member, leader} {
			if err := tx.AddWorkingGroupMember(ctx, m); err != nil {
				return err
			}
		}
		if err := tx.AddWorkingGroupEvent(ctx, event); err != nil {
			return err
		}
		return tx.AddWorkingGroupEvent(ctx, report)
	})
	members := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.WorkingGroupMemberRow, error) {
		return tx.WorkingGroupMembers(ctx, w.full, g.ID)
	})
	if len(members) != 2 || members[0].Name != "Anna" || !members[0].Leads || members[0].RegionName != "Region Norr" || members[1].PersonID != 0 {
		t.Fatalf("members: %+v", members)
	}
	same(t, "professions", []org.Profession{members[0].AccountProfession, members[1].AccountProfession}, []org.Profession{org.Physician, ""})
	inWorkingGroups := func(person org.PersonID) (ids []improvement.WorkingGroupID) {
		for _, row := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.WorkingGroupRow, error) {
			return tx.PersonsWorkingGroups(ctx, w.full, person)
		}) {
			ids = append(ids, row.ID)
		}
		return ids
	}
	same(t, "whose it is", inWorkingGroups(w.anna), []improvement.WorkingGroupID{g.ID})
	same(t, "whose it is not", inWorkingGroups(w.bert), nil)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.RemoveWorkingGroupMember(ctx, members[1].WorkingGroupMember)
	})
	w.refused("somebody who is not in it", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.RemoveWorkingGroupMember(ctx, members[1].WorkingGroupMember)
	})
	events := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.WorkingGroupEventRow, error) {
		return tx.WorkingGroupEvents(ctx, w.full, g.ID)
	})
	if len(events) != 2 || events[0].Body != "Klart snart" || events[0].WrittenByName != "" || events[1].WrittenByName != "Anna" || !events[1].After.Equal(*event.After) {
		t.Errorf("events: %+v", events)
	}
	g.EndedOn, g.Outcome = ptr(date(2026, 5, 6)), "En lista"
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveWorkingGroup(ctx, g) })
	w.refused("a working group that somebody else changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveWorkingGroup(ctx, g) })
	same(t, "whose it was", inWorkingGroups(w.anna), nil)
	g.Version = 2
	ended := postgres.WorkingGroupRow{WorkingGroup: g, Members: 1, LastReport: ptr(report.On)}
	same(t, "ended", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.WorkingGroupRow, error) {
		return tx.WorkingGroup(ctx, w.full, g.ID)
	}), ended)
	same(t, "all", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.WorkingGroupRow, error) {
		return tx.WorkingGroups(ctx, w.full)
	}), []postgres.WorkingGroupRow{ended})

	w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Convener, From: date(2026, 1, 1)})
	area := fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Area, error) {
		a, _, err := tx.Area(ctx, w.full, date(2026, 5, 4))
		return a, err
	})
	if len(area.WorkingGroups) != 0 || len(area.Terms) != 1 || area.Settings != s || len(area.Regions) != 1 || len(area.Held) != 1 || area.Held[0].Role != org.Convener {
		t.Errorf("area: %+v", area)
	}

	note := improvement.OutlookNote{GroupID: w.full, Title: "Nytt stöd", NotedAt: noon, State: improvement.OutlookNew, Version: 1}
	note.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.OutlookID, error) {
		return tx.AddOutlookNote(ctx, note)
	})
	see := func(ctx context.Context, tx *postgres.Tx) error { return tx.SeeOutlookNote(ctx, note, w.anna, noon) }
	w.write(see)
	w.write(see)
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.OutlookRow, error) {
		return tx.OutlookNote(ctx, w.full, note.ID)
	})
	got.NotedAt = got.NotedAt.UTC()
	same(t, "seen", got, postgres.OutlookRow{OutlookNote: note, SeenBy: []string{"Anna"}})
	note.State, note.Reason, note.SettledAt, note.SettledBy = improvement.OutlookPutAway, "Gäller inte oss", ptr(noon), w.anna
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOutlookNote(ctx, note) })
	used := improvement.OutlookNote{GroupID: w.full, Title: "Remiss", NotedAt: noon, State: improvement.OutlookNew, Version: 1}
	used.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.OutlookID, error) {
		return tx.AddOutlookNote(ctx, used)
	})
	came := func(became string) improvement.OutlookID {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.OutlookID, error) {
			return tx.OutlookOf(ctx, w.full, became)
		})
	}
	used.State, used.Became, used.SettledAt, used.SettledBy = improvement.OutlookUsed, "/gruppen/remisser/1", ptr(noon), w.anna
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOutlookNote(ctx, used) })
	same(t, "what it came out of", []improvement.OutlookID{came(used.Became), came("/gruppen/remisser/99")}, []improvement.OutlookID{used.ID, 0})
	w.refused("a note that somebody else changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveOutlookNote(ctx, note) })
	for state, want := range map[improvement.OutlookState]int{"": 1, improvement.OutlookNew: 0, improvement.OutlookPutAway: 1} {
		asked := postgres.OutlookAsked{GroupID: w.full, State: state, Words: "stöd", Most: 5}
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.OutlookRow, error) {
			return tx.OutlookNotes(ctx, asked)
		})
		count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.OutlookCount(ctx, asked) })
		if len(list) != want || count != want {
			t.Errorf("%q: %d, %d", state, len(list), count)
		}
	}

	matter := improvement.Matter{GroupID: w.full, Title: "Fråga", AskedBy: w.anna, AskedAt: noon, State: improvement.MatterOpen, Version: 1}
	matter.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.MatterID, error) {
		return tx.AddMatter(ctx, matter)
	})
	prepared := func() improvement.Preparation {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Preparation, error) {
			return tx.Preparation(ctx, w.full, matter.ID)
		})
	}
	p := improvement.Preparation{MatterID: matter.ID, GroupID: w.full}
	same(t, "not prepared", prepared(), p)
	p.Tried, p.AnsweredOn = "Allt", ptr(date(2026, 5, 3))
	savePreparation := func(ctx context.Context, tx *postgres.Tx) error { return tx.SavePreparation(ctx, p) }
	w.write(savePreparation)
	w.refused("prepared by somebody else", fault.ErrConflict, savePreparation)
	p.Version = 1
	same(t, "prepared", prepared(), p)
	bodies := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Body, error) {
		return tx.BodiesAbove(ctx, w.full)
	})
	if err := matter.Lift(bodies[0].ID, "Att veta", noon, w.anna); err != nil {
		t.Fatal(err)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMatter(ctx, matter) })
	for _, c := range []struct {
		from    time.Time
		waiting bool
		want    int
	}{{date(2026, 1, 1), false, 1}, {date(2026, 6, 1), false, 0}, {date(2026, 6, 1), true, 1}} {
		lifted := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.LiftedMatter, error) {
			return tx.LiftedMatters(ctx, w.full, c.from, date(2027, 1, 1), c.waiting)
		})
		if len(lifted) != c.want || c.want == 1 && lifted[0].Preparation.Tried != "Allt" {
			t.Errorf("lifted from %s: %+v", c.from, lifted)
		}
	}
}
