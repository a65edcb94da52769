package localpg

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// account is the operating system account PostgreSQL works under.
type account struct {
	uid, gid int
	name     string
	// runner is the name of the account that Samsyn itself runs under.
	runner string
	// other says that uid is not the account of Samsyn itself: Samsyn is root.
	other bool
}

// unprivileged are the accounts tried, in turn, when Samsyn is run by root.
var unprivileged = []string{"postgres", "samsyn", "nobody"}

// chooseAccount is the account of this process, except for root, which PostgreSQL
// refuses: then the owner of the existing cluster, else the first unprivileged
// account there is.
func chooseAccount(dataDir string) (account, error) {
	uid := os.Geteuid()
	me, err := user.Current()
	if err != nil {
		return account{}, &NoNameError{UID: uid}
	}
	if uid != 0 {
		return account{uid: uid, gid: os.Getegid(), name: me.Username, runner: me.Username}, nil
	}
	if info, err := os.Stat(dataDir); err == nil {
		if owner := int(info.Sys().(*syscall.Stat_t).Uid); owner != 0 {
			u, err := user.LookupId(strconv.Itoa(owner))
			if err != nil {
				return account{}, &NoNameError{UID: owner}
			}
			return otherAccount(u, me.Username)
		}
	}
	for _, name := range unprivileged {
		if u, err := user.Lookup(name); err == nil {
			return otherAccount(u, me.Username)
		}
	}
	return account{}, &NoNameError{UID: 65534}
}

// otherAccount is a found user as the account PostgreSQL works under.
func otherAccount(u *user.User, runner string) (account, error) {
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return account{}, err
	}
	gid, err := strconv.Atoi(u.Gid)
	return account{uid: uid, gid: gid, name: u.Username, runner: runner, other: true}, err
}

// own gives the file or folder to the account. A symbolic link is not followed.
func (a account) own(path string) error {
	if !a.other {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// command prepares one of PostgreSQL's programs to run under the account, in a
// session of its own: Ctrl-C in Samsyn's terminal must not stop the database
// before Samsyn has let go of it. When Samsyn is killed the kernel asks the
// program to stop (SIGINT: fast shutdown).
func (a account) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	// Only what is set here: PG… variables of the surroundings must not reach it.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGINT}
	if a.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return cmd
}
