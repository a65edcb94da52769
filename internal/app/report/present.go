package report

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Presentation is where an edition was presented: at one of the group's meetings, or
// elsewhere in words.
type Presentation struct {
	AskedEdition
	// Meeting is the group's, whose day and title are taken then; zero for Day and Where.
	Meeting org.MeetingID
	Day     *time.Time
	Where   string
	Note    string
}

// Present notes that the edition has been presented.
func (room *Room) Present(ctx context.Context, actor org.Actor, p Presentation) error {
	if !actor.May(org.FixReport, p.AskedEdition.Group, 0) {
		return fault.ErrForbidden
	}
	return room.changeEdition(ctx, actor, p.AskedEdition, func(tx *postgres.Tx, w EditionWay) (postgres.AuditEntry, error) {
		entry := postgres.AuditEntry{Action: "report.present"}
		if p.Meeting != 0 {
			m, err := tx.Meeting(ctx, p.Group, p.Meeting)
			if err != nil {
				return entry, err
			}
			day := org.DayOf(m.StartsAt.In(room.now().Location()))
			p.Day, p.Where = &day, m.Title
		}
		if err := room.checkPresentation(p, w.Edition); err != nil {
			return entry, err
		}
		v := Event{EditionID: w.ID, Kind: Presented, HappenedOn: *p.Day, WithWhom: p.Where, MeetingID: p.Meeting, Note: p.Note, NotedAt: room.now()}
		if _, err := tx.AddEditionEvent(ctx, v, actor.Person.ID); err != nil {
			return entry, err
		}
		entry.After = newKeptEvent(w.Edition, v)
		return entry, nil
	})
}

func (room *Room) checkPresentation(p Presentation, e Edition) error {
	var v fault.ValidationError
	room.checkDay(&v, p.Day, e)
	if p.Meeting != 0 { // its day is the meeting's
		for n := range v.Problems {
			v.Problems[n].Field = "meeting"
		}
	} else {
		quality.NeededText(&v, "where", p.Where, maxWhom)
	}
	quality.FreeText(&v, "note", p.Note, maxNote)
	return v.OrNil()
}
