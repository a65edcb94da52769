// Package importing takes figures over from a file that has been read: it finds
// out what each row is about, what is wrong with it against what is stored, and
// stores all of it or nothing. It is for the command line, where whoever runs the
// program may do this for every unit. It must not know the form of the file, nor
// how anything is told to people.
package importing

import (
	"context"
	"errors"
	"slices"
	"time"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Importer takes figures over into the database.
type Importer struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
}

// New gives an importer; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Importer { return &Importer{db: db, now: now} }

// Request is what is to be taken over.
type Request struct {
	File string // its name, for the audit
	Rows []exchange.Row
	// Create makes the groups, units, indicators and reasons that are missing;
	// else each is a problem.
	Create bool
	// Template is what a group that is made starts with.
	Template Template
}

// Template is what every new group starts with.
type Template struct {
	Headings       []postgres.ReportHeading // without ids
	MissingReasons []string
}

// Plan is what an import does, by group in the file's order.
type Plan struct{ Groups []GroupPlan }

// GroupPlan is what an import does to one group. A figure is new, changed, or
// the same as before.
type GroupPlan struct {
	Code, Name         string
	Created            Created
	Submissions        int // new ones, stored as approved
	Drafts             int // new ones of rounds that have not ended, stored as drafts
	New, Changed, Same int
}

// Created counts what was missing and is made.
type Created struct {
	Group      bool `json:"group,omitempty"`
	Units      int  `json:"units,omitempty"`
	Indicators int  `json:"indicators,omitempty"`
	Reasons    int  `json:"reasons,omitempty"`
	// Selected is indicators that the group is to collect in a year when it did not.
	Selected int `json:"selected,omitempty"`
}

// errUndo ends a transaction whose work is not to be kept.
var errUndo = errors.New("not kept")

// Plan says what Apply would do, and everything that is wrong, by line. It does
// the whole work and then undoes it, so it knows as much as Apply. Only a
// command may import: for a person with an account it is fault.ErrForbidden.
func (i *Importer) Plan(ctx context.Context, actor org.Actor, r Request) (Plan, []exchange.Problem, error) {
	return i.run(ctx, actor, r, false)
}

// Apply takes the rows over: all of them, or none when anything is wrong.
func (i *Importer) Apply(ctx context.Context, actor org.Actor, r Request) (Plan, []exchange.Problem, error) {
	return i.run(ctx, actor, r, true)
}

func (i *Importer) run(ctx context.Context, actor org.Actor, r Request, keep bool) (Plan, []exchange.Problem, error) {
	if actor.Person.ID != 0 {
		return Plan{}, nil, fault.ErrForbidden
	}
	var plan Plan
	var problems []exchange.Problem
	err := i.db.Write(ctx, func(tx *postgres.Tx) error {
		plan, problems = Plan{}, nil
		if err := tx.LockSetup(ctx); err != nil {
			return err
		}
		for _, rows := range partition(r.Rows, func(r exchange.Row) string { return r.Group }) {
			j := newJob(tx, actor, r, i.now())
			if err := j.run(ctx, rows); err != nil {
				return err
			}
			plan.Groups = append(plan.Groups, j.plan)
			problems = append(problems, j.problems...)
		}
		if len(problems) > 0 || !keep {
			return errUndo
		}
		return nil
	})
	if errors.Is(err, errUndo) {
		err = nil
	}
	slices.SortStableFunc(problems, func(a, b exchange.Problem) int { return a.Line - b.Line })
	return plan, problems, err
}

// partition parts the rows by a key, in the order that the keys first come.
func partition[R any](rows []R, key func(R) string) [][]R {
	var parts [][]R
	place := map[string]int{}
	for _, r := range rows {
		n, known := place[key(r)]
		if !known {
			n = len(parts)
			place[key(r)] = n
			parts = append(parts, nil)
		}
		parts[n] = append(parts[n], r)
	}
	return parts
}
