package config

import (
	"fmt"
	"net/mail"
	"net/url"
)

// checkMail says what is wrong with the settings for mail.
func (c Config) checkMail(add func(variable, what string)) {
	if c.SMTPURL != "" {
		u, err := url.Parse(c.SMTPURL)
		if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
			add("SAMSYN_SMTP_URL", "adressen går inte att tolka. Skriv den som smtp://namn:lösenord@dator:587.")
		}
		if c.BaseURL == "" {
			add("SAMSYN_BASE_URL", "behövs för länkarna i mejlen. Skriv adressen som https://samsyn.exempel.se.")
		}
		if c.MailFrom == "" {
			add("SAMSYN_MAIL_FROM", "behövs när mejl ska skickas. Skriv avsändaren som Samsyn <samsyn@exempel.se>.")
		}
	}
	if _, err := mail.ParseAddress(c.MailFrom); c.MailFrom != "" && err != nil {
		add("SAMSYN_MAIL_FROM", fmt.Sprintf("%q är ingen e-postadress. Skriv den som Samsyn <samsyn@exempel.se>.", c.MailFrom))
	}
	if u, err := url.Parse(c.BaseURL); c.BaseURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		add("SAMSYN_BASE_URL", fmt.Sprintf("%q är ingen webbadress. Skriv den som https://samsyn.exempel.se.", c.BaseURL))
	}
}
