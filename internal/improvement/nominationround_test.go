package improvement

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

func roundDay(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

// spring is a round that is open in April and May.
func spring() NominationRound {
	decides := roundDay(time.June, 15)
	return NominationRound{Year: 2026, Invitation: "Nominera", OpensOn: roundDay(time.April, 1), ClosesOn: roundDay(time.May, 31), DecidesOn: &decides, Wanted: 2}
}

// codes are the problems as "field: code".
func roundCodes(err error) string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return ""
	}
	var codes []string
	for _, p := range invalid.Problems {
		codes = append(codes, p.Field+": "+p.Code)
	}
	return strings.Join(codes, ", ")
}

func TestARoundClosesByItself(t *testing.T) {
	r, closed, decided := spring(), spring(), spring()
	at := roundDay(time.May, 2)
	closed.ClosedAt, decided.DecidedOn = &at, &at
	for _, c := range []struct {
		round NominationRound
		day   time.Time
		want  RoundState
	}{{r, roundDay(time.March, 31), RoundComing}, {r, roundDay(time.April, 1), RoundOpen}, {r, roundDay(time.May, 31), RoundOpen},
		{r, roundDay(time.June, 1), RoundWeighing}, {closed, roundDay(time.May, 3), RoundWeighing}, {decided, roundDay(time.May, 3), RoundDecided}} {
		if got := c.round.State(c.day); got != c.want {
			t.Errorf("%s: %s, want %s", c.day.Format(time.DateOnly), got, c.want)
		}
	}
}

