package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// Inspection is what a look at the whole database finds, for whoever looks after it.
type Inspection struct {
	Server   int // the server's version, 150018 for 15.18
	Encoding string
	Bytes    int64 // of the database
	// Damaged is how many blocks of data the server has found damaged.
	Damaged int64
	// Ahead is how far the server's clock is before ours.
	Ahead time.Duration

	// Pending are steps of the schema that are not done, Newer the numbers of those that
	// this program does not know.
	Pending []string
	Newer   []int64

	Role RoleCheck
	// Work is nil while the schema is not this program's.
	Work *WorkCheck
}

// RoleCheck is what the role that the program works as may do.
type RoleCheck struct {
	Exists bool
	// Powers are those that it has and must not have, as PostgreSQL names them.
	Powers []string
	// Owns are tables that are its own, AltersLog whether it may change or remove rows of
	// the log, Closed the tables that it can neither read nor add to.
	Owns      []string
	AltersLog bool
	Closed    []string
}

// WorkCheck is how the work in the database goes.
type WorkCheck struct {
	// Waiting is how long the oldest job has been waiting, Running how long the oldest that
	// runs has been running, and Failed how many were given up in the last week.
	Waiting, Running time.Duration
	Failed           int64
	// MailWaiting is how long the oldest letter has been waiting, MailFailed and MailUnsure
	// how many in the last week were not sent, or nobody knows.
	MailWaiting            time.Duration
	MailFailed, MailUnsure int64

	Administrators int64 // who may sign in today
	People         int64
	// Examples and Groups are how many groups there are with example data and without.
	Examples, Groups int64
	// LastChange is the newest row of the log's time, LastBackup the last copy's; zero for none.
	LastChange, LastBackup time.Time
}

const selectInspection = `-- name: inspect the server
SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding), pg_database_size(d.oid),
       coalesce((SELECT checksum_failures FROM pg_stat_database s WHERE s.datid = d.oid), 0), clock_timestamp()
FROM pg_database d WHERE datname = current_database()`

// Inspect looks at the database at the owner's address. Nothing is changed.
func Inspect(ctx context.Context, ownerURL string, now func() time.Time) (i Inspection, err error) {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return i, fmt.Errorf("databasen svarar inte: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	var clock time.Time
	before := now()
	if err := conn.QueryRow(ctx, selectInspection).Scan(&i.Server, &i.Encoding, &i.Bytes, &i.Damaged, &clock); err != nil {
		return i, err
	}
	after := now()
	i.Ahead = clock.Sub(before.Add(after.Sub(before) / 2))
	if i.Pending, err = pending(ctx, conn); err != nil {
		return i, err
	}
	if i.Newer, err = newer(ctx, conn); err != nil {
		return i, err
	}
	if i.Role, err = inspectRole(ctx, conn); err != nil || len(i.Pending) > 0 {
		return i, err
	}
	i.Work, err = inspectWork(ctx, conn, now())
	return i, err
}

// newer is the migrations that were run and are not this program's.
func newer(ctx context.Context, conn *pgx.Conn) (versions []int64, err error) {
	newest, err := NewestMigration()
	if err != nil {
		return nil, err
	}
	applied, err := appliedVersions(ctx, conn)
	for version := range applied {
		if version > newest {
			versions = append(versions, version)
		}
	}
	slices.Sort(versions)
	return versions, err
}

const (
	selectRole = `-- name: inspect the program's role
SELECT array_remove(ARRAY[CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
                          CASE WHEN rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN rolreplication THEN 'REPLICATION' END], NULL) AS powers,
       ARRAY(SELECT c.oid::regclass::text FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p') ORDER BY 1) AS owns
FROM pg_roles r WHERE rolname = @role`
	selectGrants = `-- name: inspect the program's grants
SELECT coalesce(bool_or(c.relname = 'audit' AND has_table_privilege(@role, c.oid, 'UPDATE, DELETE, TRUNCATE')), false) AS alters,
       coalesce(array_agg(c.oid::regclass::text ORDER BY c.oid::regclass::text)
                FILTER (WHERE NOT has_table_privilege(@role, c.oid, 'SELECT, INSERT')), '{}') AS closed
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (@schemas)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`
)

func inspectRole(ctx context.Context, conn *pgx.Conn) (r RoleCheck, err error) {
	err = conn.QueryRow(ctx, selectRole, pgx.StrictNamedArgs{"role": AppRole}).Scan(&r.Powers, &r.Owns)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r.Exists = true
	return r, conn.QueryRow(ctx, selectGrants, pgx.StrictNamedArgs{"role": AppRole, "schemas": schemas}).Scan(&r.AltersLog, &r.Closed)
}

const (
	selectJobCheck = `-- name: inspect the jobs
SELECT coalesce(extract(epoch FROM @now - min(scheduled_at) FILTER (WHERE state = 'available')), 0)::float8,
       coalesce(extract(epoch FROM @now - min(attempted_at) FILTER (WHERE state = 'running')), 0)::float8,
       count(*) FILTER (WHERE state = 'discarded' AND finalized_at > @now - interval '7 days')
FROM ` + JobSchema + `.river_job`
	selectMailCheck = `-- name: inspect the letters
SELECT coalesce(extract(epoch FROM @now - min(queued_at) FILTER (WHERE state IN ('queued', 'sending'))), 0)::float8,
       count(*) FILTER (WHERE state = 'failed' AND queued_at > @now - interval '7 days'),
       count(*) FILTER (WHERE state = 'unsure' AND queued_at > @now - interval '7 days')
FROM (SELECT state, queued_at FROM reminder UNION ALL SELECT state, queued_at FROM account_mail) m`
	selectPeopleCheck = `-- name: inspect people and groups
SELECT (SELECT count(DISTINCT p.id) FROM person p JOIN membership m ON m.person_id = p.id
        WHERE m.role = 'administrator' AND m.valid_from <= @today::date AND (m.valid_to IS NULL OR m.valid_to >= @today::date)
          AND (p.left_on IS NULL OR p.left_on > @today::date)),
       (SELECT count(*) FROM person),
       (SELECT count(*) FROM programme_group WHERE example_data), (SELECT count(*) FROM programme_group WHERE NOT example_data),
       (SELECT max(happened_at) FROM audit), (SELECT max(happened_at) FROM audit WHERE subject = 'installation' AND action = 'installation.backup')`
)

func inspectWork(ctx context.Context, conn *pgx.Conn, now time.Time) (*WorkCheck, error) {
	w := &WorkCheck{}
	var waiting, running, mail float64
	var change, backup *time.Time
	args := pgx.StrictNamedArgs{"now": now}
	if err := conn.QueryRow(ctx, selectJobCheck, args).Scan(&waiting, &running, &w.Failed); err != nil {
		return nil, err
	}
	if err := conn.QueryRow(ctx, selectMailCheck, args).Scan(&mail, &w.MailFailed, &w.MailUnsure); err != nil {
		return nil, err
	}
	if err := conn.QueryRow(ctx, selectPeopleCheck, pgx.StrictNamedArgs{"today": now}).Scan(
		&w.Administrators, &w.People, &w.Examples, &w.Groups, &change, &backup); err != nil {
		return nil, err
	}
	for seconds, to := range map[*float64]*time.Duration{&waiting: &w.Waiting, &running: &w.Running, &mail: &w.MailWaiting} {
		*to = time.Duration(*seconds * float64(time.Second))
	}
	for from, to := range map[**time.Time]*time.Time{&change: &w.LastChange, &backup: &w.LastBackup} {
		if *from != nil {
			*to = **from
		}
	}
	return w, nil
}
