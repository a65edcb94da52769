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
