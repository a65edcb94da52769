package document

import (
	"os"
	"os/exec"
	"syscall"
)

// apart are the attributes of a program in a process group of its own, which dies
// with us, and with a network of its own if it may have one.
func apart(network bool) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if network {
		attr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
	}
	return attr
}

// mayUnshare tries whether the kernel lets a program have a network of its own.
func mayUnshare() bool {
	path, err := exec.LookPath("true")
	if err != nil {
		return false
	}
	cmd := exec.Command(path)
	cmd.SysProcAttr = apart(true)
	return cmd.Run() == nil
}
