package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// judge judges the chosen line as the address says; fault.ErrNotFound for a method
// that there is none of.
func (p *indicatorPage) judge() error {
	method, known := results.ParseMethod(p.chosen.Method)
	if !known {
		return fault.ErrNotFound
	}
	for _, course := range p.courses() {
		if code := lineCode(course.Line); code == p.chosen.Line {
			c, err := p.Dataset.Control(course, method)
			if err == nil && method == analysis.RunChart {
				err = p.Dataset.Advise(&c)
			}
			if err != nil {
				return err
			}
			p.control = &c
		}
	}
	return nil
}

// courses are the lines of the part shown that are judged.
func (p *indicatorPage) courses() []analysis.Course {
	return p.Timeline.Courses(p.Measure, p.Stratum)
}

// lineCode is the line's name in the address.
func lineCode(line analysis.Line) string {
	if line.Unit.ID == 0 {
		return together
	}
	return line.Unit.Code
}

// methodLinks choose how the line is judged. Wide limits, and what lies between
// events, are offered only where there is reason for them.
func (p indicatorPage) methodLinks(ctx context.Context) []ui.Link {
	names := map[analysis.Method]string{
		analysis.RunChart: i18n.T(ctx, "Median"), analysis.ControlChart: i18n.T(ctx, "Styrdiagram"),
		analysis.WideLimits: i18n.T(ctx, "Vidare gränser"), analysis.XmRChart: i18n.T(ctx, "NHS-regler"),
		analysis.BetweenEvents: i18n.T(ctx, "Mellan händelser"),
	}
	var links []ui.Link
	for _, m := range results.LineMethods() {
		if m.Method == analysis.WideLimits && !p.control.WideAdvised || m.Method == analysis.BetweenEvents && !p.control.RareAdvised {
			continue
		}
		c := p.chosen
		c.Method = m.Code
		links = append(links, ui.Link{Text: names[m.Method], Current: p.control.Method == m.Method,
			URL: indicatorURL(p.Measure.Code, c) + "#over-tid"})
	}
	return links
}

// explanations are the method in words for those who care for the children.
func (p indicatorPage) explanations(ctx context.Context) []view.Explanation {
	few := i18n.T(ctx, "Med färre än tio värden kan inte ens en stor ändring skiljas från slumpen. Då står det att värdena är för få, inte att inget har hänt.")
	signal := i18n.T(ctx, "En signal säger att något har ändrats. Varför, och om det är bra, avgör ni som känner vården.")
	phase := i18n.T(ctx, "Nivån räknas aldrig om av sig själv. Det görs när definitionen ändras, eller när gruppen har bestämt det och skrivit varför.")
	var text []string
	switch p.control.Method {
	case analysis.RunChart:
		text = []string{
			i18n.T(ctx, "Medianen delar värdena på mitten: hälften ligger över och hälften under. Har inget ändrats hamnar värdena än över, än under, som när man singlar slant."),
			i18n.T(ctx, "Många värden i rad på samma sida, eller en linje som ovanligt sällan korsar medianen, är mer än slump. Hur många som krävs beror på hur många värden det finns. Reglerna är Anhøjs."),
			few, signal, phase}
	case analysis.ControlChart:
		text = []string{
			i18n.T(ctx, "Gränserna visar hur långt från medelnivån värdena brukar hamna av en slump, tre standardavvikelser åt varje håll. Få barn ger vida gränser. Ett värde utanför är mer än slump: ta reda på vad som hände då."),
			i18n.T(ctx, "Dessutom gäller Anhøjs regler om många värden i rad på samma sida och få korsningar. Det här är ett %s, som hör till den här sortens mått.", words.ChartKind(ctx, p.control.Kind)),
			few, signal, phase}
	case analysis.WideLimits:
		text = []string{
			i18n.T(ctx, "Värdena varierar mer mellan perioderna än slumpen gör när alla barn är lika. Då blir de vanliga gränserna för snäva. De vidare gränserna räknar in den variationen. Det här är ett %s.", words.ChartKind(ctx, p.control.Kind)),
			few, signal, phase}
	case analysis.BetweenEvents:
		text = []string{
			i18n.T(ctx, "När det händer så sällan att de flesta perioder har noll säger värdet för varje period nästan inget. Diagrammet visar i stället hur mycket det hann bli mellan händelserna. Stiger linjen händer det mer sällan, och det är bra."),
			i18n.T(ctx, "Händer det flera gånger under samma period delas det som är mellan dem lika. Det här är ett %s, med Anhøjs regler och gränser tre standardavvikelser bort.", words.ChartKind(ctx, p.control.Kind)),
			i18n.T(ctx, "Med färre än tio mellanrum kan inte ens en stor ändring skiljas från slumpen."), signal, phase}
	default:
		text = []string{
			i18n.T(ctx, "NHS England (Making data count) letar efter fyra saker: ett värde utanför gränserna, sju i rad som stiger eller sjunker, två av tre nära en gräns, och sju i rad på samma sida om medelnivån."),
			i18n.T(ctx, "Reglerna ger fler signaler än Anhøjs, också falska: av linjer med tjugo värden där inget har ändrats får ungefär var sjunde någon signal. De två uppsättningarna regler används därför aldrig samtidigt."),
			few, signal, phase}
	}
	return []view.Explanation{{Title: i18n.T(ctx, "Så bedöms linjen"), Text: text}}
}
