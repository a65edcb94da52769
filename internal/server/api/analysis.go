package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
)

// Analysis is one measure in depth: a span of time between the units, and period by
// period. Each part has its own builder; more that the measure's page tells is a field
// here and a file beside this one, and breaks no program that reads the others.
type Analysis struct {
	Group      GroupRef   `json:"group"`
	Masked     bool       `json:"masked" doc:"Små tal är dolda för dig."`
	Indicator  string     `json:"indicator" doc:"Måttets kod."`
	Kind       string     `json:"kind" enum:"proportion,rate,mean,score,count,text,yes_no,gestation"`
	Stratum    *Stratum   `json:"stratum,omitempty" doc:"Gruppen av barn. Saknas när måttet inte är delat, och för alla grupper tillsammans."`
	Time       string     `json:"time" doc:"Tiden som total, regions, units, variation och unit_signals gäller: koden som time har i frågan."`
	Times      []string   `json:"times" nullable:"false" doc:"Tiderna som går att välja: 2025 är året, 3-2025 de tre år som slutar med det, 2025K4 kvartalet, r2025K4 de tolv månader som slutar med det."`
	Year       int        `json:"year" doc:"Tidens sista år. Det är dess mål som gäller."`
	Years      []int      `json:"years" nullable:"false" doc:"Åren som går att välja."`
	Period     Period     `json:"period" doc:"Månaderna som tidens värden gäller."`
	Definition Definition `json:"definition" doc:"Definitionen som gäller i slutet av tiden."`
	Goal       string     `json:"goal,omitempty" doc:"Målet som måttet följer under tidens sista år."`
	Total      Judged     `json:"total" doc:"Alla enheter tillsammans, räknat på summorna."`
	Regions    []Region   `json:"regions" nullable:"false"`
	Units      []UnitRow  `json:"units" nullable:"false" doc:"Enheterna i gruppens egen ordning, aldrig efter resultat."`
	Variation  Variation  `json:"variation" doc:"Hur mycket enheterna skiljer sig, och hur mycket av det slumpen förklarar."`
	Timeline   []Point    `json:"timeline" nullable:"false" doc:"Period för period: först alla tillsammans, sedan enhet för enhet."`
	Levels     []Level    `json:"levels" nullable:"false" doc:"Målvärdet i varje period, och var definitionen ändras."`

	UnitSignals UnitSignals  `json:"unit_signals" doc:"Enheternas resultat som är ovanliga, eller säkert missar sitt mål."`
	Lines       []JudgedLine `json:"lines" nullable:"false" doc:"Varje linje över tid, bedömd: först enhet för enhet, sist alla tillsammans. Tom för mått som inte bedöms över tid (ord, och det som inte varierar av slump). Antal har ingen linje för alla tillsammans."`
}

// Region is a region's result.
type Region struct {
	Region string `json:"region"`
	Judged
}

// UnitRow is a unit's result.
type UnitRow struct {
	Unit string `json:"unit" doc:"Enhetens kod."`
	Judged
	Others *Others      `json:"others,omitempty" doc:"Enheten mot alla de andra tillsammans. Saknas när det inte går att jämföra."`
	Funnel *FunnelPlace `json:"funnel,omitempty" doc:"Enhetens plats i tratten runt alla enheter. Saknas när måttet inte har någon tratt."`
}

// analysisQuestion says which part of a measure's results somebody asks for.
type analysisQuestion struct {
	GroupPath
	Indicator string `path:"indicator" doc:"Måttets kod."`
	Year      int    `query:"year" minimum:"1990" maximum:"2200" doc:"Året. Utan det gäller svaret det senaste året med siffror. Läses inte när time finns."`
	Time      string `query:"time" maxLength:"20" example:"r2025K4" doc:"Tiden, när den inte är ett år: en av koderna i svarets times, samma som tid har i sidornas adresser."`
	Method    string `query:"method" enum:"median,styrdiagram,vida,mellan,nhs" default:"median" doc:"Hur linjerna bedöms, samma koder som metod har i sidornas adresser: median med Anhøjs regler, styrdiagram, vidare gränser, mellan händelser, eller reglerna från NHS England."`
	Stratum   string `query:"stratum" maxLength:"100" doc:"Koden för gruppen av barn. Utan den gäller svaret alla grupper tillsammans."`
}

const analysisText = "Det som måttets sida visar: värden med 95-procentsintervall, läge mot målet, förändring mot tiden före, " +
	"enheterna mot varandra, tratten, det som är ovanligt, och tidslinjen med mittlinje, gränser och signaler. Intervall är Wilsons för andelar, Byars (exakta vid få händelser) för frekvenser och Students t för medelvärden."

