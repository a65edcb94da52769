package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Held is what a database holds that something is to be put into.
type Held struct {
	Server  int   // the server's version, 150018 for 15.18
	Tables  int   // tables of anybody's; zero for an empty database
	Others  int   // connections that are not ours
	People  int64 // with an account, when the tables are the program's
	Figures int64 // figures
}

const selectHeld = `-- name: what a database holds
SELECT current_setting('server_version_num')::int AS server,
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))::int AS tables,
       (SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL)::int AS others`

const selectPeopleTable = `-- name: people table exists
SELECT to_regclass('public.person') IS NOT NULL AND to_regclass('public.figure') IS NOT NULL`

const selectHeldRows = `-- name: people and figures
SELECT (SELECT count(*) FROM public.person), (SELECT count(*) FROM public.figure)`

// HeldBy looks at the database at the owner's address.
func HeldBy(ctx context.Context, ownerURL string) (s Held, err error) {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return s, fmt.Errorf("databasen svarar inte: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	if err := conn.QueryRow(ctx, selectHeld).Scan(&s.Server, &s.Tables, &s.Others); err != nil {
		return s, err
	}
	var ours bool
	if err := conn.QueryRow(ctx, selectPeopleTable).Scan(&ours); err != nil || !ours {
		return s, err
	}
	return s, conn.QueryRow(ctx, selectHeldRows).Scan(&s.People, &s.Figures)
}

// ClearSQL takes away all tables, sequences, views, functions and types of the program's
// schemas that are not an extension's, and makes the program's role if it is missing: a
// copy of a database is put in after it, in the same transaction.
const ClearSQL = `SET lock_timeout = '10s';
DO $clear$
DECLARE o record;
BEGIN
  BEGIN
    CREATE ROLE ` + AppRole + ` NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  DROP SCHEMA IF EXISTS ` + JobSchema + ` CASCADE;
  FOR o IN SELECT c.oid::regclass AS name, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'a', 'i'))
    ORDER BY c.relkind = 'S' LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', o.kind, o.name);
  END LOOP;
  FOR o IN SELECT p.oid::regprocedure AS name, CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END AS kind
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', o.kind, o.name);
  END LOOP;
  FOR o IN SELECT t.oid::regtype AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname = 'public' AND t.typtype IN ('e', 'd', 'c', 'r') AND (t.typrelid = 0 OR (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype IN ('e', 'i')) LOOP
    EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', o.name);
  END LOOP;
END $clear$;
SET lock_timeout = 0;
`

const settleMails = `-- name: settle letters that waited in a copy
WITH r AS (UPDATE reminder SET state = 'unsure', settled_at = @now, error = @why WHERE state IN ('queued', 'sending') RETURNING 1),
     a AS (UPDATE account_mail SET state = 'unsure', tried_at = @now, problem = @why WHERE state IN ('queued', 'sending') RETURNING 1)
SELECT (SELECT count(*) FROM r) + (SELECT count(*) FROM a)`

// UnsettleMails notes of the letters that waited when a copy was made that nobody knows
// whether they were sent after it, and counts them: sent again, somebody might get them
// twice.
func (tx *Tx) UnsettleMails(ctx context.Context, now time.Time, why string) (int64, error) {
	return value[int64](ctx, tx, settleMails, pgx.StrictNamedArgs{"now": now, "why": why})
}
