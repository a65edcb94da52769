package looks

import (
	"context"
	"net/url"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// Talk is what a page shows of the talk about what it is about; nothing for the zero
// Talk, which readers outside the talks have.
func Talk(ctx context.Context, t improvement.Talk, now time.Time) ui.TalkProps {
	if t.About == (improvement.Subject{}) {
		return ui.TalkProps{}
	}
	v := ui.TalkProps{Text: words.Talk(ctx, t, now), Link: ui.Link{Text: i18n.T(ctx, "Börja ett samtal"), URL: t.About.Address(t.Code)}}
	if t.Posts > 0 {
		v.Link.Text = i18n.T(ctx, "Läs och skriv")
	}
	return v
}

// SupportAbout is a link to ask for support about the page with the address and the
// title.
func SupportAbout(ctx context.Context, address, title string) ui.Link {
	return ui.Link{Text: i18n.T(ctx, "Be om stöd"), URL: "/forbattring/stod/nytt?" + url.Values{"om": {address}, "titel": {title}}.Encode()}
}
