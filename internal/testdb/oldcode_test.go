package testdb_test

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"

	"samsyn/internal/testdb"
)

// firstChecked is the first migration that may be run while the program before it still
// works in the database, so that several can be upgraded one after the other and the
// earlier one started again.
const firstChecked = 36

// sealing is why the log's own migration may take its time.
const sealing = "the whole log is gone through once to be sealed, and those who write there wait for as long"

// accepted are things that a migration does all the same, by its number, in the test's own
// words, each with the reason why the older program survives it.
var accepted = map[int64]map[string]string{
	39: {"membership has the new constraint membership_represents": "it is about a column that the program before it leaves empty, which the constraint lets through"},
	40: {
		"audit may not be used for INSERT":        "the columns that the program before it fills may be, each by itself",
		"audit has the new trigger audit_written": "it seals the rows of the program before it too",
		"audit gets the index audit_by_group":     sealing,
		"audit gets the index audit_by_link":      sealing,
	},
	43: {
		"post.kind has lost its default":                         "the trigger that comes with it fills it in, the same for what the program before it writes",
		"post.subject_id has lost its default":                   "the trigger that comes with it fills it in, the same for what the program before it writes",
		"post has the new trigger post_subject":                  "it works out what the columns worked out themselves before",
		"post has the new constraint post_team_id_group_id_fkey": "it is about a column that the program before it leaves empty",
	},
	50: {"post has the new constraint post_pathway_id_group_id_fkey": "it is about a column that the program before it leaves empty"},
}

// large are tables with so many rows that to go through all of them takes long.
var large = []string{"figure", "audit", "figure_decision", "submission", "import_row", "reminder", "post"}

// TestOlderProgramsSurviveMigrations looks at what each migration has done to tables that
// were there, whatever it is written like.
func TestOlderProgramsSurviveMigrations(t *testing.T) {
	d := testdb.NewEmpty(t)
	p := provider(t, d)
	if _, err := p.UpTo(t.Context(), firstChecked-1); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(t.Context()) })
	before := catalogue(t, conn)
	for _, table := range large[:2] {
		if _, there := before[table]; !there {
			t.Fatalf("no table %s: is the test looking in the right place?", table)
		}
	}
	for range p.ListSources() {
		result, err := p.UpByOne(t.Context())
		if errors.Is(err, goose.ErrNoNextVersion) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		after := catalogue(t, conn)
		for _, wrong := range harm(before, after) {
			if accepted[result.Source.Version][wrong] == "" {
				t.Errorf("%s: %s. The program before it may still be working: do it in two releases, "+
					"or say in accepted (internal/testdb/oldcode_test.go) why it survives: %d: {%q: \"…\"}",
					filepath.Base(result.Source.Path), wrong, result.Source.Version, wrong)
			}
		}
		before = after
	}
}

// table is what an older program leans on in a table.
type table struct {
	Columns map[string]column
	Grants  []string
	// Rules are constraints, unique indexes and triggers by name, each with the columns it
	// is about.
	Rules map[string][]string
	// Indexes are all of them by name, and File is another when the table was written anew.
	Indexes []string
	File    int64
}

type column struct {
	Type      string
	Needed    bool // NOT NULL
	FillsIn   bool // a default, an identity or a generated one
	Reference bool // part of a foreign key
}

const selectCatalogue = `
SELECT c.relname, pg_relation_filenode(c.oid)::bigint,
  ARRAY(SELECT concat_ws('|', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                         a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '',
                         EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)))
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
  ARRAY(SELECT x.privilege_type FROM aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee AND r.rolname = 'samsyn_app' ORDER BY 1),
  ARRAY(SELECT 'constraint ' || k.conname || '|' || coalesce((SELECT string_agg(a.attname, '|') FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey)), '')
        FROM pg_constraint k WHERE k.conrelid = c.oid)
  || ARRAY(SELECT 'unique index ' || i.indexrelid::regclass || '|' || coalesce((SELECT string_agg(DISTINCT a.attname, '|') FROM pg_depend d
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
             WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid = c.oid), '')
           FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid))
  || ARRAY(SELECT 'trigger ' || g.tgname || '|' FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal),
  ARRAY(SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'`

