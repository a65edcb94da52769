package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MatterState is where a question is.
type MatterState string

// The states.
const (
	MatterOpen      MatterState = "open"
	MatterOnAgenda  MatterState = "on_agenda" // a meeting takes it up
	MatterLifted    MatterState = "lifted"    // the body above is asked
	MatterAnswered  MatterState = "answered"
	MatterWithdrawn MatterState = "withdrawn"
)

// MatterStates lists them, in the order they are shown.
func MatterStates() []MatterState {
	return []MatterState{MatterOpen, MatterOnAgenda, MatterLifted, MatterAnswered, MatterWithdrawn}
}

// Matter is a question to the group between its meetings.
type Matter struct {
	ID      MatterID
	GroupID org.GroupID
	Title   string
	Body    string
	Link    string // what it is about, an address within the site; "" for nothing
	State   MatterState
	AskedBy org.PersonID
	AskedAt time.Time
	UnitID  org.UnitID // the asker's; zero for none
	// AgendaItemID is where a meeting takes it up, also after it was answered there.
	AgendaItemID AgendaItemID
	// LiftedTo is the body above that is asked, also after its answer.
	LiftedTo   org.BodyID
	LiftedAt   *time.Time
	LiftedBy   org.PersonID
	LiftedNote string // what the body needs to know
	Answer     string
	AnsweredAt *time.Time
	AnsweredBy org.PersonID
	Version    int
}

// Check lists what is wrong with the question at its fields, or nil.
func (m Matter) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", m.Title, 200)
	quality.FreeText(&v, "body", m.Body, 5000)
	checkSiteLink(&v, m.Link)
	return v.OrNil()
}

// Waits reports whether somebody has still to answer it.
func (m Matter) Waits() bool { return m.State != MatterAnswered && m.State != MatterWithdrawn }

// TakeUp puts an open question on a meeting's agenda.
func (m *Matter) TakeUp(item AgendaItemID) error {
	if m.State != MatterOpen {
		return fault.ErrWrongState
	}
	m.State, m.AgendaItemID = MatterOnAgenda, item
	return nil
}

// PutBack makes a question open again whose place on an agenda is gone.
func (m *Matter) PutBack() error {
	if m.State != MatterOnAgenda {
		return fault.ErrWrongState
	}
	m.State, m.AgendaItemID = MatterOpen, 0
	return nil
}

// Lift asks the body above; note is what it needs to know.
func (m *Matter) Lift(to org.BodyID, note string, at time.Time, by org.PersonID) error {
	if m.State != MatterOpen && m.State != MatterOnAgenda {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	if to == 0 {
		v.Add("lifted_to", "required")
	}
	quality.NeededText(&v, "lifted_note", note, 5000)
	if err := v.OrNil(); err != nil {
		return err
	}
	m.State, m.LiftedTo, m.LiftedNote, m.LiftedAt, m.LiftedBy = MatterLifted, to, note, &at, by
	return nil
}

// Settle answers the question: the group's own answer, or that of the body it was
// lifted to.
func (m *Matter) Settle(answer string, at time.Time, by org.PersonID) error {
	if !m.Waits() {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "answer", answer, 5000)
	if err := v.OrNil(); err != nil {
		return err
	}
	m.State, m.Answer, m.AnsweredAt, m.AnsweredBy = MatterAnswered, answer, &at, by
	return nil
}

// Withdraw ends a question without an answer. One that is lifted waits for the body.
func (m *Matter) Withdraw() error {
	if m.State != MatterOpen && m.State != MatterOnAgenda {
		return fault.ErrWrongState
	}
	m.State = MatterWithdrawn
	return nil
}
