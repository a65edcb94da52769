// Package migrations embeds the database's schema as goose migrations, one
// numbered SQL file a step, each with its way back.
// It must not know who runs them.
package migrations

import "embed"

// FS holds the *.sql files at its root.
//
//go:embed *.sql
var FS embed.FS
