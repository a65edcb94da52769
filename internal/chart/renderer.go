package chart

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"github.com/maypok86/otter/v2"
)

// The widths that charts are drawn for on the server, in px. There are no others,
// so that few drawings are made and kept.
const (
	// Wide fits the report's page and a screen.
	Wide = 720
	// Narrow fits a phone.
	Narrow = 344
)

// Config is the settings of a Renderer; the zero value is fit for use.
type Config struct {
	// CacheBytes bounds the memory kept for drawn charts. Zero means 16 MiB.
	CacheBytes uint64
	// Timeout is how long one drawing may take once its turn has come. Zero means
	// 20 seconds.
	Timeout time.Duration
	// Engines is how many charts are drawn at once. Zero means GOMAXPROCS. Each
	// keeps a loaded ECharts, started when it is first needed.
	Engines int
}

// Renderer draws charts to SVG. It is safe for concurrent use.
type Renderer struct {
	timeout time.Duration
	engines chan *engine // one place for each; nil in a place not started yet
	cache   *otter.Cache[picture, []byte]
}

// picture is what a drawing depends on.
type picture struct {
	option [sha256.Size]byte
	width  int
}

// NewRenderer makes a Renderer. It costs nothing until the first chart.
func NewRenderer(c Config) *Renderer {
	if c.CacheBytes == 0 {
		c.CacheBytes = 16 << 20
	}
	if c.Timeout == 0 {
		c.Timeout = 20 * time.Second
	}
	if c.Engines == 0 {
		c.Engines = runtime.GOMAXPROCS(0)
	}
	r := &Renderer{
		timeout: c.Timeout,
		engines: make(chan *engine, c.Engines),
		cache: otter.Must(&otter.Options[picture, []byte]{
			MaximumWeight: c.CacheBytes,
			Weigher:       func(_ picture, svg []byte) uint32 { return uint32(len(svg)) },
		}),
	}
	for range c.Engines {
		r.engines <- nil
	}
	return r
}

// SVG is the chart as a document of its own in light colours, Wide or Narrow px
// wide: any other width is ErrShape. It has a title and a description, and holds
// no scripts, styles or references. It is drawn once however many ask for it at a
// time; a drawing that has begun goes on when its asker leaves, for the others.
// The caller must not change the bytes.
func (r *Renderer) SVG(ctx context.Context, c Chart, width int) ([]byte, error) {
	option, err := c.Option()
	if err != nil {
		return nil, err
	}
	return r.Drawn(ctx, option, width)
}

// Drawn is SVG for a chart that is at hand only as what its Option was, perhaps
// years ago: the same bytes, as long as ECharts is the same. What is not JSON is
// ErrShape. The option must be one that Samsyn made and kept, never a user's.
func (r *Renderer) Drawn(ctx context.Context, option json.RawMessage, width int) ([]byte, error) {
	if width != Wide && width != Narrow {
		return nil, fmt.Errorf("%w: %d px wide", ErrShape, width)
	}
	if !json.Valid(option) {
		return nil, fmt.Errorf("%w: the option is not JSON", ErrShape)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	key := picture{option: sha256.Sum256(option), width: width}
	return r.cache.Get(context.WithoutCancel(ctx), key, otter.LoaderFunc[picture, []byte](
		func(ctx context.Context, key picture) ([]byte, error) {
			return r.draw(ctx, option, key)
		}))
}

// draw waits for an engine and draws. An engine that failed is thrown away.
func (r *Renderer) draw(ctx context.Context, option []byte, key picture) ([]byte, error) {
	e := <-r.engines // whoever has it is bounded by the time-out, so the wait is too
	ctx, cancel := context.WithTimeoutCause(ctx, r.timeout, fmt.Errorf("chart: not drawn within %v: %w", r.timeout, context.DeadlineExceeded))
	defer cancel()
	drawn := false
	defer func() {
		if !drawn {
			e = nil // whatever happened in it may happen again
		}
		r.engines <- e
	}()
	if e == nil {
		var err error
		if e, err = newEngine(); err != nil {
			return nil, err
		}
	}
	svg, err := e.svg(ctx, option, key.width)
	if err != nil {
		return nil, err
	}
	drawn = true
	alt, err := altOf(option)
	if err != nil {
		return nil, err
	}
	return clean(svg, cleanOptions{
		alt:    alt,
		prefix: "c" + hex.EncodeToString(key.option[:6]) + strconv.Itoa(key.width),
	})
}
