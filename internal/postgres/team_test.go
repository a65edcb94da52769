package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// team stores a running team of Ala and Bo in the full group.
func (w *world) team() improvement.Team {
	w.t.Helper()
	t := improvement.Team{GroupID: w.full, Title: "Hud mot hud", Aim: "Barnet hos sin förälder", Parties: "Förlossningen", BeginsOn: date(2026, time.January, 1),
		EndsOn: date(2027, time.December, 31), State: improvement.TeamRunning, NominationID: 7, WrittenAt: noon, WrittenBy: w.anna, Version: 1}
	t.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TeamID, error) { return tx.AddTeam(ctx, t) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetTeamUnits(ctx, t, []org.UnitID{w.ala, w.bo})
	})
	return t
}

func TestTeams(t *testing.T) {
	w := newWorld(t)
	team := w.team()
	read := func(id improvement.TeamID) improvement.Team {
		got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Team, error) { return tx.Team(ctx, w.full, id) })
		got.WrittenAt = got.WrittenAt.UTC()
		return got
	}
	same(t, "with everything", read(team.ID), team)
	bare := improvement.Team{GroupID: w.full, Title: "B", Aim: "A", BeginsOn: date(2026, time.February, 1), EndsOn: date(2026, time.March, 1), State: improvement.TeamPlanned, WrittenAt: noon, Version: 1}
	bare.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TeamID, error) { return tx.AddTeam(ctx, bare) })
	same(t, "with little", read(bare.ID), bare)
	again := team
	again.Title = "Ett till av samma nominering"
	w.refused("two teams of a nomination", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddTeam(ctx, again)
		return err
	})

	list := func(f postgres.TeamFilter) (ids []improvement.TeamID) {
		f.Limit = 10
		if f.GroupID == 0 {
			f.GroupID = w.full
		}
		for _, each := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Team, error) { return tx.Teams(ctx, f) }) {
			ids = append(ids, each.ID)
		}
		return ids
	}
	same(t, "all, what runs first", list(postgres.TeamFilter{}), []improvement.TeamID{team.ID, bare.ID})
	same(t, "a unit's", list(postgres.TeamFilter{UnitID: w.ala}), []improvement.TeamID{team.ID})
	same(t, "nobody's", list(postgres.TeamFilter{PersonID: w.anna}), []improvement.TeamID(nil))
	same(t, "the other group's", list(postgres.TeamFilter{GroupID: w.bare}), []improvement.TeamID(nil))

	team.State, team.SettledOn, team.EndNote, team.Continues = improvement.TeamEnded, ptr(date(2026, time.May, 1)), "Slut", "Inget"
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		locked, err := tx.LockTeam(ctx, w.full, team.ID)
		if err != nil || locked.Version != 1 {
			t.Errorf("locked %+v, %v", locked, err)
		}
		return tx.SaveTeam(ctx, team)
	})
	w.refused("saving what was changed meanwhile", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeam(ctx, team) })
	team.Version = 2
	same(t, "ended", read(team.ID), team)
	same(t, "open", list(postgres.TeamFilter{Open: true}), []improvement.TeamID{bare.ID})
}

