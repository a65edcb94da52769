package improvement

import (
	"regexp"
	"strconv"

	"samsyn/internal/fault"
)

// SubjectKind is what sort of thing people talk about.
type SubjectKind string

// The kinds.
const (
	AboutGoal      SubjectKind = "goal"
	AboutProposal  SubjectKind = "proposal"
	AboutIndicator SubjectKind = "indicator" // a measure, or one comparison of it
	AboutExample   SubjectKind = "example"
	AboutAction    SubjectKind = "action"
	AboutTeam      SubjectKind = "team"
	AboutPathway   SubjectKind = "pathway" // an introduction
)

// SubjectKinds lists the kinds, in the order they are shown.
func SubjectKinds() []SubjectKind {
	return []SubjectKind{AboutGoal, AboutProposal, AboutIndicator, AboutExample, AboutAction, AboutTeam, AboutPathway}
}

// spanPattern is what the address of a span of time is made of.
var spanPattern = regexp.MustCompile(`^[A-Za-z0-9-]{0,20}$`)

// Subject is the thing that a talk is about: each has one talk.
type Subject struct {
	Kind SubjectKind
	ID   int64 // of the goal, the proposal, the indicator, the example, the action, the team or the introduction
	// Span is which comparison of a measure it is, as the address of a span of time:
	// "2025", "r2026K3". "" is the measure itself, and everything else.
	Span string
}

// Check is fault.ErrNotFound for what cannot be talked about.
func (s Subject) Check() error {
	known := false
	for _, kind := range SubjectKinds() {
		known = known || s.Kind == kind
	}
	if !known || s.ID < 1 || !spanPattern.MatchString(s.Span) || s.Span != "" && s.Kind != AboutIndicator {
		return fault.ErrNotFound
	}
	return nil
}

// words are the kinds as they stand in addresses.
var words = map[SubjectKind]string{AboutGoal: "mal", AboutProposal: "forslag", AboutIndicator: "matt", AboutExample: "exempel", AboutAction: "atgard",
	AboutTeam: "team", AboutPathway: "inforande"}

// Word is the kind as it stands in addresses: "mal".
func (k SubjectKind) Word() string { return words[k] }

// KindIn is the kind that stands in an address so; "" when none does.
func KindIn(address string) SubjectKind {
	for kind, word := range words {
		if word == address {
			return kind
		}
	}
	return ""
}

// TalksAddress is where all talks are within the site, and SpanName what a span of time
// is called in an address.
const (
	TalksAddress = "/forbattring/samtal"
	SpanName     = "tid"
)

// Address is where the subject's talk is within the site; code is the measure's, for
// what is about one. Codes and spans hold nothing that must be escaped there.
func (s Subject) Address(code string) string {
	id := strconv.FormatInt(s.ID, 10)
	if s.Kind == AboutIndicator {
		id = code
	}
	address := TalksAddress + "/" + words[s.Kind] + "/" + id
	if s.Span != "" {
		address += "?" + SpanName + "=" + s.Span
	}
	return address
}

// PostName is what a post is called in an address.
const PostName = "inlagg"

// PostAddress is where the post is in the subject's talk.
func (s Subject) PostAddress(code string, post PostID) string {
	id, mark := strconv.FormatInt(int64(post), 10), "?"
	if s.Span != "" {
		mark = "&"
	}
	return s.Address(code) + mark + PostName + "=" + id + "#" + PostName + "-" + id
}
