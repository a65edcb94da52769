package chart_test

import (
	"samsyn/internal/chart"
	"samsyn/internal/stats"
)

// quarters are three years of quarters.
func quarters() []chart.Period {
	var periods []chart.Period
	for _, year := range []string{"2023", "2024", "2025"} {
		for _, quarter := range []string{"1", "2", "3", "4"} {
			periods = append(periods, chart.Period{Name: year + " kvartal " + quarter, Short: "kv " + quarter, Group: year})
		}
	}
	return periods
}

// share is a point of numerator out of denominator, with its interval.
func share(numerator, denominator float64) chart.Point {
	interval, ok := stats.Proportion{Numerator: numerator, Denominator: denominator}.Interval(stats.Confidence95)
	if !ok {
		return chart.Point{}
	}
	p := between(interval)
	p.Text = "exempeldata"
	return p
}

// between is a point with its interval.
func between(i stats.Interval) chart.Point {
	return chart.Point{Known: true, Value: i.Value, Bounded: true, Lower: i.Lower, Upper: i.Upper}
}

func ptr(v float64) *float64 { return &v }

// percent is the axis of a proportion.
func percent(title string) chart.Axis {
	return chart.Axis{
		Title: title, Floor: ptr(0), Ceiling: ptr(1),
		Format: chart.Format{Multiplier: 100, Suffix: "\u00a0%"},
	}
}

// singleLine is a unit over three years, with a gap in the fifth quarter, a
// target that rises, a change of definition and a preliminary last figure.
func singleLine() chart.TimeLine {
	points := []chart.Point{
		share(14, 22), share(15, 21), share(12, 19), share(17, 24), {}, share(16, 20),
		share(19, 23), share(18, 22), share(21, 25), share(20, 22), share(19, 21), share(17, 18),
	}
	points[11].Preliminary = true
	levels := make([]*float64, 12)
	for i := range levels {
		levels[i] = ptr([]float64{0.7, 0.8, 0.8}[i/4])
	}
	return chart.TimeLine{
		Alt:     chart.Alt{Title: "Temperatur vid ankomst, Linköping", Description: "Andelen stiger från 64 % till 94 % över tolv kvartal. Ett kvartal saknas."},
		Axis:    percent("Andel barn med temperatur 36,5–37,5 °C vid ankomst till avdelningen"),
		Periods: quarters(),
		Series:  []chart.Line{{Name: "Linköping", Points: points}},
		Targets: []chart.Target{{Name: "Mål", Levels: levels}},
		Breaks:  []chart.Break{{Period: 6, Label: "Ny definition"}},
		Words:   chart.TimeLineWords{Interval: "95 % konfidensintervall", Preliminary: "Preliminär"},
	}
}

// manyLines is several units and their total.
func manyLines() chart.TimeLine {
	c := singleLine()
	c.Series, c.Breaks = nil, nil
	for slot, name := range []string{"Linköping", "Norrköping", "Jönköping", "Kalmar", "Västervik"} {
		line := chart.Line{Name: name, Slot: slot}
		for i := range c.Periods {
			p := share(float64(10+(i*7+slot*5)%9), float64(19+slot))
			p.Preliminary = i == 11
			line.Points = append(line.Points, p)
		}
		line.Points[3+slot] = chart.Point{}
		c.Series = append(c.Series, line)
	}
	c.Series[1].Role = chart.OwnUnit
	total := chart.Line{Name: "Alla enheter", Role: chart.Total}
	for i := range c.Periods {
		total.Points = append(total.Points, share(float64(62+i*2), 100))
	}
	c.Series = append(c.Series, total)
	return c
}

