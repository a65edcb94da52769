package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Nomination is a topic that somebody wants a learning and quality team for. The form's
// parts are those of the Danish criteria and a proposal of ours: the Danish form itself
// was not to be had.
type Nomination struct {
	ID      NominationID
	GroupID org.GroupID
	RoundID RoundID
	UnitID  org.UnitID // the unit that nominates; zero for none
	Title   string
	Kind    TopicKind
	Problem string
	// The two criteria for a team: that the quality is not satisfactory, and that it
	// varies where it should not.
	PoorQuality, Variation Criterion
	Effect                 string // for the children and the families
	Promises               []quality.PromiseID
	DataSource             string // what to measure with, and where the figures are
	Known                  string // what is known to work
	Units                  []org.UnitID
	Parties                []Party
	OtherParties           string
	Experts                []Expert
	Resources              string
	BeginsOn, EndsOn       *time.Time // the time proposed for the team
	State                  NominationState
	WrittenBy              org.PersonID
	WrittenAt, ChangedAt   time.Time
	SentBy                 org.PersonID
	SentAt                 *time.Time
	WithdrawnBy            org.PersonID
	WithdrawnAt            *time.Time
	PreviousID             NominationID // of an earlier round, that it goes on from; zero for none
	Outcome                Outcome
	OutcomeReason          string
	Version                int
}

// Criterion is one of the two criteria, as a nomination says that it is met.
type Criterion struct {
	Met      bool
	Why      string
	Measures []quality.IndicatorID // whose figures show it
}

// Expert is somebody who is proposed for a team's expert group.
type Expert struct{ Name, Competence string }

// TopicKind is what sort of topic it is.
type TopicKind string

// The kinds (seed 003).
const (
	TopicDiagnosis TopicKind = "diagnosis"
	TopicCare      TopicKind = "care"           // nursing and treatment
	TopicPathway   TopicKind = "pathway"        // how a course of care is organised
	TopicSectors   TopicKind = "across_sectors" // what goes across sectors of care
)

// TopicKinds lists them in the order they are offered.
func TopicKinds() []TopicKind {
	return []TopicKind{TopicDiagnosis, TopicCare, TopicPathway, TopicSectors}
}

// Party is somebody outside the group's units whom a topic concerns.
type Party string

// The parties that are offered by name.
const (
	PartyWomensClinic   Party = "womens_clinic"
	PartyMaternalCare   Party = "maternal_care"
	PartyChildHealth    Party = "child_health"
	PartyPrimaryCare    Party = "primary_care"
	PartyHabilitation   Party = "habilitation"
	PartyTransport      Party = "transport"
	PartyMunicipality   Party = "municipality"
	PartyParentsSociety Party = "parents_society"
)

// Parties lists them in the order they are offered.
func Parties() []Party {
	return []Party{PartyWomensClinic, PartyMaternalCare, PartyChildHealth, PartyPrimaryCare, PartyHabilitation, PartyTransport,
		PartyMunicipality, PartyParentsSociety}
}

// NominationState is whether a nomination is in.
type NominationState string

// The states.
const (
	NominationDraft     NominationState = "draft"
	NominationSent      NominationState = "sent"
	NominationWithdrawn NominationState = "withdrawn"
)

// Outcome is what the group decided about a nomination; "" before that.
type Outcome string

// The outcomes.
const (
	TopicChosen   Outcome = "chosen"
	TopicKept     Outcome = "kept" // for next year's round
	TopicDeclined Outcome = "declined"
)

// Outcomes lists them in the order they are offered.
func Outcomes() []Outcome { return []Outcome{TopicChosen, TopicKept, TopicDeclined} }

// The most of a nomination's parts, in characters and in number.
const (
	MostTopic     = 200
	MostTopicText = 5000
	MostTopicNote = 2000
	MostOthers    = 500
	MostExperts   = 12
	longestTeam   = 5 // years
	usualTeam     = 2 // years, as in the Danish programme
)

