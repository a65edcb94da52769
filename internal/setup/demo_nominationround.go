package setup

import (
	"context"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// nominationRoundsFile is demo_nominationrounds.json.
type nominationRoundsFile struct {
	About, Invitation string
	Decided           struct {
		Year                   int
		Opens, Closes, Decides string // days of that year, "02-27"
		Wanted                 int
	}
	Open struct {
		Year      int
		Opened    int `json:"opened_days_ago"`
		ClosesIn  int `json:"closes_in_days"`
		DecidesIn int `json:"decides_in_days"`
		Wanted    int
	}
	Nominations []demoNomination
}

// demoNomination is a nomination in one of the rounds, by a unit's reporter.
type demoNomination struct {
	Round, Unit, On string
	DaysAgo         int `json:"days_ago"`
	Draft           bool
	Title           string
	Kind            improvement.TopicKind
	Problem, Effect string
	PoorQuality     *demoCriterion `json:"poor_quality"`
	Variation       *demoCriterion
	Promises        []string
	DataSource      string `json:"data_source"`
	Known           string
	Units           []string
	Parties         []improvement.Party
	Experts         [][2]string
	Resources       string
	Weighings       [][5]string // unit, strength of either criterion, stand, remark
	Outcome         improvement.Outcome
	Reason          string
}

// demoCriterion is a criterion with why, and its measures by code.
type demoCriterion struct {
	Why      string
	Measures []string
}

// nominationRounds is what the story about nominations is told with.
type nominationRounds struct {
	*demo
	lib    library
	rounds map[string]improvement.NominationRound
}

// fillNominationRounds stores a round of nominations that was decided last year, and one
// that is open.
func (d *demo) fillNominationRounds(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[nominationRoundsFile]("demo_nominationrounds.json")
	if err != nil {
		return err
	}
	story := nominationRounds{demo: d}
	if story.lib, err = readLibrary(ctx, tx, d.group.ID, firstDay(d.year)); err != nil {
		return err
	}
	if err := story.addRounds(ctx, tx, file); err != nil {
		return err
	}
	var outcomes []improvement.OutcomeOf
	for _, told := range file.Nominations {
		id, err := story.nominate(ctx, tx, told)
		if err != nil {
			return fmt.Errorf("%s: %w", told.Title, err)
		}
		if told.Outcome != "" {
			outcomes = append(outcomes, improvement.OutcomeOf{ID: id, Outcome: told.Outcome, Reason: told.Reason})
		}
	}
	decided := story.rounds["decided"]
	decided.DecidedOn, decided.DecidedBy = decided.DecidesOn, d.people.convener
	if err := tx.DecideNominations(ctx, decided, outcomes); err != nil {
		return err
	}
	return tx.SaveNominationRound(ctx, decided)
}

func (s *nominationRounds) addRounds(ctx context.Context, tx *postgres.Tx, file nominationRoundsFile) error {
	day := func(text string) (time.Time, error) {
		at, err := s.dateIn(s.year+file.Decided.Year, text)
		return org.DayOf(at), err
	}
	today := org.DayOf(s.now)
	decides, then := today.AddDate(0, 0, file.Open.DecidesIn), s.now.AddDate(0, 0, -file.Open.Opened)
	open := improvement.NominationRound{Year: s.year + file.Open.Year, OpensOn: org.DayOf(then), ClosesOn: today.AddDate(0, 0, file.Open.ClosesIn),
		DecidesOn: &decides, Wanted: file.Open.Wanted, CreatedAt: then}
	decided := improvement.NominationRound{Year: s.year + file.Decided.Year, Wanted: file.Decided.Wanted}
	var err error
	if decided.OpensOn, err = day(file.Decided.Opens); err != nil {
		return err
	}
	if decided.ClosesOn, err = day(file.Decided.Closes); err != nil {
		return err
	}
	last, err := day(file.Decided.Decides)
	if err != nil {
		return err
	}
	decided.DecidesOn, decided.CreatedAt = &last, decided.OpensOn
	s.rounds = map[string]improvement.NominationRound{}
	rounds := []struct {
		name string
		improvement.NominationRound
	}{{"decided", decided}, {"open", open}}
	for _, each := range rounds {
		name, r := each.name, each.NominationRound
		r.GroupID, r.Invitation, r.CreatedBy, r.Version = s.group.ID, file.Invitation, s.people.convener, 1
		if err := r.Check(); err != nil {
			return err
		}
		if r.ID, err = tx.AddNominationRound(ctx, r); err != nil {
			return err
		}
		s.rounds[name] = r
	}
	return nil
}

// nominate stores a nomination with what the clinics say of it, and gives its id.
func (s *nominationRounds) nominate(ctx context.Context, tx *postgres.Tx, told demoNomination) (improvement.NominationID, error) {
	n, err := s.nomination(told)
	if err != nil {
		return 0, err
	}
	if told.Draft {
		err = n.CheckDraft()
	} else {
		err = n.Check(s.lib.all())
	}
	if err != nil {
		return 0, err
	}
	if n.ID, err = tx.AddNomination(ctx, n); err != nil {
		return 0, err
	}
	for at, said := range told.Weighings {
		unit := s.people.units[said[0]]
		w := improvement.Weighing{NominationID: n.ID, UnitID: unit.ID, PoorQuality: improvement.Strength(said[1]), Variation: improvement.Strength(said[2]),
			Stand: quality.StandKind(said[3]), Remark: said[4], PersonID: s.people.reporter[unit.ID],
			TakenAt: s.after(s.rounds[told.Round].ClosesOn.AddDate(0, 0, 2+2*at), 0)}
		if err := w.Check(n); err != nil {
			return 0, err
		}
		if err := tx.SaveWeighing(ctx, s.group.ID, w); err != nil {
			return 0, err
		}
	}
	return n.ID, nil
}

// nomination is what is nominated, in the terms of the database.
func (s *nominationRounds) nomination(told demoNomination) (improvement.Nomination, error) {
	round, unit := s.rounds[told.Round], s.people.units[told.Unit]
	at := s.now.AddDate(0, 0, -told.DaysAgo)
	if told.On != "" {
		var err error
		if at, err = s.dateIn(round.Year, told.On); err != nil {
			return improvement.Nomination{}, err
		}
	}
	begins, ends := round.UsualTime()
	n := improvement.Nomination{GroupID: s.group.ID, RoundID: round.ID, UnitID: unit.ID, Title: told.Title, Kind: told.Kind, Problem: told.Problem,
		Effect: told.Effect, DataSource: told.DataSource, Known: told.Known, Parties: told.Parties, Resources: told.Resources,
		BeginsOn: &begins, EndsOn: &ends, State: improvement.NominationDraft, WrittenBy: s.people.reporter[unit.ID], WrittenAt: at, ChangedAt: at}
	if !told.Draft {
		n.State, n.SentBy, n.SentAt = improvement.NominationSent, n.WrittenBy, &at
	}
	for _, e := range told.Experts {
		n.Experts = append(n.Experts, improvement.Expert{Name: e[0], Competence: e[1]})
	}
	for _, code := range told.Units {
		n.Units = append(n.Units, s.people.units[code].ID)
	}
	var err error
	if n.Promises, err = s.lib.promisesOf(told.Promises); err != nil {
		return n, err
	}
	if n.PoorQuality, err = s.criterion(told.PoorQuality); err != nil {
		return n, err
	}
	n.Variation, err = s.criterion(told.Variation)
	return n, err
}

func (s *nominationRounds) criterion(told *demoCriterion) (improvement.Criterion, error) {
	if told == nil {
		return improvement.Criterion{}, nil
	}
	c := improvement.Criterion{Met: true, Why: told.Why}
	for _, code := range told.Measures {
		i, err := s.lib.indicator(code)
		if err != nil {
			return c, err
		}
		c.Measures = append(c.Measures, i.ID)
	}
	return c, nil
}

// all is the library's measures, by code.
func (lib library) all() []quality.Indicator {
	var list []quality.Indicator
	for _, i := range lib.indicators {
		list = append(list, i)
	}
	slices.SortFunc(list, func(a, b quality.Indicator) int { return int(a.ID - b.ID) })
	return list
}
