package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// demoPassword is the password of every demo account in these tests.
const demoPassword = "exempel-losenord-1"

// program is the built binary, one for all tests.
var program string

func TestMain(m *testing.M) {
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	folder, err := os.MkdirTemp("", "samsyn-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "samsyn")
	if out, err := exec.Command("go", "build", "-o", program, "samsyn/cmd/samsyn").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "the program does not build: %v\n%s", err, out)
		return 1
	}
	if err := startBrowser(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer stopBrowser()
	return m.Run()
}

// site is the program running on a port and a database of its own.
type site struct {
	URL     string
	DataDir string
	command *exec.Cmd
	out     *output
}

// output gathers what the program prints, for reading while it runs.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// startSite runs "samsyn serve" with the arguments in a new data folder and
// waits until it says where it answers.
func startSite(t *testing.T, args ...string) *site {
	t.Helper()
	folder, err := os.MkdirTemp("", "samsyn-data-")
	if err != nil {
		t.Fatal(err)
	}
	s := startSiteIn(t, folder, args...)
	t.Cleanup(func() { os.RemoveAll(folder) })
	return s
}

// startSiteIn runs "samsyn serve" on a data folder that may hold a database, and
// stops it when the test ends.
func startSiteIn(t *testing.T, folder string, args ...string) *site {
	t.Helper()
	return start(t, samsyn(folder, append([]string{"serve"}, args...)...), folder)
}

// startSiteWith runs "samsyn serve" with settings of the test's choice.
func startSiteWith(t *testing.T, settings []string, args ...string) *site {
	t.Helper()
	folder := t.TempDir()
	c := samsyn(folder, append([]string{"serve"}, args...)...)
	c.Env = append(c.Env, settings...)
	return start(t, c, folder)
}

func start(t *testing.T, c *exec.Cmd, folder string) *site {
	t.Helper()
	s := &site{DataDir: folder, command: c, out: &output{}}
	s.command.Stderr = s.out
	stdout, err := s.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.stop(t) })
	s.URL = s.awaitAddress(t, stdout)
	return s
}

// samsyn is the program with its settings, ready to run.
func samsyn(folder string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "SAMSYN_DATA_DIR="+folder, "SAMSYN_ADDR=127.0.0.1:0",
		"SAMSYN_DEMO_PASSWORD="+demoPassword, "SAMSYN_DATABASE_URL=")
	return c
}

func (s *site) awaitAddress(t *testing.T, stdout io.Reader) string {
	t.Helper()
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		fmt.Fprintln(s.out, lines.Text())
		if _, address, found := strings.Cut(lines.Text(), "http://"); found {
			go io.Copy(s.out, stdout)
			return "http://" + strings.Fields(address)[0]
		}
	}
	t.Fatalf("the program ended without an address:\n%s", s.out)
	return ""
}

// stop ends the program as the system would, and fails the test if it does not
// end by itself.
func (s *site) stop(t *testing.T) {
	if s.command.ProcessState != nil {
		return
	}
	_ = s.command.Process.Signal(syscall.SIGTERM)
	ended := make(chan error, 1)
	go func() { ended <- s.command.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the program ended with %v:\n%s", err, s.out)
		}
	case <-time.After(time.Minute):
		_ = s.command.Process.Kill()
		t.Errorf("the program did not stop:\n%s", s.out)
	}
}
