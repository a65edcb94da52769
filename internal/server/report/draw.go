package report

import (
	"context"
	"encoding/base64"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/errgroup"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
	view "samsyn/templates/report"
)

// embedded draws the document's charts, as many at a time as the renderer takes, as
// addresses that hold the whole picture, so that a saved or printed page is whole.
func (h *Handlers) embedded(ctx context.Context, d *edition.Document) (view.Pictures, error) {
	pictures, lock := view.Pictures{}, sync.Mutex{}
	group, ctx := errgroup.WithContext(ctx)
	for p := range d.Pictures() {
		group.Go(guarded(func() error {
			svg, err := h.charts.Drawn(ctx, p.Option, chart.Wide)
			if err != nil {
				return err
			}
			lock.Lock()
			defer lock.Unlock()
			pictures[p.ID] = "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)
			return nil
		}))
	}
	return pictures, group.Wait()
}

// guarded makes a panic the page's error: in a goroutine of its own it would end
// the program for everybody.
func guarded(fn func() error) func() error {
	return func() (err error) {
		defer func() {
			if reason := recover(); reason != nil {
				err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
			}
		}()
		return fn()
	}
}
