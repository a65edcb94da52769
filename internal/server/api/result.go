package api

import (
	"time"

	"samsyn/internal/analysis"
)

// Result is what a unit, a region or the whole group has over some time.
type Result struct {
	Number
	Lower    *float64  `json:"lower" doc:"95-procentsintervallets nedre gräns. null när det inte finns något intervall."`
	Upper    *float64  `json:"upper" doc:"95-procentsintervallets övre gräns."`
	Few      bool      `json:"few" doc:"Värdet vilar på färre barn än gruppens gräns."`
	Filled   int       `json:"periods_with_value" doc:"Hur många av perioderna som är inlämnade med ett värde."`
	Expected int       `json:"periods_expected" doc:"Hur många perioder som ska lämnas. För flera enheter: alla enheters tillsammans."`
	Units    *Share    `json:"units,omitempty" doc:"Hur många av enheterna som har ett värde. Bara för flera enheter tillsammans."`
	Missing  []Gap     `json:"missing,omitempty" doc:"Perioderna som saknas, med orsak. Bara för en enhet."`
	Response *Response `json:"response,omitempty" doc:"Svarsfrekvensen, för mått som är svar på gruppens enkät: samma enheter och samma tid."`
	Since    string    `json:"definition_from,omitempty" format:"date" doc:"Värdet gäller tiden från den här dagen: siffror från före den går inte att jämföra och räknas inte in."`
}

// Response is how many of those asked in the group's survey have answered.
type Response struct {
	Answered float64 `json:"answered" doc:"De som har svarat."`
	Asked    float64 `json:"asked" doc:"De som har tillfrågats."`
	Rate     float64 `json:"rate" doc:"Svarsfrekvensen i procent."`
	Low      bool    `json:"low" doc:"Lägre än gruppens gräns: läs resultatet med försiktighet."`
}

// Share is so many of all that there are.
type Share struct {
	WithValue int `json:"with_value"`
	Expected  int `json:"expected" doc:"De enheter som måttet gäller."`
}

// Gap is a period that is missing.
type Gap struct {
	Period Period `json:"period"`
	Reason string `json:"reason" doc:"Gruppens egna ord."`
}

func newResult(r analysis.Result) Result {
	v := Result{Number: newNumber(r.State, r.Value, r.Point), Lower: r.Lower, Upper: r.Upper, Few: r.Uncertain,
		Filled: r.Filled(), Expected: r.Expected}
	v.Standing, v.Changed = string(r.Standing), r.Changed
	if r.ExpectedUnits > 0 {
		v.Units = &Share{r.Units, r.ExpectedUnits}
	} else {
		for _, g := range r.Gaps {
			v.Missing = append(v.Missing, Gap{newPeriod(g.Period), g.Reason})
		}
	}
	if a := r.Response; a != nil {
		v.Response = &Response{Answered: a.Answered, Asked: a.Asked, Rate: a.Rate(), Low: a.Low}
	}
	if r.BreakFrom != nil {
		v.Since = r.BreakFrom.Format(time.DateOnly)
	}
	return v
}

// Judged is a result held against its target and against the time before.
type Judged struct {
	Result
	Status      string    `json:"status" enum:"met,probably_met,uncertain,not_met,followed,no_result,missing,not_applicable,masked" doc:"Vad som ärligt går att säga mot målet: nått, troligen nått, går inte att säga, inte nått, följs bara, eller varför det inte finns något att säga."`
	MeetsTarget bool      `json:"point_meets_target" doc:"Det oavrundade värdet når målet, utan hänsyn till slumpen."`
	AboveLowest bool      `json:"above_lowest" doc:"Målet är inte nått men det lägsta godtagbara värdet är det."`
	TargetKind  string    `json:"target_kind,omitempty" enum:"value,better_half,smaller_spread,follow" doc:"Saknas utan mål."`
	Target      *float64  `json:"target" doc:"Enhetens eget målvärde, annars allas."`
	Second      *float64  `json:"second" doc:"Lägsta godtagbara värde, eller intervallets övre gräns."`
	Distance    *Distance `json:"distance,omitempty" doc:"Hur långt det är till ett målvärde. Saknas när det inte går att säga."`
	Change      *Change   `json:"change,omitempty" doc:"Skillnaden mot tiden före. Saknas när tiderna inte går att jämföra."`
}

// Distance is how far a result is from its target.
type Distance struct {
	Cases   float64 `json:"cases" doc:"Hur många fler barn (eller färre händelser) som hade behövts för att nå målet."`
	Fewer   bool    `json:"fewer" doc:"Det är färre som behövs."`
	More    float64 `json:"more_to_tell" doc:"Ungefär hur många fler som behövs för att kunna säga något säkert, om resultatet står sig. 0 när det redan går, och när det inte går att räkna ut."`
	Periods float64 `json:"more_periods_to_tell" doc:"Hur många perioder det är."`
}

// Change is how a result differs from that of the time before.
type Change struct {
	Before     float64  `json:"before" doc:"Värdet före."`
	Difference float64  `json:"difference" doc:"Nu minus före, i procentenheter för en andel."`
	Lower      *float64 `json:"lower" doc:"95-procentsintervallets nedre gräns."`
	Upper      *float64 `json:"upper" doc:"95-procentsintervallets övre gräns."`
	Tested     bool     `json:"tested" doc:"Det går att skilja från slumpen."`
	Real       bool     `json:"real" doc:"Mer än slumpen förklarar."`
}

func newJudged(c analysis.Cell) Judged {
	j := Judged{Result: newResult(c.Result), Status: string(c.Judgement.Status), MeetsTarget: c.Judgement.PointMeets,
		AboveLowest: c.Judgement.AboveLowest}
	if t := c.Target; t != nil {
		j.TargetKind, j.Target, j.Second = string(t.Kind), t.Threshold, t.Second
	}
	if d := c.Distance; d != nil {
		j.Distance = &Distance{d.Cases, d.Fewer, d.More, d.Periods}
	}
	if ch := c.Change; ch != nil {
		j.Change = &Change{ch.Before, ch.Difference, ch.Lower, ch.Upper, ch.Tested, ch.Real}
	}
	return j
}
