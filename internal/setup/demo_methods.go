package setup

import (
	"context"
	"fmt"

	"samsyn/internal/improvement"
	"samsyn/internal/postgres"
)

// methodsFile is demo_methods.json: what the example's group introduces and phases out. What
// lies ahead on the day of the set-up has not happened yet.
type methodsFile struct {
	About   string
	Methods []demoMethod
}

// demoMethod is a method with what the units have said of it, in the order it was written.
type demoMethod struct {
	Direction                    improvement.MethodDirection
	Kind                         improvement.MethodKind
	Written, Indicator           string
	Priority, Position           int
	Title, Why, Children, Source string
	DecidedBy                    string `json:"decided_by"`
	DecidedOn                    string `json:"decided_on"`
	Target                       string
	Promises                     []string
	FollowUps                    []int `json:"follow_ups"`
	Notes                        []struct {
		Unit, Written, Since, Comment string
		State                         improvement.MethodState
	}
	Seen []struct {
		Unit, Written, Result string
		Outcome               improvement.MethodOutcome
	} `json:"followups"`
}

// useMethods lets the example's people write the methods in, and say how far they have come,
// as they would in the program.
func (d *demo) useMethods(ctx context.Context, db *postgres.DB) error {
	file, err := readJSON[methodsFile]("demo_methods.json")
	if err != nil {
		return err
	}
	a := acting{demo: d, db: db}
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		a.library, err = readLibrary(ctx, tx, d.group.ID, d.now)
		return err
	}); err != nil {
		return err
	}
	for _, each := range file.Methods {
		if err := a.method(ctx, each); err != nil {
			return fmt.Errorf("%s: %w", each.Title, err)
		}
	}
	return nil
}

// method writes a method in, and then what has been said and seen of it since.
func (a *acting) method(ctx context.Context, given demoMethod) error {
	room, actor, come, err := a.on(ctx, given.Written, "")
	if err != nil || !come {
		return err
	}
	m := improvement.Method{GroupID: a.group.ID, Direction: given.Direction, Kind: given.Kind, Title: given.Title, Why: given.Why, Children: given.Children,
		Source: given.Source, DecidedBy: given.DecidedBy, Priority: given.Priority, Position: given.Position, FollowUpMonths: given.FollowUps}
	if m.DecidedOn, err = a.past(given.DecidedOn); err != nil {
		return err
	}
	if given.Target != "" {
		day, err := a.dayIn(given.Target)
		if err != nil {
			return err
		}
		m.TargetOn = &day
	}
	if given.Indicator != "" {
		i, err := a.library.indicator(given.Indicator)
		if err != nil {
			return err
		}
		m.IndicatorID = i.ID
	}
	if err := a.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		m.Promises, err = a.promisesOf(ctx, tx, given.Promises)
		return err
	}); err != nil {
		return err
	}
	if m.ID, err = room.CreateMethod(ctx, actor, m, 0); err != nil {
		return err
	}
	if err := a.say(ctx, given, m.ID); err != nil {
		return err
	}
	return a.seeAgain(ctx, given, m)
}

// say is what the units have said.
func (a *acting) say(ctx context.Context, given demoMethod, id improvement.MethodID) error {
	latest := map[string]improvement.MethodNoteID{}
	for _, n := range given.Notes {
		room, actor, come, err := a.on(ctx, n.Written, n.Unit)
		if err != nil {
			return err
		}
		if !come {
			continue
		}
		note := improvement.MethodNote{MethodID: id, UnitID: a.people.units[n.Unit].ID, Follows: latest[n.Unit], State: n.State, Comment: n.Comment}
		if note.Since, err = a.dayIn(n.Since); err != nil {
			return err
		}
		if _, err := room.NoteMethods(ctx, actor, a.group.ID, []improvement.MethodNote{note}); err != nil {
			return fmt.Errorf("%s: %w", n.Unit, err)
		}
		at, err := room.MethodAt(ctx, actor, a.group.ID, id, n.Unit)
		if err != nil {
			return err
		}
		latest[n.Unit] = at.Latest.ID
	}
	return nil
}

// seeAgain is what the units saw when they were asked again.
func (a *acting) seeAgain(ctx context.Context, given demoMethod, m improvement.Method) error {
	for _, f := range given.Seen {
		room, actor, come, err := a.on(ctx, f.Written, f.Unit)
		if err != nil {
			return err
		}
		if !come {
			continue
		}
		at, err := room.MethodAt(ctx, actor, a.group.ID, m.ID, f.Unit)
		if err != nil {
			return err
		}
		if at.AskAgain == nil {
			continue
		}
		if err := room.FollowUpMethod(ctx, actor, improvement.MethodFollowUp{MethodID: m.ID, GroupID: a.group.ID, UnitID: at.Unit.ID,
			AskedOn: *at.AskAgain, Outcome: f.Outcome, Result: f.Result}); err != nil {
			return fmt.Errorf("%s: %w", f.Unit, err)
		}
	}
	return nil
}
