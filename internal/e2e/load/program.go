package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/localpg"
)

// password is the demo accounts', and that of all made for the load.
const password = "exempel-losenord-1"

// program is the one that is measured.
type program struct {
	path, folder, url string
	command           *exec.Cmd
	ended             chan error
	// heap is how many megabytes were in use after the last collection.
	heap atomic.Int64
}

// start starts it and waits until it says where it answers.
func start(ctx context.Context, path, folder string) (*program, error) {
	p := &program{path: path, folder: folder, ended: make(chan error, 1)}
	p.command = p.with("serve", "--demo")
	p.command.Env = append(p.command.Env, "GODEBUG=gctrace=1")
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	told, err := p.command.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	go p.listen(told)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "http://"); found {
			p.url = "http://" + strings.Fields(address)[0]
			go func() {
				_, _ = io.Copy(io.Discard, out)
				p.ended <- p.command.Wait()
			}()
			return p, ctx.Err()
		}
	}
	return nil, errors.Join(errors.New("the program does not start"), p.command.Wait())
}

// with is the program with other arguments, beside the one that runs.
func (p *program) with(args ...string) *exec.Cmd {
	c := exec.Command(p.path, args...)
	c.Env = append(os.Environ(), "SAMSYN_DATA_DIR="+p.folder, "SAMSYN_ADDR=127.0.0.1:0", "SAMSYN_DEMO_PASSWORD="+password, "SAMSYN_DATABASE_URL=")
	return c
}

// collected is what Go writes of each collection (GODEBUG=gctrace=1, package runtime):
// the heap at its start and end, and what was in use.
var collected = regexp.MustCompile(`^gc \d+ .* \d+->\d+->(\d+) MB`)

// listen takes note of the heap, and passes on what is an error.
func (p *program) listen(told io.Reader) {
	lines := bufio.NewScanner(told)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		text := lines.Text()
		if found := collected.FindStringSubmatch(text); found != nil {
			if n, err := strconv.ParseInt(found[1], 10, 64); err == nil {
				p.heap.Store(n)
			}
		} else if strings.Contains(text, "ERROR") {
			fmt.Fprintln(os.Stderr, text)
		}
	}
	_, _ = io.Copy(io.Discard, told) // a line too long: it must not stop for us
}

func (p *program) stop() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	if err := <-p.ended; err != nil {
		fmt.Fprintln(os.Stderr, "load: the program ended with", err)
	}
}

// fill adds the groups.
func (p *program) fill(ctx context.Context, s settings) error {
	c := p.with("fill", "--groups", strconv.Itoa(s.groups), "--units", strconv.Itoa(s.units), "--years", "3")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return ctx.Err()
}

// addPeople makes accounts: of each six, five report for a unit and one reads for the
// programme area. Their password is that of the demo accounts.
const addPeople = `WITH added AS (
	INSERT INTO person (email, name, password_hash)
	SELECT 'last-' || n || '@exempel.se', 'Last ' || n, (SELECT password_hash FROM person WHERE email = 'sammanstallande@exempel.se')
	FROM generate_series(0, $1::int - 1) n RETURNING id, substr(email, 6, strpos(email, '@') - 6)::int AS n),
placed AS (SELECT a.id, a.n, 'exempel-' || $3::int || '-' || (1 + a.n % $2::int) AS code, 1 + a.n / $2::int % $3::int AS unit FROM added a)
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from)
SELECT p.id, g.id, CASE WHEN p.n % 6 < 5 THEN u.id END, CASE WHEN p.n % 6 < 5 THEN 'delegate' ELSE 'program_area_member' END, '2020-01-01'
FROM placed p JOIN programme_group g ON g.code = p.code JOIN unit u ON u.code = p.code || '-' || p.unit`

// people makes accounts for so many.
func (p *program) people(ctx context.Context, s settings) (crowd, error) {
	running, err := localpg.Find(p.folder)
	if err != nil {
		return nil, err
	}
	conn, err := pgx.Connect(ctx, running.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	made, err := conn.Exec(ctx, addPeople, s.users, s.groups, s.units)
	if err != nil {
		return nil, err
	}
	if made.RowsAffected() != int64(s.users) {
		return nil, fmt.Errorf("%d of %d people have got a role", made.RowsAffected(), s.users)
	}
	var all crowd
	for n := range s.users {
		all = append(all, &person{email: fmt.Sprintf("last-%d@exempel.se", n), reports: n%6 < 5,
			unit: fmt.Sprintf("exempel-%d-%d-%d", s.units, 1+n%s.groups, 1+n/s.groups%s.units), seen: map[string]string{}})
	}
	return all, nil
}
