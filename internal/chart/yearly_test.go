package chart_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"samsyn/internal/chart"
	"samsyn/internal/stats"
)

// The units of a large group's report, and its quarters.
var (
	reportUnits = []string{"Linköping", "Norrköping", "Jönköping", "Kalmar", "Västervik", "Universitetssjukhuset i Örebro", "Eksjö", "Värnamo"}
	reportYears = []string{"2021", "2022", "2023", "2024", "2025"}
)

// yearly is the charts of a report of 60 measures, 8 units and 5 years: a comparison
// and a time line for each measure, and a funnel for every second. No two are alike,
// and they are the same every time.
func yearly() []chart.Chart {
	var all []chart.Chart
	for measure := range 60 {
		m := &reportMeasure{
			r:     rand.New(rand.NewPCG(uint64(measure), 2026)),
			title: fmt.Sprintf("Andel barn med åtgärd %d inom den tid som målet säger, av alla som vårdats på avdelningen", measure+1),
		}
		all = append(all, m.comparison())
		switch {
		case measure%4 == 0:
			all = append(all, m.control())
		case measure%4 == 1:
			all = append(all, m.lines())
		default:
			all = append(all, m.total())
		}
		if measure%2 == 0 {
			all = append(all, m.funnel())
		}
	}
	return all
}

// reportMeasure makes the figures of one measure.
type reportMeasure struct {
	r     *rand.Rand
	title string
}

func (m *reportMeasure) share(most int) (p chart.Point, x, n int) {
	n = most/2 + m.r.IntN(most)
	x = n*6/10 + m.r.IntN(n*4/10)
	return share(float64(x), float64(n)), x, n
}

func (m *reportMeasure) comparison() chart.Comparison {
	c := chart.Comparison{
		Alt:    chart.Alt{Title: m.title + ", 2025", Description: "Fem av åtta enheter når målet 80 %. Gruppen som helhet ligger på 78,2 %."},
		Axis:   percent(m.title),
		Levels: []chart.Level{{Name: "Mål 80 %", Kind: chart.TargetLevel, Value: 0.8}, {Name: "Alla enheter 78,2 %", Kind: chart.TotalLevel, Value: 0.782}},
		Words:  chart.ComparisonWords{Unit: "Enhet med 95 % konfidensintervall", OwnUnit: "Egen enhet", Preliminary: "Preliminär"},
	}
	for i, name := range reportUnits {
		p, x, n := m.share(120)
		row := chart.Row{Name: name, Point: p, Figure: fmt.Sprintf("%.1f %%", p.Value*100), Detail: fmt.Sprintf("%d av %d", x, n)}
		if m.r.IntN(10) == 0 {
			row = chart.Row{Name: name, Word: "uppgift saknas"}
		}
		row.Point.Preliminary = row.Point.Known && i == 7
		c.Rows = append(c.Rows, row)
	}
	return c
}

// line is a time line without series.
func (m *reportMeasure) line() chart.TimeLine {
	c := chart.TimeLine{
		Alt:   chart.Alt{Title: m.title, Description: "Andelen stiger från 64 % till 94 % över tjugo kvartal."},
		Axis:  percent(m.title),
		Words: chart.TimeLineWords{Interval: "95 % konfidensintervall", Preliminary: "Preliminär"},
	}
	var levels []*float64
	for i := range 4 * len(reportYears) {
		year, quarter := reportYears[i/4], i%4+1
		c.Periods = append(c.Periods, chart.Period{Name: fmt.Sprintf("%s kvartal %d", year, quarter), Short: fmt.Sprint("kv ", quarter), Group: year})
		levels = append(levels, ptr([]float64{0.7, 0.75, 0.75, 0.8, 0.8}[i/4]))
	}
	c.Targets = []chart.Target{{Name: "Mål", Levels: levels}}
	return c
}

func (m *reportMeasure) points(c chart.TimeLine, most int) (points []chart.Point) {
	for i := range c.Periods {
		p, _, _ := m.share(most)
		p.Preliminary = i == len(c.Periods)-1
		points = append(points, p)
	}
	return points
}

func (m *reportMeasure) total() chart.TimeLine {
	c := m.line()
	c.Series = []chart.Line{{Name: "Alla enheter", Role: chart.Total, Points: m.points(c, 400)}}
	return c
}

