package e2e

import (
	"os"
	"syscall"
	"testing"

	"samsyn/internal/localpg"
)

// Two hundred save at once while the program is killed and started again, and then its
// PostgreSQL is killed, which comes back by itself: each save that was acknowledged is
// found, and none twice.
func TestTwoHundredSaveWhileItIsKilled(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "samsyn-killed-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	first := startSiteIn(t, folder, "--demo")
	running, err := localpg.Find(folder)
	if err != nil {
		t.Fatal(err)
	}
	door := newDoor(t, first)
	people := newCrowd(t, door.site, running.URL(localpg.OwnerRole, localpg.Database), 200)
	people.begin()
	people.each("before anything is killed", 2)

	if err := first.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.command.Wait()
	door.lead(t, startSiteIn(t, folder))
	t.Logf("200 saves each after the program was killed: %v", people.each("after the program was killed", 2))

	killed := postmaster(t, folder)
	if err := syscall.Kill(killed, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	t.Logf("200 saves each after PostgreSQL was killed: %v", people.each("after PostgreSQL was killed", 2))
	if again := postmaster(t, folder); again == killed {
		t.Errorf("PostgreSQL is still process %d", again)
	}
	people.end()
	people.check()
}
