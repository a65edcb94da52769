package show

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/errgroup"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
)

// drawn draws the charts as SVG by their ID, as many at a time as the renderer takes.
func drawn(ctx context.Context, charts *chart.Renderer, options map[string]json.RawMessage, width int) (map[string][]byte, error) {
	pictures, lock := map[string][]byte{}, sync.Mutex{}
	group, ctx := errgroup.WithContext(ctx)
	for id, option := range options {
		group.Go(func() (err error) {
			defer func() { // in a goroutine of its own it would end the program for everybody
				if reason := recover(); reason != nil {
					err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
				}
			}()
			svg, err := charts.Drawn(ctx, option, width)
			if err != nil {
				return err
			}
			lock.Lock()
			defer lock.Unlock()
			pictures[id] = svg
			return nil
		})
	}
	return pictures, group.Wait()
}

// dataURL is a picture as an address that holds it.
func dataURL(svg []byte) string {
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)
}

// slidePlot is how high a time line's plot is on a slide, in the narrow chart's px: the
// picture is magnified until its words can be read from the back of a room.
const slidePlot = 150

// lower is a time line's option with a plot that is wider than it is high. What has no
// such plot, and what is not as expected, is left as it is.
func lower(option json.RawMessage) json.RawMessage {
	var whole map[string]json.RawMessage
	var about map[string]any
	if json.Unmarshal(option, &whole) != nil || json.Unmarshal(whole["samsyn"], &about) != nil {
		return option
	}
	if _, high := about["plotHeight"]; !high {
		return option
	}
	about["plotHeight"] = slidePlot
	changed, err := json.Marshal(about)
	if err != nil {
		return option
	}
	whole["samsyn"] = changed
	if changed, err = json.Marshal(whole); err != nil {
		return option
	}
	return changed
}

// course is the unit's way over time beside the group's. False when it has no way to
// show: fewer than two values.
func course(ctx context.Context, m edition.UnitMeasure, unit edition.Unit) (chart.TimeLine, bool) {
	own := m.Course.Of(unit.ID)
	if own == nil || len(m.Course.Periods) < 2 {
		return chart.TimeLine{}, false
	}
	c := m.Course
	line := chart.TimeLine{
		Axis: chart.Axis{Title: c.Axis.Title, Floor: c.Axis.Floor, Ceiling: c.Axis.Ceiling,
			Format: chart.Format{Suffix: c.Axis.Suffix, Mark: i18n.DecimalMark(ctx)}},
		Alt: chart.Alt{
			Title:       i18n.T(ctx, "%s över tid: %s", unit.Short, m.Title),
			Description: i18n.T(ctx, "Enhetens värden period för period, med hela gruppen och målet."),
		},
		Words:  chart.TimeLineWords{Interval: i18n.T(ctx, "95 % intervall"), Preliminary: i18n.T(ctx, "Preliminär")},
		Series: []chart.Line{{Name: unit.Short, Role: chart.OwnUnit, Slot: own.Slot, Points: placed(own.Points)}},
	}
	for n, p := range c.Periods {
		line.Periods = append(line.Periods, chart.Period{Name: p.Name, Short: p.Short, Group: p.Group})
		if p.Break != "" {
			line.Breaks = append(line.Breaks, chart.Break{Period: n, Label: p.Break, Apart: p.Apart})
		}
	}
	for _, n := range c.Notes {
		line.Notes = append(line.Notes, chart.Note(n))
	}
	if len(c.Total) > 0 {
		line.Series = append(line.Series, chart.Line{Name: i18n.T(ctx, "Hela gruppen"), Role: chart.Total, Points: placed(c.Total)})
	}
	if len(c.Target) > 0 {
		line.Targets = []chart.Target{{Name: i18n.T(ctx, "Målet"), Levels: c.Target}}
	}
	return line, true
}

func placed(points []edition.CoursePoint) []chart.Point {
	list := make([]chart.Point, len(points))
	for n, p := range points {
		if p.Value != nil {
			list[n] = chart.At(*p.Value)
			list[n].Preliminary = p.Preliminary
		}
	}
	return list
}
