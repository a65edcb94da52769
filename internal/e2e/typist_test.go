package e2e

import (
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// typist is a person who uses nothing but the keyboard, with every stroke counted.
type typist struct {
	*visitor
	strokes int
	began   time.Time
}

func newTypist(v *visitor) *typist { return &typist{visitor: v, began: time.Now()} }

// keys presses the keys one after another.
func (t *typist) keys(keys ...string) {
	t.t.Helper()
	for _, key := range keys {
		for _, stroke := range strings.Split(key, "") {
			t.strokes++
			t.stroke(stroke)
		}
	}
}

// stroke presses a key as a keyboard does: what the key writes is part of pressing
// it, so that a page that takes the key also stops the writing.
func (t *typist) stroke(key string) {
	t.t.Helper()
	var down *input.DispatchKeyEventParams
	for _, event := range kb.Encode([]rune(key)[0]) {
		switch event.Type {
		case input.DispatchKeyEventTypeKeyUp:
			t.dispatch(down)
			t.dispatch(event)
		case input.DispatchKeyEventTypeChar:
			down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, event.Text, event.UnmodifiedText
		default:
			down = event
		}
	}
}

func (t *typist) dispatch(event *input.DispatchKeyEventParams) {
	t.t.Helper()
	if _, err := chromedp.Call(t.ctx, input.DispatchKeyEvent, *event); err != nil {
		t.stuck("%s %s: %v", event.Type, event.Key, err)
	}
}

// spot is where the keyboard is.
type spot struct{ Kind, Label, Row, Value string }

func (t *typist) spot() spot {
	t.t.Helper()
	return ask[spot](t.visitor, "spot")
}

// untilIn tabs on until the keyboard is in the form's fields.
func (t *typist) untilIn() {
	t.t.Helper()
	for range 40 {
		if t.spot().Row != "" {
			return
		}
		t.keys(kb.Tab)
	}
	t.stuck("no field is reached with the tab key")
}

// tell says how much work it was.
func (t *typist) tell(what string) {
	t.t.Logf("%s: %d keystrokes, %s at the speed of a machine", what, t.strokes, time.Since(t.began).Round(10*time.Millisecond))
}

// paste copies the text, as from a spreadsheet, and pastes it where the keyboard is.
func (v *visitor) paste(text string) {
	v.t.Helper()
	ask[bool](v, "copyFrom", text)
	v.edit("copy")
	ask[bool](v, "copied")
	v.edit("paste")
}

// edit does what the browser's own keys for editing do.
func (v *visitor) edit(command string) {
	v.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		event := input.DispatchKeyEventParams{Type: kind, Key: "v", Code: "KeyV", Modifiers: 2}
		if kind == input.DispatchKeyEventTypeKeyDown {
			event.Commands = []string{command}
		}
		if _, err := chromedp.Call(v.ctx, input.DispatchKeyEvent, event); err != nil {
			v.stuck("%s: %v", command, err)
		}
	}
}

// offline takes the connection away, or gives it back.
func (v *visitor) offline(away bool) {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, network.Enable, network.EnableParams{}); err != nil {
		v.t.Fatal(err)
	}
	state := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
		{Offline: away, DownloadThroughput: -1, UploadThroughput: -1}}}
	if _, err := chromedp.Call(v.ctx, network.EmulateNetworkConditionsByRule, state); err != nil {
		v.t.Fatal(err)
	}
	if _, err := chromedp.Call(v.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: away,
		DownloadThroughput: -1, UploadThroughput: -1}); err != nil {
		v.t.Fatal(err)
	}
}

// forgetSession is what time does to a session.
func (v *visitor) forgetSession() {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		v.t.Fatal(err)
	}
}

// chromeAway leaves the page, as closing the lid does.
func chromeAway() chromedp.Action[chromedp.Void] { return chromedp.Navigate("about:blank") }
