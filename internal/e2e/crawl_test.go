package e2e

import (
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// pagesPerRoute is how many pages of one kind are followed: there are as many
// pages about a measure as measures, years and units.
const pagesPerRoute = 12

// route is an address that the program shows a page at.
type route struct {
	pattern string
	matches *regexp.Regexp
}

// routes reads the addresses of all pages from the program's own list, so that
// no page is forgotten here.
func routes(t *testing.T) []route {
	t.Helper()
	var source []byte
	names, err := filepath.Glob("../server/*routes.go")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		part, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, part...)
	}
	var list []route
	variable := regexp.MustCompile(`\\\{[a-z]+\\\}`)
	for _, found := range regexp.MustCompile(`r\.Get\("([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		if path.Ext(found[1]) != "" {
			continue // a file to save, not a page
		}
		expression := "^" + variable.ReplaceAllString(regexp.QuoteMeta(found[1]), `[^/]+`) + "$"
		list = append(list, route{found[1], regexp.MustCompile(expression)})
	}
	if len(list) < 20 {
		t.Fatalf("only %d routes are found in the list", len(list))
	}
	return list
}

// routeOf is the route that a path belongs to; the one with the fewest variables
// when there are several.
func routeOf(list []route, path string) (best string) {
	path, _, _ = strings.Cut(path, "?")
	for _, r := range list {
		if r.matches.MatchString(path) && (best == "" || strings.Count(r.pattern, "{") < strings.Count(best, "{")) {
			best = r.pattern
		}
	}
	return best
}

// crawl follows every link that the person is shown, from the start page on, and
// gives the pages by route; a route of files has none. A link that leads to nothing
// is an error: what one may not do is not shown.
func (c *client) crawl(t *testing.T, list []route) map[string][]string {
	t.Helper()
	found, visits, known := map[string][]string{}, map[string]int{}, map[string]bool{}
	known["/logga-in"] = true // where the session's dialog leads once it has ended
	queue := []string{"/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		pattern := routeOf(list, path)
		if visits[pattern]++; visits[pattern] > pagesPerRoute {
			continue
		}
		status, page, err := c.get(path)
		if status == http.StatusSeeOther && strings.HasPrefix(elsewhere[pattern], "leads to") {
			continue
		}
		if err != nil || status != http.StatusOK {
			t.Errorf("a link leads to %s, which answers %d, %v", path, status, err)
			continue
		}
		if page == nil {
			found[pattern] = nil
			continue
		}
		found[pattern] = append(found[pattern], path)
		if before, after, hole := strings.Cut(page.Text(), "%!"); hole {
			t.Errorf("%s has a sentence with a hole: %q", path, before[max(0, len(before)-40):]+"%!"+after[:min(40, len(after))])
		}
		for _, next := range links(page, path) {
			if !known[next] {
				known[next] = true
				queue = append(queue, next)
			}
		}
	}
	return found
}

// links is where the page's links within the site lead.
func links(page *goquery.Document, path string) []string {
	base, _ := url.Parse(path)
	var list []string
	page.Find("a[href]:not([download])").Each(func(_ int, a *goquery.Selection) {
		target, err := base.Parse(a.AttrOr("href", ""))
		if err != nil || target.Host != "" || target.Scheme != "" {
			return
		}
		target.Fragment = ""
		list = append(list, target.String())
	})
	return list
}
