package localpg_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"samsyn/internal/localpg"
)

// waitFor polls until the condition holds; the test's own deadline is the limit.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain for %s", what)
		case <-again.C:
		}
	}
}

// refused starts where it must not succeed and gives the error as the type wanted.
func refused[E error](t *testing.T, opts localpg.Options, words ...string) {
	t.Helper()
	s, err := localpg.Start(t.Context(), opts)
	if err == nil {
		stop(t, s)
		t.Fatal("it started")
	}
	var want E
	if !errors.As(err, &want) {
		t.Fatalf("error %T %v, want a %T", err, err, want)
	}
	for _, word := range words {
		if !strings.Contains(want.Error(), word) {
			t.Errorf("%q does not say %q", want, word)
		}
	}
	t.Log(want)
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := folder(t)
	first := start(t, dir)
	refused[*localpg.InUseError](t, localpg.Options{Dir: dir}, dir, strconv.Itoa(os.Getpid()), "SAMSYN_DATA_DIR")
	if got := answer(t, connect(t, first), `SELECT 'kvar'`); got != "kvar" {
		t.Error("the first one was disturbed")
	}
}

func TestRunningServerIsFound(t *testing.T) {
	dir := folder(t)
	if _, err := localpg.Find(dir); err == nil {
		t.Error("a server was found where none runs")
	}
	server := start(t, dir)
	found, err := localpg.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := found.URL(localpg.AppRole, localpg.Database), server.URL(localpg.AppRole, localpg.Database); got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}

func TestOtherMajorVersionIsRefused(t *testing.T) {
	dir := folder(t)
	stop(t, start(t, dir))
	version := filepath.Join(dir, "postgres", "PG_VERSION")
	if err := os.WriteFile(version, []byte("14\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused[*localpg.OtherMajorError](t, localpg.Options{Dir: dir}, "PostgreSQL 14", "apt install postgresql-14")
}

func TestNoPostgreSQLIsRefused(t *testing.T) {
	t.Setenv("PATH", "")
	refused[localpg.NotInstalledError](t, localpg.Options{Dir: folder(t), Search: []string{}},
		"apt install postgresql", "SAMSYN_DATABASE_URL")
}

func TestTooOldPostgreSQLIsRefused(t *testing.T) {
	dir := folder(t)
	for name, script := range map[string]string{"postgres": "#!/bin/sh\necho 'postgres (PostgreSQL) 13.4'\n", "initdb": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	refused[localpg.NotInstalledError](t, localpg.Options{Dir: folder(t), Search: []string{dir}}, "15 eller senare")
}

func TestHalfAClusterIsRefused(t *testing.T) {
	dir := folder(t)
	if err := os.Mkdir(filepath.Join(dir, "postgres"), 0o711); err != nil {
		t.Fatal(err)
	}
	refused[*localpg.IncompleteError](t, localpg.Options{Dir: dir}, "säkerhetskopia")
}

func TestInterruptedFirstStartHeals(t *testing.T) {
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "postgres.new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	connect(t, start(t, dir))
}

func TestFolderThatCannotBeWrittenIsRefused(t *testing.T) {
	dir := folder(t)
	if os.Geteuid() == 0 {
		// Root may write anywhere; what stands in the way is a folder that the
		// unprivileged account cannot pass.
		closed := filepath.Join(dir, "closed")
		if err := os.Mkdir(closed, 0o700); err != nil {
			t.Fatal(err)
		}
		refused[*localpg.NotWritableError](t, localpg.Options{Dir: filepath.Join(closed, "samsyn")}, closed, "SAMSYN_DATA_DIR")
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refused[*localpg.NotWritableError](t, localpg.Options{Dir: filepath.Join(file, "samsyn")}, "SAMSYN_DATA_DIR")
}

// TestFullDisk runs in small file systems of its own; to mount one takes root, or
// sudo without a password.
func TestFullDisk(t *testing.T) {
	for _, room := range []string{"1m", "20m"} { // no room for initdb to begin; none for it to finish
		t.Run(room, func(t *testing.T) {
			dir := folder(t)
			mount(t, dir, room)
			refused[*localpg.DiskFullError](t, localpg.Options{Dir: filepath.Join(dir, "samsyn")}, "full", "Frigör utrymme")
		})
	}
	t.Run("later", func(t *testing.T) {
		dir := folder(t)
		mount(t, dir, "120m")
		data := filepath.Join(dir, "samsyn")
		first := start(t, data)
		conn := connect(t, first)
		run(t, conn, `CREATE TABLE kept (n int)`, `INSERT INTO kept VALUES (1)`)
		filler := filepath.Join(dir, "filler")
		stop(t, first)
		fill(t, filler)
		// The files that are written first at a start need room.
		refused[*localpg.DiskFullError](t, localpg.Options{Dir: data}, "finns kvar")
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		if got := answer(t, connect(t, start(t, data)), `SELECT count(*)::text FROM kept`); got != "1" {
			t.Errorf("%s rows after the disk was full, want 1", got)
		}
	})
}

// mount puts a small file system of memory on the folder until the test ends.
func mount(t *testing.T, dir, size string) {
	t.Helper()
	asRoot(t, "mount", "-t", "tmpfs", "-o", "mode=0777,size="+size, "samsyn-test", dir)
	t.Cleanup(func() { asRoot(t, "umount", "--lazy", dir) })
}

// asRoot runs a command as root.
func asRoot(t *testing.T, command ...string) {
	t.Helper()
	if os.Geteuid() != 0 {
		command = append([]string{"sudo", "-n"}, command...)
	}
	if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v %s", command, err, out)
	}
}

// fill writes until the disk is full.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, size := range []int{1 << 20, 1 << 12, 1} {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}
