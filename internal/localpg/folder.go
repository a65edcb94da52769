package localpg

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// DefaultDir is where the database lives when nobody has said otherwise: the
// system's state folder for root (no other account can enter root's home), and
// the user's data folder for everybody else, as the XDG base directory
// specification has it.
func DefaultDir() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/lib/samsyn", nil
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "samsyn"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "share", "samsyn"), nil
}

// claim creates the folder when it is missing, checks that the account reaches
// it, and locks it for this process. The lock goes when the file is closed, also
// by the death of the process.
func claim(dir string, acc account) (*os.File, error) {
	mode := os.FileMode(0o700)
	if acc.other {
		mode = 0o711 // the account must pass through to the cluster's folder, and see nothing else
	}
	if err := os.MkdirAll(dir, mode); err != nil {
		return nil, diskFullOr(dir, notWritableOr(dir, acc.runner, err))
	}
	if err := os.Chmod(dir, mode); err != nil {
		return nil, notWritableOr(dir, acc.runner, err)
	}
	if err := reachable(dir, acc); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, diskFullOr(dir, notWritableOr(dir, acc.runner, err))
	}
	if err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			holder, _ := io.ReadAll(file) // who it is only makes the sentence better
			err = &InUseError{Dir: dir, PID: strings.TrimSpace(string(holder))}
		}
		return nil, errors.Join(err, file.Close())
	}
	if err = note(file, os.Getpid()); err != nil {
		return nil, joinRelease(diskFullOr(dir, err), file)
	}
	return file, nil
}

// note writes the process into the lock file, for the sentence to a second one.
func note(file *os.File, pid int) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(pid)+"\n"), 0)
	return err
}

// joinRelease lets go of the folder after an error.
func joinRelease(err error, lock *os.File) error {
	if closeErr := lock.Close(); closeErr != nil {
		return errors.Join(err, closeErr)
	}
	return err
}

// reachable checks that the account may pass every folder on the way to dir.
func reachable(dir string, acc account) error {
	if !acc.other {
		return nil // creating files will tell
	}
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err != nil {
			return err
		}
		owner, mode := info.Sys().(*syscall.Stat_t), info.Mode().Perm()
		var passes os.FileMode
		switch {
		case int(owner.Uid) == acc.uid:
			passes = mode & 0o100
		case int(owner.Gid) == acc.gid:
			passes = mode & 0o010
		default:
			passes = mode & 0o001
		}
		if passes == 0 {
			return &NotWritableError{Dir: at, Account: acc.name}
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

// longestSocket is the longest path of a Unix socket: 108 bytes with the ending
// zero byte on Linux (unix(7)).
const longestSocket = 107

// socketDir is the folder of the server's socket: below dir when the path is
// short and plain enough for a socket address, else a short runtime folder named
// after dir.
func socketDir(dir string, acc account) (string, error) {
	run := filepath.Join(dir, "run")
	if len(run)+len("/.s.PGSQL."+port) > longestSocket || strings.ContainsAny(run, `,"'@`) {
		sum := sha256.Sum256([]byte(dir))
		run = filepath.Join(runtimeDir(), "samsyn-"+strconv.Itoa(acc.uid)+"-"+hex.EncodeToString(sum[:6]))
	}
	err := os.Mkdir(run, 0o700)
	if err == nil {
		err = acc.own(run)
	}
	if err != nil && !errors.Is(err, os.ErrExist) {
		return "", notWritableOr(run, acc.runner, err)
	}
	info, err := os.Lstat(run)
	if err != nil {
		return "", err
	}
	// A shared runtime folder may hold somebody else's folder of that name.
	if !info.IsDir() || int(info.Sys().(*syscall.Stat_t).Uid) != acc.uid {
		return "", &NotWritableError{Dir: run, Account: acc.name}
	}
	if info.Mode().Perm() != 0o700 {
		return "", fmt.Errorf("mappen %s ska bara vara öppen för kontot %s (chmod 700)", run, acc.name)
	}
	return run, nil
}

// runtimeDir is the system's folder for sockets and the like, with a short path.
func runtimeDir() string {
	if os.Geteuid() == 0 {
		return "/run"
	}
	if run := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(run) && len(run) < 40 {
		return run
	}
	return "/tmp"
}
