package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Table is what a table holds, so that a copy can be held against it.
type Table struct {
	Schema string `json:"schema"`
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	// Digest is of all rows, whatever order they come in: the sum of the first 64 bits of
	// the MD5 of each row's text. It tells a row that was lost or changed, and is not meant
	// for somebody who changes them on purpose.
	Digest string `json:"digest"`
}

// schemas are those that the program's tables lie in.
var schemas = []string{"public", JobSchema}

// LeftOut are the tables whose rows no copy has: a session that has been ended must not
// come to life again with yesterday's copy.
var LeftOut = []string{"public.session"}

// Snapshot is a database as it was at one moment. It is held open by a transaction that
// only reads, so that others can work on.
type Snapshot struct {
	// ID is what pg_dump takes to see the same.
	ID string
	// Server is the server's version as a number, 150018 for 15.18.
	Server int
	// Migration is the schema's version, the number of the last migration; zero for none.
	Migration int64

	conn *pgx.Conn
	tx   pgx.Tx
}

// asIs makes rows' text the same whatever the server is set to.
const asIs = `SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 3;
SET bytea_output = 'hex'; SET search_path = public`

const selectSnapshot = `-- name: export a snapshot
SELECT pg_export_snapshot() AS id, current_setting('server_version_num')::int AS server`

const selectVersion = `-- name: schema version
SELECT coalesce(max(version_id), 0) FROM ` + versionTable + ` WHERE is_applied`

// TakeSnapshot opens the database at the owner's address and holds it as it is. The
// snapshot must be let go of.
func TakeSnapshot(ctx context.Context, ownerURL string) (s *Snapshot, err error) {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return nil, fmt.Errorf("databasen svarar inte: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
		}
	}()
	if _, err = conn.Exec(ctx, asIs); err != nil {
		return nil, err
	}
	s = &Snapshot{conn: conn}
	if s.tx, err = conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}); err != nil {
		return nil, err
	}
	if err = s.tx.QueryRow(ctx, selectSnapshot).Scan(&s.ID, &s.Server); err != nil {
		return nil, err
	}
	var exists bool
	if err = s.tx.QueryRow(ctx, versionTableExists).Scan(&exists); err != nil || !exists {
		return s, err
	}
	return s, s.tx.QueryRow(ctx, selectVersion).Scan(&s.Migration)
}

// Close lets go of it.
func (s *Snapshot) Close(ctx context.Context) error { return s.conn.Close(context.WithoutCancel(ctx)) }

const selectTables = `-- name: the program's tables
SELECT n.nspname AS schema, c.relname AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY (@schemas)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname`

// digestOf is the query of a table's rows and digest.
func digestOf(schema, name string) string {
	return `SELECT count(*), coalesce(sum(('x' || left(md5(whole_row::text), 16))::bit(64)::bigint::numeric), 0)::text FROM ` +
		pgx.Identifier{schema, name}.Sanitize() + ` AS whole_row`
}

// Tables is what each table of the program's holds; those whose rows are left out of
// copies as empty ones.
func (s *Snapshot) Tables(ctx context.Context) ([]Table, error) {
	rows, err := s.tx.Query(ctx, selectTables, pgx.StrictNamedArgs{"schemas": schemas})
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t Table, err error) {
		return t, row.Scan(&t.Schema, &t.Name)
	})
	if err != nil {
		return nil, err
	}
	for n := range list {
		t := &list[n]
		if leftOut(*t) {
			t.Digest = "0"
			continue
		}
		if err := s.tx.QueryRow(ctx, digestOf(t.Schema, t.Name)).Scan(&t.Rows, &t.Digest); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func leftOut(t Table) bool {
	for _, name := range LeftOut {
		if t.Schema+"."+t.Name == name {
			return true
		}
	}
	return false
}

// quoted is the text as an SQL string.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// VerifySQL is a statement that fails if a table does not hold what is said here, or if a
// sequence would give a number that has been given, and so ends the transaction that it
// stands in.
func VerifySQL(tables []Table) string {
	var b strings.Builder
	b.WriteString(asIs + ";\nDO $verify$\nDECLARE n bigint; d text; s record;\nBEGIN\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "  %s INTO n, d;\n  IF n <> %d OR d <> %s THEN RAISE EXCEPTION 'tabellen %% stämmer inte: %% rader, skulle vara %%', %s, n, %d; END IF;\n",
			strings.Replace(digestOf(t.Schema, t.Name), " FROM ", "\n    FROM ", 1), t.Rows, quoted(t.Digest), quoted(t.Schema+"."+t.Name), t.Rows)
	}
	b.WriteString(`  FOR s IN SELECT d.objid::regclass AS sequence, d.refobjid::regclass AS owner, a.attname AS of
    FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') LOOP
    EXECUTE format('SELECT count(*) FROM %s t, %s q WHERE t.%I > q.last_value', s.owner, s.sequence, s.of) INTO n;
    IF n > 0 THEN RAISE EXCEPTION 'räknaren % ligger efter sin tabell', s.sequence; END IF;
  END LOOP;
END $verify$;
`)
	return b.String()
}
