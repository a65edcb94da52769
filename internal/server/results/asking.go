package results

import (
	"context"
	"strconv"

	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// examplePath is where good examples are read.
const examplePath = "/forbattring/exempel/"

// askedAtOnce is how many are shown before the others are folded away. They come in the
// order of measures and units, not by how much better they have become.
const askedAtOnce = 6

// newAsking is whom one's own units could ask; named says that the measure is to be named
// too, where there are several. No title when there is nobody.
func newAsking(ctx context.Context, list []results.Askable, named bool) view.Asking {
	if len(list) == 0 {
		return view.Asking{}
	}
	v := view.Asking{Title: i18n.T(ctx, "Fråga den som lyckats"),
		Note: i18n.T(ctx, "Ungefär en av tjugo jämförelser ser ut så här av en slump. Fråga hur de gjorde innan ni drar slutsatser.")}
	for _, a := range list {
		who := view.Askable{
			Text: i18n.T(ctx, "%s har blivit bättre på det här än slumpen förklarar: %s jämfört med %s.", a.Cell.Unit.ShortName,
				difference(ctx, a), words.Period(ctx, a.Row.Span.Before().Period)),
		}
		if named {
			who.Measure = ui.Link{Text: title(ctx, a.Row.Definition), URL: indicatorURL(a.Row.Measure.Code, choices{Year: a.Row.Year, Stratum: a.Row.Stratum.Code})}
			if a.Row.Stratum.Name != "" {
				who.Measure.Text += ", " + a.Row.Stratum.Name
			}
		}
		for _, c := range a.Contacts {
			who.Contacts = append(who.Contacts, view.AskContact{Name: c.Name, Email: c.Email, Role: words.Role(ctx, c.Role)})
		}
		for _, e := range a.Examples {
			who.Examples = append(who.Examples, ui.Link{Text: e.Title, URL: examplePath + strconv.FormatInt(int64(e.ID), 10)})
		}
		if len(v.List) < askedAtOnce {
			v.List = append(v.List, who)
		} else {
			v.More = append(v.More, who)
		}
	}
	v.MoreText = i18n.N(ctx, "En till", "%d till", len(v.More))
	return v
}

// difference is how much better the unit has become, in the measure's unit.
func difference(ctx context.Context, a results.Askable) string {
	text := words.Difference(ctx, a.Cell.Result, a.Cell.Change.Difference)
	if label := unitLabel(a.Row.Measure, a.Row.Definition); label != "" {
		text += "\u00a0" + label
	}
	return text
}
