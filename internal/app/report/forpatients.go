package report

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ReadForPatients puts the year's report together for somebody who speaks for patients and
// relatives, as everybody will read it, while the group lets them read what is being written.
// fault.ErrNotFound when it does not.
func (room *Room) ReadForPatients(ctx context.Context, actor org.Actor, group org.GroupID, year int) (*Report, error) {
	if !actor.May(org.CommentAsPatient, group, 0) {
		return nil, fault.ErrForbidden
	}
	var report *Report
	if err := room.db.ReadGroup(ctx, group, func(tx *postgres.Tx) error {
		openings, err := tx.Openings(ctx, group)
		if err != nil {
			return err
		}
		if !openings.Open(org.Patients, org.OpenDraft) {
			return fault.ErrNotFound
		}
		report = &Report{Year: year} // anew, when it is read again
		return report.load(ctx, tx, group)
	}); err != nil {
		return nil, err
	}
	if !slices.Contains(report.Years, year) || !report.Begun {
		return nil, fault.ErrNotFound
	}
	return report.Public(), nil
}
