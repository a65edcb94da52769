package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// CreateCalendar gives the actor a secret address to the calendar and ends the one
// there was. The token is shown now and never again.
func (room *Room) CreateCalendar(ctx context.Context, actor org.Actor) (token string, err error) {
	token = rand.Text()
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.SaveCalendarAddress(ctx, actor.Person.ID, tokenHash(token), room.now()); err != nil {
			return err
		}
		return room.auditCalendar(ctx, tx, actor, "account.create_calendar")
	})
	return token, err
}

// RevokeCalendar ends the actor's calendar address.
func (room *Room) RevokeCalendar(ctx context.Context, actor org.Actor) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.DeleteCalendarAddress(ctx, actor.Person.ID); err != nil {
			return err
		}
		return room.auditCalendar(ctx, tx, actor, "account.revoke_calendar")
	})
}

func (room *Room) auditCalendar(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string) error {
	return room.auditCalendarOf(ctx, tx, actor, action, actor.Person.ID)
}

func (room *Room) auditCalendarOf(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, whose org.PersonID) error {
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action,
		Subject: "calendar_address", SubjectID: int64(whose)})
}

// CalendarSince is when the actor's calendar address was made; nil when there is none.
func (room *Room) CalendarSince(ctx context.Context, actor org.Actor) (*time.Time, error) {
	var since *time.Time
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		at, err := tx.CalendarSince(ctx, actor.Person.ID)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		since = &at
		return err
	})
	return since, err
}

// tokenHash is what is kept of a token.
func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// Deadline is a day by which a group is to have handed something in.
type Deadline struct {
	Group org.Group
	// Period is what is handed in, or for a report the year it is about.
	Period quality.Period
	Report bool
	Day    time.Time
}

// GroupMeeting is a meeting with its group.
type GroupMeeting struct {
	Group org.Group
	improvement.Meeting
}

// Calendar reads the deadlines of whom the secret address belongs to, last year's
// to next year's, and the meetings that the person is invited to, from a year back on.
// An address that is not, or somebody who has left, is fault.ErrNotFound.
func (room *Room) Calendar(ctx context.Context, token string) (list []Deadline, meetings []GroupMeeting, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		id, err := tx.CalendarPerson(ctx, tokenHash(token))
		if err != nil {
			return err
		}
		actor := org.Actor{}
		if actor.Person, err = tx.Person(ctx, id); err != nil {
			return err
		}
		if actor.Person.HasLeft(room.today()) {
			return fault.ErrNotFound
		}
		if actor.Memberships, err = tx.MembershipsOn(ctx, id, room.today()); err != nil {
			return err
		}
		groups, err := tx.Groups(ctx, actor.Groups())
		if err != nil {
			return err
		}
		list, meetings = nil, nil
		var open []org.GroupID
		byID := map[org.GroupID]org.Group{}
		for _, group := range groups {
			list = append(list, deadlines(actor, group, room.today())...)
			if byID[group.ID] = group; actor.May(org.Discuss, group.ID, 0) {
				open = append(open, group.ID)
			}
		}
		stored, err := tx.PersonsMeetings(ctx, id, open, room.today().AddDate(-1, 0, 0))
		for _, m := range stored {
			meetings = append(meetings, GroupMeeting{byID[m.GroupID], m})
		}
		return err
	})
	return list, meetings, err
}

// deadlines are those of the group that concern the actor.
func deadlines(actor org.Actor, group org.Group, today time.Time) []Deadline {
	var list []Deadline
	if actor.May(org.ViewBoard, group.ID, 0) {
		period := quality.PeriodOf(today.AddDate(-1, 0, 0), group.CollectionMonths)
		for ; !period.Start().After(today.AddDate(1, 0, 0)); period = period.Next() {
			list = append(list, Deadline{Group: group, Period: period, Day: period.Due(group.DueDays)})
		}
	}
	if actor.May(org.ViewReport, group.ID, 0) {
		for year := today.Year() - 2; year <= today.Year(); year++ {
			list = append(list, Deadline{Group: group, Period: quality.WholeYear(year), Report: true, Day: group.ReportDue(year)})
		}
	}
	return list
}
