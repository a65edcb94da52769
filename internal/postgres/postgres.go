// Package postgres is the only place with SQL: one file per aggregate, each
// statement directly above the method that runs it. It turns rows into the pure
// packages' types and PostgreSQL's errors into package fault's. It must not know
// HTTP, the rooms, or any rule about who may do what.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// AppRole is the database role the program works as: it owns nothing and cannot
// alter the audit log.
const AppRole = "samsyn_app"

// DB is the pool of connections. Everything is read and written through Read and
// Write, whose Tx carries all the SQL, so that the pool cannot be used inside a
// transaction by mistake.
type DB struct {
	pool *pgxpool.Pool
	// replica may be read instead, see ReadGroup; nil when there is none.
	replica *replica
}

// Open connects to the database at the URL. A login role that is a member of
// AppRole steps down to it on each connection, so that one address is enough.
func Open(ctx context.Context, url string) (*DB, error) {
	return OpenTraced(ctx, url, nil)
}

// CheckURL says what is wrong with a database's address, in a sentence that repeats none of
// it; "" when it can be used.
func CheckURL(url string) string {
	if _, err := pgxpool.ParseConfig(url); err != nil {
		return "adressen går inte att tolka. Skriv den som postgres://namn:lösenord@dator:5432/databas, " +
			"och efter ett frågetecken bara val som PostgreSQL känner."
	}
	if how, err := EncryptionOf(url); err == nil && how == Undecided {
		return "förbindelsen till en annan dator ska vara krypterad. Lägg till ?sslmode=verify-full i adressen, " +
			"eller sslmode=disable om det som skickas skyddas på annat sätt."
	}
	return ""
}

// OpenTraced is Open with somebody who is told of every statement, for measuring;
// nil for nobody.
func OpenTraced(ctx context.Context, url string, tracer pgx.QueryTracer) (*DB, error) {
	config, err := poolConfig(url, tracer)
	if err != nil {
		return nil, errors.New("databasens adress: " + CheckURL(url)) // the library's words may repeat it
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("databasen svarar inte: %w", err)
	}
	return &DB{pool: pool}, nil
}

// mostConnections is how many connections a program has at most, unless the address says
// (pool_max_conns). The library's own, one for each core and at least four, leaves none for
// visitors when the jobs have theirs: a large file and two files of reports hold one each
// for as long as they take, and tell how far they have come on another.
const mostConnections = 16

// poolConfig is how connections to the database at the URL are made.
func poolConfig(url string, tracer pgx.QueryTracer) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("databasens adress går inte att tolka: %w", err)
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = mostConnections
	}
	// Today is the clinics' day, wherever the server stands.
	config.ConnConfig.RuntimeParams["timezone"] = "Europe/Stockholm"
	config.ConnConfig.Tracer = tracer
	config.AfterConnect = stepDown
	return config, nil
}

const selectStepDown = `-- name: may step down
SELECT current_user::text AS login, current_user = rolname AS is_app, pg_has_role(current_user, oid, 'MEMBER') AS member
FROM pg_roles WHERE rolname = @role`

// stepDown makes the connection work as AppRole. It refuses any other role: the
// audit log is only safe from a program that cannot alter it.
func stepDown(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, selectStepDown, pgx.StrictNamedArgs{"role": AppRole})
	if err != nil {
		return err
	}
	role, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[struct {
		Login         string
		IsApp, Member bool
	}])
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("databasen saknar rollen %s; kör migreringarna (--migrate) först", AppRole)
	case err != nil || role.IsApp:
		return err
	case !role.Member:
		return fmt.Errorf("databaskontot %s får inte arbeta som %s; ge det rollen (GRANT %s TO %s)",
			role.Login, AppRole, AppRole, role.Login)
	}
	_, err = conn.Exec(ctx, "SET ROLE "+AppRole)
	return err
}

// Close waits for what runs and closes the connections.
func (db *DB) Close() {
	if db.replica != nil {
		db.replica.close()
	}
	db.pool.Close()
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }
