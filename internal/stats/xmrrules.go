package stats

const (
	// inARow is how many points make a trend, or a shift to one side.
	inARow = 7
	// ofThree is the window in which two points near a limit are a signal.
	ofThree = 3
)

// judge gives each point with a value its cause, from a mean and a mean moving
// range; the latter 0 when there are no limits.
func judge(points []XmRPoint, mean, average float64) {
	var at []int // the points with a value, in order
	var side []int
	for i, p := range points {
		if p.Value == nil {
			continue
		}
		at = append(at, i)
		switch {
		case equal(*p.Value, mean):
			side = append(side, 0)
		case *p.Value > mean:
			side = append(side, 1)
		default:
			side = append(side, -1)
		}
	}
	value := func(n int) float64 { return *points[at[n]].Value }
	outside, near := make([]bool, len(at)), make([]bool, len(at))
	for n, i := range at {
		if p := points[i]; p.Lower != nil {
			distance := float64(side[n]) * (*p.Value - mean)
			outside[n] = *p.Value < *p.Lower || *p.Value > *p.Upper
			near[n] = !outside[n] && distance > nearLimit*average
		}
	}
	trend := partOf(len(at), inARow, func(from int) bool { return monotone(value, from) })
	shift := partOf(len(at), inARow, func(from int) bool { return sameSide(side, from, inARow) })
	pair := partOf(len(at), ofThree, func(from int) bool {
		return sameSide(side, from, ofThree) && count(near[from:from+ofThree]) >= 2
	})
	for n, i := range at {
		cause := &points[i].Cause
		above := side[n] > 0
		switch {
		case outside[n]:
			*cause = either(above, AboveUpperLimit, BelowLowerLimit)
		case trend[n]:
			// A point that ends one trend and begins another belongs to the new one.
			rising := n > 0 && value(n) > value(n-1)
			if n+1 < len(at) && trend[n+1] {
				rising = value(n+1) > value(n)
			}
			*cause = either(rising, RisingTrend, FallingTrend)
		case pair[n] && near[n]:
			*cause = either(above, TwoOfThreeAbove, TwoOfThreeBelow)
		case shift[n]:
			*cause = either(above, SevenAbove, SevenBelow)
		}
	}
}

// partOf marks the points that are in any window of that length for which the
// rule holds from its first point.
func partOf(points, length int, rule func(from int) bool) []bool {
	marked := make([]bool, points)
	for from := 0; from+length <= points; from++ {
		if rule(from) {
			for n := from; n < from+length; n++ {
				marked[n] = true
			}
		}
	}
	return marked
}

// monotone reports whether seven values from there all rise or all fall; two that
// are equal break a trend.
func monotone(value func(int) float64, from int) bool {
	rises, falls := true, true
	for n := from + 1; n < from+inARow; n++ {
		rises = rises && value(n) > value(n-1)
		falls = falls && value(n) < value(n-1)
	}
	return rises || falls
}

// sameSide reports whether the points from there are all on one side of the mean.
func sameSide(side []int, from, length int) bool {
	for n := from; n < from+length; n++ {
		if side[n] == 0 || side[n] != side[from] {
			return false
		}
	}
	return true
}

func count(flags []bool) (n int) {
	for _, f := range flags {
		if f {
			n++
		}
	}
	return n
}

func either(first bool, a, b Cause) Cause {
	if first {
		return a
	}
	return b
}
