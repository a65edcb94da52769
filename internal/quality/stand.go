package quality

import (
	"fmt"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// AimField is the name of a part of what a proposal's measure is to reach, in problems
// and forms: "aim.12.threshold".
func AimField(id IndicatorID, part string) string { return fmt.Sprintf("aim.%d.%s", id, part) }

// StandKind is what a clinic says of a proposal.
type StandKind string

// What it says.
const (
	Supports   StandKind = "supports"
	WithRemark StandKind = "with_remark" // supports it, and has something to say
	Against    StandKind = "against"
)

// StandKinds lists them in the order they are offered.
func StandKinds() []StandKind { return []StandKind{Supports, WithRemark, Against} }

// Stand is a clinic's word on a proposal.
type Stand struct {
	ProposalID ProposalID
	UnitID     org.UnitID
	Kind       StandKind
	Remark     string
	PersonID   org.PersonID // who took it for the clinic
	TakenAt    time.Time
}

// Check lists what is wrong with the stand at "stand" and "remark", or nil: whoever
// does more than support says why.
func (s Stand) Check() error {
	var v fault.ValidationError
	switch {
	case !slices.Contains(StandKinds(), s.Kind):
		v.Add("stand", "unknown_choice")
	case s.Kind != Supports:
		NeededText(&v, "remark", s.Remark, MaxDecision)
		return v.OrNil()
	}
	FreeText(&v, "remark", s.Remark, MaxDecision)
	return v.OrNil()
}

// TakesStand reports whether the unit is asked what it says of goals: it takes part in
// all that the group does, and does so on the day.
func TakesStand(u org.Unit, day time.Time) bool {
	return u.Participation == org.Full && u.ActiveDuring(day, day)
}

// StandCount is how many clinics say what of a proposal.
type StandCount struct {
	Supports, WithRemark, Against int
	// Silent have not answered.
	Silent int
}

// CountStands counts what the units that are asked say; what others once said is left
// out.
func CountStands(stands []Stand, asked []org.Unit) StandCount {
	var c StandCount
	for _, u := range asked {
		n := slices.IndexFunc(stands, func(s Stand) bool { return s.UnitID == u.ID })
		switch {
		case n < 0:
			c.Silent++
		case stands[n].Kind == Supports:
			c.Supports++
		case stands[n].Kind == WithRemark:
			c.WithRemark++
		default:
			c.Against++
		}
	}
	return c
}
