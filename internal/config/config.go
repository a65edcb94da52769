// Package config is Samsyn's settings, read once from the environment. It must
// not know what they are used for, and never shows the secret ones.
package config

import (
	"errors"
	"fmt"
	"log/slog"
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

// Config is the settings. Its text forms leave the secrets out.
type Config struct {
	// Addr is what the web server listens on, "host:port". Port 0 picks a free one.
	Addr string `env:"SAMSYN_ADDR" envDefault:"127.0.0.1:8080"`
	// DatabaseURL is an external PostgreSQL, which then is used instead of the
	// private one. Secret: it may hold a password.
	DatabaseURL string `env:"SAMSYN_DATABASE_URL"`
	// DatabaseOwnerURL is the same database as the owner of the schema, for
	// migrations. Secret. See OwnerURL.
	DatabaseOwnerURL string `env:"SAMSYN_DATABASE_OWNER_URL"`
	// DataDir is the private PostgreSQL's folder; empty means the system's default.
	DataDir string `env:"SAMSYN_DATA_DIR"`
	// DemoPassword is the demo accounts' password; empty means that one is made
	// up. Secret.
	DemoPassword string `env:"SAMSYN_DEMO_PASSWORD"`
	// SMTPURL is the mail server, "smtp://name:password@host:587" or smtps://;
	// empty means that no mail is sent. Secret.
	SMTPURL string `env:"SAMSYN_SMTP_URL"`
	// SMTPURLFile is a file that holds SMTPURL instead, so that the password need
	// not stand in the environment.
	SMTPURLFile string `env:"SAMSYN_SMTP_URL_FILE"`
	// MailFrom is who mail comes from: "Samsyn <samsyn@exempel.se>".
	MailFrom string `env:"SAMSYN_MAIL_FROM"`
	// FileTimeout is how long making one file of a report may take (SAMSYN_FILE_TIMEOUT,
	// as Go writes durations: "10m").
	FileTimeout time.Duration `env:"-"`
	// BaseURL is where people find Samsyn, for links in mails and calendars. With https://
	// browsers are told never to come without TLS.
	BaseURL string `env:"SAMSYN_BASE_URL"`
	Web
	AuditSettings
	SecondFactor
	// How long sessions last.
	Sessions
	// Other ways to sign in than with a password.
	OIDC
	Replica
}

// Load reads the settings from the process's environment.
func Load() (Config, error) {
	return LoadFrom(env.ToMap(os.Environ()))
}

// LoadFrom reads the settings from variables by name. The error lists everything
// that is wrong at once, in Swedish, and repeats no secret.
func LoadFrom(variables map[string]string) (Config, error) {
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: variables}); err != nil {
		return Config{}, err
	}
	c.DatabaseURL, c.DatabaseOwnerURL = strings.TrimSpace(c.DatabaseURL), strings.TrimSpace(c.DatabaseOwnerURL)
	c.ReadDatabaseURL = strings.TrimSpace(c.ReadDatabaseURL)
	c.readFileTimeout(variables["SAMSYN_FILE_TIMEOUT"])
	c.readSessions(variables["SAMSYN_SESSION_IDLE"], variables["SAMSYN_SESSION_LIMIT"])
	if err := c.readSMTPURL(); err != nil {
		return Config{}, err
	}
	if err := c.readSecretKey(); err != nil {
		return Config{}, err
	}
	if err := c.check(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// fileTimeout is how long a file may take when nothing is said: three times what a report
// of 150 pages takes on a slow computer.
const fileTimeout = 10 * time.Minute

// readFileTimeout reads the time; what is no time becomes none, which check finds.
func (c *Config) readFileTimeout(text string) {
	if c.FileTimeout = fileTimeout; text != "" {
		c.FileTimeout, _ = time.ParseDuration(strings.TrimSpace(text))
	}
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
// check gathers everything that is wrong, and reads the file of providers on the way.
func (c *Config) check() error {
	var wrong []error
	add := func(variable, what string) { wrong = append(wrong, fmt.Errorf("%s: %s", variable, what)) }
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
	c.checkWeb(add)
	c.checkSecondFactor(add)
	c.checkSessions(add)
	c.checkOIDC(c.BaseURL, add)
	c.checkReplica(add)
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("inställningarna stämmer inte:\n%w", errors.Join(wrong...))
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

// shown is a secret as it may be seen: whether it is set.
func shown(secret string) string {
	if secret == "" {
		return "ej angivet"
	}
	return "angivet"
}

// String is the settings without the secrets.
func (c Config) String() string {
	return fmt.Sprintf("adress %s, databas %s, databasägare %s, mapp %q, demolösenord %s, e-postserver %s, hemlig nyckel %s", c.Addr,
		shown(c.DatabaseURL), shown(c.DatabaseOwnerURL), c.DataDir, shown(c.DemoPassword), shown(c.SMTPURL), shown(c.SecretKey))
}

// GoString is String, so that %#v leaves the secrets out too.
func (c Config) GoString() string { return c.String() }

// LogValue is String, for slog.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText is String, for encoders that look past the others.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
