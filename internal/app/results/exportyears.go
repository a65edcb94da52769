package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AskedYears is which years' results somebody asks for, both counted, and in which
// file. Zero is the first, or the last, that there is.
type AskedYears struct {
	First, Last int
	File        string
}

// yearsHandedOut is what the audit keeps of a file with several years.
type yearsHandedOut struct {
	File   string `json:"file"`
	First  int    `json:"start_year"`
	Last   int    `json:"end_year"`
	Masked bool   `json:"masked"`
}

// YearsOfResults are results of several years, from First to the dataset's last; the
// year before is there for what is held against it.
type YearsOfResults struct {
	Dataset *analysis.Dataset
	First   int
}

// ExportYears reads the results of several years, to be handed out as a file with the
// name, and notes in the log that they were. The actor gets what the pages show: small
// numbers are masked for readers outside the group. fault.ErrNotFound for years that
// the group does not have.
func (room *Room) ExportYears(ctx context.Context, actor org.Actor, group org.GroupID, asked AskedYears) (YearsOfResults, error) {
	var r YearsOfResults
	if !actor.May(org.ViewResults, group, 0) {
		return r, fault.ErrForbidden
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		first, last, ok := asked.among(years)
		if !ok {
			return fault.ErrNotFound
		}
		whole, err := dataset.Load(ctx, tx, group, first-1, last)
		if err != nil {
			return err
		}
		r = YearsOfResults{Dataset: seen(actor, group, whole), First: first}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "results.export", GroupID: group, Subject: "programme_group", SubjectID: int64(group),
			After: yearsHandedOut{File: asked.File, First: first, Last: last, Masked: r.Dataset.Masked}, OnlyRead: true})
	})
	return r, err
}

// among are the years asked for; false unless the group has both.
func (asked AskedYears) among(years []postgres.ResultYear) (first, last int, ok bool) {
	if len(years) == 0 {
		return 0, 0, false
	}
	first, last = asked.First, asked.Last
	if first == 0 {
		first = years[0].Year
	}
	if last == 0 {
		last = years[len(years)-1].Year
	}
	var has [2]bool
	for _, y := range years {
		has[0], has[1] = has[0] || y.Year == first, has[1] || y.Year == last
	}
	return first, last, has[0] && has[1] && first <= last
}
