package improvement_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/improvement"
)

// toldMethod is a method with what it needs.
func toldMethod() improvement.Method {
	return improvement.Method{Direction: improvement.MethodIn, Kind: improvement.WayOfWorking, Title: "Hud mot hud", Why: "Barnen mår bättre.",
		Source: "Riktlinjen", Priority: improvement.MediumPriority, FollowUpMonths: []int{6, 12}}
}

func TestWhatAMethodNeeds(t *testing.T) {
	far := time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*improvement.Method)
		want   []string
	}{
		"all it needs":       {func(*improvement.Method) {}, nil},
		"nothing":            {func(m *improvement.Method) { *m = improvement.Method{} }, []string{"direction: required", "kind: required", "title: required", "why: required", "source: required", "priority: required"}},
		"no such way":        {func(m *improvement.Method) { m.Direction = "up" }, []string{"direction: unknown_choice"}},
		"a plain link":       {func(m *improvement.Method) { m.SourceURL = "https://exempel.se/a?b=c" }, nil},
		"a link that runs":   {func(m *improvement.Method) { m.SourceURL = "javascript://alert(1)" }, []string{"source_url: link_https"}},
		"a link to nowhere":  {func(m *improvement.Method) { m.SourceURL = "https://" }, []string{"source_url: link_https"}},
		"a link with spaces": {func(m *improvement.Method) { m.SourceURL = "https://a b" }, []string{"source_url: link_https"}},
		"too long a title":   {func(m *improvement.Method) { m.Title = strings.Repeat("å", improvement.MaxLine+1) }, []string{"title: too_long"}},
		"somebody's number":  {func(m *improvement.Method) { m.Why = "20121212-1212" }, []string{"why: personal_number"}},
		"a day too far away": {func(m *improvement.Method) { m.TargetOn, m.EndedOn = &far, &far }, []string{"target_on: date_limits", "ended_on: date_limits"}},
		"too far down":       {func(m *improvement.Method) { m.Position = improvement.LastPosition + 1 }, []string{"position: out_of_range"}},
		"no follow-ups":      {func(m *improvement.Method) { m.FollowUpMonths = nil }, nil},
		"months that go back": {func(m *improvement.Method) { m.FollowUpMonths = []int{12, 6} },
			[]string{"follow_up: follow_up_months"}},
		"no month":        {func(m *improvement.Method) { m.FollowUpMonths = []int{0} }, []string{"follow_up: follow_up_months"}},
		"too many months": {func(m *improvement.Method) { m.FollowUpMonths = []int{1, 2, 3, 4, 5, 6, 7} }, []string{"follow_up: too_many_follow_ups"}},
	} {
		m := toldMethod()
		c.change(&m)
		if got := problemsOf(t, m.Check()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestWhatAUnitSays(t *testing.T) {
	today := methodDay(5, 4)
	for name, c := range map[string]struct {
		note improvement.MethodNote
		want []string
	}{
		"done":            {improvement.MethodNote{UnitID: 1, State: improvement.MethodDone, Since: today}, nil},
		"nothing":         {improvement.MethodNote{}, []string{"unit: unit_required", "state: required", "since: required"}},
		"tomorrow":        {improvement.MethodNote{UnitID: 1, State: improvement.MethodPlanned, Since: today.AddDate(0, 0, 1)}, []string{"since: date_to_come"}},
		"not for us":      {improvement.MethodNote{UnitID: 1, State: improvement.MethodNotApplicable, Since: today}, []string{"comment: required"}},
		"not for us, why": {improvement.MethodNote{UnitID: 1, State: improvement.MethodNotApplicable, Since: today, Comment: "Annat hus"}, nil},
	} {
		if got := problemsOf(t, c.note.Check(today)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func methodDay(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

// TestACourseOverTime: what is said later mends what was said of the time from its day on,
// and an earlier day of the same state mends since when.
func TestACourseOverTime(t *testing.T) {
	say := func(s improvement.MethodState, month time.Month) improvement.MethodNote {
		return improvement.MethodNote{State: s, Since: methodDay(month, 1)}
	}
	const none, planned, partly, done = improvement.MethodUntouched, improvement.MethodPlanned, improvement.MethodPartly, improvement.MethodDone
	for name, c := range map[string]struct {
		notes []improvement.MethodNote
		want  string
		began time.Month // zero for nil
	}{
		"nothing":                  {nil, "", 0},
		"one step":                 {[]improvement.MethodNote{say(planned, 1)}, "planned 1", 0},
		"step by step":             {[]improvement.MethodNote{say(none, 1), say(planned, 2), say(partly, 3), say(done, 6)}, "untouched 1, planned 2, partly 3, done 6", 3},
		"an earlier day":           {[]improvement.MethodNote{say(planned, 1), say(partly, 4), say(partly, 3)}, "planned 1, partly 3", 3},
		"a later day":              {[]improvement.MethodNote{say(planned, 1), say(partly, 3), say(partly, 4)}, "planned 1, partly 4", 4},
		"before all that was said": {[]improvement.MethodNote{say(planned, 3), say(done, 6), say(partly, 2)}, "partly 2", 2},
		"back, and forth again":    {[]improvement.MethodNote{say(done, 1), say(none, 3), say(partly, 5)}, "done 1, untouched 3, partly 5", 5},
		"fallen back":              {[]improvement.MethodNote{say(done, 1), say(none, 3)}, "done 1, untouched 3", 0},
	} {
		course := improvement.MethodCourse(c.notes)
		var steps []string
		for _, s := range course {
			steps = append(steps, string(s.State)+" "+s.Since.Format("1"))
		}
		if got := strings.Join(steps, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		began := improvement.MethodBegan(course)
		if (began == nil) != (c.began == 0) || began != nil && began.Month() != c.began {
			t.Errorf("%s: began %v, want month %d", name, began, c.began)
		}
	}
	course := improvement.MethodCourse([]improvement.MethodNote{say(planned, 2), say(done, 6)})
	if _, said := improvement.MethodOn(course, methodDay(1, 31)); said {
		t.Error("something held before anything was said")
	}
	if n, _ := improvement.MethodOn(course, methodDay(5, 31)); n.State != planned {
		t.Errorf("in May it was %s", n.State)
	}
	if n, _ := improvement.MethodOn(course, methodDay(6, 1)); n.State != done {
		t.Errorf("in June it was %s", n.State)
	}
	courses := improvement.MethodCourses([]improvement.MethodNote{{MethodID: 1, UnitID: 1, State: planned, Since: methodDay(1, 1)},
		{MethodID: 1, UnitID: 2, State: partly, Since: methodDay(2, 1)}, {MethodID: 1, UnitID: 1, State: done, Since: methodDay(3, 1)}})
	if len(courses) != 2 || len(courses[improvement.MethodUnit{MethodID: 1, UnitID: 1}]) != 2 {
		t.Errorf("courses %v", courses)
	}
}

// TestWhenAUnitIsAskedAgain: from the day that it came all the way, and not after it has
// answered or fallen back.
func TestWhenAUnitIsAskedAgain(t *testing.T) {
	m := toldMethod()
	done := []improvement.MethodNote{{State: improvement.MethodDone, Since: time.Date(2025, 8, 31, 0, 0, 0, 0, time.UTC)}}
	days := m.FollowUpDays(done)
	if len(days) != 2 || days[0].Format(time.DateOnly) != "2026-02-28" || days[1].Format(time.DateOnly) != "2026-08-31" {
		t.Fatalf("asked on %v", days)
	}
	if next := m.NextFollowUp(done, nil); next == nil || !next.Equal(days[0]) {
		t.Errorf("first asked %v", next)
	}
	given := []improvement.MethodFollowUp{{AskedOn: days[0]}}
	if next := m.NextFollowUp(done, given); next == nil || !next.Equal(days[1]) {
		t.Errorf("then asked %v", next)
	}
	if next := m.NextFollowUp(done, append(given, improvement.MethodFollowUp{AskedOn: days[1]})); next != nil {
		t.Errorf("asked a third time on %v", next)
	}
	partly := append(done, improvement.MethodNote{State: improvement.MethodPartly, Since: methodDay(3, 1)})
	if next := m.NextFollowUp(partly, nil); next != nil {
		t.Errorf("asked although it fell back: %v", next)
	}
	if got := problemsOf(t, improvement.MethodFollowUp{}.Check()); !slices.Equal(got, []string{"outcome: required", "result: required"}) {
		t.Errorf("an empty follow-up: %v", got)
	}
	ended := m
	last := methodDay(3, 1)
	ended.EndedOn = &last
	if !m.Followed(last) || !ended.Followed(last) || ended.Followed(last.AddDate(0, 0, 1)) {
		t.Error("followed to its last day")
	}
	var tally improvement.MethodTally
	for _, s := range append(improvement.MethodStates(), "") {
		tally.Count(s)
	}
	if tally != (improvement.MethodTally{Untouched: 1, Planned: 1, Partly: 1, Done: 1, NotApplicable: 1, Silent: 1}) || tally.Concerned() != 5 {
		t.Errorf("tally %+v", tally)
	}
}
