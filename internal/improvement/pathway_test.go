package improvement

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// standard are the phases of the program's own template from 12 January 2026.
func standard() Phases { return StandardPathwayTemplate(1).Begin(on("2026-01-12")) }

// problemsOf are an error's problems as "field code"; "" for none.
func problemsOf(t *testing.T, err error) string {
	t.Helper()
	var invalid *fault.ValidationError
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &invalid):
		t.Fatal(err)
	}
	var list []string
	for _, p := range invalid.Problems {
		list = append(list, p.Field+" "+p.Code)
	}
	return strings.Join(list, ", ")
}

func TestTheStandardTemplateIsTheSeeds(t *testing.T) {
	template := StandardPathwayTemplate(1)
	if err := template.Check(); err != nil {
		t.Fatal(err)
	}
	p := standard()
	for n, want := range []string{"2026-02-22", "2026-04-05", "2026-07-05"} {
		if got := p[n].End; !got.Equal(on(want)) {
			t.Errorf("%s ends %v, want %s", p[n].Name, got, want)
		}
	}
	if len(p) != PhaseCount || p.Current().Number != PreparationPhase || !p.Ends().Equal(on("2026-07-05")) {
		t.Errorf("phases %+v", p)
	}
}

// TestAPhaseBeginsInTheTemplatesOrder tries many times: once it was now and then the other way.
func TestAPhaseBeginsInTheTemplatesOrder(t *testing.T) {
	for range 50 {
		for n, phase := range standard() {
			var got []string
			for _, i := range phase.Items {
				got = append(got, i.Text)
			}
			of := StandardPathwayTemplate(1).Phases[n]
			if want := slices.Concat(of.Criteria, of.Checks); !slices.Equal(got, want) {
				t.Fatalf("%s: %q, want %q", phase.Name, got, want)
			}
		}
	}
}

func TestClosingAPhase(t *testing.T) {
	p := standard()
	today := on("2026-02-20")
	if got := problemsOf(t, p.Close(PhaseClosing{Phase: 1, On: today})); got != "reason criteria_left" {
		t.Errorf("with criteria left and no reason: %q", got)
	}
	p = standard()
	if err := p.Close(PhaseClosing{Phase: 2, On: today, Reason: "x"}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("one that does not go on: %v", err)
	}
	if err := p.Close(PhaseClosing{Phase: 1, On: today, By: 7, Reason: "Datapaketet väntar"}); err != nil {
		t.Fatal(err)
	}
	if p[0].ClosedBy != 7 || p[0].CloseReason == "" || p.Current().Number != StartUpPhase || p[0].Late(on("2026-12-01")) {
		t.Errorf("closed: %+v", p[0])
	}
	for n := range p[1].Items {
		p[1].Items[n].DoneOn = &today
	}
	if err := p.Close(PhaseClosing{Phase: 2, On: today}); err != nil {
		t.Errorf("with all ticked: %v", err)
	}
	if err := p.Open(1); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("opened before the one that follows: %v", err)
	}
	if err := p.Open(2); err != nil || p.Current().Number != StartUpPhase {
		t.Errorf("opened again: %v", err)
	}
}

// What follows a moved phase keeps its length and begins the day after.
func TestMovingAPhase(t *testing.T) {
	p := standard()
	m, start, err := p.Move(PhaseMove{Phase: 1, To: on("2026-03-01"), Why: "x"})
	if err != nil || !m.From.Equal(on("2026-02-22")) || !start.Equal(on("2026-01-12")) {
		t.Fatalf("%+v, %v, %v", m, start, err)
	}
	if p[0].Length != (Length{49, InDays}) || !p[1].Start.Equal(on("2026-03-02")) || !p[1].End.Equal(on("2026-04-12")) || !p[2].End.Equal(on("2026-07-12")) {
		t.Errorf("%+v", p)
	}
	if _, start, err = p.Move(PhaseMove{Phase: 0, To: on("2026-01-31"), Why: "x"}); err != nil || !start.Equal(on("2026-01-31")) || p[0].Days() != 49 || !p[1].Start.Equal(on("2026-03-21")) {
		t.Errorf("the first day: %v, %v, %+v", start, err, p)
	}
	for _, test := range []struct {
		PhaseMove
		want string
	}{
		{PhaseMove{Phase: 1, To: on("2026-01-30")}, "to date_order"},
		{PhaseMove{Phase: 1, To: p[0].End}, "to same_day"},
		{PhaseMove{Phase: 0, To: on("2026-01-31")}, "to same_day"},
		{PhaseMove{Phase: 2, To: on("2029-01-01")}, "to too_long_days"},
	} {
		if _, _, err := p.Move(test.PhaseMove); problemsOf(t, err) != test.want {
			t.Errorf("%+v: %v", test.PhaseMove, err)
		}
	}
	closed := on("2026-03-01")
	p[0].ClosedOn = &closed
	for _, phase := range []int{0, 1, 4} {
		if _, _, err := p.Move(PhaseMove{Phase: phase, To: on("2026-05-01")}); !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("phase %d: %v", phase, err)
		}
	}
}