func TestWhatIsWrongWithARound(t *testing.T) {
	for want, change := range map[string]func(*NominationRound){
		"":                                func(*NominationRound) {},
		"year: year_limits":               func(r *NominationRound) { r.Year = 1900 },
		"invitation: required":            func(r *NominationRound) { r.Invitation = " " },
		"closes_on: date_order":           func(r *NominationRound) { r.ClosesOn = roundDay(time.March, 31) },
		"closes_on: round_long":           func(r *NominationRound) { r.ClosesOn, r.DecidesOn = r.OpensOn.AddDate(2, 0, 0), nil },
		"decides_on: round_decided_early": func(r *NominationRound) { r.DecidesOn = &r.ClosesOn },
		"wanted: out_of_range":            func(r *NominationRound) { r.Wanted = 0 },
	} {
		r := spring()
		change(&r)
		if got := roundCodes(r.Check()); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheNextRoundIsLikeTheLast(t *testing.T) {
	next := spring().Next()
	if next.Year != 2027 || next.Wanted != 2 || next.Invitation != "Nominera" || !next.ClosesOn.Equal(time.Date(2027, time.May, 31, 0, 0, 0, 0, time.UTC)) ||
		next.DecidesOn.Year() != 2027 || next.ID != 0 || next.Version != 0 {
		t.Errorf("%+v", next)
	}
}

func TestARoundIsExtendedAndClosed(t *testing.T) {
	r, today := spring(), roundDay(time.May, 10)
	for want, day := range map[string]time.Time{"new_closes_on: required": {}, "new_closes_on: date_past": roundDay(time.May, 9), "new_closes_on: round_not_later": roundDay(time.May, 31)} {
		if _, err := r.Extend(day, "Skäl", today); roundCodes(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := r.Extend(roundDay(time.June, 7), "", today); roundCodes(err) != "extended_why: required" {
		t.Error(err)
	}
	later, err := r.Extend(roundDay(time.June, 20), "Fler vill", today)
	if err != nil || later.DecidesOn != nil || later.State(roundDay(time.June, 20)) != RoundOpen {
		t.Errorf("%+v, %v", later, err)
	}
	closed, err := r.Close(7, today.Add(time.Hour), today)
	if err != nil || closed.ClosedBy != 7 || closed.State(today) != RoundWeighing {
		t.Errorf("%+v, %v", closed, err)
	}
	if _, err := closed.Close(7, today, today); !errors.Is(err, fault.ErrWrongState) {
		t.Error("closed twice")
	}
	if open, err := closed.Extend(roundDay(time.May, 20), "Stängd av misstag", today); err != nil || open.State(today) != RoundOpen {
		t.Errorf("opened again: %+v, %v", open, err)
	}
	closed.DecidedOn = &today
	if _, err := closed.Extend(roundDay(time.June, 20), "Skäl", today); !errors.Is(err, fault.ErrWrongState) {
		t.Error("what is decided is extended")
	}
}

// whole is a nomination that can be sent in.
func wholeNomination() Nomination {
	begins, ends := spring().UsualTime()
	return Nomination{GroupID: 1, UnitID: 3, Title: "Ämne", Kind: TopicCare, Problem: "Problem", Effect: "Effekt", BeginsOn: &begins, EndsOn: &ends, WrittenBy: 5,
		PoorQuality: Criterion{Met: true, Why: "Därför", Measures: []quality.IndicatorID{1}}, State: NominationSent}
}

func TestWhatIsWrongWithANomination(t *testing.T) {
	collected := []quality.Indicator{{ID: 1, Category: quality.Nursing}, {ID: 2, Category: quality.Process}}
	for want, change := range map[string]func(*Nomination){
		"":                                    func(*Nomination) {},
		"title: required":                     func(n *Nomination) { n.Title = "" },
		"kind: required":                      func(n *Nomination) { n.Kind = "" },
		"kind: unknown_choice":                func(n *Nomination) { n.Kind = "other" },
		"problem: required, effect: required": func(n *Nomination) { n.Problem, n.Effect = "", "" },
		"poor_quality: criterion_required":    func(n *Nomination) { n.PoorQuality.Met = false },
		"poor_quality_why: required, poor_quality_measures: criterion_measures": func(n *Nomination) { n.PoorQuality = Criterion{Met: true} },
		"variation_measures: unknown_choice": func(n *Nomination) {
			n.Variation = Criterion{Met: true, Why: "Så", Measures: []quality.IndicatorID{2}}
		},
		"parties: unknown_choice":       func(n *Nomination) { n.Parties = []Party{"somebody"} },
		"expert.0.competence: required": func(n *Nomination) { n.Experts = []Expert{{Name: "Någon"}} },
		"ends_on: date_order":           func(n *Nomination) { n.EndsOn = n.BeginsOn },
		"ends_on: team_too_long": func(n *Nomination) {
			long := n.BeginsOn.AddDate(6, 0, 0)
			n.EndsOn = &long
		},
		"problem: personal_number": func(n *Nomination) { n.Problem = "Barnet 20121212-1212" },
	} {
		n := wholeNomination()
		change(&n)
		if got := roundCodes(n.Check(collected)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	draft := Nomination{Title: "Bara ett ämne"}
	if err := draft.CheckDraft(); err != nil {
		t.Error(err)
	}
	if begins, ends := spring().UsualTime(); begins.Year() != 2027 || ends.Format(time.DateOnly) != "2028-12-31" {
		t.Errorf("two years from the next: %s to %s", begins, ends)
	}
}

func TestWhoChangesANomination(t *testing.T) {
	at := func(role org.Role, group org.GroupID, unit org.UnitID, person org.PersonID) org.Actor {
		return org.Actor{Person: org.Person{ID: person}, Memberships: []org.Membership{{Role: role, GroupID: group, UnitID: unit}}}
	}
	n := wholeNomination()
	for what, c := range map[string]struct {
		actor org.Actor
		may   bool
	}{
		"the unit's own":         {at(org.UnitManager, 1, 3, 9), true},
		"another unit's":         {at(org.UnitManager, 1, 4, 9), false},
		"who wrote it":           {at(org.Chair, 1, 0, 5), true},
		"the coordinator":        {at(org.Convener, 1, 0, 9), true},
		"the unit's head":        {at(org.HeadOfDepartment, 1, 3, 9), false},
		"in another group":       {at(org.Convener, 2, 0, 5), false},
		"the receiving body":     {at(org.ProgramAreaChair, 1, 0, 9), false},
		"who is no longer there": {org.Actor{Person: org.Person{ID: 5}}, false},
	} {
		if got := n.MayChange(c.actor); got != c.may {
			t.Errorf("%s: %v", what, got)
		}
	}
}

func TestANominationComesAlong(t *testing.T) {
	kept, at := wholeNomination(), roundDay(time.May, 1)
	kept.ID, kept.Outcome, kept.OutcomeReason, kept.SentAt, kept.SentBy = 8, TopicKept, "Nästa år", &at, 5
	to := spring().Next()
	to.ID = 2
	next := kept.Carried(spring(), to)
	if next.ID != 0 || next.PreviousID != 8 || next.RoundID != 2 || next.State != NominationDraft || next.Outcome != "" || next.SentAt != nil ||
		next.BeginsOn.Year() != kept.BeginsOn.Year()+1 || next.Title != kept.Title {
		t.Errorf("%+v", next)
	}
	same := kept
	same.Promises = []quality.PromiseID{}
	if !kept.Same(same) {
		t.Error("nothing has changed")
	}
	same.Effect = "Annan"
	if kept.Same(same) {
		t.Error("the effect has changed")
	}
}

func TestAClinicWeighs(t *testing.T) {
	n := wholeNomination()
	for want, w := range map[string]Weighing{
		"": {PoorQuality: Strong, Stand: quality.Supports},
		"weigh_poor_quality: unknown_choice, stand: unknown_choice": {},
		"remark: required": {PoorQuality: Weak, Stand: quality.Against},
	} {
		if got := roundCodes(w.Check(n)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if w := (Weighing{PoorQuality: Strong, Variation: Weak}).Of(n); w.Variation != "" || w.PoorQuality != Strong {
		t.Errorf("%+v", w)
	}
}

func TestWhatIsDecided(t *testing.T) {
	r, today, sent := spring(), roundDay(time.June, 20), []SentNomination{{ID: 1}, {ID: 2}, {ID: 3}}
	decided := func(outcomes ...Outcome) RoundDecision {
		d := RoundDecision{On: today}
		for n, o := range outcomes {
			d.Outcomes = append(d.Outcomes, OutcomeOf{ID: NominationID(n + 1), Outcome: o, Reason: "Skäl"})
		}
		return d
	}
	confirmed := decided(TopicChosen, TopicKept, TopicDeclined)
	confirmed.Confirmed = true
	unsaid := decided(TopicChosen, "", TopicChosen)
	unsaid.Outcomes[0].Reason = ""
	tomorrow, before := decided(TopicChosen, TopicChosen, TopicKept), decided(TopicChosen, TopicChosen, TopicKept)
	tomorrow.On, before.On = today.AddDate(0, 0, 1), roundDay(time.March, 1)
	for _, c := range []struct {
		d    RoundDecision
		want string
	}{
		{decided(TopicChosen, TopicChosen, TopicDeclined), ""},
		{decided(TopicChosen, TopicKept, TopicDeclined), "confirm: teams_other_number"},
		{confirmed, ""},
		{unsaid, "reason.1: required, outcome.2: outcome_required"},
		{decided(TopicChosen, TopicChosen), "outcome.3: outcome_required"},
		{tomorrow, "decided_on: date_to_come"},
		{before, "decided_on: round_decided_before"},
	} {
		if got := roundCodes(c.d.Check(r, sent, today)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	sent[0].TeamID, sent[1].BroughtTo = 7, 8 // what has been made of them since
	for _, c := range []struct {
		d    RoundDecision
		want string
	}{
		{confirmed, ""},
		{decided(TopicKept, TopicKept, TopicChosen), "outcome.1: outcome_has_team"},
		{decided(TopicChosen, TopicDeclined, TopicChosen), "outcome.2: outcome_brought_along"},
	} {
		if got := roundCodes(c.d.Check(r, sent, today)); got != c.want {
			t.Errorf("mended: %q, want %q", got, c.want)
		}
	}
	if !slices.Equal(Outcomes(), []Outcome{TopicChosen, TopicKept, TopicDeclined}) {
		t.Error(Outcomes())
	}
}