func TestTeamUnitsAndMembers(t *testing.T) {
	w := newWorld(t)
	team := w.team()
	units := func() []improvement.TeamUnit {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[improvement.TeamID][]improvement.TeamUnit, error) {
			return tx.TeamUnits(ctx, w.full, team.ID)
		})[team.ID]
		for n := range list {
			if list[n].OpenedAt != nil {
				list[n].OpenedAt = ptr(list[n].OpenedAt.UTC())
			}
		}
		return list
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveOpening(ctx, postgres.Opening{TeamID: team.ID, GroupID: w.full, UnitID: w.bo, At: &noon, By: w.bert})
	})
	got := units()
	slices.SortFunc(got, func(a, b improvement.TeamUnit) int { return int(a.UnitID - b.UnitID) })
	same(t, "units", got, []improvement.TeamUnit{{UnitID: w.ala, Code: "ALA", Name: "Ala"}, {UnitID: w.bo, Code: "BO", Name: "Bo", OpenedAt: ptr(noon.UTC()), OpenedBy: "Bert"}})
	w.refused("opening of a unit that takes no part", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveOpening(ctx, postgres.Opening{TeamID: team.ID, GroupID: w.bare, UnitID: w.bo, At: &noon, By: w.bert})
	})

	full := improvement.TeamMember{TeamID: team.ID, Kind: improvement.LocalMember, UnitID: w.bo, PersonID: w.bert, Name: "Bert", Email: "bert@exempel.se",
		Competence: improvement.Clinical, Profession: "Läkare", Organisation: "Bo", Version: 1}
	bare := improvement.TeamMember{TeamID: team.ID, Kind: improvement.ExpertMember, Name: "Förälder", Competence: improvement.PatientVoice, Version: 1}
	for _, m := range []*improvement.TeamMember{&full, &bare} {
		m.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TeamMemberID, error) {
			return tx.AddTeamMember(ctx, w.full, *m)
		})
	}
	members := func() []improvement.TeamMember {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.TeamMember, error) {
			return tx.TeamMembers(ctx, w.full, team.ID)
		})
	}
	same(t, "members, experts first", members(), []improvement.TeamMember{bare, full})
	w.refused("a local team of a unit that takes no part", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		other := full
		other.UnitID = 999
		_, err := tx.AddTeamMember(ctx, w.full, other)
		return err
	})
	full.Kind, full.UnitID, full.Name = improvement.InvitedMember, 0, "Bertil"
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamMember(ctx, w.full, full) })
	w.refused("saving what was changed meanwhile", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveTeamMember(ctx, w.full, full)
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteTeamMember(ctx, w.full, bare) })
	full.Version = 2
	same(t, "changed and removed", members(), []improvement.TeamMember{full})

	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetTeamUnits(ctx, team, []org.UnitID{w.ala})
	})
	if left := units(); len(left) != 1 || left[0].UnitID != w.ala {
		t.Errorf("units left: %+v", left)
	}
}

