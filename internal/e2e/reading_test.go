package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/eyes.js
var eyes string

// eval runs a script in the page, as the tests' own hand and eye: it works also
// where the page's scripts are turned off.
func eval[T any](v *visitor, script string) (T, error) {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// ask calls one of the functions in eyes.js; the test ends if it finds nothing.
func ask[T any](v *visitor, function string, args ...any) T {
	v.t.Helper()
	answer, err := eval[T](v, call(function, args))
	if err != nil {
		v.stuck("%s%v: %v", function, args, err)
	}
	return answer
}

func call(function string, args []any) string {
	list := make([]string, len(args))
	for n, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			panic(err)
		}
		list[n] = string(text)
	}
	return "(" + strings.TrimSpace(eyes[strings.Index(eyes, "({"):]) + ")." + function + "(" + strings.Join(list, ",") + ")"
}

// await waits until a function in eyes.js says true; a page on its way to another
// answers nothing and is asked again.
func (v *visitor) await(what, function string, args ...any) {
	v.t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for given := time.After(patience); ; {
		if done, err := eval[bool](v, call(function, args)); err == nil && done {
			return
		}
		select {
		case <-again.C:
		case <-given:
			v.stuck("waited in vain until %s", what)
		}
	}
}

// text is everything that can be read on the page.
func (v *visitor) text() string {
	text, _ := eval[string](v, call("read", nil))
	return text
}

// textIn is what stands under the headings.
func (v *visitor) textIn(where ...string) string {
	v.t.Helper()
	return ask[string](v, "readPlace", where)
}

// cell is what stands where a row and a column of a table meet; an empty caption
// means any table.
func (v *visitor) cell(caption, row, column string) string {
	v.t.Helper()
	return ask[string](v, "cell", caption, row, column)
}

// value is what stands in the field that is labelled so.
func (v *visitor) value(label string, where ...string) string {
	v.t.Helper()
	return ask[string](v, "value", label, where)
}

func (v *visitor) path() string {
	path, _ := eval[string](v, `location.pathname + location.search`)
	return path
}

// status is what the server answered the page with.
func (v *visitor) status() int {
	v.t.Helper()
	status, err := eval[int](v, `performance.getEntriesByType("navigation")[0].responseStatus`)
	if err != nil {
		v.stuck("the page has no status: %v", err)
	}
	return status
}
