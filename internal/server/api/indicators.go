package api

import (
	"context"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// Indicator is one measure with everything that has been said of it.
type Indicator struct {
	Code        string       `json:"code" doc:"Måttets kod."`
	Category    string       `json:"category" enum:"medical,nursing,patient_satisfaction,process"`
	Kind        string       `json:"kind" enum:"proportion,rate,mean,score,count,text,yes_no,gestation" doc:"Slag av mått, som avgör vilka fält en siffra har."`
	Strata      []Stratum    `json:"strata" nullable:"false" doc:"Grupperna av barn som måttet är delat i. Alla tillsammans räknas på summorna."`
	Years       []int        `json:"years" nullable:"false" doc:"Åren som måttet samlas in."`
	Definitions []Definition `json:"definitions" nullable:"false" doc:"Måttets definitioner, den äldsta först."`
	Targets     []Target     `json:"targets" nullable:"false"`
}

// Stratum is one part of a division of the children.
type Stratum struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Definition is what a measure means from a day on.
type Definition struct {
	ValidFrom       string  `json:"valid_from" format:"date"`
	Name            string  `json:"name"`
	NameEnglish     string  `json:"name_en,omitempty"`
	Numerator       string  `json:"numerator_text,omitempty"`
	Denominator     string  `json:"denominator_text,omitempty"`
	Exclusions      string  `json:"exclusions,omitempty"`
	ICD10           string  `json:"icd10,omitempty" doc:"Diagnoserna, som koder i ICD-10-SE. Saknas när alla räknas."`
	Gestation       string  `json:"gestation,omitempty" doc:"Graviditetslängderna. Saknas när alla räknas."`
	Source          string  `json:"source,omitempty"`
	Unit            string  `json:"unit_label,omitempty" doc:"Enheten på värdet, till exempel %."`
	RatePer         float64 `json:"rate_per,omitempty" doc:"Vad en frekvens anges per: 1000 för per 1 000."`
	Direction       string  `json:"direction" enum:"higher,lower,range,none" doc:"Vilket håll som är bättre."`
	Decimals        int     `json:"decimals"`
	ReportingMonths int     `json:"reporting_months"`
	Comparable      bool    `json:"comparable" doc:"Siffror från före definitionen går att jämföra med dem efter."`
	ChangeNote      string  `json:"change_note,omitempty" doc:"Varför definitionen ändrades."`
}

// Target is what is to be reached in a year.
type Target struct {
	Year      int      `json:"year"`
	Unit      string   `json:"unit,omitempty" doc:"Enhetens kod. Saknas när målet gäller alla."`
	Kind      string   `json:"kind" enum:"value,better_half,smaller_spread,follow" doc:"Ett värde, bättre halvan, mindre skillnad mellan enheterna, eller bara att följa."`
	Threshold *float64 `json:"threshold" doc:"Värdet att nå, eller intervallets nedre gräns."`
	Second    *float64 `json:"second" doc:"Lägsta godtagbara värde, eller intervallets övre gräns."`
	// Challenging is not judged by.
	Challenging *float64 `json:"challenging" doc:"En utmanande nivå, bortom målvärdet. Inget bedöms efter den."`
}

func (h *Handlers) indicators(api huma.API) {
	register(h, api, operation{"list-indicators", "/groups/{group}/indicators", "Måtten", "Måtten som gruppen samlar in, med definitioner och målvärden."},
		func(ctx context.Context, a asking, in *inGroup) (List[Indicator], error) {
			list := newList[Indicator](a)
			ds, err := h.Results.Plan(ctx, a.Actor, a.Group.ID)
			if err != nil || ds == nil {
				return list, err
			}
			list.Total = len(ds.Measures)
			measures, next := part(in.Paging, groupPath(a.Group, "/indicators"), url.Values{}, ds.Measures)
			for n := range measures {
				list.Items = append(list.Items, newIndicator(ds, &measures[n]))
			}
			list.Next = next
			return list, nil
		})
}

func newIndicator(ds *analysis.Dataset, m *analysis.Measure) Indicator {
	i := Indicator{Code: m.Code, Category: string(m.Category), Kind: string(m.Kind),
		Strata: []Stratum{}, Years: []int{}, Definitions: []Definition{}, Targets: []Target{}}
	for _, s := range m.Strata {
		i.Strata = append(i.Strata, Stratum{s.Code, s.Name})
	}
	for _, s := range ds.Selected {
		if s.IndicatorID == m.ID {
			i.Years = append(i.Years, s.Year)
		}
	}
	for _, v := range m.Versions {
		i.Definitions = append(i.Definitions, newDefinition(v))
	}
	for _, t := range ds.Targets {
		if t.IndicatorID == m.ID {
			i.Targets = append(i.Targets, newTarget(ds, t))
		}
	}
	return i
}

func newDefinition(v quality.Version) Definition {
	return Definition{ValidFrom: v.ValidFrom.Format(time.DateOnly), Name: v.Name, NameEnglish: v.NameEnglish,
		Numerator: v.NumeratorText, Denominator: v.DenominatorText, Exclusions: v.Exclusions, ICD10: v.ICD10, Gestation: v.Gestation, Source: v.Source,
		Unit: v.UnitLabel, RatePer: v.RatePer, Direction: string(v.Direction), Decimals: v.Decimals,
		ReportingMonths: v.ReportingMonths, Comparable: v.Comparable, ChangeNote: v.ChangeNote}
}

func newTarget(ds *analysis.Dataset, t quality.Target) Target {
	target := Target{Year: t.Year, Kind: string(t.Kind), Threshold: t.Threshold, Second: t.Second, Challenging: t.Challenging}
	for _, u := range ds.Units {
		if u.ID == t.UnitID {
			target.Unit = u.Code
		}
	}
	return target
}
