package results

import (
	"context"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
	view "samsyn/templates/results"
)

// signalSection is one kind of signal.
type signalSection struct {
	sheet
	id, title string
	short     string // below its number at the top of the page
	lead      string // what it means, and what chance makes of it
	none      string // in the place of an empty table
}

// sections are the kinds, those that chance explains least first.
func (p signalsPage) sections(ctx context.Context) []signalSection {
	compared, judged := p.Deviations.Compared, p.Runs.Judged
	far := p.section(ctx, "tre-sd", i18n.T(ctx, "Utanför 3 SD"))
	far.short = i18n.T(ctx, "Jämfört med alla enheter.")
	far.lead = i18n.T(ctx, "Enhetens resultat skiljer sig från alla enheters så mycket som slumpen ger ungefär en gång av 500.")
	far.none = i18n.T(ctx, "Inget av %d jämförda resultat ligger så långt ut.", compared)

	missed := p.section(ctx, "malet", i18n.T(ctx, "Säkert inte i mål"))
	missed.short = i18n.T(ctx, "Hela intervallet ligger på fel sida om målet.")
	missed.lead = i18n.T(ctx, "Hela intervallet ligger på fel sida om målet: slumpen räcker inte som förklaring.")
	missed.none = i18n.T(ctx, "Ingen enhet missar säkert ett mål. Det betyder inte att alla når målen: se Enhet för enhet.")

	runs := p.section(ctx, "over-tid", i18n.T(ctx, "Ändrat över tid"))
	runs.short = p.judgedLines(ctx)
	runs.lead = i18n.T(ctx, "Linjen har bytt nivå mer än slumpen förklarar, enligt Anhøjs regler. %s", p.judgedLines(ctx))
	switch {
	case judged == 0 && p.Dataset.Masked:
		runs.none = i18n.T(ctx, "För få år för att säga något om någon linje.")
	case judged == 0:
		runs.none = i18n.T(ctx, "För få kvartal för att säga något om någon linje.")
	default:
		runs.none = i18n.N(ctx, "Den linje som går att bedöma har ingen signal.", "Ingen av de %d linjer som går att bedöma har en signal.", judged, judged)
	}

	near := p.section(ctx, "tva-sd", i18n.T(ctx, "Utanför 2 SD"))
	near.short = i18n.T(ctx, "Av %d jämförda hamnar ungefär %d här av en slump.", compared, (compared+10)/20)
	near.lead = i18n.T(ctx, "Enhetens resultat skiljer sig från alla enheters så mycket som slumpen ger ungefär en gång av tjugo. %s", near.short)
	near.none = i18n.T(ctx, "Inget av %d jämförda resultat ligger mellan 2 och 3 SD från mitten.", compared)

	for _, d := range p.Deviations.List {
		if !p.asksFor(d.Row.Measure, d.Unit().Code) {
			continue
		}
		switch d.Kind {
		case analysis.Beyond3SD:
			far.rows = append(far.rows, p.beyond(ctx, d))
		case analysis.Beyond2SD:
			near.rows = append(near.rows, p.beyond(ctx, d))
		case analysis.TargetMissed:
			missed.rows = append(missed.rows, p.missed(ctx, d))
		}
	}
	for _, s := range p.Runs.Signals {
		if p.asksFor(s.Measure, s.Unit.Code) {
			runs.rows = append(runs.rows, p.run(ctx, s))
		}
	}
	return []signalSection{far, missed, runs, near}
}

func (p signalsPage) section(ctx context.Context, id, title string) signalSection {
	return signalSection{id: id, title: title, sheet: sheet{id: id + "-tabell", caption: title, columns: []column{
		{title: i18n.T(ctx, "Enhet")}, {title: i18n.T(ctx, "När")}, {title: i18n.T(ctx, "Vad siffrorna säger")},
		{title: i18n.T(ctx, "Åt vilket håll")}, {title: i18n.T(ctx, "Vad som gjorts")}}}}
}

