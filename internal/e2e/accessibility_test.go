package e2e

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

//go:embed testdata/axe/axe.min.js
var axe string

// elsewhere says which pages no link leads to, and where they are examined instead.
var elsewhere = map[string]string{
	"/resultat/matt/{code}/diagram/{name}":                    "a picture",
	"/resultat/variation/diagram/{name}":                      "a picture",
	"/mal/langsiktiga/{goal}/diagram/{name}":                  "a picture",
	"/forbattring/exempel/{example}/diagram/{name}":           "a picture",
	"/forbattring/exempel/{example}/bilagor/{attachment}":     "a file",
	"/gruppen/uppdrag/{mandate}/andra":                        "a draft, which the example has none of",
	"/mal/matt/{code}/uppdelning":                             "TestALearningTeam: of a measure without figures, which the example has none of",
	"/gruppen/remisser/{consultation}/arkiv.md":               "a file",
	"/gruppen/dokument/{document}/version/{number}/fil":       "a file",
	"/gruppen/remisser/{consultation}/svar.pdf":               "a file",
	"/gruppen/jav/{nominee}":                                  "TestADeclarationNobodyElseReadsInTheBrowser",
	"/kalender/{token}.ics":                                   "a file for calendars",
	"/sitemap.xml":                                            "a file for search engines",
	"/tillganglighet/synpunkt/tack":                           "TestThePublicPagesAsAStranger",
	"/logga-in":                                               "TestPagesThatSayNoAreAccessible",
	"/logga-in/glomt":                                         "TestAnInvitationsWay",
	"/valkommen/{key}":                                        "TestAnInvitationsWay",
	"/nytt-losenord/{key}":                                    "TestAnInvitationsWay",
	"/forsta-start":                                           "TestFirstStart",
	"/logga-in/kod":                                           "TestSigningInWithACode",
	"/logga-in/nyckel":                                        "TestSigningInWithAPasskey",
	"/konto/losennycklar/ny":                                  "TestSigningInWithAPasskey",
	"/konto/tvasteg/ny":                                       "TestSigningInWithACode",
	"/konto/tvasteg/ny/kod.png":                               "a picture",
	"/logga-in/via/{provider}":                                "leads to an identity provider",
	"/logga-in/via/{provider}/svar":                           "TestSigningInAtTheEmployer",
	"/logga-ut/hos/{provider}":                                "leads to an identity provider",
	"/konto/inloggningar/kvar":                                "what a script asks for",
	"/gruppen/byt":                                            "TestRealFigures",
	"/inrapportering/{unit}/{period}/lamna-in":                "TestAQuartersWayRound",
	"/inrapportering/fil/{file}":                              "TestAQuarterInAFile, TestAHundredThousandRowsInABrowser",
	"/inrapportering/siffror.csv":                             "a file that a form asks for",
	"/inrapportering/siffror.xlsx":                            "a file that a form asks for",
	"/resultat/alla.csv":                                      "a file that a form asks for",
	"/resultat/alla.xlsx":                                     "a file that a form asks for",
	"/arsrapport/{year}/filer/{file}":                         "a file",
	"/arsrapport/{year}/bildspel/visa":                        "TestSlides",
	"/arsrapport/{year}/utgavor/{number}/bildspel":            "TestSlides",
	"/arsrapport/{year}/utgavor/{number}/bildspel/visa":       "TestSlides",
	"/arsrapport/{year}/utgavor/{number}/sammanfattning":      "TestSlides",
	"/arsrapport/{year}/utgavor/{number}/enhet/{unit}":        "TestSlides",
	"/gruppen/remisser/{consultation}/fil/{consultationfile}": "a file",
	"/publicerat/{group}/dokument/{document}/fil":             "a file",

	"/forbattring/omgangar/nominering/{nomination}/utskrift.pdf":      "a file",
	"/forbattring/omgangar/nominera":                                  "leads to the form in the open round",
	"/forbattring/team/{team}/matt/{teammeasure}/diagram/{name}":      "a picture",
	"/forbattring/inforanden/{pathway}/utvardering/diagram/{measure}": "a picture",
	"/forbattring/datapaket/{package}/{number}/filer/{format}":        "a file",
}

