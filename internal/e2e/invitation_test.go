package e2e

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"samsyn/internal/testdb/testmail"
)

const (
	adminMail     = "eva@sjukhuset.example"
	adminPassword = "en mening jag minns"
)

// A nurse is invited by mail, chooses a password and is in; she forgets it and chooses
// another. Once with scripts, once without; and the mails come from a real server.
func TestAnInvitationsWay(t *testing.T) {
	t.Parallel()
	server := testmail.New(t)
	site := startSiteWith(t, append(startDatabase(t), "SAMSYN_SMTP_URL=smtp://"+server.Addr, "SAMSYN_MAIL_FROM=Samsyn <samsyn@exempel.se>",
		"SAMSYN_BASE_URL=https://samsyn.exempel.se"), "--migrate")
	admin := newVisitor(t, site, withoutScript)
	admin.beginsTheSite()
	for name, w := range map[string]window{"nina": darkPhone, "nora": withoutScript} {
		email := name + "@sjukhuset.example"
		admin.open("/konton/nytt")
		admin.see("får ett mejl med en länk")
		admin.fill("Namn", "Nina Sköterska")
		admin.fill("E-postadress", email)
		admin.tick("Sjuksköterska")
		admin.choose("Roll", "Vårdenhetschef")
		admin.choose("Grupp", "Neonatologi")
		admin.choose("Enhet", "Kalmar")
		admin.press("Lägg till person")
		admin.see("Ett mejl med en länk skickas till " + email)

		nurse := newVisitor(t, site, w)
		link := linkTo(t, server, email, "/valkommen/")
		nurse.open(link)
		nurse.accessible()
		nurse.see("Välkommen till Samsyn, Nina Sköterska", "Eva Förvaltare har gett dig ett konto", "Vårdenhetschef, Kalmar, Neonatologi", email)
		nurse.fill("Lösenord", "Sommaren2026")
		nurse.fill("Lösenordet en gång till", "Sommaren2026")
		nurse.press("Spara lösenordet och gå vidare")
		nurse.says(422)
		nurse.see("Lösenordet är för lätt att gissa.")
		nurse.accessible()
		nurse.fill("Lösenord", "kaffe utan mjölk")
		nurse.fill("Lösenordet en gång till", "kaffe utan mjölk")
		nurse.press("Spara lösenordet och gå vidare")
		nurse.see("Att göra nu")

		// The same link opens nothing more.
		nurse.open(link)
		nurse.says(410)
		nurse.see("Länken är använd")
		nurse.accessible()

		other := newVisitor(t, site, w)
		other.open("/logga-in")
		other.press("Glömt lösenordet?")
		other.accessible()
		other.fill("E-postadress", email)
		other.press("Skicka länken")
		other.see("Om det finns ett konto med adressen")
		other.accessible()
		other.open(linkTo(t, server, email, "/nytt-losenord/"))
		other.accessible()
		other.fill("Lösenord", "te med honung i")
		other.fill("Lösenordet en gång till", "te med honung i")
		other.press("Spara lösenordet")
		other.see("Lösenordet är bytt. Logga in med det.")
		other.signInWith(email, "te med honung i")
		nurse.open("/mal")
		nurse.see("Logga in") // the session that was open has ended
	}
}

// Where there is no mail server the administrator hands links over.
func TestAnInvitationIsHandedOver(t *testing.T) {
	t.Parallel()
	site := startSite(t)
	admin := newVisitor(t, site, desktop)
	admin.beginsTheSite()
	admin.open("/konton/nytt")
	admin.see("med en länk som du får att lämna över")
	admin.fill("Namn", "Lars Läkare")
	admin.fill("E-postadress", "lars@sjukhuset.example")
	admin.tick("Läkare")
	admin.choose("Roll", "Medicinskt ledningsansvarig läkare")
	admin.choose("Grupp", "Neonatologi")
	admin.choose("Enhet", "Kalmar")
	admin.press("Lägg till person")
	admin.see("Länken visas bara nu")
	admin.accessible()
	first := admin.shownLink()
	admin.press("Klart")
	admin.see("har inte valt lösenord än")
	admin.press("Gör en länk att lämna över")
	second := admin.shownLink()

	lars := newVisitor(t, site, withoutScript)
	lars.open(first)
	lars.says(410)
	lars.see("har du fått en nyare")
	lars.accept(second, "kaffe utan mjölk")
	lars.see("Att göra nu")
	lars.open("/logga-in/glomt")
	lars.see("Här skickas inga mejl.")
	lars.accessible()
}

// beginsTheSite makes the administrator's account and signs in with it.
func (v *visitor) beginsTheSite() {
	v.t.Helper()
	v.open("/")
	v.fill("Namn", "Eva Förvaltare")
	v.fill("E-postadress", adminMail)
	v.tick("Annan")
	v.fill("Lösenord", adminPassword)
	v.fill("Lösenordet en gång till", adminPassword)
	v.press("Skapa kontot")
	v.signInWith(adminMail, adminPassword)
}

// linkTo waits for a mail to the address with a link to choose a password by, and gives
// the link's path.
func linkTo(t *testing.T, server *testmail.Server, email, path string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	link := regexp.MustCompile(`https://samsyn\.exempel\.se(` + path + `[A-Z2-7]{26})`)
	for {
		mails, bodies := server.Mails()
		for n, m := range mails {
			if found := link.FindStringSubmatch(bodies[n]); found != nil && strings.Contains(m.Header.Get("To"), email) {
				return found[1]
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("no mail to %s with a link to %s among %d", email, path, len(mails))
		}
	}
}

// shownLink is the path of the link that the page shows this once.
func (v *visitor) shownLink() string {
	v.t.Helper()
	v.see("Länken visas bara nu")
	found := regexp.MustCompile(`/(?:valkommen|nytt-losenord)/[A-Z2-7]{26}`).FindString(v.text())
	if found == "" {
		v.stuck("no link is shown")
	}
	return found
}

// accept follows the link of an invitation and chooses a password.
func (v *visitor) accept(link, password string) {
	v.t.Helper()
	v.open(link)
	v.fill("Lösenord", password)
	v.fill("Lösenordet en gång till", password)
	v.press("Spara lösenordet och gå vidare")
}
