package page

import (
	"strconv"
	"strings"
	"testing"
)

func TestPages(t *testing.T) {
	at := func(n int) string { return "/x?sida=" + strconv.Itoa(n) }
	for _, test := range []struct {
		now, last int
		want      string
	}{
		{1, 3, "[1] 2 3 >"}, {5, 9, "< 1 … 3 4 [5] 6 7 … 9 >"}, {9, 9, "< 1 … 7 8 [9]"}, {4, 4, "< 1 2 3 [4]"},
	} {
		p, got := Pages("Fler", test.now, test.last, at), ""
		if p.PreviousURL != "" {
			got += "< "
		}
		for _, l := range p.Pages {
			switch {
			case l.URL == "":
				got += "… "
			case l.Current:
				got += "[" + l.Text + "] "
			default:
				got += l.Text + " "
			}
		}
		if p.NextURL != "" {
			got += ">"
		}
		if strings.TrimSpace(got) != test.want {
			t.Errorf("%d of %d: %s, want %s", test.now, test.last, got, test.want)
		}
	}
	if Pages("Fler", 1, 1, at) != nil {
		t.Error("one page alone has others")
	}
}
