package localpg_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"samsyn/internal/localpg"
)

// childFolder tells a copy of the test program to be the Samsyn that is killed.
const childFolder = "SAMSYN_LOCALPG_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		beChild(dir)
		return
	}
	os.Exit(m.Run())
}

// beChild runs a server and writes rows for ever, saying each that is certain.
func beChild(dir string) {
	ctx := context.Background()
	s, err := localpg.Start(ctx, localpg.Options{Dir: dir})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	conn, err := pgx.Connect(ctx, s.URL(localpg.OwnerRole, localpg.Database))
	if err == nil {
		_, err = conn.Exec(ctx, `CREATE TABLE kept (n bigint PRIMARY KEY)`)
	}
	for n := 1; err == nil; n++ {
		if _, err = conn.Exec(ctx, `INSERT INTO kept VALUES ($1)`, n); err == nil {
			fmt.Println("row", n)
		}
	}
	fmt.Println("error", err)
}

// killedChild starts a child, lets it write some rows, kills it with no chance to
// clean up, and gives the last row it was certain of.
func killedChild(t *testing.T, dir string) int {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir)
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	last, killed := 0, false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		text, isRow := strings.CutPrefix(lines.Text(), "row ")
		if !isRow {
			t.Fatal(lines.Text())
		}
		if last, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
		if last > 200 && !killed {
			killed = true
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || !killed {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return last
}

func TestSamsynKilledLosesNothing(t *testing.T) {
	dir := folder(t)
	last := killedChild(t, dir)
	s := start(t, dir)
	got := answer(t, connect(t, s), `SELECT count(*)::text FROM kept`)
	if n, err := strconv.Atoi(got); err != nil || n < last {
		t.Errorf("%s rows after the kill, the child was certain of %d", got, last)
	}
}

func TestServerDiesWithKilledSamsyn(t *testing.T) {
	dir := folder(t)
	killedChild(t, dir)
	waitFor(t, "the server to follow its Samsyn", func() bool {
		_, err := os.Stat(filepath.Join(dir, "postgres", "postmaster.pid"))
		return os.IsNotExist(err)
	})
}

func TestOrphanIsReplaced(t *testing.T) {
	dir := folder(t)
	first := start(t, dir)
	run(t, connect(t, first), `CREATE TABLE kept (n int)`)
	stop(t, first)
	orphan := startOrphan(t, dir, first.Tool("pg_ctl"))

	second := start(t, dir)
	if now := postmasterPID(t, dir); now == orphan {
		t.Error("the left-behind server still runs")
	}
	if got := answer(t, connect(t, second), `SELECT count(*)::text FROM kept`); got != "0" {
		t.Errorf("got %s", got)
	}
}

// startOrphan starts a server on the folder that no Samsyn watches over.
func startOrphan(t *testing.T, dir, pgctl string) int {
	t.Helper()
	data := filepath.Join(dir, "postgres")
	info, err := os.Stat(data)
	if err != nil {
		t.Fatal(err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	cmd := exec.Command(pgctl, "start", "-w", "-D", data, "-l", "/dev/null",
		"-o", "-c listen_addresses= -c unix_socket_directories="+filepath.Join(dir, "run"))
	cmd.Dir = data
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}
	}
	if err := cmd.Run(); err != nil {
		t.Fatalf("pg_ctl: %v", err)
	}
	return postmasterPID(t, dir)
}

func TestPostmasterKilledComesBack(t *testing.T) {
	dir := folder(t)
	s := start(t, dir)
	pool, err := pgxpool.New(t.Context(), s.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.Exec(t.Context(), `CREATE TABLE kept (n bigint PRIMARY KEY)`); err != nil {
		t.Fatal(err)
	}
	var certain []int64
	var written atomic.Int64
	ctx, cancel := context.WithCancel(t.Context())
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for n := int64(1); ctx.Err() == nil; n++ {
			if _, err := pool.Exec(ctx, `INSERT INTO kept VALUES ($1)`, n); err == nil {
				certain = append(certain, n)
				written.Add(1)
			}
		}
	}()
	for range 2 {
		before := written.Load()
		waitFor(t, "rows to be written", func() bool { return written.Load() > before+200 })
		pid := postmasterPID(t, dir)
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "another server", func() bool {
			now, err := readPID(dir)
			return err == nil && now != pid && pool.Ping(ctx) == nil
		})
	}
	before := written.Load()
	waitFor(t, "rows after the last kill", func() bool { return written.Load() > before+50 })
	cancel()
	<-finished
	var lost int
	if err := pool.QueryRow(t.Context(),
		`SELECT count(*) FROM unnest($1::bigint[]) n WHERE n NOT IN (SELECT n FROM kept)`, certain).Scan(&lost); err != nil {
		t.Fatal(err)
	}
	if lost > 0 {
		t.Errorf("%d of %d acknowledged rows are lost", lost, len(certain))
	}
}

func TestGivesUpWhenItCannotBeStarted(t *testing.T) {
	dir := folder(t)
	s, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Log: slog.New(slog.DiscardHandler), Unsafe: true, Attempts: 2})
	if err != nil {
		t.Fatal(err)
	}
	pid := postmasterPID(t, dir)
	if err := os.Remove(filepath.Join(dir, "pg_hba.conf")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-s.Done()
	if err := s.Err(); err == nil || !strings.Contains(err.Error(), "pg_hba.conf") {
		t.Errorf("Err = %v", err)
	}
}
