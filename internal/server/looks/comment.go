package looks

import (
	"context"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// Comment is what somebody who speaks for patients has said, with the group's answer.
func Comment(ctx context.Context, c improvement.PatientComment) ui.CommentProps {
	v := ui.CommentProps{ID: "synpunkt-" + strconv.FormatInt(int64(c.ID), 10), Body: c.Body, By: words.Written(ctx, c.Writer, c.WrittenAt.In(i18n.Location())),
		State: words.CommentState(ctx, c.State()), Done: c.State() == improvement.CommentAnswered, Answer: c.Answer}
	if c.AnsweredAt != nil {
		v.Answered = i18n.LongDate(ctx, c.AnsweredAt.In(i18n.Location()))
	}
	return v
}

// Comments are those about a page's thing.
func Comments(ctx context.Context, list []improvement.PatientComment) []ui.CommentProps {
	all := make([]ui.CommentProps, len(list))
	for n, c := range list {
		all[n] = Comment(ctx, c)
	}
	return all
}
