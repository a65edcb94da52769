package e2e

import (
	"context"
	"errors"
	"os/exec"
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

// patience is how long the browser may take to show what is waited for.
const patience = time.Minute

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

// window is what the person's browser is like.
type window struct {
	width    int
	noScript bool
	dark     bool
}

var (
	desktop       = window{width: 1280}
	darkPhone     = window{width: 360, dark: true}
	withoutScript = window{width: 1280, noScript: true}
)

// newVisitor opens a browser window of its own, signed in as nobody. Anything the
// page reports as an error in the browser's console fails the test.
func newVisitor(t *testing.T, s *site, w window) *visitor {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	v := &visitor{t: t, site: s, ctx: ctx, window: w}
	if err := chromedp.Listen(ctx, v.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, cdplog.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	v.allowScript(!w.noScript)
	v.look(w)
	return v
}

// allowScript says whether the pages' own scripts run from now on.
func (v *visitor) allowScript(allowed bool) {
	v.t.Helper()
	disabled := emulation.SetScriptExecutionDisabledParams{Value: !allowed}
	if _, err := chromedp.Call(v.ctx, emulation.SetScriptExecutionDisabled, disabled); err != nil {
		v.t.Fatal(err)
	}
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

// look sets the window's size and its light or dark colours.
func (v *visitor) look(w window) {
	v.t.Helper()
	size := emulation.SetDeviceMetricsOverrideParams{Width: int64(w.width), Height: 900, DeviceScaleFactor: 1, Mobile: w.width < 500}
	if _, err := chromedp.Call(v.ctx, emulation.SetDeviceMetricsOverride, size); err != nil {
		v.t.Fatal(err)
	}
	colours := "light"
	if w.dark {
		colours = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}}}
	if _, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, media); err != nil {
		v.t.Fatal(err)
	}
}
