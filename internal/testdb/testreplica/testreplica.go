// Package testreplica runs a PostgreSQL with a streaming replica, made as an
// administrator makes one: pg_basebackup, and a second server that follows the first. It
// can be paused, killed and started again. Only tests may import it; it knows nothing of
// what is stored.
package testreplica

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/localpg"
)

// patience is how long anything here may take.
const patience = 30 * time.Second

// Pair is a primary and its replica.
type Pair struct {
	// Primary is the server that is written to.
	Primary *localpg.Server

	t      testing.TB
	dir    string // of both
	owner  *syscall.Stat_t
	server *os.Process
	exited chan struct{}
}

// New starts both, and stops them when the test ends. The databases are empty.
func New(t testing.TB) *Pair {
	t.Helper()
	dir, err := os.MkdirTemp("", "samsyn-replica-")
	if err == nil {
		err = os.Chmod(dir, 0o711) // the account of PostgreSQL must pass through
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &Pair{t: t, dir: dir}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if p.Primary, err = localpg.Start(context.Background(), localpg.Options{Dir: filepath.Join(dir, "primary")}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Primary.Stop(); err != nil {
			t.Error(err)
		}
	})
	info, err := os.Stat(filepath.Join(dir, "primary", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	p.owner = info.Sys().(*syscall.Stat_t)
	p.copy()
	p.Start()
	t.Cleanup(p.Stop)
	return p
}

// copy makes the replica's cluster.
func (p *Pair) copy() {
	p.t.Helper()
	// The socket's folder is closed to all but the account itself, and root.
	rules, err := os.OpenFile(filepath.Join(p.dir, "primary", "pg_hba.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = rules.WriteString("local replication all trust\n")
	}
	if err != nil {
		p.t.Fatal(err)
	}
	if err := rules.Close(); err != nil {
		p.t.Fatal(err)
	}
	p.ask(p.Primary.URL(localpg.OwnerRole, localpg.Database), `SELECT pg_reload_conf()::text`)
	for _, folder := range []string{"replica", "run"} {
		path := filepath.Join(p.dir, folder)
		if err := os.Mkdir(path, 0o700); err != nil {
			p.t.Fatal(err)
		}
		if err := os.Chown(path, int(p.owner.Uid), int(p.owner.Gid)); err != nil {
			p.t.Fatal(err)
		}
	}
	config, err := pgx.ParseConfig(p.Primary.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	backup := exec.CommandContext(ctx, p.Primary.Tool("pg_basebackup"), "--pgdata", filepath.Join(p.dir, "replica"), "--host", config.Host,
		"--username", localpg.OwnerRole, "--checkpoint", "fast", "--wal-method", "stream", "--write-recovery-conf", "--no-sync")
	p.asOwner(backup)
	if out, err := backup.CombinedOutput(); err != nil {
		p.t.Fatalf("pg_basebackup: %v\n%s", err, out)
	}
}

// asOwner makes the command run under the account of the cluster, in a place that it may
// be in.
func (p *Pair) asOwner(cmd *exec.Cmd) {
	cmd.Dir, cmd.Env = "/", []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGQUIT}
	if os.Geteuid() != int(p.owner.Uid) {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: p.owner.Uid, Gid: p.owner.Gid}
	}
}

// Start starts the replica and waits until it answers.
func (p *Pair) Start() {
	p.t.Helper()
	log, err := os.OpenFile(filepath.Join(p.dir, "replica.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	primary := filepath.Join(p.dir, "primary")
	cmd := exec.Command(p.Primary.Tool("postgres"), "-D", filepath.Join(p.dir, "replica"), "-c", "listen_addresses=",
		"-c", "unix_socket_directories="+filepath.Join(p.dir, "run"), "-c", "max_connections=60", "-c", "shared_buffers=32MB",
		"-c", "hba_file="+filepath.Join(primary, "pg_hba.conf"), "-c", "ident_file="+filepath.Join(primary, "pg_ident.conf"),
		"-c", "cluster_name=replica", "-c", "fsync=off")
	p.asOwner(cmd)
	cmd.Stdout, cmd.Stderr = log, log
	exited, started := make(chan struct{}), make(chan error)
	go func() {
		runtime.LockOSThread() // the signal at our death is sent when the thread that started it ends
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
		close(exited)
	}()
	if err := <-started; err != nil {
		p.t.Fatal(err)
	}
	p.server, p.exited = cmd.Process, exited
	p.until("the replica to answer", func(ctx context.Context) bool {
		conn, err := pgx.Connect(ctx, p.URL(localpg.OwnerRole, localpg.Database))
		return err == nil && conn.Close(ctx) == nil
	})
}

// Stop takes the replica away at once, as a computer that has lost its power; one that is
// gone already stays so.
func (p *Pair) Stop() {
	p.t.Helper()
	_ = p.server.Signal(syscall.SIGQUIT) // its backends too, which a kill would leave behind
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.t.Error("the replica does not stop")
	}
}

// URL is the replica's address of a database, as a role.
func (p *Pair) URL(role, database string) string {
	return fmt.Sprintf("postgres://%s@/%s?host=%s", role, database, filepath.Join(p.dir, "run"))
}

// Pause lets the replica get what is stored without showing it.
func (p *Pair) Pause() {
	p.t.Helper()
	p.onReplica(`SELECT pg_wal_replay_pause()::text`)
	p.until("the replica to pause", func(context.Context) bool {
		return p.onReplica(`SELECT pg_get_wal_replay_pause_state()`) == "paused"
	})
}

// Resume lets it show what it has got, and go on.
func (p *Pair) Resume() {
	p.t.Helper()
	p.onReplica(`SELECT pg_wal_replay_resume()::text`)
}

// CaughtUp waits until the replica shows all that the primary had at the call.
func (p *Pair) CaughtUp() {
	p.t.Helper()
	place := p.ask(p.Primary.URL(localpg.OwnerRole, localpg.Database), `SELECT pg_current_wal_lsn()::text`)
	p.until("the replica to catch up", func(context.Context) bool {
		return p.onReplica(`SELECT (pg_last_wal_replay_lsn() >= '`+place+`')::text`) == "true"
	})
}

// Since counts the connections of the program to the replica that have been used after
// the moment, by the replica's own account.
func (p *Pair) Since(moment time.Time) string {
	p.t.Helper()
	return p.onReplica(`SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename = '` +
		localpg.AppRole + `' AND query = 'rollback' AND state_change > '` + moment.UTC().Format(time.RFC3339Nano) + `'`)
}

func (p *Pair) onReplica(sql string) string {
	p.t.Helper()
	return p.ask(p.URL(localpg.OwnerRole, localpg.Database), sql)
}

// ask is the text that a query gives.
func (p *Pair) ask(url, sql string) (text string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, sql).Scan(&text); err != nil {
		p.t.Fatalf("%s: %v", sql, err)
	}
	return text
}

// until waits for something to be so.
func (p *Pair) until(what string, so func(context.Context) bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !so(ctx) {
		select {
		case <-again.C:
		case <-p.exited:
			log, _ := os.ReadFile(filepath.Join(p.dir, "replica.log"))
			p.t.Fatalf("the replica has died waiting for %s:\n%s", what, log)
		case <-ctx.Done():
			p.t.Fatalf("waited in vain for %s", what)
		}
	}
}
