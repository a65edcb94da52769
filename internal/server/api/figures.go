package api

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/quality"
)

// Period is a whole number of calendar months.
type Period struct {
	Code  string `json:"code" doc:"2026K1, 2026T1, 2026 eller 2002-2005." example:"2026K1"`
	Start string `json:"start" format:"date" doc:"Första dagen."`
	End   string `json:"end" format:"date" doc:"Sista dagen."`
}

func newPeriod(p quality.Period) Period {
	return Period{Code: p.Code(), Start: p.Start().Format(time.DateOnly), End: p.End().Format(time.DateOnly)}
}

// Number is a value, or which of the reasons there is for having none.
type Number struct {
	State       string   `json:"state" enum:"reported,nobody,missing,not_applicable,not_entered,not_due,masked" doc:"reported: det finns ett värde, som kan vara noll. nobody: inget barn att mäta. missing: borde finnas men saknas. not_applicable: enheten gör inte detta. not_entered: inte inlämnat. not_due: ska inte lämnas för den tiden. masked: dolt, få barn."`
	Value       *float64 `json:"value" doc:"Värdet i måttets enhet: 77,4 för 77,4 %. null när det inte finns något."`
	Numerator   *float64 `json:"numerator" doc:"Täljaren, eller antalet."`
	Denominator *float64 `json:"denominator" doc:"Nämnaren, eller hur många som är mätta."`
	Mean        *float64 `json:"mean" doc:"Medelvärdet."`
	SD          *float64 `json:"sd" doc:"Standardavvikelsen."`
	Text        string   `json:"text,omitempty" doc:"Svaret på ett mått i ord."`
	Yes         *bool    `json:"yes,omitempty" doc:"Svaret på en ja- eller nej-fråga."`
	Standing    string   `json:"standing,omitempty" enum:"preliminary,approved,final" doc:"Hur säker siffran är: preliminär, godkänd eller fastställd. Saknas när det inte finns någon siffra."`
	Changed     bool     `json:"changed_since_approval" doc:"Siffran är ändrad efter att den godkändes."`
}

func newNumber(state analysis.State, v quality.Value, point *float64) Number {
	return Number{State: string(state), Value: point, Numerator: v.Numerator, Denominator: v.Denominator,
		Mean: v.Mean, SD: v.SD, Text: v.Text, Yes: v.Yes}
}

// Figure is what one unit has handed in of one measure for one period.
type Figure struct {
	Unit      string `json:"unit" doc:"Enhetens kod."`
	Indicator string `json:"indicator" doc:"Måttets kod."`
	Stratum   string `json:"stratum,omitempty" doc:"Koden för gruppen av barn. Saknas när måttet inte är delat, och för alla grupper tillsammans."`
	Period    Period `json:"period"`
	Number
	UnitLabel     string `json:"unit_label,omitempty" doc:"Enheten på värdet."`
	MissingReason string `json:"missing_reason,omitempty" doc:"Varför siffran saknas, med gruppens egna ord."`
	Comment       string `json:"comment,omitempty" doc:"Vad enheten har skrivit till siffran."`
}

func newFigure(e analysis.Entry) Figure {
	f := Figure{Unit: e.Unit.Code, Indicator: e.Measure.Code, Stratum: e.Stratum.Code, Period: newPeriod(e.Period),
		Number: newNumber(e.State, e.Value, e.Point), UnitLabel: e.Definition.UnitLabel, MissingReason: e.Reason, Comment: e.Comment}
	f.Standing, f.Changed = string(e.Standing), e.Changed
	return f
}

// FigureChoice says which figures somebody asks for.
type FigureChoice struct {
	GroupPath
	From      int    `query:"from" minimum:"1990" maximum:"2200" doc:"Första året. Utan det börjar listan med gruppens första år."`
	To        int    `query:"to" minimum:"1990" maximum:"2200" doc:"Sista året. Utan det slutar listan med gruppens sista år."`
	Indicator string `query:"indicator" maxLength:"100" doc:"Bara måttet med koden."`
	Unit      string `query:"unit" maxLength:"100" doc:"Bara enheten med koden."`
}

func (c FigureChoice) filter() results.FigureFilter {
	return results.FigureFilter{First: c.From, Last: c.To, Indicator: c.Indicator, Unit: c.Unit}
}

// query is the choices as they stand in an address.
func (c FigureChoice) query() url.Values {
	q := url.Values{}
	for name, year := range map[string]int{"from": c.From, "to": c.To} {
		if year != 0 {
			q.Set(name, strconv.Itoa(year))
		}
	}
	for name, code := range map[string]string{"indicator": c.Indicator, "unit": c.Unit} {
		if code != "" {
			q.Set(name, code)
		}
	}
	return q
}

// figuresQuestion is a question about a part of the figures.
type figuresQuestion struct {
	FigureChoice
	Paging
	Revision string `query:"revision" maxLength:"100" doc:"Står i adressen till nästa del, så att alla delar är av samma siffror."`
}

const figuresText = "Det som enheterna har lämnat in, en rad för varje enhet, mått, grupp av barn och period. " +
	"För den som läser med dolda små tal: årens resultat, och för ett delat mått först alla grupper av barn tillsammans, utan stratum. Det som inte är inlämnat står inte med. " +
	"Ändras något mellan två delar kommer 409: börja då om från början."

func (h *Handlers) figures(api huma.API) {
	register(h, api, operation{"list-figures", "/groups/{group}/figures", "Siffrorna", figuresText},
		func(ctx context.Context, a asking, in *figuresQuestion) (List[Figure], error) {
			list := newList[Figure](a)
			filter := in.filter()
			filter.Revision = in.Revision
			read, err := h.Results.Figures(ctx, a.Actor, a.Group.ID, filter)
			if err != nil {
				return list, err
			}
			list.Total = len(read.Entries)
			keep := in.query()
			keep.Set("revision", read.Revision)
			entries, next := part(in.Paging, groupPath(a.Group, "/figures"), keep, read.Entries)
			for _, e := range entries {
				list.Items = append(list.Items, newFigure(e))
			}
			list.Next = next
			return list, nil
		})
}
