// Package config is Samsyn's settings, read once from the environment. It must
// not know what they are used for, and never shows the secret ones.
package config

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/caarlos0/env/v11"
)

// minPassword is the shortest demo password, in characters.
const minPassword = 10

// Config is the settings. Its text forms leave the secrets out: the fields that are
// tagged so.
type Config struct {
	// Addr is what the web server listens on, "host:port". Port 0 picks a free one.
	Addr string `env:"SAMSYN_ADDR" envDefault:"127.0.0.1:8080"`
	// DatabaseURL is an external PostgreSQL, which then is used instead of the
	// private one. Secret: it may hold a password.
	DatabaseURL string `env:"SAMSYN_DATABASE_URL" secret:"true"`
	// DatabaseOwnerURL is the same database as the owner of the schema, for
	// migrations. Secret. See OwnerURL.
	DatabaseOwnerURL string `env:"SAMSYN_DATABASE_OWNER_URL" secret:"true"`
	// DataDir is the private PostgreSQL's folder; empty means the system's default.
	DataDir string `env:"SAMSYN_DATA_DIR"`
	// DemoPassword is the demo accounts' password; empty means that one is made
	// up. Secret.
	DemoPassword string `env:"SAMSYN_DEMO_PASSWORD" secret:"true"`
	// SMTPURL is the mail server, "smtp://name:password@host:587" or smtps://;
	// empty means that no mail is sent. Secret.
	SMTPURL string `env:"SAMSYN_SMTP_URL" secret:"true"`
	// MailFrom is who mail comes from: "Samsyn <samsyn@exempel.se>".
	MailFrom string `env:"SAMSYN_MAIL_FROM"`
	// FileTimeout is how long making one file of a report may take, as Go writes
	// durations: "10m". The default is three times what a report of 150 pages takes on a
	// slow computer.
	FileTimeout time.Duration `env:"SAMSYN_FILE_TIMEOUT" envDefault:"10m"`
	// BaseURL is where people find Samsyn, for links in mails and calendars. With https://
	// browsers are told never to come without TLS.
	BaseURL string `env:"SAMSYN_BASE_URL"`

	Operations
	Web
	AuditSettings
	SecondFactor
	Sessions
	OIDC
	Replica
}

// Check is a look at settings that only those who use them can judge; it calls add for
// each variable that is wrong, with a sentence that repeats no secret.
type Check func(c Config, add func(variable, what string))

// Load reads the settings from the process's environment.
func Load(checks ...Check) (Config, error) {
	return LoadFrom(env.ToMap(os.Environ()), checks...)
}

// LoadFrom reads the settings from variables by name. Each may stand in a file instead,
// which the variable with _FILE after its name then names. The error lists everything
// that is wrong at once, in Swedish, and repeats no secret; beside it are the settings as
// far as they could be read.
func LoadFrom(variables map[string]string, checks ...Check) (Config, error) {
	var c Config
	var wrong complaints
	variables = readFiles(variables, wrong.add)
	wrong.addParsing(env.ParseWithOptions(&c, env.Options{Environment: variables, FuncMap: parsers}))
	c.ReadDatabaseURL = strings.TrimSpace(c.ReadDatabaseURL)
	c.DatabaseURL, c.DatabaseOwnerURL = strings.TrimSpace(c.DatabaseURL), strings.TrimSpace(c.DatabaseOwnerURL)
	c.SMTPURL, c.BaseURL = strings.TrimSpace(c.SMTPURL), strings.TrimSuffix(strings.TrimSpace(c.BaseURL), "/")
	c.check(wrong.add)
	for _, check := range checks {
		check(c, wrong.add)
	}
	return c, wrong.err()
}

// OwnerURL is the address for migrations: DatabaseOwnerURL, or DatabaseURL when
// there is only one.
func (c Config) OwnerURL() string {
	if c.DatabaseOwnerURL != "" {
		return c.DatabaseOwnerURL
	}
	return c.DatabaseURL
}

// check gathers everything that is wrong.
func (c *Config) check(add func(variable, what string)) {
	if !validAddr(c.Addr) {
		add("SAMSYN_ADDR", fmt.Sprintf("%q är ingen adress. Skriv den som 127.0.0.1:8080.", c.Addr))
	}
	const howURL = "adressen går inte att tolka. Skriv den som postgres://namn:lösenord@dator:5432/databas."
	if c.DatabaseURL != "" && !validURL(c.DatabaseURL) {
		add("SAMSYN_DATABASE_URL", howURL)
	}
	if c.DatabaseOwnerURL != "" && !validURL(c.DatabaseOwnerURL) {
		add("SAMSYN_DATABASE_OWNER_URL", howURL)
	}
	if c.DatabaseOwnerURL != "" && c.DatabaseURL == "" {
		add("SAMSYN_DATABASE_OWNER_URL", "används bara tillsammans med SAMSYN_DATABASE_URL. Ange båda eller ingen.")
	}
	if n := utf8.RuneCountInString(c.DemoPassword); n > 0 && n < minPassword {
		add("SAMSYN_DEMO_PASSWORD", fmt.Sprintf("lösenordet är för kort. Välj minst %d tecken.", minPassword))
	}
	if c.FileTimeout < time.Minute {
		add("SAMSYN_FILE_TIMEOUT", "ge filerna minst en minut. Skriv tiden som 10m.")
	}
	c.checkMail(add)
	c.checkOperations(add)
	c.checkWeb(add)
	c.checkSecondFactor(add)
	c.checkSessions(add)
	c.checkOIDC(c.BaseURL, add)
	c.checkReplica(add)
}

// validAddr: a host, which may be empty, and a port number.
func validAddr(addr string) bool {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

// validURL: a PostgreSQL address in URL form. What url.Parse says is not used,
// since it repeats the address.
func validURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql")
}
