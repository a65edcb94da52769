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
	code := m.Run()
	if shared.site != nil {
		if err := shared.site.end(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		os.RemoveAll(shared.site.DataDir)
	}
	return code
}

// site is the program running on a port and a database of its own.
type site struct {
	URL     string
	DataDir string
	command *exec.Cmd
	out     *output
}

// shared is the one site with example data that most tests use.
var shared struct {
	once sync.Once
	site *site
	err  error
}

// demoSite is the site with example data that most tests share. Tests that
// change something there choose a unit each.
func demoSite(t *testing.T) *site {
	t.Helper()
	shared.once.Do(func() {
		var folder string
		if folder, shared.err = os.MkdirTemp("", "samsyn-demo-"); shared.err == nil {
			shared.site, shared.err = launch(samsyn(folder, "serve", "--demo"), folder)
		}
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.site
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
	s, err := launch(c, folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.end(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// launch starts the program and waits until it says where it answers.
func launch(c *exec.Cmd, folder string) (*site, error) {
	s := &site{DataDir: folder, command: c, out: &output{}}
	s.command.Stderr = s.out
	stdout, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		fmt.Fprintln(s.out, lines.Text())
		if _, address, found := strings.Cut(lines.Text(), "http://"); found {
			go io.Copy(s.out, stdout)
			s.URL = "http://" + strings.Fields(address)[0]
			return s, nil
		}
	}
	return nil, fmt.Errorf("the program ended without an address (%w):\n%s", s.command.Wait(), s.out)
}

// samsyn is the program with its settings, ready to run.
func samsyn(folder string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "SAMSYN_DATA_DIR="+folder, "SAMSYN_ADDR=127.0.0.1:0",
		"SAMSYN_DEMO_PASSWORD="+demoPassword, "SAMSYN_DATABASE_URL=",
		"SAMSYN_SECOND_FACTOR=optional") // TestSigningInWithACode is about codes
	return c
}

// end stops the program as the system would; it is an error if it does not end
// well by itself.
func (s *site) end() error {
	if s.command.ProcessState != nil {
		return nil
	}
	_ = s.command.Process.Signal(syscall.SIGTERM)
	ended := make(chan error, 1)
	go func() { ended <- s.command.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("the program ended with %w:\n%s", err, s.out)
		}
		return nil
	case <-time.After(time.Minute):
		_ = s.command.Process.Kill()
		return fmt.Errorf("the program did not stop:\n%s", s.out)
	}
}
