package ui

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestASummaryNamesItsFields(t *testing.T) {
	ctx, labels := WithLabels(context.Background())
	var page bytes.Buffer
	problems := []FieldProblem{{Name: "title", Text: "Fyll i uppgiften."}, {Name: "who.1", Text: "Välj någon."}, {Name: "none", Text: "Det går inte."}}
	if err := ErrorSummary(problems).Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	if err := Field(FieldProps{Name: "title", Label: `Rubrik <kort>?`}).Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	if err := RadioGroup(ChoiceGroupProps{Name: "who.1", Legend: "Vem"}).Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	got := string(labels.Filled(page.Bytes()))
	for _, want := range []string{"Rubrik &lt;kort&gt;: Fyll i uppgiften.", "Vem: Välj någon.", ">Det går inte."} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if strings.Contains(got, "<!--label") {
		t.Error("a room is left open")
	}
}
