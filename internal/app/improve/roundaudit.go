package improve

import (
	"context"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// auditedRound is what the log keeps of a round.
type auditedRound struct {
	Year       int    `json:"year"`
	Invitation string `json:"invitation"`
	OpensOn    string `json:"opens_on"`
	ClosesOn   string `json:"closes_on"`
	DecidesOn  string `json:"decides_on,omitempty"`
	Wanted     int    `json:"teams_wanted"`
	Closed     bool   `json:"closed_early,omitempty"`
	Why        string `json:"extended_why,omitempty"`
	DecidedOn  string `json:"decided_on,omitempty"`
}

func keptRound(r improvement.NominationRound) auditedRound {
	date := func(d *time.Time) string {
		if d == nil {
			return ""
		}
		return d.Format(time.DateOnly)
	}
	return auditedRound{r.Year, r.Invitation, date(&r.OpensOn), date(&r.ClosesOn), date(r.DecidesOn), r.Wanted, r.ClosedAt != nil, r.ExtendedWhy, date(r.DecidedOn)}
}

// roundAudit is what was done to a round; before is nil for a new one.
type roundAudit struct {
	action string
	before *improvement.NominationRound
	after  improvement.NominationRound
}

func (room *Room) auditRound(ctx context.Context, tx *postgres.Tx, actor org.Actor, c roundAudit) error {
	e := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: c.after.GroupID, Subject: roundSubject, SubjectID: int64(c.after.ID), After: keptRound(c.after)}
	if c.before != nil {
		e.Before = keptRound(*c.before)
	}
	return tx.AppendAudit(ctx, actor, e)
}

// auditedNomination is what the log keeps of a nomination: words and codes that can be
// read without the tables they come from.
type auditedNomination struct {
	Year           int      `json:"year"`
	Topic          string   `json:"topic"`
	Kind           string   `json:"topic_kind,omitempty"`
	Problem        string   `json:"problem,omitempty"`
	PoorQuality    string   `json:"poor_quality_why,omitempty"`
	PoorMeasures   []string `json:"poor_quality_measures,omitempty"`
	Variation      string   `json:"variation_why,omitempty"`
	VariesMeasures []string `json:"variation_measures,omitempty"`
	Effect         string   `json:"expected_effect,omitempty"`
	Promises       []string `json:"promises,omitempty"`
	DataSource     string   `json:"data_source,omitempty"`
	Known          string   `json:"known,omitempty"`
	Units          []string `json:"team_units,omitempty"`
	Parties        []string `json:"parties,omitempty"`
	Experts        []string `json:"experts,omitempty"`
	Resources      string   `json:"resources,omitempty"`
	BeginsOn       string   `json:"team_begins_on,omitempty"`
	EndsOn         string   `json:"team_ends_on,omitempty"`
	State          string   `json:"nomination_state"`
	Outcome        string   `json:"topic_outcome,omitempty"`
	OutcomeReason  string   `json:"decision_reason,omitempty"`
}

// nominationNames turns identities into what people call them.
type nominationNames struct {
	measures []quality.Indicator
	promises []quality.Promise
	units    []org.Unit
}

func (room *Room) readNominationNames(ctx context.Context, tx *postgres.Tx, group org.GroupID) (n nominationNames, err error) {
	if n.measures, err = tx.Indicators(ctx, group, room.today()); err != nil {
		return n, err
	}
	if n.promises, err = tx.Promises(ctx, group); err != nil {
		return n, err
	}
	n.units, err = tx.Units(ctx, group)
	return n, err
}

func (names nominationNames) kept(n improvement.Nomination, year int) auditedNomination {
	k := auditedNomination{Year: year, Topic: n.Title, Kind: string(n.Kind), Problem: n.Problem, PoorQuality: n.PoorQuality.Why, Variation: n.Variation.Why,
		PoorMeasures: names.codes(n.PoorQuality.Measures), VariesMeasures: names.codes(n.Variation.Measures), Effect: n.Effect,
		DataSource: n.DataSource, Known: n.Known, Resources: n.Resources, State: string(n.State), Outcome: string(n.Outcome), OutcomeReason: n.OutcomeReason}
	for _, id := range n.Promises {
		if p, ok := first(names.promises, func(p quality.Promise) bool { return p.ID == id }); ok {
			k.Promises = append(k.Promises, p.Code)
		}
	}
	for _, id := range n.Units {
		if u, ok := first(names.units, func(u org.Unit) bool { return u.ID == id }); ok {
			k.Units = append(k.Units, u.ShortName)
		}
	}
	for _, p := range n.Parties {
		k.Parties = append(k.Parties, string(p))
	}
	if n.OtherParties != "" {
		k.Parties = append(k.Parties, n.OtherParties)
	}
	for _, e := range n.Experts {
		k.Experts = append(k.Experts, e.Name+", "+e.Competence)
	}
	if n.BeginsOn != nil {
		k.BeginsOn = n.BeginsOn.Format(time.DateOnly)
	}
	if n.EndsOn != nil {
		k.EndsOn = n.EndsOn.Format(time.DateOnly)
	}
	return k
}

func (names nominationNames) codes(ids []quality.IndicatorID) (codes []string) {
	for _, id := range ids {
		if i, ok := first(names.measures, func(i quality.Indicator) bool { return i.ID == id }); ok {
			codes = append(codes, i.Code)
		}
	}
	return codes
}

// nominationAudit is what was done to a nomination; before is nil for a new one, and
// after for one that is removed.
type nominationAudit struct {
	action        string
	year          int
	before, after *improvement.Nomination
}

func (room *Room) auditNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, c nominationAudit) error {
	about := c.after
	if about == nil {
		about = c.before
	}
	names, err := room.readNominationNames(ctx, tx, about.GroupID)
	if err != nil {
		return err
	}
	e := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: about.GroupID, UnitID: about.UnitID, Subject: nominationSubject, SubjectID: int64(about.ID)}
	if c.before != nil {
		e.Before = names.kept(*c.before, c.year)
	}
	if c.after != nil {
		e.After = names.kept(*c.after, c.year)
	}
	return tx.AppendAudit(ctx, actor, e)
}
