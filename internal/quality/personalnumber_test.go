package quality

import (
	"fmt"
	"strings"
	"testing"
)

// The numbers are invented ones that Skatteverket has published: those of its
// brochures SKV 704 and SKV 707, the well-known Tolvan's, and test numbers, which
// are never given to anybody.
func TestPersonalNumbersAreFound(t *testing.T) {
	for _, text := range []string{
		"19121212-1212", "191212121212", "121212-1212", "1212121212", "121212+1212", "19121212+1212",
		"811228-9874", "8112289874", "19811228-9874", "198112289874",
		"701063-2391", "7010632391", "19701063-2391", "197010632391",
		"198507099805", "850709-9813", "19641113-9808",
		"811228 9874", "19811228 9874", "811228 - 9874", "811228- 9874", "811228\t9874", "811228\u00a09874",
		"811228\u20119874", "811228\u20139874", "811228\u22129874", "811228\u00ad9874", "811228\u200b-9874",
		"1981-12-28-9874", "1912-12-12+1212", "1970-10-63-2391",
		"Barnet (811228-9874) flyttades.", "pnr:8112289874.", "A811228-9874B", "Kom 2026-01-01 811228-9874, 12 av 20",
		"först 811228-9875, sedan\n811228-9874", "1.811228-9874", "12-811228-9874", "8112289874,7010632391",
		"10.1001/jama.2020.1234 och 811228-9874", "åäö\xff811228-9874",
	} {
		if !HoldsPersonalNumber(text) {
			t.Errorf("%q was let through", text)
		}
	}
}

func TestOtherNumbersAreNotTakenForPersonal(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                      "",
		"words":                        "Från vecka 28, enligt PM 3.2",
		"a wrong check digit":          "811228-9875",
		"a wrong check digit, in full": "19811228-9873",
		"a wrong coordination number":  "701063-2392",
		"no such month":                "811328-9873 811300-0007",
		"no such day":                  "810230-9872 8102309872 810431-9879",
		"the last day of February":     "810229-9875",
		"a day between the kinds":      "811232-9878 811260-9873",
		"nothing but zeroes":           "000000-0000",
		"another century":              "17811228-9874 178112289874 21811228-9874",
		"within a longer number":       "98112289874 81122898741 1198112289874 0811228-9874 811228-98741",
		"the last four alone":          "9874",
		"the date alone":               "811228 19811228 1981-12-28",
		"the last four elsewhere":      "811228: 9874",
		"on the next line":             "811228\n9874",
		"a date and a time of day":     "1981-12-28 9874",
		"two dates":                    "20260101-20260630 260101-260630",
		"organisation numbers":         "556036-0793 232100-0016 2021005489",
		"telephone numbers":            "070-123 45 67 +46701740605 08-123 456 78 0702014060",
		"a large count":                "4475 1 234 567 1234567890 2026112200",
		"periods":                      "2002-2005 2026K1",
		"DOI":                          "https://doi.org/10.1016/8112289874 10.1001/811228-9874",
		"ISBN and ISSN":                "978-91-44-11228-9 0028-4793",
		"a decimal":                    "0,81122898745",
	} {
		if HoldsPersonalNumber(text) {
			t.Errorf("%s: %q was taken for one", name, text)
		}
	}
}

// Of the ten check digits that can follow nine others, one is right.
func TestOneCheckDigitInTenIsRight(t *testing.T) {
	found := 0
	for n := range 10000 {
		if HoldsPersonalNumber(fmt.Sprintf("160229-%04d", n)) {
			found++
		}
	}
	if found != 1000 {
		t.Errorf("%d of 10000", found)
	}
}

func TestEveryFreeTextOfAMeasureIsLookedAt(t *testing.T) {
	const number = "811228-9874"
	i := Indicator{Kind: Text}
	for want, f := range map[string]Figure{
		"comment personal_number": {State: Reported, Value: Value{Text: "x"}, Comment: number},
		"text personal_number":    {State: NotApplicable, Value: Value{Text: number}},
	} {
		if got := strings.Join(found(i, f), ", "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	yes := true
	if got := strings.Join(found(Indicator{Kind: YesNo}, Figure{State: Reported, Value: Value{Yes: &yes, Text: number}}), ", "); got != "text personal_number" {
		t.Errorf("a yes with words: %q", got)
	}
	d := Version{Name: number, NameEnglish: number, NumeratorText: number, DenominatorText: number, Exclusions: number,
		DataSource: number, Source: number, Note: number, ChangeNote: number, UnitLabel: number,
		Direction: Higher, ReportingMonths: 3, ValidFrom: date("2026-01-01")}
	for kind, at := range map[string]error{
		"definition": d.Check(Proportion), "count": d.Check(Count),
		"goal":           Goal{Title: number, ValueForChildren: number, Category: Medical, Promises: []PromiseID{1}}.Check(),
		"long-term goal": LongTermGoal{Title: number, Vision: number, StartYear: 2026, EndYear: 2028}.Check(),
		"target":         Target{Kind: FollowOnly, Basis: number}.Check(Indicator{Kind: Text, Definition: Version{Direction: NoDirection}}),
	} {
		want := map[string]int{"definition": 10, "count": 10, "goal": 2, "long-term goal": 2, "target": 1}[kind]
		if got := strings.Count(fmt.Sprint(at), "personal_number"); got != want {
			t.Errorf("%s: %d fields, want %d: %v", kind, got, want, at)
		}
	}
}

// FuzzHoldsPersonalNumber: whatever stands around a number, it is found when no
// digit, dash or DOI touches it, and one with a wrong check digit is not.
func FuzzHoldsPersonalNumber(f *testing.F) {
	for _, seed := range []string{"", "Barnet ", "10.1234/", "19", "2026-01-01", "åäö\xff", "811228-", "1\u00a0"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		HoldsPersonalNumber(before + "811228-9874" + after)
		if !HoldsPersonalNumber(before + "\n811228-9874\n" + after) {
			t.Errorf("not found between %q and %q", before, after)
		}
		other := HoldsPersonalNumber(before) || HoldsPersonalNumber(after)
		if !other && HoldsPersonalNumber(before+"\n811228-9875\n"+after) {
			t.Errorf("a wrong one found between %q and %q", before, after)
		}
	})
}
