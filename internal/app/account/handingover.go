package account

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// HandingOver is the page where the coordinator's role goes to another member.
type HandingOver struct {
	Group org.Group
	Today time.Time
	// Coordinator is who has the role today; without an ID when nobody has.
	Coordinator GroupMember
	// Members are whom it can go to, by name.
	Members []org.Person
	// History is the latest first.
	History []org.Handover
	// Open is what the coordinator has to do now, as the start page tells it, and Left
	// what those have left unfinished who are no longer in the group. Both are empty for
	// those who only care for accounts.
	Open []Task
	Left []postgres.LeftOpen
	// CanHandOver is false for those who only read what was written to them.
	CanHandOver bool
}

// Ahead is the handing over that is decided and has not come; nil when there is none.
func (h HandingOver) Ahead() *org.Handover {
	if len(h.History) > 0 && h.History[0].Ahead(h.Today) {
		return &h.History[0]
	}
	return nil
}

// HandingOver reads how the group's coordinator can be handed over, and has been: for the
// coordinator, for whoever takes over or has done so, and for those who care for accounts.
func (room *Room) HandingOver(ctx context.Context, actor org.Actor, group org.GroupID) (HandingOver, error) {
	h := HandingOver{Today: room.today(), CanHandOver: actor.May(org.HandOver, group, 0)}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if h.History, err = tx.Handovers(ctx, group); err != nil {
			return err
		}
		if !h.CanHandOver && !concerns(actor, h.History) {
			return fault.ErrForbidden
		}
		if h.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		if err := room.readCandidates(ctx, tx, &h); err != nil {
			return err
		}
		h.hideNotes(actor)
		return room.readOpen(ctx, tx, actor, &h)
	})
	return h, err
}

// hideNotes keeps what is written to a member from those who are not in the group.
func (h *HandingOver) hideNotes(actor org.Actor) {
	if actor.May(org.Discuss, h.Group.ID, 0) {
		return
	}
	for n := range h.History {
		h.History[n].Note = ""
	}
}

// concerns reports whether the actor, who is still in the group, has handed over or taken
// over.
func concerns(actor org.Actor, history []org.Handover) bool {
	for _, h := range history {
		if h.TakenBackAt == nil && (h.To == actor.Person.ID || h.From == actor.Person.ID) && actor.May(org.Discuss, h.GroupID, 0) {
			return true
		}
	}
	return false
}

// readCandidates reads who has the role, and whom it can go to.
func (room *Room) readCandidates(ctx context.Context, tx *postgres.Tx, h *HandingOver) error {
	held, err := tx.Memberships(ctx, h.Group.ID)
	if err != nil {
		return err
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	h.Coordinator, h.Members = GroupMember{}, nil
	candidates := map[org.PersonID]bool{}
	for _, m := range held {
		if m.Role == org.Convener && m.ActiveOn(h.Today) {
			h.Coordinator.Membership = m
		}
	}
	for _, id := range org.Candidates(held, h.Today, h.Coordinator.PersonID) {
		candidates[id] = true
	}
	for _, p := range persons {
		if p.ID == h.Coordinator.PersonID {
			h.Coordinator.Person = p
		}
		if candidates[p.ID] && !p.HasLeft(h.Today) {
			h.Members = append(h.Members, p)
		}
	}
	return nil
}

// mostLeft is how much of what others have left open is told at once.
const mostLeft = 100

// readOpen reads what the coordinator would leave, for the group's own people.
func (room *Room) readOpen(ctx context.Context, tx *postgres.Tx, actor org.Actor, h *HandingOver) error {
	h.Open, h.Left = nil, nil
	if h.Coordinator.Person.ID == 0 || !actor.May(org.Discuss, h.Group.ID, 0) {
		return nil
	}
	coordinator, err := room.actor(ctx, tx, h.Coordinator.Person.ID)
	if err != nil {
		return err
	}
	start, err := room.readStart(ctx, tx, coordinator, h.Group)
	if err != nil {
		return err
	}
	h.Open = start.Tasks
	h.Left, err = tx.LeftOpen(ctx, h.Group.ID, h.Today, mostLeft)
	return err
}
