package words

import (
	"context"
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// TestEveryActionHasWords reads the program's source for the actions that are put
// into the audit: texts like "room.what_was_done" in the use cases.
func TestEveryActionHasWords(t *testing.T) {
	found := 0
	rooms := []string{"account.", "figure.", "submission.", "goals.", "results.", "report.", "import.", "setup.", "example.", "improve.", "meeting.", "decision.", "matter.",
		"area.", "consultation.", "person_nomination.", "declaration.", "chair.", "working_group.", "outlook.", "round.", "method.", "document.", "link.", "recipient."}
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil || strings.ContainsAny(text, " %/#") || strings.Count(text, ".") != 1 || strings.HasSuffix(text, ".json") {
				return true
			}
			for _, room := range rooms {
				if _, known := actions[text]; strings.HasPrefix(text, room) && text != room && !known {
					t.Errorf("no words for the action %q", text)
				} else if known {
					found++
				}
			}
			return true
		})
	}
	if found < 15 {
		t.Errorf("only %d actions found: has the way they are given changed?", found)
	}
}

func TestAuditValue(t *testing.T) {
	for _, c := range [][3]string{
		{"category", "nursing", "Omvårdnad"}, {"category", "nonsense", "nonsense"}, {"state", "missing", "Uppgift saknas"},
		{"state", "returned", "Återlämnad"}, {"period", "2026K1", "kvartal 1 2026"}, {"period", "nonsense", "nonsense"},
		{"threshold", "85.5", "85,5"}, {"title", "1.5", "1.5"}, {"role", "convener", "Sammanställande"},
		{"profession", "nurse", "Sjuksköterska"}, {"kind", "better_half", "Vara bland den bättre halvan av enheterna"},
	} {
		if got := AuditValue(context.Background(), c[0], c[1]); got != c[2] {
			t.Errorf("%s %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := AuditAction(context.Background(), "no.such_action"); got != "no.such_action" {
		t.Errorf("an unknown action: %q", got)
	}
}

// TestEveryActionIsInAnArea: what the log holds can be found by what it is about.
func TestEveryActionIsInAnArea(t *testing.T) {
	areas := map[string]int{}
	for _, a := range LogAreas(context.Background()) {
		for _, room := range a.Rooms {
			areas[room]++
		}
	}
	for action := range actions {
		if room, _, _ := strings.Cut(action, "."); areas[room] != 1 {
			t.Errorf("%s is in %d areas of the log", action, areas[room])
		}
	}
}