func TestTeamGoalsMeasuresAndFigures(t *testing.T) {
	w := newWorld(t)
	team := w.team()
	groups, _ := w.twoGoals()
	goal := improvement.TeamGoal{TeamID: team.ID, Title: "Minst 75 %", Body: "Även på natten", GoalID: groups.ID, Version: 1}
	goal.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TeamGoalID, error) {
		return tx.AddTeamGoal(ctx, w.full, goal)
	})
	goals := func(f postgres.TeamGoalFilter) []postgres.TeamGoalRow {
		f.GroupID, f.Limit = w.full, 10
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TeamGoalRow, error) {
			return tx.TeamGoals(ctx, f)
		})
	}
	row := postgres.TeamGoalRow{TeamGoal: goal, TeamTitle: team.Title, TeamState: improvement.TeamRunning, GoalTitle: groups.Title, GoalYear: groups.Year}
	same(t, "the team's goals", goals(postgres.TeamGoalFilter{TeamID: team.ID}), []postgres.TeamGoalRow{row})
	same(t, "a year that the team goes on in", len(goals(postgres.TeamGoalFilter{Year: 2027})), 1)
	same(t, "a year after it", len(goals(postgres.TeamGoalFilter{Year: 2028})), 0)
	goal.GoalID, goal.CarriedOn = 0, true
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamGoal(ctx, w.full, goal) })
	w.refused("saving what was changed meanwhile", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamGoal(ctx, w.full, goal) })
	goal.Version = 2

	full := improvement.TeamMeasure{TeamID: team.ID, TeamGoalID: goal.ID, IndicatorID: w.divided.ID, Name: "Andel", NumeratorText: "T", DenominatorText: "N", Rhythm: improvement.Weekly,
		Direction: quality.Lower, StartsOn: date(2026, time.January, 5), Baseline: ptr(58.5), Target: ptr(75.0), Version: 1}
	bare := improvement.TeamMeasure{TeamID: team.ID, Name: "Eget", NumeratorText: "T", DenominatorText: "N", Rhythm: improvement.Monthly, Direction: quality.Higher,
		StartsOn: date(2026, time.January, 1), Version: 1}
	for _, m := range []*improvement.TeamMeasure{&full, &bare} {
		m.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TeamMeasureID, error) {
			return tx.AddTeamMeasure(ctx, w.full, *m)
		})
	}
	measures := func() []postgres.TeamMeasureRow {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TeamMeasureRow, error) {
			return tx.TeamMeasures(ctx, w.full, team.ID)
		})
	}
	w.exec(`UPDATE indicator_version SET direction = 'range', decimals = 2 WHERE indicator_id = $1`, w.divided.ID)
	full.Decimals = 2
	same(t, "where the group's measure has no better side, the team's own", measures()[0].TeamMeasure, full)
	w.exec(`UPDATE indicator_version SET direction = 'higher', decimals = 1 WHERE indicator_id = $1`, w.divided.ID)
	full.Direction, full.Decimals = quality.Higher, 1 // whatever the team has said
	same(t, "measures", measures(), []postgres.TeamMeasureRow{{TeamMeasure: full, IndicatorCode: "FULL"}, {TeamMeasure: bare}})
	bare.Name, bare.Target = "Vårt eget", ptr(90.0)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamMeasure(ctx, w.full, bare) })
	w.refused("saving what was changed meanwhile", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamMeasure(ctx, w.full, bare) })
	bare.Version = 2

	at := func(period time.Time, f improvement.TeamFigure) postgres.TeamEntry {
		f.MeasureID, f.UnitID, f.Period = bare.ID, w.ala, period
		return postgres.TeamEntry{TeamFigure: f, TeamID: team.ID, At: noon, By: w.anna}
	}
	january := at(date(2026, time.January, 1), improvement.TeamFigure{State: improvement.FigureValue, Denominator: 12})
	february := at(date(2026, time.February, 1), improvement.TeamFigure{State: improvement.FigureMissing, Reason: "Systemet låg nere"})
	march := at(date(2026, time.March, 1), improvement.TeamFigure{State: improvement.FigureNotApplicable})
	for _, e := range []postgres.TeamEntry{january, february, march} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamFigure(ctx, e) })
	}
	w.refused("a figure that somebody else entered", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamFigure(ctx, january) })
	february.Version, february.State, february.Reason, february.Numerator, february.Denominator = 1, improvement.FigureValue, "", 3, 4
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTeamFigure(ctx, february) })
	january.Version, february.Version, march.Version = 1, 2, 1
	figures := func(f postgres.TeamFigureFilter) []improvement.TeamFigure {
		f.GroupID, f.Teams = w.full, []improvement.TeamID{team.ID}
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.TeamFigure, error) {
			return tx.TeamFigures(ctx, f)
		})
	}
	same(t, "zero, a value and not applicable", figures(postgres.TeamFigureFilter{MeasureID: bare.ID}), []improvement.TeamFigure{january.TeamFigure, february.TeamFigure, march.TeamFigure})
	same(t, "since March", figures(postgres.TeamFigureFilter{Since: march.Period}), []improvement.TeamFigure{march.TeamFigure})
	same(t, "another unit's", len(figures(postgres.TeamFigureFilter{UnitID: w.bo})), 0)
	w.refused("a unit with figures that leaves", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetTeamUnits(ctx, team, []org.UnitID{w.bo})
	})
	w.refused("a measure with figures that is removed", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteTeamMeasure(ctx, w.full, bare)
	})
	lacking := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.TeamLacking, error) {
		return tx.TeamsLacking(ctx, w.full, date(2026, time.April, 6))
	})
	counts := map[org.UnitID]int{}
	for _, l := range lacking {
		counts[l.Unit.UnitID] += l.Count
	}
	// Nine weeks that ended from three to seventy days ago, and at Bo three months too.
	if counts[w.ala] != 9 || counts[w.bo] != 12 {
		t.Errorf("lacking %v", counts)
	}

	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteTeamMeasure(ctx, w.full, full) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteTeamGoal(ctx, w.full, goal) })
	if left := measures(); len(left) != 1 || left[0].TeamGoalID != 0 {
		t.Errorf("measures left: %+v", left)
	}
}

