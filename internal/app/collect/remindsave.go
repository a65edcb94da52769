package collect

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The limits of what a group may choose.
const (
	MaxReminderDays    = 20
	MaxReminderSubject = 200
	MaxReminderBody    = 5000
)

// SaveReminderSettings stores when the group's reminders go and in which words.
// Problems stand at "days", "subject.OCCASION" and "body.OCCASION".
func (room *Room) SaveReminderSettings(ctx context.Context, actor org.Actor, group org.GroupID, s ReminderSettings) error {
	if !actor.May(org.RemindUnits, group, 0) {
		return fault.ErrForbidden
	}
	if err := checkReminders(s); err != nil {
		return err
	}
	slices.Sort(s.Setting.Days)
	s.Setting.Days = slices.Compact(s.Setting.Days)
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := readReminderSetting(ctx, tx, group)
		if err != nil {
			return err
		}
		texts, err := readReminderTexts(ctx, tx, group)
		if err != nil {
			return err
		}
		if err := tx.SaveReminderSetting(ctx, group, s.Setting); err != nil {
			return err
		}
		for _, text := range s.Texts {
			if texts[text.Occasion] == text {
				continue
			}
			if err := tx.SaveReminderText(ctx, group, text); err != nil {
				return err
			}
			if err := room.auditText(ctx, tx, actor, group, [2]postgres.ReminderText{texts[text.Occasion], text}); err != nil {
				return err
			}
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "reminder.setting", GroupID: group,
			Subject: "reminder_setting", SubjectID: int64(group), Before: settingContent(before), After: settingContent(s.Setting)})
	})
}

func (room *Room) auditText(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, change [2]postgres.ReminderText) error {
	type content struct {
		Subject string `json:"subject"`
		Body    string `json:"body"`
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "reminder.text", GroupID: group,
		Subject: "reminder_text", SubjectID: int64(group),
		Before: content{change[0].Subject, change[0].Body}, After: content{change[1].Subject, change[1].Body}})
}

// settingContent is what the audit keeps of the setting.
func settingContent(s postgres.ReminderSetting) map[string]string {
	days := make([]string, len(s.Days))
	for n, d := range s.Days {
		days[n] = fmt.Sprint(d)
	}
	return map[string]string{"enabled": fmt.Sprint(s.Enabled), "days": strings.Join(days, ", "), "weekday": fmt.Sprint(s.DigestWeekday)}
}

func checkReminders(s ReminderSettings) error {
	var v fault.ValidationError
	if len(s.Setting.Days) > MaxReminderDays {
		v.Add("days", "too_many_days", MaxReminderDays)
	}
	for _, day := range s.Setting.Days {
		if day < -90 || day > 365 {
			v.Add("days", "out_of_range", -90, 365)
			break
		}
	}
	for _, text := range s.Texts {
		checkReminderText(&v, "subject."+string(text.Occasion), text.Occasion, text.Subject)
		checkReminderText(&v, "body."+string(text.Occasion), text.Occasion, text.Body)
	}
	return v.OrNil()
}

func checkReminderText(v *fault.ValidationError, field string, occasion quality.Occasion, text string) {
	if strings.TrimSpace(text) == "" {
		v.Add(field, "required")
		return
	}
	if unknown := quality.UnknownPlaces(occasion, text); len(unknown) > 0 {
		v.Add(field, "unknown_place", strings.Join(unknown, ", "))
	}
}

// PreviewReminder is the text filled with the words of an example unit, the
// group's first.
func (room *Room) PreviewReminder(ctx context.Context, actor org.Actor, group org.GroupID, p Previewing) (subject, body string, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		if !actor.May(org.RemindUnits, group, 0) {
			return fault.ErrForbidden
		}
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		period := quality.PeriodOf(room.today(), g.CollectionMonths).Previous()
		units, err := tx.UnitsDuring(ctx, group, period.Start(), period.End())
		if err != nil || len(units) == 0 {
			return err
		}
		at := Progress{Unit: units[0], Period: period, Due: period.Due(g.DueDays), Filled: 3, Total: 12, Ended: true}
		words := p.Head.unitWords(g, at, actor.Person.Name)
		if p.Text.Occasion == quality.Digest {
			r := reminding{group: g, open: []Progress{at}}
			words = r.digestWords(p.Head, actor.Person.Name, r.digest(p.Head))
		}
		l := fill(p.Text, words)
		subject, body = l.subject, l.body
		return nil
	})
	return subject, body, err
}

// Previewing is a text to see filled in.
type Previewing struct {
	Text postgres.ReminderText
	Head Letterhead
}
