package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MeetingSeries reads the group's series of meetings, those in use first.
func (room *Room) MeetingSeries(ctx context.Context, actor org.Actor, group org.GroupID) ([]improvement.Series, error) {
	if !actor.May(org.Discuss, group, 0) {
		return nil, fault.ErrForbidden
	}
	var list []improvement.Series
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.MeetingSeries(ctx, group)
		return err
	})
	return list, err
}

// Series reads one series, for those who may change it, and who changed it last.
func (room *Room) Series(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.SeriesID) (s improvement.Series, last postgres.LastChange, err error) {
	if !actor.May(org.ManageMeetings, group, 0) {
		return s, last, fault.ErrForbidden
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if s, err = seriesIn(ctx, tx, group, id); err != nil {
			return err
		}
		last, err = tx.LastChange(ctx, seriesSubject, int64(id))
		return err
	})
	return s, last, err
}

// seriesSubject is what the log calls a change of a series.
const seriesSubject = "meeting_series"

func seriesIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.SeriesID) (improvement.Series, error) {
	all, err := tx.MeetingSeries(ctx, group)
	if err != nil {
		return improvement.Series{}, err
	}
	for _, s := range all {
		if s.ID == id {
			return s, nil
		}
	}
	return improvement.Series{}, fault.ErrNotFound
}

func seriesInUse(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]improvement.Series, error) {
	all, err := tx.MeetingSeries(ctx, group)
	var used []improvement.Series
	for _, s := range all {
		if s.Active {
			used = append(used, s)
		}
	}
	return used, err
}

// CreateSeries adds a series of meetings and gives its id.
func (room *Room) CreateSeries(ctx context.Context, actor org.Actor, s improvement.Series) (id improvement.SeriesID, err error) {
	if !actor.May(org.ManageMeetings, s.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := s.Check(); err != nil {
		return 0, err
	}
	s.Active = true
	err = room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if id, err = tx.AddMeetingSeries(ctx, s); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "meeting.create_series", GroupID: s.GroupID,
			Subject: seriesSubject, SubjectID: int64(id), After: keptSeries(s)})
	})
	return id, err
}

// SaveSeries changes a series, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. Meetings that are planned
// stay as they are.
func (room *Room) SaveSeries(ctx context.Context, actor org.Actor, s improvement.Series) error {
	if !actor.May(org.ManageMeetings, s.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := seriesIn(ctx, tx, s.GroupID, s.ID)
		if err != nil {
			return err
		}
		if before.Version != s.Version {
			return fault.ErrConflict
		}
		if err := s.Check(); err != nil {
			return err
		}
		if before == s {
			return nil
		}
		if err := tx.SaveMeetingSeries(ctx, s); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "meeting.save_series", GroupID: s.GroupID,
			Subject: seriesSubject, SubjectID: int64(s.ID), Before: keptSeries(before), After: keptSeries(s)})
	})
}

// auditedSeries is what the log keeps of a series.
type auditedSeries struct {
	Series    string `json:"meeting"`
	Venue     string `json:"venue"`
	VideoLink string `json:"video_link"`
	Agenda    string `json:"agenda"`
	Active    bool   `json:"active"`
}

func keptSeries(s improvement.Series) auditedSeries {
	return auditedSeries{s.Title, s.Place, s.VideoLink, s.Agenda, s.Active}
}
