package improve

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// The names of the choices in the list's address.
const (
	searchName      = "sok"
	promiseKey      = "lofte"
	measureKey      = "matt"
	unitKey         = "enhet"
	tagKey          = "tagg"
	adoptedName     = "lage"
	examplePageName = "sida"
	draftsName      = "visa"
	drafts          = "utkast"
)

// adoptedNames are the states of one's own unit as they stand in addresses, in order.
var adoptedNames = []struct {
	name  string
	state improvement.AdoptionState
}{
	{"inget-sagt", improve.NoAdoption}, {"overvager", improvement.Considering}, {"provar", improvement.Trying},
	{"infort", improvement.Introduced}, {"inte-for-oss", improvement.NotForUs},
}

// mostWords is how many words of a search are looked for.
const mostWords = 8

// exampleChoices are what the address chooses, as it stands there.
type exampleChoices struct {
	search, promise, measure, unit, tag, adopted string
	drafts                                       bool
	page                                         int // counted from 1
}

func readExampleChoices(r *http.Request) (exampleChoices, error) {
	q := page.Query(r)
	c := exampleChoices{search: strings.TrimSpace(q.Text(searchName, maxExampleText)), promise: q.Value(promiseKey), measure: q.Value(measureKey),
		unit: q.Value(unitKey), tag: q.Value(tagKey), adopted: q.Value(adoptedName), drafts: q.Value(draftsName) == drafts, page: 1}
	if text := q.Value(examplePageName); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 100_000 {
			return c, fault.ErrNotFound
		}
		c.page = n
	}
	return c, nil
}

// url is the list with the choices, on a page of it.
func (c exampleChoices) url(n int) string {
	q := url.Values{}
	for name, value := range map[string]string{searchName: c.search, promiseKey: c.promise, measureKey: c.measure, unitKey: c.unit,
		tagKey: c.tag, adoptedName: c.adopted} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if c.drafts {
		q.Set(draftsName, drafts)
	}
	if n > 1 {
		q.Set(examplePageName, strconv.Itoa(n))
	}
	if len(q) == 0 {
		return examplesURL
	}
	return examplesURL + "?" + q.Encode()
}

// chosen reports whether anything is chosen but which page.
func (c exampleChoices) chosen() bool { return c.url(1) != (exampleChoices{drafts: c.drafts}).url(1) }

// filter is what is asked of the use case: ids of what the choices name by code are
// looked up among what the group has; what it does not have leads nowhere.
func (c exampleChoices) filter(l improve.ExampleList) (improve.ExampleFilter, error) {
	f := improve.ExampleFilter{Published: !c.drafts, Tag: c.tag, Offset: (c.page - 1) * examplesOnPage, Limit: examplesOnPage}
	if f.Words = strings.Fields(c.search); len(f.Words) > mostWords {
		f.Words = f.Words[:mostWords]
	}
	for _, a := range adoptedNames {
		if a.name == c.adopted {
			f.Adopted = a.state
		}
	}
	for _, p := range l.Promises {
		if p.Code == c.promise {
			f.PromiseID = p.ID
		}
	}
	for _, i := range l.Library {
		if i.Code == c.measure {
			f.IndicatorID = i.ID
		}
	}
	for _, u := range l.Units {
		if u.Code == c.unit {
			f.UnitID = u.ID
		}
	}
	if (f.Adopted == "") != (c.adopted == "") || (f.PromiseID == 0) != (c.promise == "") ||
		(f.IndicatorID == 0) != (c.measure == "") || (f.UnitID == 0) != (c.unit == "") {
		return f, fault.ErrNotFound
	}
	return f, nil
}

// ShowExamples lists the group's good examples.
func (h *Handlers) ShowExamples(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := readExampleChoices(r)
	if err != nil {
		return err
	}
	list, err := h.room.Examples(ctx, visitor.Actor, visitor.Group.ID, c.filter)
	if err != nil {
		return err
	}
	v := newExamplesView(ctx, c, list)
	v.Tabs = tabs(ctx, visitor, examplesURL)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Goda exempel"), Content: view.Examples(v)})
}

func newExamplesView(ctx context.Context, c exampleChoices, l improve.ExampleList) view.ExamplesView {
	v := view.ExamplesView{
		Action: examplesURL, Search: c.search, Selects: exampleSelects(ctx, c, l),
		Found: i18n.N(ctx, "Ett exempel", "%d exempel", l.Total), Pages: examplePages(ctx, c, l.Total),
	}
	if len(l.Editable) > 0 {
		v.NewURL = examplesURL + "/nytt"
	}
	if c.chosen() {
		v.ResetURL = exampleChoices{drafts: c.drafts}.url(1)
	}
	if c.drafts {
		v.Keep = []ui.Hidden{{Name: draftsName, Value: drafts}}
	}
	if l.Choice.Unpublished > 0 || c.drafts {
		v.Kinds = []ui.Link{
			{Text: i18n.T(ctx, "Publicerade (%d)", l.Choice.Published), URL: examplesURL, Current: !c.drafts},
			{Text: i18n.T(ctx, "Utkast och tillbakadragna (%d)", l.Choice.Unpublished), URL: exampleChoices{drafts: true}.url(1), Current: c.drafts},
		}
	}
	for _, e := range l.Examples {
		v.Cards = append(v.Cards, newExampleCard(ctx, e, l))
	}
	switch {
	case c.chosen():
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget exempel stämmer med valen"), Text: i18n.T(ctx, "Ta bort något av valen, eller sök på ett annat ord.")}
	case c.drafts:
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget utkast finns")}
	default:
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget gott exempel är publicerat än"),
			Text: i18n.T(ctx, "Har något blivit bättre hos er? Skriv hur ni gjorde, så kan de andra enheterna pröva det.")}
	}
	return v
}

