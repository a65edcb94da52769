package org

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// marked is a difference with a sign before each paragraph.
func marked(list []Paragraph) string {
	signs := map[ParagraphChange]string{Kept: " ", Removed: "-", Added: "+"}
	var lines []string
	for _, p := range list {
		lines = append(lines, signs[p.Change]+p.Text)
	}
	return strings.Join(lines, "|")
}

func TestDifference(t *testing.T) {
	for _, test := range []struct{ name, before, after, want string }{
		{"nothing", "", "", ""},
		{"all new", "", "A\n\nB", "+A|+B"},
		{"all gone", "A\n\nB", "", "-A|-B"},
		{"the same, with other line ends", "A\r\nrad\r\n\r\n\r\nB", "A\nrad\n\nB\n", " A\nrad| B"},
		{"one added last", "A\n\nB", "A\n\nB\n\nC", " A| B|+C"},
		{"one changed", "A\n\nB\n\nC", "A\n\nX\n\nC", " A|-B|+X| C"},
		{"one moved", "A\n\nB\n\nC", "C\n\nA\n\nB", "+C| A| B|-C"},
		{"a repeated paragraph", "A\n\nA\n\nB", "A\n\nB", "-A| A| B"},
	} {
		got := marked(Difference(test.before, test.after))
		if test.name == "a repeated paragraph" && got == " A|-A| B" {
			continue // either of two equal paragraphs may be the one that is gone
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCurrentMandate(t *testing.T) {
	at := func(d string) *time.Time { day := day(d); return &day }
	versions := []Mandate{{ID: 3, Number: 3}, {ID: 2, Number: 2, AdoptedAt: at("2026-02-01")}, {ID: 1, Number: 1, AdoptedAt: at("2025-02-01")}}
	for moment, want := range map[string]MandateID{"2025-01-31": 0, "2025-02-01": 1, "2026-01-31": 1, "2026-02-01": 2, "2030-01-01": 2} {
		if got := Current(versions, day(moment)).ID; got != want {
			t.Errorf("%s: version %d, want %d", moment, got, want)
		}
	}
	if !versions[0].Draft() || versions[1].Draft() {
		t.Error("a draft is what has not been adopted")
	}
}

func TestUnsigned(t *testing.T) {
	units := []Unit{{ID: 1, Participation: Full}, {ID: 2, Participation: Full}, {ID: 3, Participation: ProcessOnly}}
	signed := []Acknowledgement{{MandateID: 7, UnitID: 1}, {MandateID: 6, UnitID: 2}}
	got := Unsigned(units, signed, 7)
	if len(got) != 1 || got[0].ID != 2 {
		t.Errorf("unsigned %v, want unit 2: the other version's signature does not count", got)
	}
}

func TestComposition(t *testing.T) {
	until := day("2026-12-31")
	member := func(id PersonID, role Role, profession Profession) Representative {
		return Representative{Membership{PersonID: id, UnitID: 1, Role: role}, Person{ID: id, Profession: profession}}
	}
	deputy := member(9, Delegate, Nurse)
	deputy.To = &until
	elsewhere := member(8, MedicalLead, Nurse)
	elsewhere.UnitID = 2
	lead, manager := member(1, MedicalLead, Physician), member(2, UnitManager, Nurse)
	limits := MemberLimits{2, 3}
	for name, test := range map[string]struct {
		members       []Representative
		participation Participation
		limits        MemberLimits
		want          []Shortage
		missing       Profession
	}{
		"as wanted":                       {[]Representative{lead, manager}, Full, limits, nil, ""},
		"nobody":                          {[]Representative{elsewhere}, Full, limits, []Shortage{NoMember}, ""},
		"a head of clinic is no member":   {[]Representative{member(3, HeadOfDepartment, Physician)}, Full, limits, []Shortage{NoMember}, ""},
		"one":                             {[]Representative{lead}, Full, limits, []Shortage{TooFew, OneProfession}, Nurse},
		"one person with two roles":       {[]Representative{lead, member(1, Delegate, Physician)}, Full, limits, []Shortage{TooFew, OneProfession}, Nurse},
		"a deputy does not count":         {[]Representative{lead, deputy}, Full, limits, []Shortage{TooFew, OneProfession}, Nurse},
		"two nurses":                      {[]Representative{manager, member(4, Delegate, Nurse)}, Full, limits, []Shortage{OneProfession}, Physician},
		"neither profession":              {[]Representative{member(4, Delegate, OtherProfession), member(5, UnitManager, OtherProfession)}, Full, limits, []Shortage{OneProfession}, ""},
		"too many":                        {[]Representative{lead, manager, member(4, Delegate, Nurse), member(5, Delegate, Nurse)}, Full, limits, []Shortage{TooMany}, ""},
		"one is enough where one is most": {[]Representative{manager}, Full, MemberLimits{1, 1}, nil, Physician},
		"process measures alone":          {[]Representative{manager}, ProcessOnly, limits, nil, ""},
		"process measures, nobody":        {nil, ProcessOnly, limits, []Shortage{NoMember}, ""},
	} {
		got := Composition([]Unit{{ID: 1, Participation: test.participation}}, test.members, test.limits)[0]
		if !slices.Equal(got.Lacks, test.want) || got.Missing != test.missing {
			t.Errorf("%s: %v, %q missing", name, got.Lacks, got.Missing)
		}
	}
}

func TestMemberLimits(t *testing.T) {
	for limits, ok := range map[MemberLimits]bool{{1, 1}: true, {20, 50}: true, {0, 3}: false, {21, 30}: false, {3, 2}: false, {2, 51}: false} {
		if err := limits.Check(); (err == nil) != ok {
			t.Errorf("%v: %v", limits, err)
		}
	}
}
