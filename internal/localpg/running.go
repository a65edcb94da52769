package localpg

import (
	"bufio"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
)

// Running is a private PostgreSQL that another process has started and keeps.
type Running struct {
	sockets string
}

// Find is the server that another Samsyn runs in the folder (empty: the default
// one), for commands that work beside it. An error when none runs there, or when
// the folder is closed to this account.
func Find(dir string) (Running, error) {
	if dir == "" {
		var err error
		if dir, err = DefaultDir(); err != nil {
			return Running{}, err
		}
	}
	file, err := os.Open(filepath.Join(dir, clusterFolder, "postmaster.pid"))
	if err != nil {
		return Running{}, fmt.Errorf("ingen databas är igång i mappen %s: %w", dir, err)
	}
	defer file.Close()
	// The file's fifth line is the socket's folder; see PostgreSQL's
	// src/include/utils/pidfile.h.
	lines := bufio.NewScanner(file)
	for range 5 {
		lines.Scan()
	}
	if lines.Text() == "" {
		return Running{}, fmt.Errorf("databasen i mappen %s är inte färdigstartad; försök igen om en stund", dir)
	}
	return Running{sockets: lines.Text()}, nil
}

// URL is Server.URL for a server that another process keeps.
func (r Running) URL(role, database string) string { return socketURL(r.sockets, role, database) }

func socketURL(sockets, role, database string) string {
	query := url.Values{"host": {sockets}, "port": {port}}
	address := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: query.Encode()}
	return address.String()
}

// Exists reports whether a cluster has been made in the folder (empty: the default one).
func Exists(dir string) bool {
	if dir == "" {
		var err error
		if dir, err = DefaultDir(); err != nil {
			return false
		}
	}
	_, err := os.Stat(filepath.Join(dir, clusterFolder))
	return err == nil
}
