package api

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
