package backup

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// sealPrefix and the SHA-256 in hexadecimal digits are the end of the file: of
// everything before the prefix.
const (
	sealPrefix = "samsyn sha256 "
	sealLength = len(sealPrefix) + 2*sha256.Size
)

// unfinished is a file that has not got its name yet.
type unfinished struct {
	file *os.File
	zip  *zip.Writer
}

// create begins a file beside where it is to be, for nobody else to read.
func create(path string) (*unfinished, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("filen %s finns redan, och en säkerhetskopia skrivs aldrig över. Välj ett annat namn", path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".samsyn-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("filen går inte att skriva: %w", err)
	}
	return &unfinished{file: file, zip: zip.NewWriter(file)}, nil
}

func (u *unfinished) name() string { return u.file.Name() }

// add writes a file into it, as it is: the dump is compressed already.
func (u *unfinished) add(name string, at time.Time, write func(*counted) error) error {
	entry, err := u.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: at})
	if err != nil {
		return err
	}
	return write(&counted{to: entry, hash: sha256.New()})
}

// seal ends the file with the digest of all before it, and makes it last through a crash
// of the computer.
func (u *unfinished) seal() error {
	if err := u.zip.SetComment(strings.Repeat("-", sealLength)); err != nil {
		return err
	}
	if err := u.zip.Close(); err != nil {
		return fmt.Errorf("filen går inte att skriva: %w", err)
	}
	digest, size, err := digestBefore(u.file)
	if err != nil {
		return err
	}
	_, err = u.file.WriteAt([]byte(sealPrefix+digest), size)
	return errors.Join(err, u.file.Sync())
}

// keep gives the file its name, if nobody has taken it meanwhile.
func (u *unfinished) keep(path string) error {
	err := os.Link(u.name(), path)
	if _, there := os.Lstat(path); err != nil && there != nil { // a file system without links
		err = os.Rename(u.name(), path)
	}
	if err != nil {
		return fmt.Errorf("filen går inte att skriva: %w", err)
	}

	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	_ = dir.Sync() // some file systems have no such thing for folders
	return dir.Close()
}

// forget closes it and removes the name that it had while it was made.
func (u *unfinished) forget() {
	_ = u.file.Close()
	_ = os.Remove(u.name()) // what is kept has another name by now
}

// digestBefore is the SHA-256 of the file up to where its seal is, and how long that is.
func digestBefore(file *os.File) (digest string, size int64, err error) {
	info, err := file.Stat()
	if err != nil {
		return "", 0, err
	}
	if size = info.Size() - int64(sealLength); size < 0 {
		return "", 0, io.ErrUnexpectedEOF
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, size)); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(sum.Sum(nil)), size, nil
}

// counted counts and digests what is written through it.
type counted struct {
	to    io.Writer
	hash  hash.Hash
	bytes int64
}

// Write writes it.
func (c *counted) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.hash.Write(p[:n])
	c.bytes += int64(n)
	return n, err
}

func (c *counted) sum() string { return hex.EncodeToString(c.hash.Sum(nil)) }
