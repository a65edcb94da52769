package quality

import "time"

// Stratum is one part of a division of the children, such as a gestation group.
type Stratum struct {
	ID   StratumID
	Code string
	Name string
	// ValidFrom is the first day of the first period that it is reported for, and ValidTo
	// the first day of the first that it no longer is; zero for always and for still.
	ValidFrom, ValidTo time.Time
}

// Within reports whether the part is reported for the period.
func (s Stratum) Within(p Period) bool {
	return !s.ValidFrom.After(p.End()) && (s.ValidTo.IsZero() || s.ValidTo.After(p.Start()))
}