func TestCoreTeamGaps(t *testing.T) {
	physician := CoreMember{UnitID: 1, Profession: org.Physician, Competence: "Neonatolog"}
	nurse := CoreMember{UnitID: 2, Profession: org.Nurse, Competence: "Amning"}
	parent := CoreMember{Kind: CorePatient, Profession: org.OtherProfession, Competence: "Förälder"}
	economist := CoreMember{Profession: org.OtherProfession, Competence: "Hälsoekonom"}
	midwife := CoreMember{UnitID: 2, Profession: org.OtherProfession, Competence: "Barnmorska"}
	units := []org.UnitID{1, 2}
	for name, test := range map[string]struct {
		team CoreTeam
		want []TeamGap
	}{
		"not chosen yet":             {nil, nil},
		"both":                       {CoreTeam{physician, nurse}, nil},
		"one profession, one unit":   {CoreTeam{physician, physician}, []TeamGap{{OneProfession: org.Physician}, {Unit: 2}}},
		"a parent is no profession":  {CoreTeam{nurse, parent}, []TeamGap{{OneProfession: org.Nurse}, {Unit: 1}}},
		"others are not all of one":  {CoreTeam{economist, midwife, physician}, nil},
		"others of the same, alone":  {CoreTeam{midwife, {UnitID: 1, Profession: org.OtherProfession, Competence: " barnmorska"}}, []TeamGap{{OneProfession: org.OtherProfession}}},
		"two others are of two kind": {CoreTeam{economist, midwife}, []TeamGap{{Unit: 1}}},
	} {
		got := test.team.Gaps(units)
		if len(got) != len(test.want) {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		for n := range got {
			if got[n] != test.want[n] {
				t.Errorf("%s: %+v, want %+v", name, got, test.want)
			}
		}
	}
}

func TestWhoIsInACoreTeam(t *testing.T) {
	team := CoreTeam{{PersonID: 3, Email: "a@exempel.se"}, {Email: "B@exempel.se"}, {Name: "Utan adress"}}
	for _, test := range []struct {
		org.Person
		want bool
	}{
		{org.Person{ID: 3}, true}, {org.Person{ID: 4, Email: "b@exempel.se"}, true}, {org.Person{ID: 4, Email: "a@exempel.se"}, false},
		{org.Person{ID: 5}, false}, {org.Person{Email: "b@exempel.se"}, false},
	} {
		if got := team.Takes(test.Person); got != test.want {
			t.Errorf("%+v: %v", test.Person, got)
		}
	}
}

func TestChecksOfIntroductions(t *testing.T) {
	today := on("2026-05-04")
	whole := PathwayIntroduction{Title: "x", StartsOn: today}
	tooMany := whole
	tooMany.Measures = make([]quality.IndicatorID, MostPathwayMeasures+1)
	since := today.AddDate(0, 0, 1)
	template := StandardPathwayTemplate(1)
	template.Title = ""
	template.Phases[0].Count, template.Phases[1].Unit, template.Phases[2].Criteria = 200, InDays, nil
	template.Phases[1].Checks = []string{strings.Repeat("x", MaxLine+1), strings.Repeat("y", MaxLine+1)}
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"whole":             {whole.Check(), ""},
		"nothing":           {PathwayIntroduction{}.Check(), "title required, starts_on required"},
		"too many measures": {tooMany.Check(), "measures too_many_chosen"},
		"a person's number": {PathwayIntroduction{Title: "19121212-1212", StartsOn: today}.Check(), "title personal_number"},
		"assumed":           {Economics{Assumptions: "x"}.Check(), "assumed_from required"},
		"no notes":          {Economics{}.Check(), ""},
		"template":          {template.Check(), "title required, count1 out_of_range, unit2 unknown_choice, checks2 too_long, criteria3 required"},
		"member":            {CoreMember{Email: "a b", Kind: "x"}.Check(), "name required, email email_invalid, kind unknown_choice, profession required, competence required"},
		"not applicable":    {PathwayUnit{State: UnitNotApplicable}.Check(today), "why required"},
		"begun, no day":     {PathwayUnit{State: UnitBegun}.Check(today), "since required"},
		"begun tomorrow":    {PathwayUnit{State: UnitBegun, Since: &since}.Check(today), "since date_to_come"},
		"not begun":         {PathwayUnit{State: UnitNotBegun}.Check(today), ""},
		"empty sheet":       {PathwayGap{}.Check(), "current required"},
		"half a sheet":      {PathwayGap{Goal: "x"}.Check(), ""},
		"vision":            {PatientGroup{Name: "x"}.Check(), "vision required"},
		"move":              {PhaseMove{}.Check(), "to required, why required"},
	} {
		if got := problemsOf(t, test.err); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestEndingAnIntroduction(t *testing.T) {
	today, open := on("2026-07-10"), standard()
	closed := standard()
	for n := range closed {
		closed[n].ClosedOn = &today
	}
	in := PathwayIntroduction{State: PathwayRunning}
	if _, err := in.End(Ending{State: PathwayFinished, EndNote: "x"}, open, today); problemsOf(t, err) != "state phases_open, carried_on required" {
		t.Errorf("finished too early: %v", err)
	}
	if _, err := in.End(Ending{}, closed, today); problemsOf(t, err) != "state required, end_note required" {
		t.Errorf("nothing said: %v", err)
	}
	stopped, err := in.End(Ending{State: PathwayStopped, EndNote: "x"}, open, today)
	if err != nil || stopped.State != PathwayStopped || !stopped.EndedOn.Equal(today) {
		t.Errorf("stopped: %+v, %v", stopped, err)
	}
	if _, err := stopped.End(Ending{State: PathwayStopped, EndNote: "x"}, open, today); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("twice: %v", err)
	}
	again, err := stopped.Reopen()
	if err != nil || again.EndedOn != nil || again.EndNote != "x" {
		t.Errorf("opened again: %+v, %v", again, err)
	}
	if !in.LooksFrom(open).Equal(on("2026-04-06")) {
		t.Errorf("effect from %v", in.LooksFrom(open))
	}
}

func TestLines(t *testing.T) {
	if got := Lines(" ett \r\n\n  två  tre\n"); len(got) != 2 || got[0] != "ett" || got[1] != "två tre" {
		t.Errorf("%q", got)
	}
}

// TestWhatHasEndedHasNoDaysToCome: a phase ends when it is closed or the introduction ends, and
// one that had not begun by then never does.
func TestWhatHasEndedHasNoDaysToCome(t *testing.T) {
	phases, closed := standard(), on("2026-02-27")
	for n := range phases {
		phases[n].ClosedOn = &closed
	}
	in := PathwayIntroduction{State: PathwayRunning, StartsOn: phases[0].Start}
	for n, want := range []Dates{{phases[0].Start, on("2026-02-22")}, {phases[1].Start, closed}} {
		if got, began := in.PhaseLasted(phases[n]); got != want || !began {
			t.Errorf("phase %d: %v, %t", n+1, got, began)
		}
	}
	if _, began := in.PhaseLasted(phases[2]); began {
		t.Error("closed before it began, and began")
	}
	if got := in.LooksFrom(phases); !got.Equal(closed) {
		t.Errorf("effect from %v", got)
	}
	if got, began := in.Lasted(phases); !began || got != (Dates{in.StartsOn, closed}) {
		t.Errorf("all closed: %v, %t", got, began)
	}
	stopped := on("2026-03-02")
	in.State, in.EndedOn = PathwayStopped, &stopped
	if got, began := in.Lasted(standard()); !began || got != (Dates{in.StartsOn, stopped}) {
		t.Errorf("stopped: %v, %t", got, began)
	}
	if got, began := in.PhaseLasted(standard()[1]); !began || !got.End.Equal(stopped) {
		t.Errorf("went on when it was stopped: %v, %t", got, began)
	}
	early := on("2026-01-01")
	if in.EndedOn = &early; true {
		if _, began := in.Lasted(standard()); began {
			t.Error("stopped before it began, and began")
		}
	}
}
