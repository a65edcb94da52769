package improvement

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

func aTeam() Team {
	return Team{Title: "Hud mot hud", Aim: "Barnet hos sin förälder", BeginsOn: day(2026, time.January, 1), EndsOn: day(2027, time.December, 31), State: TeamRunning}
}

func TestCheckTeam(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Team)
		want   string
	}{
		{"enough", func(*Team) {}, ""},
		{"nothing", func(t *Team) { *t = Team{} }, "title required, aim required, begins_on required, ends_on required"},
		{"ends before", func(t *Team) { t.EndsOn = t.BeginsOn }, "ends_on date_order"},
		{"six years", func(t *Team) { t.EndsOn = day(2032, time.January, 1) }, "ends_on team_too_long"},
		{"a digit too few", func(t *Team) { t.BeginsOn = day(202, time.January, 1); t.EndsOn = day(203, time.January, 1) }, "begins_on date_limits, ends_on date_limits"},
		{"somebody's number", func(t *Team) { t.Parties = "20121212-1212" }, "parties personal_number"},
	} {
		team := aTeam()
		test.change(&team)
		if got := told(team.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestATeamsWay: planned, running, handed over, and then fixed.
func TestATeamsWay(t *testing.T) {
	team := aTeam()
	team.State = TeamPlanned
	over := TeamEnding{As: TeamHandedOver, Note: "Det gick", Continues: "Vi mäter", OwnerID: 1, DueOn: day(2026, time.June, 1)}
	if err := team.End(over, today); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("handed over before it has run: %v", err)
	}
	if err := team.Start(); err != nil || team.State != TeamRunning {
		t.Errorf("started: %s, %v", team.State, err)
	}
	if err := team.Start(); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("started twice: %v", err)
	}
	if err := team.End(over, today); err != nil || team.State != TeamHandedOver || *team.SettledOn != today || team.Continues != "Vi mäter" {
		t.Errorf("handed over: %+v, %v", team, err)
	}
	if err := team.End(TeamEnding{As: TeamEnded}, today); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("ended twice: %v", err)
	}
	for _, test := range []struct {
		e    TeamEnding
		want string
	}{
		{over, ""},
		{TeamEnding{As: TeamEnded, Note: "Ingen tid"}, ""},
		{TeamEnding{}, "as required, end_note required"},
		{TeamEnding{As: TeamHandedOver}, "end_note required, continues required, owner required, due_on required"},
		{TeamEnding{As: TeamHandedOver, Note: "N", Continues: "C", OwnerID: 1, DueOn: today.AddDate(0, 0, -1)}, "due_on date_past"},
	} {
		if got := told(test.e.Check(today)); got != test.want {
			t.Errorf("%+v: %q, want %q", test.e, got, test.want)
		}
	}
}

func TestSeminarDays(t *testing.T) {
	days := aTeam().SeminarDays()
	if len(days) != 4 || days[0].Before(day(2026, time.January, 20)) || days[3].After(day(2027, time.December, 14)) {
		t.Errorf("days %v", days)
	}
	for n, d := range days {
		if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday || n > 0 && d.Sub(days[n-1]) < 200*24*time.Hour {
			t.Errorf("day %d is %s", n, d)
		}
	}
	short := aTeam()
	if short.EndsOn = short.BeginsOn.AddDate(0, 0, 30); short.SeminarDays() != nil {
		t.Error("seminars in a month")
	}
}

func TestCheckTeamMember(t *testing.T) {
	for _, test := range []struct {
		m    TeamMember
		want string
	}{
		{TeamMember{Kind: ExpertMember, Name: "N", Competence: Clinical}, ""},
		{TeamMember{Kind: LocalMember, UnitID: 1, Name: "N", Competence: Leading}, ""},
		{TeamMember{}, "kind required, name required, competence required"},
		{TeamMember{Kind: LocalMember, Name: "N", Competence: Clinical}, "unit required"},
		{TeamMember{Kind: InvitedMember, UnitID: 1, Name: "N", Email: "x", Competence: "x"}, "unit only_for_local, email email_invalid, competence unknown_choice"},
	} {
		if got := told(test.m.Check()); got != test.want {
			t.Errorf("%+v: %q, want %q", test.m, got, test.want)
		}
	}
	if !Takes([]TeamMember{{PersonID: 3}}, 3) || Takes([]TeamMember{{PersonID: 3}, {}}, 0) || Takes(nil, 3) {
		t.Error("who takes part")
	}
}