// UsualTime is the time that a team of the round is proposed for when nobody has said
// another: two years from the next New Year's Day.
func (r NominationRound) UsualTime() (begins, ends time.Time) {
	begins = time.Date(r.Year+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	return begins, begins.AddDate(usualTeam, 0, -1)
}

// CheckDraft lists what is wrong with the nomination as a draft, at its fields: it has a
// title, and nothing is too long or somebody's number.
func (n Nomination) CheckDraft() error {
	var v fault.ValidationError
	n.checkTexts(&v)
	return v.OrNil()
}

// Check lists what is wrong with the nomination as it is to be sent in: all of
// [Nomination.CheckDraft], what has to be there, and at least one criterion with why and
// with a measure. collected are the group's measures.
func (n Nomination) Check(collected []quality.Indicator) error {
	var v fault.ValidationError
	n.checkTexts(&v)
	needed := func(field, text string) {
		if text == "" {
			v.Add(field, "required")
		}
	}
	if n.Kind == "" {
		v.Add("kind", "required")
	}
	needed("problem", n.Problem)
	needed("effect", n.Effect)
	if !n.PoorQuality.Met && !n.Variation.Met {
		v.Add("poor_quality", "criterion_required")
	}
	for _, c := range []struct {
		field string
		Criterion
	}{{"poor_quality", n.PoorQuality}, {"variation", n.Variation}} {
		if !c.Met {
			continue
		}
		needed(c.field+"_why", c.Why)
		if len(c.Measures) == 0 {
			v.Add(c.field+"_measures", "criterion_measures")
		}
		for _, id := range c.Measures {
			if !slices.ContainsFunc(collected, func(i quality.Indicator) bool { return i.ID == id && i.Category != quality.Process }) {
				v.Add(c.field+"_measures", "unknown_choice")
			}
		}
	}
	if n.BeginsOn == nil {
		v.Add("begins_on", "required")
	}
	if n.EndsOn == nil {
		v.Add("ends_on", "required")
	}
	return v.OrNil()
}

func (n Nomination) checkTexts(v *fault.ValidationError) {
	quality.NeededText(v, "title", n.Title, MostTopic)
	if n.Kind != "" && !slices.Contains(TopicKinds(), n.Kind) {
		v.Add("kind", "unknown_choice")
	}
	for _, p := range n.Parties {
		if !slices.Contains(Parties(), p) {
			v.Add("parties", "unknown_choice")
		}
	}
	for _, t := range []struct {
		field, text string
		most        int
	}{{"problem", n.Problem, MostTopicText}, {"poor_quality_why", n.PoorQuality.Why, MostTopicText}, {"variation_why", n.Variation.Why, MostTopicText},
		{"effect", n.Effect, MostTopicText}, {"data_source", n.DataSource, MostTopicNote}, {"known", n.Known, MostTopicText},
		{"other_parties", n.OtherParties, MostOthers}, {"resources", n.Resources, MostTopicNote}} {
		quality.FreeText(v, t.field, t.text, t.most)
	}
	if len(n.Experts) > MostExperts {
		v.Add("experts", "too_many_experts", MostExperts)
	}
	for at, e := range n.Experts {
		quality.NeededText(v, ExpertField(at, "name"), e.Name, MostTopic)
		quality.NeededText(v, ExpertField(at, "competence"), e.Competence, MostTopic)
	}
	if n.BeginsOn != nil && n.EndsOn != nil {
		switch {
		case !n.EndsOn.After(*n.BeginsOn):
			v.Add("ends_on", "date_order")
		case n.EndsOn.After(n.BeginsOn.AddDate(longestTeam, 0, 0)):
			v.Add("ends_on", "team_too_long", longestTeam)
		}
	}
}

// MayChange reports whether the actor may change the nomination: whoever wrote it, those
// who nominate for its unit, and those who care for the group's rounds.
func (n Nomination) MayChange(actor org.Actor) bool {
	own := n.WrittenBy == actor.Person.ID && n.WrittenBy != 0 || n.UnitID != 0 && slices.Contains(actor.Units(n.GroupID), n.UnitID)
	return own && actor.May(org.ProposeGoals, n.GroupID, 0) || actor.May(org.EditYear, n.GroupID, 0)
}

// Same reports whether two nominations say the same.
func (n Nomination) Same(o Nomination) bool {
	criterion := func(a, b Criterion) bool { return a.Met == b.Met && a.Why == b.Why && sameSet(a.Measures, b.Measures) }
	day := func(a, b *time.Time) bool { return a == nil && b == nil || a != nil && b != nil && a.Equal(*b) }
	return n.Title == o.Title && n.UnitID == o.UnitID && n.Kind == o.Kind && n.Problem == o.Problem && criterion(n.PoorQuality, o.PoorQuality) &&
		criterion(n.Variation, o.Variation) && n.Effect == o.Effect && sameSet(n.Promises, o.Promises) && n.DataSource == o.DataSource &&
		n.Known == o.Known && sameSet(n.Units, o.Units) && sameSet(n.Parties, o.Parties) && n.OtherParties == o.OtherParties &&
		slices.Equal(n.Experts, o.Experts) && n.Resources == o.Resources && day(n.BeginsOn, o.BeginsOn) && day(n.EndsOn, o.EndsOn)
}

// sameSet reports whether two lists hold the same, in any order.
func sameSet[T ~string | ~int64](a, b []T) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// Carried is the nomination as it comes along into a later round: what it says, with its
// time moved by as many years.
func (n Nomination) Carried(from, to NominationRound) Nomination {
	years := to.Year - from.Year
	next := n
	next.ID, next.RoundID, next.PreviousID, next.Version = 0, to.ID, n.ID, 0
	next.State, next.SentBy, next.SentAt = NominationDraft, 0, nil
	next.Outcome, next.OutcomeReason = "", ""
	move := func(d *time.Time) *time.Time {
		if d == nil {
			return nil
		}
		moved := d.AddDate(years, 0, 0)
		return &moved
	}
	next.BeginsOn, next.EndsOn = move(n.BeginsOn), move(n.EndsOn)
	return next
}