func newExampleCard(ctx context.Context, e improve.ListedExample, l improve.ExampleList) view.ExampleCard {
	card := view.ExampleCard{ID: "exempel-" + page.Digits(e.ID), Title: e.Title, URL: exampleURL(e.ID), Problem: e.Problem, Result: e.Result,
		Spread: words.Spread(ctx, e.Spread), Files: e.Attachments, Tags: e.Tags}
	for _, u := range l.Units {
		if u.ID == e.UnitID {
			card.Unit = u.ShortName
		}
	}
	if e.State != improvement.ExamplePublished {
		card.State = words.ExampleState(ctx, e.State)
	}
	for _, i := range l.Library {
		if i.ID == e.IndicatorID {
			card.Measure = nameOfMeasure(ctx, i.Definition)
		}
	}
	for _, p := range l.Promises {
		if slices.Contains(e.Promises, p.ID) {
			card.Promises = append(card.Promises, p.Code)
		}
	}
	if e.PublishedAt != nil && e.State == improvement.ExamplePublished {
		card.When = i18n.T(ctx, "publicerat %s", i18n.LongDate(ctx, *e.PublishedAt))
	}
	return card
}

// exampleSelects choose by what there are examples of.
func exampleSelects(ctx context.Context, c exampleChoices, l improve.ExampleList) []ui.SelectProps {
	measures := ui.SelectProps{Name: measureKey, Label: i18n.T(ctx, "Mått"), Value: c.measure, Empty: i18n.T(ctx, "Alla mått")}
	for _, i := range l.Library {
		if slices.Contains(l.Choice.Indicators, i.ID) || i.Code == c.measure {
			measures.Options = append(measures.Options, ui.Option{Value: i.Code, Label: nameOfMeasure(ctx, i.Definition)})
		}
	}
	promises := ui.SelectProps{Name: promiseKey, Label: i18n.T(ctx, "Patientlöfte"), Value: c.promise, Empty: i18n.T(ctx, "Alla löften")}
	for _, p := range l.Promises {
		promises.Options = append(promises.Options, ui.Option{Value: p.Code, Label: p.Code + " " + p.Text})
	}
	units := ui.SelectProps{Name: unitKey, Label: i18n.T(ctx, "Från enhet"), Value: c.unit, Empty: i18n.T(ctx, "Alla enheter")}
	for _, u := range l.Units {
		if slices.Contains(l.Choice.Units, u.ID) || u.Code == c.unit || c.drafts && hasUnit(l.Editable, u.ID) {
			units.Options = append(units.Options, ui.Option{Value: u.Code, Label: u.ShortName})
		}
	}
	tags := ui.SelectProps{Name: tagKey, Label: i18n.T(ctx, "Tagg"), Value: c.tag, Empty: i18n.T(ctx, "Alla taggar")}
	for _, t := range l.Choice.Tags {
		tags.Options = append(tags.Options, ui.Option{Value: t, Label: t})
	}
	if c.tag != "" && !slices.Contains(l.Choice.Tags, c.tag) {
		tags.Options = append(tags.Options, ui.Option{Value: c.tag, Label: c.tag})
	}
	selects := []ui.SelectProps{measures, promises, units, tags}
	if len(l.Own) > 0 && !c.drafts {
		own := ui.SelectProps{Name: adoptedName, Label: i18n.T(ctx, "Hos oss"), Value: c.adopted, Empty: i18n.T(ctx, "Alla lägen")}
		for _, a := range adoptedNames {
			label := words.AdoptionState(ctx, a.state)
			if a.state == improve.NoAdoption {
				label = i18n.T(ctx, "Inte tagit ställning")
			}
			own.Options = append(own.Options, ui.Option{Value: a.name, Label: label})
		}
		selects = append(selects, own)
	}
	return slices.DeleteFunc(selects, func(s ui.SelectProps) bool { return len(s.Options) == 0 })
}

func hasUnit(units []org.Unit, id org.UnitID) bool {
	return slices.ContainsFunc(units, func(u org.Unit) bool { return u.ID == id })
}

// examplePages leads to the other pages of the list; nil when there are none.
func examplePages(ctx context.Context, c exampleChoices, total int) *ui.PaginationProps {
	last := (total + examplesOnPage - 1) / examplesOnPage
	if last < 2 {
		return nil
	}
	p := &ui.PaginationProps{Label: i18n.T(ctx, "Fler exempel")}
	if c.page > 1 {
		p.PreviousURL = c.url(c.page - 1)
	}
	if c.page < last {
		p.NextURL = c.url(c.page + 1)
	}
	for n, before := 1, 0; n <= last; n++ {
		if n != 1 && n != last && (n < c.page-2 || n > c.page+2) {
			continue
		}
		if n > before+1 {
			p.Pages = append(p.Pages, ui.Link{})
		}
		p.Pages = append(p.Pages, ui.Link{Text: strconv.Itoa(n), URL: c.url(n), Current: n == c.page})
		before = n
	}
	return p
}
