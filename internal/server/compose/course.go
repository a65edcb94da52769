package compose

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
)

// course is the measure's part period by period, for the units' own pictures; nil in a
// public document, and for what has no values to draw.
func (c composer) course(ctx context.Context, row analysis.Row) *edition.Course {
	if c.audience != edition.Internal || !row.Measure.Kind.Numeric() {
		return nil
	}
	line := c.timeline(row.Measure, row.Stratum)
	if len(line.Periods) < 2 {
		return nil
	}
	// What stands at the axes is worded as in the other pictures.
	drawn := looks.TimeLine(ctx, looks.Subject{Measure: row.Measure, Stratum: row.Stratum}, line)
	course := &edition.Course{Axis: edition.Axis{Title: drawn.Axis.Title, Suffix: drawn.Axis.Format.Suffix,
		Floor: drawn.Axis.Floor, Ceiling: drawn.Axis.Ceiling}}
	for _, p := range drawn.Periods {
		course.Periods = append(course.Periods, edition.CoursePeriod{Name: p.Name, Short: p.Short, Group: p.Group})
	}
	for _, b := range drawn.Breaks {
		course.Periods[b.Period].Break, course.Periods[b.Period].Apart = b.Label, b.Apart
	}
	for _, n := range looks.Notes(c.Data.LineNotes(row.Measure.ID), line.Periods) {
		course.Notes = append(course.Notes, edition.CourseNote(n))
	}
	for _, level := range line.Targets {
		if level != nil {
			course.Target = line.Targets
		}
	}
	if row.Measure.Kind != quality.Count { // a sum of counts would dwarf every unit
		course.Total = coursePoints(line.Total)
	}
	for _, l := range line.Units {
		course.Units = append(course.Units, edition.UnitCourse{UnitID: int64(l.Unit.ID), Slot: l.Slot, Points: coursePoints(l)})
	}
	return course
}

func coursePoints(l analysis.Line) []edition.CoursePoint {
	points := make([]edition.CoursePoint, len(l.Results))
	for n, r := range l.Results {
		if r.Known() {
			points[n] = edition.CoursePoint{Value: r.Point, Preliminary: r.Standing == quality.Preliminary}
		}
	}
	return points
}
