package open

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"samsyn/internal/app/open"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/open"
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
	name     string // its address, without the language and what else is asked beside it
	revision string
	group    open.Group // zero for the page of all groups
	noindex  bool
	make     func(context.Context) (content, error)
}

// content is a page as it is made, with what it is about for whoever is sent its address.
type content struct {
	page.Page
	described string
}

// made is a public page with its name in the browser's tab; its lead says what it is about.
func made(title string, v view.PublicView) content {
	return content{page.Page{Title: title, Content: view.Public(v)}, v.Heading.Lead}
}

// written is the language of what people have written, where the page is in another; ""
// where it is not.
func written(ctx context.Context) string {
	if i18n.LanguageOf(ctx) == i18n.Swedish {
		return ""
	}
	return string(i18n.Swedish)
}

// serve sends the page from what is kept, or makes it.
func (h *Handlers) serve(w http.ResponseWriter, r *http.Request, p publicPage) error {
	ctx := r.Context()
	address := (&url.URL{Path: p.name}).String()
	name := page.Spoken(ctx, address) // another page, to whoever keeps it
	mark := page.OpenMark(name, p.revision)
	body, found := h.pages.find(name, mark)
	held := page.Holds(r, mark)
	if !found && !held {
		rendered, err, _ := h.pages.making.Do(name+mark, func() (any, error) {
			ctx := context.WithoutCancel(ctx) // whoever asked first may hang up while others wait
			made, err := p.make(ctx)
			if err != nil {
				return nil, err
			}
			body, err := page.RenderOpen(ctx, made.Page, page.Shared{Description: made.described, Address: address, Base: h.base, Example: p.group.Example})
			if err == nil {
				h.pages.keep(name, keptPage{mark, body})
			}
			return body, err
		})
		if err != nil {
			return err
		}
		body = rendered.([]byte)
	}
	header := w.Header()
	header.Set("ETag", mark)
	header.Set("Cache-Control", publicFor)
	header.Set("Content-Language", string(i18n.LanguageOf(ctx)))
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
