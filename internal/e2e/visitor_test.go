package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// visitor is one person at a browser. What is pressed and filled in is named by
// the words on the page; where more than one thing is called so, the headings it
// stands under follow, from the outside in.
type visitor struct {
	t    *testing.T
	site *site
	ctx  context.Context
	// window is what the person has, which a test may leave for a while.
	window window
}

func (v *visitor) run(actions ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		v.stuck("the browser could not: %v", err)
	}
}

// stuck ends the test and tells what stood on the page.
func (v *visitor) stuck(format string, args ...any) {
	v.t.Helper()
	v.t.Errorf(format, args...)
	v.t.Fatalf("at %s:\n%s", v.path(), v.text())
}

// open goes to a path of the site.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.run(chromedp.Navigate(v.site.URL + path))
}

// signIn signs in with the demo password.
func (v *visitor) signIn(email string) {
	v.t.Helper()
	v.signInWith(email, demoPassword)
}

func (v *visitor) signInWith(email, password string) {
	v.t.Helper()
	v.open("/logga-in")
	v.fill("E-postadress", email)
	v.fill("Lösenord", password)
	v.press("Logga in")
	v.see("Hej ")
}

// press clicks the button or link that reads so, and waits for the page that it
// leads to.
func (v *visitor) press(words string, where ...string) {
	v.t.Helper()
	ask[bool](v, "button", words, where)
	v.run(chromedp.Click(`[data-press]`))
	v.await("a new page comes after pressing "+words, "arrived")
}

// unfold opens, or closes, what is folded away under the words.
func (v *visitor) unfold(words string, where ...string) {
	v.t.Helper()
	ask[bool](v, "fold", words, where)
	v.run(chromedp.Click(`[data-press]`))
}

// tick chooses the radio button or check box that is labelled so.
func (v *visitor) tick(label string, where ...string) {
	v.t.Helper()
	ask[bool](v, "choice", label, where)
	v.run(chromedp.Click(`[data-press]`))
}

// choose takes the option from the list that is labelled so.
func (v *visitor) choose(label, option string, where ...string) {
	v.t.Helper()
	ask[bool](v, "choose", label, option, where)
}

// fill types a value into the field that is labelled so, over what stood there.
func (v *visitor) fill(label, value string, where ...string) {
	v.t.Helper()
	switch kind := ask[string](v, "focus", label, where); {
	case kind == "date" || kind == "time":
		ask[bool](v, "date", label, value, where)
	case value == "":
		v.run(chromedp.KeyEvent(kb.Delete))
	default:
		if _, err := chromedp.Call(v.ctx, input.InsertText, input.InsertTextParams{Text: value}); err != nil {
			v.stuck("typing into %s: %v", label, err)
		}
	}
}

// see waits until the words can be read on the page.
func (v *visitor) see(words ...string) {
	v.t.Helper()
	for _, w := range words {
		v.await("the page shows "+w, "shows", w)
	}
}

// missing fails if the words can be read on the page.
func (v *visitor) missing(words string) {
	v.t.Helper()
	if strings.Contains(v.text(), words) {
		v.stuck("the page should not show %q", words)
	}
}
