package doctor

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"samsyn/internal/config"
	"samsyn/internal/postgres"
)

// settings says what is wrong or unwise in the settings.
func settings(p Patient) []Finding {
	var f findings
	var wrong *config.WrongError
	switch {
	case errors.As(p.Settings, &wrong):
		for _, problem := range wrong.Problems {
			f.wrong(problem.Error())
		}
	case p.Settings != nil:
		f.wrong(p.Settings.Error())
	default:
		f.fine("Inställningarna går att läsa: " + p.Config.String() + ".")
	}
	for _, name := range p.Unknown {
		f.note(name + " är ingen inställning som Samsyn har. Är namnet felskrivet?")
	}
	if host := hostOf(p.Config.AdminAddr); host != "" && !loopback(host) {
		f.note(fmt.Sprintf("SAMSYN_ADMIN_ADDR %s nås från andra datorer. Den som når adressen kan läsa mätvärden och profiler: håll den i ett slutet nät.", p.Config.AdminAddr))
	}
	if u, err := url.Parse(p.Config.BaseURL); err == nil && u.Scheme == "http" && !loopback(u.Hostname()) {
		f.note("SAMSYN_BASE_URL börjar med http: lösenord och siffror går okrypterade. Sätt en omvänd proxy med TLS framför, och skriv https.")
	}
	for _, a := range []struct{ variable, address string }{{"SAMSYN_DATABASE_URL", p.Config.DatabaseURL},
		{"SAMSYN_DATABASE_OWNER_URL", p.Config.DatabaseOwnerURL}, {"SAMSYN_READ_DATABASE_URL", p.Config.ReadDatabaseURL}} {
		how, err := postgres.EncryptionOf(a.address)
		switch {
		case a.address == "" || err != nil: // the settings' check has told
		case how == postgres.Unencrypted:
			f.note(a.variable + " går till en annan dator utan kryptering (sslmode=disable). Skydda nätet emellan, eller skriv sslmode=verify-full.")
		case how == postgres.Unverified:
			f.note(a.variable + " går krypterad till en annan dator, men vem som svarar där kontrolleras inte (sslmode=require). Skriv sslmode=verify-full.")
		}
	}
	if p.Config.DatabaseURL != "" && p.Config.DatabaseOwnerURL == "" {
		f.note("Databasen har en enda adress, så programmet loggar in som tabellernas ägare och kliver ner till samsyn_app. Med SAMSYN_DATABASE_OWNER_URL för sig kan det aldrig bli ägare.")
	}
	return f
}

func hostOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return ""
	}
	return host
}

func loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
