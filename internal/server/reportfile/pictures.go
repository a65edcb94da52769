package reportfile

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/errgroup"

	"samsyn/internal/chart"
	"samsyn/internal/edition"
)

// drawn is the document's charts as SVG by their ID, drawn as many at a time as the
// renderer takes.
func (w *work) drawn(ctx context.Context, doc *edition.Document) (map[string][]byte, error) {
	pictures, total, lock := map[string][]byte{}, 0, sync.Mutex{}
	for range doc.Pictures() {
		total++
	}
	w.progress(Charts, 0, total)
	group, ctx := errgroup.WithContext(ctx)
	for p := range doc.Pictures() {
		group.Go(guarded(func() error {
			svg, err := w.charts.Drawn(ctx, p.Option, chart.Wide)
			if err != nil {
				return fmt.Errorf("picture %s: %w", p.ID, err)
			}
			lock.Lock()
			defer lock.Unlock()
			pictures[p.ID] = svg
			w.progress(Charts, len(pictures), total)
			return nil
		}))
	}
	err := group.Wait()
	return pictures, err
}

// guarded makes a panic the file's error: in a goroutine of its own it would end the
// program for everybody.
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
