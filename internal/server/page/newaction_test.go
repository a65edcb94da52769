package page

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// TestNewActionInAnAddress: what is put into the address is read from it again, and a long
// text is cut.
func TestNewActionInAnAddress(t *testing.T) {
	if got := (NewAction{}).URL(); got != NewActionURL {
		t.Errorf("nothing: %s", got)
	}
	n := NewAction{Unit: "KAL", Measure: "OMV01", Goal: 3, Origin: "signal", Text: "Åtta värden & fler", Example: 4, Decision: 5}
	if got := ReadNewAction(Query(httptest.NewRequest("GET", n.URL(), nil))); got != n {
		t.Errorf("%+v, want %+v", got, n)
	}
	n.Text = strings.Repeat("å", 1000)
	form := Query(httptest.NewRequest("GET", n.URL(), nil))
	if got := ReadNewAction(form); form.Err() != nil || got.Text != strings.Repeat("å", mostCarried)+"…" {
		t.Errorf("a long text: %d bytes, %v", len(got.Text), form.Err())
	}
}

func TestPagination(t *testing.T) {
	url := func(n int) string { return strings.Repeat("x", n) }
	if p := Pagination("Fler", 1, 1, url); p != nil {
		t.Errorf("one page: %+v", p)
	}
	p := Pagination("Fler", 5, 9, url)
	var shown []string
	for _, l := range p.Pages {
		shown = append(shown, l.Text)
		if l.Current != (l.Text == "5") {
			t.Errorf("current: %+v", l)
		}
	}
	if got := strings.Join(shown, " "); got != "1  3 4 5 6 7  9" || p.PreviousURL != url(4) || p.NextURL != url(6) {
		t.Errorf("%q, %d and %d", got, len(p.PreviousURL), len(p.NextURL))
	}
	if p := Pagination("Fler", 1, 2, url); p.PreviousURL != "" || p.NextURL != url(2) {
		t.Errorf("the first: %+v", p)
	}
}
