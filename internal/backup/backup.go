// Package backup makes a copy of the whole database as one file, and puts one back.
//
// The file is a zip file of two, so that it can be read in ten years by other programs
// too: manifest.json says what is in it, and database.dump is what PostgreSQL's pg_dump
// wrote. Its comment is the SHA-256 of everything before it. What the tables hold is
// counted on the very moment that was copied, and held against what was put back before
// that counts.
//
// The package must not know what the tables are about.
package backup

import (
	"context"
	"encoding/json"
	"time"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// format is the version of the file's form.
const format = 1

// The files within.
const (
	manifestName = "manifest.json"
	dumpName     = "database.dump"
)

// Manifest says what is in a copy.
type Manifest struct {
	Format  int       `json:"format"`
	Program string    `json:"program"` // which Samsyn made it, "" when it did not know
	MadeAt  time.Time `json:"made_at"`
	// Migration is the schema's version.
	Migration int64 `json:"migration"`
	// Server is the version of the PostgreSQL that it was copied from, 150018 for 15.18, and
	// Dump the major one of the pg_dump that wrote it.
	Server int `json:"postgresql"`
	Dump   int `json:"pg_dump"`
	// SHA256 and Bytes are of database.dump.
	SHA256 string           `json:"sha256"`
	Bytes  int64            `json:"bytes"`
	Tables []postgres.Table `json:"tables"`
	// LeftOut are tables whose rows are not in it.
	LeftOut []string `json:"left_out"`
}

// Rows is how many rows there are in all.
func (m Manifest) Rows() (rows int64) {
	for _, t := range m.Tables {
		rows += t.Rows
	}
	return rows
}

// Order is a copy to make.
type Order struct {
	OwnerURL string // the database, as the owner of its tables
	Path     string // the file, which must not exist
	Program  string
	Now      time.Time
	// Before is called when the copy is whole and before the file is there: an error of its
	// own undoes it. Nil for nothing.
	Before func(ctx context.Context, m Manifest) error
}

// Make copies the database, also while others work in it: all of the copy is from one
// moment. The file is read again and checked before it gets its name, which nothing has
// until then.
func Make(ctx context.Context, o Order) (Manifest, error) {
	snapshot, err := postgres.TakeSnapshot(ctx, o.OwnerURL)
	if err != nil {
		return Manifest{}, err
	}
	defer snapshot.Close(ctx)
	tools, err := localpg.FindTools(ctx, snapshot.Server/10000)
	if err != nil {
		return Manifest{}, err
	}
	tables, err := snapshot.Tables(ctx)
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{Format: format, Program: o.Program, MadeAt: o.Now, Migration: snapshot.Migration,
		Server: snapshot.Server, Dump: tools.Major, Tables: tables, LeftOut: postgres.LeftOut}
	file, err := create(o.Path)
	if err != nil {
		return Manifest{}, err
	}
	defer file.forget()
	err = file.add(dumpName, o.Now, func(to *counted) error {
		if err := dump(ctx, tools, dumping{url: o.OwnerURL, snapshot: snapshot.ID, to: to}); err != nil {
			return err
		}
		m.SHA256, m.Bytes = to.sum(), to.bytes
		return nil
	})
	if err != nil {
		return Manifest{}, err
	}
	err = file.add(manifestName, o.Now, func(to *counted) error {
		out := json.NewEncoder(to)
		out.SetIndent("", "  ")
		return out.Encode(m)
	})
	if err == nil {
		err = file.seal()
	}
	if err != nil {
		return Manifest{}, err
	}
	if _, err := Open(file.name()); err != nil {
		return Manifest{}, err
	}
	if o.Before != nil {
		if err := o.Before(ctx, m); err != nil {
			return Manifest{}, err
		}
	}
	return m, file.keep(o.Path)
}
