package e2e

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

var (
	sharedSecret = regexp.MustCompile(`(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}`)
	recoveryCode = regexp.MustCompile(`\b[a-z2-7]{5}-[a-z2-7]{5}\b`)
)

// Who holds a group together must sign in with a code: it is set up at the first signing
// in, and asked for at the next, or a recovery code when the telephone is not there. All
// of it works without JavaScript.
func TestSigningInWithACode(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "samsyn-data-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	c := samsyn(folder, "serve", "--demo")
	c.Env = append(c.Env, "SAMSYN_SECOND_FACTOR=required", "SAMSYN_SECRET_KEY="+strings.Repeat("nyckel", 8))
	site := start(t, c, folder)
	code := func(secret string, after time.Duration) string {
		t.Helper()
		made, err := totp.GenerateCode(secret, time.Now().Add(after))
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	firstStep := func(v *visitor, email, password string) {
		t.Helper()
		v.open("/logga-in")
		v.fill("E-postadress", email)
		v.fill("Lösenord", password)
		v.press("Logga in")
	}

	v := newVisitor(t, site, withoutScript)
	firstStep(v, "sammanstallande@exempel.se", demoPassword)
	v.see("Lägg in Samsyn i en app", "Din roll kräver en kod")
	v.accessible()
	v.open("/resultat") // held back
	v.see("Lägg in Samsyn i en app")
	v.missing("Inrapportering")
	secret := strings.ReplaceAll(sharedSecret.FindString(v.text()), " ", "")
	v.fill("Koden som appen visar nu", "000000")
	v.press("Slå på")
	v.says(422)
	v.see("Koden stämmer inte.")
	v.accessible()
	v.fill("Koden som appen visar nu", code(secret, 0))
	v.press("Slå på")
	v.see("Tvåstegsinloggning är påslagen")
	v.accessible()
	recovery := recoveryCode.FindAllString(v.text(), -1)
	if len(recovery) != 10 {
		v.stuck("%d recovery codes", len(recovery))
	}
	v.press("Jag har sparat koderna")
	v.see("Att göra nu")
	v.open("/konto/tvasteg")
	v.see("10 av 10 reservkoder är kvar.", "så den går inte att stänga av")
	v.accessible()

	v = newVisitor(t, site, withoutScript)
	firstStep(v, "sammanstallande@exempel.se", demoPassword)
	v.see("Ange koden")
	v.accessible()
	v.fill("Kod från appen", "123456")
	v.press("Logga in")
	v.says(422)
	v.accessible()
	// The one of set-up works no more; the next one does, half a minute before its time.
	v.fill("Kod från appen", code(secret, 30*time.Second))
	v.press("Logga in")
	v.see("Att göra nu")

	w := newVisitor(t, site, darkPhone) // with JavaScript
	firstStep(w, "sammanstallande@exempel.se", demoPassword)
	w.see("Ange koden")
	w.unfold("Jag har inte telefonen här")
	w.fill("Reservkod", strings.ToUpper(recovery[4]))
	w.accessible()
	w.press("Logga in")
	w.see("Att göra nu")
	w.open("/konto/tvasteg")
	w.see("9 av 10 reservkoder är kvar.")
	w.fill("Ditt lösenord", demoPassword)
	w.press("Gör nya reservkoder")
	w.see("Nya reservkoder")
	w.accessible()

	// Others may have a code, and turn it off.
	u := newVisitor(t, site, desktop)
	u.signIn("kalmar@exempel.se")
	u.open("/konto/tvasteg")
	u.accessible()
	u.press("Slå på tvåstegsinloggning")
	u.says(422)
	u.accessible()
	u.fill("Ditt lösenord", demoPassword)
	u.press("Slå på tvåstegsinloggning")
	u.see("Lägg in Samsyn i en app")
	u.fill("Koden som appen visar nu", code(strings.ReplaceAll(sharedSecret.FindString(u.text()), " ", ""), 0))
	u.press("Slå på")
	u.press("Jag har sparat koderna")
	u.fill("Ditt lösenord", demoPassword)
	u.press("Stäng av tvåstegsinloggning")
	u.see("Tvåstegsinloggning är avstängd.")

	// Too many wrong passwords are told in words; somebody else signs in beside.
	x := newVisitor(t, site, withoutScript)
	for range 6 {
		firstStep(x, "vastervik@exempel.se", "fel lösenord igen")
	}
	x.says(429)
	x.see("Vänta 1 min och försök igen.")
	x.accessible()
	firstStep(x, "kalmar@exempel.se", demoPassword)
	x.see("Att göra nu")
}