// Every page that somebody is led to is usable for everybody: it keeps WCAG 2.1 A
// and AA on a wide and on a narrow screen, in light and in dark colours, and is
// never wider than the screen.
func TestEveryPageOfEveryRoleIsAccessible(t *testing.T) {
	list := routes(t)
	var mu sync.Mutex
	reached := map[string]bool{}
	t.Run("roles", func(t *testing.T) {
		for _, email := range []string{"kalmar@exempel.se", "sammanstallande@exempel.se", "rmpo@exempel.se", "admin@exempel.se", "patientforetradare@exempel.se", "inbjuden@exempel.se"} {
			t.Run(email, func(t *testing.T) {
				t.Parallel()
				site := demoSite(t)
				pages := newClient(t, site, email).crawl(t, list)
				v := newVisitor(t, site, desktop)
				v.signIn(email)
				for _, pattern := range slices.Sorted(maps.Keys(pages)) {
					for _, path := range examples(pattern, pages[pattern]) {
						v.open(path)
						v.accessible()
					}
				}
				mu.Lock()
				defer mu.Unlock()
				for pattern := range pages {
					reached[pattern] = true
				}
			})
		}
	})
	for _, r := range list {
		if !reached[r.pattern] && elsewhere[r.pattern] == "" {
			t.Errorf("no link leads to any %s", r.pattern)
		}
	}
}

// examples chooses among pages of one kind: the last, a finished year's; and of
// a unit's quarter also the first, which is not handed in.
func examples(pattern string, paths []string) []string {
	if len(paths) == 0 {
		return nil
	}
	last := paths[len(paths)-1]
	if strings.HasSuffix(pattern, "{unit}/{period}") && paths[0] != last {
		return []string{paths[0], last}
	}
	return []string{last}
}

// Pages that say no are as accessible as the others.
func TestPagesThatSayNoAreAccessible(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, demoSite(t), desktop)
	v.open("/logga-in")
	v.accessible()
	v.fill("E-postadress", "kalmar@exempel.se")
	v.fill("Lösenord", "fel lösenord")
	v.press("Logga in")
	v.says(422)

	v.signIn("eksjo@exempel.se")
	v.open("/finns-inte")
	v.says(404)
	v.open("/konton")
	v.says(403)

	convener := newVisitor(t, demoSite(t), desktop)
	convener.signIn("sammanstallande@exempel.se")
	// This year is locked in the example.
	next := "/mal/nytt?ar=" + strconv.Itoa(time.Now().Year()+1)
	for path, button := range map[string]string{next: "Spara målet", "/mal/nytt-matt": "Spara måttet", "/mal/forslag/nytt": "Spara förslaget"} {
		convener.open(path)
		convener.press(button)
		convener.says(422)
	}
}

// says checks the page's status, and that it is accessible.
func (v *visitor) says(status int) {
	v.t.Helper()
	if got := v.status(); got != status {
		v.t.Errorf("%s answers %d, want %d", v.path(), got, status)
	}
	v.accessible()
}

// accessible fails for every breach of WCAG 2.1 A and AA that axe-core finds, and
// for a page that is wider than its window: on a wide light screen, and on a
// narrow dark one with everything unfolded. The page is left as it was; one that
// came without scripts is examined as it came, and only axe-core itself uses them.
func (v *visitor) accessible() {
	v.t.Helper()
	v.allowScript(true)
	defer v.allowScript(!v.window.noScript)
	v.look(desktop)
	v.examine("wide and light")
	ask[bool](v, "unfoldAll")
	v.look(darkPhone)
	v.examine("narrow, dark and unfolded")
	ask[bool](v, "foldAgain")
	v.look(v.window)
}

func (v *visitor) examine(screen string) {
	v.t.Helper()
	findings, err := eval[string](v, `(async () => {
		if (!window.axe) {`+axe+`}
		// What is fading in has its colours when it is there.
		await Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})));
		const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"], preload: false});
		return JSON.stringify(found.violations.map(v => ({id: v.id, help: v.help,
			nodes: v.nodes.map(n => n.html.slice(0, 300) + " :: " + n.failureSummary)})));
	})()`)
	if err != nil {
		v.stuck("axe-core did not run: %v", err)
	}
	var list []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(findings), &list); err != nil {
		v.t.Fatal(err)
	}
	for _, f := range list {
		v.t.Errorf("%s, %s: %s (%s)\n  %s", v.path(), screen, f.Help, f.ID, strings.Join(f.Nodes[:min(3, len(f.Nodes))], "\n  "))
	}
	if wide := ask[string](v, "overflow"); wide != "" {
		v.t.Errorf("%s, %s: the page is wider than its window, because of %s", v.path(), screen, wide)
	}
}
