package org

import (
	"slices"
	"time"
)

// Audience is for whom a group opens something, beside its own members and its readers.
type Audience string

// The audiences.
const (
	Everybody Audience = "everybody" // without signing in
	Patients  Audience = "patients"  // those who speak for patients and relatives
)

// OpenKind is a kind of thing that a group can open.
type OpenKind string

// The kinds. Editions of the yearly report are opened one by one, where they are made.
const (
	OpenGoals     OpenKind = "goals"     // of the latest locked year
	OpenResults   OpenKind = "results"   // settled, with small numbers hidden
	OpenExamples  OpenKind = "examples"  // those that their units agree to
	OpenActions   OpenKind = "actions"   // what is being done, without names
	OpenDocuments OpenKind = "documents" // those that are published for all
	OpenSearch    OpenKind = "search"    // be found by search engines
	OpenProposals OpenKind = "proposals" // goals that are being discussed
	OpenDraft     OpenKind = "draft"     // the yearly report before it is fixed
)

// OpenKinds are what can be opened for the audience, in the order they are told.
func OpenKinds(a Audience) []OpenKind {
	switch a {
	case Everybody:
		return []OpenKind{OpenGoals, OpenResults, OpenExamples, OpenActions, OpenDocuments, OpenSearch}
	case Patients:
		return []OpenKind{OpenGoals, OpenProposals, OpenResults, OpenDraft}
	}
	return nil
}

// Opening is that a group has opened a kind of thing for an audience.
type Opening struct {
	Audience Audience
	Kind     OpenKind
	At       time.Time
	By       string // "" where a command did it
}

// Openings are what a group has opened.
type Openings []Opening

// Open reports whether the kind is open for the audience; what is open to everybody is open
// to those who speak for patients too.
func (o Openings) Open(a Audience, kind OpenKind) bool {
	return slices.ContainsFunc(o, func(one Opening) bool {
		return one.Kind == kind && (one.Audience == a || one.Audience == Everybody)
	})
}