// comparison is units side by side, two of them without a figure.
func comparison() chart.Comparison {
	row := func(name string, x, n float64, figure, detail string) chart.Row {
		return chart.Row{Name: name, Point: share(x, n), Figure: figure, Detail: detail}
	}
	c := chart.Comparison{
		Alt:  chart.Alt{Title: "Temperatur vid ankomst, 2025", Description: "Fyra av sex enheter har värden; två når målet 80 %."},
		Axis: percent("Andel barn med temperatur 36,5–37,5 °C vid ankomst till avdelningen"),
		Rows: []chart.Row{
			row("Linköping", 77, 86, "89,5 %", "77 av 86"),
			row("Norrköping", 41, 57, "71,9 %", "41 av 57"),
			row("Jönköping", 52, 61, "85,2 %", "52 av 61"),
			row("Kalmar", 30, 44, "68,2 %", "30 av 44"),
			{Name: "Västervik", Word: "uppgift saknas"},
			{Name: "Universitetssjukhuset i Örebro", Word: "ej tillämpligt"},
		},
		Levels: []chart.Level{
			{Name: "Mål 80 %", Kind: chart.TargetLevel, Value: 0.8},
			{Name: "Alla enheter 80,6 %", Kind: chart.TotalLevel, Value: 200.0 / 248},
		},
		Words: chart.ComparisonWords{Unit: "Enhet med 95 % konfidensintervall", OwnUnit: "Egen enhet", Preliminary: "Preliminär"},
	}
	c.Rows[1].Own = true
	c.Rows[3].Point.Preliminary = true
	return c
}

// funnel is six units around their share, two of them close to each other.
func funnel() chart.Funnel {
	c := chart.Funnel{
		Alt:     chart.Alt{Title: "Temperatur vid ankomst, 2025", Description: "En av sex enheter ligger utanför gränserna."},
		Axis:    percent("Andel barn med temperatur 36,5–37,5 °C vid ankomst till avdelningen"),
		Sizes:   chart.Axis{Title: "Antal barn", Floor: ptr(0)},
		Average: 0.8,
		Words:   chart.FunnelWords{Average: "Alla enheter 80 %", Inner: "2 SD", Outer: "3 SD", Preliminary: "Preliminär"},
	}
	for n := 10.0; n <= 120; n++ {
		limits, _ := stats.ProportionLimits(c.Average, n)
		c.Bands = append(c.Bands, chart.Band{Size: n, Inner: [2]float64{limits.Lower95, limits.Upper95}, Outer: [2]float64{limits.Lower998, limits.Upper998}})
	}
	for slot, u := range []struct {
		name string
		x, n float64
	}{{"Linköping", 77, 86}, {"Norrköping", 30, 57}, {"Jönköping", 52, 61}, {"Kalmar", 36, 44}, {"Västervik", 35, 43}, {"Eksjö", 18, 20}} {
		c.Units = append(c.Units, chart.FunnelUnit{Name: u.name, Slot: slot, Size: u.n, Point: share(u.x, u.n)})
	}
	c.Units[1].Beyond, c.Units[3].Own, c.Units[5].Point.Preliminary = true, true, true
	return c
}

// hostileFunnel has the name of somebody who means ill wherever a funnel has words.
func hostileFunnel() chart.Funnel {
	c := funnel()
	c.Alt, c.Axis.Title, c.Sizes.Title = chart.Alt{Title: hostile, Description: hostile}, hostile, hostile
	c.Units[0].Name, c.Units[0].Point.Text = hostile, hostile
	c.Words = chart.FunnelWords{Average: hostile, Inner: hostile + "2", Outer: hostile + "3", Preliminary: hostile + "4"}
	return c
}

// hostile is a name by somebody who means ill.
const hostile = "</script><img src=x onerror=alert(1)>&quot;{a|b}{c}\"'"

// hostileComparison has it wherever a comparison has words.
func hostileComparison() chart.Comparison {
	c := comparison()
	c.Alt, c.Axis.Title, c.Axis.Format.Suffix = chart.Alt{Title: hostile, Description: hostile}, hostile, hostile
	c.Rows[0].Name, c.Rows[0].Figure, c.Rows[0].Detail, c.Rows[0].Point.Text = hostile, hostile, hostile, hostile
	c.Rows[4].Word, c.Levels[0].Name = hostile, hostile
	c.Words = chart.ComparisonWords{Unit: hostile, OwnUnit: hostile + "2", Preliminary: hostile + "3"}
	return c
}

// hostileTimeLine has it wherever a time line has words.
func hostileTimeLine() chart.TimeLine {
	c := singleLine()
	c.Alt, c.Axis.Title = chart.Alt{Title: hostile, Description: hostile}, hostile
	c.Periods[0] = chart.Period{Name: hostile, Short: hostile, Group: hostile}
	c.Series[0].Name, c.Series[0].Points[0].Text = hostile, hostile
	c.Targets[0].Name, c.Breaks[0].Label = hostile+"2", hostile
	return c
}
