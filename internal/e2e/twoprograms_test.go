package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/localpg"
	"samsyn/internal/testdb/testreplica"
)

// replicatedSites are two programs on a database with a replica, and the database's
// address.
func replicatedSites(t *testing.T) (pair *testreplica.Pair, first, second *site, owner string) {
	t.Helper()
	pair = testreplica.New(t)
	owner = pair.Primary.URL(localpg.OwnerRole, localpg.Database)
	settings := []string{"SAMSYN_DATABASE_URL=" + pair.Primary.URL(localpg.AppRole, localpg.Database), "SAMSYN_DATABASE_OWNER_URL=" + owner,
		"SAMSYN_READ_DATABASE_URL=" + pair.URL(localpg.AppRole, localpg.Database)}
	first = startSiteWith(t, settings, "--demo", "--migrate")
	second = startSiteWith(t, settings, "--demo")
	return pair, first, second, owner
}

// measured is the page of a measure, made of what a replica may be asked for.
const measured = "/resultat/matt/MED03"

// reads fails the test when the page at either program lacks the words.
func reads(t *testing.T, c *client, words string, at ...*site) {
	t.Helper()
	for n, s := range at {
		c.site = s
		status, page, err := c.get(measured)
		if err != nil || status != http.StatusOK {
			t.Fatalf("the page of program %d answers %d, %v", n+1, status, err)
		}
		if !strings.Contains(page.Find("main").Text(), words) {
			t.Errorf("%q is not on the page of program %d", words, n+1)
		}
	}
}

// What somebody has just written at one program is on the page of another, whether the
// replica is up to date, behind or gone, and the replica is used again when it can be.
func TestAReplicaNeverShowsWhatIsOld(t *testing.T) {
	t.Parallel()
	pair, first, second, _ := replicatedSites(t)
	c := newClient(t, first, "sammanstallande@exempel.se")
	note := func(n int) string {
		t.Helper()
		c.site = first
		text := fmt.Sprintf("Anteckning nummer %d", n)
		answer, err := c.post(measured+"/anteckningar", url.Values{"note.kind": {"note"},
			"note.on": {fmt.Sprintf("%d-05-15", time.Now().In(i18n.Location()).Year()-1)}, "note.text": {text}})
		if err != nil || answer.status != http.StatusSeeOther {
			t.Fatalf("the note is answered with %+v, %v", answer, err)
		}
		return text
	}
	used := func(what string) {
		t.Helper()
		pair.CaughtUp()
		from := time.Now()
		reads(t, c, "Anteckning", first, second)
		if got := pair.Since(from); got == "0" {
			t.Errorf("%s: the replica is not used", what)
		}
	}
	reads(t, c, note(1), first, second)
	used("up to date")
	pair.Pause()
	reads(t, c, note(2), first, second)
	pair.Resume()
	used("caught up")
	pair.Stop()
	reads(t, c, note(3), first, second)
	for _, s := range []*site{first, second} {
		s.waitFor(t, "the read replica is not used", 1)
	}
	reads(t, c, note(4), first, second)
	pair.Start()
	for _, s := range []*site{first, second} {
		s.waitFor(t, "the read replica is used again", 1)
	}
	used("back")
}

// One of two programs is killed while people save through a proxy in front of both and
// files are read by jobs: what was acknowledged is there once, nobody has to sign in again,
// files that it read can be read again, and what is done at times goes on.
func TestOneOfTwoProgramsIsKilled(t *testing.T) {
	t.Parallel()
	settings := startDatabase(t)
	owner := strings.TrimPrefix(settings[1], "SAMSYN_DATABASE_OWNER_URL=")
	first := startSiteWith(t, settings, "--demo", "--migrate")
	second := startSiteWith(t, settings, "--demo")
	door := newDoor(t, first, second)
	people := newCrowd(t, door.site, owner, 40)
	people.begin()
	people.each("through the proxy", 2)

	c := people.savers[0].client
	var files []string
	send := func() {
		files = append(files, c.send(t, "/inrapportering/fil", "stor.csv", otherFigures(len(files))))
	}
	for range 6 {
		send()
	}
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	// The queue names its workers by when they started: both have to have worked before the
	// first can be told from the other. The program stands still while it is looked at, so that
	// what it was doing then is what it is killed in. When nothing waits there is more to read:
	// the other may have been quicker with all there was.
	for given, found := time.After(2*patience), false; !found; {
		select {
		case <-look.C:
		case <-given:
			t.Fatalf("the first program reads none of %d files", len(files))
		}
		if query(t, owner, `SELECT count(*) FROM river.river_job WHERE kind = 'import_file' AND state IN ('available', 'running')`) == "0" {
			send()
		}
		if err := first.command.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		if found = query(t, owner, `SELECT count(*) FROM river.river_job j JOIN import_file f ON f.id = (j.args ->> 'file_id')::bigint
			WHERE j.kind = 'import_file' AND j.state = 'running' AND f.state = 'running'
			AND j.attempted_by[1] = (SELECT min(who) FROM river.river_job, unnest(attempted_by) who HAVING count(DISTINCT who) = 2)`) != "0"; found {
			continue
		}
		if err := first.command.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.command.Wait()
	killed := query(t, owner, `SELECT now()::text`)
	t.Logf("40 saves each after the one was killed: %v", people.each("after the one was killed", 1))

	const ready = "Spara 640 uppgifter"
	again := 0
	for _, file := range files {
		c.until(t, file, ready, "Något avbröt arbetet")
		_, page, err := c.get(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(page.Find("main").Text(), "Något avbröt arbetet") {
			again++
			if answer, err := c.post(file+"/igen", url.Values{}); err != nil || answer.status != http.StatusSeeOther {
				t.Fatalf("reading again is answered with %+v, %v", answer, err)
			}
			c.until(t, file, ready)
		}
	}
	_, page, err := c.get(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := c.post(files[0], form(page, files[0])); err != nil || answer.status != http.StatusSeeOther {
		t.Fatalf("storing is answered with %+v, %v", answer, err)
	}
	c.until(t, files[0], "Filen är sparad")
	people.end()
	people.check()
	if got := query(t, owner, `SELECT concat(count(*), ' ', count(DISTINCT subject_id)) FROM audit WHERE action = 'figure.save' AND after ->> 'file' = 'stor.csv'`); got != "640 640" {
		t.Errorf("of the file's 640 figures are logged, and how many of them different: %s", got)
	}
	// What is done at times is begun by one of the programs, and by the other soon after it died.
	for given := time.After(2 * patience); query(t, owner, `SELECT count(*) FROM river.river_job WHERE kind = 'tend_report_files' AND created_at > '`+killed+`'`) == "0"; {
		select {
		case <-look.C:
		case <-given:
			t.Fatal("nobody begins what is done at times")
		}
	}
	if again == 0 {
		t.Error("the program was not reading a file when it was killed")
	}
	t.Logf("%d of %d files had to be read again", again, len(files))
}

// otherFigures is a file for the crowd's units, of last year's measures but the one that the
// crowd saves, large enough for a job.
func otherFigures(add int) []byte {
	var out bytes.Buffer
	out.WriteString("enhet;mått;period;täljare;nämnare;kommentar\r\n")
	year := time.Now().In(i18n.Location()).Year() - 1
	for unit := range 40 {
		for measure := range 4 {
			for quarter := range 4 {
				fmt.Fprintf(&out, "MANGA%d;MATT%d;%dK%d;%d;%d;%s\r\n", unit+1, measure+2, year, quarter+1, 1+(unit+add)%40, 50, strings.Repeat("Räknat. ", 220))
			}
		}
	}
	return out.Bytes()
}
