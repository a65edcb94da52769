// Package localpg is the embedded default: a private PostgreSQL in a data folder,
// for an installation that has no database server of its own. It finds the
// distribution's PostgreSQL (15 or later), creates the cluster the first time,
// starts it with the program, starts it again when it dies, and stops it last.
//
// The server listens on a Unix socket only, in a folder nobody else may enter,
// and lets in nobody but the operating system account that runs Samsyn (and root),
// by peer authentication. Run by root it works under an unprivileged account.
//
// The package is for Linux: it leans on flock, /proc and the parent death signal.
// It must not know the schema, nor anything of what is stored.
package localpg

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// The database and the two roles that can sign in to it.
const (
	// Database is the database Samsyn uses.
	Database = "samsyn"
	// OwnerRole is the cluster's superuser; migrations run as this role.
	OwnerRole = "samsyn_owner"
	// AppRole is what the running program works as. It owns nothing, and may do
	// what the migrations grant it.
	AppRole = "samsyn_app"
)

// port only names the socket file: nothing listens on TCP.
const port = "5432"

// Options says where the server lives and how it runs.
type Options struct {
	// Dir is the data folder, created when it is missing. Empty means DefaultDir.
	Dir string
	// Log gets what happens to the server; PostgreSQL's own log is a file in Dir.
	Log *slog.Logger
	// Unsafe trades durability for speed: an operating system crash may then
	// destroy the data. For tests.
	Unsafe bool
	// Search is the list of folders to look for PostgreSQL's programs in, with
	// patterns as in filepath.Glob. Nil means PATH and the distributions' folders.
	Search []string
	// Attempts is how many failed starts in a row it takes to give up on a server
	// that has died. Zero means ten, which is about 45 seconds.
	Attempts int
}

// Server is a running private PostgreSQL. It is safe for concurrent use.
type Server struct {
	opts    Options
	acc     account
	bin     installation
	lock    *os.File
	sockets string
	log     *slog.Logger

	stopOnce sync.Once
	stopping chan struct{} // closed when Stop is called
	done     chan struct{} // closed when the server has stopped for good

	stopErr error // set before done is closed

	mu  sync.Mutex
	err error
}

// Start makes sure the cluster in opts.Dir exists and runs, with its roles and
// its database, and returns when it takes connections. The context limits the
// start only. Its errors are sentences in Swedish that say what to do; see the
// error types of this package.
func Start(ctx context.Context, opts Options) (*Server, error) {
	if opts.Dir == "" {
		var err error
		if opts.Dir, err = DefaultDir(); err != nil {
			return nil, err
		}
	}
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return nil, err
	}
	opts.Dir = dir
	s := &Server{opts: opts, log: opts.Log, stopping: make(chan struct{}), done: make(chan struct{})}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.opts.Attempts == 0 {
		s.opts.Attempts = 10
	}
	if s.acc, err = chooseAccount(s.dataDir()); err != nil {
		return nil, err
	}
	if s.lock, err = claim(dir, s.acc); err != nil {
		return nil, err
	}
	p, err := s.bringUp(ctx)
	if err != nil {
		return nil, joinRelease(diskFullOr(dir, err), s.lock)
	}
	go s.supervise(p)
	return s, nil
}

// bringUp does what Start does once the folder is ours.
func (s *Server) bringUp(ctx context.Context) (*postmaster, error) {
	var err error
	if s.bin, err = s.chooseInstallation(ctx); err != nil {
		return nil, err
	}
	if s.sockets, err = socketDir(s.opts.Dir, s.acc); err != nil {
		return nil, err
	}
	if err = s.writeAccessRules(); err != nil {
		return nil, err
	}
	if err = s.createCluster(ctx); err != nil {
		return nil, err
	}
	if err = s.clearLeftovers(ctx); err != nil {
		return nil, err
	}
	p, err := s.launch(ctx)
	if err != nil {
		return nil, err
	}
	if err = s.ensureRoles(ctx); err != nil {
		return nil, errors.Join(err, p.stop(s.log))
	}
	return p, nil
}

// URL is the address for pgx and libpq of a database of this server, as a role.
// It goes through the Unix socket and has no password.
func (s *Server) URL(role, database string) string {
	return socketURL(s.sockets, role, database)
}

// Tool is the path of one of PostgreSQL's programs of the same version as the
// server, such as "pg_dump". The file need not exist.
func (s *Server) Tool(name string) string {
	return filepath.Join(s.bin.dir, name)
}

// Stop shuts the server down, waits until it has gone, and lets go of the
// folder. Transactions under way are rolled back. It may be called many times.
// An error says that the server did not stop when asked, and was stopped at once;
// the next start then takes longer, and nothing is lost.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() { close(s.stopping) })
	<-s.done
	return s.stopErr
}

// Done is closed when the server has stopped for good: after Stop, or when it
// died and could not be brought up again (then Err says why).
func (s *Server) Done() <-chan struct{} {
	return s.done
}

// Err is why the server stopped for good; nil while it runs and after Stop.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// clusterFolder is the cluster's own folder within the data folder.
const clusterFolder = "postgres"

// dataDir is the cluster's own folder.
func (s *Server) dataDir() string {
	return filepath.Join(s.opts.Dir, clusterFolder)
}
