package api

import "samsyn/internal/analysis"

// UnitSignals is what is to be noticed in the units' results of the span.
type UnitSignals struct {
	Compared int          `json:"compared" doc:"Hur många enheters resultat som är jämförda med alla enheters. Av en slump hamnar ungefär en av tjugo utanför 2 SD och en av 500 utanför 3 SD."`
	Items    []UnitSignal `json:"items" nullable:"false" doc:"I enheternas egen ordning. Tom för processmått, som inte bedöms."`
}

// UnitSignal is a unit's result that differs from all units' by more than chance
// explains, or misses its target for certain.
type UnitSignal struct {
	Unit    string   `json:"unit" doc:"Enhetens kod."`
	Kind    string   `json:"kind" enum:"beyond_2sd,beyond_3sd,target_missed" doc:"Utanför 2 SD, utanför 3 SD (står då inte som utanför 2 SD också), eller säkert inte i mål: hela intervallet ligger på fel sida."`
	Side    string   `json:"side" enum:"good,bad,none" doc:"Åt det bättre hållet, det sämre, eller varken eller. Alltid bad för ett missat mål."`
	Value   float64  `json:"value" doc:"Enhetens värde i måttets enhet."`
	Size    float64  `json:"size" doc:"Nämnaren, eller hur många som är mätta. 0 när det inte finns någon."`
	Average *float64 `json:"average" doc:"Alla enheter tillsammans. null för ett missat mål."`
	Lower   *float64 `json:"lower" doc:"Den undre av de gränser som värdet ligger utanför: vad slumpen håller 95 % (2 SD) eller 99,8 % (3 SD) inom för en enhet av den storleken. För ett missat mål: intervallets nedre gräns."`
	Upper   *float64 `json:"upper" doc:"Den övre, på samma sätt."`
	Target  *float64 `json:"target" doc:"Målvärdet, eller intervallets nedre gräns. null för det som inte är ett missat mål."`
	Second  *float64 `json:"second" doc:"Lägsta godtagbara värde, eller intervallets övre gräns."`
	Widened bool     `json:"within_widened" doc:"Enheterna skiljer sig så mycket i det här måttet att enheten inte är ovanlig bland dem."`
}

func newUnitSignals(found analysis.Deviations) UnitSignals {
	s := UnitSignals{Compared: found.Compared, Items: []UnitSignal{}}
	for _, d := range found.List {
		s.Items = append(s.Items, newUnitSignal(d))
	}
	return s
}

func newUnitSignal(d analysis.Deviation) UnitSignal {
	s := UnitSignal{Unit: d.Unit().Code, Kind: string(d.Kind), Side: string(d.Side), Value: d.Value, Size: d.Size, Widened: d.WithinWidened}
	switch d.Kind {
	case analysis.TargetMissed:
		s.Lower, s.Upper, s.Target, s.Second = d.Cell.Lower, d.Cell.Upper, d.Cell.Target.Threshold, d.Cell.Target.Second
	case analysis.Beyond3SD:
		s.Average, s.Lower, s.Upper = &d.Average, &d.Limits.Lower998, &d.Limits.Upper998
	default:
		s.Average, s.Lower, s.Upper = &d.Average, &d.Limits.Lower95, &d.Limits.Upper95
	}
	return s
}
