package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var meetingKinds = map[improvement.MeetingKind]string{
	improvement.JointMeeting:   i18n.Mark("Gemensamt möte"),
	improvement.WorkingMeeting: i18n.Mark("Arbetsmöte"),
	improvement.BodyMeeting:    i18n.Mark("Programområdets möte"),
	improvement.NetworkMeeting: i18n.Mark("Nätverksmöte"),
}

// MeetingKind is what sort of meeting it is, in words.
func MeetingKind(ctx context.Context, k improvement.MeetingKind) string {
	return i18n.T(ctx, meetingKinds[k])
}

var meetingStates = map[improvement.MeetingState]string{
	improvement.MeetingPlanned:   i18n.Mark("Planerat"),
	improvement.MeetingCalled:    i18n.Mark("Kallat"),
	improvement.MeetingHeld:      i18n.Mark("Genomfört"),
	improvement.MeetingCancelled: i18n.Mark("Inställt"),
}

// MeetingState is how far a meeting has come, in words.
func MeetingState(ctx context.Context, s improvement.MeetingState) string {
	return i18n.T(ctx, meetingStates[s])
}

// MeetingTime is a meeting's day and hours: "9 december 2026 kl. 09:00–15:30".
func MeetingTime(ctx context.Context, m improvement.Meeting) string {
	if i18n.Date(ctx, m.StartsAt) != i18n.Date(ctx, m.EndsAt) {
		return i18n.T(ctx, "%s kl. %s – %s kl. %s", i18n.LongDate(ctx, m.StartsAt), i18n.Clock(ctx, m.StartsAt),
			i18n.LongDate(ctx, m.EndsAt), i18n.Clock(ctx, m.EndsAt))
	}
	return i18n.T(ctx, "%s kl. %s–%s", i18n.LongDate(ctx, m.StartsAt), i18n.Clock(ctx, m.StartsAt), i18n.Clock(ctx, m.EndsAt))
}

var attendances = map[improvement.Attendance]string{
	improvement.AttendanceUnknown: i18n.Mark("Inte ifyllt"),
	improvement.PresentThere:      i18n.Mark("På plats"),
	improvement.PresentRemotely:   i18n.Mark("På distans"),
	improvement.Absent:            i18n.Mark("Frånvarande"),
}

// Attendance is whether somebody came, in words.
func Attendance(ctx context.Context, a improvement.Attendance) string {
	return i18n.T(ctx, attendances[a])
}

var matterStates = map[improvement.MatterState]string{
	improvement.MatterOpen:      i18n.Mark("Öppen"),
	improvement.MatterOnAgenda:  i18n.Mark("På dagordningen"),
	improvement.MatterLifted:    i18n.Mark("Lyft"),
	improvement.MatterAnswered:  i18n.Mark("Besvarad"),
	improvement.MatterWithdrawn: i18n.Mark("Återtagen"),
}

// MatterState is where a question is, in words.
func MatterState(ctx context.Context, s improvement.MatterState) string {
	return i18n.T(ctx, matterStates[s])
}
