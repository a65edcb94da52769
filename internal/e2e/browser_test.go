package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe/axe.min.js
var axe string

// patience is how long the browser may take to show what is waited for.
const patience = 30 * time.Second

var (
	browser     context.Context
	stopBrowser = func() {}
)

// startBrowser starts the one Chromium that all tests share, each in a profile
// of its own.
func startBrowser() error {
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return errors.New("no Chromium found: install it (apt-get install chromium), the tests need a real browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("lang", "sv"))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	first, stopFirst := chromedp.NewContext(allocator)
	browser, stopBrowser = first, func() { stopFirst(); stopAllocator() }
	return chromedp.Do(first)
}

// visitor is one person at a browser.
type visitor struct {
	t    *testing.T
	site *site
	ctx  context.Context
}

// window is what the person's browser is like.
type window struct {
	width  int
	script bool
}

var (
	desktop         = window{1280, true}
	phone           = window{360, true}
	withoutScript   = window{1280, false}
	phoneScriptless = window{360, false}
)

// newVisitor opens a browser window of its own, signed in as nobody. Anything the
// page reports as an error in the browser's console fails the test.
func newVisitor(t *testing.T, s *site, w window) *visitor {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	v := &visitor{t: t, site: s, ctx: ctx}
	if err := chromedp.Listen(ctx, v.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, cdplog.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	disabled := emulation.SetScriptExecutionDisabledParams{Value: !w.script}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, disabled); err != nil {
		t.Fatal(err)
	}
	v.resize(w.width)
	return v
}

// hear fails the test for what the browser complains of: a script's exception, or
// something that the content policy stops. A dialog is answered with yes.
func (v *visitor) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		v.t.Errorf("the page's script failed: %s", e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		if e.Entry.Source == cdplog.EntrySourceSecurity || strings.Contains(e.Entry.Text, "Content Security Policy") {
			v.t.Errorf("the browser refused something: %s", e.Entry.Text)
		}
	case *page.EventJavascriptDialogOpening:
		go func() {
			_, _ = chromedp.Call(v.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	}
}

func (v *visitor) resize(width int) {
	v.t.Helper()
	size := emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: 900, DeviceScaleFactor: 1, Mobile: width < 500}
	if _, err := chromedp.Call(v.ctx, emulation.SetDeviceMetricsOverride, size); err != nil {
		v.t.Fatal(err)
	}
}

func (v *visitor) run(actions ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		v.t.Fatalf("%v\nat %s:\n%s", err, v.path(), v.text())
	}
}

// open goes to a path of the site.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.run(chromedp.Navigate(v.site.URL + path))
}

// signIn signs in with the demo password.
func (v *visitor) signIn(email string) {
	v.t.Helper()
	v.open("/logga-in")
	v.fill("E-postadress", email)
	v.fill("Lösenord", demoPassword)
	v.press("Logga in")
	v.see("Att göra nu")
}

// eval runs a script in the page, as the tests' own hand and eye: it works also
// where the page's scripts are turned off.
func eval[T any](v *visitor, script string) (T, error) {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// text is everything that can be read on the page.
func (v *visitor) text() string {
	text, _ := eval[string](v, `document.body ? document.body.innerText : ""`)
	return text
}

func (v *visitor) path() string {
	path, _ := eval[string](v, `location.pathname + location.search`)
	return path
}

// see waits until the words stand on the page.
func (v *visitor) see(words string) {
	v.t.Helper()
	v.await("the page shows "+words, fmt.Sprintf(
		`!!document.body && document.readyState === "complete" && document.body.textContent.includes(%s)`, quoted(words)))
}

// await waits until a script says true; a page on its way to another answers
// nothing and is asked again.
func (v *visitor) await(what, script string) {
	v.t.Helper()
	ask := time.NewTicker(50 * time.Millisecond)
	defer ask.Stop()
	for given := time.After(patience); ; {
		if done, err := eval[bool](v, script); err == nil && done {
			return
		}
		select {
		case <-ask.C:
		case <-given:
			v.t.Fatalf("waited in vain until %s\nat %s:\n%s", what, v.path(), v.text())
		}
	}
}

// missing fails if the words stand on the page.
func (v *visitor) missing(words string) {
	v.t.Helper()
	if strings.Contains(v.text(), words) {
		v.t.Fatalf("the page at %s should not show %q", v.path(), words)
	}
}

// fill types a value into the field with the label.
func (v *visitor) fill(label, value string) {
	v.t.Helper()
	v.fillSelector(v.fieldID(label), value)
}

func (v *visitor) fillSelector(selector, value string) {
	v.t.Helper()
	v.run(chromedp.Clear(selector), chromedp.SendKeys(selector, value))
}

// fieldID is the selector of the field whose label reads so.
func (v *visitor) fieldID(label string) string {
	v.t.Helper()
	id, err := eval[string](v, fmt.Sprintf(`(() => { const l = [...document.querySelectorAll("label")].find(l => l.textContent.trim().startsWith(%s)); return l ? l.htmlFor : "" })()`, quoted(label)))
	if err != nil || id == "" {
		v.t.Fatalf("no field is labelled %q at %s (%v):\n%s", label, v.path(), err, v.text())
	}
	return fmt.Sprintf(`[id=%s]`, quoted(id))
}

// press clicks the button or link that reads so, and waits for the page after.
func (v *visitor) press(words string) {
	v.t.Helper()
	found, err := eval[bool](v, fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll("main button, main a, main summary, header button, header a, header summary")];
		const one = all.find(e => e.textContent.trim() === %[1]s) || all.find(e => e.textContent.trim().startsWith(%[1]s));
		if (!one) return false;
		one.setAttribute("data-press", "now"); return true })()`, quoted(words)))
	if err != nil || !found {
		v.t.Fatalf("nothing to press reads %q at %s (%v):\n%s", words, v.path(), err, v.text())
	}
	v.run(chromedp.Click(`[data-press="now"]`), chromedp.WaitReady("body"))
}

// shoot keeps a picture of the whole page when SAMSYN_SCREENSHOTS names a folder.
func (v *visitor) shoot(name string) {
	v.t.Helper()
	folder := os.Getenv("SAMSYN_SCREENSHOTS")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(v.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		v.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// accessible fails for every breach of WCAG 2.1 A and AA that axe-core finds, and
// for a page that is wider than its window.
func (v *visitor) accessible() {
	v.t.Helper()
	findings, err := eval[string](v, axe+`; axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(r => JSON.stringify(
		r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 300) + " :: " + n.failureSummary)}))))`)
	if err != nil {
		v.t.Fatalf("axe-core did not run at %s: %v", v.path(), err)
	}
	var list []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(findings), &list); err != nil {
		v.t.Fatal(err)
	}
	for _, f := range list {
		v.t.Errorf("accessibility at %s: %s (%s)\n  %s", v.path(), f.Help, f.ID, strings.Join(f.Nodes, "\n  "))
	}
	overflow, err := eval[int](v, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
	if err != nil || overflow > 0 {
		v.t.Errorf("the page at %s is %d px wider than its window (%v)", v.path(), overflow, err)
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