// judgedLines says how many lines over time can be judged.
func (p signalsPage) judgedLines(ctx context.Context) string {
	judged, few := p.Runs.Judged, p.Runs.TooFew
	if p.Dataset.Masked {
		return i18n.T(ctx, "%d av %d linjer går att bedöma, de andra har för få år.", judged, judged+few)
	}
	return i18n.T(ctx, "%d av %d linjer går att bedöma, de andra har för få kvartal.", judged, judged+few)
}

// beyond is a result beyond the funnel's limits.
func (p signalsPage) beyond(ctx context.Context, d analysis.Deviation) line {
	kind, def := d.Row.Measure.Kind, d.Row.Definition
	said := i18n.T(ctx, "%s. Alla enheter: %s.", told(ctx, d.Cell.Result), words.Measured(ctx, kind, def, d.Average))
	lower, upper := d.Limits.Lower95, d.Limits.Upper95
	if d.Kind == analysis.Beyond3SD {
		lower, upper = d.Limits.Lower998, d.Limits.Upper998
	}
	note := i18n.T(ctx, "Slumpens gränser för en enhet av den storleken: %s till %s.", words.Measured(ctx, kind, def, lower), words.Measured(ctx, kind, def, upper))
	if d.WithinWidened {
		note = i18n.T(ctx, "%s Enheterna skiljer sig så mycket i det här måttet att enheten inte är ovanlig bland dem.", note)
	}
	return p.line(ctx, d.Row, d.Cell, figure{text: said, note: note}, side(ctx, d.Side))
}

// missed is a result that misses its target for certain.
func (p signalsPage) missed(ctx context.Context, d analysis.Deviation) line {
	target := words.Target(ctx, *d.Cell.Target, d.Row.Measure.Kind, d.Row.Definition)
	note := i18n.T(ctx, "Mål: %s", target)
	if d.Cell.Target.UnitID != 0 {
		note = i18n.T(ctx, "Enhetens eget mål: %s", target)
	}
	if gap := words.Gap(ctx, d.Row.Measure, d.Cell.Distance); gap != "" {
		note = joined(", ", note, gap)
	}
	return p.line(ctx, d.Row, d.Cell, figure{text: told(ctx, d.Cell.Result), note: note}, side(ctx, d.Side))
}

func (p signalsPage) line(ctx context.Context, row analysis.Row, c analysis.Cell, said, side figure) line {
	when := figure{text: words.Period(ctx, row.Period), note: joined(", ", standingWords(ctx, c), incomplete(ctx, row, c))}
	return line{name: title(ctx, row.Definition), part: row.Stratum.Name, url: measureURL(row),
		cells: []figure{p.named(ctx, c.Unit), when, said, side, p.done(ctx, answered{row.Measure, c.Unit, row.Period.Start(),
			i18n.T(ctx, "%s, %s: %s", title(ctx, row.Definition), when.text, joined(" ", said.text, said.note))})}}
}

// named is whose the signal is; the zero Unit is all of them.
func (p signalsPage) named(ctx context.Context, u org.Unit) figure {
	switch {
	case u.ID == 0:
		return figure{text: i18n.T(ctx, "Alla enheter")}
	case p.who.isOwn(u.ID):
		return figure{text: u.ShortName, note: i18n.T(ctx, "din enhet")}
	}
	return figure{text: u.ShortName}
}

// standingWords is how settled the result is.
func standingWords(ctx context.Context, c analysis.Cell) string {
	if c.Standing == "" {
		return ""
	}
	return words.Standing(ctx, c.Standing)
}

