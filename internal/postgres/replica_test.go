package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/localpg"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testreplica"
)

// noted is a log that can be read while it is written.
type noted struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *noted) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *noted) count(words string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Count(n.text.String(), words)
}

// replicated is a world with a replica, and a second program on the same primary without.
type replicated struct {
	*world
	pair *testreplica.Pair
	log  *noted
}

func newReplicated(t *testing.T) *replicated {
	t.Helper()
	pair := testreplica.New(t)
	if err := postgres.Migrate(t.Context(), pair.Primary.URL(localpg.OwnerRole, localpg.Database)); err != nil {
		t.Fatal(err)
	}
	r := &replicated{world: &world{t: t}, pair: pair, log: &noted{}}
	r.db = r.open()
	r.write(r.fill)
	r.change(r.full)
	r.change(r.bare)
	r.attach(r.db)
	return r
}

// open is another program on the primary.
func (r *replicated) open() *postgres.DB {
	r.t.Helper()
	db, err := postgres.Open(r.t.Context(), r.pair.Primary.URL(localpg.AppRole, localpg.Database))
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(db.Close)
	return db
}

func (r *replicated) attach(db *postgres.DB) {
	r.t.Helper()
	if err := db.AttachReplica(r.t.Context(), r.pair.URL(localpg.AppRole, localpg.Database), slog.New(slog.NewTextHandler(r.log, nil))); err != nil {
		r.t.Fatal(err)
	}
}

// change changes something of the group, as any program may.
func (r *replicated) change(group org.GroupID) {
	r.t.Helper()
	r.write(appendAudit(org.Actor{Person: org.Person{Name: "Anna"}}, postgres.AuditEntry{At: noon, Action: "figure.save", GroupID: group, Subject: "figure"}))
}

// changes counts them, and says who was asked.
func changes(ctx context.Context, tx *postgres.Tx, group org.GroupID) (count int, replica bool, err error) {
	text, err := tx.Text(ctx, `SELECT concat(count(*), ' ', pg_is_in_recovery()) FROM audit WHERE group_id = $1`, group)
	if err != nil {
		return 0, false, err
	}
	number, from, _ := strings.Cut(text, " ")
	count, err = strconv.Atoi(number)
	return count, from == "t", err
}

// read counts the group's changes where ReadGroup lets it.
func (r *replicated) read(group org.GroupID) (count int, replica bool) {
	r.t.Helper()
	if err := r.db.ReadGroup(r.t.Context(), group, func(tx *postgres.Tx) (err error) {
		count, replica, err = changes(r.t.Context(), tx, group)
		return err
	}); err != nil {
		r.t.Fatal(err)
	}
	return count, replica
}

// usable waits until the replica is used, or is not.
func (r *replicated) usable(db *postgres.DB, want bool) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for db.Replica().Usable != want {
		select {
		case <-again.C:
		case <-ctx.Done():
			r.t.Fatalf("the replica is never usable = %v: %s", want, r.log.text.String())
		}
	}
}

func (r *replicated) want(what string, group org.GroupID, count int, replica bool) {
	r.t.Helper()
	if n, from := r.read(group); n != count || from != replica {
		r.t.Errorf("%s: %d changes, of the replica %v; want %d, %v", what, n, from, count, replica)
	}
}

// TestAReplicaIsReadWhenItHasAll: what is read has always all that the group has, whether
// the replica is up to date, behind, broken, frozen or gone.
func TestAReplicaIsReadWhenItHasAll(t *testing.T) {
	r := newReplicated(t)
	r.usable(r.db, true)
	r.pair.CaughtUp()
	r.want("up to date", r.full, 1, true)
	if r.want("no group", 0, 0, false); t.Failed() {
		return
	}

	r.pair.Pause()
	r.change(r.full)
	r.want("behind", r.full, 2, false)
	r.want("behind with another group", r.bare, 1, true)
	late := r.open()
	r.attach(late)
	if late.Replica().Usable {
		t.Error("a replica that is behind is used by a program that has just started")
	}
	r.pair.Resume()
	r.pair.CaughtUp()
	r.want("up to date again", r.full, 2, true)
	r.usable(late, true)

	asked := 0
	err := r.db.ReadGroup(t.Context(), r.full, func(tx *postgres.Tx) error {
		asked++
		if _, replica, err := changes(t.Context(), tx, r.full); err != nil || replica {
			return errors.Join(err, fault.ErrNotFound)
		}
		return nil
	})
	if err != nil || asked != 2 {
		t.Errorf("what the replica does not find is asked for %d times, %v", asked, err)
	}
	given := errors.New("given up")
	if err := r.db.ReadGroup(t.Context(), r.full, func(*postgres.Tx) error { return given }); !errors.Is(err, given) {
		t.Errorf("what neither finds: %v", err)
	}
	if !r.db.Replica().Usable {
		t.Error("a replica that does not find something is not used")
	}

	r.frozen()

	used := r.db.Replica()
	r.pair.Stop()
	r.want("gone", r.full, 2, false)
	r.usable(r.db, false)
	r.want("gone for a while", r.full, 2, false)
	r.change(r.full)
	r.pair.Start()
	r.usable(r.db, true)
	r.pair.CaughtUp()
	r.want("back", r.full, 3, true)
	if now := r.db.Replica(); now.Read != used.Read+1 || used.Behind != 1 || used.Broke < 3 {
		t.Errorf("used %+v, and then %+v", used, now)
	}
	if off, on := r.log.count("is not used"), r.log.count("is used again"); off < 2 || on < 2 {
		t.Errorf("told %d times that it is not used and %d that it is: %s", off, on, r.log.text.String())
	}
}

