package quality

import (
	"strings"
	"testing"
	"time"
)

func TestCheckTimeNote(t *testing.T) {
	good := TimeNote{On: time.Date(2024, time.March, 12, 0, 0, 0, 0, time.UTC), Kind: Intervention, Text: "Hud mot hud redan på förlossningen"}
	for _, c := range []struct {
		name   string
		change func(*TimeNote)
		want   string
	}{
		{"whole", func(*TimeNote) {}, ""},
		{"a remark", func(n *TimeNote) { n.Kind = Remark }, ""},
		{"no kind", func(n *TimeNote) { n.Kind = "event" }, "kind unknown_choice"},
		{"no day", func(n *TimeNote) { n.On = time.Time{} }, "on required"},
		{"a year with a digit too few", func(n *TimeNote) { n.On = time.Date(202, 3, 12, 0, 0, 0, 0, time.UTC) }, "on date_limits"},
		{"a year with a digit too many", func(n *TimeNote) { n.On = time.Date(9999, 3, 12, 0, 0, 0, 0, time.UTC) }, "on date_limits"},
		{"no text", func(n *TimeNote) { n.Text = "\n" }, "text required"},
		{"long text", func(n *TimeNote) { n.Text = strings.Repeat("å", 501) }, "text too_long"},
		{"somebody's number", func(n *TimeNote) { n.Text = "20121212-1212" }, "text personal_number"},
	} {
		n := good
		c.change(&n)
		if got := strings.Join(problems(n.Check()), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
