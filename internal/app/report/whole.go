package report

import (
	"context"
	"slices"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Whole reads the year's report of the group with the code for whoever runs the program,
// who may see all of it. A group or a year that is not there is fault.ErrNotFound.
func (room *Room) Whole(ctx context.Context, code string, year int) (*Report, error) {
	var report *Report
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		report = &Report{Year: year} // anew, when it is read again
		group, err := tx.GroupByCode(ctx, code)
		if err != nil {
			return err
		}
		return report.load(ctx, tx, group.ID)
	})
	if err == nil && !slices.Contains(report.Years, year) {
		err = fault.ErrNotFound
	}
	return report, err
}

// WholeEdition reads an edition of the group with the code for whoever runs the program.
// One that is not there is fault.ErrNotFound.
func (room *Room) WholeEdition(ctx context.Context, code string, of FilesOf) (*edition.Document, error) {
	var doc *edition.Document
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		group, err := tx.GroupByCode(ctx, code)
		if err != nil {
			return err
		}
		editions, err := tx.Editions(ctx, group.ID, of.Year)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(editions, func(e Edition) bool { return e.Number == of.Number })
		if n < 0 {
			return fault.ErrNotFound
		}
		doc, err = stored(ctx, tx, editions[n], of.Audience)
		return err
	})
	return doc, err
}

// NoteMade notes in the log that whoever runs the program takes a file of the report of the
// group with the code, under the name.
func (room *Room) NoteMade(ctx context.Context, code string, year int, name string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		group, err := tx.GroupByCode(ctx, code)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, org.Actor{Person: org.Person{Name: "samsyn report"}}, postgres.AuditEntry{At: room.now(), Action: "report.fetch_file",
			GroupID: group.ID, Subject: "programme_group", SubjectID: int64(group.ID), OnlyRead: true, After: map[string]any{"year": year, "name": name}})
	})
}

// ReadOutside is the year's report as those who receive it may see it, for a public
// document; Read says who may.
func (room *Room) ReadOutside(ctx context.Context, actor org.Actor, group org.GroupID, year int) (*Report, error) {
	found, err := room.Read(ctx, actor, group, year)
	if err != nil {
		return nil, err
	}
	return found.Public(), nil
}
