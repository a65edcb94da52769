package compose

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
)

// fewestInFunnel is how many units must have a place in a funnel for it to say more than the
// comparison does.
const fewestInFunnel = 6

// drawn is a measure's pictures, and what must be read with them.
type drawn struct {
	list  []edition.Picture
	notes []string
}

func (d *drawn) add(id, kind string, drawing chart.Chart, alt chart.Alt) error {
	p, err := pictureOf(id+"-"+kind, kind, drawing, alt)
	d.list = append(d.list, p)
	return err
}

func pictureOf(id, kind string, drawing chart.Chart, alt chart.Alt) (edition.Picture, error) {
	option, err := drawing.Option()
	return edition.Picture{ID: id, Kind: kind, Title: alt.Title, Alt: alt.Description, Option: option}, err
}

// pictures are those of a measure's part that say something.
func (c composer) pictures(ctx context.Context, row analysis.Row) (d drawn, err error) {
	if !row.Measure.Kind.Numeric() {
		return d, nil
	}
	subject := looks.Subject{Measure: row.Measure, Stratum: row.Stratum}
	if err := c.overTime(ctx, subject, row, &d); err != nil {
		return d, err
	}
	told := row
	told.Units = slices.DeleteFunc(slices.Clone(row.Units), func(cell analysis.Cell) bool { return !c.names(cell.Unit) })
	if rows := looks.Comparison(ctx, subject, told, words.Period(ctx, row.Period)); slices.ContainsFunc(rows.Rows, hasPoint) {
		if err := d.add(Anchor(row), "comparison", rows, rows.Alt); err != nil {
			return d, err
		}
	}
	if placed(row) < fewestInFunnel || len(told.Units) < len(row.Units) {
		return d, nil
	}
	f, defined := row.Funnel()
	if !defined {
		return d, nil
	}
	funnel := looks.Funnel(ctx, subject, row, f)
	funnel.Alt.Description = funnelWords(ctx, row, f)
	return d, d.add(Anchor(row), "funnel", funnel, funnel.Alt)
}

// overTime draws the measure period by period: with its median and signals when there are
// values enough to judge the line, and with what happened on the way.
func (c composer) overTime(ctx context.Context, subject looks.Subject, row analysis.Row, d *drawn) error {
	timeline := c.timeline(row.Measure, row.Stratum)
	happened := c.Data.LineNotes(row.Measure.ID)
	control, judged, err := c.control(row.Measure, timeline, row.Stratum)
	if err != nil {
		return err
	}
	var line chart.TimeLine
	if judged {
		line = looks.ControlLine(ctx, subject, &control, happened)
		line.Alt.Description = words.LineVerdict(ctx, &control)
		if control.Verdict() == analysis.HasSignal {
			d.notes = append(d.notes, signalWords(ctx, &control))
		}
	} else {
		// A line per unit and quarter would mostly show chance; the units' years stand
		// in the table. A sum of counts says nothing, so counts keep the units' lines.
		if row.Measure.Kind != quality.Count {
			timeline.Units = nil
		}
		line = looks.TimeLine(ctx, subject, timeline)
		line.Notes = looks.Notes(happened, timeline.Periods)
	}
	if !slices.ContainsFunc(line.Series, isLine) {
		return nil
	}
	if told := c.marks(ctx, line.Notes, happened); told != "" {
		d.notes = append(d.notes, told)
	}
	return d.add(Anchor(row), "timeline", line, line.Alt)
}

// control is the whole group's line with what it is judged by; false when there are too few
// values to judge it.
func (c composer) control(m *analysis.Measure, t analysis.Timeline, stratum quality.Stratum) (analysis.Control, bool, error) {
	for _, course := range t.Courses(m, stratum) {
		if course.Line.Unit.ID != 0 {
			continue
		}
		control, err := c.Data.Control(course, analysis.RunChart)
		return control, err == nil && len(control.Phases) > 0 && control.Verdict() != analysis.TooFewPoints, err
	}
	return analysis.Control{}, false, nil
}

// signalWords are the signals of the line, in sentences.
func signalWords(ctx context.Context, control *analysis.Control) string {
	text := i18n.T(ctx, "Över tid:")
	for _, s := range control.Signals {
		text += " " + words.Signal(ctx, control, s)
	}
	return text
}

// marks are what the numbers in the time line stand for.
func (c composer) marks(ctx context.Context, marks []chart.Note, happened []analysis.Note) string {
	var told []string
	for _, mark := range marks {
		n := happened[mark.Number-1]
		told = append(told, i18n.T(ctx, "%d: %s, %s, %s", mark.Number, n.Text, c.doer(ctx, n.UnitID), i18n.LongDate(ctx, n.On)))
	}
	if len(told) == 0 {
		return ""
	}
	return i18n.T(ctx, "I diagrammet över tid är %s.", strings.Join(told, "; "))
}

// placed is how many of the row's units have a number.
func placed(row analysis.Row) (n int) {
	for _, cell := range row.Units {
		if row.Includes(cell.Unit) && cell.Known() {
			n++
		}
	}
	return n
}

// funnelWords says which units lie outside what chance explains.
func funnelWords(ctx context.Context, row analysis.Row, f analysis.Funnel) string {
	var outside []string
	for n, p := range f.Places {
		if p.Known && p.Class != stats.WithinLimits && row.Includes(row.Units[n].Unit) {
			outside = append(outside, row.Units[n].Unit.ShortName)
		}
	}
	if len(outside) == 0 {
		return i18n.T(ctx, "Alla enheter ligger innanför slumpens gränser.")
	}
	return i18n.T(ctx, "Utanför slumpens gränser: %s.", enumerated(ctx, outside))
}

// What nobody has handed in, and what is hidden, is no picture.
func hasPoint(r chart.Row) bool { return r.Point.Known }

// One period is no line.
func isLine(line chart.Line) bool {
	known := 0
	for _, p := range line.Points {
		if p.Known {
			known++
		}
	}
	return known > 1
}
