package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// crowd is everybody.
type crowd []*person

// person is one of them, with a browser that keeps pages as browsers do.
type person struct {
	email, unit string
	reports     bool // for the unit; else only reads
	http        *http.Client
	url         string
	think       time.Duration
	measures    *measures
	seen        map[string]string // the marks of the pages that the browser has
}

// signingIn is the kind of request that everybody begins with.
const signingIn = "sign in"

// act lets everybody come, over the time of the ramp, and do what they do until the
// context ends; the function it gives waits for that.
func (c crowd) act(ctx context.Context, s settings, url string, m *measures) (wait func()) {
	connections := &http.Transport{MaxIdleConnsPerHost: len(c), IdleConnTimeout: time.Minute}
	var all sync.WaitGroup
	for n, p := range c {
		p.url, p.think, p.measures = url, s.think, m
		jar, err := cookiejar.New(nil)
		if err != nil {
			panic(err) // it never is
		}
		p.http = &http.Client{Jar: jar, Transport: connections, Timeout: time.Minute,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		all.Go(func() {
			if pause(ctx, s.rampUp*time.Duration(n)/time.Duration(len(c))) && p.signIn(ctx) {
				p.live(ctx)
			}
		})
	}
	return all.Wait
}

// pause waits, and says whether there is time left.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// thinks waits as a person does between two things: exponentially distributed, at most ten
// times the mean, as TPC-W 1.8 (clause 5.3.2.1) has it of people at a web site.
func (p *person) thinks(ctx context.Context) bool {
	return pause(ctx, min(time.Duration(rand.ExpFloat64()*float64(p.think)), 10*p.think))
}

// dashboards are the pages that are read, of the person's group.
var dashboards = []struct{ kind, path string }{
	{"Start", "/"}, {"Så går det", "/resultat"}, {"Enhet för enhet", "/resultat/matris"}, {"Variation", "/resultat/variation"},
	{"Signaler", "/resultat/signaler"}, {"a measure", "/resultat/matt/MED03"}, {"a unit", "/resultat/enhet/UNIT"}, {"Mål", "/mal"}, {"Årsrapport", "/arsrapport"},
}

// live reads dashboards, and for those who report hands in figures half of the time.
func (p *person) live(ctx context.Context) {
	for p.thinks(ctx) {
		if p.reports && rand.N(2) == 0 {
			p.enter(ctx)
			continue
		}
		for range 4 {
			page := dashboards[rand.N(len(dashboards))]
			p.get(ctx, page.kind, strings.Replace(page.path, "UNIT", p.unit, 1))
			if !p.thinks(ctx) {
				return
			}
		}
	}
}

// rowsAtATime is how many rows somebody fills in at a visit.
const rowsAtATime = 6

// enter opens the quarter's form and fills in some rows, each saved as it is left.
func (p *person) enter(ctx context.Context) {
	overview := p.get(ctx, "Inrapportering", "/inrapportering")
	if overview == nil || !p.thinks(ctx) {
		return
	}
	path := overview.Find("#pagar a").AttrOr("href", "")
	if path == "" {
		p.measures.add("a unit's quarter", 0, "no form to fill in")
		return
	}
	form := p.get(ctx, "a unit's quarter", path)
	if form == nil {
		return
	}
	var rows []string // the beginnings of the fields' names
	form.Find("input[name$='.denominator']").Each(func(_ int, field *goquery.Selection) {
		row := strings.TrimSuffix(field.AttrOr("name", ""), "denominator")
		if field.Is("[readonly], [disabled]") || form.Find(fmt.Sprintf("input[name=%q]", row+"numerator")).Length() != 1 {
			return
		}
		rows = append(rows, row)
	})
	rand.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
	for _, row := range rows[:min(rowsAtATime, len(rows))] {
		if !p.thinks(ctx) {
			return
		}
		read := form.Find(fmt.Sprintf("input[name=%q]", row+"read")).AttrOr("value", "")
		p.request(ctx, "save a row", path+"/rad", url.Values{row + "numerator": {strconv.Itoa(rand.N(20))},
			row + "denominator": {strconv.Itoa(20 + rand.N(100))}, row + "read": {read}})
	}
}

func (p *person) signIn(ctx context.Context) bool {
	p.request(ctx, signingIn, "/logga-in", url.Values{"email": {p.email}, "password": {password}})
	at, err := url.Parse(p.url)
	return err == nil && len(p.http.Jar.Cookies(at)) > 0
}

func (p *person) get(ctx context.Context, kind, path string) *goquery.Document {
	return p.request(ctx, kind, path, nil)
}

// request asks for a page, or sends a form, and notes how long it took until all had come.
// It gives the page when it is one that is read further; nil for those, and when the time
// is out.
func (p *person) request(ctx context.Context, kind, path string, form url.Values) *goquery.Document {
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, p.url+path, body)
	if err != nil {
		p.measures.add(kind, 0, err.Error())
		return nil
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	} else if mark := p.seen[path]; mark != "" {
		r.Header.Set("If-None-Match", mark)
	}
	began := time.Now()
	answer, err := p.http.Do(r)
	var page []byte
	if err == nil {
		page, err = io.ReadAll(answer.Body)
		err = errors.Join(err, answer.Body.Close())
	}
	took := time.Since(began)
	switch {
	case ctx.Err() != nil:
		return nil // the time is out
	case err != nil:
		p.measures.add(kind, took, "no answer: "+err.Error())
		return nil
	case answer.StatusCode >= 400 || answer.StatusCode == http.StatusSeeOther && kind != signingIn:
		p.measures.add(kind, took, fmt.Sprintf("%s is answered with %d", kind, answer.StatusCode))
		return nil
	}
	p.measures.add(kind, took, "")
	if mark := answer.Header.Get("ETag"); mark != "" {
		p.seen[path] = mark
	}
	if !strings.HasPrefix(path, "/inrapportering") || form != nil {
		return nil
	}
	parsed, err := goquery.NewDocumentFromReader(strings.NewReader(string(page)))
	if err != nil {
		return nil
	}
	return parsed
}
