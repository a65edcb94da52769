package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// createCluster makes a new cluster when there is none. It is made under another
// name and moved into place when whole, so that a stop half-way leaves nothing
// that looks like a database.
func (s *Server) createCluster(ctx context.Context) error {
	if _, err := os.Stat(s.dataDir()); err == nil {
		return nil
	}
	s.log.Info("skapar databasen", "mapp", s.dataDir(), "postgresql", s.bin.major)
	unfinished := s.dataDir() + ".new"
	if err := os.RemoveAll(unfinished); err != nil {
		return err
	}
	if err := os.Mkdir(unfinished, 0o700); err != nil {
		return notWritableOr(s.opts.Dir, s.acc.runner, err)
	}
	if err := s.acc.own(unfinished); err != nil {
		return err
	}
	if err := s.initdb(ctx, unfinished); err != nil {
		return errors.Join(err, os.RemoveAll(unfinished))
	}
	if err := os.Rename(unfinished, s.dataDir()); err != nil {
		return err
	}
	return syncDir(s.opts.Dir)
}

// initdb fills the folder: data checksums, UTF-8, and Swedish sorting by ICU. The
// C library's part of the locale is C.UTF-8, the only one every Debian has.
func (s *Server) initdb(ctx context.Context, dir string) error {
	args := []string{"-D", dir, "-U", OwnerRole, "-A", "peer", "-E", "UTF8", "--data-checksums", "--no-instructions",
		"--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=sv-SE"}
	if s.opts.Unsafe {
		args = append(args, "--no-sync")
	}
	var output strings.Builder
	cmd := s.acc.command(s.Tool("initdb"), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &output, &output
	err := runLocked(ctx, cmd)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return &FailedError{Program: "initdb", Output: tail(output.String())}
	}
	return nil
}

// syncDir makes a change of names in the folder last through a crash of the system.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// writeAccessRules writes who may sign in. The files are Samsyn's, outside the
// cluster and written anew at every start, so that what the folder says is
// always what this version of Samsyn means.
func (s *Server) writeAccessRules() error {
	rules := "# Written by Samsyn at every start.\nlocal all all peer map=samsyn\n"
	var names strings.Builder
	names.WriteString("# Written by Samsyn at every start.\n")
	runners := []string{s.acc.runner, "root"}
	for _, runner := range slices.Compact(runners) {
		for _, role := range []string{OwnerRole, AppRole} {
			fmt.Fprintf(&names, "samsyn %q %s\n", runner, role)
		}
	}
	for path, text := range map[string]string{s.rulesFile(): rules, s.namesFile(): names.String()} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return notWritableOr(s.opts.Dir, s.acc.runner, err)
		}
		if err := os.Chmod(path, 0o644); err != nil { // whatever the umask: the account must read it
			return err
		}
	}
	return nil
}

func (s *Server) rulesFile() string { return filepath.Join(s.opts.Dir, "pg_hba.conf") }
func (s *Server) namesFile() string { return filepath.Join(s.opts.Dir, "pg_ident.conf") }

// settings are the server's, given on the command line so that they win over
// anything in the cluster's own files.
func (s *Server) settings() []string {
	set := []string{
		"listen_addresses=", // no TCP
		"port=" + port,
		"unix_socket_directories=" + s.sockets,
		"unix_socket_permissions=0700",
		"hba_file=" + s.rulesFile(),
		"ident_file=" + s.namesFile(),
		"cluster_name=samsyn",
		"max_connections=60",
		"shared_buffers=128MB",
		"lc_messages=C", // the log is read for reasons, in English
		"log_destination=stderr",
		"logging_collector=off",
		"log_line_prefix=%m [%p] ",
		"password_encryption=scram-sha-256",
	}
	if s.opts.Unsafe {
		set = append(set, "fsync=off", "synchronous_commit=off", "full_page_writes=off",
			"wal_level=minimal", "max_wal_senders=0", "shared_buffers=32MB")
	}
	var args []string
	for _, v := range set {
		args = append(args, "-c", v)
	}
	return args
}
