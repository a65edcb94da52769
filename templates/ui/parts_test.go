package ui_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"samsyn/templates/ui"
)

func TestChartDataIsEscapedAndStaysTheSame(t *testing.T) {
	option, err := json.Marshal(map[string]string{"name": hostile})
	if err != nil {
		t.Fatal(err)
	}
	unescaped := json.RawMessage(`{"name":"</script><img src=x onerror=alert(1)>\"'"}`)
	for _, raw := range []json.RawMessage{option, unescaped} {
		doc := render(t, ui.Chart(ui.ChartProps{
			ID: "c1", Title: "Över tid " + hostile, Alt: hostile, Option: raw,
			ImageURL: "/diagram/c1.svg", NarrowImageURL: "/diagram/c1.svg?bredd=smal",
		}), html("tabellen"))
		if doc.Find("img[onerror]").Length() > 0 {
			t.Fatal("hostile text became an element")
		}
		var back map[string]string
		if err := json.Unmarshal([]byte(doc.Find(`script#c1[type="application/json"]`).Text()), &back); err != nil {
			t.Fatal(err)
		}
		if back["name"] != hostile {
			t.Errorf("the data changed to %q", back["name"])
		}
		if got := attr(t, doc, ".chart", "aria-label"); got != hostile {
			t.Errorf("aria-label %q", got)
		}
		if got := attr(t, doc, ".chart", "data-chart"); got != "c1" {
			t.Errorf("data-chart %q", got)
		}
		for _, address := range []string{`src="/diagram/c1.svg"`, `srcset="/diagram/c1.svg?bredd=smal"`} {
			if !strings.Contains(doc.Find("noscript").Text(), address) {
				t.Errorf("without JavaScript no %s", address)
			}
		}
		if !strings.Contains(doc.Find(".chart-table .details-body").Text(), "tabellen") {
			t.Error("the table is not there")
		}
	}
}

func TestChartWithoutOptionIsAPicture(t *testing.T) {
	props := ui.ChartProps{ID: "c1", Title: "Över tid", Alt: "Steg", ImageURL: "/c1.svg"}
	doc := render(t, ui.Chart(props))
	if attr(t, doc, "picture > img", "alt") != "Steg" || doc.Find("script, noscript, source").Length() > 0 {
		t.Error("a printed chart is a picture with words")
	}
	props.NarrowImageURL = "/smal.svg"
	doc = render(t, ui.Chart(props))
	if attr(t, doc, "picture > source", "srcset") != "/smal.svg" || attr(t, doc, "picture > img", "src") != "/c1.svg" {
		t.Error("no picture of its own for phones")
	}
}

func TestTableHasCaptionAndScrollsByKeyboard(t *testing.T) {
	doc := render(t, ui.Table(ui.TableProps{ID: "t", Caption: "Per enhet", HideCaption: true, Matrix: true, Note: "Källa"}),
		html(`<tbody><tr><td>1</td></tr></tbody>`))
	region := "[role=region][tabindex='0']"
	if got := doc.Find("#" + attr(t, doc, region, "aria-labelledby")).Text(); got != "Per enhet" {
		t.Errorf("region named %q", got)
	}
	if doc.Find("table#t.table-matrix tbody td").Length() != 1 || doc.Find("caption.ds-sr-only").Length() != 1 {
		t.Error("the table's shape")
	}
}

func TestBadgesNeverRelyOnColour(t *testing.T) {
	badges := map[string]templ.Component{}
	for _, s := range ui.Statuses {
		badges["status "+string(s)] = ui.StatusBadge(s)
	}
	for _, s := range []ui.Standing{ui.StandingPreliminary, ui.StandingApproved, ui.StandingFinal} {
		badges["standing "+string(s)] = ui.StandingBadge(s)
	}
	for _, s := range []ui.SubmissionState{
		ui.SubmissionNotStarted, ui.SubmissionLate, ui.SubmissionDraft, ui.SubmissionSubmitted,
		ui.SubmissionApproved, ui.SubmissionReturned, ui.SubmissionReopened, ui.SubmissionFinal,
	} {
		badges["submission "+string(s)] = ui.SubmissionBadge(s)
	}
	seen := map[string]string{}
	for name, badge := range badges {
		doc := render(t, badge)
		word := strings.TrimSpace(doc.Find(".badge > span").Text())
		symbol, err := doc.Find(".badge svg[aria-hidden=true]").Html()
		if word == "" || err != nil || symbol == "" || attr(t, doc, ".badge", "data-color") == "" {
			t.Errorf("%s: word %q, symbol %q (%v)", name, word, symbol, err)
		}
		kind, _, _ := strings.Cut(name, " ")
		for _, key := range []string{kind + word, kind + symbol} {
			if other, taken := seen[key]; taken {
				t.Errorf("%s and %s look the same", name, other)
			}
			seen[key] = name
		}
	}
}

func TestLegendExplainsEveryStatus(t *testing.T) {
	doc := render(t, ui.StatusLegend())
	for _, s := range ui.Statuses {
		if doc.Find(`dt [data-kind="`+string(s)+`"]`).Length() != 1 {
			t.Errorf("%s is not explained", s)
		}
	}
}

func TestCurrentPageIsMarked(t *testing.T) {
	links := []ui.Link{{Text: "Över tid", URL: "/a", Current: true}, {Text: "Mellan enheter", URL: "/b"}}
	for name, doc := range map[string]*goquery.Document{
		"tabs":  render(t, ui.Tabs("Visning", links)),
		"pages": render(t, ui.Pagination(ui.PaginationProps{Label: "Händelser", Pages: links})),
	} {
		if got := attr(t, doc, "[aria-current=page]", "href"); got != "/a" {
			t.Errorf("%s: current %q", name, got)
		}
	}
	steps := render(t, ui.Steps("Väg", []ui.Step{{Text: "Ett", State: ui.StepDone}, {Text: "Två", State: ui.StepCurrent}, {Text: "Tre", State: ui.StepNext}}))
	if got := steps.Find("[aria-current=step]").Text(); !strings.Contains(got, "Två") {
		t.Errorf("current step %q", got)
	}
}

func TestDangerousAddressesAreDisarmed(t *testing.T) {
	doc := render(t, ui.LinkButton(ui.LinkButtonProps{Text: "x", URL: "javascript:alert(1)"}))
	if got := attr(t, doc, "a", "href"); strings.Contains(got, "javascript") {
		t.Errorf("href %q", got)
	}
}

func TestFilterKeepsWhatItDoesNotShow(t *testing.T) {
	doc := render(t, ui.Filter(ui.FilterProps{Action: "/resultat", Label: "Välj", Keep: []ui.Hidden{{Name: "ar", Value: "2026"}}, ResetURL: "/resultat"}))
	if attr(t, doc, "form", "method") != "get" || attr(t, doc, "input[type=hidden][name=ar]", "value") != "2026" {
		t.Error("the filter form")
	}
}
