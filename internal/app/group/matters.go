package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MattersAsked is which questions to list.
type MattersAsked struct {
	GroupID org.GroupID
	State   string // "waiting", an improvement.MatterState, or "" for all
	Words   string
	Page    int // from 1
}

// MattersPage is how many questions stand on a page.
const MattersPage = 25

// Matters is a page of the group's questions.
type Matters struct {
	List  []postgres.MatterRow
	Count int // in all
}

// Matters lists the questions to the group, the latest first, for those inside it.
func (room *Room) Matters(ctx context.Context, actor org.Actor, asked MattersAsked) (Matters, error) {
	var list Matters
	if !actor.May(org.AskMatter, asked.GroupID, 0) {
		return list, fault.ErrForbidden
	}
	q := postgres.MattersAsked{GroupID: asked.GroupID, State: asked.State, Words: asked.Words, Most: MattersPage, First: (max(asked.Page, 1) - 1) * MattersPage}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if list.Count, err = tx.MatterCount(ctx, q); err != nil {
			return err
		}
		list.List, err = tx.Matters(ctx, q)
		return err
	})
	return list, err
}

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

// matterSubject is what the log calls a change of a question.
const matterSubject = "matter"

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

// AskMatter puts a question to the group and gives its id. It is the actor's, and that
// of the unit the actor answers for, if there is one alone.
func (room *Room) AskMatter(ctx context.Context, actor org.Actor, m improvement.Matter) (id improvement.MatterID, err error) {
	if !actor.May(org.AskMatter, m.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := m.Check(); err != nil {
		return 0, err
	}
	m.AskedBy, m.AskedAt, m.State = actor.Person.ID, room.now(), improvement.MatterOpen
	if units := actor.Units(m.GroupID); len(units) == 1 {
		m.UnitID = units[0]
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if id, err = tx.AddMatter(ctx, m); err != nil {
			return err
		}
		m.ID = id
		return room.auditMatter(ctx, tx, actor, "matter.ask", improvement.Matter{}, m)
	})
	return id, err
}

// SeenMatter is a question as somebody has seen it.
type SeenMatter struct {
	GroupID org.GroupID
	ID      improvement.MatterID
	Version int
}

// SaveMatter changes the words of a question that waits, for whoever asked it and for
// those who manage meetings.
func (room *Room) SaveMatter(ctx context.Context, actor org.Actor, seen SeenMatter, to improvement.Matter) error {
	return room.changeMatter(ctx, actor, seen, "matter.save", func(_ *postgres.Tx, m *improvement.Matter) error {
		if !mayEditMatter(actor, *m) {
			return fault.ErrForbidden
		}
		if !m.Waits() {
			return fault.ErrWrongState
		}
		m.Title, m.Body, m.Link = to.Title, to.Body, to.Link
		return m.Check()
	})
}

// MayEdit reports whether the actor may change or withdraw the question.
func (p MatterPage) MayEdit(actor org.Actor) bool { return mayEditMatter(actor, p.Matter) }

func mayEditMatter(actor org.Actor, m improvement.Matter) bool {
	return m.AskedBy == actor.Person.ID && actor.May(org.AskMatter, m.GroupID, 0) || actor.May(org.ManageMeetings, m.GroupID, 0)
}

// changeMatter makes a change of the question and writes it into the log;
// fault.ErrConflict when it is not as it was seen.
func (room *Room) changeMatter(ctx context.Context, actor org.Actor, seen SeenMatter, action string, do func(*postgres.Tx, *improvement.Matter) error) error {
	if !actor.May(org.AskMatter, seen.GroupID, 0) && !actor.May(org.DecideLifted, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.Matter(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if err := mayRead(ctx, tx, actor, row.Matter); err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		before, m := row.Matter, row.Matter
		if err := do(tx, &m); err != nil {
			return err
		}
		if m == before {
			return nil
		}
		if err := tx.SaveMatter(ctx, m); err != nil {
			return err
		}
		return room.auditMatter(ctx, tx, actor, action, before, m)
	})
}

func (room *Room) auditMatter(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before, after improvement.Matter) error {
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, UnitID: after.UnitID, Subject: matterSubject,
		SubjectID: int64(after.ID), After: keptMatter(after)}
	if before.ID != 0 {
		entry.Before = keptMatter(before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}

// auditedMatter is what the log keeps of a question.
type auditedMatter struct {
	Matter string                  `json:"matter"`
	Body   string                  `json:"body"`
	Link   string                  `json:"link"`
	State  improvement.MatterState `json:"matter_state"`
	Lifted string                  `json:"lifted_note"`
	Answer string                  `json:"answer"`
}

func keptMatter(m improvement.Matter) auditedMatter {
	return auditedMatter{m.Title, m.Body, m.Link, m.State, m.LiftedNote, m.Answer}
}