func TestExpertGaps(t *testing.T) {
	doctor, nurse := TeamMember{Kind: ExpertMember, Competence: Clinical, Profession: "Läkare"}, TeamMember{Kind: ExpertMember, Competence: Clinical, Profession: "Sjuksköterska"}
	second := doctor
	second.Profession = " läkare "
	patient := TeamMember{Kind: ExpertMember, Competence: PatientVoice, Profession: "Lärare"}
	improver, analyst := TeamMember{Kind: ExpertMember, Competence: ImprovingWork}, TeamMember{Kind: InvitedMember, Competence: DataCompetence}
	for name, test := range map[string]struct {
		members []TeamMember
		want    []ExpertGap
	}{
		"nobody":                 {nil, []ExpertGap{NoExperts}},
		"local people alone":     {[]TeamMember{{Kind: LocalMember, UnitID: 1, Competence: Clinical, Profession: "Läkare"}}, []ExpertGap{NoExperts}},
		"two doctors":            {[]TeamMember{doctor, second}, []ExpertGap{OneProfession, NoPatientVoice, NoImprovingWork, NoDataCompetence}},
		"doctors and a relative": {[]TeamMember{doctor, second, patient}, []ExpertGap{OneProfession, NoImprovingWork, NoDataCompetence}},
		"all":                    {[]TeamMember{doctor, nurse, patient, improver, analyst}, nil},
	} {
		if got := ExpertGaps(test.members); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestCheckTeamMeasureAndFigure(t *testing.T) {
	m := TeamMeasure{Name: "N", NumeratorText: "T", DenominatorText: "N", Rhythm: Weekly, Direction: quality.Lower, StartsOn: today}
	if got := told(m.Check()); got != "" || !m.Counted() {
		t.Errorf("a measure: %q", got)
	}
	m.IndicatorID, m.Rhythm = 1, Quarterly
	if m.Counted() {
		t.Error("the group's quarter is counted twice")
	}
	hundred := 100.1
	if got := told(TeamMeasure{Target: &hundred}.Check()); got != "name required, numerator_text required, denominator_text required, rhythm required, direction required, starts_on required, target out_of_range" {
		t.Errorf("nothing: %q", got)
	}
	for _, test := range []struct {
		f    TeamFigure
		want string
	}{
		{TeamFigure{State: FigureValue}, ""}, // zero of nobody is a figure
		{TeamFigure{State: FigureValue, Numerator: 3, Denominator: 2}, "numerator team_numerator"},
		{TeamFigure{State: FigureValue, Denominator: 2_000_000}, "denominator out_of_range"},
		{TeamFigure{State: FigureMissing}, "reason required"},
		{TeamFigure{State: FigureMissing, Reason: "Låg nere"}, ""},
		{TeamFigure{State: FigureNotApplicable}, ""},
		{TeamFigure{}, "state required"},
	} {
		if got := told(test.f.Check()); got != test.want {
			t.Errorf("%+v: %q, want %q", test.f, got, test.want)
		}
	}
}

func TestRhythms(t *testing.T) {
	for _, test := range []struct {
		r           Rhythm
		day         time.Time
		start, next time.Time
	}{
		{Weekly, day(2026, time.January, 1), day(2025, time.December, 29), day(2026, time.January, 5)},
		{Weekly, day(2026, time.January, 4), day(2025, time.December, 29), day(2026, time.January, 5)}, // a Sunday
		{Monthly, day(2026, time.February, 28), day(2026, time.February, 1), day(2026, time.March, 1)},
		{Quarterly, day(2026, time.June, 30), day(2026, time.April, 1), day(2026, time.July, 1)},
	} {
		if got := test.r.Start(test.day); got != test.start || test.r.Next(got) != test.next {
			t.Errorf("%s of %s: %s", test.r, test.day, got)
		}
	}
	m := TeamMeasure{Rhythm: Monthly, StartsOn: day(2026, time.January, 15)}
	if got := m.Periods(aTeam(), day(2026, time.April, 1)); len(got) != 3 || got[0] != day(2026, time.January, 1) || got[2] != day(2026, time.March, 1) {
		t.Errorf("periods %v", got)
	}
	ended := aTeam()
	ended.SettledOn = new(day(2026, time.February, 10))
	if got := m.Periods(ended, day(2027, time.April, 1)); len(got) != 2 {
		t.Errorf("periods of one that ended: %v", got)
	}
	if !m.HasPeriod(aTeam(), day(2026, time.March, 1), day(2026, time.April, 1)) || m.HasPeriod(aTeam(), day(2026, time.March, 2), day(2026, time.April, 1)) {
		t.Error("which periods there are")
	}
}

func TestLackingOf(t *testing.T) {
	team, unit := aTeam(), TeamUnit{UnitID: 2}
	team.ID = 5
	measures := []TeamMeasure{{ID: 1, TeamID: 5, Rhythm: Monthly, StartsOn: team.BeginsOn}, {ID: 2, TeamID: 6, Rhythm: Weekly, StartsOn: team.BeginsOn}}
	figures := []TeamFigure{{MeasureID: 1, UnitID: 2, Period: day(2026, time.February, 1)}, {MeasureID: 1, UnitID: org.UnitID(3), Period: day(2026, time.March, 1)}}
	l := LackingOf(team, unit, measures, figures, day(2026, time.April, 6))
	if l.Count != 2 || l.Latest != day(2026, time.March, 31) {
		t.Errorf("lacking %+v", l)
	}
	if l := LackingOf(team, unit, measures, figures, day(2026, time.April, 2)); l.Count != 1 { // March has just ended
		t.Errorf("two days after: %+v", l)
	}
	team.State = TeamPlanned
	if l := LackingOf(team, unit, measures, nil, day(2026, time.April, 6)); l.Count != 0 {
		t.Errorf("a planned team: %+v", l)
	}
}

// TestSeminarsToPlan: only days to come are suggested, and none for those that are planned.
func TestSeminarsToPlan(t *testing.T) {
	team := Team{BeginsOn: day(2026, time.January, 1), EndsOn: day(2027, time.December, 31)}
	all := team.SeminarDays()
	for _, test := range []struct {
		today   time.Time
		planned []time.Time
		want    []time.Time
	}{
		{day(2025, time.December, 1), nil, all},
		{all[0], nil, all[1:]},
		{day(2026, time.March, 1), []time.Time{day(2026, time.February, 1)}, all[1:]},
		{day(2026, time.March, 1), []time.Time{day(2026, time.February, 1), all[1].Add(9 * time.Hour)}, all[2:]},
		{day(2025, time.December, 1), []time.Time{all[0], all[1], all[2], all[3], all[3]}, nil},
		{day(2028, time.January, 1), nil, nil},
	} {
		if got := team.SeminarsToPlan(test.today, test.planned); !slices.Equal(got, test.want) {
			t.Errorf("on %s with %v: %v, want %v", test.today.Format(time.DateOnly), test.planned, got, test.want)
		}
	}
}
