package backup

import (
	"context"
	"fmt"
	"io"
	"time"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// OccupiedError: the database that a copy is to be put into is not empty.
type OccupiedError struct{ Held postgres.Held }

// Error says what is there.
func (e *OccupiedError) Error() string {
	return fmt.Sprintf("databasen är inte tom: den har %d tabeller, %d personer och %d siffror. "+
		"Ta först en säkerhetskopia av den, och lägg till --replace om allt i den ska ersättas", e.Held.Tables, e.Held.People, e.Held.Figures)
}

// InUseError: somebody works in the database.
type InUseError struct{ Others int }

// Error says what to stop.
func (e *InUseError) Error() string {
	return fmt.Sprintf("databasen används av andra (%d anslutningar). Stoppa Samsyn överallt och försök igen", e.Others)
}

// alone waits a moment for those who have just hung up, and is an error if somebody stays.
func alone(ctx context.Context, ownerURL string, others int) error {
	for range 10 {
		if others == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
		held, err := postgres.HeldBy(ctx, ownerURL)
		if err != nil {
			return err
		}
		others = held.Others
	}
	return &InUseError{Others: others}
}

// Into is where a copy is to be put.
type Into struct {
	OwnerURL string
	// Replace says that what is there is to be taken away.
	Replace bool
}

// Restore puts the copy into the database, and brings its schema to this program's version.
// Until all has been put in and held against what the copy says it has, nothing of the
// database is changed.
func (c *Copy) Restore(ctx context.Context, into Into) error {
	held, err := postgres.HeldBy(ctx, into.OwnerURL)
	if err != nil {
		return err
	}
	newest, err := postgres.NewestMigration()
	switch {
	case err != nil:
		return err
	case c.Migration > newest:
		return fmt.Errorf("säkerhetskopian är gjord av en nyare Samsyn (schema %d, den här har %d). Använd den versionen eller en senare",
			c.Migration, newest)
	case held.Server/10000 < c.Server/10000:
		return fmt.Errorf("säkerhetskopian är från PostgreSQL %d, och databasen är en äldre, %d", c.Server/10000, held.Server/10000)
	case held.Tables > 0 && !into.Replace:
		return &OccupiedError{Held: held}
	}
	if err := alone(ctx, into.OwnerURL, held.Others); err != nil {
		return err
	}
	tools, err := localpg.FindTools(ctx, max(c.Dump, held.Server/10000))
	if err != nil {
		return err
	}
	err = c.withDump(func(dump io.Reader) error {
		return load(ctx, tools, loading{ownerURL: into.OwnerURL, before: postgres.ClearSQL, dump: dump, after: postgres.VerifySQL(c.Tables)})
	})
	if err != nil {
		return fmt.Errorf("%w\nInget i databasen har ändrats", err)
	}
	if err := postgres.Migrate(ctx, into.OwnerURL); err != nil {
		return fmt.Errorf("säkerhetskopian är inläst, men %w", err)
	}
	return nil
}
