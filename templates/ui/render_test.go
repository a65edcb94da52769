package ui_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"samsyn/templates/ui"
)

// render gives the component's HTML as a document to select in; children fill its slot.
func render(t *testing.T, c templ.Component, children ...templ.Component) *goquery.Document {
	t.Helper()
	ctx := templ.WithChildren(context.Background(), templ.Join(children...))
	var out bytes.Buffer
	if err := c.Render(ctx, &out); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// html is ready HTML as a component, to fill slots with.
func html(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	})
}

// attr is the attribute of the only element that matches.
func attr(t *testing.T, doc *goquery.Document, selector, name string) string {
	t.Helper()
	found := doc.Find(selector)
	if found.Length() != 1 {
		t.Fatalf("%s: %d elements, want 1", selector, found.Length())
	}
	value, _ := found.Attr(name)
	return value
}

// hostile is what an attacker would like to see unescaped.
const hostile = `</script><img src=x onerror=alert(1)>"'`

func TestEveryControlHasItsLabelDescriptionAndError(t *testing.T) {
	const name, id = "figure.12.numerator", "figure-12-numerator"
	for kind, component := range map[string]templ.Component{
		"input":    ui.Field(ui.FieldProps{Name: name, Label: "Antal", Description: "Hela kvartalet", Error: "Skriv ett heltal.", Value: hostile}),
		"textarea": ui.TextArea(ui.TextAreaProps{Name: name, Label: "Antal", Description: "Hela kvartalet", Error: "Skriv ett heltal.", Value: hostile}),
		"select":   ui.Select(ui.SelectProps{Name: name, Label: "Antal", Description: "Hela kvartalet", Error: "Skriv ett heltal.", Options: []ui.Option{{Value: hostile, Label: hostile}}}),
	} {
		t.Run(kind, func(t *testing.T) {
			doc := render(t, component)
			if got := attr(t, doc, kind, "name"); got != name {
				t.Errorf("name %q", got)
			}
			if got := attr(t, doc, "label", "for"); got != id || attr(t, doc, kind, "id") != id {
				t.Errorf("label for %q", got)
			}
			if got := attr(t, doc, kind, "aria-invalid"); got != "true" {
				t.Errorf("aria-invalid %q", got)
			}
			var texts []string
			for _, ref := range strings.Fields(attr(t, doc, kind, "aria-describedby")) {
				texts = append(texts, doc.Find("#"+ref).Text())
			}
			if got := strings.Join(texts, "|"); got != "Hela kvartalet|Skriv ett heltal." {
				t.Errorf("described by %q", got)
			}
			if doc.Find("img").Length() > 0 {
				t.Error("the value was not escaped")
			}
		})
	}
}

func TestFieldWithoutErrorSaysNothingOfErrors(t *testing.T) {
	doc := render(t, ui.Field(ui.FieldProps{Name: "email", Label: "E-post", Optional: true}))
	for _, name := range []string{"aria-invalid", "aria-describedby", "required", "readonly"} {
		if _, there := doc.Find("input").Attr(name); there {
			t.Errorf("%s on a plain field", name)
		}
	}
	if !strings.Contains(doc.Find("label").Text(), "(valfritt)") {
		t.Error("an optional field does not say so")
	}
}

func TestNumberFieldIsTextWithTheRightKeyboard(t *testing.T) {
	whole := render(t, ui.Field(ui.NumberField(ui.FieldProps{Name: "n", Label: "Antal"}, 0)))
	if attr(t, whole, "input", "type") != "text" || attr(t, whole, "input", "inputmode") != "numeric" {
		t.Error("a whole number's field")
	}
	decimal := render(t, ui.Field(ui.NumberField(ui.FieldProps{Name: "n", Label: "Vikt", Suffix: "gram"}, 1)))
	if attr(t, decimal, "input", "inputmode") != "decimal" || decimal.Find(".ds-field-affix").Text() != "gram" {
		t.Error("a decimal number's field")
	}
}

func TestChoiceGroup(t *testing.T) {
	group := ui.ChoiceGroupProps{
		Name: "kind", Legend: "Vad gäller?", Error: "Välj något.", Chosen: []string{"missing"},
		Options: []ui.Option{{Value: "figure", Label: "Siffra"}, {Value: "missing", Label: "Uppgift saknas", Description: "Borde finnas."}},
	}
	doc := render(t, ui.RadioGroup(group))
	if got := strings.TrimSpace(doc.Find("fieldset > legend").Text()); got != "Vad gäller?" {
		t.Errorf("legend %q", got)
	}
	if got := attr(t, doc, "fieldset", "aria-describedby"); doc.Find("#"+got).Text() != "Välj något." {
		t.Errorf("fieldset described by %q", got)
	}
	if doc.Find("#kind").Length() != 1 {
		t.Error("an error summary would have nothing to link to")
	}
	if attr(t, doc, "input[checked]", "value") != "missing" {
		t.Error("the chosen option")
	}
	doc.Find("input").Each(func(_ int, input *goquery.Selection) {
		id, _ := input.Attr("id")
		if doc.Find(`label[for="`+id+`"]`).Length() != 1 {
			t.Errorf("%s has no label", id)
		}
	})
	group.Chosen = []string{"figure", "missing"}
	if n := render(t, ui.CheckboxGroup(group)).Find("input[type=checkbox][checked]").Length(); n != 2 {
		t.Errorf("%d boxes checked, want 2", n)
	}
}

func TestErrorSummaryLinksToFieldsAndTakesFocus(t *testing.T) {
	if doc := render(t, ui.ErrorSummary(nil)); doc.Find("body").Children().Length() != 0 {
		t.Error("a summary without problems")
	}
	doc := render(t, ui.ErrorSummary([]ui.FieldProblem{{Name: "figure.1.numerator", Text: "Skriv ett heltal."}, {Text: "Perioden är stängd."}}))
	if got := attr(t, doc, "li a", "href"); got != "#"+ui.FieldID("figure.1.numerator") {
		t.Errorf("link %q", got)
	}
	if _, focus := doc.Find(".ds-error-summary").Attr("autofocus"); !focus {
		t.Error("the summary does not take the focus")
	}
	if got := strings.TrimSpace(doc.Find("h2").Text()); got != "2 uppgifter behöver rättas" {
		t.Errorf("heading %q", got)
	}
}
