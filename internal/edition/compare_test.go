package edition

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// full is a document with everything in it that a document can have.
func full() *Document {
	number := func(v float64) *float64 { return &v }
	prose := func(text string) *Prose {
		return &Prose{HTML: "<p>" + text + "</p>", Figures: []Reference{{Code: "MED1", Text: "50 %", From: "matt-1-0"}}}
	}
	result := func(who string, unit int64) Result {
		return Result{Who: who, UnitID: unit, Sum: unit == 0, Counts: "6 av 12", Value: "50 %", Interval: "25–75 %", Before: "40 %", Earlier: "30 %",
			Note: "3 av 4 kvartal", Missing: "5 %", Status: "met", StatusText: "Målet nått", Standing: "approved", StandingText: "Godkänd",
			Numerator: number(6), Denominator: number(12), Point: number(50), Lower: number(25), Upper: number(75)}
	}
	picture := Picture{ID: "bild", Kind: "timeline", Title: "Över tid", Alt: "En linje", Option: json.RawMessage(`{}`)}
	statement := Statement{Unit: "Ala", UnitID: 1, About: "kvartal 1", Text: "Vi började om", Signed: "Lena"}
	measure := Measure{Anchor: "matt-1-0", Code: "MED1", ID: 1, Title: "Temperatur", Measured: "Barn med rätt temperatur", Target: "Mål: 60 %", Period: "2025",
		Before: "2024", Earlier: "2023", Missing: true, Results: []Result{result("Ala", 1), result("Bo", 2), result("Hela gruppen", 0)}, Message: "Målet är nått.",
		Pictures: []Picture{picture}, Notes: []string{"Få barn"}, Comments: []Statement{statement}, Discussion: prose("a"), Assessment: prose("b"), Next: prose("c")}
	return &Document{Format: 1, Group: "Provgruppen", GroupCode: "prov", Body: "Provområdet", Year: 2025, Number: 1, Audience: Internal, Language: "sv", Example: true,
		AsOf: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), Title: "Årsrapport 2025", Lead: "Prov", About: []Term{{"Mottagare", "Provområdet"}}, Notices: []string{"Obs"},
		Sections: []Section{
			{ID: "avsnitt-1", Heading: "Översikt", Content: "overview", Written: "Skrivet av Sara", Blocks: []Block{
				{Heading: "Rubrik"}, {Prose: prose("d")}, {Paragraph: "Stycke"}, {Note: "Anmärkning"}, {Terms: []Term{{"Ord", "Betydelse"}}}, {List: []string{"Punkt"}},
				{Table: &Table{ID: "tabell", Caption: "Tabell", Columns: []Column{{Text: "Mått", Number: true}}, Matrix: true,
					Rows: []Row{{Cells: []Cell{{Text: "Temperatur", Detail: "6 av 12", Status: "met", Standing: "approved", Anchor: "matt-1-0", Number: number(50)}}, Sum: true}}}},
				{Picture: &picture}, {Statement: &statement}}},
			{ID: "avsnitt-2", Heading: "Medicin", Content: "medical", Blocks: []Block{{Goal: &Goal{ID: 7, Title: "Varma barn", Value: "De mår bättre",
				Promises: []string{"Trygg vård"}, Measures: []Measure{measure}, Work: []string{"Ny mössa"}}}}},
		}}
}

// notCompared are the parts whose change is no difference, as Compare says, by how their
// path ends.
var notCompared = []string{".Format", ".Number", ".AsOf", ".Language", ".Lead", ".GroupCode", ".Audience", ".Year", ".Written", ".Since"}

func TestEveryPartOfADocumentIsCompared(t *testing.T) {
	if d := Compare(full(), full()); d.Any() {
		t.Fatalf("the same: %+v", d)
	}
	leaves := 0
	for n := 0; ; n++ {
		later, path := full(), ""
		count := n
		if !changeLeaf(reflect.ValueOf(later).Elem(), "", &count, &path) {
			break
		}
		leaves++
		left := strings.Contains(path, "Picture") || slices.ContainsFunc(notCompared, func(end string) bool { return strings.HasSuffix(path, end) && strings.Count(path, ".") < 4 })
		if got := Compare(full(), later).Any(); got == left {
			t.Errorf("%s: a difference is %v", path, got)
		}
	}
	if leaves < 100 {
		t.Errorf("only %d parts", leaves)
	}
}

