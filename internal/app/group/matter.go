package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MatterPage is a question with what can be done with it.
type MatterPage struct {
	postgres.MatterRow
	Meetings []improvement.Meeting // to come, that can take it up
	Bodies   []postgres.Body       // above the group, that can be asked
	// Preparation is what the body above needs to take it up, and what came of its answer.
	Preparation improvement.Preparation
	Last        postgres.LastChange
}

// Matter reads one question, for those inside the group; one that is lifted to the body
// that receives the group's material also for the body's chair.
func (room *Room) Matter(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.MatterID) (MatterPage, error) {
	var p MatterPage
	if !actor.May(org.AskMatter, group, 0) && !actor.May(org.DecideLifted, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.MatterRow, err = tx.Matter(ctx, group, id); err != nil {
			return err
		}
		if err := mayRead(ctx, tx, actor, p.Matter); err != nil {
			return err
		}
		if p.Bodies, err = tx.BodiesAbove(ctx, group); err != nil {
			return err
		}
		if p.Preparation, err = tx.Preparation(ctx, group, id); err != nil {
			return err
		}
		coming, err := tx.Meetings(ctx, postgres.MeetingsAsked{GroupID: group, From: midnight(room.now()), To: yearBegins(2201), Most: mostComing})
		if err != nil {
			return err
		}
		p.Meetings = nil
		for _, m := range coming {
			if m.Ahead() {
				p.Meetings = append(p.Meetings, m)
			}
		}
		p.Last, err = tx.LastChange(ctx, matterSubject, int64(id))
		return err
	})
	return p, err
}

// mayRead is fault.ErrForbidden for those who are not within the group, unless it is the
// receiving body's chair and the question has been lifted to that body.
func mayRead(ctx context.Context, tx *postgres.Tx, actor org.Actor, m improvement.Matter) error {
	if actor.May(org.AskMatter, m.GroupID, 0) {
		return nil
	}
	names, err := tx.GroupNames(ctx, m.GroupID)
	if err == nil && (m.LiftedAt == nil || m.LiftedTo == 0 || m.LiftedTo != names.BodyID) {
		err = fault.ErrForbidden
	}
	return err
}

// MayDecide reports whether the actor may answer for the body that the question has been
// lifted to.
func (p MatterPage) MayDecide(actor org.Actor) bool {
	return p.State == improvement.MatterLifted && actor.May(org.DecideLifted, p.GroupID, 0)
}

// matterLink is where a question can be read.
func matterLink(id improvement.MatterID) string { return "/gruppen/fragor/" + idText(id) }

// MayEdit reports whether the actor may change or withdraw the question.
func (p MatterPage) MayEdit(actor org.Actor) bool { return mayEditMatter(actor, p.Matter) }

func mayEditMatter(actor org.Actor, m improvement.Matter) bool {
	return m.AskedBy == actor.Person.ID && actor.May(org.AskMatter, m.GroupID, 0) || actor.May(org.ManageMeetings, m.GroupID, 0)
}
