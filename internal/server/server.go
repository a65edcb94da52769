// Package server is the web: chi's routes in site-map order, sessions, the
// middleware around them and the one error boundary. The rooms' handlers live in
// packages of their own below it. It must not know SQL or any rule of the domain.
package server

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"samsyn/internal/app/account"
	"samsyn/internal/app/collect"
	"samsyn/internal/app/goals"
	"samsyn/internal/app/group"
	"samsyn/internal/app/improve"
	"samsyn/internal/app/open"
	"samsyn/internal/app/report"
	"samsyn/internal/app/results"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/identity"
	"samsyn/internal/postgres"
	accountroom "samsyn/internal/server/account"
	"samsyn/internal/server/api"
	collectroom "samsyn/internal/server/collect"
	goalsroom "samsyn/internal/server/goals"
	grouproom "samsyn/internal/server/group"
	improveroom "samsyn/internal/server/improve"
	openroom "samsyn/internal/server/open"
	"samsyn/internal/server/page"
	reportroom "samsyn/internal/server/report"
	resultsroom "samsyn/internal/server/results"
)

// Config is what the server needs from outside.
type Config struct {
	DB  *postgres.DB
	Log *slog.Logger
	// Now tells the time where the clinics are.
	Now func() time.Time
	// Charts draws charts for pages without JavaScript and for print.
	Charts *chart.Renderer
	// Mail says whether somebody sends the mails that are queued.
	Mail bool
	// BaseURL is where people find the site, "" when it is not known.
	BaseURL string
	// GroupStart is what new groups start with, and Libraries what they can take
	// measures and goals from beside other groups.
	GroupStart account.GroupStart
	Libraries  []goals.Template
	// Proxies are the addresses or networks (CIDR) whose word on where a request comes
	// from is believed.
	Proxies []string
	// AtOnce is how many requests are worked on at the same time; zero is the default.
	AtOnce int
	// SecondFactor is what the installation says of second factors.
	SecondFactor account.SecondFactorPolicy
	// Observe is told of every request that has been answered; nil tells nobody.
	Observe func(Request)
	// Documents makes PDF and Word of pages; nil makes none.
	Documents *document.Press
	// Sessions is how long somebody stays signed in; zero for the usual times.
	Sessions SessionTimes
	// Providers are whom people can sign in through beside with a password.
	Providers identity.Providers
}

// Server answers requests. It keeps nothing that another process would miss:
// sessions are in the database.
type Server struct {
	log      *slog.Logger
	now      func() time.Time
	observe  func(Request)
	sessions *scs.SessionManager
	times    SessionTimes
	boundary *page.Boundary
	people   *account.Room
	// traces notes who reads what, and noted spares asking whether it is known.
	traces *group.Room
	noted  dayNotes

	baseURL   string
	encrypted bool // people reach the site over TLS
	proxies   []string
	atOnce    int64

	account *accountroom.Handlers
	collect *collectroom.Handlers
	results *resultsroom.Handlers
	goals   *goalsroom.Handlers
	improve *improveroom.Handlers
	report  *reportroom.Handlers
	open    *openroom.Handlers
	group   *grouproom.Handlers
	api     *api.Handlers
}

// New wires the rooms together and gives the whole site as one handler.
func New(c Config) http.Handler {
	people := account.New(c.DB, c.Now).WithStart(c.GroupStart).WithSecondFactor(c.SecondFactor).WithMail(c.Mail, c.BaseURL)
	encrypted := strings.HasPrefix(c.BaseURL, "https:")
	times := c.Sessions.orUsual()
	sessions := newSessions(c.DB, times, encrypted)
	figures := results.New(c.DB, c.Now)
	if c.Observe == nil {
		c.Observe = func(Request) {}
	}
	reports := reportroom.New(report.New(c.DB, c.Now).WithBaseURL(c.BaseURL), c.Charts).WithMail(c.Mail)
	s := &Server{
		log: c.Log, observe: c.Observe, now: c.Now, sessions: sessions, times: times, people: people,
		boundary: page.Errors(c.Log, page.InFrame), baseURL: c.BaseURL, encrypted: encrypted, proxies: c.Proxies, atOnce: int64(c.AtOnce),
		traces:  group.New(c.DB, c.Now),
		account: accountroom.New(people, sessions).WithBaseURL(c.BaseURL).WithProviders(c.Providers),
		collect: collectroom.New(collect.New(c.DB, c.Now)).WithMail(
			collectroom.Mailing{On: c.Mail, BaseURL: c.BaseURL}),
		results: resultsroom.New(figures, c.Charts),
		goals:   goalsroom.New(goals.New(c.DB, c.Now).WithTemplates(c.Libraries)).WithCharts(c.Charts),
		improve: improveroom.New(improve.New(c.DB, c.Now).WithBaseURL(c.BaseURL), c.Charts).WithPDF(c.Documents).WithDocuments(group.New(c.DB, c.Now)),
		group:   grouproom.New(group.New(c.DB, c.Now).WithBaseURL(c.BaseURL)).WithPDF(c.Documents).WithMail(c.Mail),
		report:  reports,
		open: openroom.New(openroom.Config{Room: open.New(c.DB, c.Now).WithBaseURL(c.BaseURL), People: people, Reports: report.New(c.DB, c.Now), Edition: reports.Published,
			Charts: c.Charts, BaseURL: c.BaseURL}),
		api: api.New(api.Config{People: people, Results: figures, Log: c.Log, Now: c.Now}),
	}
	sessions.ErrorFunc = s.boundary.Fail
	return s.routes()
}