// catalogue is all tables by name.
func catalogue(t *testing.T, conn *pgx.Conn) map[string]table {
	t.Helper()
	rows, err := conn.Query(t.Context(), selectCatalogue)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]table{}
	var name string
	var file int64
	var columns, grants, rules, indexes []string
	if _, err := pgx.ForEachRow(rows, []any{&name, &file, &columns, &grants, &rules, &indexes}, func() error {
		one := table{File: file, Grants: grants, Indexes: indexes, Columns: map[string]column{}, Rules: map[string][]string{}}
		for _, c := range columns {
			part := strings.Split(c, "|")
			one.Columns[part[0]] = column{Type: part[1], Needed: part[2] == "t", FillsIn: part[3] == "t", Reference: part[4] == "t"}
		}
		for _, r := range rules {
			rule, of, _ := strings.Cut(r, "|")
			one.Rules[rule] = strings.Split(of, "|")
		}
		found[name] = one
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

// harm lists what an older program, which knows nothing of it, would run into.
func harm(before, after map[string]table) (wrong []string) {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		was := before[name]
		is, there := after[name]
		if !there {
			wrong = append(wrong, name+" is gone")
			continue
		}
		for _, c := range slices.Sorted(maps.Keys(was.Columns)) {
			wrong = append(wrong, columnHarm(name+"."+c, was.Columns[c], is.Columns[c])...)
		}
		for _, c := range slices.Sorted(maps.Keys(is.Columns)) {
			_, old := was.Columns[c]
			switch added := is.Columns[c]; {
			case old:
			case added.Needed && !added.FillsIn:
				wrong = append(wrong, name+"."+c+" is needed and has no default")
			case added.Reference && added.FillsIn:
				wrong = append(wrong, name+"."+c+" fills in a reference")
			}
		}
		for _, g := range was.Grants {
			if !slices.Contains(is.Grants, g) {
				wrong = append(wrong, name+" may not be used for "+g)
			}
		}
		for _, r := range slices.Sorted(maps.Keys(is.Rules)) {
			_, old := was.Rules[r]
			aboutOld := slices.ContainsFunc(is.Rules[r], func(c string) bool { _, had := was.Columns[c]; return had || c == "" })
			if !old && aboutOld {
				wrong = append(wrong, name+" has the new "+r)
			}
		}
		wrong = append(wrong, slowness(name, was, is)...)
	}
	return wrong
}

// columnHarm is what has become of a column that was there.
func columnHarm(name string, was, is column) []string {
	switch {
	case is.Type == "":
		return []string{name + " is gone"}
	case is.Type != was.Type:
		return []string{fmt.Sprintf("%s has become %s", name, is.Type)}
	case is.Needed && !was.Needed:
		return []string{name + " has become needed"}
	case was.FillsIn && !is.FillsIn:
		return []string{name + " has lost its default"}
	}
	return nil
}

// slowness is what keeps everybody waiting while a large table is gone through.
func slowness(name string, was, is table) (wrong []string) {
	if !slices.Contains(large, name) {
		return nil
	}
	if was.File != is.File {
		wrong = append(wrong, name+" is written anew")
	}
	for _, index := range is.Indexes {
		if !slices.Contains(was.Indexes, index) {
			wrong = append(wrong, name+" gets the index "+index)
		}
	}
	return wrong
}

// TestHarmIsSeen tries the test above on what must be found, and on what must not.
func TestHarmIsSeen(t *testing.T) {
	d := testdb.NewEmpty(t)
	conn, err := pgx.Connect(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(t.Context()) })
	exec := func(sql string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	for sql, want := range map[string]string{
		`ALTER TABLE audit DROP COLUMN b`:                                                                            "audit.b is gone",
		`ALTER TABLE audit RENAME COLUMN b TO c`:                                                                     "audit.b is gone",
		`ALTER TABLE audit RENAME TO log`:                                                                            "audit is gone",
		`ALTER TABLE audit ALTER COLUMN b TYPE varchar(9)`:                                                           "audit.b has become character varying(9)",
		`ALTER TABLE audit ALTER COLUMN b SET NOT NULL`:                                                              "audit.b has become needed",
		`ALTER TABLE audit ALTER COLUMN a DROP DEFAULT`:                                                              "audit.a has lost its default",
		`ALTER TABLE audit ADD COLUMN c int NOT NULL`:                                                                "audit.c is needed and has no default",
		`ALTER TABLE audit ADD COLUMN c int NOT NULL DEFAULT 1 REFERENCES other`:                                     "audit.c fills in a reference",
		`ALTER TABLE audit ADD CONSTRAINT short CHECK (b <> '')`:                                                     "audit has the new constraint short",
		`CREATE UNIQUE INDEX once ON other (lower(x))`:                                                               "other has the new unique index once",
		`REVOKE INSERT ON audit FROM samsyn_app`:                                                                     "audit may not be used for INSERT",
		`CREATE TRIGGER t BEFORE UPDATE ON other FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`: "other has the new trigger t",
		`CREATE INDEX slow ON audit (b)`:                                                                             "audit gets the index slow",
		`ALTER TABLE audit ADD COLUMN c text DEFAULT clock_timestamp()`:                                              "audit is written anew",
		`ALTER TABLE audit ADD COLUMN c int NOT NULL DEFAULT 0 CHECK (c >= 0), ADD COLUMN e int REFERENCES other; CREATE INDEX quick ON other (x); CREATE TABLE more (id int)`: "",
	} {
		exec(`DROP TABLE IF EXISTS audit, log, other, more CASCADE; CREATE TABLE other (id int PRIMARY KEY, x text);
			CREATE TABLE audit (a int DEFAULT 1, b text); GRANT INSERT ON audit TO samsyn_app`)
		before := catalogue(t, conn)
		exec(sql)
		if got := strings.Join(harm(before, catalogue(t, conn)), ", "); got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("%s: %q, want %q", sql, got, want)
		}
	}
}
