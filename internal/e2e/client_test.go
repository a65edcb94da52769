package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// client is one person's session without a browser, for what has to be done many
// times over.
type client struct {
	site *site
	http *http.Client
}

// newClient signs in; redirects are not followed.
func newClient(t *testing.T, s *site, email string) *client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{site: s, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
	answer, err := c.post("/logga-in", url.Values{"email": {email}, "password": {demoPassword}})
	if err != nil || answer != (answered{http.StatusSeeOther, "/"}) {
		t.Fatalf("signing in as %s: %+v, %v", email, answer, err)
	}
	return c
}

// get reads a page; what is no page, such as a file to keep, is nil.
func (c *client) get(path string) (status int, page *goquery.Document, err error) {
	answer, err := c.http.Get(c.site.URL + path)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		_, err = io.Copy(io.Discard, answer.Body)
		return answer.StatusCode, nil, err
	}
	page, err = goquery.NewDocumentFromReader(answer.Body)
	return answer.StatusCode, page, err
}

// answered is what the server said to a form.
type answered struct {
	status   int
	location string
}

// post sends a form; without an error the server has answered.
func (c *client) post(path string, form url.Values) (answered, error) {
	answer, err := c.http.PostForm(c.site.URL+path, form)
	if err != nil {
		return answered{}, err
	}
	return answered{answer.StatusCode, answer.Header.Get("Location")}, answer.Body.Close()
}

// form is what would be sent by the page's form to the address.
func form(page *goquery.Document, action string) url.Values {
	values := url.Values{}
	fields := page.Find(fmt.Sprintf("form[action=%q]", action)).Find("input, textarea, select")
	fields.Each(func(_ int, field *goquery.Selection) {
		name := field.AttrOr("name", "")
		switch goquery.NodeName(field) {
		case "textarea":
			values.Set(name, strings.TrimPrefix(field.Text(), "\n"))
		case "select":
			values.Set(name, field.Find("option[selected]").AttrOr("value", ""))
		default:
			values.Set(name, field.AttrOr("value", ""))
		}
	})
	return values
}
