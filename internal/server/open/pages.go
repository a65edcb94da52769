package open

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"samsyn/internal/app/open"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// publicFor lets anybody keep a public page for five minutes, as a published edition.
const publicFor = "public, max-age=300"

// mostKept is how many bytes of pages one process keeps.
const mostKept = 32 << 20

// pages are public pages as they were sent last, by their names. Each is made once for each
// revision of what it is made of, whoever asks for it and however many at once; another
// process makes its own, and nobody misses what this one forgets.
type pages struct {
	lock   sync.Mutex
	kept   map[string]keptPage
	bytes  int
	making singleflight.Group
}

type keptPage struct {
	mark string
	body []byte
}

func (p *pages) find(name, mark string) ([]byte, bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	k, found := p.kept[name]
	return k.body, found && k.mark == mark
}

func (p *pages) keep(name string, k keptPage) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.bytes += len(k.body) - len(p.kept[name].body)
	if p.kept == nil || p.bytes > mostKept {
		p.kept, p.bytes = map[string]keptPage{}, len(k.body)
	}
	p.kept[name] = k
}

// publicPage is a page that is the same for everybody: its name, the mark of all that it is
// made of, and how it is made when nobody has it.
type publicPage struct {
	name     string // its address, without what is asked beside it
	revision string
	group    open.Group // zero for the page of all groups
	noindex  bool
	make     func(context.Context) (page.Page, error)
}

// serve sends the page from what is kept, or makes it.
func (h *Handlers) serve(w http.ResponseWriter, r *http.Request, p publicPage) error {
	mark := page.OpenMark(p.name, p.revision)
	body, found := h.pages.find(p.name, mark)
	held := page.Holds(r, mark)
	if !found && !held {
		made, err, _ := h.pages.making.Do(p.name+mark, func() (any, error) {
			ctx := context.WithoutCancel(page.InSwedish(r).Context()) // whoever asked first may hang up while others wait
			content, err := p.make(ctx)
			if err != nil {
				return nil, err
			}
			made, err := page.RenderOpen(ctx, content, p.group.Example)
			if err == nil {
				h.pages.keep(p.name, keptPage{mark, made})
			}
			return made, err
		})
		if err != nil {
			return err
		}
		body = made.([]byte)
	}
	header := w.Header()
	header.Set("ETag", mark)
	header.Set("Cache-Control", publicFor)
	header.Set("Content-Language", "sv")
	if !p.group.ChangedAt.IsZero() && p.group.ChangedAt.Unix() > 0 {
		header.Set("Last-Modified", p.group.ChangedAt.UTC().Format(http.TimeFormat))
	}
	if p.noindex {
		header.Set("X-Robots-Tag", "noindex")
	}
	if held {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a browser that hung up is nobody's error
	}
	return nil
}

// Indexed reports whether search engines may keep the group's pages: when it wants so, and
// never made-up figures.
func Indexed(g open.Group) bool {
	return !g.Example && slices.Contains(g.Kinds, org.OpenSearch)
}
