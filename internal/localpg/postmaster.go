package localpg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// postmaster is one life of the server's main process.
type postmaster struct {
	process *os.Process
	exited  chan struct{} // closed when the process has gone
	log     string        // its log file
	logFrom int64         // where in the file this life begins
}

// runLocked starts the command and waits for it on one operating system thread:
// the parent death signal is sent when the thread that started the child ends,
// and an ordinary goroutine's thread may end at any time.
func runLocked(ctx context.Context, cmd *exec.Cmd) error {
	result := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		close(started)
		if err == nil {
			err = cmd.Wait()
		}
		result <- err
	}()
	<-started
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		if cmd.Process != nil {
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil && !errors.Is(err, os.ErrProcessDone) {
				return err
			}
		}
		<-result
		return ctx.Err()
	}
}

// launch starts the server and waits until it takes connections, however long its
// recovery takes.
func (s *Server) launch(ctx context.Context) (*postmaster, error) {
	p, err := s.spawn()
	if err != nil {
		return nil, err
	}
	if err := s.ready(ctx, p); err != nil {
		return nil, errors.Join(err, p.stop(s.log))
	}
	return p, nil
}

// spawn starts the process.
func (s *Server) spawn() (*postmaster, error) {
	p := &postmaster{exited: make(chan struct{}), log: filepath.Join(s.opts.Dir, "postgres.log")}
	log, err := openLog(p.log)
	if err != nil {
		return nil, notWritableOr(s.opts.Dir, s.acc.runner, err)
	}
	defer log.Close()
	if p.logFrom, err = log.Seek(0, io.SeekEnd); err != nil {
		return nil, err
	}
	cmd := s.acc.command(s.Tool("postgres"), append([]string{"-D", s.dataDir()}, s.settings()...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dataDir(), log, log
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // see runLocked
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		if err := cmd.Wait(); err != nil {
			s.log.Warn("PostgreSQL slutade", "process", cmd.Process.Pid, "orsak", err)
		}
		close(p.exited)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	p.process = cmd.Process
	return p, nil
}

// largestLog is when the log file is put aside and a new one begun, at a start.
const largestLog = 10 << 20

// openLog opens PostgreSQL's log to add to it; one earlier file is kept.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > largestLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
}

// ready waits until the server takes connections, or has given up.
func (s *Server) ready(ctx context.Context, p *postmaster) error {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	slow := time.After(5 * time.Second)
	for {
		conn, err := pgx.Connect(ctx, s.URL(OwnerRole, "postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.exited:
			return &FailedError{Program: "postgres", Log: p.log, Output: p.lastWords()}
		case <-slow:
			s.log.Info("väntar på att PostgreSQL ska bli klar, till exempel med att återställa efter ett avbrott", "svar", err)
		case <-again.C:
		}
	}
}

// lastWords is the end of what this life of the server wrote in its log.
func (p *postmaster) lastWords() string {
	text, err := os.ReadFile(p.log)
	if err != nil || int64(len(text)) < p.logFrom {
		return ""
	}
	return tail(string(text[p.logFrom:]))
}

// tail is the last lines of a text.
func tail(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-12):], "\n")
}

// patience is how long the server may take over each way of stopping.
const patience = 60 * time.Second

// stop shuts the server down: fast (roll back, checkpoint), and if that takes too
// long at once (the log is replayed at the next start), and waits until it has
// gone. The error says that fast was not enough.
func (p *postmaster) stop(log *slog.Logger) (err error) {
	for _, how := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		if err := p.process.Signal(how); err != nil && !errors.Is(err, os.ErrProcessDone) {
			log.Warn("kunde inte stoppa PostgreSQL", "fel", err)
		}
		select {
		case <-p.exited:
			return err
		case <-time.After(patience):
			err = fmt.Errorf("PostgreSQL stannade inte av signalen %v", how)
			log.Warn("försöker hårdare", "fel", err)
		}
	}
	<-p.exited
	return err
}
