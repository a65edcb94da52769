package api

import (
	"samsyn/internal/analysis"
	"samsyn/internal/stats"
)

// Variation is how much the units differ, and how much of that chance explains.
type Variation struct {
	Verdict  string   `json:"verdict" enum:"not_tested,hidden_units,no_sd,too_few,chance_enough,perhaps_more,more_than_chance" doc:"Om enheterna skiljer sig mer än slumpen förklarar. Det säger inget om varför."`
	Units    int      `json:"units" doc:"Hur många enheter som har ett värde."`
	Hidden   int      `json:"hidden" doc:"Hur många som är dolda. Är någon det är resten inte känt."`
	Times    *float64 `json:"times" doc:"Hur många gånger större variationen är än slumpen ensam gör den. Ungefär 1 när slumpen förklarar allt."`
	P        *float64 `json:"p" doc:"Sannolikheten att slumpen ensam ger så stora skillnader."`
	Seen     *float64 `json:"sd_seen" doc:"Standardavvikelsen mellan värdena som de är, i måttets enhet."`
	Between  *float64 `json:"sd_between" doc:"Det som är kvar när slumpen är borträknad."`
	Lowest   *float64 `json:"lowest" doc:"Lägsta värdet bland enheter som inte vilar på få barn."`
	Highest  *float64 `json:"highest" doc:"Högsta värdet bland dem."`
	Few      int      `json:"few" doc:"Enheter som vilar på få barn och inte räknas med i lowest, highest och sd_seen."`
	SCV      *float64 `json:"scv" doc:"Den systematiska delen av variationen, bara för frekvenser."`
	Quotient *float64 `json:"quotient_80_20" doc:"80:e percentilen genom 20:e, sedan slumpen är borträknad. Bara för frekvenser med minst sex enheter."`
}

func newVariation(v analysis.Variation) Variation {
	return Variation{Verdict: string(v.Verdict), Units: v.Units, Hidden: v.Hidden, Times: v.Times, P: v.P, Seen: v.Seen,
		Between: v.Between, Lowest: v.Lowest, Highest: v.Highest, Few: v.Few, SCV: v.SCV, Quotient: v.Quotient}
}

// Others is a unit's result held against that of all the others together.
type Others struct {
	Value       float64  `json:"value" doc:"De andras värde tillsammans."`
	Ratio       bool     `json:"ratio" doc:"difference är enhetens frekvens genom de andras, inte minus."`
	Difference  *float64 `json:"difference"`
	Lower       *float64 `json:"lower" doc:"95-procentsintervallets nedre gräns."`
	Upper       *float64 `json:"upper" doc:"95-procentsintervallets övre gräns."`
	P           float64  `json:"p" doc:"Sannolikheten för slump."`
	Adjusted    float64  `json:"p_adjusted" doc:"Detsamma, med hänsyn till hur många enheter som jämförs."`
	Distinction string   `json:"distinction" enum:"not_told,not_distinct,above,below" doc:"Går inte att säga, slumpen kan vara allt, högre eller lägre än de andra."`
}

var distinctions = map[analysis.Distinction]string{analysis.NotTold: "not_told", analysis.NotDistinct: "not_distinct",
	analysis.AboveOthers: "above", analysis.BelowOthers: "below"}

func newOthers(d analysis.Difference) *Others {
	if !d.Known {
		return nil
	}
	return &Others{Value: d.Others, Ratio: d.Ratio, Difference: d.Value, Lower: d.Lower, Upper: d.Upper, P: d.P, Adjusted: d.Adjusted,
		Distinction: distinctions[d.Distinction]}
}

// FunnelPlace is where a unit lies in the funnel around all units together.
type FunnelPlace struct {
	Size     float64 `json:"size" doc:"Nämnaren, eller hur många som är mätta."`
	Lower95  float64 `json:"lower95" doc:"Gränserna som slumpen håller 95 % inom (2 SD)."`
	Upper95  float64 `json:"upper95"`
	Lower998 float64 `json:"lower998" doc:"Gränserna som slumpen håller 99,8 % inom (3 SD)."`
	Upper998 float64 `json:"upper998"`
	Class    string  `json:"class" enum:"within,low_2sd,low_3sd,high_2sd,high_3sd" doc:"Var värdet ligger. Hög och låg är talets sidor, inte vad som är bättre."`
}

var classes = map[stats.FunnelClass]string{stats.WithinLimits: "within", stats.Low2SD: "low_2sd", stats.Low3SD: "low_3sd",
	stats.High2SD: "high_2sd", stats.High3SD: "high_3sd"}

// between is what the row's units have beside their results: each held against the
// others, and its place in the funnel; nil where there is none.
func between(row analysis.Row) (others []*Others, places []*FunnelPlace) {
	others, places = make([]*Others, len(row.Units)), make([]*FunnelPlace, len(row.Units))
	for n, d := range row.Differences() {
		others[n] = newOthers(d)
	}
	funnel, ok := row.Funnel()
	if !ok {
		return others, places
	}
	for n, p := range funnel.Places {
		if p.Known {
			places[n] = &FunnelPlace{p.Size, p.Limits.Lower95, p.Limits.Upper95, p.Limits.Lower998, p.Limits.Upper998, classes[p.Class]}
		}
	}
	return others, places
}
