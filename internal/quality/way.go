package quality

// Way is what can honestly be said of whether a measure is on its way to where a
// long-term goal wants it.
type Way string

// The answers.
const (
	WayOn       Way = "on"       // the milestone is reached, and chance does not explain it
	WayLikely   Way = "likely"   // reached, but chance could explain it
	WayBehind   Way = "behind"   // not reached, and chance does not explain it
	WayRight    Way = "right"    // no milestone is due yet; it has got better than it was
	WayWrong    Way = "wrong"    // no milestone is due yet; it has got worse than it was
	WayUnknown  Way = "unknown"  // chance could explain what is seen, or there is too little
	WayNoFigure Way = "nofigure" // nothing has been measured on the way
)

// Course is how a measure has changed since the way began.
type Course string

// The courses. An untested one, or one that chance could explain, is CourseUnknown.
const (
	CourseUnknown Course = ""
	CourseBetter  Course = "better"
	CourseWorse   Course = "worse"
)

// Travelled is what is known of a measure on its way.
type Travelled struct {
	// Measured says that there is any result on the way.
	Measured bool
	// Due is the judgement of the last milestone whose year is over, "" when none is.
	Due    Status
	Course Course
}

// Way is the answer: a milestone that is due decides, and before there is one the
// course since the beginning. A result that is missing or hidden tells nothing.
func (t Travelled) Way() Way {
	switch t.Due {
	case Met:
		return WayOn
	case ProbablyMet:
		return WayLikely
	case NotMet:
		return WayBehind
	}
	switch {
	case !t.Measured:
		return WayNoFigure
	case t.Due == "" && t.Course == CourseBetter:
		return WayRight
	case t.Due == "" && t.Course == CourseWorse:
		return WayWrong
	}
	return WayUnknown
}