// TestWhatBelongsToATeam: an action and a meeting are found by their team, and keep it.
func TestWhatBelongsToATeam(t *testing.T) {
	w := newWorld(t)
	team := w.team()
	a := w.addAction(improvement.Action{GroupID: w.full, Area: "Bärsjal", Kind: improvement.RoutineAction, State: improvement.ActionPlanned, Priority: 2, DueOn: date(2026, time.June, 1),
		Origin: improvement.OwnIdea, ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(team.ID), WrittenAt: noon})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAction(ctx, a) })
	m := improvement.Meeting{GroupID: w.full, Kind: improvement.WorkingMeeting, Title: "Seminarium", StartsAt: noon, EndsAt: noon.Add(time.Hour),
		ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(team.ID)}
	made(w, func(ctx context.Context, tx *postgres.Tx) (org.MeetingID, error) { return tx.AddMeeting(ctx, m) })
	for id, want := range map[int64]int{int64(team.ID): 1, int64(team.ID) + 1: 0} {
		actions := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ActionRow, error) {
			return tx.Actions(ctx, postgres.ActionFilter{GroupID: w.full, ProgrammeKind: improvement.TeamProgramme, ProgrammeID: id, Limit: 10})
		})
		q := postgres.MeetingsAsked{GroupID: w.full, From: noon.AddDate(-1, 0, 0), To: noon.AddDate(1, 0, 0), ProgrammeKind: improvement.TeamProgramme, ProgrammeID: id, Most: 10}
		meetings := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Meeting, error) { return tx.Meetings(ctx, q) })
		count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.MeetingCount(ctx, q) })
		if len(actions) != want || len(meetings) != want || count != want {
			t.Errorf("team %d has %d actions, %d meetings, counted %d", id, len(actions), len(meetings), count)
		}
	}
	about := improvement.Subject{Kind: improvement.AboutTeam, ID: int64(team.ID)}
	made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PostID, error) {
		return tx.AddPost(ctx, improvement.Post{GroupID: w.full, About: about, AuthorID: w.anna, Body: "Hej", WrittenAt: noon})
	})
	name := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.SubjectName, error) {
		return tx.Subject(ctx, w.full, about)
	})
	posts := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Post, error) {
		return tx.Posts(ctx, w.full, about, postgres.Window{Most: 5})
	})
	if name.Name != team.Title || len(posts) != 1 || posts[0].About != about {
		t.Errorf("talk about %+v: %+v", name, posts)
	}
}

func TestUnmeasured(t *testing.T) {
	w := newWorld(t)
	goal, _ := w.twoGoals()
	higher := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.HigherGoalID, error) {
		return tx.AddHigherGoal(ctx, quality.HigherGoal{GroupID: w.full, Level: quality.NationalLevel, Title: "H", SetBy: "S", Source: "K", FromYear: 2024})
	})
	own := quality.Unmeasured{GroupID: w.full, Year: 2026, GoalID: goal.ID, Why: "Registret byts", SaidAt: noon}
	above := quality.Unmeasured{GroupID: w.full, Year: 2026, HigherGoalID: higher, Why: "Ingen källa", SaidAt: noon}
	save := func(u quality.Unmeasured, by org.PersonID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveUnmeasured(ctx, u, by) }
	}
	w.write(save(own, w.anna))
	w.write(save(above, 0))
	own.Why = "Registret har bytts"
	w.write(save(own, w.anna))
	read := func() []quality.Unmeasured {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Unmeasured, error) {
			return tx.Unmeasured(ctx, w.full, 2026)
		})
		for n := range list {
			list[n].SaidAt = list[n].SaidAt.UTC()
		}
		return list
	}
	own.SaidBy, own.SaidAt, above.SaidAt = "Anna", noon.UTC(), noon.UTC()
	same(t, "said", read(), []quality.Unmeasured{own, above})
	above.Why = ""
	w.write(save(above, 0))
	same(t, "taken back", read(), []quality.Unmeasured{own})
	w.refused("another group's goal", fault.ErrNotFound, save(quality.Unmeasured{GroupID: w.bare, Year: 2026, GoalID: goal.ID, Why: "X", SaidAt: noon}, 0))
}

func TestTriedExamples(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO example (group_id, unit_id, title, problem, done, state, published_at, written_at) SELECT group_id, unit_id, 'Bärsjal', 'P', 'D', 'published', now(), now() FROM group_unit gu JOIN unit u ON u.id = gu.unit_id WHERE u.code = 'ALA' LIMIT 1;
		INSERT INTO example_adoption (example_id, group_id, unit_id, state, since, person_id, noted_at) SELECT e.id, e.group_id, u.id, 'trying', '2026-02-01', (SELECT min(id) FROM person), now() FROM example e, unit u WHERE u.code = 'BO'`)
	tried := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TriedExample, error) {
		return tx.TriedExamples(ctx, w.full, w.bo, 5)
	})
	if len(tried) != 1 || tried[0].Title != "Bärsjal" || tried[0].UnitName != "Ala" || tried[0].State != improvement.Trying {
		t.Errorf("tried %+v", tried)
	}
}
