package improvement

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Each step from each state: what becomes of it, "" for what cannot be done.
func TestAQuestionsWay(t *testing.T) {
	at := day(2026, 5, 4)
	steps := map[string]func(*Matter) error{
		"take up":  func(m *Matter) error { return m.TakeUp(7) },
		"put back": func(m *Matter) error { return m.PutBack() },
		"lift":     func(m *Matter) error { return m.Lift(2, "De behöver veta detta", at, 3) },
		"settle":   func(m *Matter) error { return m.Settle("Ja", at, 3) },
		"withdraw": func(m *Matter) error { return m.Withdraw() },
	}
	for _, test := range []struct {
		from                                     MatterState
		takeUp, putBack, lift, settle, withdrawn MatterState
	}{
		{MatterOpen, MatterOnAgenda, "", MatterLifted, MatterAnswered, MatterWithdrawn},
		{MatterOnAgenda, "", MatterOpen, MatterLifted, MatterAnswered, MatterWithdrawn},
		{MatterLifted, "", "", "", MatterAnswered, ""},
		{MatterAnswered, "", "", "", "", ""},
		{MatterWithdrawn, "", "", "", "", ""},
	} {
		for step, want := range map[string]MatterState{"take up": test.takeUp, "put back": test.putBack, "lift": test.lift, "settle": test.settle, "withdraw": test.withdrawn} {
			m := Matter{Title: "Fråga", State: test.from}
			err := steps[step](&m)
			switch {
			case want == "" && (!errors.Is(err, fault.ErrWrongState) || m.State != test.from):
				t.Errorf("%s from %s: %v, %s", step, test.from, err, m.State)
			case want != "" && (err != nil || m.State != want):
				t.Errorf("%s from %s: %v, %s, want %s", step, test.from, err, m.State, want)
			}
		}
	}
	var m Matter
	m.State = MatterOpen
	if got := fields(m.Lift(0, " ", at, 3)); got != "lifted_to required, lifted_note required" || m.State != MatterOpen {
		t.Errorf("lifted to nobody: %s", got)
	}
	if got := fields(m.Settle("", at, 3)); got != "answer required" || m.AnsweredAt != nil {
		t.Errorf("no answer: %s", got)
	}
	if got := fields(Matter{Body: "Barnet 121212-1212", Link: "mail:x"}.Check()); got != "title required, body personal_number, link link_within" {
		t.Error(got)
	}
}

func TestAnchoredOnceInEachRegion(t *testing.T) {
	units := []org.Unit{{ID: 1, RegionID: 5}, {ID: 2, RegionID: 3}, {ID: 3, RegionID: 5}}
	tasks := Anchorings(Assignment{DecisionID: 9, Title: "Förankra", DueOn: day(2026, 6, 1)}, units)
	if len(tasks) != 2 || tasks[0].RegionID != 5 || tasks[1].RegionID != 3 {
		t.Fatalf("%+v", tasks)
	}
	for _, task := range tasks {
		if task.Kind != AnchoringTask || task.Title != "Förankra" || task.DecisionID != 9 || task.Check() != nil {
			t.Errorf("%+v", task)
		}
	}
	if got := fields(Assignment{}.Check()); got != "title required, due_on required" {
		t.Error(got)
	}
}

func TestTasksAreSettled(t *testing.T) {
	at := day(2026, 5, 4)
	a := Assignment{State: TaskOpen}
	if err := a.Reopen(); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("opened what is open: %v", err)
	}
	if got := fields(a.Settle(TaskDropped, "", at, 3)); got != "outcome required" || a.State != TaskOpen {
		t.Errorf("dropped without a reason: %s", got)
	}
	if err := a.Settle(TaskOpen, "", at, 3); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("settled as open: %v", err)
	}
	if err := a.Settle(TaskDone, "", at, 3); err != nil || a.SettledAt == nil || a.SettledBy != 3 {
		t.Errorf("%v, %+v", err, a)
	}
	if err := a.Settle(TaskDone, "", at, 3); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("twice: %v", err)
	}
	if err := a.Reopen(); err != nil || a.SettledAt != nil || a.State != TaskOpen {
		t.Errorf("%v, %+v", err, a)
	}
}
