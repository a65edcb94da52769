package page

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	"samsyn/templates/layout"
)

// warnBefore is how long before a session ends the reader is warned: enough to finish a
// sentence and press a button, and for somebody who reads slowly to do so (WCAG 2.2, 2.2.1
// asks for 20 seconds at the least). Of short sessions it is a third.
const warnBefore = 5 * time.Minute

// sessionInWords is until when the visitor stays signed in. It says the same on every page
// of a session, so that pages that a browser keeps stay true.
func sessionInWords(ctx context.Context, v Visitor) layout.Session {
	s := v.Session
	if s.ID == "" {
		return layout.Session{}
	}
	return layout.Session{
		Text: i18n.T(ctx, "Du är inloggad till %s, eller tills du har varit borta i %s.",
			words.ClockSince(ctx, s.Ends, s.Began()), words.Duration(ctx, s.Idle)),
		Idle: int(s.Idle.Seconds()), Warn: int(min(warnBefore, s.Idle/3).Seconds()), Ends: s.Ends.UnixMilli(),
		LeftURL: "/konto/inloggningar/kvar", GoOnURL: "/konto/inloggningar/fortsatt",
	}
}
