package looks

import (
	"strconv"
	"strings"

	"samsyn/templates/ui"
)

// Spark is the course of values, each at the place of its period, between the lowest
// and the highest of what is to be compared with it; nil is a period without a value.
// level is the target, drawn when it is among them.
func Spark(values []*float64, low, high float64, level *float64) ui.Spark {
	const margin = 3.0
	x := func(n int) string {
		step := (ui.SparkWidth - 2*margin) / float64(max(1, len(values)-1))
		return short(margin + float64(n)*step)
	}
	y := func(v float64) string {
		if high <= low {
			return short(ui.SparkHeight / 2)
		}
		return short(ui.SparkHeight - margin - (v-low)/(high-low)*(ui.SparkHeight-2*margin))
	}
	var s ui.Spark
	var piece []string
	end := func(n int) {
		switch len(piece) {
		case 0:
		case 1:
			s.Dots = append(s.Dots, ui.SparkDot{X: x(n - 1), Y: y(*values[n-1])})
		default:
			s.Lines = append(s.Lines, strings.Join(piece, " "))
		}
		piece = nil
	}
	for n, v := range values {
		if v == nil {
			end(n)
			continue
		}
		piece = append(piece, x(n)+","+y(*v))
		s.End = &ui.SparkDot{X: x(n), Y: y(*v)}
	}
	end(len(values))
	if level != nil && *level >= low && *level <= high && high > low {
		s.Level = y(*level)
	}
	return s
}

// short is a place in the picture with a decimal, which is less than can be seen.
func short(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
