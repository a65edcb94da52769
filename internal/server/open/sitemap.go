package open

import (
	"encoding/xml"
	"net/http"
	"slices"

	"samsyn/internal/app/open"
	"samsyn/internal/server/page"
)

// sitemap is the addresses that search engines may keep (sitemaps.org, protocol 0.9).
type sitemap struct {
	XMLName   xml.Name  `xml:"urlset"`
	Namespace string    `xml:"xmlns,attr"`
	URLs      []siteURL `xml:"url"`
}

type siteURL struct {
	Address string `xml:"loc"`
	Changed string `xml:"lastmod,omitempty"`
}

// ShowSitemap tells search engines of the pages of the groups that want to be found. Without
// the site's own address there is nothing to tell.
func (h *Handlers) ShowSitemap(w http.ResponseWriter, r *http.Request) error {
	if h.base == "" {
		return page.NotFound(w, r)
	}
	groups, err := h.room.Groups(r.Context())
	if err != nil {
		return err
	}
	list := sitemap{Namespace: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	add := func(g open.Group, path string) {
		list.URLs = append(list.URLs, siteURL{h.base + groupURL(r.Context(), g, path), g.ChangedAt.UTC().Format("2006-01-02")})
	}
	for _, g := range groups {
		if !Indexed(g) {
			continue
		}
		add(g, "")
		for _, p := range partsOf(r.Context()) {
			if slices.Contains(g.Kinds, p.kind) {
				add(g, "/"+p.path)
			}
		}
	}
	body, err := xml.Marshal(list)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write(append([]byte(xml.Header), body...)) // a reader that hung up is nobody's error
	return nil
}
