// Package testdisk gives a test a small file system of its own, and fills it. To mount one
// takes root, or sudo without a password. Only tests may import it.
package testdisk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// Small is a folder on a file system of so many megabytes, open to all accounts, which goes
// away when the test ends.
func Small(t testing.TB, megabytes int) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "samsyn-disk-") // a test's own folder is closed to other accounts
	if err != nil {
		t.Fatal(err)
	}
	asRoot(t, "mount", "-t", "tmpfs", "-o", fmt.Sprintf("mode=0777,size=%dm", megabytes), "samsyn-test", dir)
	t.Cleanup(func() {
		asRoot(t, "umount", "--lazy", dir)
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// asRoot runs a command as root.
func asRoot(t testing.TB, command ...string) {
	t.Helper()
	if os.Geteuid() != 0 {
		command = append([]string{"sudo", "-n"}, command...)
	}
	if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v %s", command, err, out)
	}
}

// Fill writes into the file until the disk is full, and then leaves room for some bytes.
func Fill(t testing.TB, path string, room int) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Error(err)
		return
	}
	defer file.Close()
	for _, size := range []int{1 << 20, 1 << 16, 1 << 12, 1} {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Error(err)
		}
	}
	at, err := file.Seek(0, io.SeekEnd)
	if err == nil {
		err = file.Truncate(max(at-int64(room), 0))
	}
	if err != nil {
		t.Error(err)
	}
}