func (h *Handlers) analysis(api huma.API) {
	register(h, api, operation{"analyse-indicator", "/groups/{group}/indicators/{indicator}/analysis", "Analys av ett mått", analysisText},
		func(ctx context.Context, a asking, in *analysisQuestion) (Analysis, error) {
			span, err := in.span(ctx)
			if err != nil {
				return Analysis{}, err
			}
			read, err := h.Results.Indicator(ctx, a.Actor, a.Group.ID,
				results.IndicatorFilter{Code: in.Indicator, Year: in.Year, Stratum: in.Stratum, Span: span})
			if err != nil {
				return Analysis{}, err
			}
			v := newAnalysis(a, read)
			v.Lines, err = newLines(read, methodOf(in.Method))
			return v, err
		})
}

// span is the time that is asked for, the zero Span for none.
func (q analysisQuestion) span(ctx context.Context) (analysis.Span, error) {
	if q.Time == "" {
		return analysis.Span{}, nil
	}
	span, ok := results.ParseSpan(q.Time)
	if !ok {
		return span, wrongParts(ctx, WrongPart{Location: "query.time", Message: i18n.T(ctx, "Ska vara en av koderna i svarets times, till exempel %s.", "2025, 3-2025, r2025K4")})
	}
	return span, nil
}

// newAnalysis is all but the lines.
func newAnalysis(a asking, read results.Indicator) Analysis {
	row := read.Row
	v := Analysis{Group: groupRef(a.Group), Masked: read.Dataset.Masked, Indicator: read.Measure.Code, Kind: string(read.Measure.Kind),
		Time: results.SpanCode(read.Span, a.Group.CollectionMonths), Times: []string{}, Year: row.Year, Years: read.Years.All, Period: newPeriod(row.Period), Definition: newDefinition(row.Definition),
		Goal: read.Goal.Title, Total: newJudged(row.Total), Regions: []Region{}, Units: []UnitRow{}, Variation: newVariation(read.Dataset.Variation(row)),
		Timeline: newTimeline(read.Timeline), Levels: newLevels(read.Timeline), UnitSignals: newUnitSignals(row.Deviations())}
	for _, span := range read.Spans {
		v.Times = append(v.Times, results.SpanCode(span, a.Group.CollectionMonths))
	}
	if read.Stratum.ID != 0 {
		v.Stratum = &Stratum{read.Stratum.Code, read.Stratum.Name}
	}
	for _, r := range row.Regions {
		v.Regions = append(v.Regions, Region{r.Name, newJudged(r.Cell)})
	}
	others, places := between(row)
	for n, c := range row.Units {
		if row.Includes(c.Unit) {
			v.Units = append(v.Units, UnitRow{c.Unit.Code, newJudged(c), others[n], places[n]})
		}
	}
	return v
}

// Point is a result in the timeline.
type Point struct {
	Unit   string `json:"unit,omitempty" doc:"Enhetens kod. Saknas för alla tillsammans."`
	Period Period `json:"period"`
	Result
}

// Level is what one of the timeline's periods is held against.
type Level struct {
	Period     Period   `json:"period"`
	Target     *float64 `json:"target" doc:"Allas målvärde, eller intervallets nedre gräns."`
	Second     *float64 `json:"second" doc:"Lägsta godtagbara värde, eller intervallets övre gräns."`
	NewMeaning string   `json:"definition_from,omitempty" format:"date" doc:"Definitionen är ny från den här dagen."`
	Comparable *bool    `json:"comparable,omitempty" doc:"Värden från före den nya definitionen går att jämföra med dem efter."`
}

func newTimeline(t analysis.Timeline) []Point {
	points := []Point{}
	for _, line := range append([]analysis.Line{t.Total}, t.Units...) {
		for n, r := range line.Results {
			points = append(points, Point{Unit: line.Unit.Code, Period: newPeriod(t.Periods[n]), Result: newResult(r)})
		}
	}
	return points
}

func newLevels(t analysis.Timeline) []Level {
	levels := []Level{}
	for n, p := range t.Periods {
		levels = append(levels, Level{Period: newPeriod(p), Target: t.Targets[n], Second: t.Second[n]})
	}
	for _, b := range t.Breaks {
		v := b.Version
		levels[b.Index].NewMeaning, levels[b.Index].Comparable = v.ValidFrom.Format(time.DateOnly), &v.Comparable
	}
	return levels
}
