package goals

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestWordsWithAPersonalNumberComeBack(t *testing.T) {
	// The number is Tolvan's, an invented person whom Skatteverket uses in examples.
	const tolvan, refusal = "Gäller 19121212-1212.", "Texten ser ut att innehålla ett personnummer"
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	for address, change := range map[string]url.Values{
		"/mal/nytt":                    {"title": {tolvan}, "value_for_children": {tolvan}},
		"/mal/langsiktiga/nytt":        {"vision": {tolvan}},
		"/mal/1/malvarden":             {"target.1.0.kind": {"follow"}, "target.1.0.basis": {tolvan}},
		"/mal/matt/MED1/ratta":         {"note": {tolvan}, "name": {tolvan}},
		"/mal/nytt-matt":               {"exclusions": {tolvan}},
		"/mal/matt/MED1/ny-definition": {"change_note": {tolvan}, "valid_from": {"2026-07-01"}, "comparable": {"ja"}},
	} {
		form := b.Get(address).Want(http.StatusOK).Form(address)
		for name, value := range change {
			form[name] = value
		}
		p := b.Post(address, form).Want(http.StatusUnprocessableEntity)
		for name, value := range change {
			if p.Value(name) != value[0] {
				t.Errorf("%s: %s came back as %q", address, name, p.Value(name))
			}
			if value[0] != tolvan {
				continue
			}
			if got := p.Text("#" + strings.ReplaceAll(name, ".", "-") + "-error"); !strings.HasPrefix(got, refusal) {
				t.Errorf("%s: beside %s: %q", address, name, got)
			}
		}
	}
}
