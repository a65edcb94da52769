package api

import (
	"context"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/analysis"
	"samsyn/internal/exchange"
	"samsyn/internal/server/page"
)

// csvAnswer is the figures as a file.
type csvAnswer struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	ContentType  string `header:"Content-Type"`
	Body         []byte
}

// csvHeader are the columns, with the names that the JSON's fields have.
var csvHeader = []string{"group", "example_data", "unit", "unit_name", "region", "indicator", "indicator_name", "stratum", "period",
	"period_start", "period_end", "state", "value", "numerator", "denominator", "mean", "sd", "text", "yes", "unit_label",
	"missing_reason", "comment", "standing", "changed_since_approval"}

const csvText = "Samma rader som figures, alla på en gång, som Excel på en svensk dator läser dem: " +
	"semikolon mellan fälten, decimalkomma, UTF-8 med inledande märke."

func (h *Handlers) figuresCSV(api huma.API) {
	op := operation{"export-figures", "/groups/{group}/figures.csv", "Siffrorna som CSV", csvText}.described()
	op.Responses["200"] = &huma.Response{Description: "En rad för varje siffra.",
		Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}}
	huma.Register(api, op, func(ctx context.Context, in *FigureChoice) (*csvAnswer, error) {
		a, _ := ctx.Value(askingKey{}).(asking)
		read, err := h.Results.Figures(ctx, a.Actor, a.Group.ID, in.filter())
		if err != nil {
			return nil, h.told(ctx, err)
		}
		t := exchange.Table{Name: "figures", Header: csvHeader}
		for _, e := range read.Entries {
			t.Rows = append(t.Rows, csvRow(a, e))
		}
		return &csvAnswer{ETag: a.mark, CacheControl: page.CacheControl, ContentType: page.CSVType, Body: t.CSV()}, nil
	})
}

func csvRow(a asking, e analysis.Entry) []any {
	f := newFigure(e)
	var yes any
	if f.Yes != nil {
		yes = yesNo(*f.Yes)
	}
	return []any{a.Group.Code, yesNo(a.Group.ExampleData), f.Unit, e.Unit.ShortName, e.Unit.RegionName, f.Indicator, e.Definition.Name,
		f.Stratum, f.Period.Code, f.Period.Start, f.Period.End, f.State, f.Value, f.Numerator, f.Denominator, f.Mean, f.SD,
		f.Text, yes, f.UnitLabel, f.MissingReason, f.Comment, f.Standing, yesNo(f.Changed)}
}

// yesNo is how both R and Power BI read a truth.
func yesNo(b bool) string { return strings.ToUpper(strconv.FormatBool(b)) }
