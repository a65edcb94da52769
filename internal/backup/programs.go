package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// address is a database's address for PostgreSQL's own programs: what can be seen in the
// list of processes has no password, which goes through the environment.
type address struct {
	url      string
	password string
}

// known are the parameters that PostgreSQL's programs take in an address. The library that
// Samsyn speaks with has more, such as the pool's size.
var known = []string{"host", "hostaddr", "port", "dbname", "user", "passfile", "channel_binding", "connect_timeout",
	"application_name", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
	"gssencmode", "krbsrvname", "sslmode", "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslsni",
	"ssl_min_protocol_version", "ssl_max_protocol_version", "service", "target_session_attrs"}

func addressOf(given string) (address, error) {
	u, err := url.Parse(given)
	if err != nil {
		return address{}, errors.New("databasens adress går inte att tolka") // the library's words repeat it
	}
	var a address
	if u.User != nil {
		a.password, _ = u.User.Password()
		u.User = url.User(u.User.Username())
	}
	query := u.Query()
	if password := query.Get("password"); password != "" {
		a.password = password
	}
	for name := range query {
		if !slices.Contains(known, name) {
			query.Del(name)
		}
	}
	u.RawQuery = query.Encode()
	a.url = u.String()
	return a, nil
}

// command prepares one of the programs. Of the surroundings it gets what PostgreSQL's
// programs look at, and nothing of ours.
func (a address) command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LC_ALL=C.UTF-8"}
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "PG") && !strings.HasPrefix(variable, "PGOPTIONS=") {
			cmd.Env = append(cmd.Env, variable)
		}
	}
	if a.password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+a.password)
	}
	return cmd
}

// dumping is what pg_dump is to do.
type dumping struct {
	url, snapshot string
	to            io.Writer
}

// dump writes all of the database as it is in the snapshot.
func dump(ctx context.Context, tools localpg.Tools, d dumping) error {
	a, err := addressOf(d.url)
	if err != nil {
		return err
	}
	args := []string{"--format=custom", "--no-owner", "--snapshot=" + d.snapshot, "--no-password",
		"--lock-wait-timeout=60s", "--dbname=" + a.url}
	for _, table := range postgres.LeftOut {
		args = append(args, "--exclude-table-data="+table)
	}
	cmd := a.command(ctx, tools.Dump(), args...)
	said := &said{}
	cmd.Stdout, cmd.Stderr = d.to, said
	if err := cmd.Run(); err != nil {
		return failed(ctx, "databasen gick inte att kopiera", err, said)
	}
	return nil
}

// loading is a dump to put into a database, between the statements before and after.
type loading struct {
	ownerURL      string
	before, after string
	dump          io.Reader
}

// load puts a dump into the database, all in one transaction: all of it is done, or nothing.
func load(ctx context.Context, tools localpg.Tools, l loading) error {
	a, err := addressOf(l.ownerURL)
	if err != nil {
		return err
	}
	// Nothing is read from the account's own settings, and the first error ends it. The
	// transaction is begun and ended by what is read and not by an option: if this process
	// dies half-way the end is missing, and nothing has been done.
	psql := a.command(ctx, tools.Psql(), "--no-psqlrc", "--quiet", "--no-password",
		"--set=ON_ERROR_STOP=1", "--output="+os.DevNull, "--dbname="+a.url)
	restore := a.command(ctx, tools.Restore(), "--no-owner", "--no-comments", "--file=-")
	restore.Stdin = l.dump
	statements, err := restore.StdoutPipe()
	if err != nil {
		return err
	}
	psqlSaid, restoreSaid := &said{}, &said{}
	psql.Stderr, restore.Stderr = psqlSaid, restoreSaid
	// If the dump could not be read to its end, the last statement ends the transaction.
	var unread error
	psql.Stdin = io.MultiReader(strings.NewReader("BEGIN;\n"+l.before), &ending{from: statements, wait: func() error {
		unread = restore.Wait()
		return unread
	}}, strings.NewReader(l.after+"COMMIT;\n"))
	if err := restore.Start(); err != nil {
		return err
	}
	err = psql.Run()
	if err == nil {
		return nil
	}
	if restore.ProcessState == nil { // psql gave up before the end
		_ = restore.Process.Kill()
		_ = restore.Wait()
	}
	if unread != nil {
		return failed(ctx, "säkerhetskopian gick inte att läsa", err, restoreSaid)
	}
	return failed(ctx, "säkerhetskopian gick inte att läsa in", err, psqlSaid)
}

// ending reads to the end, and then finds out whether that was all. If it was not, what
// follows is an error for whoever reads, and for psql a statement that it cannot carry out.
type ending struct {
	from io.Reader
	wait func() error
	more io.Reader // what follows the end
}

// Read reads on.
func (e *ending) Read(p []byte) (int, error) {
	if e.more != nil {
		return e.more.Read(p)
	}
	n, err := e.from.Read(p)
	if err == nil {
		return n, nil
	}
	e.more = strings.NewReader("")
	if e.wait() != nil || !errors.Is(err, io.EOF) {
		e.more = strings.NewReader("\n;DO $$ BEGIN RAISE EXCEPTION 'the dump ends too early'; END $$;\n")
	}
	if n > 0 {
		return n, nil
	}
	return e.more.Read(p)
}

// said keeps the last that a program has said.
type said struct{ text []byte }

// mostSaid is how much of it.
const mostSaid = 4000

// Write takes what is said.
func (s *said) Write(p []byte) (int, error) {
	s.text = append(s.text, p...)
	if len(s.text) > mostSaid {
		s.text = bytes.Clone(s.text[len(s.text)-mostSaid:])
	}
	return len(p), nil
}

// failed is the error of a program, with its last words.
func failed(ctx context.Context, what string, err error, s *said) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: avbrutet", what)
	}
	return fmt.Errorf("%s (%w):\n%s", what, err, strings.TrimSpace(string(s.text)))
}