// frozen lets the replica stop answering in the middle of a reading.
func (r *replicated) frozen() {
	r.t.Helper()
	r.db.ReplicaWithin(200 * time.Millisecond)
	var process int
	r.t.Cleanup(func() {
		if process > 0 {
			_ = syscall.Kill(process, syscall.SIGCONT)
		}
	})
	var count int
	err := r.db.ReadGroup(r.t.Context(), r.full, func(tx *postgres.Tx) error {
		text, err := tx.Text(r.t.Context(), `SELECT concat(pg_backend_pid(), ' ', pg_is_in_recovery())`)
		if err != nil {
			return err
		}
		if pid, from, _ := strings.Cut(text, " "); from == "t" {
			if process, err = strconv.Atoi(pid); err != nil {
				return err
			}
			if err := syscall.Kill(process, syscall.SIGSTOP); err != nil {
				return err
			}
		}
		count, _, err = changes(r.t.Context(), tx, r.full)
		return err
	})
	if err != nil || count != 2 || process == 0 {
		r.t.Errorf("frozen: %d changes, %v, process %d", count, err, process)
	}
	if err := syscall.Kill(process, syscall.SIGCONT); err != nil {
		r.t.Error(err)
	}
	r.db.ReplicaWithin(5 * time.Second)
	r.usable(r.db, true)
}

// TestNothingOlderThanWhatWasSeen: whoever has seen something, at any program, never
// reads anything older of the replica, while others store and the replica falls behind
// and catches up.
func TestNothingOlderThanWhatWasSeen(t *testing.T) {
	r := newReplicated(t)
	r.usable(r.db, true)
	const readers, changesOfEach = 3, 150
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	other := r.open()
	var reading sync.WaitGroup
	for range readers {
		reading.Go(func() {
			for ctx.Err() == nil {
				if err := r.seesNoLess(ctx, other); err != nil && ctx.Err() == nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := range changesOfEach {
		r.change(r.full)
		switch n % 30 {
		case 10:
			r.pair.Pause()
		case 20:
			r.pair.Resume()
		case 29:
			r.pair.CaughtUp()
		}
	}
	cancel()
	reading.Wait()
	if used := r.db.Replica(); used.Read == 0 || used.Behind == 0 {
		t.Errorf("nothing was tried: %+v", used)
	}
}

// seesNoLess reads of the primary at one program, and then at another that has a replica.
func (r *replicated) seesNoLess(ctx context.Context, other *postgres.DB) error {
	var seen, then int
	if err := other.Read(ctx, func(tx *postgres.Tx) (err error) {
		seen, _, err = changes(ctx, tx, r.full)
		return err
	}); err != nil {
		return err
	}
	var replica bool
	if err := r.db.ReadGroup(ctx, r.full, func(tx *postgres.Tx) (err error) {
		then, replica, err = changes(ctx, tx, r.full)
		return err
	}); err != nil {
		return err
	}
	if then < seen {
		return fmt.Errorf("saw %d changes and then %d, of the replica %v", seen, then, replica)
	}
	return nil
}

// TestAReplicaIsNotNeeded: a program starts without the replica that it is told of.
func TestAReplicaIsNotNeeded(t *testing.T) {
	w := newWorld(t)
	if w.db.Replica().Attached {
		t.Error("a replica that nobody has named")
	}
	log := &noted{}
	logger := slog.New(slog.NewTextHandler(log, nil))
	if err := w.db.AttachReplica(t.Context(), "postgres://localhost:xyz/db", logger); err == nil {
		t.Error("an address that is none was taken")
	}
	if err := w.db.AttachReplica(t.Context(), "postgres://samsyn_app@/samsyn?host=/nonexistent-place", logger); err != nil {
		t.Fatal(err)
	}
	if use := w.db.Replica(); !use.Attached || use.Usable || log.count("is not used") != 1 {
		t.Errorf("%+v: %s", use, log.text.String())
	}
	if err := w.db.ReadGroup(t.Context(), w.full, func(tx *postgres.Tx) error {
		_, err := tx.Group(t.Context(), w.full)
		return err
	}); err != nil {
		t.Error(err)
	}
}
