package setup

import (
	"context"
	"errors"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Default sets up the healthcare region, its units, the group, the library of
// measures and a first year of proposed goals, for the year of now: all of it, or
// nothing when the group is there already.
func Default(ctx context.Context, db *postgres.DB, now time.Time) error {
	file, err := readJSON[groupFile]("group.json")
	if err != nil {
		return err
	}
	return db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockSetup(ctx); err != nil {
			return err
		}
		_, err := tx.GroupByCode(ctx, file.Group.Code)
		if !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		group, err := file.install(ctx, tx)
		if err != nil {
			return err
		}
		counts, err := fill(ctx, tx, group, now.Year())
		if err != nil {
			return err
		}
		if err := installMandate(ctx, tx, group, now); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, command(), postgres.AuditEntry{At: now, Action: "setup.default",
			GroupID: group, Subject: "programme_group", SubjectID: int64(group), After: counts})
	})
}

// filled is how much a group was filled with, for the audit.
type filled struct {
	Year       int `json:"year"`
	Indicators int `json:"indicators"`
	Goals      int `json:"goals"`
	Rules      int `json:"rules"`
}

// fill gives the group its library, the rules across its measures, and its goals
// for the year.
func fill(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) (filled, error) {
	count, err := installIndicators(ctx, tx, group, firstDay(year))
	if err != nil {
		return filled{}, err
	}
	goals, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return filled{}, err
	}
	if err := goals.installLongTerm(ctx, tx, group, year); err != nil {
		return filled{}, err
	}
	lib, err := readLibrary(ctx, tx, group, firstDay(year))
	if err != nil {
		return filled{}, err
	}
	rules, err := installRules(ctx, tx, lib)
	if err != nil {
		return filled{}, err
	}
	plan := yearPlan{Year: year, Goals: goals.Goals, Process: goals.Process}
	return filled{Year: year, Indicators: count, Goals: len(goals.Goals), Rules: rules}, plan.install(ctx, tx, lib)
}

// firstDay is the first of January.
func firstDay(year int) time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }
