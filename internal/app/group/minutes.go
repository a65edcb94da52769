package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// BeginMinutes makes a meeting held and gives its minutes the year's next number.
func (room *Room) BeginMinutes(ctx context.Context, actor org.Actor, seen SeenMeeting) error {
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		before := m
		last, err := tx.LastMinutesNumber(ctx, m.GroupID, m.StartsAt.In(i18n.Location()).Year())
		if err != nil {
			return nil, err
		}
		if err := m.BeginMinutes(last, room.now().In(i18n.Location())); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "meeting.begin_minutes", Before: keptMeeting(before), After: keptMeeting(m)}, tx.SaveMeeting(ctx, m)
	})
}

// PublishMinutes makes the minutes readable for everybody who may read the group's
// work, and fixed: they cannot be changed afterwards. fault.ErrConflict when the
// meeting is not as it was seen.
func (room *Room) PublishMinutes(ctx context.Context, actor org.Actor, seen SeenMeeting) error {
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		before := m
		if err := m.Publish(room.now(), actor.Person.ID); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "meeting.publish", Before: keptMeeting(before), After: keptMeeting(m)}, tx.SaveMeeting(ctx, m)
	})
}

// MinutesEdit is the minutes as they were written, with the versions that they were
// written on.
type MinutesEdit struct {
	GroupID   org.GroupID
	MeetingID org.MeetingID
	Text      string // beside the agenda
	Version   int    // Meeting.MinutesVersion
	Items     []DiscussedItem
	Decisions []improvement.Decision // changed words; without any it is taken away
	// New are decisions that were written, each under its item (zero for none).
	New []improvement.Decision
}

// DiscussedItem is what was said of an item.
type DiscussedItem struct {
	ID        improvement.AgendaItemID
	Version   int
	Discussed string
}

// The fields of the minutes, as problems with them are named. Of an item and of a
// decision it is the beginning of the name, which its ID ends.
const (
	MinutesField     = "minutes_text"
	DiscussedField   = "discussed."
	DecisionField    = "decision."
	NewDecisionField = "new_decision."
)

// SaveMinutes stores what was written: all of it, or nothing. What is as it was is
// left alone, so that two can write at once on different items. fault.ErrConflict when
// somebody else has changed the same words since they were read.
func (room *Room) SaveMinutes(ctx context.Context, actor org.Actor, e MinutesEdit) error {
	if err := e.check(); err != nil {
		return err
	}
	return room.changeMeeting(ctx, actor, SeenMeeting{GroupID: e.GroupID, ID: e.MeetingID}, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		if m.State != improvement.MeetingHeld {
			return nil, fault.ErrWrongState
		}
		change := minutesChange{tx: tx, actor: actor, room: room, meeting: m}
		if err := change.store(ctx, e); err != nil {
			return nil, err
		}
		if change.before == nil && change.after == nil {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "meeting.write_minutes", Before: auditedMinutes{m.Title, m.MinutesName(), change.before},
			After: auditedMinutes{m.Title, m.MinutesName(), change.after}}, nil
	})
}

func (e MinutesEdit) check() error {
	var v fault.ValidationError
	quality.FreeText(&v, MinutesField, e.Text, 50_000)
	for _, i := range e.Items {
		quality.FreeText(&v, DiscussedField+idText(i.ID), i.Discussed, improvement.MaxDiscussed)
	}
	for _, d := range e.Decisions {
		quality.FreeText(&v, DecisionField+idText(d.ID), d.Text, improvement.MaxDecision)
	}
	for _, d := range e.New {
		quality.FreeText(&v, NewDecisionField+idText(d.AgendaItemID), d.Text, improvement.MaxDecision)
	}
	return v.OrNil()
}

// minutesChange gathers what a change of the minutes changes, for the log.
type minutesChange struct {
	tx            *postgres.Tx
	actor         org.Actor
	room          *Room
	meeting       improvement.Meeting
	before, after []string
}

func (c *minutesChange) store(ctx context.Context, e MinutesEdit) error {
	if e.Text != c.meeting.MinutesText {
		changed := c.meeting
		changed.MinutesText, changed.MinutesVersion = e.Text, e.Version
		if err := c.tx.SaveMinutesText(ctx, changed); err != nil {
			return err
		}
		c.note(c.meeting.MinutesText, e.Text)
	}
	agenda, err := c.tx.Agenda(ctx, e.GroupID, e.MeetingID)
	if err != nil {
		return err
	}
	for _, said := range e.Items {
		item, err := itemIn(agenda, said.ID)
		if err != nil {
			return fault.ErrConflict // taken away meanwhile
		}
		if item.Discussed == said.Discussed {
			continue
		}
		c.note(item.Title+": "+item.Discussed, item.Title+": "+said.Discussed)
		item.Discussed, item.Version = said.Discussed, said.Version
		if err := c.tx.SaveAgendaItem(ctx, item); err != nil {
			return err
		}
	}
	return c.storeDecisions(ctx, e)
}

func (c *minutesChange) storeDecisions(ctx context.Context, e MinutesEdit) error {
	stored, err := c.tx.MeetingDecisions(ctx, e.GroupID, e.MeetingID)
	if err != nil {
		return err
	}
	tasks, err := tasksOf(ctx, c.tx, e.GroupID, stored)
	if err != nil {
		return err
	}
	for _, d := range e.Decisions {
		n := slices.IndexFunc(stored, func(s improvement.Decision) bool { return s.ID == d.ID })
		if n < 0 {
			return fault.ErrConflict // taken away meanwhile
		}
		if stored[n].Text == d.Text {
			continue
		}
		changed := stored[n]
		changed.Text, changed.Version = d.Text, d.Version
		switch {
		case d.Text != "":
			err = c.tx.SaveDecision(ctx, changed)
		case len(tasks[d.ID]) > 0:
			err = &fault.ValidationError{Problems: []fault.Problem{{Field: DecisionField + idText(d.ID), Code: "decision_has_tasks"}}}
		default:
			err = c.tx.DeleteDecision(ctx, changed)
		}
		if err != nil {
			return err
		}
		c.note(stored[n].Text, d.Text)
	}
	for _, d := range e.New {
		if d.Text == "" {
			continue
		}
		d.GroupID, d.MeetingID = e.GroupID, e.MeetingID
		if _, err := c.tx.AddDecision(ctx, d); err != nil {
			return err
		}
		c.note("", d.Text)
	}
	return nil
}

func (c *minutesChange) note(before, after string) {
	if before != "" {
		c.before = append(c.before, before)
	}
	if after != "" {
		c.after = append(c.after, after)
	}
}

// auditedMinutes is what the log keeps of what was written in minutes.
type auditedMinutes struct {
	Meeting string   `json:"meeting"`
	Minutes string   `json:"minutes"`
	Words   []string `json:"minutes_words"`
}
