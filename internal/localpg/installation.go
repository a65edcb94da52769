package localpg

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// oldestMajor is the first version with ICU as a database's collation provider
// and with NULLS NOT DISTINCT, both of which the schema needs.
const oldestMajor = 15

// installation is one PostgreSQL server on the computer.
type installation struct {
	dir   string // the folder with initdb and postgres
	major int
}

// defaultSearch are PATH's folders first, then where the distributions keep the
// server's programs: Debian, Red Hat, Alpine, a build from source.
func defaultSearch() []string {
	return append(filepath.SplitList(os.Getenv("PATH")),
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/usr/local/pgsql/bin")
}

// versionPattern finds the major version in "postgres (PostgreSQL) 15.18 (Debian …)".
var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// installations finds the servers in the folders, the first one found of each
// major version, newest first.
func installations(ctx context.Context, search []string) []installation {
	var found []installation
	for _, pattern := range search {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			continue // a folder on PATH with an odd name
		}
		for _, dir := range dirs {
			// A link on PATH leads to the folder where the rest of the programs are.
			server, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"))
			if err != nil {
				continue
			}
			dir = filepath.Dir(server)
			major, ok := majorIn(ctx, dir)
			known := slices.ContainsFunc(found, func(i installation) bool { return i.major == major })
			if ok && !known {
				found = append(found, installation{dir: dir, major: major})
			}
		}
	}
	slices.SortFunc(found, func(a, b installation) int { return b.major - a.major })
	return found
}

// majorIn asks the server in the folder for its major version.
func majorIn(ctx context.Context, dir string) (int, bool) {
	server := filepath.Join(dir, "postgres")
	for _, program := range []string{server, filepath.Join(dir, "initdb")} {
		if info, err := os.Stat(program); err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			return 0, false
		}
	}
	out, err := exec.CommandContext(ctx, server, "--version").Output()
	match := versionPattern.FindSubmatch(out)
	if err != nil || match == nil {
		return 0, false
	}
	major, err := strconv.Atoi(string(match[1]))
	return major, err == nil
}

// chooseInstallation is the one that made the cluster, or for a new cluster the
// newest.
func (s *Server) chooseInstallation(ctx context.Context) (installation, error) {
	search := s.opts.Search
	if search == nil {
		search = defaultSearch()
	}
	found := installations(ctx, search)
	cluster, err := s.clusterMajor()
	if err != nil {
		return installation{}, err
	}
	if cluster == 0 {
		if len(found) == 0 || found[0].major < oldestMajor {
			return installation{}, NotInstalledError{}
		}
		return found[0], nil
	}
	other := &OtherMajorError{Dir: s.opts.Dir, Cluster: cluster}
	for _, i := range found {
		if i.major == cluster {
			return i, nil
		}
		other.Found = append(other.Found, i.major)
	}
	return installation{}, other
}

// clusterMajor is the major version that made the cluster; 0 when there is none yet.
func (s *Server) clusterMajor() (int, error) {
	text, err := os.ReadFile(filepath.Join(s.dataDir(), "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(s.dataDir()); err == nil {
			return 0, &IncompleteError{Dir: s.dataDir()}
		}
		return 0, nil
	}
	if err != nil {
		return 0, notWritableOr(s.dataDir(), s.acc.runner, err)
	}
	major, err := strconv.Atoi(string(regexp.MustCompile(`^\d+`).Find(text)))
	if err != nil {
		return 0, &IncompleteError{Dir: s.dataDir()}
	}
	return major, nil
}
