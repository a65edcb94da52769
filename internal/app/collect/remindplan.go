package collect

import (
	"context"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// clockwork is who the log says did what the clock did.
var clockwork = org.Actor{Person: org.Person{Name: "samsyn"}}

// PlanReminders puts the mails that today calls for into the queue, for every
// group that has reminders on. Called again, by any number of processes, it adds
// only what is new. Groups with example data are left alone: their addresses
// are made up. A group that fails does not stop the others.
func (room *Room) PlanReminders(ctx context.Context, head Letterhead) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		return room.planGroup(ctx, tx, group, head)
	})
}

func (room *Room) planGroup(ctx context.Context, tx *postgres.Tx, group org.Group, head Letterhead) error {
	r, err := room.readReminding(ctx, tx, group)
	if err != nil || !r.setting.Enabled {
		return err
	}
	for _, at := range r.open {
		fromDue, ok := quality.ReminderOn(r.setting.Days, at.Due, room.today())
		// What came back was handed in: its people know, and its reason is another.
		if !ok || at.CameBack() {
			continue
		}
		occasion := quality.OccasionOn(fromDue)
		if _, err := room.queueAll(ctx, tx, queueing{reminding: &r, head: head, at: at, text: occasion, occasion: occasion,
			day: at.Due.AddDate(0, 0, fromDue), by: clockwork}); err != nil {
			return err
		}
	}
	return room.planDigest(ctx, tx, &r, head)
}

// queueing is one occasion to remind a unit's people of one period.
type queueing struct {
	*reminding
	head     Letterhead
	at       Progress
	text     quality.Occasion // whose words
	occasion quality.Occasion
	day      time.Time
	by       org.Actor
}

// queueAll puts a mail into the queue for each of those who report for the unit,
// and counts those that were not there already.
func (room *Room) queueAll(ctx context.Context, tx *postgres.Tx, q queueing) (int, error) {
	count := 0
	for _, person := range q.reporting(q.at.Unit.ID) {
		l := fill(q.texts[q.text], q.head.unitWords(q.group, q.at, person.Name))
		added, err := room.queue(ctx, tx, q.by, postgres.Reminder{
			GroupID: q.group.ID, PersonID: person.ID, UnitID: q.at.Unit.ID, Period: q.at.Period, Occasion: q.occasion,
			Day: q.day, Email: person.Email, Subject: l.subject, Body: l.body})
		if err != nil {
			return 0, err
		}
		if added {
			count++
		}
	}
	return count, nil
}

// reminderContent is what the audit keeps of a reminder.
type reminderContent struct {
	Person string                 `json:"person"`
	Email  string                 `json:"email"`
	Period string                 `json:"period,omitempty"`
	State  postgres.ReminderState `json:"state"`
}

// queue puts one mail into the queue; false when the person has it already.
func (room *Room) queue(ctx context.Context, tx *postgres.Tx, by org.Actor, r postgres.Reminder) (bool, error) {
	r.QueuedAt, r.QueuedBy = room.now(), by.Person.ID
	id, err := tx.QueueReminder(ctx, r)
	if err != nil || id == 0 {
		return false, err
	}
	r.ID = id
	return true, room.auditReminder(ctx, tx, by, r, postgres.ReminderQueued)
}

func (room *Room) auditReminder(ctx context.Context, tx *postgres.Tx, by org.Actor, r postgres.Reminder, state postgres.ReminderState) error {
	content := reminderContent{Person: r.Email, Email: r.Email, State: state}
	if r.PersonID != 0 {
		person, err := tx.Person(ctx, r.PersonID)
		if err != nil {
			return err
		}
		content.Person = person.Name
	}
	if r.Period.Months > 0 {
		content.Period = r.Period.Code()
	}
	return tx.AppendAudit(ctx, by, postgres.AuditEntry{At: room.now(), Action: "reminder." + string(state),
		GroupID: r.GroupID, UnitID: r.UnitID, Subject: "reminder", SubjectID: r.ID, After: content})
}
