package results

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"

	"github.com/go-chi/chi/v5"
)

// variationChart is the name of the page's chart in the address.
const variationChart = "variation"

// ShowVariation is where care differs more than chance explains, and what speaks for
// next year's goals.
func (h *Handlers) ShowVariation(w http.ResponseWriter, r *http.Request) error {
	p, err := h.variation(r)
	if err != nil {
		return err
	}
	v, err := newVariationView(r.Context(), p)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(r.Context(), "Variation"), Content: view.Variation(v), Scripts: scripts})
}

// ShowVariationChart is the page's chart as a picture, or the figures behind it.
func (h *Handlers) ShowVariationChart(w http.ResponseWriter, r *http.Request) error {
	p, err := h.variation(r)
	if err != nil {
		return err
	}
	c, ok := p.draw(r.Context())
	name, ending, _ := strings.Cut(chi.URLParam(r, "name"), ".")
	if !ok || name != variationChart || ending != "svg" && ending != "csv" {
		return fault.ErrNotFound
	}
	if ending == "svg" {
		return h.sendPicture(w, r, c)
	}
	file := "variation-" + results.SpanCode(p.Span, p.Dataset.Group.CollectionMonths)
	if p.who.group.ExampleData {
		file += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: file + ".csv", Type: page.CSVType, Content: p.sheet(r.Context()).file(i18n.T(r.Context(), "Mått")).CSV()})
}

// variationPage is what the page is made from.
type variationPage struct {
	results.Comparison
	who    reader
	chosen choices
	list   []analysis.MeasureVariation // those of the chosen area
	// proposing is the year that the reader may propose goals for, zero for none.
	proposing int
}

// variation reads what the address asks for.
func (h *Handlers) variation(r *http.Request) (variationPage, error) {
	visitor := page.VisitorOf(r)
	c, err := parse(r)
	if err != nil {
		return variationPage{}, err
	}
	span, err := c.span()
	if err != nil {
		return variationPage{}, err
	}
	read, err := h.room.Comparison(r.Context(), visitor.Actor, visitor.Group.ID, span)
	if err != nil {
		return variationPage{}, err
	}
	p := variationPage{Comparison: read, chosen: c, who: readerOf(visitor, read.Dataset != nil && read.Dataset.Masked)}
	if read.Dataset == nil {
		return p, nil
	}
	if visitor.May(org.ProposeGoals, 0) {
		p.proposing = max(read.Span.Year()+1, visitor.Now.Year())
	}
	// How many measures are tested does not depend on which are looked at.
	for _, m := range read.Dataset.Variations(read.Blocks) {
		if c.Category == "" || m.Row.Measure.Category == quality.Category(c.Category) {
			p.list = append(p.list, m)
		}
	}
	return p, nil
}

func newVariationView(ctx context.Context, p variationPage) (view.VariationView, error) {
	v := view.VariationView{
		Tabs: roomTabs(ctx, variationPath), Legend: p.who.legend(ctx),
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget att visa än"),
			Text: i18n.T(ctx, "När gruppen har valt mått för ett år och enheterna har lämnat in står resultaten här.")},
	}
	if p.Dataset == nil {
		return v, nil
	}
	v.Lead = i18n.T(ctx, "%s, %s: var enheterna skiljer sig mer än slumpen förklarar, och vad som talar för nya mål.",
		p.Dataset.Group.Name, words.Period(ctx, p.Span.Period))
	v.Filter = p.filter(ctx)
	if len(p.list) == 0 {
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget passar det du har valt"), Text: i18n.T(ctx, "Välj ett annat område eller en annan tid.")}
		return v, nil
	}
	v.Key = p.key(ctx)
	next := p.Span.Year() + 1
	v.CandidatesTitle = i18n.T(ctx, "Att ta ställning till inför målen %d", next)
	for _, m := range analysis.Candidates(p.list) {
		v.Candidates = append(v.Candidates, p.candidate(ctx, m))
	}
	v.Table = p.sheet(ctx).view(i18n.T(ctx, "Mått"))
	c, ok := p.draw(ctx)
	if !ok {
		return v, nil
	}
	option, err := c.Option()
	if err != nil {
		return v, err
	}
	v.Chart = view.Chart{ID: "diagram-variation", Title: c.Alt.Title, Alt: c.Alt.Description, Option: json.RawMessage(option)}
	picture, small := p.chosen, p.chosen
	small.Narrow = true
	path := variationPath + "/diagram/" + variationChart
	v.Chart.ImageURL, v.Chart.NarrowImageURL, v.Chart.CSVURL = picture.query(path+".svg"), small.query(path+".svg"), picture.query(path+".csv")
	return v, nil
}

// filter chooses the time and the area.
func (p variationPage) filter(ctx context.Context) view.Filter {
	f := view.Filter{Action: variationPath, Selects: []ui.SelectProps{timeSelect(ctx, timesOf(p.Comparison)), categorySelect(ctx, p.chosen.Category, false)}}
	if p.chosen.Category != "" {
		f.ResetURL = choices{Time: p.chosen.Time}.query(variationPath)
	}
	return f
}

// key are the figures to see first.
func (p variationPage) key(ctx context.Context) []view.KeyFigure {
	var varies, tested, missed, targets int
	for _, m := range p.list {
		if m.Verdict == analysis.MoreThanChance || m.Verdict == analysis.PerhapsMore || m.Verdict == analysis.ChanceEnough {
			tested++
		}
		if m.Varies() {
			varies++
		}
		if m.HasTarget {
			targets++
		}
		if m.Unsatisfactory() {
			missed++
		}
	}
	figure := func(label, value, detail string) view.KeyFigure {
		return view.KeyFigure{KeyFigureProps: ui.KeyFigureProps{Label: label, Value: value, Detail: detail}}
	}
	return []view.KeyFigure{
		figure(i18n.T(ctx, "Enheterna skiljer sig mer än slumpen förklarar"), i18n.T(ctx, "%d av %d mått", varies, tested),
			i18n.T(ctx, "Hänsyn är tagen till att många mått prövas.")),
		figure(i18n.T(ctx, "Alla eller någon enhet når säkert inte målet"), i18n.T(ctx, "%d av %d mått", missed, targets),
			i18n.T(ctx, "Av dem som har ett värde att nå.")),
		figure(i18n.T(ctx, "Går inte att säga"), i18n.N(ctx, "Ett mått", "%d mått", len(p.list)-tested, len(p.list)-tested),
			i18n.T(ctx, "För få fall, dolda enheter eller inget som slumpen kan prövas mot.")),
	}
}

// draw is all measures that could be tested, by how much more they vary than chance;
// false when none could.
func (p variationPage) draw(ctx context.Context) (chart.Comparison, bool) {
	if len(p.list) == 0 { // a group that is new has no period either
		return chart.Comparison{}, false
	}
	c := looks.Variations(ctx, p.list, words.Period(ctx, p.Span.Period))
	return c, len(c.Rows) > 0
}

// measureURL leads to the part's page in the span's year.
func measureURL(row analysis.Row) string {
	return indicatorURL(row.Measure.Code, choices{Year: row.Year, Stratum: row.Stratum.Code}) + "#" + funnelID
}
