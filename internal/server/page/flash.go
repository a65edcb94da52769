package page

import (
	"encoding/base64"
	"encoding/json"
	"net/http"

	"samsyn/templates/ui"
)

// flashCookie carries messages over a redirect. It lives in the browser and not
// in the server, so that any of several programs can show it, and before
// sign-in too. Its text is escaped like all text when shown.
const flashCookie = "samsyn_flash"

// flashSeconds is how long a message waits for the page that shows it.
const flashSeconds = 60

// maxFlash bounds the cookie; browsers drop cookies over 4096 bytes.
const maxFlash = 3500

// RedirectWith redirects and leaves a message for the page that follows. A
// message too long for a cookie is left out, the redirect is not.
func RedirectWith(w http.ResponseWriter, r *http.Request, url string, messages ...ui.FlashProps) error {
	raw, err := json.Marshal(messages)
	if value := base64.RawURLEncoding.EncodeToString(raw); err == nil && len(value) <= maxFlash {
		http.SetCookie(w, NewCookie(r, flashCookie, value, flashSeconds))
	}
	return Redirect(w, r, url)
}

// Done is the message that something was done.
func Done(text string) ui.FlashProps { return ui.FlashProps{Kind: ui.Success, Text: text} }

// TakeFlashes is the messages left for this page, each shown once: the cookie
// is removed with the answer. The server calls it when it makes the frame.
func TakeFlashes(w http.ResponseWriter, r *http.Request) []ui.FlashProps {
	value, found := ReadCookie(r, flashCookie)
	if !found {
		return nil
	}
	http.SetCookie(w, NewCookie(r, flashCookie, "", -1))
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return nil
	}
	var messages []ui.FlashProps
	if json.Unmarshal(raw, &messages) != nil {
		return nil
	}
	return messages
}

// Warn is the message that something did not go as meant.
func Warn(text string) ui.FlashProps { return ui.FlashProps{Kind: ui.Warning, Text: text} }
