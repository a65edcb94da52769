package goals

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PromiseYear is a year's goals with the promises that the group works with in it.
type PromiseYear struct {
	Overview
	// Chosen are those that the group has chosen; none means all of them.
	Chosen []quality.PromiseID
	// EverChosen says whether the group has any goal at all, so that a new one can be
	// told how to begin.
	EverChosen bool
	// Actions is how much is done for each promise in the year.
	Actions []postgres.PromiseActions
	// Rows are the year's results, as the actor may see them.
	Rows []analysis.Row
}

// ActionsFor is how much is done for the promise in the year.
func (p PromiseYear) ActionsFor(id quality.PromiseID) postgres.PromiseActions {
	for _, a := range p.Actions {
		if a.PromiseID == id {
			return a
		}
	}
	return postgres.PromiseActions{PromiseID: id}
}

// Active reports whether the group works with the promise in the year.
func (p PromiseYear) Active(id quality.PromiseID) bool {
	return len(p.Chosen) == 0 || slices.Contains(p.Chosen, id)
}

// PromiseYear reads a year with its promises; zero as for Overview.
func (room *Room) PromiseYear(ctx context.Context, actor org.Actor, group org.GroupID, year int) (PromiseYear, error) {
	var p PromiseYear
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	if year != 0 && (year < firstYear || year > lastYear) {
		return p, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Overview, err = room.overview(ctx, tx, group, year); err != nil {
			return err
		}
		p.EverChosen = len(p.AllGoals) > 0
		if p.Chosen, err = tx.YearPromises(ctx, group, p.Year); err != nil {
			return err
		}
		if p.Actions, err = tx.PromiseActions(ctx, group, p.Year); err != nil {
			return err
		}
		ds, err := yearSeen(ctx, tx, actor, groupYear{group, p.Year})
		if err != nil {
			return err
		}
		for _, block := range ds.OverviewOf(analysis.YearSpan(p.Year)) {
			p.Rows = append(p.Rows, block.Rows...)
		}
		return nil
	})
	return p, err
}

// YearPromises is the promises that a group chooses to work with in a year, none for all
// of them. Before is what they were read as.
type YearPromises struct {
	GroupID  org.GroupID
	Year     int
	Before   []quality.PromiseID
	Promises []quality.PromiseID
}

// ChooseYearPromises stores which promises the group works with in the year:
// fault.ErrConflict when somebody else has changed that since it was read.
func (room *Room) ChooseYearPromises(ctx context.Context, actor org.Actor, c YearPromises) error {
	if err := mayEdit(actor, c.GroupID); err != nil {
		return err
	}
	if c.Year < firstYear || c.Year > lastYear {
		return fault.ErrNotFound
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockGoals(ctx, c.GroupID, c.Year); err != nil {
			return err
		}
		before, err := tx.YearPromises(ctx, c.GroupID, c.Year)
		if err != nil {
			return err
		}
		if !sameSet(before, c.Before) {
			return fault.ErrConflict
		}
		all, err := tx.Promises(ctx, c.GroupID)
		if err != nil {
			return err
		}
		for _, id := range c.Promises {
			if !slices.ContainsFunc(all, func(p quality.Promise) bool { return p.ID == id }) {
				return &fault.ValidationError{Problems: []fault.Problem{{Field: "promises", Code: "unknown_choice"}}}
			}
		}
		if len(c.Promises) == len(all) {
			c.Promises = nil // all of them is what none chosen means
		}
		if sameSet(before, c.Promises) {
			return nil
		}
		if err := tx.SetYearPromises(ctx, c.GroupID, c.Year, c.Promises); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.choose_promises", GroupID: c.GroupID, Subject: "goal_year",
			Before: auditedPromises(c.Year, all, before), After: auditedPromises(c.Year, all, c.Promises)})
	})
}

// auditedYearPromises is what the audit keeps of a year's promises.
type auditedYearPromises struct {
	Year     int      `json:"year"`
	Promises []string `json:"promises"`
}

func auditedPromises(year int, all []quality.Promise, chosen []quality.PromiseID) auditedYearPromises {
	kept := auditedYearPromises{Year: year, Promises: []string{}}
	for _, p := range all {
		if len(chosen) == 0 || slices.Contains(chosen, p.ID) {
			kept.Promises = append(kept.Promises, p.Code)
		}
	}
	return kept
}
