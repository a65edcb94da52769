package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Filling is how much a database for trials is filled with: so many groups, each with
// so many units and figures for so many years up to the last whole one, and so much of
// each thing that people write: actions, examples, talk, meetings and more.
type Filling struct{ Groups, Units, Years, Work int }

// Filled tells how far a filling has come.
type Filled struct{ Groups, Figures int }

// Fill adds made-up groups to a database with the example, to measure with: each has
// the example's measures, and is marked as an example. Every group is stored by itself,
// with a row in the log, and told of. It must come after Demo; groups of an earlier
// filling are an error (fault.ErrConflict from the database).
func Fill(ctx context.Context, db *postgres.DB, now time.Time, size Filling, tell func(Filled)) error {
	names, err := readJSON[groupFile]("group.json")
	if err != nil {
		return err
	}
	var from org.Group
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		from, err = tx.GroupByCode(ctx, names.Group.Code)
		return err
	}); err != nil {
		return err
	}
	if !from.ExampleData {
		return errInUse
	}
	var done Filled
	for n := range size.Groups {
		f := postgres.FilledGroup{From: from.ID, Code: fmt.Sprintf("exempel-%d-%d", size.Units, n+1),
			Name: fmt.Sprintf("Exempelgrupp %d", n+1), Units: size.Units, FirstYear: now.Year() - size.Years, LastYear: now.Year() - 1}
		var figures int
		if err := db.Write(ctx, func(tx *postgres.Tx) error {
			group, stored, err := tx.FillGroup(ctx, f)
			if err != nil {
				return err
			}
			figures = stored
			if err := tx.FillWork(ctx, group, size.Work, now.Year()); err != nil {
				return err
			}
			return tx.AppendAudit(ctx, command(), postgres.AuditEntry{At: now, Action: "setup.fill", GroupID: group,
				Subject: "programme_group", SubjectID: int64(group), After: map[string]int{"figures": figures, "units": size.Units, "work": size.Work}})
		}); err != nil {
			return err
		}
		done.Groups, done.Figures = n+1, done.Figures+figures
		tell(done)
	}
	return nil
}
