package report

import (
	"context"
	"slices"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// loadMethods reads what was introduced and phased out, and how far the units came. What was
// said later than the report was due is left out, so that an earlier year's report stays as
// it was.
func (w *Work) loadMethods(ctx context.Context, tx *postgres.Tx, group org.Group, s days) error {
	methods, err := tx.Methods(ctx, group.ID)
	if err != nil {
		return err
	}
	notes, err := tx.MethodNotes(ctx, group.ID, 0)
	if err != nil {
		return err
	}
	seen, err := tx.MethodFollowUps(ctx, group.ID, 0)
	if err != nil {
		return err
	}
	var said []improvement.MethodNote
	begun := map[improvement.MethodID]bool{}
	for _, n := range notes {
		if !org.DayOf(n.NotedAt).After(s.due) && !n.Since.After(s.last) {
			said = append(said, n.MethodNote)
			begun[n.MethodID] = true
		}
	}
	w.MethodSaid = improvement.MethodCourses(said)
	w.Methods = slices.DeleteFunc(methods, func(m Method) bool {
		known := begun[m.ID] || m.DecidedOn != nil && !m.DecidedOn.After(s.last) || m.DecidedOn == nil && !org.DayOf(m.WrittenAt).After(s.due)
		return !known || !m.Followed(s.first)
	})
	w.MethodsSeen = slices.DeleteFunc(seen, func(f MethodFollowUp) bool { return !s.holds(f.NotedAt) })
	return nil
}