func (m *reportMeasure) lines() chart.TimeLine {
	c := m.total()
	var units []chart.Line
	for slot, name := range reportUnits {
		line := chart.Line{Name: name, Slot: slot, Points: m.points(c, 40)}
		line.Points[m.r.IntN(len(line.Points))] = chart.Point{}
		units = append(units, line)
	}
	c.Series = append(units, c.Series...)
	return c
}

func (m *reportMeasure) control() chart.TimeLine {
	c := m.total()
	control := &chart.Control{Marks: make([]chart.Mark, len(c.Periods)), Words: chart.ControlWords{
		Center: "Medelnivå", Limits: "Gränser för slumpen", InRun: "Ingår i en signal", Outside: "Utanför gränserna", LeftOut: "Räknas inte med"}}
	for i := range c.Periods {
		wide := 0.1 + 0.05*m.r.Float64()
		control.Center = append(control.Center, ptr(0.78))
		control.Lower, control.Upper = append(control.Lower, ptr(0.78-wide)), append(control.Upper, ptr(0.78+wide))
		if p := c.Series[0].Points[i]; p.Value < 0.78-wide || p.Value > 0.78+wide {
			control.Marks[i] = chart.Outside
		} else if i >= 12 && i < 18 {
			control.Marks[i] = chart.InRun
		}
	}
	c.Control = control
	c.Notes = []chart.Note{{Period: 7, Part: 0.2, Number: 1, Own: true}, {Period: 11, Part: 0.9, Number: 2}}
	c.Breaks = []chart.Break{{Period: 8, Label: "Ny definition"}}
	return c
}

func (m *reportMeasure) funnel() chart.Funnel {
	c := chart.Funnel{
		Alt:     chart.Alt{Title: m.title + ", 2025", Description: "En av åtta enheter ligger utanför gränserna."},
		Axis:    percent(m.title),
		Sizes:   chart.Axis{Title: "Antal barn", Floor: ptr(0)},
		Average: 0.782,
		Words:   chart.FunnelWords{Average: "Alla enheter 78,2 %", Inner: "2 SD", Outer: "3 SD", Preliminary: "Preliminär"},
	}
	for n := 10.0; n <= 180; n += 2 {
		limits, _ := stats.ProportionLimits(c.Average, n)
		c.Bands = append(c.Bands, chart.Band{Size: n, Inner: [2]float64{limits.Lower95, limits.Upper95}, Outer: [2]float64{limits.Lower998, limits.Upper998}})
	}
	for slot, name := range reportUnits {
		p, _, n := m.share(120)
		c.Units = append(c.Units, chart.FunnelUnit{Name: name, Slot: slot, Size: float64(n), Point: p, Beyond: slot == 2})
	}
	return c
}

// drawYearly draws all with one renderer, as many at a time as it takes.
func drawYearly(ctx context.Context, r *chart.Renderer, all []chart.Chart) ([][]byte, error) {
	drawn, failed := make([][]byte, len(all)), make([]error, len(all))
	var group sync.WaitGroup
	for i, c := range all {
		group.Go(func() { drawn[i], failed[i] = r.SVG(ctx, c, chart.Wide) })
	}
	group.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return drawn, nil
}

// BenchmarkYearlyReport draws the charts of a yearly report. The first run of a
// process is cold: run it alone, with -benchtime 1x, to see what loading costs.
func BenchmarkYearlyReport(b *testing.B) {
	all := yearly()
	var bytes int
	spent, started := core(b), time.Now()
	for b.Loop() {
		drawn, err := drawYearly(b.Context(), chart.NewRenderer(chart.Config{CacheBytes: 64 << 20}), all)
		if err != nil {
			b.Fatal(err)
		}
		bytes = 0
		for _, svg := range drawn {
			bytes += len(svg)
		}
	}
	n := float64(b.N * len(all))
	b.ReportMetric(float64(len(all)), "charts")
	b.ReportMetric(float64((core(b)-spent).Microseconds())/1000/n, "core-ms/chart")
	b.ReportMetric(float64(time.Since(started).Microseconds())/1000/n, "ms/chart")
	b.ReportMetric(float64(bytes)/1000, "kB-svg")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
}

// core is the processor time that the process has taken so far, over all cores.
func core(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
