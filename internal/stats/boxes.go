package stats

// box is the limits of the best box for a number of useful points, and the
// borders that the cut box adds along its two sides.
type box struct {
	crossings, run             int
	borderCrossings, borderRun int // 0 when nothing is cut
}

const firstBox = 10 // useful points of the first box in the table

// boxFor is the box for a number of useful points, if it is tabulated.
func boxFor(useful int) (box, bool) {
	i := useful - firstBox
	if i < 0 || i >= len(boxCrossings) {
		return box{}, false
	}
	return box{boxCrossings[i], boxRun[i], boxBorderCrossings[i], boxBorderRun[i]}, true
}

// cut reports whether that many crossings and that long a run are within the cut
// box: inside the best box, but at its edges only up to the borders.
func (b box) cut(crossings, run int) bool {
	if b.borderRun == 0 {
		return crossings >= b.crossings && run <= b.run
	}
	return crossings > b.crossings && run < b.run ||
		crossings == b.crossings && run <= b.borderRun ||
		crossings >= b.borderCrossings && run <= b.run
}

// The limits for 10 to 100 useful points, as qicharts2 0.8.1 tabulates them after
// Anhøj J, Wentzel-Larsen T, PLoS ONE 2020;15:e0233920.
var (
	boxCrossings = [...]int{2, 3, 3, 3, 3, 4, 5, 5, 5, 5, 6, 7, 6,
		6, 6, 6, 9, 9, 9, 10, 11, 11, 11, 11, 11, 12,
		13, 14, 13, 15, 15, 15, 14, 14, 17, 17, 17, 17, 19,
		19, 19, 19, 19, 21, 21, 21, 21, 23, 23, 23, 23, 23,
		25, 25, 26, 26, 27, 27, 27, 28, 29, 29, 29, 30, 30,
		31, 31, 31, 32, 33, 33, 33, 34, 33, 35, 35, 35, 35,
		37, 37, 38, 37, 39, 39, 39, 39, 39, 41, 41, 42, 41}
	boxRun = [...]int{6, 7, 6, 6, 6, 7, 8, 7, 7, 7, 7, 8, 7,
		7, 7, 7, 9, 8, 8, 8, 10, 9, 8, 8, 8, 8,
		9, 10, 8, 11, 9, 9, 8, 8, 10, 9, 9, 9, 12,
		10, 9, 9, 9, 11, 10, 9, 9, 12, 10, 10, 9, 9,
		11, 10, 11, 10, 12, 10, 10, 11, 14, 11, 10, 11, 10,
		12, 11, 10, 11, 13, 11, 10, 11, 10, 11, 11, 10, 10,
		12, 11, 12, 10, 13, 11, 11, 10, 10, 12, 11, 12, 10}
	boxBorderCrossings = [...]int{3, 4, 0, 0, 0, 6, 6, 0, 6, 6, 0, 0, 7,
		7, 7, 0, 10, 10, 11, 0, 12, 14, 0, 12, 13, 0,
		15, 0, 0, 0, 0, 17, 0, 0, 0, 0, 19, 20, 20,
		21, 0, 21, 21, 23, 23, 0, 23, 25, 24, 26, 0, 24,
		27, 27, 27, 27, 29, 0, 29, 29, 30, 31, 30, 31, 0,
		32, 34, 33, 33, 37, 35, 0, 36, 36, 0, 38, 36, 38,
		38, 39, 0, 39, 41, 40, 42, 0, 41, 42, 44, 43, 42}
	boxBorderRun = [...]int{5, 6, 0, 0, 0, 6, 7, 0, 6, 5, 0, 0, 6,
		6, 6, 0, 7, 7, 7, 0, 9, 8, 0, 7, 7, 0,
		8, 0, 0, 0, 0, 8, 0, 0, 0, 0, 8, 7, 11,
		9, 0, 8, 7, 9, 8, 0, 8, 11, 9, 8, 0, 8,
		9, 9, 10, 9, 10, 0, 8, 8, 13, 9, 9, 10, 0,
		9, 8, 9, 8, 11, 9, 0, 10, 7, 0, 8, 9, 8,
		10, 9, 0, 9, 12, 10, 8, 0, 8, 9, 9, 10, 9}
)
