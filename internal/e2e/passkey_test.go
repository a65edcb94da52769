package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// device gives the visitor's browser a device that keeps passkeys and confirms at once.
func (v *visitor) device() {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
		v.t.Fatal(err)
	}
	phone := webauthn.VirtualAuthenticatorOptions{Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}
	if _, err := chromedp.Call(v.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &phone}); err != nil {
		v.t.Fatal(err)
	}
}

// A passkey is made on one's device and lets one in without a password and a code, until it
// is taken away.
func TestSigningInWithAPasskey(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "samsyn-data-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	c := samsyn(folder, "serve", "--demo")
	c.Env = append(c.Env, "SAMSYN_SECOND_FACTOR=required")
	site := start(t, c, folder)
	site.URL = strings.Replace(site.URL, "127.0.0.1", "localhost", 1) // keys are made for names

	v := newVisitor(t, site, desktop)
	v.device()
	v.signIn("kalmar@exempel.se")
	v.open("/konto/losennycklar")
	v.accessible()
	v.press("Lägg till lösennyckel")
	v.says(422)
	v.see("Fyll i uppgiften.")
	v.fill("Namn på en ny lösennyckel", "Min telefon")
	v.fill("Ditt lösenord", "fel lösenord")
	v.press("Lägg till lösennyckel")
	v.says(422)
	v.accessible()
	v.fill("Ditt lösenord", demoPassword)
	v.press("Lägg till lösennyckel")
	v.see("Lösennyckeln Min telefon är tillagd.", "inte använd än")
	v.accessible()
	v.unfold("Exempelläkare Kalmar")
	v.press("Logga ut")

	v.open("/mal")
	v.see("Logga in")
	v.press("Logga in med lösennyckel")
	v.see("Årets mål") // where the person was going
	v.open("/konto/inloggningar")
	v.see("med lösennyckel")

	// Somebody else's device opens nothing, and without script it is told.
	w := newVisitor(t, site, desktop)
	w.open("/logga-in")
	w.device()
	w.press("Logga in med lösennyckel")
	w.see("Det avbröts, eller tog för lång tid.")
	w.accessible()
	w.open("/logga-in/nyckel")
	u := newVisitor(t, site, withoutScript)
	u.open("/logga-in")
	u.press("Logga in med lösennyckel")
	u.see("Lösennycklar kräver skript")
	u.accessible()

	v.open("/konto/losennycklar")
	v.see("senast använd")
	v.fill("Ditt lösenord", demoPassword)
	v.press("Ta bort")
	v.see("Logga in") // the session was begun with it
}
