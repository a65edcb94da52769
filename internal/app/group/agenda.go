package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AddAgendaItems puts items last on a meeting's agenda, and with them the questions
// that it is to take up, each as an item that leads to it.
func (room *Room) AddAgendaItems(ctx context.Context, actor org.Actor, seen SeenMeeting, items []improvement.AgendaItem, matters []improvement.MatterID) error {
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		if m.State == improvement.MeetingCancelled {
			return nil, fault.ErrWrongState
		}
		var added []string
		for _, item := range items {
			if err := item.Check(); err != nil {
				return nil, err
			}
			item.GroupID, item.MeetingID = m.GroupID, m.ID
			if _, err := tx.AddAgendaItem(ctx, item); err != nil {
				return nil, err
			}
			added = append(added, item.Title)
		}
		for _, id := range matters {
			matter, err := tx.Matter(ctx, m.GroupID, id)
			if err != nil {
				return nil, err
			}
			if err := room.takeUp(ctx, tx, actor, m, matter.Matter); err != nil {
				return nil, err
			}
			added = append(added, matter.Title)
		}
		if len(added) == 0 {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "meeting.add_items", After: auditedItems{m.Title, added}}, nil
	})
}

func (room *Room) takeUp(ctx context.Context, tx *postgres.Tx, actor org.Actor, m improvement.Meeting, matter improvement.Matter) error {
	item := improvement.AgendaItem{GroupID: m.GroupID, MeetingID: m.ID, Title: matter.Title, Link: matterLink(matter.ID)}
	id, err := tx.AddAgendaItem(ctx, item)
	if err != nil {
		return err
	}
	before := matter
	if err := matter.TakeUp(id); err != nil {
		return err
	}
	if err := tx.SaveMatter(ctx, matter); err != nil {
		return err
	}
	return room.auditMatter(ctx, tx, actor, "matter.take_up", before, matter)
}

// MoveAgendaItem moves an item one step up or down.
func (room *Room) MoveAgendaItem(ctx context.Context, actor org.Actor, seen SeenMeeting, id improvement.AgendaItemID, up bool) error {
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		agenda, err := tx.Agenda(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		item, err := itemIn(agenda, id)
		if err != nil {
			return nil, err
		}
		moved := agenda.Moved(id, up)
		if slices.EqualFunc(agenda, moved, func(a, b improvement.AgendaItem) bool { return a.ID == b.ID }) {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "meeting.move_item", After: auditedItem{Meeting: m.Title, Item: item.Title}},
			tx.OrderAgenda(ctx, m.GroupID, m.ID, moved)
	})
}

func itemIn(agenda improvement.Agenda, id improvement.AgendaItemID) (improvement.AgendaItem, error) {
	for _, item := range agenda {
		if item.ID == id {
			return item, nil
		}
	}
	return improvement.AgendaItem{}, fault.ErrNotFound
}

// SaveAgendaItem changes an item, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. What was said of it is
// kept.
func (room *Room) SaveAgendaItem(ctx context.Context, actor org.Actor, to improvement.AgendaItem) error {
	seen := SeenMeeting{GroupID: to.GroupID, ID: to.MeetingID}
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		agenda, err := tx.Agenda(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		before, err := itemIn(agenda, to.ID)
		if err != nil {
			return nil, err
		}
		if before.Version != to.Version {
			return nil, fault.ErrConflict
		}
		if err := to.Check(); err != nil {
			return nil, err
		}
		to.Position, to.Discussed = before.Position, before.Discussed
		if before == to {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "meeting.save_item", Before: keptItem(m, before), After: keptItem(m, to)}, tx.SaveAgendaItem(ctx, to)
	})
}

// DeleteAgendaItem takes an item from the agenda; a question that it was about is open
// again. fault.ErrWrongState for one that minutes have been written of.
func (room *Room) DeleteAgendaItem(ctx context.Context, actor org.Actor, seen SeenMeeting, id improvement.AgendaItemID) error {
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		agenda, err := tx.Agenda(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		item, err := itemIn(agenda, id)
		if err != nil {
			return nil, err
		}
		decisions, err := tx.MeetingDecisions(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		decided := slices.ContainsFunc(decisions, func(d improvement.Decision) bool { return d.AgendaItemID == id })
		if item.Discussed != "" || decided {
			return nil, fault.ErrWrongState
		}
		if err := putBack(ctx, tx, postgres.MattersAsked{GroupID: m.GroupID, MeetingID: m.ID, Most: mostMatters}, id); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "meeting.delete_item", Before: keptItem(m, item)}, tx.DeleteAgendaItem(ctx, item)
	})
}

// auditedItems is what the log keeps of items that were put on an agenda.
type auditedItems struct {
	Meeting string   `json:"meeting"`
	Items   []string `json:"agenda"`
}

// auditedItem is what the log keeps of an item.
type auditedItem struct {
	Meeting   string `json:"meeting"`
	Item      string `json:"agenda_item"`
	Note      string `json:"note,omitempty"`
	Link      string `json:"link,omitempty"`
	Presenter string `json:"presenter,omitempty"`
	Minutes   int    `json:"length,omitempty"`
}

func keptItem(m improvement.Meeting, i improvement.AgendaItem) auditedItem {
	return auditedItem{m.Title, i.Title, i.Note, i.Link, i.Presenter, i.Minutes}
}
