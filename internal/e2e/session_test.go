package e2e

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/identity/providertest"
)

// Somebody sees where she is signed in, and signs out in the browser that she has left.
func TestSignedInElsewhere(t *testing.T) {
	t.Parallel()
	phone := newVisitor(t, demoSite(t), darkPhone)
	phone.signIn("norrkoping@exempel.se")
	v := newVisitor(t, demoSite(t), withoutScript)
	v.signIn("norrkoping@exempel.se")
	v.see("eller tills du har varit borta i 2 timmar.")
	v.open("/konto")
	v.press("Inloggningar")
	v.see("Headless Chrome på Linux", "Den här", "med lösenord")
	v.says(200)
	v.press("Logga ut alla andra")
	v.see("avslutad")
	v.missing("Logga ut alla andra")
	phone.open("/konto")
	phone.see("E-postadress", "Lösenord")
	v.open("/konto")
	v.see("Mitt konto")
}

// The end of a session is told before it comes; going on is a button; and what is typed
// outlives it.
func TestSessionWarning(t *testing.T) {
	t.Parallel()
	settings := startDatabase(t)
	site := startSiteWith(t, settings, "--demo", "--migrate")
	owner, err := pgx.Connect(t.Context(), strings.TrimPrefix(settings[1], "SAMSYN_DATABASE_OWNER_URL="))
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(t.Context())
	exec := func(sql string) {
		t.Helper()
		if tag, err := owner.Exec(t.Context(), sql); err != nil || tag.RowsAffected() != 1 {
			t.Fatalf("%s: %v, %v", sql, tag, err)
		}
	}
	v := newVisitor(t, site, desktop)
	v.signIn("kalmar@exempel.se")
	v.open("/forbattring/atgarder/ny")
	v.fill("Förbättringsområde", "Hudvård dygnet runt")
	// later makes the browser's clock go, as when its owner has been away.
	later := func(minutes int) {
		t.Helper()
		if _, err := eval[bool](v, `(minutes => { const now = Date.now; Date.now = () => now() + minutes * 60000;
			document.dispatchEvent(new Event("visibilitychange")); return true })(`+string(must(json.Marshal(minutes)))+`)`); err != nil {
			t.Fatal(err)
		}
	}
	open := `document.querySelector("dialog[data-session]").open`
	awaits := func(script string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(v.ctx, patience)
		defer cancel()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](script)); err != nil {
			v.stuck("waited in vain for %s: %v", script, err)
		}
	}
	later(118)
	awaits(`performance.getEntriesByType("resource").some(e => e.name.endsWith("/kvar"))`)
	if shown, err := eval[bool](v, open); err != nil || shown {
		t.Fatalf("another tab kept the session going, and still there is a warning: %t, %v", shown, err)
	}
	exec(`UPDATE session SET expires_at = now() + interval '4 minutes'`)
	later(118)
	awaits(open)
	v.see("Du loggas snart ut", "Ingen har gjort något här på länge.")
	v.accessible()
	v.run(chromedp.Click(`[data-session] [data-part=idle] button`))
	awaits("!" + open)
	exec(`UPDATE session SET seen_at = seen_at WHERE expires_at > now() + interval '1 hour'`)

	exec(`DELETE FROM session`)
	later(118)
	awaits(open)
	v.see("Du är utloggad", "Det du har skrivit på sidan finns kvar.")
	v.run(chromedp.Click(`[data-session] [data-part=ended] button`))
	if got := v.value("Förbättringsområde"); got != "Hudvård dygnet runt" {
		t.Fatalf("typed and then there is %q", got)
	}
	v.press("Spara åtgärden")
	v.see("Du var utloggad när du sparade")
	v.fill("E-postadress", "kalmar@exempel.se")
	v.fill("Lösenord", demoPassword)
	v.press("Logga in")
	v.press("Spara det du skrev")
	v.see("Åtgärden är sparad.", "Hudvård dygnet runt")
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// freeAddress is an address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// People sign in at their employer's, with and without scripts; somebody without an
// account is told whom to turn to.
func TestSigningInAtTheEmployer(t *testing.T) {
	t.Parallel()
	address := freeAddress(t)
	provider := providertest.Start(t, providertest.Settings{
		Users: []providertest.User{
			{Subject: "kalmar", Claims: map[string]any{"mail": "Kalmar@exempel.se"}},
			{Subject: "vikarien", Claims: map[string]any{"mail": "vikarien@exempel.se", "employeeHsaId": "SE2321000040-V1"}},
		},
		Redirects: []string{"http://" + address + "/logga-in/via/regionen/svar", "http://" + address + "/logga-in"},
	})
	file := filepath.Join(t.TempDir(), "oidc.json")
	content := must(json.Marshal(map[string]any{"providers": []any{map[string]any{
		"name": "regionen", "label": "Region Exempel", "issuer": provider.URL, "client_id": providertest.ClientID,
		"client_secret": providertest.ClientSecret, "match": []any{
			map[string]any{"claim": "employeeHsaId", "as": "hsa_id"}, map[string]any{"claim": "mail", "as": "email", "verified": false}}}}}))
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	site := startSiteWith(t, append(startDatabase(t), "SAMSYN_ADDR="+address, "SAMSYN_BASE_URL=http://"+address, "SAMSYN_OIDC_FILE="+file), "--demo", "--migrate")
	for _, w := range []window{desktop, withoutScript} {
		v := newVisitor(t, site, w)
		v.open("/konto")
		v.says(200)
		v.press("Logga in med Region Exempel")
		v.see("Vem är du?")
		v.press("kalmar")
		v.see("Mitt konto", "Exempelläkare Kalmar")
		v.press("Inloggningar")
		v.see("genom Region Exempel")
		v.unfold("Exempelläkare Kalmar")
		v.press("Logga ut")
		v.see("Du är utloggad", "Delar du dator med andra?")
		v.says(200)
		v.press("Logga ut från Region Exempel också")
		v.open("/konto")
		v.press("Logga in med Region Exempel")
		v.press("vikarien")
		v.see("Du har inget konto i Samsyn", "SE2321000040-V1", "vikarien@exempel.se", "den som sköter kontona")
		v.says(403)
	}
}
