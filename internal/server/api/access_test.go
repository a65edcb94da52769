package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/org"
	"samsyn/internal/server/api"
)

const figuresPath = "/api/v1/groups/neonatologi/figures"

// problem reads why there is no answer.
func (a answer) problem(status int) api.Problem {
	a.t.Helper()
	var p api.Problem
	if err := json.Unmarshal(a.want(status).body, &p); err != nil || p.Status != status || p.Title == "" || p.Detail == "" {
		a.t.Errorf("%v, %+v", err, p)
	}
	if got := a.header.Get("Content-Type"); !strings.HasPrefix(got, "application/problem+json") {
		a.t.Errorf("a problem of type %q", got)
	}
	if a.header.Get("ETag") != "" {
		a.t.Error("a problem has a mark")
	}
	return p
}

func TestWhoMayRead(t *testing.T) {
	s := newSite(t)
	addresses := []string{figuresPath, figuresPath + ".csv", "/api/v1/groups/neonatologi/units",
		"/api/v1/groups/neonatologi/indicators", "/api/v1/groups/neonatologi/indicators/MED03/analysis"}
	access := func(key string) string {
		groups := into[api.Groups](s.get(key, "/api/v1/groups"))
		if len(groups.Items) != 1 || !groups.Items[0].ExampleData || groups.Items[0].Code != "neonatologi" {
			t.Fatalf("%+v", groups)
		}
		return groups.Items[0].Access
	}
	for email, want := range map[string]string{"linkoping": "all", "sammanstallande": "all", "rmpo": "masked"} {
		key := s.key(email)
		if got := access(key); got != want {
			t.Errorf("%s reads %q, want %q", email, got, want)
		}
		for _, address := range addresses {
			s.get(key, address).want(http.StatusOK)
		}
	}
	s.sql(`UPDATE membership SET role = 'observer' WHERE role = 'program_area_member'`)
	s.now = s.now.Add(time.Second)
	key := s.key("rmpo")
	if got := access(key); got != "none" {
		t.Errorf("an observer reads %q", got)
	}
	for _, address := range addresses {
		s.get(key, address).problem(http.StatusForbidden)
	}
	for _, address := range []string{"/api/v1/groups/annan/figures", "/api/v1/", "/api/v1/nej"} {
		s.get(key, address).problem(http.StatusNotFound)
	}
	for _, address := range addresses {
		for _, bad := range []string{"", "x", key + "x", strings.ToUpper(key)} {
			a := s.get(bad, address)
			if p := a.problem(http.StatusUnauthorized); p.Title != "Nyckeln gäller inte" || a.header.Get("WWW-Authenticate") != `Bearer realm="Samsyn"` {
				t.Errorf("%+v %v", p, a.header)
			}
		}
	}
	if p := s.get("", figuresPath, "Accept-Language", "en-GB,en;q=0.9").problem(http.StatusUnauthorized); p.Title != "The key does not work" {
		t.Errorf("in English: %+v", p)
	}
	if p := s.get("", figuresPath, "Authorization", "Basic "+key).problem(http.StatusUnauthorized); p.Title == "" {
		t.Error("another way to show a key works")
	}
}

// TestOnlyKeysOpenTheAPI: a browser that is signed in has no way in, so that no other
// site can use it as one.
func TestOnlyKeysOpenTheAPI(t *testing.T) {
	s := newSite(t)
	site := httptest.NewServer(s.handler)
	t.Cleanup(site.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	status := func(r *http.Response, err error) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		return r.StatusCode
	}
	status(browser.PostForm(site.URL+"/logga-in", url.Values{"email": {"linkoping@exempel.se"}, "password": {"ett lösenord för exemplet"}}))
	if got := status(browser.Get(site.URL + "/resultat")); got != http.StatusOK || len(jar.Cookies(&url.URL{Scheme: "http", Host: strings.TrimPrefix(site.URL, "http://")})) == 0 {
		t.Fatalf("not signed in: %d", got)
	}
	if got := status(browser.Get(site.URL + figuresPath)); got != http.StatusUnauthorized {
		t.Errorf("with a session's cookie: %d", got)
	}
	r := s.get(s.key("linkoping"), figuresPath)
	if r.header.Get("Set-Cookie") != "" {
		t.Error("the API makes a session")
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site.URL+figuresPath, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if got := status(browser.Do(request)); got != http.StatusNotFound {
		t.Errorf("something can be sent: %d", got)
	}
}

func TestAKeyEnds(t *testing.T) {
	s := newSite(t)
	last := org.DayOf(today)
	token, err := s.people.CreateToken(t.Context(), s.actor("linkoping"), account.NewToken{Name: "R", LastDay: &last})
	if err != nil {
		t.Fatal(err)
	}
	mark := s.get(token, figuresPath).want(http.StatusOK).header.Get("ETag")
	s.now = today.AddDate(0, 0, 1)
	s.get(token, figuresPath).problem(http.StatusUnauthorized)
	s.get(token, figuresPath, "If-None-Match", mark).problem(http.StatusUnauthorized)
	s.now = today
	lead := s.actor("linkoping")
	list, err := s.people.Tokens(t.Context(), lead)
	if err != nil || len(list) != 1 || list[0].LastUsedOn == nil || !list[0].LastUsedOn.Equal(last) {
		t.Fatalf("%+v, %v", list, err)
	}
	other := s.key("linkoping")
	if err := s.people.RevokeToken(t.Context(), lead, list[0].ID); err != nil {
		t.Fatal(err)
	}
	s.get(token, figuresPath).problem(http.StatusUnauthorized)
	s.get(other, figuresPath).want(http.StatusOK)
	if err := s.people.Leave(t.Context(), s.actor("admin"), lead.Person.ID, last); err != nil {
		t.Fatal(err)
	}
	s.get(other, figuresPath).problem(http.StatusUnauthorized)
}

// TestHandingOutIsLogged: once for each key, group and day, and not for an answer that
// still holds.
func TestHandingOutIsLogged(t *testing.T) {
	s := newSite(t)
	key := s.key("rmpo")
	logged := func(want string) {
		t.Helper()
		if got := s.text(`SELECT count(*) || ' ' || coalesce(max(after->>'masked'), '') FROM audit WHERE action = 'account.use_token'`); got != want {
			t.Errorf("logged %q, want %q", got, want)
		}
	}
	s.get(key, "/api/v1/groups").want(http.StatusOK)
	logged("0 ")
	mark := s.get(key, figuresPath).want(http.StatusOK).header.Get("ETag")
	s.get(key, "/api/v1/groups/neonatologi/units").want(http.StatusOK)
	logged("1 true")
	s.get(key, figuresPath, "If-None-Match", mark).want(http.StatusNotModified)
	s.now = today.AddDate(0, 0, 1)
	s.get(key, figuresPath).want(http.StatusOK)
	logged("2 true")
}

// TestWhatGoesWrongHere says nothing of how.
func TestWhatGoesWrongHere(t *testing.T) {
	s := newSite(t)
	key := s.key("linkoping")
	s.sql(`ALTER TABLE group_revision RENAME TO elsewhere`)
	p := s.get(key, figuresPath).problem(http.StatusInternalServerError)
	if p.ID == "" || strings.Contains(p.Title+p.Detail, "revision") {
		t.Errorf("%+v", p)
	}
}