// changeLeaf changes the n:th value below v, says where it is, and reports whether there is one.
func changeLeaf(v reflect.Value, at string, n *int, path *string) bool {
	take := func() bool {
		*n--
		*path = at
		return *n < 0
	}
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" && take() { // a block has one of its parts alone
			v.SetString(v.String() + "x")
			return true
		}
	case reflect.Int, reflect.Int64:
		if take() {
			v.SetInt(v.Int() + 100)
			return true
		}
	case reflect.Float64:
		if take() {
			v.SetFloat(v.Float() + 1)
			return true
		}
	case reflect.Bool:
		if take() {
			v.SetBool(!v.Bool())
			return true
		}
	case reflect.Pointer:
		return !v.IsNil() && changeLeaf(v.Elem(), at, n, path)
	case reflect.Slice:
		for i := range v.Len() {
			if v.Type().Elem().Kind() != reflect.Uint8 && changeLeaf(v.Index(i), fmt.Sprintf("%s[%d]", at, i), n, path) {
				return true
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return false
		}
		for i := range v.NumField() {
			if changeLeaf(v.Field(i), at+"."+v.Type().Field(i).Name, n, path) {
				return true
			}
		}
	}
	return false
}

func TestDifferencesSayWhatTheyAreAbout(t *testing.T) {
	earlier, later := full(), full()
	m := &later.Sections[1].Blocks[0].Goal.Measures[0]
	m.Title, m.Measured, m.Target = "Kroppstemperatur", "Barn med temperatur 36,5–37,5", "Mål: 70 %"
	m.Results[0].Who, m.Results[1].Value = "Nya Ala", "75 %"
	m.Results = append([]Result{{Who: "Ceda", UnitID: 3, Value: "10 %"}}, m.Results...)
	later.Sections[0].Heading = "Så gick det"
	later.Sections[0].Blocks[1].Prose = &Prose{HTML: "<p>nytt</p>"}
	later.Sections = append(later.Sections, Section{ID: "avsnitt-3", Heading: "Nytt"})
	later.Sections[1].Blocks[0].Goal.Title = "Varma nyfödda"
	d := Compare(earlier, later)
	if got := fmt.Sprint(d.Sections); got != "[{avsnitt-1 Översikt Så gick det [renamed rewritten]} {avsnitt-3  Nytt [added]}]" {
		t.Error(got)
	}
	if got := fmt.Sprint(d.Goals, d.Measures); got != "[{ Varma barn Varma nyfödda [renamed]}] [{matt-1-0 Temperatur Kroppstemperatur [renamed redefined target]}]" {
		t.Error(got)
	}
	var results []string
	for _, r := range d.Results {
		was, is := "–", "–"
		if r.Was != nil {
			was = r.Was.Who + " " + r.Was.Value
		}
		if r.Is != nil {
			is = r.Is.Who + " " + r.Is.Value
		}
		results = append(results, was+" → "+is)
	}
	if got := strings.Join(results, "; "); got != "– → Ceda 10 %; Ala 50 % → Nya Ala 50 %; Bo 50 % → Bo 75 %" {
		t.Error(got)
	}
	back := Compare(later, earlier)
	if n := len(back.Results); n != 3 || back.Results[2].Is != nil || back.Results[2].Was.Who != "Ceda" || back.Sections[1].Changes[0] != Removed {
		t.Errorf("the other way: %+v", back)
	}
}

// TestRegionsThatAreAddedDoNotBecomeTheWholeGroup: the last sum is all together.
func TestRegionsThatAreAddedDoNotBecomeTheWholeGroup(t *testing.T) {
	earlier, later := full(), full()
	m := &later.Sections[1].Blocks[0].Goal.Measures[0]
	m.Results = append(m.Results[:2:2], Result{Who: "Region Norr", Sum: true, Value: "50 %"}, m.Results[2])
	d := Compare(earlier, later)
	if len(d.Results) != 1 || d.Results[0].Was != nil || d.Results[0].Is.Who != "Region Norr" {
		t.Errorf("%+v", d.Results)
	}
}

// TestWhatWasStoredIsComparedAsItWas: writing and reading a document makes no difference.
func TestWhatWasStoredIsComparedAsItWas(t *testing.T) {
	for _, d := range []*Document{full(), {Format: 1, Notices: []string{}, About: []Term{}, Sections: []Section{{ID: "a", Blocks: []Block{{List: []string{}, Paragraph: "x"}}}}}} {
		content, _, err := d.Encode()
		if err != nil {
			t.Fatal(err)
		}
		read, err := Decode(content)
		if err != nil {
			t.Fatal(err)
		}
		if got := Compare(d, read); got.Any() {
			t.Errorf("%+v", got)
		}
	}
}
