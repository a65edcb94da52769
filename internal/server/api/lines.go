package api

import (
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// JudgedLine is a line over time with what can be said of it.
type JudgedLine struct {
	Unit         string      `json:"unit,omitempty" doc:"Enhetens kod. Saknas för alla tillsammans."`
	Method       string      `json:"method" enum:"median,styrdiagram,vida,mellan,nhs" doc:"Så är linjen bedömd. En annan än den du bad om när den inte passar linjen: styrdiagram i stället för vida och mellan."`
	Advised      string      `json:"advised,omitempty" enum:"vida,mellan" doc:"Metod som det finns skäl att välja för den här linjen. Saknas när det inte finns något."`
	Chart        string      `json:"chart,omitempty" enum:"run,p,p_prime,u,u_prime,c,i,g,t" doc:"Slag av diagram. Saknas för nhs, som är ett XmR-diagram."`
	Verdict      string      `json:"verdict" enum:"too_few,no_signal,signal" doc:"Det som går att säga om linjen nu: för få värden för att säga något (too_few, inte samma sak som att inget har hänt), ingen signal eller signal. Gäller den sista delen."`
	Phases       []Phase     `json:"phases" nullable:"false" doc:"Linjens delar, som var och en bedöms för sig. Den sista är den som gäller nu."`
	Signals      []Signal    `json:"signals" nullable:"false" doc:"Det som är mer än slump, del för del."`
	Points       []LinePoint `json:"points" nullable:"false" doc:"En för varje period i levels, i samma ordning."`
	Now          *LineNow    `json:"now,omitempty" doc:"Alla värden i den sista delen tillsammans, mot målet. Bara när delen inte har någon signal och det finns ett målvärde."`
	MeetsTargets string      `json:"target_within_limits,omitempty" enum:"sometimes,always,never" doc:"Så länge inget ändras nås målet ibland, varje gång eller aldrig. Bara för nhs, och bara när det går att säga."`
}

// Phase is a part of a line that is judged by itself.
type Phase struct {
	First       Period   `json:"first" doc:"Delens första period."`
	Last        Period   `json:"last" doc:"Delens sista period."`
	Start       string   `json:"start" enum:"beginning,definition,length,decided" doc:"Varför delen börjar: linjens början, ny definition, perioder av annan längd (eller värdet per ett annat antal), eller gruppens beslut."`
	Definition  string   `json:"definition_from,omitempty" format:"date" doc:"Den nya definitionens första dag, när det är den som delen börjar med."`
	Reason      string   `json:"reason,omitempty" doc:"Varför gruppen har bestämt det, med gruppens egna ord. Saknas för läsare utanför gruppen, vars linjer bedöms utan gruppens beslut."`
	Baseline    int      `json:"baseline,omitempty" doc:"Mittlinje och gränser räknas på så många av delens första perioder. Saknas när de räknas på alla."`
	Center      *float64 `json:"center" doc:"Mittlinjen: median eller medelnivå. null när den inte går att räkna."`
	Used        int      `json:"values_used" doc:"Hur många värden mittlinje och gränser bygger på. Med färre än tio finns inga gränser."`
	Useful      int      `json:"values_useful" doc:"Hur många värden som kan säga något: de som räknas med och, utom för nhs, inte ligger på mittlinjen. Det behövs tio."`
	Preliminary bool     `json:"limits_preliminary" doc:"Gränserna bygger på färre än tolv värden."`
	Verdict     string   `json:"verdict" enum:"too_few,no_signal,signal" doc:"Det som går att säga om delen: för få värden, ingen signal eller signal."`
	Runs        *Runs    `json:"runs,omitempty" doc:"Anhøjs regler i siffror. Saknas för nhs, som har andra regler."`
}

// Runs is how a part of a line moves around its centre line.
type Runs struct {
	Longest      int `json:"longest" doc:"Flest värden i rad på samma sida om mittlinjen."`
	LongestMax   int `json:"longest_max" doc:"Flest som slumpen förklarar. 0 utan värden."`
	Crossings    int `json:"crossings" doc:"Hur många gånger linjen korsar mittlinjen."`
	CrossingsMin int `json:"crossings_min" doc:"Minst så många gånger korsar linjen den om bara slumpen råder."`
}

// Signal is where a rule has found more than chance.
type Signal struct {
	Rule    string `json:"rule" enum:"long_run,few_crossings,outside,trend,two_of_three,seven" doc:"Regeln: många värden i rad på samma sida och få korsningar (Anhøj), utanför gränserna, eller nhs: sju i rad som stiger eller sjunker, två av tre nära en gräns, sju i rad på samma sida."`
	First   Period `json:"first" doc:"Första perioden. För få korsningar: delens första."`
	Last    Period `json:"last" doc:"Sista perioden."`
	Where   string `json:"where,omitempty" enum:"above,below,rising,falling" doc:"Över eller under mittlinjen eller gränsen, eller åt vilket håll värdena går. Saknas för få korsningar."`
	Count   *int   `json:"count" doc:"Hur många värden i rad, eller korsningar, det är. null för andra regler än Anhøjs."`
	Limit   *int   `json:"limit" doc:"Flest i rad, eller minst antal korsningar, som slumpen förklarar."`
	Side    string `json:"side" enum:"good,bad,none" doc:"Åt det bättre hållet, det sämre, eller varken eller."`
	Lasts   bool   `json:"lasts" doc:"Inget värde som räknas med kommer efter signalen: den pågår."`
	Current bool   `json:"current" doc:"Signalen är i den sista delen. Annars var den före den nuvarande nivån."`
}

// LinePoint is one period of a line.
type LinePoint struct {
	Period    Period   `json:"period"`
	State     string   `json:"state" enum:"reported,nobody,missing,not_applicable,not_entered,not_due,masked" doc:"Periodens läge, som i timeline."`
	Value     *float64 `json:"value" doc:"Det som ritas och bedöms, i måttets enhet. För mellan: hur många barn, hur lång tid eller hur många månader det är mellan händelserna, bara vid perioder med en händelse. null när det inte finns något att rita: state säger varför."`
	Center    *float64 `json:"center" doc:"Mittlinjen i perioden."`
	Lower     *float64 `json:"lower" doc:"Undre gränsen, tre standardavvikelser bort. null när det inte finns någon, som för median. Kan ligga där inget värde kan."`
	Upper     *float64 `json:"upper" doc:"Övre gränsen."`
	Beyond    string   `json:"beyond,omitempty" enum:"above,below" doc:"Värdet ligger utanför gränserna. Saknas annars."`
	InSignal  bool     `json:"in_signal" doc:"Värdet ingår i en signal av flera värden."`
	LeftOut   bool     `json:"left_out" doc:"Gruppen har bestämt att perioden inte räknas med."`
	Reason    string   `json:"left_out_reason,omitempty" doc:"Varför, med gruppens egna ord."`
	Unsettled bool     `json:"unsettled" doc:"En preliminär siffra, eller alla tillsammans utan några av enheterna."`
	Target    *float64 `json:"target" doc:"Linjens eget målvärde i perioden, annars allas. Aldrig för mellan."`
	Second    *float64 `json:"second" doc:"Lägsta godtagbara värde, eller intervallets övre gräns."`
}

// LineNow is a line's current part as one result.
type LineNow struct {
	Value      *float64 `json:"value"`
	Lower      *float64 `json:"lower" doc:"95-procentsintervallets nedre gräns."`
	Upper      *float64 `json:"upper" doc:"95-procentsintervallets övre gräns."`
	Status     string   `json:"status" enum:"met,probably_met,uncertain,not_met,no_result" doc:"Vad som ärligt går att säga mot målet, som i total."`
	TargetYear int      `json:"target_year" doc:"Året vars mål det är."`
	Target     *float64 `json:"target"`
	Second     *float64 `json:"second" doc:"Lägsta godtagbara värde, eller intervallets övre gräns."`
}

// medianCode names the method that has no name in the pages' addresses.
const medianCode = "median"

// methodOf is the method with the code, which is one of the API's.
func methodOf(code string) analysis.Method {
	if code == medianCode {
		code = ""
	}
	method, _ := results.ParseMethod(code)
	return method
}

func methodCode(m analysis.Method) string {
	if code := results.MethodCode(m); code != "" {
		return code
	}
	return medianCode
}

var (
	chartKinds = map[stats.ChartKind]string{stats.RunChart: "run", stats.PChart: "p", stats.PPrimeChart: "p_prime", stats.UChart: "u",
		stats.UPrimeChart: "u_prime", stats.CChart: "c", stats.IChart: "i", stats.GChart: "g", stats.TChart: "t"}
	assurances = map[stats.Assurance]string{stats.Inconsistent: "sometimes", stats.ConsistentPass: "always", stats.ConsistentFail: "never"}
	beyond     = map[stats.Side]string{stats.AboveLimit: "above", stats.BelowLimit: "below"}
)

// newLines judges each line of the part that is shown.
func newLines(read results.Indicator, method analysis.Method) ([]JudgedLine, error) {
	lines := []JudgedLine{}
	for _, course := range read.Timeline.Courses(read.Measure, read.Stratum) {
		c, err := read.Dataset.Control(course, method)
		if err == nil && method == analysis.RunChart {
			err = read.Dataset.Advise(&c)
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, newJudgedLine(&c))
	}
	return lines, nil
}

func newJudgedLine(c *analysis.Control) JudgedLine {
	l := JudgedLine{Unit: c.Line.Unit.Code, Method: methodCode(c.Method), Verdict: string(c.Verdict()), Phases: []Phase{}, Signals: []Signal{},
		Points: []LinePoint{}, Now: newLineNow(c.Now), MeetsTargets: assurances[c.Assurance]}
	switch {
	case c.RareAdvised:
		l.Advised = methodCode(analysis.BetweenEvents)
	case c.WideAdvised:
		l.Advised = methodCode(analysis.WideLimits)
	}
	if c.Method != analysis.XmRChart {
		l.Chart = chartKinds[c.Kind]
	}
	for _, p := range c.Phases {
		l.Phases = append(l.Phases, newPhase(c, p))
	}
	for _, s := range c.Signals {
		l.Signals = append(l.Signals, newSignal(c, s))
	}
	for n, p := range c.Points {
		l.Points = append(l.Points, newLinePoint(c, n, p))
	}
	return l
}

func newPhase(c *analysis.Control, p analysis.ControlPhase) Phase {
	periods := c.Timeline.Periods
	v := Phase{First: newPeriod(periods[p.First]), Last: newPeriod(periods[p.End-1]), Start: string(p.Start), Center: p.Center,
		Used: p.Used, Useful: p.Useful, Preliminary: c.Method != analysis.RunChart && p.PreliminaryLimits(), Verdict: string(p.Verdict)}
	if p.Start == analysis.NewDefinition {
		v.Definition = p.Definition.ValidFrom.Format(time.DateOnly)
	}
	if p.Decision != nil {
		v.Reason, v.Baseline = p.Decision.Reason, p.Decision.Baseline
	}
	if r := p.Runs; c.Method != analysis.XmRChart {
		v.Runs = &Runs{r.LongestRun, r.LongestRunMax, r.Crossings, r.CrossingsMin}
	}
	return v
}

func newSignal(c *analysis.Control, s analysis.Signal) Signal {
	run := c.Run(s)
	v := Signal{Rule: string(s.Rule), First: newPeriod(run.First), Last: newPeriod(run.Last), Side: "none", Lasts: run.Lasting,
		Current: s.Phase == len(c.Phases)-1}
	switch {
	case s.Rule == analysis.FewCrossings:
	case s.Rule == analysis.SevenTrend && s.Above:
		v.Where = "rising"
	case s.Rule == analysis.SevenTrend:
		v.Where = "falling"
	case s.Above:
		v.Where = "above"
	default:
		v.Where = "below"
	}
	if s.Rule == analysis.LongRun || s.Rule == analysis.FewCrossings {
		v.Count, v.Limit = &s.Count, &s.Limit
	}
	switch s.Meaning {
	case stats.Improvement:
		v.Side = string(analysis.GoodSide)
	case stats.Concern:
		v.Side = string(analysis.BadSide)
	}
	return v
}

func newLinePoint(c *analysis.Control, n int, p analysis.ControlPoint) LinePoint {
	v := LinePoint{Period: newPeriod(c.Timeline.Periods[n]), State: string(p.State), Value: p.Charted, Center: p.Center, Lower: p.Lower,
		Upper: p.Upper, Beyond: beyond[p.Beyond], InSignal: p.InSignal, Unsettled: p.Unsettled, Target: p.Target, Second: p.Second}
	if c.Method == analysis.BetweenEvents {
		v.Target, v.Second = nil, nil // they are not about what lies between events
	}
	if p.LeftOut != nil {
		v.LeftOut, v.Reason = true, p.LeftOut.Reason
	}
	return v
}

// newLineNow is told when there is a value target to hold it against, as on the page.
func newLineNow(now *analysis.Cell) *LineNow {
	if now == nil || now.Target == nil || now.Judgement.Status == quality.Followed {
		return nil
	}
	return &LineNow{Value: now.Point, Lower: now.Lower, Upper: now.Upper, Status: string(now.Judgement.Status),
		TargetYear: now.Target.Year, Target: now.Target.Threshold, Second: now.Target.Second}
}
