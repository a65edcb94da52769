package account

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// ShowTokenHelp shows how other programs read the chosen group's figures with a key.
func (h *Handlers) ShowTokenHelp(w http.ResponseWriter, r *http.Request) error {
	v := newTokenHelpView(r.Context(), page.VisitorOf(r), h.address(r))
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.TokenHelp(v)})
}

// powerQuery is lines in M, which Excel and Power BI share: nulls stay nulls, and the
// numbers have decimal commas.
const powerQuery = `let
    Nyckel = "DIN NYCKEL",
    Fil = Csv.Document(
        Web.Contents("ADDRESS/figures.csv", [Headers = [Authorization = "Bearer " & Nyckel]]),
        [Delimiter = ";", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Rubriker = Table.PromoteHeaders(Fil, [PromoteAllScalars = true]),
    Siffror = Table.TransformColumnTypes(Rubriker,
        {{"value", type number}, {"numerator", type number}, {"denominator", type number}}, "sv-SE")
in
    Siffror`

// rLines need no package. The file begins with a byte order mark, which R is told of.
const rLines = `nyckel <- Sys.getenv("SAMSYN_NYCKEL")
fil <- url("ADDRESS/figures.csv",
           headers = c(Authorization = paste("Bearer", nyckel)), encoding = "UTF-8-BOM")
siffror <- read.csv2(fil, colClasses = c(unit = "character", period = "character"))
med_varde <- subset(siffror, state == "reported")`

const curlLines = `curl --fail --header "Authorization: Bearer $SAMSYN_NYCKEL" "ADDRESS/figures?from=2025&limit=1000"`

func newTokenHelpView(ctx context.Context, visitor page.Visitor, address string) view.TokenHelpView {
	api := address + "/api/v1"
	lines := func(text string) string {
		return strings.ReplaceAll(text, "ADDRESS", api+"/groups/"+url.PathEscape(visitor.Group.Code))
	}
	return view.TokenHelpView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Så hämtar du siffror med nyckeln"),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto"}, {Text: i18n.T(ctx, "Nycklar till andra program"), URL: tokensPath}},
			Lead:  i18n.T(ctx, "Raderna hämtar siffrorna för %s, så som du själv får se dem.", visitor.Group.Name)},
		PowerQuery: ui.CodeProps{ID: "rader-powerquery", Label: i18n.T(ctx, "Rader för Excel och Power BI"), Lines: lines(powerQuery)},
		R:          ui.CodeProps{ID: "rader-r", Label: i18n.T(ctx, "Rader för R, med nyckeln i miljövariabeln SAMSYN_NYCKEL"), Lines: lines(rLines)},
		Curl:       ui.CodeProps{ID: "rader-curl", Label: i18n.T(ctx, "Siffrorna som JSON, med nyckeln i miljövariabeln SAMSYN_NYCKEL"), Lines: lines(curlLines)},
		Ways: []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Alla adresser och fält (OpenAPI 3.1)"), URL: "/api/v1/openapi.json"},
			Text: i18n.T(ctx, "Beskrivningen som program läser: grupper, enheter, mått, siffror och analysen av ett mått.")}},
		States: []ui.Definition{
			{Term: "reported", Text: i18n.T(ctx, "Det finns ett värde. Det kan vara noll.")},
			{Term: "nobody", Text: i18n.T(ctx, "Inlämnat, och det fanns inget barn att mäta.")},
			{Term: "missing", Text: i18n.T(ctx, "Borde finnas men saknas. Orsaken står i missing_reason.")},
			{Term: "not_applicable", Text: i18n.T(ctx, "Enheten gör inte det som måttet gäller.")},
			{Term: "masked", Text: i18n.T(ctx, "Dolt för dig, eftersom det gäller få barn.")},
			{Term: "standing", Text: i18n.T(ctx, "Hur säker siffran är: preliminary är inte godkänd än, approved är godkänd och final är fastställd för året.")},
			{Term: "example_data", Text: i18n.T(ctx, "Gruppens siffror är påhittade exempel.")},
		},
	}
}
