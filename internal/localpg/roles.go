package localpg

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// The application's role and the database are made when missing, at every start,
// so that a stop half-way through the first start heals itself.
const (
	roleExists     = `SELECT count(*) FROM pg_roles WHERE rolname = '` + AppRole + `'`
	createRole     = `CREATE ROLE ` + AppRole
	restrictRole   = `ALTER ROLE ` + AppRole + ` LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`
	databaseExists = `SELECT count(*) FROM pg_database WHERE datname = '` + Database + `'`
	createDatabase = `CREATE DATABASE ` + Database
)

// ensureRoles makes the role and the database that are missing.
func (s *Server) ensureRoles(ctx context.Context) (err error) {
	conn, err := pgx.Connect(ctx, s.URL(OwnerRole, "postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	for _, step := range []struct{ exists, create string }{
		{roleExists, createRole},
		{databaseExists, createDatabase},
	} {
		var n int
		if err := conn.QueryRow(ctx, step.exists).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		if _, err := conn.Exec(ctx, step.create); err != nil {
			return err
		}
	}
	_, err = conn.Exec(ctx, restrictRole)
	return err
}
