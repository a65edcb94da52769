package localpg_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/localpg"
)

// folder is a new folder that other accounts may pass through, unlike t.TempDir.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "samsyn-localpg-")
	if err == nil {
		err = os.Chmod(dir, 0o711)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// start starts a server on the folder and stops it when the test ends.
func start(t *testing.T, dir string) *localpg.Server {
	t.Helper()
	s, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

// stop stops the server, which must go when asked.
func stop(t *testing.T, s *localpg.Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

// connect signs in as the owner.
func connect(t *testing.T, s *localpg.Server) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// run runs statements that must succeed.
func run(t *testing.T, conn *pgx.Conn, statements ...string) {
	t.Helper()
	for _, sql := range statements {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// answer is the single text a query gives.
func answer(t *testing.T, conn *pgx.Conn, sql string) string {
	t.Helper()
	var text string
	if err := conn.QueryRow(t.Context(), sql).Scan(&text); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return text
}

// postmasterPID is the server's process, from PostgreSQL's own lock file.
func postmasterPID(t *testing.T, dir string) int {
	t.Helper()
	pid, err := readPID(dir)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// readPID is postmasterPID for a server that may be on its way up or down, when the file
// may be missing or half written.
func readPID(dir string) (int, error) {
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strconv.Atoi(first)
}

func TestStartStopStartKeepsData(t *testing.T) {
	dir := folder(t)
	first := start(t, dir)
	run(t, connect(t, first), `CREATE TABLE kept (n int)`, `INSERT INTO kept VALUES (1), (2)`)
	stop(t, first)
	stop(t, first)
	if err := first.Err(); err != nil {
		t.Errorf("after Stop, Err = %v", err)
	}
	second := start(t, dir)
	if got := answer(t, connect(t, second), `SELECT count(*)::text FROM kept`); got != "2" {
		t.Errorf("%s rows after a restart, want 2", got)
	}
}

func TestTheClusterIsAsPromised(t *testing.T) {
	dir := folder(t)
	s := start(t, dir)
	conn := connect(t, s)
	for sql, want := range map[string]string{
		`SHOW data_checksums`:          "on",
		`SHOW listen_addresses`:        "",
		`SHOW server_encoding`:         "UTF8",
		`SHOW fsync`:                   "on",
		`SELECT current_user::text`:    localpg.OwnerRole,
		`SHOW unix_socket_permissions`: "0700",
		`SELECT string_agg(w, ' ' ORDER BY w) FROM unnest('{ö,z,å,a,Ä,b,ä}'::text[]) w`:              "a b z å ä Ä ö",
		`SELECT rolsuper::text || rolcanlogin FROM pg_roles WHERE rolname = 'samsyn_app'`:            "falsetrue",
		`SELECT daticulocale || ' ' || datlocprovider::text FROM pg_database WHERE datname='samsyn'`: "sv-SE i",
	} {
		if got := answer(t, conn, sql); got != want {
			t.Errorf("%s = %q, want %q", sql, got, want)
		}
	}
	t.Run("no TCP port", func(t *testing.T) {
		if tcp := listeners(t, postmasterPID(t, dir)); tcp > 0 {
			t.Errorf("the server has %d TCP sockets", tcp)
		}
	})
	t.Run("its socket folder is closed to others", func(t *testing.T) {
		info, err := os.Stat(filepath.Join(dir, "run"))
		if err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("mode %v, error %v", info.Mode().Perm(), err)
		}
	})
	t.Run("an unknown role is refused", func(t *testing.T) {
		_, err := pgx.Connect(t.Context(), s.URL("postgres", localpg.Database))
		if err == nil || !strings.Contains(err.Error(), "28000") {
			t.Errorf("error %v, want 28000", err)
		}
	})
	t.Run("the process group is its own", func(t *testing.T) {
		group, err := syscall.Getpgid(postmasterPID(t, dir))
		if err != nil || group == syscall.Getpgrp() {
			t.Errorf("group %d, ours %d, error %v", group, syscall.Getpgrp(), err)
		}
	})
	t.Run("not as root", func(t *testing.T) {
		info, err := os.Stat(filepath.Join("/proc", strconv.Itoa(postmasterPID(t, dir))))
		if err != nil || info.Sys().(*syscall.Stat_t).Uid == 0 {
			t.Errorf("the server runs as root (error %v)", err)
		}
	})
}

// listeners counts the process's sockets that are in the system's TCP tables.
func listeners(t *testing.T, pid int) int {
	t.Helper()
	var table string
	for _, name := range []string{"tcp", "tcp6"} {
		text, err := os.ReadFile("/proc/net/" + name)
		if errors.Is(err, os.ErrNotExist) {
			continue // a system without IPv6
		}
		if err != nil {
			t.Fatal(err)
		}
		table += string(text)
	}
	files, err := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "fd", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("cannot see the server's files: %v", err)
	}
	count := 0
	for _, file := range files {
		target, err := os.Readlink(file)
		inode, isSocket := strings.CutPrefix(strings.TrimSuffix(target, "]"), "socket:[")
		if err == nil && isSocket && strings.Contains(table, " "+inode+" ") {
			count++
		}
	}
	return count
}

func TestListenersSeesTCP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if listeners(t, os.Getpid()) == 0 {
		t.Error("the check for TCP sockets does not see one that is there")
	}
}

func TestLongFolderName(t *testing.T) {
	dir := filepath.Join(folder(t), strings.Repeat("lång", 30))
	s := start(t, dir)
	if got := answer(t, connect(t, s), `SELECT 'svar'`); got != "svar" {
		t.Error(got)
	}
	t.Cleanup(func() { os.RemoveAll(socketFolder(t, s)) })
}

// socketFolder is where the server's socket is.
func socketFolder(t *testing.T, s *localpg.Server) string {
	t.Helper()
	config, err := pgx.ParseConfig(s.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		t.Fatal(err)
	}
	return config.Host
}
