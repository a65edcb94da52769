// Package testgroup fills a test's database with two small programme groups: one
// person for each role, a few units, and a measure of most kinds. Everything is
// made up. Only tests may import it.
package testgroup

import (
	"context"
	_ "embed"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
	"samsyn/internal/testdb"
)

//go:embed testgroup.sql
var rows string

// What is in the database: testgroup.sql says it all.
const (
	Group      org.GroupID = 1
	OtherGroup org.GroupID = 2

	Ala  org.UnitID = 1 // highly specialised
	Bo   org.UnitID = 2 // general; also in the other group
	Ceda org.UnitID = 3 // birth site, process measures only

	MedicalLead   org.PersonID = 1 // at Ala
	UnitManager   org.PersonID = 2 // at Bo
	Convener      org.PersonID = 3
	Chair         org.PersonID = 4
	Member        org.PersonID = 5 // of the programme area
	Observer      org.PersonID = 6
	Administrator org.PersonID = 7
	Other         org.PersonID = 8 // the other group's convener
)

// Now is the moment that tests happen at.
var Now = time.Date(2026, time.May, 4, 14, 2, 0, 0, time.UTC)

// Clock tells Now.
func Clock() time.Time { return Now }

// Fixture is a test's database with the groups in it.
type Fixture struct {
	*testdb.Database
	t testing.TB
}

// New is a fresh database with the groups.
func New(t testing.TB) *Fixture {
	t.Helper()
	f := &Fixture{Database: testdb.New(t), t: t}
	f.Exec(rows)
	return f
}

// Exec runs statements as the schema's owner.
func (f *Fixture) Exec(sql string) {
	f.t.Helper()
	f.connected(func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, sql)
		return err
	})
}

// Text is the single value, as text, that a query gives; "" for NULL.
func (f *Fixture) Text(sql string) string {
	f.t.Helper()
	var text *string
	f.connected(func(ctx context.Context, conn *pgx.Conn) error { return conn.QueryRow(ctx, sql).Scan(&text) })
	if text == nil {
		return ""
	}
	return *text
}

// LoseOnce lets the next transaction that writes into the log be told by PostgreSQL that it
// lost a deadlock, so that it is run again.
func (f *Fixture) LoseOnce() {
	f.t.Helper()
	f.Exec(`DROP SEQUENCE IF EXISTS tries;
		CREATE SEQUENCE tries;
		CREATE OR REPLACE FUNCTION lose_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
		BEGIN
			IF nextval('tries') = 1 THEN
				RAISE EXCEPTION 'lost' USING ERRCODE = 'deadlock_detected';
			END IF;
			RETURN NEW;
		END $$;
		CREATE OR REPLACE TRIGGER lose_once BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION lose_once()`)
}

func (f *Fixture) connected(do func(context.Context, *pgx.Conn) error) {
	f.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, f.OwnerURL)
	if err != nil {
		f.t.Fatal(err)
	}
	err = do(ctx, conn)
	if closing := conn.Close(ctx); err == nil {
		err = closing
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// Actor is the person with the roles held at Now.
func (f *Fixture) Actor(id org.PersonID) org.Actor {
	f.t.Helper()
	var actor org.Actor
	err := f.DB.Read(f.t.Context(), func(tx *postgres.Tx) error {
		var err error
		if actor.Person, err = tx.Person(f.t.Context(), id); err != nil {
			return err
		}
		actor.Memberships, err = tx.MembershipsOn(f.t.Context(), id, Now)
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	actor.ClientAddress, actor.RequestID = "192.0.2.1", "prov"
	return actor
}

// Programme is the first group as it is stored.
func (f *Fixture) Programme() org.Group {
	f.t.Helper()
	var group org.Group
	err := f.DB.Read(f.t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.Group(f.t.Context(), Group)
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return group
}

// Visitor is the person visiting the first group at Now; those who belong to
// another group, or to none, visit that.
func (f *Fixture) Visitor(id org.PersonID) page.Visitor {
	f.t.Helper()
	v := page.Visitor{Actor: f.Actor(id), Now: Now}
	err := f.DB.Read(f.t.Context(), func(tx *postgres.Tx) (err error) {
		v.Groups, err = tx.Groups(f.t.Context(), v.Actor.Groups())
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	if len(v.Groups) > 0 {
		v.Group = v.Groups[0]
	}
	return v
}