// run is a line over time that has changed.
func (p signalsPage) run(ctx context.Context, s analysis.RunSignal) line {
	def := s.Measure.VersionOn(s.Last.Start())
	chosen := choices{Year: p.Span.Year(), Stratum: s.Stratum.Code, Line: together}
	if s.Unit.ID != 0 {
		chosen.Line = s.Unit.Code
	}
	when := figure{text: i18n.T(ctx, "%s till %s", words.Period(ctx, s.First), words.Period(ctx, s.Last))}
	if s.Lasting {
		when.note = i18n.T(ctx, "pågår")
	}
	direction := side(ctx, analysis.NoSide)
	switch s.Meaning {
	case stats.Improvement:
		direction = side(ctx, analysis.GoodSide)
	case stats.Concern:
		direction = side(ctx, analysis.BadSide)
	}
	return line{name: title(ctx, def), part: s.Stratum.Name, url: indicatorURL(s.Measure.Code, chosen) + "#over-tid",
		cells: []figure{p.named(ctx, s.Unit), when, {text: words.RunSignal(ctx, s)}, direction, p.done(ctx, answered{s.Measure, s.Unit, s.First.Start(),
			joined(": ", title(ctx, def), words.RunSignal(ctx, s))})}}
}

// side is whether a signal is to the good.
func side(ctx context.Context, s analysis.Side) figure {
	switch s {
	case analysis.GoodSide:
		return figure{text: i18n.T(ctx, "Bra håll"), kind: view.Better}
	case analysis.BadSide:
		return figure{text: i18n.T(ctx, "Fel håll"), kind: view.Worse}
	}
	return figure{text: i18n.T(ctx, "Varken eller")}
}

// mostNotes is how many notes, and how many actions, are told with a signal.
const mostNotes = 2

// answered is a signal that something may be done about.
type answered struct {
	measure *analysis.Measure
	unit    org.Unit // zero for all together
	since   time.Time
	text    string // what was seen, for an action
}

// done is what is done about a signal: the actions about the measure, and what has been
// written on its time line since the day, about the unit or about all: the latest of what
// was done, else of what happened. Whoever may begin an action is led there.
func (p signalsPage) done(ctx context.Context, a answered) figure {
	f := figure{told: p.acting(ctx, a.measure, a.unit.ID, a.since),
		act: p.who.act(ctx, a.unit, page.NewAction{Measure: a.measure.Code, Origin: string(improvement.FromSignal), Text: a.text})}
	var texts []string
	for _, kind := range quality.TimeNoteKinds() {
		for n := len(p.Dataset.Notes) - 1; n >= 0 && len(texts) < mostNotes; n-- {
			note := p.Dataset.Notes[n]
			if note.Kind == kind && note.IndicatorID == a.measure.ID && (note.UnitID == a.unit.ID || note.UnitID == 0) && !note.On.Before(a.since) {
				texts = append(texts, i18n.T(ctx, "%s: %s", i18n.Date(ctx, note.On), note.Text))
			}
		}
	}
	if f.text = joined(" ", texts...); f.text == "" && len(f.told) == 0 {
		f.text = i18n.T(ctx, "Inget antecknat")
	}
	return f
}

// unitSignals are the unit's own signals of all kinds in one table.
func unitSignals(ctx context.Context, who reader, p results.UnitProfile) view.SignalSection {
	all := signalsPage{who: who, chosen: choices{Line: p.Unit.Code}, Signals: results.Signals{Years: p.Years,
		Span: analysis.YearSpan(p.Years.Chosen), Dataset: p.Dataset, Deviations: p.Deviations, Runs: p.Runs}}
	own := all.section(ctx, "signaler", i18n.T(ctx, "Signaler"))
	own.columns[0].title = i18n.T(ctx, "Signal")
	for _, s := range all.sections(ctx) {
		for _, l := range s.rows {
			l.cells[0] = figure{text: s.title}
			own.rows = append(own.rows, l)
		}
	}
	return view.SignalSection{ID: own.id, Title: own.title, Table: own.view(i18n.T(ctx, "Mått")),
		Lead: i18n.T(ctx, "Det som är värt att titta närmare på. Över tid: %s", all.judgedLines(ctx)),
		None: i18n.T(ctx, "Inget resultat ligger utanför slumpens gränser eller missar säkert sitt mål."),
		URL:  choices{Year: p.Years.Chosen, Line: p.Unit.Code}.query(signalsPath)}
}
