package improvement

import (
	"strconv"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// InterestDeclarationID is a declaration's identity.
type InterestDeclarationID int64

// Interest is something that may influence somebody's judgement.
type Interest struct {
	What string `json:"what"`
	With string `json:"with"`
	From string `json:"from"` // a day, "2025-01-01"; "" when not said
	To   string `json:"to"`   // "" while it goes on
}

// Empty reports whether nothing was written.
func (i Interest) Empty() bool { return i == Interest{} }

// MostInterests is how many can be declared at once.
const MostInterests = 8

// InterestDeclarationContent is what is declared. Only whoever wrote it and those who handle
// declarations may read it.
type InterestDeclarationContent struct {
	Nothing   bool       `json:"nothing"` // nothing to declare
	Interests []Interest `json:"interests"`
	More      string     `json:"more"`
}

// Check lists what is wrong at the fields "nothing", "what.N", "with.N", "from.N", "to.N"
// and "more", N from 1; or nil.
func (c InterestDeclarationContent) Check() error {
	var v fault.ValidationError
	for n, i := range c.Interests {
		suffix := "." + strconv.Itoa(n+1)
		quality.NeededText(&v, "what"+suffix, i.What, 500)
		quality.NeededText(&v, "with"+suffix, i.With, 200)
		if i.From != "" && i.To != "" && i.To < i.From {
			v.Add("to"+suffix, "date_order")
		}
	}
	quality.FreeText(&v, "more", c.More, 5000)
	switch {
	case c.Nothing && (len(c.Interests) > 0 || c.More != ""):
		v.Add("nothing", "nothing_and_interests")
	case !c.Nothing && len(c.Interests) == 0 && c.More == "":
		v.Add("nothing", "declaration_empty")
	}
	return v.OrNil()
}

// Hindrance is what those who handle a declaration make of it.
type Hindrance string

// The judgements.
const (
	NoHindrance   Hindrance = "none"
	PartHindrance Hindrance = "part" // in some questions
	FullHindrance Hindrance = "full"
)

// Hindrances lists them, in the order they are chosen among.
func Hindrances() []Hindrance { return []Hindrance{NoHindrance, PartHindrance, FullHindrance} }

// Assessment is how a declaration was handled; read by the same as the declaration.
type Assessment struct {
	Hindrance Hindrance `json:"hindrance"`
	What      string    `json:"what"` // in which questions, or why
}

// Check lists what is wrong at "hindrance" and "what", or nil. A hindrance needs words.
func (a Assessment) Check() error {
	var v fault.ValidationError
	switch a.Hindrance {
	case NoHindrance:
		quality.FreeText(&v, "what", a.What, 2000)
	case PartHindrance, FullHindrance:
		quality.NeededText(&v, "what", a.What, 2000)
	default:
		v.Add("hindrance", "required")
	}
	return v.OrNil()
}

// InterestDeclarationStanding is what others may know of a declaration: that it is there, never
// what it says.
type InterestDeclarationStanding struct {
	ID         InterestDeclarationID
	GroupID    org.GroupID
	NomineeID  NomineeID
	GivenAt    time.Time
	GivenBy    org.PersonID
	ValidUntil time.Time // the last day
	HandledAt  *time.Time
	HandledBy  org.PersonID
	ThinnedAt  *time.Time // its text is gone
	Version    int
}

// Valid reports whether it holds on the day.
func (d InterestDeclarationStanding) Valid(today time.Time) bool {
	return d.ID != 0 && !d.ValidUntil.Before(today)
}

// Handle notes that it has been read and judged. One is handled once.
func (d *InterestDeclarationStanding) Handle(at time.Time, by org.PersonID) error {
	if d.HandledAt != nil || d.ThinnedAt != nil {
		return fault.ErrWrongState
	}
	d.HandledAt, d.HandledBy = &at, by
	return nil
}
