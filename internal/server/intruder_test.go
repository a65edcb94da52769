package server

import (
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/chart"
)

// intruder is somebody with a role who means harm: all answers are looked through.
type intruder struct {
	*person
	name string
	site http.Handler
	seen map[string]string // what was answered, by address
}

// attackedSite is the demo's site without a browser between, and those who attack it.
func attackedSite(t *testing.T, names ...string) (*demo, []*intruder) {
	t.Helper()
	d := newDemo(t)
	site := New(Config{DB: d.db.DB, Mail: true, BaseURL: "http://samsyn.exempel.se", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: func() time.Time { return demoDay }, Charts: chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 64 << 20})})
	var list []*intruder
	for _, name := range names {
		list = append(list, &intruder{person: d.as(d.site, name), name: name, site: site, seen: map[string]string{}})
	}
	return d, list
}

// ask sends one request in-process and looks through the answer.
func (i *intruder) ask(method, address string, form url.Values) *httptest.ResponseRecorder {
	i.t.Helper()
	r := httptest.NewRequestWithContext(i.t.Context(), method, address, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	at, err := url.Parse(i.person.site.URL)
	if err != nil {
		i.t.Fatal(err)
	}
	for _, c := range i.client.Jar.Cookies(at) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	i.site.ServeHTTP(w, r)
	if w.Code >= http.StatusInternalServerError {
		i.t.Errorf("%s: %s %s: %d, sent %.300q", i.name, method, address, w.Code, form.Encode())
	}
	for _, wrong := range harmIn(w) {
		i.t.Errorf("%s: %s %s: %s", i.name, method, address, wrong)
	}
	return w
}

// crawl follows every link from the start page, at most so many of each kind of page.
func (i *intruder) crawl(most int) {
	i.t.Helper()
	i.seen = map[string]string{}
	kinds, queue := map[string]int{}, []string{"/", "/konto", "/konton", "/gruppen/logg", "/gruppen/behorigheter"}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		path, _, _ := strings.Cut(address, "#")
		kind := kindOf(path)
		if _, done := i.seen[path]; done || kinds[kind] >= most {
			continue
		}
		kinds[kind]++
		w := i.ask(http.MethodGet, path, nil)
		i.seen[path] = w.Body.String()
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(w.Body.String()))
		if err != nil {
			i.t.Fatal(err)
		}
		doc.Find("a[href], img[src], source[srcset]").Each(func(_ int, s *goquery.Selection) {
			for _, name := range []string{"href", "src", "srcset"} {
				if to, ok := s.Attr(name); ok && strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/static/") && !strings.HasSuffix(strings.Split(to, "?")[0], ".pdf") {
					queue = append(queue, to)
				}
			}
		})
	}
}

var (
	numbersIn = regexp.MustCompile(`[0-9]+(K[1-4]|M[0-9]+)?`)
	codesIn   = regexp.MustCompile(`/[A-Z]{2,}[0-9-]*`)
)

// kindOf is an address without what differs from thing to thing.
func kindOf(address string) string {
	path, query, _ := strings.Cut(address, "?")
	names := []string{}
	if values, err := url.ParseQuery(query); err == nil {
		names = slices.Sorted(maps.Keys(values))
	}
	return codesIn.ReplaceAllString(numbersIn.ReplaceAllString(path, "#"), "/X") + "?" + strings.Join(names, "&")
}

// sentForm is a form of a page, filled in with what it offers.
type sentForm struct {
	action string
	values url.Values
	texts  []string // the fields that take any text
	chosen []string // the fields that take a number of something stored
}

// forms are those of the pages seen that send something, each kind once, with their choices
// made and their texts left empty.
func (i *intruder) forms() []sentForm {
	i.t.Helper()
	var list []sentForm
	known := map[string]bool{}
	for _, address := range slices.Sorted(maps.Keys(i.seen)) {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(i.seen[address]))
		if err != nil {
			continue
		}
		doc.Find(`form[method="post"]`).Each(func(_ int, s *goquery.Selection) {
			f := readFormIn(s, address)
			key := kindOf(f.action) + strings.Join(f.texts, ",") + strings.Join(f.values["do"], ",")
			if !known[key] && f.action != "/logga-ut" && f.action != "/sprak" {
				known[key] = true
				list = append(list, f)
			}
		})
	}
	return list
}

func readFormIn(s *goquery.Selection, address string) sentForm {
	f := sentForm{action: s.AttrOr("action", strings.Split(address, "?")[0]), values: url.Values{}}
	s.Find("input, textarea, select, button").Each(func(_ int, e *goquery.Selection) {
		name, kind := e.AttrOr("name", ""), e.AttrOr("type", "")
		if _, off := e.Attr("disabled"); off || name == "" {
			return
		}
		value := e.AttrOr("value", "")
		switch {
		case goquery.NodeName(e) == "textarea":
			f.texts = append(f.texts, name)
			f.values.Set(name, e.Text())
		case goquery.NodeName(e) == "select":
			option := e.Find("option[selected]")
			if option.AttrOr("value", "") == "" {
				option = e.Find(`option[value]:not([value=""])`).First()
			}
			value = option.AttrOr("value", "")
			f.values.Set(name, value)
		case goquery.NodeName(e) == "button":
			if !f.values.Has(name) {
				f.values.Set(name, value)
			}
			return
		case kind == "radio" || kind == "checkbox":
			if _, on := e.Attr("checked"); on || !f.values.Has(name) {
				f.values.Set(name, value)
			}
		case kind == "hidden" || kind == "date" || kind == "number" || kind == "time" || kind == "password" || kind == "file":
			f.values.Set(name, value)
			if kind == "date" && value == "" {
				f.values.Set(name, "2026-03-01")
			}
		default:
			f.values.Set(name, value)
			if e.AttrOr("inputmode", "") == "" && name != "email" {
				f.texts = append(f.texts, name)
			}
		}
		if number := f.values.Get(name); number != "" && strings.Trim(number, "0123456789") == "" && name != "version" && name != "year" {
			f.chosen = append(f.chosen, name)
		}
	})
	return f
}

// with is the form with one text in all fields that take any.
func (f sentForm) with(text string) url.Values {
	values := maps.Clone(f.values)
	for _, name := range f.texts {
		values[name] = []string{text}
	}
	return values
}
