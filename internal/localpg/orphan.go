package localpg

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clearLeftovers stops a server that an earlier Samsyn left behind when it was
// killed, and removes the lock files of one that is no more. The folder is ours
// by then, so no other Samsyn is using it.
func (s *Server) clearLeftovers(ctx context.Context) error {
	lockFile := filepath.Join(s.dataDir(), "postmaster.pid")
	pid, err := pidIn(lockFile)
	if err != nil {
		return err
	}
	if pid != 0 && serves(pid, s.dataDir()) {
		s.log.Info("stoppar en PostgreSQL som blivit kvar", "process", pid)
		return s.stopOrphan(ctx, pid)
	}
	// After a restart of a container or a computer another process may have got
	// the number in the lock file, and PostgreSQL would believe it to be a server.
	if pid != 0 && alive(pid) {
		if err := os.Remove(lockFile); err != nil {
			return err
		}
	}
	for _, name := range []string{".s.PGSQL." + port, ".s.PGSQL." + port + ".lock"} {
		if err := os.Remove(filepath.Join(s.sockets, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// stopOrphan asks the server to stop, fast and in the end at once, and waits.
func (s *Server) stopOrphan(ctx context.Context, pid int) error {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for _, how := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		if err := syscall.Kill(pid, how); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
		late := time.After(patience)
		for waiting := true; waiting; {
			if !serves(pid, s.dataDir()) {
				return nil
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-late:
				waiting = false
			case <-again.C:
			}
		}
	}
	return &FailedError{Program: "postgres", Output: "process " + strconv.Itoa(pid) + " stannar inte"}
}

// pidIn is the process in the first line of PostgreSQL's lock file; 0 when there
// is no such file.
func pidIn(lockFile string) (int, error) {
	text, err := os.ReadFile(lockFile)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 0 {
		return 0, nil // a torn write; PostgreSQL has its own opinion of it
	}
	return pid, nil
}

// serves reports whether the process is a server on the cluster. Its command line
// is read, since that is open to every account; the working folder is not.
func serves(pid int, dataDir string) bool {
	line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil {
		return false
	}
	args := bytes.Split(line, []byte{0})
	if !strings.HasPrefix(filepath.Base(string(args[0])), "postgres") {
		return false
	}
	for _, arg := range args[1:] {
		if string(arg) == dataDir {
			return true
		}
	}
	return false
}

// alive reports whether there is a process with the number.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
