package org

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"samsyn/internal/fault"
)

// Conformance is how far the site follows the law's requirements on accessibility, as the
// Swedish agency for digital government (DIGG) words it in its model statement.
type Conformance string

// How far it does.
const (
	FullConformance    Conformance = "full"
	PartialConformance Conformance = "partial"
	NoConformance      Conformance = "none"
	Untested           Conformance = "untested" // nobody has tried it yet
)

// Conformances lists them in the order they are offered.
func Conformances() []Conformance {
	return []Conformance{FullConformance, PartialConformance, NoConformance, Untested}
}

// AccessibilityStatement is what an installation has to say of its accessibility by the law
// (2018:1937) om tillgänglighet till digital offentlig service, section 13 a and MDFFS
// 2019:2: who stands behind it, how accessible it is, what is not and why, how it was tested,
// and whom to tell. Its version is zero until somebody has written it.
type AccessibilityStatement struct {
	Owner        string // the public body that answers for the site
	Conformance  Conformance
	Shortcomings string // what does not follow the requirements, one on each line
	Burdens      string // what is left out as too much to ask, and why; "" for nothing
	TestedHow    string
	TestedOn     *time.Time
	// How to reach somebody without the site's own form; any of them may be "".
	Email, Phone, Address string
	UpdatedAt             time.Time
	Version               int
}

// The most characters of the statement's texts.
const (
	MostOwner        = 200
	MostShortcomings = 5000
	MostTestedHow    = 2000
	MostStreet       = 500
	MostPhone        = 100
)

// Check lists what is wrong with the statement as it is written on the day, or nil: a site
// that only partly follows the requirements has to say in what. Whether Email is an address
// is not looked at.
func (s AccessibilityStatement) Check(today time.Time) error {
	var v fault.ValidationError
	if strings.TrimSpace(s.Owner) == "" {
		v.Add("owner", "required")
	}
	if !slices.Contains(Conformances(), s.Conformance) {
		v.Add("conformance", "required")
	}
	if (s.Conformance == PartialConformance || s.Conformance == NoConformance) && strings.TrimSpace(s.Shortcomings) == "" {
		v.Add("shortcomings", "required")
	}
	if s.Conformance != Untested && strings.TrimSpace(s.TestedHow) == "" {
		v.Add("tested_how", "required")
	}
	if s.TestedOn != nil && s.TestedOn.After(today) {
		v.Add("tested_on", "date_future")
	}
	if s.TestedOn == nil && s.Conformance != Untested {
		v.Add("tested_on", "required")
	}
	if s.Email == "" && s.Phone == "" {
		v.Add("email", "required")
	}
	for _, f := range []struct {
		name, text string
		most       int
	}{{"owner", s.Owner, MostOwner}, {"shortcomings", s.Shortcomings, MostShortcomings}, {"burdens", s.Burdens, MostShortcomings},
		{"tested_how", s.TestedHow, MostTestedHow}, {"email", s.Email, MostOwner}, {"phone", s.Phone, MostPhone}, {"address", s.Address, MostStreet}} {
		if utf8.RuneCountInString(f.text) > f.most {
			v.Add(f.name, "too_long", f.most)
		}
	}
	return v.OrNil()
}
