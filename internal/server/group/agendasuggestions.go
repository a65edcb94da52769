package group

import (
	"context"
	"net/url"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// suggestedItem is an item that an agenda may want, with the name it has in the form.
type suggestedItem struct {
	improvement.AgendaItem
	key    string
	signal bool
}

// suggestedItems are the signals as items, and what a group takes up by habit.
func suggestedItems(ctx context.Context, s group.AgendaSuggestions) []suggestedItem {
	var items []suggestedItem
	for _, d := range s.Deviations {
		items = append(items, deviationItem(ctx, s.Year, d))
	}
	for _, r := range s.Runs {
		items = append(items, runItem(ctx, s.Year, r))
	}
	for _, n := range s.Outlook {
		items = append(items, suggestedItem{key: "omvarld " + page.Digits(n.ID), AgendaItem: improvement.AgendaItem{Title: n.Title, Note: cut(n.Body, 500), Link: outlookNoteURL(n.ID)}})
	}
	return append(items,
		suggestedItem{key: "signaler", AgendaItem: improvement.AgendaItem{Title: i18n.T(ctx, "Signaler i siffrorna"), Link: "/resultat/signaler"}},
		suggestedItem{key: "forslag", AgendaItem: improvement.AgendaItem{Title: i18n.T(ctx, "Förslag till mål"), Link: "/mal/forslag"}})
}

func deviationItem(ctx context.Context, year int, d analysis.Deviation) suggestedItem {
	m := d.Row.Measure
	title := i18n.T(ctx, "%s, %s: långt från de andra", partName(d.Row.Definition.Name, d.Row.Stratum.Name), d.Unit().ShortName)
	note := i18n.T(ctx, "%s. Enhetens resultat skiljer sig från alla enheters mer än slumpen förklarar.", words.Period(ctx, d.Row.Period))
	if d.Kind == analysis.TargetMissed {
		title = i18n.T(ctx, "%s, %s: säkert inte i mål", partName(d.Row.Definition.Name, d.Row.Stratum.Name), d.Unit().ShortName)
		note = i18n.T(ctx, "%s. Hela intervallet ligger på fel sida om målet.", words.Period(ctx, d.Row.Period))
	}
	return signalItem(title, note, signalAddress{m.Code, d.Row.Stratum.Code, d.Unit().Code, year}, string(d.Kind))
}

func runItem(ctx context.Context, year int, r analysis.RunSignal) suggestedItem {
	whose, code := i18n.T(ctx, "alla enheter"), ""
	if r.Unit != (org.Unit{}) {
		whose, code = r.Unit.ShortName, r.Unit.Code
	}
	name := partName(r.Measure.VersionOn(r.Last.Start()).Name, r.Stratum.Name)
	note := i18n.T(ctx, "%s till %s, pågår. %s", words.Period(ctx, r.First), words.Period(ctx, r.Last), words.RunSignal(ctx, r))
	return signalItem(i18n.T(ctx, "%s, %s: ändrat över tid", name, whose), note, signalAddress{r.Measure.Code, r.Stratum.Code, code, year}, string(r.Rule))
}

// partName is a measure's name, with the part of the children that it is about.
func partName(name, part string) string {
	if part != "" {
		return name + ", " + part
	}
	return name
}

// signalAddress is where a signal can be looked at.
type signalAddress struct {
	measure, stratum, unit string
	year                   int
}

func signalItem(title, note string, at signalAddress, kind string) suggestedItem {
	q := url.Values{yearName: {strconv.Itoa(at.year)}}
	for name, value := range map[string]string{"grupp": at.stratum, "enhet": at.unit} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return suggestedItem{signal: true, key: kind + " " + at.measure + " " + at.stratum + " " + at.unit, AgendaItem: improvement.AgendaItem{
		Title: cut(title, 200), Note: note, Link: "/resultat/matt/" + url.PathEscape(at.measure) + "?" + q.Encode()}}
}

// cut is the text's first characters.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
