package server

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/analysis"
)

// outputs is every address that is asked for when it is tested what a reader is sent.
// A new GET route is walked without being named here; what its variables may be, and
// which choices change what it shows, is said in variables and choices.
type outputs struct {
	ds    *analysis.Dataset
	codes []string // the measures that are asked about
	// moved are the measures to draw charts of, which takes time.
	moved []string
	goals []string
	// examples are the ids of good examples: the demo's own, and those that a test adds.
	examples []string
}

// variables are what may stand in an address.
func (o outputs) variables() map[string][]string {
	v := map[string][]string{
		"code": o.codes, "unit": nil, "name": o.charts(), "goal": o.goals,
		"period": {"2024K4", "2025K3", "2025K4"}, "year": {"2024", "2025", "2026"}, "heading": {"1", "2", "3"},
		"kind": {"mal", "matt"}, "id": append([]string{"1"}, o.moved...), "post": {"1", "2"}, "request": {"1", "2"},
		"rule": {"1"}, "note": {"1", "2"}, "group": {"neonatologi"}, "indicator": o.codes, "person": {"1", "2"}, "file": {"1"}, "token": {"x"}, "key": {"x"},
		"mandate": {"1", "2"}, "task": {"1", "12"},
		"proposal": {"1", "2", "3", "4", "5", "6"},
		"action":   {"1", "2", "3", "4", "5", "6", "7"}, "cycle": {"1", "2", "3"}, "need": {"1", "2", "3", "4"},
		"meeting": {"1", "2", "3"}, "item": {"1"}, "series": {"1"}, "decision": {"1"}, "matter": {"1"},
	}
	v["consultation"], v["personnomination"], v["nominee"] = []string{"1", "2"}, []string{"1", "2"}, []string{"1", "3"}
	v["consultationfile"] = []string{"1", "2"}
	v["term"], v["workgroup"], v["outlook"] = []string{"1"}, []string{"1"}, []string{"1"}
	v["example"], v["attachment"] = append([]string{"1", "2", "3"}, o.examples...), []string{"1"}
	for _, u := range o.ds.Units {
		v["unit"] = append(v["unit"], u.Code)
	}
	v["document"], v["link"], v["recipient"] = []string{"1", "3", "4", "5", "6"}, []string{"1", "4"}, []string{"1"}
	v["method"] = []string{"1", "2", "3", "4"}
	v["number"] = []string{"1"}
	// Rounds of nominations, one of them decided, and nominations, one of them a draft.
	v["round"], v["nomination"] = []string{"1", "2"}, []string{"1", "3", "5", "6"}
	v["package"], v["division"], v["format"] = []string{"1"}, []string{"1"}, []string{"pdf", "xlsx"}
	v["provider"] = []string{"regionen"} // there is none
	// Sections of the yearly report, one of them with tables and references, and its measures.
	v["section"], v["measure"] = []string{"1", "5"}, o.codes
	// What is open to others, and what they say.
	v["audience"], v["subject"], v["thing"], v["feedback"], v["comment"] = []string{"patients"}, []string{"mal", "forslag", "rapport"}, []string{"1", "2025"}, []string{"1"}, []string{"1"}
	// Goals on other levels.
	v["local"], v["milestone"], v["higher"] = []string{"1", "5"}, []string{"1", "2"}, []string{"1", "2"}
	// Learning teams: one that runs, and one that has handed over.
	v["team"], v["teammeasure"], v["teamgoal"], v["member"] = []string{"1", "2"}, []string{"1", "2", "3"}, []string{"1", "2"}, []string{"1", "5", "8", "9"}
	// Introductions of care pathways.
	v["pathway"], v["phase"], v["patients"], v["template"] = []string{"1", "2"}, []string{"1", "2", "3"}, []string{"1", "2"}, []string{"1"}
	return v
}

// charts are a measure's, as pictures and as the figures behind them.
func (o outputs) charts() []string {
	var list []string
	for _, name := range []string{"enheter", "over-tid", "tratt", "mot-ovriga", "avstand"} {
		list = append(list, name+".svg", name+".csv")
	}
	return list
}

// choices are the queries that change what a route shows, by how its pattern begins.
func (o outputs) choices(pattern string) []string {
	years := []string{"", "ar=2024", "ar=2025", "ar=2026"}
	switch {
	case pattern == "/resultat/matris":
		return append(years, "tid=3-2026", "tid=3-2025", "tid=2025K3", "tid=r2025K4", "ar=2025&omrade=nursing", "tid=3-2026&omrade=medical")
	case pattern == "/resultat":
		return append(years, "tid=3-2026", "tid=r2025K4", "tid=3-2026&ordning=loften")
	case strings.HasPrefix(pattern, "/api/") && strings.HasSuffix(pattern, "/analysis"):
		return []string{"", "year=2024", "year=2025", "year=2026", "time=3-2026", "time=3-2025", "method=styrdiagram", "year=2025&method=nhs", "method=mellan"}
	case strings.HasPrefix(pattern, "/mal/langsiktiga/"):
		return []string{""}
	case strings.HasPrefix(pattern, "/mal/enheter"), pattern == "/mal/overordnade", pattern == "/mal/loften":
		return years
	case strings.Contains(pattern, "/diagram/"):
		return []string{"ar=2024", "ar=2025", "tid=3-2026"}
	case strings.HasPrefix(pattern, "/resultat/alla"):
		return []string{"", "fran=2025", "fran=2024&till=2025"}
	case strings.HasSuffix(pattern, "/bildspel/visa"):
		return []string{"", "for=gruppen"}
	case strings.HasPrefix(pattern, "/resultat/"):
		return append(years[1:], "tid=3-2026")
	}
	return []string{""}
}

