package document

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// workshop is where one paper is made: a folder of its own, and a deadline.
type workshop struct {
	press *Press
	paper *Paper
	dir   string
	// telling is held while the paper's Progress is told.
	telling sync.Mutex
}

// tell tells how far it has come.
func (w *workshop) tell(stage Stage, done, of int) {
	w.telling.Lock()
	defer w.telling.Unlock()
	w.paper.progress(stage, done, of)
}

// within waits for a turn and lets do work in a workshop. It turns the end of the
// context into a *TimeoutError or a CancelledError, and a full disk into a
// *DiskFullError.
func (p *Press) within(ctx context.Context, paper *Paper, do func(context.Context, *workshop) ([]byte, error)) ([]byte, error) {
	paper.progress(Waiting, 0, 0)
	queues := []chan struct{}{p.turns}
	if paper.within() > short {
		queues = []chan struct{}{p.long, p.turns}
	}
	for _, turns := range queues {
		select {
		case turns <- struct{}{}:
			defer func() { <-turns }()
		case <-ctx.Done():
			return nil, ended(ctx, "", 0)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, paper.within())
	defer cancel()
	dir, err := os.MkdirTemp("", "samsyn-document-")
	if err != nil {
		return nil, diskFullOr(os.TempDir(), err)
	}
	file, err := do(ctx, &workshop{press: p, paper: paper, dir: dir})
	return file, errors.Join(diskFullOr(os.TempDir(), err), os.RemoveAll(dir))
}

// write puts files in a folder of the workshop; each name is a name alone.
func (w *workshop) write(folder string, files map[string][]byte) error {
	dir := filepath.Join(w.dir, folder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for name, content := range files {
		if err := aName(name); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// read is a file that a program made.
func (w *workshop) read(name string) ([]byte, error) { return os.ReadFile(filepath.Join(w.dir, name)) }

// command is a program to run in a workshop.
type command struct {
	program string // its name, for errors
	path    string
	args    []string
	in      io.Reader
	out     io.Writer
	// line is told each line that the program writes on its standard output, instead
	// of out.
	line func(string)
}

// run runs a program until it ends, on its own: it has nothing of our environment
// (settings hold secrets), its home and its temporary files are in the workshop, and
// it has a network without a single connection, not even to this computer, where the
// kernel allows that (Linux with user namespaces for ordinary accounts, or as root).
// Where it does not, the program has the computer's network, and that nothing is
// fetched rests on the program's own sandbox: Pandoc's --sandbox, and the fetcher in
// weasyprint/main.py. When the context ends, or we die, it is killed with all that it
// started.
func (w *workshop) run(ctx context.Context, c command) error {
	cmd := exec.CommandContext(ctx, c.path, c.args...)
	cmd.Dir, cmd.WaitDelay = w.dir, 5*time.Second
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir, "TMPDIR=" + w.dir, "LANG=C.UTF-8",
		"SOURCE_DATE_EPOCH=" + strconv.FormatInt(w.paper.At.Unix(), 10)}
	cmd.SysProcAttr = apart(w.press.apart())
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	said := &tail{}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.in, c.out, said
	if c.line != nil {
		lines, writer := io.Pipe()
		cmd.Stdout = writer
		done := make(chan struct{})
		go func() {
			defer close(done)
			for scan := bufio.NewScanner(lines); scan.Scan(); {
				c.line(scan.Text())
			}
			// What is left is read, so that nobody waits to write it.
			_, _ = io.Copy(io.Discard, lines)
		}()
		defer func() { _ = writer.Close(); <-done }()
	}
	// The kernel kills the program when the thread that started it ends.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := cmd.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ended(ctx, c.program, w.paper.within())
	case errors.Is(err, syscall.ENOSPC) || containsAny(said.String(), fullDisk):
		return &DiskFullError{Dir: os.TempDir(), Err: err}
	case containsAny(said.String(), noMemory):
		return &MemoryError{Program: c.program}
	}
	return &FailedError{Program: c.program, Said: lastLine(said.String()), Err: err}
}

// ended says why a context has ended.
func ended(ctx context.Context, program string, within time.Duration) error {
	if within > 0 && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &TimeoutError{Program: program, Within: within}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	return CancelledError{}
}

// tail keeps the last of what is written to it.
type tail struct{ kept strings.Builder }

// tailBytes is much more than a program needs to say what is wrong.
const tailBytes = 1 << 16

func (t *tail) Write(b []byte) (int, error) {
	if t.kept.Len()+len(b) > tailBytes {
		all := t.kept.String() + string(b)
		t.kept.Reset()
		t.kept.WriteString(all[max(0, len(all)-tailBytes/2):])
		return len(b), nil
	}
	return t.kept.Write(b)
}

func (t *tail) String() string { return t.kept.String() }
