package improvement

import (
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// SupportState is how far a request for support has come.
type SupportState string

// The states.
const (
	SupportAsked     SupportState = "asked"
	SupportTaken     SupportState = "taken" // somebody sees to it
	SupportAnswered  SupportState = "answered"
	SupportClosed    SupportState = "closed" // by those who asked
	SupportWithdrawn SupportState = "withdrawn"
)

// SupportStates lists the states, in the order they follow each other.
func SupportStates() []SupportState {
	return []SupportState{SupportAsked, SupportTaken, SupportAnswered, SupportClosed, SupportWithdrawn}
}

// Open reports whether somebody still has something to do.
func (s SupportState) Open() bool { return s == SupportAsked || s == SupportTaken }

// Ended reports whether those who asked are done with it.
func (s SupportState) Ended() bool { return s == SupportClosed || s == SupportWithdrawn }

// The most characters of a request's parts.
const (
	MostSupportTitle = 200
	MostSupportText  = 5000
)

// Support is what a unit asks of the process support, or of another unit.
type Support struct {
	ID      SupportID
	GroupID org.GroupID
	UnitID  org.UnitID
	// AskedUnit is the unit asked, zero for the process support.
	AskedUnit org.UnitID
	Title     string
	Body      string
	// Link is what it is about, an address within the site, and LinkText its words; or
	// neither.
	Link, LinkText string
	State          SupportState
	AskedBy        org.PersonID
	AskedAt        time.Time
	TakenBy        org.PersonID
	TakenAt        *time.Time
	Answer         string
	AnsweredBy     org.PersonID
	AnsweredAt     *time.Time
	// EndedBy and EndedAt are of its closing, or withdrawal.
	EndedBy org.PersonID
	EndedAt *time.Time
	Version int
}

// withinSite is an address of a page here: neither another site's nor a script's.
var withinSite = regexp.MustCompile(`^/[a-z][^\s\\]*$`)

// longestLink is how many characters an address may have.
const longestLink = 500

// Check is what is wrong with the question, at "title", "body", "asked" and "link".
func (s Support) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", s.Title, MostSupportTitle)
	quality.NeededText(&v, "body", s.Body, MostSupportText)
	if s.AskedUnit == s.UnitID {
		v.Add("asked", "support_of_oneself")
	}
	if !s.LinkFits() {
		v.Add("link", "unknown_choice")
	}
	quality.FreeText(&v, "link", s.LinkText, MostSupportTitle)
	return v.OrNil()
}

// LinkFits reports whether what the request is about is a page here with its words, or
// nothing at all.
func (s Support) LinkFits() bool {
	if s.Link == "" || s.LinkText == "" {
		return s.Link == s.LinkText
	}
	return withinSite.MatchString(s.Link) && len(s.Link) <= longestLink && utf8.RuneCountInString(s.LinkText) <= MostSupportTitle
}

// MayAnswer reports whether the actor may take the request and answer it: the process
// support, or those who report for the unit that is asked.
func (s Support) MayAnswer(actor org.Actor) bool {
	if s.AskedUnit == 0 {
		return actor.May(org.GiveSupport, s.GroupID, 0)
	}
	return slices.Contains(actor.Units(s.GroupID), s.AskedUnit)
}

// MayEnd reports whether the actor may close or withdraw the request: those who may
// ask for the unit.
func (s Support) MayEnd(actor org.Actor) bool { return actor.May(org.AskSupport, s.GroupID, s.UnitID) }

// Take is the request when somebody sees to it; fault.ErrWrongState when it does not
// wait for that.
func (s Support) Take(by org.PersonID, at time.Time) (Support, error) {
	if s.State != SupportAsked {
		return s, fault.ErrWrongState
	}
	s.State, s.TakenBy, s.TakenAt = SupportTaken, by, &at
	return s, nil
}

// Reply is the request with an answer, which may be changed until those who asked are
// done with it: problems at "answer", and fault.ErrWrongState after that.
func (s Support) Reply(answer string, by org.PersonID, at time.Time) (Support, error) {
	if s.State.Ended() {
		return s, fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "answer", answer, MostSupportText)
	if err := v.OrNil(); err != nil {
		return s, err
	}
	s.State, s.Answer, s.AnsweredBy, s.AnsweredAt = SupportAnswered, answer, by, &at
	return s, nil
}

// End is the request when those who asked are done with it: closed when it has been
// answered, else withdrawn. fault.ErrWrongState when it has ended before.
func (s Support) End(by org.PersonID, at time.Time) (Support, error) {
	if s.State.Ended() {
		return s, fault.ErrWrongState
	}
	ended := SupportWithdrawn
	if s.State == SupportAnswered {
		ended = SupportClosed
	}
	s.State, s.EndedBy, s.EndedAt = ended, by, &at
	return s, nil
}
