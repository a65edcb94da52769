package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// database is the open database and how to let go of it.
type database struct {
	*postgres.DB
	// lost is closed if the private PostgreSQL has died and cannot be started
	// again; nil with an external database.
	lost <-chan struct{}
	// why tells the reason after lost is closed.
	why   func() error
	close func()
}

// openDatabase opens the database that the settings name. Without one it starts
// the private PostgreSQL, whose schema is always brought up to date; an external
// database with steps left is refused unless migrate is given, since an older
// program may still be running on it.
func openDatabase(ctx context.Context, env environment, migrate bool) (*database, error) {
	if env.config.DatabaseURL != "" {
		return openExternal(ctx, env, migrate)
	}
	server, err := localpg.Start(ctx, localpg.Options{Dir: env.config.DataDir, Log: env.log})
	if err != nil {
		return nil, err
	}
	stop := func() {
		if err := server.Stop(); err != nil {
			env.log.Error("the private PostgreSQL did not stop cleanly", "error", err)
		}
	}
	if err := postgres.Migrate(ctx, server.URL(localpg.OwnerRole, localpg.Database)); err != nil {
		stop()
		return nil, err
	}
	db, err := postgres.Open(ctx, server.URL(localpg.AppRole, localpg.Database))
	if err != nil {
		stop()
		return nil, err
	}
	return &database{DB: db, lost: server.Done(), why: server.Err, close: func() { db.Close(); stop() }}, nil
}

// openBeside opens the database for a command that may run beside a server: the
// private PostgreSQL of a Samsyn that is running is used where it is. It is then
// not migrated: the program that runs there may be older, and a schema of another
// version is refused.
func openBeside(ctx context.Context, env environment, migrate bool) (*database, error) {
	db, err := openDatabase(ctx, env, migrate)
	var inUse *localpg.InUseError
	if !errors.As(err, &inUse) {
		return db, err
	}
	running, err := localpg.Find(env.config.DataDir)
	if err != nil {
		return nil, errors.Join(inUse, err)
	}
	url := running.URL(localpg.AppRole, localpg.Database)
	pending, err := postgres.Pending(ctx, url)
	if err != nil {
		return nil, err
	}
	if len(pending) > 0 {
		return nil, fmt.Errorf("databasen som är igång är inte uppdaterad till den här versionen (%s). "+
			"Stoppa Samsyn, starta den här versionen och försök sedan igen", strings.Join(pending, ", "))
	}
	opened, err := postgres.Open(ctx, url)
	if err != nil {
		return nil, err
	}
	return &database{DB: opened, close: opened.Close}, nil
}

func openExternal(ctx context.Context, env environment, migrate bool) (*database, error) {
	owner := env.config.OwnerURL()
	if migrate {
		if err := postgres.Migrate(ctx, owner); err != nil {
			return nil, err
		}
	}
	pending, err := postgres.Pending(ctx, owner)
	if err != nil {
		return nil, err
	}
	if len(pending) > 0 {
		return nil, fmt.Errorf("databasen behöver uppdateras (%s). Ta en säkerhetskopia och starta sedan med --migrate",
			strings.Join(pending, ", "))
	}
	db, err := postgres.Open(ctx, env.config.DatabaseURL)
	if err != nil {
		return nil, err
	}
	if url := env.config.ReadDatabaseURL; url != "" {
		if err := db.AttachReplica(ctx, url, env.log); err != nil {
			db.Close()
			return nil, err
		}
	}
	return &database{DB: db, close: db.Close}, nil
}
