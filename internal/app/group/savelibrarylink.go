package group

import (
	"context"
	"errors"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// SaveLibraryLink stores a link: anew when the id is zero. Problems stand at the fields of
// improvement.LibraryLink.Check, and at "measure".
func (room *Room) SaveLibraryLink(ctx context.Context, actor org.Actor, l improvement.LibraryLink) error {
	return room.changeLink(ctx, actor, l, func(tx *postgres.Tx, before improvement.LibraryLink) (improvement.LibraryLink, string, error) {
		var v, invalid = fault.ValidationError{}, (*fault.ValidationError)(nil)
		if errors.As(l.Check(room.today()), &invalid) {
			v.Problems = append(v.Problems, invalid.Problems...)
		}
		measures, err := tx.Indicators(ctx, l.GroupID, room.today())
		if l.IndicatorID != 0 && l.IndicatorID != before.IndicatorID && !slices.ContainsFunc(measures, func(i quality.Indicator) bool { return i.ID == l.IndicatorID }) {
			v.Add("measure", "unknown_choice")
		}
		if err == nil {
			err = v.OrNil()
		}
		l.CheckedBy = actor.Person.ID
		if l.ID == 0 {
			return l, "link.create", err
		}
		return l, "link.save", err
	})
}

// CheckLibraryLink says that the link still holds today.
func (room *Room) CheckLibraryLink(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.LibraryLinkID) error {
	return room.changeLink(ctx, actor, improvement.LibraryLink{GroupID: group, ID: id}, func(_ *postgres.Tx, l improvement.LibraryLink) (improvement.LibraryLink, string, error) {
		l.CheckedOn, l.CheckedBy = room.today(), actor.Person.ID
		return l, "link.check", nil
	})
}

// EndLibraryLink takes a link away.
func (room *Room) EndLibraryLink(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.LibraryLinkID) error {
	return room.changeLink(ctx, actor, improvement.LibraryLink{GroupID: group, ID: id}, func(_ *postgres.Tx, l improvement.LibraryLink) (improvement.LibraryLink, string, error) {
		now := room.now()
		l.EndedAt = &now
		return l, "link.end", nil
	})
}

// changeLink makes a change to the link and writes it into the log under the name that it
// gives.
func (room *Room) changeLink(ctx context.Context, actor org.Actor, of improvement.LibraryLink,
	do func(*postgres.Tx, improvement.LibraryLink) (improvement.LibraryLink, string, error)) error {
	if !mayWrite(actor, of.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		var before improvement.LibraryLink
		entry := postgres.AuditEntry{At: room.now(), GroupID: of.GroupID, Subject: "library_link"}
		if of.ID != 0 {
			all, err := tx.LibraryLinks(ctx, of.GroupID)
			if err != nil {
				return err
			}
			n := slices.IndexFunc(all, func(l LibraryLinkRow) bool { return l.ID == of.ID })
			if n < 0 {
				return fault.ErrNotFound
			}
			before = all[n].LibraryLink
			entry.Before = keptLink(before)
		}
		l, action, err := do(tx, before)
		if err != nil {
			return err
		}
		l.WrittenAt = room.now()
		if l.ID == 0 {
			l.ID, err = tx.AddLibraryLink(ctx, l)
		} else {
			err = tx.SaveLibraryLink(ctx, l)
		}
		entry.Action, entry.SubjectID, entry.After = action, int64(l.ID), keptLink(l)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

func keptLink(l improvement.LibraryLink) any {
	return map[string]any{"link": l.Title, "link_kind": l.Kind, "link_url": l.URL, "link_source": l.Source, "link_area": l.Area, "link_what": l.What, "link_year": l.Year,
		"link_checked": l.CheckedOn.Format(time.DateOnly), "link_ended": l.EndedAt != nil}
}
