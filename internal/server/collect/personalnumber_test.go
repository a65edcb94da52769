package collect

import (
	"net/http"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// The number is Tolvan's, an invented person whom Skatteverket uses in examples.
const (
	tolvan  = "Gäller 19121212-1212."
	refusal = "Texten ser ut att innehålla ett personnummer eller samordningsnummer."
)

func TestWordsWithAPersonalNumberComeBack(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	p := b.Get(alaForm).Want(http.StatusOK)
	for id, help := range map[string]string{"6": "Skriv inget om enskilda barn.", "8": "Vad enheten inte vårdar. Skriv inget om enskilda barn."} {
		if got := said(p, "#figure-"+id+"-0-2026K1-text-description"); got != help {
			t.Errorf("the help at measure %s: %q", id, got)
		}
	}
	form := fill(p.Form(alaForm))
	typed := []string{field("1", "comment"), field("6", "text"), field("8", "text")}
	for _, name := range typed {
		form.Set(name, tolvan)
	}
	p = b.Post(alaForm, form).Want(http.StatusUnprocessableEntity)
	for n, id := range []string{"figure-1-0-2026K1-comment", "figure-6-0-2026K1-text", "figure-8-0-2026K1-text"} {
		wants(t, "beside "+id, said(p, "#"+id+"-error"), refusal)
		if got := p.Value(typed[n]); got != tolvan {
			t.Errorf("%s came back as %q", typed[n], got)
		}
		if p.Find(`#error-summary a[href="#`+id+`"]`).Length() != 1 {
			t.Errorf("the summary does not lead to %s", id)
		}
	}
	for name, want := range map[string]string{field("1", "numerator"): "12", field("6", "yes"): "nej", field("4", "mean"): "4,25"} {
		if got := p.Value(name); got != want {
			t.Errorf("%s came back as %q, want %q", name, got, want)
		}
	}
	if _, open := p.Find("#figure-1-0-2026K1-row details:has(textarea)").Attr("open"); !open {
		t.Error("the comment is folded away")
	}
	if n := f.Text(`SELECT count(*)::text FROM figure WHERE comment LIKE '%1212%' OR text_value LIKE '%1212%'`); n != "0" {
		t.Errorf("%s are stored", n)
	}
}

func TestAReasonWithAPersonalNumberComesBack(t *testing.T) {
	f := submitted(t)
	convener := as(t, f, testgroup.Convener)
	form := convener.Get(alaReview).Form(alaReview + "/aterlamna")
	form.Set("reason", tolvan)
	p := convener.Post(alaReview+"/aterlamna", form).Want(http.StatusUnprocessableEntity)
	wants(t, "beside the reason", said(p, "#reason-error"), refusal)
	if got := p.Value("reason"); got != tolvan {
		t.Errorf("the reason came back as %q", got)
	}
	convener.Post(alaReview+"/godkann", p.Form(alaReview+"/godkann")).Want(http.StatusSeeOther)
	p = convener.Post(alaReview+"/oppna", map[string][]string{"reason": {tolvan}, "until": {"2026-05-11"}}).Want(http.StatusUnprocessableEntity)
	wants(t, "beside the reason to open", said(p, "#reason-error"), refusal)
	if p.Value("reason") != tolvan || p.Value("until") != "2026-05-11" {
		t.Error("what was typed is gone")
	}
}