// addresses are all of a route's.
func (o outputs) addresses(t *testing.T, pattern string) []string {
	t.Helper()
	list := []string{pattern}
	for _, found := range regexp.MustCompile(`\{([a-z]+)\}`).FindAllStringSubmatch(pattern, -1) {
		values := o.variables()[found[1]]
		switch {
		case found[1] == "code" && strings.HasPrefix(pattern, "/resultat/enhet"):
			values = o.variables()["unit"]
		case strings.HasPrefix(pattern, "/inrapportering/"):
			values = values[:min(2, len(values))] // no results, but figures: nobody outside gets there
		case strings.HasPrefix(pattern, "/mal/langsiktiga/") && found[1] == "goal":
			values = []string{"1", "2", "3"}
		case strings.HasPrefix(pattern, "/mal/langsiktiga/") && found[1] == "name":
			values = nil
			for _, code := range []string{"MED03", "MED13", "OMV01"} { // those of the milestones
				values = append(values, code+".svg", code+".csv")
			}
		case strings.HasPrefix(pattern, "/gruppen/oppet/visa/"):
			values = []string{"goals", "results", "examples", "actions"}
		case strings.HasPrefix(pattern, "/resultat/variation/"):
			values = []string{"variation.svg", "variation.csv"}
		case strings.HasPrefix(pattern, "/forbattring/exempel/") && found[1] == "name":
			values = []string{"over-tid.svg"}
		case strings.HasPrefix(pattern, "/forbattring/team/") && found[1] == "name":
			values = []string{"tillsammans.svg", "KAL.svg", "VAS.svg"}
		case strings.Contains(pattern, "/diagram/") && found[1] == "code":
			values = o.moved
		}
		if len(values) == 0 {
			t.Fatalf("%s: say what %s may be", pattern, found[0])
		}
		var next []string
		for _, address := range list {
			for _, v := range values {
				next = append(next, strings.ReplaceAll(address, found[0], url.PathEscape(v)))
			}
		}
		list = next
	}
	var all []string
	for _, address := range list {
		for _, query := range o.withStrata(pattern, address) {
			all = append(all, strings.TrimSuffix(address+"?"+query, "?"))
		}
	}
	return all
}

// withStrata are a route's choices, and for a measure's pages each with every part of
// it and with the line of every unit.
func (o outputs) withStrata(pattern, address string) []string {
	queries := o.choices(pattern)
	if !strings.HasPrefix(pattern, "/resultat/matt/") {
		return queries
	}
	m, ok := o.ds.Measure(strings.Split(address, "/")[3])
	if !ok {
		return queries
	}
	for _, part := range m.Strata {
		for _, query := range slices.Clone(o.choices(pattern)) {
			queries = append(queries, strings.TrimPrefix(query+"&grupp="+url.QueryEscape(part.Code), "&"))
		}
	}
	if slices.Contains(o.moved, m.Code) && !strings.Contains(pattern, "/diagram/") {
		for _, u := range o.ds.Units {
			for _, method := range []string{"", "&metod=styrdiagram", "&metod=nhs"} {
				queries = append(queries, "ar=2025&enhet="+u.Code+method)
			}
		}
	}
	return queries
}

// patterns are the site's GET routes.
func patterns(t *testing.T, site http.Handler) []string {
	t.Helper()
	var list []string
	err := chi.Walk(site.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if method == http.MethodGet && !strings.HasPrefix(route, "/static/") {
			list = append(list, route)
		}
		return nil
	})
	if err != nil || len(list) < 50 {
		t.Fatalf("%d routes, %v", len(list), err)
	}
	return list
}

// sent is what somebody is sent from an address: everything but what is about the
// request itself, and its ETag, which is kept for itself.
func (p *person) sent(address string) string {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.site.URL+address, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if strings.HasPrefix(address, "/api/") {
		request.Header.Set("Authorization", "Bearer "+p.key)
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	text := strconv.Itoa(response.StatusCode) + "\n"
	for _, name := range slices.Sorted(maps.Keys(response.Header)) {
		if !slices.Contains([]string{"Content-Length", "Date", "Etag", "Set-Cookie", "X-Request-Id"}, name) {
			text += name + ": " + strings.Join(response.Header[name], ", ") + "\n"
		}
	}
	if p.etags == nil {
		p.etags = map[string]string{}
	}
	p.etags[address] = response.Header.Get("Etag")
	if strings.HasSuffix(strings.Split(address, "?")[0], ".xlsx") && response.StatusCode == http.StatusOK {
		return text + unpacked(p.t, string(body))
	}
	return text + ofTheMoment.ReplaceAllString(string(body), "")
}

// ofTheMoment is what a page says of the very moment: how long the session lasts and when it
// was used last, and the log's receipt.
var ofTheMoment = regexp.MustCompile(`"left":\d+|Senast använd [^.<]*\.[^<]*|Loggens kvitto [^<]*|samsyn-logg [^<]*`)

// unpacked is all parts of a workbook but the one that says when it was made.
func unpacked(t *testing.T, body string) string {
	t.Helper()
	files, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, f := range files.File {
		if f.Name == "docProps/core.xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintf("== %s\n%s\n", f.Name, content)
	}
	return text
}
