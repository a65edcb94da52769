package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// receiptsName is the file with receipts of the log beside the private PostgreSQL.
const receiptsName = "loggkvitton.txt"

// receiptsEvery is how often a receipt is kept while the server runs.
const receiptsEvery = time.Hour

// receiptsFile is where receipts of the log are kept while the server runs: outside the
// database, so that what its owner does to the log is found. "" for nowhere.
func receiptsFile(env environment) (string, error) {
	if env.config.AuditReceipts != "" || env.config.DatabaseURL != "" {
		return env.config.AuditReceipts, nil
	}
	dir := env.config.DataDir
	if dir == "" {
		var err error
		if dir, err = localpg.DefaultDir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, receiptsName), nil
}

// readReceipts reads the receipts of a file; none of one that is not there, and other
// lines are for people.
func readReceipts(path string) ([]postgres.AuditReceipt, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("filen med loggens kvitton går inte att läsa: %w", err)
	}
	defer file.Close() // it is only read
	var list []postgres.AuditReceipt
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if r, ok := postgres.ParseAuditReceipt(lines.Text()); ok {
			list = append(list, r)
		}
	}
	return list, lines.Err()
}

// addReceipt adds the receipt to the file, unless it is there already.
func addReceipt(path string, r postgres.AuditReceipt) error {
	known, err := readReceipts(path)
	if err != nil || r.Link == 0 || len(known) > 0 && known[len(known)-1].Link == r.Link {
		return err
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("loggens kvitto gick inte att spara: %w", err)
	}
	_, err = fmt.Fprintln(file, r)
	return errors.Join(err, file.Close())
}

// keepReceipts keeps a receipt of the log now and then, outside the database. A receipt
// that cannot be kept stops nothing.
func keepReceipts(ctx context.Context, env environment, db *postgres.DB) {
	path, err := receiptsFile(env)
	if err != nil || path == "" {
		return
	}
	every := time.NewTicker(receiptsEvery)
	defer every.Stop()
	for {
		var receipt postgres.AuditReceipt
		err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
			receipt, err = tx.AuditReceipt(ctx)
			return err
		})
		if err = errors.Join(err, addReceipt(path, receipt)); err != nil && ctx.Err() == nil {
			env.log.Error("a receipt of the log was not kept", "error", err)
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}
