package account

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// IntroductionStep is something that a new member of a group should see or do.
type IntroductionStep string

// The steps. PutAway is none: it says that the start page need not tell of the rest.
const (
	KnowMandate   IntroductionStep = "mandate"
	KnowAgreement IntroductionStep = "agreement" // what the members expect of each other
	KnowPeople    IntroductionStep = "people"
	OwnContact    IntroductionStep = "contact" // how one is reached
	OwnUnit       IntroductionStep = "unit"    // the hand-over of a unit that one reports for
	FirstForm     IntroductionStep = "form"    // how figures are handed in
	KnowGoals     IntroductionStep = "goals"
	ReadResults   IntroductionStep = "results"
	KnowYear      IntroductionStep = "year"
	OwnCalendar   IntroductionStep = "calendar"

	PutAway IntroductionStep = "put_away"
)

// IntroductionSteps lists what there is for the actor in the group, in order.
func IntroductionSteps(actor org.Actor, group org.GroupID) []IntroductionStep {
	steps := []IntroductionStep{KnowMandate, KnowAgreement, KnowPeople, OwnContact}
	if len(actor.Units(group)) > 0 {
		steps = append(steps, OwnUnit, FirstForm)
	}
	return append(steps, KnowGoals, ReadResults, KnowYear, OwnCalendar)
}

// Introduction is how far a member has come with it.
type Introduction struct {
	Steps   []IntroductionStep
	Done    map[IntroductionStep]bool
	PutAway bool
	// Units are those that the actor reports for.
	Units []org.Unit
	// Coordinator is whom to ask; without an ID when nobody has the role.
	Coordinator org.Person
}

// Count is how many of the steps are done.
func (i Introduction) Count() Progress {
	p := Progress{Of: len(i.Steps)}
	for _, s := range i.Steps {
		if i.Done[s] {
			p.Done++
		}
	}
	return p
}

// newMember is how many days after the first one somebody is told of the introduction.
const newMember = 90

// newcomer reports whether the actor has come to the group lately.
func newcomer(actor org.Actor, group org.GroupID, today time.Time) bool {
	fresh := false
	for _, m := range actor.Memberships {
		if m.GroupID == group {
			if !today.Before(m.From.AddDate(0, 0, newMember)) {
				return false
			}
			fresh = true
		}
	}
	return fresh
}

// introduced is how far the actor has come; nil when all is done, or put away.
func (room *Room) introduced(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) (*Progress, error) {
	i, err := readIntroduction(ctx, tx, actor, group)
	p := i.Count()
	if i.PutAway || p.Done == p.Of {
		return nil, err
	}
	return &p, err
}

func readIntroduction(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) (Introduction, error) {
	i := Introduction{Steps: IntroductionSteps(actor, group), Done: map[IntroductionStep]bool{}}
	ticked, err := tx.IntroductionSteps(ctx, actor.Person.ID, group)
	for _, s := range i.Steps {
		i.Done[s] = ticked[string(s)]
	}
	i.PutAway = ticked[string(PutAway)]
	return i, err
}

// Introduction reads what a new member of the group should see and do, and has done.
func (room *Room) Introduction(ctx context.Context, actor org.Actor, group org.GroupID) (Introduction, error) {
	var i Introduction
	if !actor.May(org.Discuss, group, 0) {
		return i, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if i, err = readIntroduction(ctx, tx, actor, group); err != nil {
			return err
		}
		today := room.today()
		units, err := tx.UnitsDuring(ctx, group, today, today)
		if err != nil {
			return err
		}
		own := actor.Units(group)
		i.Units = slices.DeleteFunc(units, func(u org.Unit) bool { return !slices.Contains(own, u.ID) })
		held, err := tx.Memberships(ctx, group)
		if err != nil {
			return err
		}
		for _, m := range held {
			if m.Role == org.Convener && m.ActiveOn(today) {
				i.Coordinator, err = tx.Person(ctx, m.PersonID)
			}
		}
		return err
	})
	return i, err
}

// TickIntroduction notes that the actor has done a step of the group's introduction, or
// has not after all; PutAway is one too. A step that is not the actor's is
// fault.ErrNotFound.
func (room *Room) TickIntroduction(ctx context.Context, actor org.Actor, group org.GroupID, step IntroductionStep, done bool) error {
	switch {
	case !actor.May(org.Discuss, group, 0):
		return fault.ErrForbidden
	case step != PutAway && !slices.Contains(IntroductionSteps(actor, group), step):
		return fault.ErrNotFound
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		action := "group.tick_introduction"
		store := func() error { return tx.TickIntroduction(ctx, actor.Person.ID, group, string(step), room.now()) }
		if !done {
			action = "group.untick_introduction"
			store = func() error { return tx.UntickIntroduction(ctx, actor.Person.ID, group, string(step)) }
		}
		if err := store(); err != nil {
			return err
		}
		// Nobody else's pages show it.
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: group, Subject: "introduction_step",
			OnlyRead: true, After: auditedStep{string(step)}})
	})
}

type auditedStep struct {
	Step string `json:"introduction_step"`
}
