package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ReminderSetting is when a group's reminders go. Version is zero for a group
// that has not chosen.
type ReminderSetting struct {
	Enabled       bool
	Days          []int // from the due day, negative is before
	DigestWeekday int   // Monday is 1; zero is never
	Version       int
}

const selectReminderSetting = `-- name: reminder setting
SELECT s.enabled, s.days::bigint[] AS days, coalesce(s.digest_weekday, 0) AS digest_weekday, s.version
FROM reminder_setting s WHERE s.group_id = @group`

// ReminderSetting reads when the group's reminders go; fault.ErrNotFound when the
// group has not chosen.
func (tx *Tx) ReminderSetting(ctx context.Context, group org.GroupID) (ReminderSetting, error) {
	return one[ReminderSetting](ctx, tx, selectReminderSetting, pgx.StrictNamedArgs{"group": group})
}

const saveReminderSetting = `-- name: save reminder setting
INSERT INTO reminder_setting (group_id, enabled, days, digest_weekday)
VALUES (@group, @enabled, @days, nullif(@weekday::smallint, 0))
ON CONFLICT (group_id) DO UPDATE
SET enabled = excluded.enabled, days = excluded.days, digest_weekday = excluded.digest_weekday,
    version = reminder_setting.version + 1
WHERE reminder_setting.version = @version`

// SaveReminderSetting stores the choice; fault.ErrConflict when somebody else has
// changed it since the version was read.
func (tx *Tx) SaveReminderSetting(ctx context.Context, group org.GroupID, s ReminderSetting) error {
	return exec(ctx, tx, saveReminderSetting, pgx.StrictNamedArgs{"group": group, "enabled": s.Enabled,
		"days": nonNil(s.Days), "weekday": s.DigestWeekday, "version": s.Version}, 1, fault.ErrConflict)
}

// ReminderText is the group's own words for an occasion.
type ReminderText struct {
	Occasion quality.Occasion
	Subject  string
	Body     string
}

const selectReminderTexts = `-- name: reminder texts
SELECT t.occasion, t.subject, t.body FROM reminder_text t WHERE t.group_id = @group ORDER BY t.occasion`

// ReminderTexts reads the group's own words, for the occasions that have them.
func (tx *Tx) ReminderTexts(ctx context.Context, group org.GroupID) ([]ReminderText, error) {
	return collect[ReminderText](ctx, tx, selectReminderTexts, pgx.StrictNamedArgs{"group": group})
}

const saveReminderText = `-- name: save reminder text
INSERT INTO reminder_text (group_id, occasion, subject, body) VALUES (@group, @occasion, @subject, @body)
ON CONFLICT (group_id, occasion) DO UPDATE SET subject = excluded.subject, body = excluded.body`

// SaveReminderText stores the group's words for the occasion.
func (tx *Tx) SaveReminderText(ctx context.Context, group org.GroupID, t ReminderText) error {
	return exec(ctx, tx, saveReminderText, pgx.StrictNamedArgs{"group": group, "occasion": t.Occasion,
		"subject": t.Subject, "body": t.Body}, 1, nil)
}
