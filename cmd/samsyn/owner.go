package main

import (
	"context"
	"errors"

	"samsyn/internal/localpg"
)

// ownerAccess is the way to the database for commands that work on all of it, without a
// look at its schema: the owner's address, the application's, and how to let go of it.
type ownerAccess struct {
	ownerURL, appURL string
	// beside says that a Samsyn runs the private PostgreSQL.
	beside bool
	close  func()
}

// accessAsOwner finds the database that the settings name. The private PostgreSQL is
// started if nobody runs it; nothing in it is changed.
func accessAsOwner(ctx context.Context, env environment) (ownerAccess, error) {
	if env.config.DatabaseURL != "" {
		return ownerAccess{ownerURL: env.config.OwnerURL(), appURL: env.config.DatabaseURL, close: func() {}}, nil
	}
	server, err := localpg.Start(ctx, localpg.Options{Dir: env.config.DataDir, Log: env.log})
	var inUse *localpg.InUseError
	switch {
	case errors.As(err, &inUse):
		running, err := localpg.Find(env.config.DataDir)
		if err != nil {
			return ownerAccess{}, errors.Join(inUse, err)
		}
		return ownerAccess{ownerURL: running.URL(localpg.OwnerRole, localpg.Database),
			appURL: running.URL(localpg.AppRole, localpg.Database), beside: true, close: func() {}}, nil
	case err != nil:
		return ownerAccess{}, err
	}
	return ownerAccess{ownerURL: server.URL(localpg.OwnerRole, localpg.Database),
		appURL: server.URL(localpg.AppRole, localpg.Database), close: func() {
			if err := server.Stop(); err != nil {
				env.log.Error("the private PostgreSQL did not stop cleanly", "error", err)
			}
		}}, nil
}
