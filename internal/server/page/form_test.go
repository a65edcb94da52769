package page_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// codes are the problems as "field code", in order.
func codes(err error) []string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	var all []string
	for _, p := range invalid.Problems {
		all = append(all, p.Field+" "+p.Code)
	}
	return all
}

func ptr[T any](v T) *T { return &v }

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		typed   string
		whole   *int64
		decimal *float64
		problem string // of Whole
	}{
		{"", nil, nil, ""},
		{"  ", nil, nil, ""},
		{"0", ptr(int64(0)), ptr(0.0), ""},
		{"12", ptr(int64(12)), ptr(12.0), ""},
		{"1 234", ptr(int64(1234)), ptr(1234.0), ""},
		{"1\u00a0234", ptr(int64(1234)), ptr(1234.0), ""},
		{"1\u202f234", ptr(int64(1234)), ptr(1234.0), ""},
		{"12,0", ptr(int64(12)), ptr(12.0), ""},
		{"12,5", nil, ptr(12.5), "not_whole"},
		{"12.5", nil, ptr(12.5), "not_whole"},
		{"-3", nil, ptr(-3.0), "negative"},
		{"\u22123", nil, ptr(-3.0), "negative"},
		{"tolv", nil, nil, "not_a_number"},
		{"1e3", nil, nil, "not_a_number"},
		{"0x10", nil, nil, "not_a_number"},
		{"1_000", nil, nil, "not_a_number"},
		{"Inf", nil, nil, "not_a_number"},
		{"NaN", nil, nil, "not_a_number"},
		{"1,2,3", nil, nil, "not_a_number"},
		{"-", nil, nil, "not_a_number"},
		{"99999999999999999999", nil, nil, "not_a_number"},
	} {
		t.Run(c.typed, func(t *testing.T) {
			f := page.NewForm(url.Values{"n": {c.typed}})
			if diff := cmp.Diff(c.whole, f.Whole("n")); diff != "" {
				t.Error(diff)
			}
			var want []string
			if c.problem != "" {
				want = []string{"n " + c.problem}
			}
			if diff := cmp.Diff(want, codes(f.Err())); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.decimal, page.NewForm(url.Values{"n": {c.typed}}).Decimal("n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOtherTypedValues(t *testing.T) {
	f := page.NewForm(url.Values{
		"name": {"  Åsa\x00\r\nÖst \xff "}, "long": {"åäö"}, "empty": {" "}, "day": {"2026-02-28"}, "noday": {"2026-02-30"},
		"kind": {"missing"}, "other": {"hacked"}, "id": {"7"}, "noid": {"-7"}, "ids": {"1", "2", "1"}, "yes": {"1"},
	})
	if got := f.Text("name", 100); got != "Åsa\nÖst" {
		t.Errorf("text %q", got)
	}
	f.Text("long", 3)
	f.Text("long", 2)
	if got := f.Date("day"); got == nil || !got.Equal(time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("date %v", got)
	}
	f.Date("noday")
	if got := f.Choice("kind", "figure", "missing"); got != "missing" {
		t.Errorf("choice %q", got)
	}
	f.Choice("other", "figure")
	f.RequiredChoice("nothing", "figure")
	if f.ID("id") != 7 || f.ID("nothing") != 0 || f.ID("noid") != 0 {
		t.Error("ids")
	}
	if diff := cmp.Diff([]int64{1, 2}, f.IDs("ids")); diff != "" {
		t.Error(diff)
	}
	if !f.Bool("yes") || f.Bool("no") || !f.Has("empty") || f.Has("no") {
		t.Error("boxes")
	}
	want := []string{"long too_long", "noday date_invalid", "other unknown_choice", "nothing required", "noid unknown_choice"}
	if diff := cmp.Diff(want, codes(f.Err())); diff != "" {
		t.Error(diff)
	}
}

func TestRejectedFormKeepsWhatWasTyped(t *testing.T) {
	ctx := context.Background()
	f := page.NewForm(url.Values{"n": {"tolv"}})
	f.Whole("n")
	if !f.Rejected(f.Err()) || len(f.Summary(ctx)) != 1 {
		t.Error("the form's own problems")
	}
	domain := &fault.ValidationError{}
	domain.Add("m", "out_of_range", 0, 12.5)
	if !f.Rejected(fmt.Errorf("save: %w", domain)) {
		t.Error("the domain's problems were not taken over")
	}
	if f.Rejected(fault.ErrConflict) || f.Rejected(nil) {
		t.Error("not a validation error")
	}
	want := []ui.FieldProblem{
		{Name: "n", Text: "Skriv ett tal, till exempel 12 eller 12,5."},
		{Name: "m", Text: "Talet ska vara mellan 0 och 12,5."},
	}
	if diff := cmp.Diff(want, f.Summary(ctx)); diff != "" {
		t.Error(diff)
	}
	if f.Value("n") != "tolv" || f.Error(ctx, "n") != want[0].Text || f.Error(ctx, "x") != "" {
		t.Error("what the page comes back with")
	}
}

func TestParseForm(t *testing.T) {
	post := func(body string) (*page.Form, error) {
		r := httptest.NewRequest(http.MethodPost, "/?a=address", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return page.ParseForm(httptest.NewRecorder(), r)
	}
	f, err := post("b=body")
	if err != nil || f.Value("b") != "body" || f.Has("a") {
		t.Errorf("form %v, %v", f, err)
	}
	var tooLarge *http.MaxBytesError
	if _, err := post("b=" + strings.Repeat("x", page.FormLimit)); !errors.As(err, &tooLarge) {
		t.Errorf("a form too large: %v", err)
	}
	if _, err := post("b=%zz"); err == nil {
		t.Error("an unreadable form was read")
	}
	if got := page.Query(httptest.NewRequest(http.MethodGet, "/?a=address", nil)).Value("a"); got != "address" {
		t.Errorf("query %q", got)
	}
}
