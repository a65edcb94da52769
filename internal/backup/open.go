package backup

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrDamaged: the file is not as it was when it was made, or never was a copy.
var ErrDamaged = errors.New("filen är skadad, ofullständig eller ingen säkerhetskopia av Samsyn")

// Copy is a copy that has been checked from its first byte to its last.
type Copy struct {
	Manifest
	path string
}

// Open checks the file and reads what is in it. A file that is not whole is ErrDamaged.
func Open(path string) (*Copy, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("filen går inte att öppna: %w", err)
	}
	defer file.Close()
	digest, size, err := digestBefore(file)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, ErrDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("filen går inte att läsa: %w", err)
	}
	seal := make([]byte, sealLength)
	if _, err := file.ReadAt(seal, size); err != nil {
		return nil, fmt.Errorf("filen går inte att läsa: %w", err)
	}
	if string(seal) != sealPrefix+digest {
		return nil, ErrDamaged
	}
	c := &Copy{path: path}
	return c, c.readManifest()
}

// readManifest reads the manifest and holds the dump against it.
func (c *Copy) readManifest() error {
	archive, err := zip.OpenReader(c.path)
	if err != nil {
		return ErrDamaged
	}
	defer archive.Close()
	file, err := archive.Open(manifestName)
	if err != nil {
		return ErrDamaged
	}
	defer file.Close()
	if err := json.NewDecoder(file).Decode(&c.Manifest); err != nil {
		return ErrDamaged
	}
	if c.Format > format {
		return fmt.Errorf("säkerhetskopian är gjord av en nyare Samsyn (%s), vars filer den här inte kan läsa", c.Program)
	}
	return c.withDump(func(dump io.Reader) error {
		sum := sha256.New()
		n, err := io.Copy(sum, dump)
		if err != nil || n != c.Bytes || hex.EncodeToString(sum.Sum(nil)) != c.SHA256 {
			return ErrDamaged
		}
		return nil
	})
}

// withDump reads the dump.
func (c *Copy) withDump(read func(io.Reader) error) error {
	archive, err := zip.OpenReader(c.path)
	if err != nil {
		return ErrDamaged
	}
	defer archive.Close()
	dump, err := archive.Open(dumpName)
	if err != nil {
		return ErrDamaged
	}
	defer dump.Close()
	return read(dump)
}
