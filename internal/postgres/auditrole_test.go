package postgres_test

import (
	"strings"
	"testing"
)

// TestTheProgramCannotAlterTheLog: nor its chain, whatever it says to the database.
func TestTheProgramCannotAlterTheLog(t *testing.T) {
	w := newChained(t)
	w.logs(2)
	for _, sql := range []string{
		`UPDATE audit SET actor_name = 'Bo'`,
		`DELETE FROM audit`,
		`TRUNCATE audit`,
		`UPDATE audit SET link = 0`,
		`INSERT INTO audit (happened_at, actor_name, action, subject, link) VALUES (now(), 'Bo', 'a', 's', 0)`,
		`INSERT INTO audit (id, happened_at, actor_name, action, subject) OVERRIDING SYSTEM VALUE VALUES (1000, now(), 'Bo', 'a', 's')`,
		`INSERT INTO audit_link (key) VALUES (1)`,
		`UPDATE audit_link SET hash = previous`,
		`DELETE FROM audit_link`,
		`TRUNCATE audit_link`,
		`ALTER TABLE audit DISABLE TRIGGER ALL`,
		`ALTER TABLE audit_link DISABLE TRIGGER audit_seal`,
		`DROP TRIGGER audit_written ON audit`,
		`ALTER TABLE audit ALTER COLUMN link SET DEFAULT 0`,
		`CREATE OR REPLACE FUNCTION audit_key() RETURNS bigint LANGUAGE sql RETURN 0`,
		`SET session_replication_role = replica`,
		`SELECT audit_seal()`,
		`CREATE TEMPORARY TABLE mine (key bigint); CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION audit_seal()`,
		`CREATE TEMPORARY TABLE mine (key bigint); CREATE TRIGGER t AFTER INSERT ON mine FOR EACH STATEMENT EXECUTE FUNCTION audit_written()`,
		`CREATE RULE quiet AS ON INSERT TO audit DO INSTEAD NOTHING`,
		`CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql RETURN $1`,
		`SET ROLE samsyn_owner`,
		`LOCK TABLE audit_link IN ACCESS EXCLUSIVE MODE`,
		// Sealing early, to write more that no link vouches for.
		`BEGIN; INSERT INTO audit (happened_at, actor_name, action, subject) VALUES (now(), 'Bo', 'a', 's');
		 SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO audit (happened_at, actor_name, action, subject) VALUES (now(), 'Bo', 'a', 's'); COMMIT`,
	} {
		if _, err := connect(t, w.d.AppURL).Exec(t.Context(), sql); err == nil {
			t.Errorf("the program may: %s", sql)
		}
	}
	check := w.check()
	same(t, "found", found(check), "")
	same(t, "rows", check.Rows, int64(2))
}

// TestASearchPathDoesNotFoolTheSeal: tables, functions and operators of the program's own,
// found before the right ones, are not what the functions of the log use.
func TestASearchPathDoesNotFoolTheSeal(t *testing.T) {
	w := newChained(t)
	w.logs(1)
	// Where the program may make things at all, which the migrations do not let it.
	w.byOwner(`CREATE SCHEMA mine AUTHORIZATION samsyn_app`)
	_, err := connect(t, w.d.AppURL).Exec(t.Context(), `
		CREATE TEMPORARY TABLE audit_link (LIKE public.audit_link);
		CREATE TEMPORARY TABLE audit (LIKE public.audit);
		CREATE FUNCTION mine.sha256(bytea) RETURNS bytea LANGUAGE sql RETURN '\x00'::bytea;
		CREATE FUNCTION mine.now() RETURNS timestamptz LANGUAGE sql RETURN '2020-01-01'::timestamptz;
		CREATE FUNCTION mine.clock_timestamp() RETURNS timestamptz LANGUAGE sql RETURN '2020-01-01'::timestamptz;
		CREATE FUNCTION mine.pg_current_xact_id() RETURNS xid8 LANGUAGE sql RETURN '7'::xid8;
		CREATE FUNCTION mine.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS '';
		CREATE FUNCTION mine.audit_key() RETURNS bigint LANGUAGE sql RETURN 0;
		CREATE FUNCTION mine.joined(bytea, bytea) RETURNS bytea LANGUAGE sql RETURN $1;
		CREATE OPERATOR mine.|| (FUNCTION = mine.joined, LEFTARG = bytea, RIGHTARG = bytea);
		SET search_path = mine, pg_temp, public, pg_catalog;
		SET timezone = 'Asia/Tokyo'; SET datestyle = 'SQL, DMY'; SET extra_float_digits = -10;
		INSERT INTO public.audit (happened_at, actor_name, action, subject, before) VALUES (pg_catalog.now(), 'Bo', 'a', 's', '{"a": 1.10}')`)
	if err != nil {
		t.Fatal(err)
	}
	check := w.check()
	same(t, "found", found(check), "")
	same(t, "links and rows", []int64{check.Links, check.Rows}, []int64{2, 2})
	if strings.Contains(text(t, w.db, `SELECT min(made_at)::text FROM audit_link`), "2020-01-01") {
		t.Error("the program sets the clock")
	}
}
